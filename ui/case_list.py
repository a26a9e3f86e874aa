"""The list widget of the cases: what is looked at stays where it is.

Owns the pointer, the scroll place and the painting of what is in sight; what a row says
is drawn by its delegate.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Signal,
)
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)

from console.domain.ids import CaseId
from ui.case_delegate import CaseDelegate
from ui.even_list import EvenListView
from ui.inbox_model import NO_INDEX, InboxModel
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
POINTED = (QEvent.Type.Enter, QEvent.Type.MouseMove)


class CaseList(EvenListView):
    """A list that chooses no case by itself when it gets the focus, as Qt's does.

    Signals:
        painted: what it shows was just painted.
        pointer_moved_in(bool): the pointer came over the list, or left it.
    """

    painted = Signal()
    pointer_moved_in = Signal(bool)

    def __init__(self, model: InboxModel, delegate: CaseDelegate) -> None:
        super().__init__(model, delegate.height())
        self.cases, self._rows = model, delegate
        self._pointer: QPoint | None = None
        self._loading = False
        self.setMouseTracking(True)
        self.setAccessibleName("Cases")
        self.setItemDelegate(delegate)
        self.setModel(model)
        model.rowsRemoved.connect(self.doItemsLayout)

    @property
    def pointer_inside(self) -> bool:
        """Return whether the pointer is over the list."""
        return self._pointer is not None

    @property
    def is_loading(self) -> bool:
        """Return whether placeholders are shown."""
        return self._loading

    def show_loading(self, *, loading: bool) -> None:
        """Show placeholders instead of rows, or the rows again."""
        if loading != self._loading:
            self._loading = loading
            self.viewport().update()

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Let the list change meanwhile; what the person looks at stays where it is."""
        anchor = self._anchor()
        yield
        place = None if anchor is None else self.cases.position(anchor[0])
        if anchor is None or place is None:
            self.updateGeometries()
        else:
            value = place * self._height - anchor[1]
            most = self._most()
            self._slack = max(0, value - most) if self.pointer_inside else 0
            self.updateGeometries()
            self.verticalScrollBar().setValue(value)
        self.viewport().update()

    def _anchor(self) -> tuple[CaseId, int] | None:
        """Return the case that must stay and where it is: under the pointer, chosen, or the top.

        At the very top, nothing chosen in sight, none is: new cases are to be seen there.
        """
        first, last = self.in_sight()
        place = self.indexAt(self._pointer).row() if self._pointer is not None else -1
        if place < 0:
            chosen = self.currentIndex().row()
            if first <= chosen <= last:
                place = chosen
            elif self.verticalOffset() > 0 or self.pointer_inside:
                place = first
        case_id = self.cases.id_at(place)
        return None if case_id is None else (case_id, place * self._height - self.verticalOffset())

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not current.isValid() or not self.hasFocus():
            return
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            self.viewport().update()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in POINTED and isinstance(event, QMouseEvent | QEnterEvent):
            self._point(event.position().toPoint())
        elif kind == QEvent.Type.Leave:
            self._point(None)
        return super().viewportEvent(event)

    def _point(self, pointer: QPoint | None) -> None:
        was, self._pointer = self.pointer_inside, pointer
        if was != self.pointer_inside:
            if was:
                self._slack = 0
            self.pointer_moved_in.emit(self.pointer_inside)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        if self._loading:
            self._paint_placeholders(painter, option)
        else:
            self._paint_rows(painter, option, event.rect())
        painter.end()
        self.painted.emit()

    def _paint_placeholders(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        for top in range(0, self.viewport().height(), self._height):
            option.rect = QRect(0, top, self.viewport().width(), self._height)
            self._rows.paint(painter, option, NO_INDEX)

    def _paint_rows(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        flag = QStyle.StateFlag
        base = option.state & ~(flag.State_Selected | flag.State_MouseOver | flag.State_HasFocus)
        offset, width = self.verticalOffset(), self.viewport().width()
        chosen = self.currentIndex().row()
        pointed = self.indexAt(self._pointer).row() if self._pointer is not None else -1
        last = min((area.bottom() + offset) // self._height, self.cases.rowCount() - 1)
        for place in range((area.top() + offset) // self._height, last + 1):
            state = base
            if place == chosen:
                state |= flag.State_Selected
                if self.hasFocus():
                    state |= flag.State_HasFocus
            if place == pointed:
                state |= flag.State_MouseOver
            option.state = state
            option.rect = QRect(0, place * self._height - offset, width, self._height)
            self._rows.paint(painter, option, self.cases.index(place))
