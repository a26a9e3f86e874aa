"""The dialog that writes everything, or some cases, into a file.

Counts in the lane that waits for no network, writes in the lane of files. A file is there whole
or not at all; stopping leaves nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from console.domain.exports import (
    EVERYTHING,
    ExportForm,
    ExportScope,
    ExportSize,
    file_name,
)
from console.errors import Cancelled, DeskError
from console.exchange.export_file import ENDING
from console.exchange.own_export import Exported
from console.language import plural, tr
from ui import browser, export_words, file_question, frame, plain
from ui.export_choices import Choice, ExportChoices
from ui.job_bar import JobBar
from ui.long_job import LongJob
from ui.override import override
from ui.scrolled import Scrolled
from ui.theme import HALF, UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SIZE = (76 * UNIT, 68 * UNIT)
LONGEST = 32
"""Of a name or query in a choice, which has one line."""


class ExportDialog(QDialog):
    """Opened by `ui.archive_side`; `case_alone` begins with the open case as a page."""

    def __init__(self, window: MainWindow, *, case_alone: bool = False) -> None:
        super().__init__(window)
        self._window, self._lanes, self._theme = window, window.lanes, window.theme
        self._job: LongJob | None = None
        self._written: Path | None = None
        self.setWindowTitle(tr("Export"))
        choices, case_place = _choices(window)
        chosen = case_place if case_alone and case_place is not None else 0
        self.choices = ExportChoices(self._theme, choices, chosen)
        if case_alone:
            self.choices.choose_form(ExportForm.HTML)
        self.outlook = plain.label("")
        self.outlook.setWordWrap(True)
        self.note = plain.label(export_words.PERSONAL, "quiet", self._theme.small_font())
        self.note.setWordWrap(True)
        self.bar = JobBar(self._theme)
        self.folder_button = QPushButton(tr("Show in folder"))
        self.close_button = QPushButton(tr("Cancel"))
        self.export_button = QPushButton(tr("Export…"))
        self._lay_out()
        self.choices.changed.connect(self._measure)
        self.folder_button.clicked.connect(self._show_folder)
        self.close_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(self.choose_file)
        room = window.size()
        self.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))
        self._measure()
        self.choices.focus_first()

    @property
    def suggested_name(self) -> str:
        """Return the name of the file that is offered."""
        what = "" if self.choices.scope == EVERYTHING else _short(self._window, self.choices.scope)
        name = file_name(what, self._window.now(), self.choices.form)
        return name + ENDING if self.choices.is_packed else name

    @Slot()
    def choose_file(self) -> None:
        """Ask for the name of the file, then write it."""
        kinds, name = export_words.FILTERS[self.choices.form], self.suggested_name
        file_question.ask_to_write(self, tr("Export"), kinds, name, self.write_file)

    def write_file(self, path: Path) -> None:
        """Write what is chosen into this file; one that is there was asked about."""
        if self._job is not None:
            return
        form = self.choices.form
        scope, options = self.choices.scope, self.choices.options
        self._job = job = LongJob(
            self._lanes.files,
            lambda desk, follower: desk.exports.write(
                path, form, scope, options, replace=True, follower=follower
            ),
            self,
        )
        job.ended.connect(self._finish)
        job.failed.connect(self._fail)
        self.bar.follow(job, tr("Counting…"))
        self.outlook.setText(tr("Writing {name}…").format(name=plain.isolated(path.name)))
        self.choices.setEnabled(False)
        self.export_button.setEnabled(False)
        self.folder_button.hide()
        self.close_button.setText(tr("Stop"))
        self.close_button.setFocus()

    @override
    def reject(self) -> None:
        """Close; what is under way is stopped first."""
        if self._job is not None:
            self._job.stop()
            self.close_button.setEnabled(False)
            return
        super().reject()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT + HALF)
        head.addWidget(plain.label(tr("Export"), "title"))
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * UNIT, UNIT + HALF, 3 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.outlook)
        foot.addWidget(self.note)
        foot.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.folder_button)
        row.addStretch()
        row.addWidget(self.close_button)
        row.addWidget(self.export_button)
        foot.addLayout(row)
        for button in (self.folder_button, self.close_button):
            button.setAutoDefault(False)
        self.export_button.setObjectName("primary")
        self.export_button.setDefault(True)
        self.folder_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(Scrolled(self.choices), 1)
        column.addWidget(frame.hairline())
        column.addLayout(foot)

    @Slot()
    def _measure(self) -> None:
        """Count what would be written."""
        scope, form, options = self.choices.scope, self.choices.form, self.choices.options
        self.outlook.setText(tr("Counting…"))
        self.export_button.setEnabled(False)
        self._lanes.pictures.submit(
            lambda desk: desk.exports.measure(scope, form, options),
            self._show_size,
            self._cannot,
            receiver=self,
            key="export size",
        )

    @Slot(object)
    def _show_size(self, found: ExportSize) -> None:
        self.outlook.setText(export_words.outlook(found, packed=self.choices.is_packed))
        self.export_button.setEnabled(self._job is None and found.messages > 0)

    @Slot(object)
    def _cannot(self, error: DeskError) -> None:
        self.outlook.setText(f"{error.message} {error.advice}")

    @Slot(object)
    def _finish(self, done: Exported) -> None:
        self._written = done.path
        self._end(export_words.written(done))
        self.folder_button.show()
        self.folder_button.setFocus()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        if isinstance(error, Cancelled):
            self._end(error.message)
        else:
            self._end(f"{error.title}: {error.message} {error.advice}")

    def _end(self, words: str) -> None:
        self._job = None
        self.bar.rest("")
        self.outlook.setText(words)
        self.choices.setEnabled(True)
        self.export_button.setEnabled(True)
        self.close_button.setEnabled(True)
        self.close_button.setText(tr("Close"))
        self.close_button.setFocus()

    @Slot()
    def _show_folder(self) -> None:
        if self._written is not None:
            browser.open_folder(self._written.parent)


def _choices(window: MainWindow) -> tuple[tuple[Choice, ...], int | None]:
    """Return what there is to be written now, and the place of the open case among it."""
    found: list[Choice] = [(tr("Everything"), EVERYTHING)]
    query = window.inbox.query.strip()
    if query:
        found.append(
            (
                tr("What the search finds: {query}").format(query=_in_a_line(query)),
                ExportScope(query=query),
            )
        )
    marked = window.inbox.marked
    if marked:
        found.append(
            (
                plural(len(marked), "The {count} marked case", "The {count} marked cases"),
                ExportScope(cases=marked),
            )
        )
    row, place = window.case.row, None
    if row is not None:
        place = len(found)
        name = _in_a_line(row.name or row.handle) or tr("the customer")
        found.append((tr("The open case: {name}").format(name=name), ExportScope(cases=(row.id,))))
    return tuple(found), place


def _in_a_line(words_of_others: str) -> str:
    """Return what a choice has room for: a dialog is no wider than its window."""
    return plain.isolated(
        words_of_others if len(words_of_others) <= LONGEST else f"{words_of_others[: LONGEST - 1]}…"
    )


def _short(window: MainWindow, scope: ExportScope) -> str:
    """Return what a file's name says of a scope."""
    row = window.case.row
    if scope.query is not None:
        return scope.query
    if row is not None and scope.cases == (row.id,):
        return f"case-{row.id}-{row.handle or row.name}"
    return f"{len(scope.cases or ())}-cases"
