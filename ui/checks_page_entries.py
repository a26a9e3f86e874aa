"""A list of short entries that a person adds to and removes from, by keys as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from ui import plain
from ui.override import override
from ui.preferences_form import say
from ui.theme import HALF, UNIT, Theme

ROW = 4 * UNIT
LONGEST = 300
ENTRY = Qt.ItemDataRole.UserRole
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class EntryList(QWidget):
    """A title, a field with Add, and the entries with Remove.

    Signals:
        added(str): a person wants this entry.
        removed(str): they want it no more.
        typed(str): what stands in the field is another.
    """

    added = Signal(str)
    removed = Signal(str)
    typed = Signal(str)

    def __init__(
        self,
        title: str,
        help_line: QLabel,
        trouble: QLabel,
        theme: Theme,
        *,
        rows: int,
        steady: bool = False,
    ) -> None:
        """Take its lines of help and of trouble; `rows` is how many entries are in sight.

        `steady`: with fewer it keeps its height.
        """
        super().__init__()
        self._rows, self._steady = rows, steady
        self._told: Callable[[str], str] = lambda _entry: ""
        self.title = plain.label(title, "", theme.text_font())
        self.help, self.trouble = help_line, trouble
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(title)
        self.title.setBuddy(self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(f"{title}: entries")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.add_button = self._button("Add", f"Add to {title}")
        self.remove_button = self._button("Remove", f"Remove from {title}")
        self._lay_out()
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.field.textChanged.connect(self._take_typed)
        self.field.returnPressed.connect(self.add_typed)
        self.add_button.clicked.connect(self.add_typed)
        self.remove_button.clicked.connect(self._remove)
        self.list.currentRowChanged.connect(self._show_buttons)
        self._show_buttons()

    @property
    def entries(self) -> tuple[str, ...]:
        """Return the entries that are shown."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(item.data(ENTRY)) for item in items)

    def tell_with(self, told: Callable[[str], str]) -> None:
        """Say something of each entry behind it; an empty text says nothing."""
        self._told = told

    def show_entries(self, entries: Iterable[str]) -> None:
        """Show these; the place in the list stays where it was."""
        row, had_focus = self.list.currentRow(), self.list.hasFocus()
        chosen = self.entries[row] if row >= 0 else None
        self.list.clear()
        for entry in entries:
            told = self._told(entry)
            shown = plain.isolated(entry)
            item = QListWidgetItem(f"{shown}   ·   {told}" if told else shown, self.list)
            item.setData(ENTRY, entry)
            item.setSizeHint(QSize(0, ROW))
        now = self.entries
        kept = now.index(chosen) if chosen in now else min(row, len(now) - 1)
        self.list.setCurrentRow(kept)
        if had_focus and not now:
            self.field.setFocus()
        self._fit()
        self._show_buttons()

    def show_entry(self, entry: str) -> None:
        """Let an entry be in sight, as the current one."""
        if entry in self.entries:
            self.list.setCurrentRow(self.entries.index(entry))
            self.list.scrollToItem(self.list.currentItem())

    def taken(self) -> None:
        """Empty the field: what stood in it was stored."""
        self.field.clear()

    def refuse(self, text: str) -> None:
        """Say why an entry was not stored; what was typed stays."""
        say(self.trouble, text, instead=self.help)
        self.field.setFocus()

    @Slot()
    def add_typed(self) -> None:
        """Ask for what stands in the field."""
        # A pasted emoji that is cut by the field's length leaves half of itself.
        entry = self.field.text().encode("utf-8", "ignore").decode("utf-8").strip()
        if entry:
            self.added.emit(entry)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.field and event.key() in _DOWN and self.list.count():
                self.list.setFocus()
                self.list.setCurrentRow(max(0, self.list.currentRow()))
                return True
            if watched is self.list and event.key() in _REMOVES:
                self._remove()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _take_typed(self, text: str) -> None:
        say(self.trouble, "", instead=self.help)
        self._show_buttons()
        self.typed.emit(text)

    @Slot()
    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.removed.emit(str(item.data(ENTRY)))

    @Slot()
    def _show_buttons(self) -> None:
        self.add_button.setEnabled(bool(self.field.text().strip()))
        self.remove_button.setEnabled(self.list.currentRow() >= 0)

    def _fit(self) -> None:
        rows = self._rows if self._steady else min(self._rows, self.list.count())
        self.list.setFixedHeight(rows * ROW)
        for widget in (self.list, self.remove_button):
            widget.setVisible(rows > 0)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setAccessibleName(name)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, HALF, 0, UNIT)
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self.help, 1, 0, 1, 2)
        grid.addWidget(self.trouble, 2, 0, 1, 2)
        grid.addWidget(self.field, 3, 0)
        grid.addWidget(self.add_button, 3, 1)
        grid.addWidget(self.list, 4, 0)
        grid.addWidget(self.remove_button, 4, 1, Qt.AlignmentFlag.AlignTop)
        width = max(button.sizeHint().width() for button in (self.add_button, self.remove_button))
        for button in (self.add_button, self.remove_button):
            button.setFixedWidth(width)
        self._fit()
