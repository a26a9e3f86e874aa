"""A list of rows that may be marked: what a row says, keys, and the place of both while rows go.

Owns no words and writes nothing: rows come as entries, and what a person wants is told. Rules,
mutes and the posts that a rule would fit are shown by it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate

from ui import plain
from ui.insight_table import BY_KEYS, OPEN_KEYS
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
FLAGS = QItemSelectionModel.SelectionFlag
ENTRY = Qt.ItemDataRole.UserRole
AGES_MS = 30_000
"""So often ages are said anew."""
NAMED_KEYS = {Qt.Key.Key_Delete: "Del", Qt.Key.Key_Space: "Space"}
"""What is told of a key; no words for a person."""
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in its part of a line."""

    text: str
    colour: str = "text"
    """The token of it."""
    share: int = 1
    """How much of the line's width it has, beside the others of its line."""
    icon: str = ""
    """A sign before it."""
    at_right: bool = False
    follows: bool = False
    """Whether it stands at the side where its script begins: what a customer wrote does."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says."""

    key: int
    """Which row it is, while its words become others."""
    lines: tuple[tuple[Cell, ...], ...]
    spoken: str
    """The row as a screen reader says it."""
    tip: str = ""
    """All of what may be cut."""


class EntriesModel(QAbstractListModel):
    """Entries as rows: kept while they are the same ones in the same order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these."""
        same = [one.key for one in entries] == [one.key for one in self.entries]
        if not same:
            self.beginResetModel()
        self.entries = entries
        if not same:
            self.endResetModel()
        elif entries:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def position(self, key: int | None) -> int | None:
        """Return the row of an entry; None where it is not there."""
        return next((row for row, one in enumerate(self.entries) if one.key == key), None)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.lines[0][0].text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        if role == Qt.ItemDataRole.ToolTipRole and entry.tip:
            return plain.tip(entry.tip)
        return None


class EntryList(QListView):
    """All entries, of which several may be marked.

    Signals:
        chosen: another one has the keys, or others are marked; see `current` and `marked`.
        open_wanted: Enter, or a double click.
        key_pressed(str): a letter, or `Del` and `Space` for the keys of these names.
        menu_wanted(QPoint): they want what can be done with it; a global place.
        aged: time went on, and what is said of it is to be said anew.
    """

    chosen = Signal()
    open_wanted = Signal()
    key_pressed = Signal(str)
    menu_wanted = Signal(object)
    aged = Signal()

    def __init__(
        self, name: str, drawn: QStyledItemDelegate, *, begins_on_first: bool = True
    ) -> None:
        """Take the list's name for who cannot see it, and what draws a row.

        `begins_on_first`: a row has the keys as soon as there is one, for acts are on it.
        """
        super().__init__()
        self._begins_on_first = begins_on_first
        drawn.setParent(self)
        self.rows = EntriesModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(drawn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._ages = QTimer(self, interval=AGES_MS)
        self._ages.timeout.connect(self.aged)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._tell)

    @property
    def current(self) -> int | None:
        """Return the key of the row that has the keys; None for none."""
        row = self.currentIndex().row()
        return self.rows.entries[row].key if 0 <= row < len(self.rows.entries) else None

    @property
    def marked(self) -> tuple[int, ...]:
        """Return the keys of the marked rows, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.rows.entries[place].key for place in places)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these; what has the keys and the marks keeps them, else its neighbour has them."""
        current, place, marks = self.current, self.currentIndex().row(), set(self.marked)
        scrolled = self.verticalScrollBar().value()
        blocked = self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own
        self.rows.show_entries(entries)
        had_keys = current is not None or self._begins_on_first
        if entries and had_keys and not self.currentIndex().isValid():
            row = self.rows.position(current)
            self._put(min(max(place, 0), len(entries) - 1) if row is None else row, marks)
        self.selectionModel().blockSignals(blocked)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        self._tell()

    def choose(self, key: int) -> None:
        """Put the keys on an entry, where it is there."""
        row = self.rows.position(key)
        if row is not None:
            self._go(row)

    def step(self, by: int) -> None:
        """Go to the next entry, or with -1 to the one before."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.rows.rowCount():
            self._go(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        named = NAMED_KEYS.get(Qt.Key(event.key()))
        if plain and event.key() in OPEN_KEYS:
            self.open_wanted.emit()
        elif plain and named is not None:
            self.key_pressed.emit(named)
        elif plain and event.text().isalpha():
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Search nothing: letters start acts, here as in the list of cases."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keys on the first row where they are on none."""
        super().focusInEvent(event)
        if event.reason() in BY_KEYS and self.current is None and self.rows.entries:
            self._go(0)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.visualRect(self.currentIndex()).center()
        if self.indexAt(point).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(point))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ages.stop()

    def _put(self, row: int, marks: Collection[int]) -> None:
        """Put the keys on a row and the marks on those that had them."""
        found = [place for place, one in enumerate(self.rows.entries) if one.key in marks]
        chosen = QItemSelection()
        for place in found or [row]:
            chosen.select(self.rows.index(place), self.rows.index(place))
        selection = self.selectionModel()
        selection.setCurrentIndex(self.rows.index(row), FLAGS.NoUpdate)
        selection.select(chosen, FLAGS.ClearAndSelect)

    def _go(self, row: int) -> None:
        index = self.rows.index(row)
        self.selectionModel().setCurrentIndex(index, FLAGS.ClearAndSelect)
        self.scrollTo(index)

    @Slot(QModelIndex)
    def _open(self, _index: QModelIndex) -> None:
        self.open_wanted.emit()

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit()
