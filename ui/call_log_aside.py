"""The rows of call logs that could not be taken in: what is wrong, corrected or given up.

Each row says where it stood and why it was kept aside; its cells can be mended here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain.call_logs import BadRow, Field
from console.domain.changes import Changes
from console.errors import DeskError
from console.language import plural, tr
from ui import call_log_words as words
from ui import frame, geometry, plain, reading_order
from ui.lanes import Lanes
from ui.state_view import StateView
from ui.theme import HALF, UNIT, Theme

SIZE = (96 * UNIT, 64 * UNIT)
ROW = Qt.ItemDataRole.UserRole


class CallLogAside(QDialog):
    """Lists the rows that were kept aside.

    Signals:
        changed(Changes): a row was taken in.
    """

    changed = Signal(object)

    def __init__(self, lanes: Lanes, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._theme = lanes, theme
        self._fields: dict[Field, QLineEdit] = {}
        self.setWindowTitle(tr("Rows kept aside"))
        self.state, self.list = StateView(), QListWidget()
        self.list.setAccessibleName(tr("Rows kept aside"))
        self.problem = plain.label("", "danger")
        self.problem.setWordWrap(True)
        self.place = plain.label("", "quiet", theme.small_font())
        self.count = plain.label("", "quiet")
        self.form = QFormLayout()
        self.take_button = QPushButton(tr("Take in"))
        self.discard_button = QPushButton(tr("Discard row"))
        self.discard_all_button = QPushButton(tr("Discard all"))
        self.close_button = QPushButton(tr("Close"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.currentItemChanged.connect(self._choose)
        self.take_button.clicked.connect(self._take_in)
        self.discard_button.clicked.connect(lambda: self._discard([self.chosen]))
        self.discard_all_button.clicked.connect(lambda: self._discard(self._every()))
        self.close_button.clicked.connect(self.reject)
        room = parent.size() if parent is not None else self.screen().availableSize()
        self.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))
        geometry.follow_dialog(self, "call_log_aside")
        self._show_state(tr("Reading the rows…"))
        self._read()

    @property
    def chosen(self) -> BadRow | None:
        """Return the row that is chosen in the list."""
        return self._row(self.list.currentItem())

    @property
    def fields(self) -> dict[Field, QLineEdit]:
        """Return the fields of the chosen row's cells."""
        return self._fields

    def _lay_out(self) -> None:
        right = QWidget()
        self.form.setSpacing(UNIT)
        inner = QVBoxLayout(right)
        inner.setContentsMargins(2 * UNIT, UNIT + HALF, 3 * UNIT, UNIT)
        inner.setSpacing(UNIT)
        inner.addWidget(self.place)
        inner.addWidget(self.problem)
        inner.addLayout(self.form)
        inner.addStretch()
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        self.list.setMinimumWidth(30 * UNIT)
        both.addWidget(self.list)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        reading_order.as_seen(both)
        both.setSizes([36 * UNIT, 60 * UNIT])
        geometry.follow_splitter(both, "call_log_aside")
        self._stack.addWidget(self.state)
        self._stack.addWidget(both)
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT + HALF)
        head.setSpacing(HALF)
        head.addWidget(plain.label(tr("Rows kept aside"), "title"))
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(frame.hairline())
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * UNIT, UNIT + HALF, 3 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.discard_all_button)
        foot.addStretch()
        for button in (self.close_button, self.discard_button, self.take_button):
            foot.addWidget(button)
            button.setAutoDefault(button is self.take_button)
        self.discard_all_button.setAutoDefault(False)
        self.take_button.setObjectName("primary")
        self.take_button.setDefault(True)
        return foot

    def _show_state(self, title: str, message: str = "", advice: str = "") -> None:
        self.state.say(title, message, advice)
        self._stack.setCurrentWidget(self.state)
        self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        for button in (self.take_button, self.discard_button, self.discard_all_button):
            button.setEnabled(on)

    @Slot()
    def _read(self) -> None:
        self._lanes.reader.submit(lambda desk: desk.call_logs.aside(), self._show, self._fail)

    @Slot(object)
    def _show(self, rows: tuple[BadRow, ...]) -> None:
        self.count.setText(
            tr("{rows} could not be taken in as they are.").format(
                rows=plural(len(rows), "{count} row", "{count} rows")
            )
        )
        self.count.setVisible(bool(rows))
        if not rows:
            self._show_state(tr("No row is kept aside"))
            self.close_button.setFocus()
            return
        place = max(self.list.currentRow(), 0)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(
                tr("{file}, line {line}\n{problem}").format(
                    file=plain.isolated(row.file), line=row.line, problem=row.problem
                )
            )
            item.setData(ROW, row)
            self.list.addItem(item)
        self._stack.setCurrentIndex(1)
        self._enable(on=True)
        self.list.setCurrentRow(min(place, len(rows) - 1))
        self.list.setFocus()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._show_state(error.title, error.message, error.advice)

    @Slot()
    def _choose(self) -> None:
        row = self.chosen
        if row is None:
            return
        while self.form.rowCount():
            self.form.removeRow(0)
        self._fields = {}
        for field, text in row.fields:
            edit = QLineEdit(text)
            edit.setCursorPosition(0)
            label = plain.label(words.FIELDS[field])
            label.setBuddy(edit)
            self.form.addRow(label, edit)
            self._fields[field] = edit
        self.place.setText(
            tr("{file}, line {line}").format(file=plain.isolated(row.file), line=row.line)
        )
        self.problem.setText(row.problem)
        self.take_button.setEnabled(bool(row.fields))

    @Slot()
    def _take_in(self) -> None:
        row = self.chosen
        if row is None:
            return
        fields = {field: edit.text() for field, edit in self._fields.items()}
        self._enable(on=False)
        self._lanes.writer.submit(
            lambda desk: desk.call_logs.correct(row.id, fields), self._taken, self._refuse
        )

    @Slot(object)
    def _taken(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self._read()

    @Slot(object)
    def _refuse(self, error: DeskError) -> None:
        """Say what is still wrong; what was typed stays."""
        self.problem.setText(f"{error.message} {error.advice}")
        self._enable(on=True)

    def _discard(self, rows: list[BadRow | None]) -> None:
        ids = [row.id for row in rows if row is not None]
        self._enable(on=False)
        self._lanes.writer.submit(
            lambda desk: desk.call_logs.discard(ids), self._discarded, self._refuse
        )

    @Slot(object)
    def _discarded(self, _nothing: None) -> None:
        self._read()

    def _every(self) -> list[BadRow | None]:
        return [self._row(self.list.item(place)) for place in range(self.list.count())]

    @staticmethod
    def _row(item: QListWidgetItem | None) -> BadRow | None:
        found = None if item is None else item.data(ROW)
        return found if isinstance(found, BadRow) else None
