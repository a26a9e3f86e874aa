"""The dialog that takes a file in: which, what it holds, what is wanted, what became of it.

Looks in the lane that waits for no network, works in the lane of files. Nothing is stored
before Import is pressed; an import that is stopped keeps what came in and can go on later.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.imports import FileKind, Import, Overview, Report
from console.domain.progress import Follower, Progress
from console.errors import DeskError
from console.language import tr
from ui import file_question, frame, import_showing, plain
from ui import import_words as words
from ui.button_groups import ButtonGroups
from ui.elided_label import ElidedLabel
from ui.import_page import ImportPage
from ui.import_report import ImportReport
from ui.job_bar import JobBar
from ui.long_job import LongJob
from ui.override import override
from ui.state_view import StateView
from ui.theme import HALF, UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow

Buttons = tuple[tuple[str, Callable[[], None]], ...]
SIZE = (88 * UNIT, 70 * UNIT)
FORMS = tr("Archives and exports (*.zip *.json *.jsonl *.js *.gz);;All files (*)")


class ImportDialog(QDialog):
    """Opened by `ui.archive_side`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._lanes, theme = window, window.lanes, window.theme
        self._path: Path | None = None
        self._job: LongJob | None = None
        self._goes_on = False  # whether the file was begun before
        self._came: list[Changes] = []  # by the batches of the import under way, from its lane
        self._to_show: frozenset[CaseId] = frozenset()
        self._began, self._read_before = 0.0, -1
        self.setWindowTitle(tr("Import"))
        self.setAcceptDrops(True)
        self.facts = ElidedLabel(words.WHAT, "quiet")
        self.state, self.page, self.report = StateView(), ImportPage(theme), ImportReport(theme)
        self.bar = JobBar(theme)
        self.other_button = QPushButton(tr("Other file…"))
        self.folder_button = QPushButton(tr("Unpacked folder…"))
        self.show_button = QPushButton(tr("Show what came in"))
        self.close_button = QPushButton(tr("Cancel"))
        self.import_button = QPushButton(tr("Import"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        room = window.size()
        self.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))
        self._ask(())
        self._lanes.pictures.submit(
            lambda desk: desk.imports.unfinished(), self._ask, receiver=self, key="imports"
        )

    @Slot()
    def choose_file(self) -> None:
        """Let the person choose a file."""
        self._choose(QFileDialog.FileMode.ExistingFile)

    @Slot()
    def choose_folder(self) -> None:
        """Let the person choose the folder of an archive that was unpacked."""
        self._choose(QFileDialog.FileMode.Directory)

    def open_file(self, path: Path) -> None:
        """Look at a file, and show what it holds."""
        self._path = path
        self._say(tr("Looking at {name}…").format(name=plain.isolated(path.name)))
        self._lanes.pictures.submit(
            lambda desk: desk.imports.look(path),
            partial(self._show_file, path),
            partial(self._refuse, path),
            receiver=self,
            key="import look",
        )

    @override
    def reject(self) -> None:
        """Close; an import that is under way is stopped first, and keeps what came in."""
        if self._job is not None:
            self._job.stop()
            self.close_button.setEnabled(False)
            self.bar.words.show_text(tr("Stopping…"))
            return
        super().reject()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        """Return the one file or folder held over the dialog; None where it can take none."""
        urls = event.mimeData().urls()
        alone = len(urls) == 1 and urls[0].isLocalFile() and self._job is None
        return Path(urls[0].toLocalFile()) if alone else None

    def _connect(self) -> None:
        self.page.chosen.connect(self._judge)
        self.other_button.clicked.connect(self.choose_file)
        self.folder_button.clicked.connect(self.choose_folder)
        self.show_button.clicked.connect(self._show_cases)
        self.close_button.clicked.connect(self.reject)
        self.import_button.clicked.connect(self._import)

    def _lay_out(self) -> None:
        for each in (self.state, self.page, self.report):
            self._stack.addWidget(each)
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT + HALF)
        head.setSpacing(HALF)
        head.addWidget(plain.label(tr("Import"), "title"))
        head.addWidget(self.facts)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * UNIT, UNIT + HALF, 3 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.bar)
        foot.addWidget(self._button_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(frame.hairline())
        column.addLayout(foot)

    def _button_row(self) -> ButtonGroups:
        row = ButtonGroups(
            (self.other_button, self.folder_button),
            (self.show_button, self.close_button, self.import_button),
        )
        for button in (self.other_button, self.folder_button, self.show_button):
            button.setAutoDefault(False)
        self.import_button.setObjectName("primary")
        return row

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        file_question.ask_to_read(self, tr("Import"), FORMS, self.open_file, mode)

    @Slot(object)
    def _ask(self, unfinished: tuple[Import, ...]) -> None:
        """Ask for a file; say which one was not taken in to its end."""
        if self._path is not None or self._job is not None:
            return
        advice = ""
        if unfinished:
            name = plain.isolated(unfinished[0].name)
            advice = tr(
                "{name} was not taken in to its end: the same file goes on where it stopped."
            ).format(name=name)
        choose = (
            (tr("Choose a file…"), self.choose_file),
            (tr("Unpacked folder…"), self.choose_folder),
        )
        self._say(words.DROP, words.NOTHING_YET, advice, choose)
        self.state.focus_first()

    def _refuse(self, path: Path, error: DeskError) -> None:
        if path == self._path:
            self.facts.show_text(words.WHAT)
            self._say(error.title, error.message, error.advice, ((tr("Choose another file…"),
                      self.choose_file),))  # fmt: skip

    def _say(self, title: str, message: str = "", advice: str = "", buttons: Buttons = ()) -> None:
        self.state.say(title, message, advice, buttons)
        if buttons:
            first = buttons[0][0]
            next(
                each
                for each in reversed(self.state.findChildren(QPushButton))
                if each.text() == first
            ).setFocus()
        self._stack.setCurrentWidget(self.state)
        self._offer()

    def _offer(self, *buttons: QPushButton) -> None:
        """Show these buttons and Close, and no others."""
        every = (self.other_button, self.folder_button, self.show_button, self.import_button)
        for button in every:
            button.setVisible(button in buttons)

    def _show_file(self, path: Path, seen: Overview) -> None:
        if path != self._path or self._job is not None:
            return
        self.facts.show_text(plain.isolated(seen.name), str(path))
        self.page.show_file(seen, self._window.now())
        self._stack.setCurrentWidget(self.page)
        self._offer(self.other_button, self.folder_button, self.import_button)
        self._goes_on = seen.earlier is not None and seen.earlier.state.value != "done"
        self._judge()
        self.import_button.setDefault(True)
        (self.page.accounts if self.page.accounts.isEditable() else self.import_button).setFocus()

    @Slot()
    def _judge(self) -> None:
        lacking, added = self.page.lacking, self.page.added
        add = (
            tr("Add @{handle} by hand and import").format(handle=added)
            if added and not lacking
            else tr("Import")
        )
        self.import_button.setText(tr("Go on") if self._goes_on else add)
        self.import_button.setEnabled(not lacking)
        self.bar.rest(lacking)

    @Slot()
    def _import(self) -> None:
        path, options = self._path, self.page.options
        if path is None or self._job is not None:
            return

        self._came = came = list[Changes]()

        def work(desk: Desk, follower: Follower) -> Report:
            return desk.imports.take_in(path, options, follower, came.append)

        self._say(
            tr("Taking it in…"), tr("The desk goes on meanwhile. Stopping keeps what came in.")
        )
        self._began, self._read_before = time.monotonic(), -1
        self._job = job = LongJob(self._lanes.files, work, self)
        self.bar.follow(job, tr("Reading {name}…").format(name=plain.isolated(path.name)))
        job.told.connect(self._tell)
        job.ended.connect(self._finish)
        job.failed.connect(self._break_off)
        self.close_button.setText(tr("Stop"))
        self.close_button.setFocus()

    @Slot(object)
    def _tell(self, progress: Progress) -> None:
        if self._read_before < 0:  # an import that goes on does not begin at nothing
            self._began, self._read_before = time.monotonic(), progress.done
        if self._job is not None and not self._job.is_stopping:
            seconds = time.monotonic() - self._began
            self.bar.words.show_text(words.rate(progress, seconds, self._read_before))

    @Slot(object)
    def _finish(self, report: Report) -> None:
        self._end_job()
        self.report.show_report(report)
        self._stack.setCurrentWidget(self.report)
        came = report.tally.new + report.tally.notes > 0 or report.kind is FileKind.OWN
        self._offer(self.other_button, *((self.show_button,) if came else ()))
        self.close_button.setFocus()
        self._to_show = report.changes.cases
        self._window.take(report.changes)

    @Slot(object)
    def _break_off(self, error: DeskError) -> None:
        self._end_job()
        choose = ((tr("Choose a file…"), self.choose_file),)
        self._say(error.title, error.message, error.advice, choose)
        self._window.take(Changes.of(cases=chain.from_iterable(one.cases for one in self._came)))

    def _end_job(self) -> None:
        self._job = None
        self.bar.rest("")
        self.close_button.setText(tr("Close"))
        self.close_button.setEnabled(True)

    @Slot()
    def _show_cases(self) -> None:
        self.accept()
        import_showing.show(self._window, self._to_show)
