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
    QVBoxLayout,
    QWidget,
)

from console.language import tr
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
        moved(str): this one is to stand one place higher.
        typed(str): what stands in the field is another.
    """

    added = Signal(str)
    removed = Signal(str)
    moved = Signal(str)
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
        ordered: bool = False,
    ) -> None:
        """Take its lines of help and of trouble; `rows` is how many entries are in sight.

        `steady`: with fewer it keeps its height. `ordered`: which is first says something.
        """
        super().__init__()
        self._rows, self._steady = rows, steady
        self._told: Callable[[str], str] = lambda _entry: ""
        self._find: Callable[[str], str] = self._same
        self._said = ""
        """What was refused, and said so."""
        self.title = plain.label(title, "", theme.text_font())
        self.help, self.trouble = help_line, trouble
        self.note = plain.label("", "quiet", theme.small_font())
        self.note.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(title)
        self.title.setBuddy(self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("{title}: entries").format(title=title))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.add_button = self._button(tr("Add"), tr("Add to {title}").format(title=title))
        self.remove_button = self._button(
            tr("Remove"), tr("Remove from {title}").format(title=title)
        )
        self.up_button = (
            self._button(tr("Move up"), tr("Move up in {title}").format(title=title))
            if ordered
            else None
        )
        self._lay_out()
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.field.textChanged.connect(self._take_typed)
        self.field.returnPressed.connect(self.add_typed)
        self.add_button.clicked.connect(self.add_typed)
        self.remove_button.clicked.connect(self._remove)
        if self.up_button is not None:
            self.up_button.clicked.connect(self._move)
        self.list.currentRowChanged.connect(self._show_buttons)
        self._show_buttons()

    @property
    def entries(self) -> tuple[str, ...]:
        """Return the entries that are shown."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(item.data(ENTRY)) for item in items)

    @property
    def lines(self) -> tuple[QLabel, ...]:
        """Return the lines below the title, of which one is seen at most."""
        return self.help, self.trouble, self.note

    def tell_with(self, told: Callable[[str], str]) -> None:
        """Say something of each entry behind it; an empty text says nothing."""
        self._told = told

    def find_with(self, find: Callable[[str], str]) -> None:
        """Take what returns the entry that is the same as one; empty for none."""
        self._find = find

    @property
    def typed_entry(self) -> str:
        """Return what stands in the field and is no entry yet; empty for nothing."""
        # A pasted emoji that is cut by the field's length leaves half of itself.
        entry = self.field.text().encode("utf-8", "ignore").decode("utf-8").strip()
        return "" if not entry or self._find(entry) else entry

    @property
    def was_refused(self) -> bool:
        """Return whether what stands in the field was refused, and that was said."""
        return bool(self._said) and self._said == self.typed_entry

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
        self.list.scrollToItem(self.list.currentItem())
        self._show_buttons()

    def show_entry(self, entry: str) -> None:
        """Let an entry be in sight, as the current one."""
        if entry in self.entries:
            self.list.setCurrentRow(self.entries.index(entry))
            self.list.scrollToItem(self.list.currentItem())

    def taken(self, entry: str) -> None:
        """Show what was stored, and empty the field where it still stands there."""
        if self.typed_entry in ("", entry):
            self.field.clear()
        self.show_entry(self._find(entry))

    def refuse(self, text: str, entry: str) -> None:
        """Say why something was not stored; what was typed stays."""
        self._said = entry
        self._say(text)
        self.field.setFocus()

    @Slot()
    def add_typed(self) -> None:
        """Ask for what stands in the field, or show the entry that it is."""
        held, entry = self._find(self.field.text().strip()), self.typed_entry
        if entry:
            self.added.emit(entry)
        elif held:
            self.field.setText(held)
            self.field.selectAll()
            self.show_entry(held)
            self._say("", tr("It is in the list already: {held}").format(held=plain.isolated(held)))

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
            if watched is self.list and self.up_button and _moves(event):
                self._move()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _take_typed(self, text: str) -> None:
        self._said = ""
        self._say("")
        self._show_buttons()
        self.typed.emit(text)

    def _say(self, trouble: str, note: str = "") -> None:
        """Say what is wrong or what is to be known, in place of the help; or neither."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        say(self.trouble, trouble)
        self.help.setVisible(not trouble and not note)

    def _same(self, entry: str) -> str:
        meant = " ".join(entry.split()).casefold()
        return next((one for one in self.entries if one.casefold() == meant), "")

    @Slot()
    def _move(self) -> None:
        item = self.list.currentItem()
        if self.list.currentRow() > 0:
            self.moved.emit(str(item.data(ENTRY)))

    @Slot()
    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.removed.emit(str(item.data(ENTRY)))

    @Slot()
    def _show_buttons(self) -> None:
        self.add_button.setEnabled(bool(self.field.text().strip()))
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
        if self.up_button is not None:
            self.up_button.setEnabled(self.list.currentRow() > 0)

    def _fit(self) -> None:
        rows = self._rows if self._steady else min(self._rows, self.list.count())
        self.list.setFixedHeight(rows * ROW)
        for widget in (self.list, self.remove_button):
            widget.setVisible(rows > 0)
        if self.up_button is not None:
            self.up_button.setVisible(self.list.count() > 1)

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
        for row, line in enumerate((self.title, *self.lines)):
            grid.addWidget(line, row, 0, 1, 2)
        self.note.setVisible(False)
        row = 1 + len(self.lines)
        grid.addWidget(self.field, row, 0)
        grid.addWidget(self.add_button, row, 1)
        grid.addWidget(self.list, row + 1, 0)
        beside = QVBoxLayout()
        beside.setSpacing(HALF)
        buttons = [self.add_button, self.remove_button]
        beside.addWidget(self.remove_button)
        if self.up_button is not None:
            beside.addWidget(self.up_button)
            buttons.append(self.up_button)
        beside.addStretch(1)
        grid.addLayout(beside, row + 1, 1)
        width = max(button.sizeHint().width() for button in buttons)
        for button in buttons:
            button.setFixedWidth(width)
        self._fit()


def _moves(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == Qt.Key.Key_Up and held == Qt.KeyboardModifier.AltModifier
