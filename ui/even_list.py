"""A list whose rows all have the same height: each place is a product, however many there are.

Owns geometry and moves; knows nothing of what a row is.

Framework knowledge: QListView computes the place of every row anew whenever one comes or
goes, through Python for each: 400 ms at 100,000 rows. So whatever of it would fall back on
its own layout is overridden. It is a QListView nevertheless, for that is how screen
readers know a list.

A view that asked for its `model()` while `setModel` ran was seen to crash, in a collection
of garbage (PySide6 6.11): so it holds the model itself.

Of a widget that Python did not make, PySide finds out which class it is, and completes
every class of widgets for that: 100 ms before the first paint. So the viewport is ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.override import override
from ui.theme import UNIT

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint
STEP = 4 * UNIT
"""What a line of the scroll bar is; a notch of the wheel is three."""


class EvenListView(QListView):
    """A list of even rows, scrolled by pixels; its heir says how high they are.

    Signals:
        resized: it has another size.
    """

    resized = Signal()

    def __init__(self, model: QAbstractListModel, height: int) -> None:
        super().__init__()
        self._listed = model
        self._height = max(1, height)
        self._slack = 0
        """How far one may scroll beyond the end, so that what is under the pointer stays."""
        self.setViewport(QWidget(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        # Qt goes to a row half a second after the click on it, wherever one has scrolled by then.
        self.setAutoScroll(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def row_height(self) -> int:
        """Return how high every row is."""
        return self._height

    def set_row_height(self, height: int) -> None:
        """Let every row be so high from now on."""
        self._height = max(1, height)
        self.doItemsLayout()

    def in_sight(self) -> tuple[int, int]:
        """Return the first and the last place in sight; the last is before the first if none is."""
        top = self.verticalOffset()
        last = (top + self.viewport().height() - 1) // self._height
        return top // self._height, min(last, self._count() - 1)

    def _count(self) -> int:
        return self._listed.rowCount()

    def _index(self, place: int) -> QModelIndex:
        return self._listed.index(place)

    def _most(self) -> int:
        return max(0, self._count() * self._height - self.viewport().height())

    @override
    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    @override
    def updateGeometries(self) -> None:
        QAbstractItemView.updateGeometries(self)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(STEP)
        bar.setPageStep(max(self._height, room // self._height * self._height))
        bar.setRange(0, self._most() + self._slack)

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        top = index.row() * self._height - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._height)

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        return self._index((p.y() + self.verticalOffset()) // self._height)

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top = index.row() * self._height
        bottom = top + self._height - room
        if hint is Hint.PositionAtTop or (hint is Hint.EnsureVisible and top < bar.value()):
            bar.setValue(top)
        elif hint is Hint.PositionAtBottom or (hint is Hint.EnsureVisible and bottom > bar.value()):
            bar.setValue(bottom)
        elif hint is Hint.PositionAtCenter:
            bar.setValue((top + bottom) // 2)

    @override
    def moveCursor(self, cursorAction: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last = self._count() - 1
        current = self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        page = max(1, self.viewport().height() // self._height - 1)
        steps = {
            Move.MoveUp: -1,
            Move.MovePrevious: -1,
            Move.MoveDown: 1,
            Move.MoveNext: 1,
            Move.MovePageUp: -page,
            Move.MovePageDown: page,
            Move.MoveHome: -last,
            Move.MoveEnd: last - current,
        }
        if current < 0 and cursorAction is not Move.MoveEnd:
            return self._index(min(max(0, self.in_sight()[0]), last))
        return self._index(min(max(0, current + steps.get(cursorAction, 0)), last))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        QAbstractItemView.currentChanged(self, current, previous)
        if self.isVisible() and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.scrollTo(current)

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect()) if selection.count() else QRegion()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: the search field does, and letters are keys of the menus."""

    @override
    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        QAbstractItemView.rowsInserted(self, parent, start, end)
        self.updateGeometries()
        self.viewport().update()

    @override
    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, start, end)

    @override
    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        # Qt's asks for the rectangle of every row that changed, in sight or not.
        self.viewport().update()

    @override
    def reset(self) -> None:
        QAbstractItemView.reset(self)
        self.updateGeometries()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        self.resized.emit()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)
