"""The dialog that takes a phone system's call log in: a file, its columns, what will happen.

Reads in the reader lane, writes in the writer lane, both in short steps. Nothing is stored
before Import is pressed; an import that is stopped keeps what came in, as one act.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.desk.call_logs import MOST_AN_ACT, Tally
from console.domain.call_logs import BadRow, LoggedCall
from console.domain.changes import Changes
from console.errors import DeskError
from console.exchange.call_log import CallLog
from console.exchange.call_rows import Columns
from console.language import numeral, plural, tr
from ui import call_log_words as words
from ui import file_question, frame, geometry, plain
from ui.call_log_columns import CallLogColumns
from ui.call_log_model import CallLogModel
from ui.call_log_table import TEXT, WIDTHS, call_log_table
from ui.call_log_work import Steps
from ui.elided_label import ElidedLabel
from ui.lanes import Lanes
from ui.override import override
from ui.state_view import StateView
from ui.theme import HALF, UNIT, Theme

SIZE = (110 * UNIT, 80 * UNIT)
PREVIEW = 50
"""Rows."""
Buttons = tuple[tuple[str, Callable[[], None]], ...]
FORMS = tr("Call logs (*.csv *.txt *.tsv);;All files (*)")
WHAT = tr("The file that your phone system exports: one row a call, as CSV.")
TAKEN_BACK = tr("Ctrl+Z takes the whole import back.")
TAKEN_BACK_IN_PARTS = tr("Ctrl+Z takes it back, {count} calls at a time.").format(
    count=numeral(MOST_AN_ACT)
)


class CallLogDialog(QDialog):
    """Asks for a file, for what its columns mean, and takes its calls in.

    Signals:
        imported(Tally, Changes): calls came in.
        aside_wanted: the rows that were kept aside are to be shown.
    """

    imported = Signal(object, object)
    aside_wanted = Signal()

    def __init__(self, lanes: Lanes, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._theme = lanes, theme
        self._log: CallLog | None = None
        self._counting: Steps | None = None
        self._importing: Steps | None = None
        self.setWindowTitle(tr("Import a call log"))
        self.setAcceptDrops(True)
        self.facts = ElidedLabel(WHAT, "quiet")
        self.state, self.columns = StateView(), CallLogColumns(theme)
        self.model = CallLogModel(theme, self)
        self.table = call_log_table(self.model)
        self.outlook = plain.label("")
        self.outlook.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setFixedHeight(UNIT)
        self.bar.setAccessibleName(tr("How far the import is"))
        self.aside_button = QPushButton(tr("Rows kept aside…"))
        self.other_button = QPushButton(tr("Other file…"))
        self.close_button = QPushButton(tr("Cancel"))
        self.import_button = QPushButton(tr("Import"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.columns.changed.connect(self._remap)
        self.other_button.clicked.connect(self.choose_file)
        self.aside_button.clicked.connect(self.aside_wanted)
        self.close_button.clicked.connect(self.reject)
        self.import_button.clicked.connect(self._import)
        room = parent.size() if parent is not None else self.screen().availableSize()
        self.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))
        geometry.follow_dialog(self, "call_log")
        self._ask()
        self.count_aside()

    @Slot()
    def choose_file(self) -> None:
        """Let the person choose a file."""
        file_question.ask_to_read(self, tr("Import a call log"), FORMS, self.open_file)

    def open_file(self, path: Path) -> None:
        """Look at a file, and show how it would be read."""
        self._stop_counting()
        self._show_state(tr("Reading {name}…").format(name=plain.isolated(path.name)))
        self._lanes.reader.submit(
            lambda desk: desk.call_logs.look(path), self._show_log, self._refuse, key="call log"
        )

    @Slot()
    def count_aside(self) -> None:
        """Offer the rows that were kept aside, where there are some."""
        self._lanes.reader.submit(
            lambda desk: desk.call_logs.count_aside(), self._offer_aside, key="call log aside"
        )

    @override
    def reject(self) -> None:
        """Close; an import that is under way is stopped first."""
        if self._importing is not None:
            self._importing.stop()
            self.close_button.setEnabled(False)
            return
        self._stop_counting()
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
        """Return the one file that is held over the dialog; None where it can take none."""
        urls = event.mimeData().urls()
        alone = len(urls) == 1 and urls[0].isLocalFile() and self._importing is None
        return Path(urls[0].toLocalFile()) if alone else None

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT + HALF)
        head.setSpacing(HALF)
        head.addWidget(plain.label(tr("Import a call log"), "title"))
        head.addWidget(self.facts)
        mapping = QWidget()
        inner = QVBoxLayout(mapping)
        inner.setContentsMargins(0, 2 * UNIT, 0, 0)
        inner.setSpacing(2 * UNIT)
        columns = QVBoxLayout()
        columns.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        columns.addWidget(self.columns)
        inner.addLayout(columns)
        inner.addWidget(self.table, 1)
        self._mapping = mapping
        self._stack.addWidget(self.state)
        self._stack.addWidget(mapping)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * UNIT, UNIT + HALF, 3 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.outlook)
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
        row.addWidget(self.other_button)
        row.addWidget(self.aside_button)
        row.addStretch()
        row.addWidget(self.close_button)
        row.addWidget(self.import_button)
        for button in (self.other_button, self.aside_button, self.close_button):
            button.setAutoDefault(False)
        self.import_button.setObjectName("primary")
        self.import_button.setDefault(True)
        self.aside_button.hide()
        return row

    @Slot()
    def _ask(self) -> None:
        choose = ((tr("Choose a file…"), self.choose_file),)
        self._show_state(
            tr("Drop the call log here"), tr("Nothing is stored before you say so."), "", choose
        )

    @Slot(object)
    def _refuse(self, error: DeskError) -> None:
        self._log = None
        self.facts.show_text(WHAT)
        choose = ((tr("Choose another file…"), self.choose_file),)
        self._show_state(error.title, error.message, error.advice, choose)

    def _show_state(
        self,
        title: str,
        message: str = "",
        advice: str = "",
        buttons: Buttons = (),
    ) -> None:
        self.state.say(title, message, advice, buttons)
        if buttons:
            self.state.findChildren(QPushButton)[-1].setFocus()
        self._stack.setCurrentWidget(self.state)
        self.outlook.hide()
        self.bar.hide()
        self.other_button.hide()
        self.import_button.hide()
        self.import_button.setEnabled(False)

    @Slot(object)
    def _offer_aside(self, count: int) -> None:
        self.aside_button.setText(
            plural(count, "{count} row kept aside…", "{count} rows kept aside…")
        )
        self.aside_button.setVisible(count > 0)

    @Slot(object)
    def _show_log(self, looked: tuple[CallLog, Columns]) -> None:
        self._log, columns = looked
        self.facts.show_text(words.file_facts(self._log))
        self.columns.show_log(self._log, columns)
        self._stack.setCurrentWidget(self._mapping)
        for widget in (self.outlook, self.other_button, self.import_button):
            widget.show()
        self._remap(columns)

    @Slot(object)
    def _remap(self, columns: Columns) -> None:
        """Show what becomes of the file with these columns."""
        self._stop_counting()
        log = self._log
        if log is None:
            return
        self.import_button.setEnabled(False)
        self.import_button.setText(tr("Import"))
        if columns.lacking:
            self.model.show_rows(())
            self.outlook.setText(columns.lacking)
            return
        self.outlook.setText(tr("Counting…"))
        self._lanes.reader.submit(
            lambda desk: desk.call_logs.preview(log, columns, PREVIEW),
            self._preview,
            self._refuse,
            key="call log preview",
        )
        self._counting = steps = Steps(
            self._lanes.reader, lambda desk: desk.call_logs.count(log, columns), self
        )
        steps.told.connect(self._tell_count)
        steps.ended.connect(self._counted)
        steps.failed.connect(lambda error, _changes: self._refuse(error))

    @Slot(object)
    def _preview(self, rows: tuple[LoggedCall | BadRow, ...]) -> None:
        self.model.show_rows(rows)
        self.table.clearSpans()
        for place, row in enumerate(rows):
            if isinstance(row, BadRow):  # its last column is empty, the reason is long
                self.table.setSpan(place, TEXT, 1, len(WIDTHS) - TEXT)

    @Slot(object)
    def _tell_count(self, tally: Tally) -> None:
        if self.sender() is self._counting:
            self.outlook.setText(
                tr("Counting, {share}%: {tally}").format(
                    share=numeral(tally.share * 100), tally=words.tally(tally)
                )
            )

    @Slot(object, object)
    def _counted(self, tally: Tally, _changes: Changes) -> None:
        if self.sender() is not self._counting:
            return
        self._counting = None
        self.outlook.setText(f"{words.tally(tally)}.")
        fresh = tally.calls + tally.completed
        self.import_button.setEnabled(bool(fresh or tally.aside))
        self.import_button.setText(
            plural(fresh, "Import {count} call", "Import {count} calls") if fresh else tr("Import")
        )
        self.import_button.setDefault(True)  # another was it while it could not be pressed

    def _stop_counting(self) -> None:
        if self._counting is not None:
            self._counting.stop()
            self._counting = None

    @Slot()
    def _import(self) -> None:
        log, columns = self._log, self.columns.columns
        if log is None or self._importing is not None:
            return
        self._show_state(tr("Taking the calls in…"), tr("The desk goes on meanwhile."))
        self.aside_button.hide()
        self.bar.setValue(0)
        self.bar.show()
        self.close_button.setText(tr("Stop"))
        self.close_button.setFocus()
        self._importing = steps = Steps(
            self._lanes.writer, lambda desk: desk.call_logs.take_in(log, columns), self
        )
        steps.told.connect(self._tell_import)
        steps.ended.connect(self._finish)
        steps.failed.connect(self._break_off)

    @Slot(object)
    def _tell_import(self, tally: Tally) -> None:
        self.bar.setValue(round(tally.share * 1000))
        self.outlook.setText(f"{words.tally(tally)}.")
        self.outlook.show()

    @Slot(object, object)
    def _finish(self, tally: Tally, changes: Changes) -> None:
        stopped = tally.share < 1
        self._end_import()
        came = tally.calls + tally.completed
        title = (
            plural(came, "{count} call came in", "{count} calls came in")
            if came
            else tr("No call came in")
        )
        self._show_state(
            tr("Stopped: {title}").format(title=title) if stopped else title,
            f"{words.tally(tally)}.",
            (TAKEN_BACK_IN_PARTS if came > MOST_AN_ACT else TAKEN_BACK) if came else "",
            ((tr("Show rows kept aside…"), self.aside_wanted.emit),) if tally.aside else (),
        )
        if not tally.aside:
            self.count_aside()
        self.imported.emit(tally, changes)

    @Slot(object, object)
    def _break_off(self, error: DeskError, changes: Changes) -> None:
        self._end_import()
        kept = tr("What came in before stays; the same file brings the rest.")
        self._show_state(error.title, f"{error.message} {kept}", error.advice)
        self.count_aside()
        self.imported.emit(Tally(), changes)

    def _end_import(self) -> None:
        self._importing = None
        self.close_button.setText(tr("Close"))
        self.close_button.setEnabled(True)
        self.close_button.setFocus()
