"""Where the data file is damaged: looks for the newest good backup, and lets a person choose.

Has a lane of its own, for those of the desk have no data file to open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.backups import Backups
from console.domain.backups import Backup, Preview
from console.domain.progress import Follower
from console.errors import BackupDamaged, DeskError, NotFound
from console.language import tr
from console.store.database import Database
from ui import backups_questions, backups_words, exchanging
from ui.damage_page import DamagePage
from ui.lanes import Lane
from ui.long_job import LongJob
from ui.quick_chooser import Choice, QuickChooser

if TYPE_CHECKING:
    from console.store.backup_restoring import Staged
    from ui.main_window import MainWindow

TITLE = tr("The data file is damaged")
LISTING = tr("Looking for backups…")
LOOKING = tr("Looking for the newest backup that is sound…")
KEPT = tr("The damaged file is kept beside it; nothing of it is deleted.")
SINCE = tr(
    "Posts since are fetched again for an account with access, as far as X "
    "shows them; what was entered by hand, notes, drafts and decisions since "
    "are not in it."
)
NONE_GOOD = tr("There is no backup that is sound.")
CLOSE_S = 8.0


class DamageSide(QObject):
    """The page, what is looked for, and what is done then.

    Signals:
        exchange_wanted(Exchange): the desk is to be closed, this done, and opened again.
    """

    exchange_wanted = Signal(object)

    def __init__(
        self, window: MainWindow, folder: Path, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._verbs = window, Backups(folder, now)
        self._found: Preview | None = None
        self._job: LongJob | None = None
        self._said = ""
        self.page = DamagePage(window.theme)
        window.pages.addWidget(self.page)
        self._lane = Lane("repair", _desk_on_nothing, parent=self)

    def show(self, error: DeskError) -> None:
        """Say that the data file is damaged, and look for a way out."""
        self._said = error.message
        self._window.pages.setCurrentWidget(self.page)
        if self._job is None:
            self._look()

    def close(self) -> None:
        """End the lane."""
        self._lane.close(CLOSE_S)

    @Slot()
    def _look(self) -> None:
        self.page.say(TITLE, self._said, "", ((tr("Quit"), self._window.quit),))
        self._begin(self._newest, LOOKING, self._offer_newest, self._offer_nothing)

    def _newest(self, _desk: Desk, follower: Follower) -> Preview:
        return self._verbs.preview(self._verbs.newest_good(follower))

    @Slot()
    def _ask_another(self) -> None:
        self._begin(lambda _desk, _follower: self._verbs.every(), LISTING, self._list, self._fail)

    @Slot(object)
    def _list(self, every: tuple[Backup, ...]) -> None:
        """Let a person choose among all backups there are."""
        window, now = self._window, self._window.now()
        choices = [
            Choice(backups_words.when(one), backups_words.facts(one, now), one) for one in every
        ]
        chooser = QuickChooser(tr("Backups"), choices, window.theme, window)
        chooser.chosen.connect(self._look_at)
        chooser.open()

    @Slot(object)
    def _look_at(self, one: Backup) -> None:
        """Look a backup through that was chosen, and offer it if it is sound."""

        def look(_desk: Desk, follower: Follower) -> Preview:
            checked = self._verbs.check(one, follower)
            if checked.problem:
                raise BackupDamaged(checked.problem)
            return self._verbs.preview(checked)

        self.page.say(TITLE, self._said, "", ((tr("Stop"), self._stop),))
        self._begin(look, tr("Looking at the backup…"), self._offer_chosen, self._fail)

    @Slot(object)
    def _offer_newest(self, found: Preview) -> None:
        self._offer(found, tr("The newest good backup"))

    @Slot(object)
    def _offer_chosen(self, found: Preview) -> None:
        self._offer(found, tr("This backup"))

    def _offer(self, found: Preview, which: str) -> None:
        self._found = found
        holds = backups_words.holds(found.contents, self._window.now())
        message = tr("{backup} is of {when}: {holds}").format(
            backup=which, when=backups_words.when(found.backup), holds=holds
        )
        advice = f"{SINCE} {KEPT}"
        ways = (
            (tr("Restore this backup"), self._restore),
            (tr("Another backup…"), self._ask_another),
            *self._ways(),
        )
        self.page.say(TITLE, message, advice, ways)

    @Slot(object)
    def _offer_nothing(self, error: DeskError) -> None:
        words = NONE_GOOD if isinstance(error, NotFound) else f"{error.title}: {error.message}"
        self.page.say(TITLE, f"{self._said} {words}", KEPT, self._ways())

    def _ways(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return (
            (tr("Begin anew…"), self._ask_anew),
            (tr("Try again"), self._try_again),
            (tr("Quit"), self._window.quit),
        )

    @Slot()
    def _restore(self) -> None:
        found = self._found
        if found is None or self._job is not None:
            return
        stop = ((tr("Stop"), self._stop),)
        self.page.say(tr("Restoring…"), backups_words.when(found.backup), "", stop)
        self._begin(
            lambda _desk, follower: self._verbs.stage(found.backup, follower),
            tr("Reading the backup…"),
            self._exchange,
            self._fail,
        )

    @Slot(object)
    def _exchange(self, staged: Staged) -> None:
        self.exchange_wanted.emit(partial(exchanging.restore, staged))

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        ways = ((tr("Look again"), self._look), *self._ways())
        self.page.say(error.title, error.message, error.advice, ways)

    @Slot()
    def _ask_anew(self) -> None:
        def begin() -> None:
            self.exchange_wanted.emit(exchanging.begin_anew)

        backups_questions.ask_anew(self._window, begin)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    @Slot()
    def _try_again(self) -> None:
        window = self._window
        window.pages.show_desk()
        window.show_loading()
        window.open()

    def _begin(
        self,
        work: Callable[[Desk, Follower], object],
        words: str,
        done: Callable[[Any], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        self._job = job = LongJob(self._lane, work, self)
        self.page.bar.follow(job, words)
        job.ended.connect(self._rest)
        job.failed.connect(self._rest)
        job.ended.connect(done)
        job.failed.connect(failed)

    @Slot()
    def _rest(self) -> None:
        self._job = None
        self.page.bar.rest("")


def _desk_on_nothing() -> Desk:
    """Return a desk without a data file, which the work here asks for none of."""
    return Desk(Context(Database.open_nothing(), {}, Credentials(), ""))
