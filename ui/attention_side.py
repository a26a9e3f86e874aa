"""Calls a person who looks elsewhere: hears what happens at the desk, and has it told.

What is news, and what is told when, is `console.domain.attention`'s; the words are
`ui.attention_words`'s. Here is who hears, whether the person sees it already, and where the
click leads. Reads in the reader lane, a while after a sync: the list shows it by then.

Framework knowledge: a window is active where it or a dialog of it has the keys. The window
of a program that comes to the front tells so by `focusWindowChanged`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from console.desk import Desk
from console.domain.attention import Kind, News, Round, Rounds, due_soon, is_quiet, new_posts
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId
from console.domain.local_zone import HERE
from console.language import tr
from ui import attention_words, outbox_words
from ui.attention_open import AttentionOpen
from ui.notification_centre import NotificationCentre
from ui.notification_events import Show
from ui.outbox_notice import reason
from ui.standing import FOR_A_PERSON
from ui.views import View

if TYPE_CHECKING:
    from console.domain.cases import CaseRow
    from console.domain.outbox import OutboxEntry
    from console.settings import Settings
    from ui.lock_screen import LockScreen
    from ui.main_window import MainWindow

GATHER_MS = 1500
"""So long after the last page of a sync the list has shown what came."""
PULSE_MS = 15_000
"""How often it is looked whether something is due, or may be told now."""
MISSED = "missed"
SAMPLE = "sample"
LASTING = timedelta(minutes=30)
"""What may pass by itself is told where it lasts so long."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
KINDS = {kind.value: kind for kind in Kind}
SAMPLE_NAME, SAMPLE_WORDS = "Ada Fern", tr("My parcel is still not here.")


class AttentionSide(QObject):
    """What one window tells outside of itself."""

    def __init__(
        self,
        window: MainWindow,
        settings: Callable[[], Settings],
        screen: Callable[[], LockScreen | None],
        centre: NotificationCentre,
    ) -> None:
        """Take the parts; `screen` is what locks the desk now, None where nothing does."""
        super().__init__(window)
        self._window, self._settings, self._screen = window, settings, screen
        self.centre = centre
        self.rounds = Rounds()
        self.opening = AttentionOpen(window, screen)
        self.paused_until: datetime | None = None
        self._shown: dict[str, Round] = {}
        """By slot: what its notification says."""
        self._naming: set[str] = set()
        """Slots the notifications of which may name customers."""
        self._began = window.now()
        self._cases: set[CaseId] = set()
        self._ended: set[AccountId] = set()
        """Accounts a sync of which ended since the last look."""
        self._settled: set[AccountId] = set()
        """Those whose first sync of this run is over: all that comes is new."""
        self._outbox_known = False
        self._troubled: dict[tuple[AccountId, str], datetime] = {}
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._look_at_cases)
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.timeout.connect(self.look)

    def begin(self) -> None:
        """Hear from now on."""
        window = self._window
        window.courier.changed.connect(self._take_changes)
        window.courier.told.connect(self._take_problems)
        window.outbox.reading.came.connect(self._take_outbox)
        self.centre.opened.connect(self._open)
        self.centre.closed.connect(self._forget)
        self._pulse.start()

    def stop(self) -> None:
        """Hear and tell nothing any more."""
        self._gather.stop()
        self._pulse.stop()

    def pause(self, until: datetime | None) -> None:
        """Tell nothing till then; None: tell again from now on."""
        self.paused_until = until
        self.tell()

    @property
    def is_paused(self) -> bool:
        """Return whether a person wanted quiet for a while."""
        return self.paused_until is not None and self._window.now() < self.paused_until

    @property
    def is_quiet(self) -> bool:
        """Return whether nothing is told now."""
        settings, now, overview = self._settings(), self._window.now(), self._window.overview
        if self.is_paused or overview is None:
            return True
        span = settings.quiet_from_min, settings.quiet_to_min
        hours = overview.hours.at_hand(now)
        return is_quiet(settings.quiet, span, hours, now, now.astimezone(HERE))

    def show_sample(self) -> None:
        """Show how a notification looks as it is set, whatever the hour."""
        news = News(Kind.REPLIES, SAMPLE, None, self._handle(), SAMPLE_NAME, SAMPLE_WORDS)
        self._show(SAMPLE, Round(Kind.REPLIES, (news,)))

    @Slot()
    def look(self) -> None:
        """Look what is due soon, and tell what waits."""
        self._window.lanes.reader.submit(_soon, self._take_due, receiver=self, key="due soon")
        self._take_problems()

    @Slot()
    def tell(self) -> None:
        """Show what may be told now."""
        for told in self.rounds.take(self._window.now(), quiet=self.is_quiet):
            self._show(MISSED if told.kind is None else told.kind.value, told)

    @Slot()
    def looked(self) -> None:
        """Take note that the person looks at the desk: what stands outside of it goes."""
        if not self.is_seen:
            return
        self.rounds.looked()
        for slot in tuple(self._shown):
            self._withdraw(slot)

    @Slot()
    def hush(self) -> None:
        """Take away what names customers: the desk is locked."""
        for slot in tuple(self._naming):
            self._withdraw(slot)

    @property
    def is_seen(self) -> bool:
        """Return whether the person has the window before them, unlocked."""
        window = self._window
        active = QApplication.activeWindow()
        mine = active is not None and (active is window or window.isAncestorOf(active))
        return mine and window.isVisible() and not window.isMinimized() and self._screen() is None

    def _show(self, slot: str, told: Round) -> None:
        settings = self._settings()
        words = settings.notify_words and self._screen() is None
        self._shown[slot] = told
        (self._naming.add if words else self._naming.discard)(slot)
        self.centre.show(
            Show(
                slot,
                attention_words.title(told),
                attention_words.body(told, with_words=words),
                attention_words.OPEN,
                attention_words.body(told, with_words=False),
                sound=settings.notify_sound,
            )
        )

    def _withdraw(self, slot: str) -> None:
        self._forget(slot)
        self.centre.withdraw(slot)

    @Slot(str)
    def _forget(self, slot: str) -> None:
        self._shown.pop(slot, None)
        self._naming.discard(slot)
        if slot in KINDS:
            self.rounds.gone(KINDS[slot])

    @Slot(str, str)
    def _open(self, slot: str, token: str) -> None:
        told = self._shown.get(slot)
        self._withdraw(slot)  # some servers leave it there
        self.opening.open(told, token)

    def _hear(self, news: list[News]) -> None:
        """Take news: what the person sees already, or wants to hear nothing of, is only noted."""
        if not news:
            return
        settings = self._settings()
        wanted = [one for one in news if getattr(settings, f"notify_{one.kind}")]
        self.rounds.hear([one for one in wanted if not self._is_on_screen(one)])
        self.rounds.know(news)
        self.tell()

    def _is_on_screen(self, one: News) -> bool:
        """Return whether the person has it before them."""
        if not self.is_seen:
            return False
        window = self._window
        if one.case_id is None:
            return True  # the bar over the desk says it
        row = window.case.row
        if row is not None and row.id == one.case_id and not window.pages.hides_cases:
            return True
        if one.kind is Kind.OUTBOX:
            return window.inbox.view is View.OUTBOX and not window.pages.hides_cases
        listed = window.inbox.list
        if not listed.isVisible():
            return False
        first, last = listed.in_sight()
        return any(listed.cases.id_at(n) == one.case_id for n in range(first, last + 1))

    @Slot(object)
    def _take_changes(self, changes: Changes) -> None:
        self._cases |= changes.cases
        self._ended |= changes.accounts
        self._gather.start()

    @Slot()
    def _look_at_cases(self) -> None:
        """Read what a sync touched."""
        cases, self._cases = frozenset(self._cases), set()
        ended, self._ended = frozenset(self._ended), set()

        def done(rows: tuple[CaseRow, ...]) -> None:
            self._take_rows(rows, ended)

        self._window.lanes.reader.submit(
            lambda desk: desk.attention.touched(cases), done, receiver=self
        )

    def _take_rows(self, rows: tuple[CaseRow, ...], ended: frozenset[AccountId]) -> None:
        overview, now = self._window.overview, self._window.now()
        if overview is None:
            return
        handles = {account.id: account.handle for account in overview.accounts}
        since = {one: LONG_AGO if one in self._settled else self._began for one in handles}
        self._hear(new_posts(rows, since, handles, now))
        failed = {one.account.id for one in self._window.courier.problems}
        self._settled |= ended - failed

    @Slot(object)
    def _take_due(self, rows: tuple[CaseRow, ...]) -> None:
        words = attention_words.PROMISE, attention_words.ANSWER
        self._hear([news for _at, news in due_soon(rows, self._window.now(), *words)])
        self.tell()

    @Slot()
    def _take_outbox(self) -> None:
        asking = self._window.outbox.reading.asking
        news = [_of_entry(entry) for entry in asking]
        self.rounds.keep(Kind.OUTBOX, {one.key for one in news})
        if self._outbox_known:
            self._hear(news)
        else:  # how it stood when the desk was opened
            self.rounds.know(news)
        self._outbox_known = True

    @Slot()
    def _take_problems(self) -> None:
        now, found = self._window.now(), {}
        for one in self._window.courier.problems:
            key = (one.account.id, type(one.error).__name__)
            begun = self._troubled.get(key, now)
            found[key] = begun
            if isinstance(one.error, FOR_A_PERSON) or now - begun >= LASTING:
                name, words = " ".join(map(str, key)), one.error.title
                self._hear([News(Kind.ACCOUNTS, name, None, one.account.handle, "", words)])
        self._troubled = found
        self.rounds.keep(Kind.ACCOUNTS, {" ".join(map(str, key)) for key in found})

    def _handle(self) -> str:
        overview = self._window.overview
        return overview.accounts[0].handle if overview and overview.accounts else ""


def _of_entry(entry: OutboxEntry) -> News:
    key = " ".join(map(str, (*reason(entry)[:3], *sorted(reason(entry)[3]))))
    return News(
        Kind.OUTBOX, key, entry.thread.case_id, entry.account_handle, outbox_words.name(entry)
    )


def _soon(desk: Desk) -> tuple[CaseRow, ...]:
    return desk.attention.soon()
