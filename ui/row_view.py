"""A list of rows of very different heights, which costs the same for 50 rows and 50,000.

Only what comes near the viewport is measured; the rest is guessed (`ui.row_layout`). Owns
how Qt is told of it; what a row shows, and what keys and mouse do, is the subclass's.

Framework knowledge: it is a `QListView` for the sake of its name only. Qt gives screen
readers the rows of a view by its class; one made from `QAbstractItemView` itself would be
an empty scroll area to them. `QListView`'s own layout asks every row for its size, so all
that would begin it is overridden here and never handed on to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.override import override
from ui.row_heights import RowHeights
from ui.row_layout import END, Anchor, RowLayout
from ui.theme import UNIT

STEP = 3 * UNIT
"""How far one step of the scroll bar goes."""
Index = QModelIndex | QPersistentModelIndex


class RowView(QListView):
    """Rows that a subclass measures (`guess`, `measure`) and draws (`paint_row`).

    Signals:
        settled: rows or places are others than before.
        scrolled: a person scrolled.
    """

    settled = Signal()
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = RowLayout(self.measure, foot=2 * UNIT)
        self._settling = False
        self._row_width = 0
        self._listed: QAbstractItemModel | None = None
        """The model; see `ui.even_list` on why nobody asks `model()`."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)  # a row that is clicked stays where it is

    def guess(self, first: int, last: int) -> Sequence[int]:
        """Return about how high rows are; called for all of them, so it must be cheap."""
        raise NotImplementedError

    def measure(self, row: int) -> int:
        """Return how high a row is."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, row: int, rect: QRect) -> None:
        """Draw a row into its place."""
        raise NotImplementedError

    @property
    def row_width(self) -> int:
        """How wide rows are: the scroll bar stands in their margin, so its coming moves nothing."""
        return self.width()

    @property
    def rows(self) -> RowHeights:
        """The heights of all rows."""
        return self._layout.heights

    def at_end(self) -> bool:
        """Return whether the end of the last row is in sight."""
        return self._layout.at_end

    @Slot()
    def scroll_to_end(self) -> None:
        """Show the end, and stay there when rows are added."""
        self.hold(END)

    def hold(self, anchor: Anchor) -> None:
        """Put a row's top at a place of the viewport, as far as there are rows to do so."""
        self._layout.hold(anchor)
        self.settle()

    def first_in_sight(self) -> tuple[int, int]:
        """Return the row at the upper edge, and how much of it is above; (0, 0) without rows."""
        return self._layout.first_in_sight()

    def last_ended(self) -> int:
        """Return the last row whose end is in sight or above; -1 for none."""
        return self._layout.last_ended() if len(self.rows) else -1

    def row_rect(self, row: int) -> QRect:
        """Return where a row stands in the viewport."""
        top = self.rows.top(row) - self._layout.offset
        port, width = self.viewport(), self.row_width
        # A scroll bar stands at the left there, and moves the viewport when it comes.
        left = port.width() - width if self.isRightToLeft() else 0
        return QRect(left, top, width, self.rows.height(row))

    @Slot()
    def measure_again(self) -> None:
        """Take every height for a guess, as for other fonts."""
        self.rows.doubt(0, len(self.rows) - 1)
        self.settle()

    @Slot()
    def settle(self) -> None:
        """Measure what is in sight, and bring places and scroll bar into line."""
        self._settle_places()
        self.viewport().update()
        self.settled.emit()

    def _settle_places(self) -> None:
        height = self.viewport().height()
        self._layout.settle(height)
        self._settling = True
        try:
            bar = self.verticalScrollBar()
            bar.setPageStep(max(STEP, height - STEP))
            bar.setSingleStep(STEP)
            bar.setRange(0, self._layout.furthest)
            bar.setValue(self._layout.offset)
        finally:
            self._settling = False

    @override
    def doItemsLayout(self) -> None:
        self.settle()

    @override
    def updateGeometries(self) -> None:
        """Leave the scroll bar to `settle`."""

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        self._listed = model
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(self.settle)

    @override
    def reset(self) -> None:
        super().reset()
        rows = 0 if self._listed is None else self._listed.rowCount()
        self._layout.fill(self.guess(0, rows - 1))
        self.settle()

    @override
    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        QAbstractItemView.rowsInserted(self, parent, start, end)
        self._layout.insert(start, self.guess(start, end))
        self.settle()

    @override
    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, start, end)
        self._layout.remove(start, end)

    @override
    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Iterable[int] = ()) -> None:
        first, last = topLeft.row(), bottomRight.row()
        before = self._layout.offset, self.rows.total
        self.rows.doubt(first, last)
        self._settle_places()
        if (self._layout.offset, self.rows.total) == before:  # all others stay where they are
            self.viewport().update(self.row_rect(first).united(self.row_rect(last)))
        else:
            self.viewport().update()
        self.settled.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.row_width != self._row_width:
            self._row_width = self.row_width
            self.measure_again()
        else:
            self.settle()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._settling or not len(self.rows):
            return
        bar = self.verticalScrollBar()
        self._layout.scroll_to(bar.value(), bar.maximum())
        self.settle()
        self.scrolled.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self.rows):
            return
        painter = QPainter(self.viewport())
        area = event.rect()
        first = self.rows.row_at(self._layout.offset + area.top())
        last = self.rows.row_at(self._layout.offset + area.bottom())
        for row in range(first, last + 1):
            self.paint_row(painter, row, self.row_rect(row))
        painter.end()

    @override
    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self.rows):
            return QRect()
        return self.row_rect(index.row())

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        if self._listed is None or not len(self.rows):
            return QModelIndex()
        row = self.rows.row_at(self._layout.offset + p.y())
        return self._listed.index(row, 0) if self.row_rect(row).contains(p) else QModelIndex()

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid() or index.row() >= len(self.rows):
            return
        row, height = index.row(), self.viewport().height()
        rect = self.row_rect(row)
        hints = QAbstractItemView.ScrollHint
        if hint == hints.EnsureVisible and rect.top() >= 0 and rect.bottom() < height:
            return
        room = height - self._layout.measured(row)
        if hint == hints.PositionAtCenter:
            self.hold((row, room // 2))
        elif hint == hints.PositionAtBottom or (hint == hints.EnsureVisible and rect.top() > 0):
            self.hold((row, max(0, room)))
        else:
            self.hold((row, 0))

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        if self._listed is None or not len(self.rows):
            return QModelIndex()
        actions = QAbstractItemView.CursorAction
        row, last = self.currentIndex().row(), len(self.rows) - 1
        to = {
            actions.MoveHome: 0,
            actions.MoveEnd: last,
            actions.MoveUp: row - 1,
            actions.MovePrevious: row - 1,
        }.get(cursorAction, row + 1)
        return self._listed.index(min(last, max(0, to)), 0)

    @override
    def verticalOffset(self) -> int:
        return self._layout.offset

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    @override
    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion(self.viewport().rect())
