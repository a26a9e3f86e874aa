"""The dialog of backups: which there are, what is in each; make, check, delete, restore one.

Reads in the lane that waits for no network, works in the lane of files. A restore begins
here and ends after the window is closed (`ui.application`): what is asked here is made ready
beside the data file, which nobody may have open when it is exchanged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from console.desk import Desk
from console.domain.backups import Backup, Preview
from console.domain.progress import Follower
from console.errors import Cancelled, DeskError
from console.language import tr
from ui import backups_questions, backups_words, browser, frame, geometry, plain, reading_order
from ui.backups_list import BACKUP, BackupsModel, backups_list
from ui.backups_pane import BackupsPane
from ui.job_bar import JobBar
from ui.long_job import LongJob, Work
from ui.override import override
from ui.scrolled import Scrolled
from ui.state_view import StateView
from ui.theme import HALF, UNIT
from ui.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from console.store.backup_restoring import Staged
    from ui.main_window import MainWindow

SIZE = (108 * UNIT, 66 * UNIT)
NOT_IN_DEMO = tr("In the demo none is restored.")


class BackupsDialog(QDialog):
    """Opened by `ui.archive_side`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._lanes, self._theme = window, window.lanes, window.theme
        self._job: LongJob | None = None
        self._folder = Path()
        self._previews: dict[Path, Preview] = {}
        self.setWindowTitle(tr("Backups"))
        self.place = plain.label("", "quiet")
        self.model = BackupsModel(window.now, self)
        self.list = backups_list(self.model, self._theme)
        self.pane = BackupsPane(self._theme)
        self.state = StateView()
        self.bar = JobBar(self._theme)
        self.make_button = QPushButton(tr("Back up now"))
        self.folder_button = QPushButton(tr("Show folder"))
        self.check_button = QPushButton(tr("Check"))
        self.delete_button = QPushButton(tr("Delete…"))
        self.restore_button = QPushButton(tr("Restore…"))
        self.close_button = QPushButton(tr("Close"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        room = window.size()
        self.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))
        geometry.follow_dialog(self, "backups")
        self._enable()
        self.read()

    @property
    def chosen(self) -> Backup | None:
        """Return the backup that is chosen in the list."""
        found = self.list.currentIndex().data(BACKUP)
        return found if isinstance(found, Backup) else None

    @Slot()
    def read(self) -> None:
        """Read which there are."""
        if not self.model.backups:
            self._show_state(tr("Looking for backups…"))
        self._lanes.pictures.submit(_read, self._show, self._fail, key="backups")

    @Slot()
    def make(self) -> None:
        """Make a backup now."""
        self._begin(lambda desk, follower: desk.backups.make(follower), tr("Copying…"), self._made)

    @Slot()
    def check(self) -> None:
        """Look the chosen one through."""
        if (one := self.chosen) is not None:
            self._begin(
                lambda desk, follower: desk.backups.check(one, follower),
                tr("Checking…"),
                self._checked,
            )

    @Slot()
    def delete(self) -> None:
        """Ask whether the chosen one is to be deleted."""
        if (one := self.chosen) is not None and self._job is None:
            backups_questions.ask_delete(self, one, partial(self._delete, one))

    @Slot()
    def restore(self) -> None:
        """Ask whether the chosen one is to take the place of today's file."""
        one = self.chosen
        preview = None if one is None else self._previews.get(one.path)
        if one is not None and preview is not None and self._job is None:
            backups_questions.ask_restore(self, preview, partial(self._stage, preview))

    @override
    def reject(self) -> None:
        """Close; what is under way is stopped first."""
        if self._job is not None:
            self._job.stop()
            self.close_button.setEnabled(False)
            return
        super().reject()

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.make_button.clicked.connect(self.make)
        self.folder_button.clicked.connect(self._open_folder)
        self.check_button.clicked.connect(self.check)
        self.delete_button.clicked.connect(self.delete)
        self.restore_button.clicked.connect(self.restore)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.delete)

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        self.list.setMinimumWidth(36 * UNIT)
        both.addWidget(self.list)
        both.addWidget(Scrolled(self.pane))
        both.setStretchFactor(1, 1)
        reading_order.as_seen(both)
        both.setSizes([46 * UNIT, 62 * UNIT])
        geometry.follow_splitter(both, "backups")
        self._stack.addWidget(self.state)
        self._stack.addWidget(both)
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT + HALF)
        head.setSpacing(HALF)
        head.addWidget(plain.label(tr("Backups"), "title"))
        self.place.setWordWrap(True)
        head.addWidget(self.place)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * UNIT, UNIT + HALF, 3 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.bar)
        foot.addLayout(self._button_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(frame.hairline())
        column.addLayout(foot)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        first, last = WrappingRow(), WrappingRow(at_end=True)
        first.add(self.make_button, self.folder_button)
        last.add(self.delete_button, self.check_button, self.restore_button, self.close_button)
        row.addWidget(first)
        row.addWidget(last, 1)
        for button in (self.folder_button, self.check_button, self.delete_button):
            button.setAutoDefault(False)
        self.restore_button.setAutoDefault(False)  # Enter restores nothing by itself
        self.close_button.setAutoDefault(False)
        self.make_button.setObjectName("primary")
        self.make_button.setDefault(True)
        return row

    def _show_state(self, title: str, message: str = "", advice: str = "") -> None:
        again = ((tr("Try again"), self.read),) if advice else ()
        self.state.say(title, message, advice, again)
        self._stack.setCurrentWidget(self.state)

    def _enable(self) -> None:
        """Let that be done which makes sense now."""
        idle, one = self._job is None, self.chosen
        self.make_button.setEnabled(idle)
        self.check_button.setEnabled(idle and one is not None)
        self.delete_button.setEnabled(idle and one is not None)
        ready = one is not None and not one.problem and one.path in self._previews
        self.restore_button.setEnabled(idle and ready and not self._window.is_demo)
        plain.set_tip(self.restore_button, NOT_IN_DEMO if self._window.is_demo else "")
        self.close_button.setText(tr("Close") if idle else tr("Stop"))
        self.close_button.setEnabled(True)

    @Slot(object)
    def _show(self, found: tuple[Path, str, tuple[Backup, ...]]) -> None:
        self._folder, said, backups = found
        self.place.setText(f"{said}. {NOT_IN_DEMO}" if self._window.is_demo else said)
        before = self.chosen
        self.model.show_backups(backups)
        if not backups:
            self._show_state(backups_words.NONE_YET, backups_words.WHAT_THEY_ARE)
            self._enable()
            return
        self._stack.setCurrentIndex(1)
        paths = [each.path for each in backups]
        place = paths.index(before.path) if before is not None and before.path in paths else 0
        self.list.setCurrentIndex(self.model.index(place))
        if self._job is None:
            self.list.setFocus()
        self._enable()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._show_state(error.title, error.message, error.advice)
        self._enable()

    @Slot(QModelIndex)
    def _choose(self, _index: QModelIndex) -> None:
        one = self.chosen
        if one is None:
            return
        self.pane.show_backup(one)
        self._enable()
        if (known := self._previews.get(one.path)) is not None:
            self.pane.show_preview(known, self._window.now())
            return
        self._lanes.pictures.submit(
            lambda desk: desk.backups.preview(one),
            partial(self._show_preview, one),
            partial(self._show_unreadable, one),
            receiver=self,
            key="backup preview",
        )

    def _show_preview(self, one: Backup, preview: Preview) -> None:
        self._previews[one.path] = preview
        if self.chosen is not None and self.chosen.path == one.path:
            self.pane.show_preview(preview, self._window.now())
            self._enable()

    def _show_unreadable(self, one: Backup, error: DeskError) -> None:
        if self.chosen is not None and self.chosen.path == one.path:
            self.pane.show_error(error, one)

    def _begin(self, work: Work, words: str, done: Callable[[Any], None]) -> None:
        if self._job is not None:
            return
        self._job = job = LongJob(self._lanes.files, work, self)
        self.bar.follow(job, words)
        job.ended.connect(self._end_job)
        job.ended.connect(done)
        job.failed.connect(self._break_off)
        self._enable()
        self.close_button.setFocus()

    @Slot()
    def _end_job(self) -> None:
        self._job = None
        self.bar.rest("")
        self._enable()

    @Slot(object)
    def _break_off(self, error: DeskError) -> None:
        self._job = None
        self.bar.rest(f"{error.title}: {error.message}")
        if not isinstance(error, Cancelled):
            self.bar.rest(f"{error.title}: {error.message} {error.advice}")
        plain.set_tip(self.bar, f"{error.message} {error.advice}")
        self._enable()
        self._previews.clear()
        self.read()

    @Slot(object)
    def _made(self, backup: object) -> None:
        if isinstance(backup, Backup):
            self.bar.rest(tr("Backed up and checked: {name}").format(name=backup.path.name))
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        self._previews.clear()
        self.read()

    @Slot(object)
    def _checked(self, backup: object) -> None:
        if isinstance(backup, Backup):
            self.bar.rest(backup.problem or tr("It is sound."))
            self._previews.pop(backup.path, None)
        self.read()

    def _delete(self, one: Backup) -> None:
        def done(_: object) -> None:
            self.bar.rest(tr("Deleted."))
            self.read()

        self._begin(lambda desk, _follower: desk.backups.remove(one), tr("Deleting…"), done)

    def _stage(self, asked: Preview) -> None:
        self._begin(partial(_stage, asked), tr("Making it ready…"), self._exchange)

    @Slot(object)
    def _exchange(self, staged: Staged | Preview) -> None:
        """Close, and let the application exchange the files; ask again if more came in since."""
        if isinstance(staged, Preview):
            self._previews[staged.backup.path] = staged
            again = partial(self._stage, staged)
            backups_questions.ask_restore(self, staged, again, more=True)
            return
        self.accept()
        self._window.restore_wanted.emit(staged)

    @Slot()
    def _open_folder(self) -> None:
        browser.open_folder(self._folder)


def _stage(asked: Preview, desk: Desk, follower: Follower) -> Staged | Preview:
    """Make a backup ready; where it lacks more by now than was `asked`, return that instead."""
    now = desk.backups.preview(asked.backup)
    return desk.backups.stage(asked.backup, follower) if now.lacking == asked.lacking else now


def _read(desk: Desk) -> tuple[Path, str, tuple[Backup, ...]]:
    """Return where backups go, what is said of that, and which there are."""
    verbs = desk.backups
    folder, daily = verbs.folder, verbs.is_daily
    said = tr("One a day by itself, while the desk is open") if daily else tr("None by itself")
    return (
        folder,
        tr("{how_often}, into {place}").format(how_often=said, place=backups_words.place(folder)),
        verbs.every(),
    )
