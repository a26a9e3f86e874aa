"""The list of the watches: keys, marks, and the place of both while rows come and go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from console.domain.accounts import Account
from console.domain.ids import WatchId
from console.domain.watches import Watch
from console.language import tr
from ui.insight_table import BY_KEYS, OPEN_KEYS
from ui.override import override
from ui.theme import Theme
from ui.watches_delegate import WatchesDelegate
from ui.watches_model import WatchesModel

FLAGS = QItemSelectionModel.SelectionFlag


class WatchesList(QListView):
    """All watches, of which several may be marked.

    Signals:
        chosen: another one has the keys, or others are marked; see `current` and `marked`.
        edit_wanted: a person wants to change the one that has the keys.
        key_pressed(str): they pressed the letter of an act, `Del` for the key of that name.
        menu_wanted(QPoint): they want what can be done with it; a global place.
    """

    chosen = Signal()
    edit_wanted = Signal()
    key_pressed = Signal(str)
    menu_wanted = Signal(object)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.rows = WatchesModel(now, self)
        self._drawn = WatchesDelegate(theme, now, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._drawn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Watches"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(self._drawn.height())
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._tell)
        theme.changed.connect(self._take_theme)

    @property
    def current(self) -> Watch | None:
        """Return the watch that has the keys; None for none."""
        return self.rows.watch_at(self.currentIndex().row())

    @property
    def marked(self) -> tuple[Watch, ...]:
        """Return the marked ones, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = (self.rows.watch_at(place) for place in places)
        return tuple(watch for watch in found if watch is not None)

    def show_watches(self, watches: tuple[Watch, ...], accounts: tuple[Account, ...]) -> None:
        """Show these; what has the keys and the marks keeps them, else its neighbour has them."""
        current, place = self.current, self.currentIndex().row()
        marks = {watch.id for watch in self.marked}
        scrolled = self.verticalScrollBar().value()
        blocked = self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own
        self.rows.show_watches(watches, accounts)
        row = None if current is None else self.rows.position(current.id)
        if row is None:
            row = min(max(place, 0), len(watches) - 1)
        if watches and not self.currentIndex().isValid():
            self._put(row, marks)
        self.selectionModel().blockSignals(blocked)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        self._tell()

    def choose(self, watch_id: WatchId) -> None:
        """Put the keys on a watch, where it is there."""
        row = self.rows.position(watch_id)
        if row is not None:
            self._go(row)

    def step(self, by: int) -> None:
        """Go to the next watch, or with -1 to the one before."""
        row = self.currentIndex().row() + by
        if self.rows.watch_at(row) is not None:
            self._go(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in OPEN_KEYS:
            self.edit_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.key_pressed.emit("Del")
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
        if event.reason() in BY_KEYS and self.current is None and self.rows.watches:
            self._go(0)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.visualRect(self.currentIndex()).center()
        if self.indexAt(point).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(point))

    def _put(self, row: int, marks: set[WatchId]) -> None:
        """Put the keys on a row and the marks on those that had them."""
        chosen = QItemSelection()
        for place, watch in enumerate(self.rows.watches):
            if watch.id in marks:
                index = self.rows.index(place)
                chosen.select(index, index)
        if chosen.isEmpty():
            index = self.rows.index(row)
            chosen.select(index, index)
        selection = self.selectionModel()
        selection.setCurrentIndex(self.rows.index(row), FLAGS.NoUpdate)
        selection.select(chosen, FLAGS.ClearAndSelect)

    def _go(self, row: int) -> None:
        index = self.rows.index(row)
        self.selectionModel().setCurrentIndex(index, FLAGS.ClearAndSelect)
        self.scrollTo(index)

    @Slot(QModelIndex)
    def _open(self, _index: QModelIndex) -> None:
        self.edit_wanted.emit()

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit()

    @Slot()
    def _take_theme(self) -> None:
        self.setMinimumHeight(self._drawn.height())
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
