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
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)

from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.language import tr
from ui.case_delegate import CaseDelegate
from ui.drawn_rows import DrawnRows
from ui.even_list import EvenListView
from ui.inbox_model import HIT, MARKED, NO_INDEX, ROW, InboxModel
from ui.marks_sign import GUTTER, MarkSign
from ui.mirror import Mirror
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
POINTED = (QEvent.Type.Enter, QEvent.Type.MouseMove)
MARKING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With one of these a click marks, and opens nothing."""


class CaseList(EvenListView):
    """A list that chooses no case by itself when it gets the focus, as Qt's does.

    Signals:
        painted: what it shows was just painted.
        pointer_moved_in(bool): the pointer came over the list, or left it.
        mark_wanted(CaseId): this case is to be marked, or no longer.
        marks_wanted_to(CaseId): all up to this one are to be marked.
        extension_wanted(int): the marks are to be extended by so many rows downwards.
        all_marks_wanted: all are to be marked.
    """

    painted = Signal()
    pointer_moved_in = Signal(bool)
    mark_wanted = Signal(object)
    marks_wanted_to = Signal(object)
    extension_wanted = Signal(int)
    all_marks_wanted = Signal()

    def __init__(
        self, model: InboxModel, delegate: CaseDelegate, sign: MarkSign | None = None
    ) -> None:
        """Take what draws rows, and what draws the marks on them; None where none are."""
        super().__init__(model, delegate.height())
        self.cases, self._rows, self._sign = model, delegate, sign
        self._drawn = DrawnRows()
        self._pointer: QPoint | None = None
        self._loading = self._marking = False
        """The latter: whether the button is held down that marked a row."""
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Cases"))
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

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        case_id = self._to_mark(event)
        self._marking = case_id is not None
        if case_id is None:
            super().mousePressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.marks_wanted_to.emit(case_id)
        else:
            self.mark_wanted.emit(case_id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._marking:  # else Qt would choose the row that the pointer is dragged over
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._marking:
            super().mouseReleaseEvent(event)
        self._marking = False

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._to_mark(event) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)  # a second click is another one

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._sign is None or not self._marks(event):
            super().keyPressEvent(event)

    def _to_mark(self, event: QMouseEvent) -> CaseId | None:
        """Return the case that a press of the mouse marks; None where it does something else."""
        wanted = self._in_gutter(event.position().toPoint()) or event.modifiers() & MARKING
        if self._sign is None or not wanted or event.button() is not Qt.MouseButton.LeftButton:
            return None
        return self.cases.id_at(self.indexAt(event.position().toPoint()).row())

    def _marks(self, event: QKeyEvent) -> bool:
        """Do what a key means for the marks, and return whether it means any."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_marks_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.SelectNextLine):
            self.extension_wanted.emit(1)
        elif event.matches(QKeySequence.StandardKey.SelectPreviousLine):
            self.extension_wanted.emit(-1)
        else:
            return False
        return True

    def _point(self, pointer: QPoint | None) -> None:
        if self._in_gutter(pointer) or self._in_gutter(self._pointer):
            self.viewport().update()
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
        sign = self._sign
        base = option.state & ~(flag.State_Selected | flag.State_MouseOver | flag.State_HasFocus)
        offset, width = self.verticalOffset(), self.viewport().width()
        chosen = self.currentIndex().row()
        pointed = self.indexAt(self._pointer).row() if self._pointer is not None else -1
        last = min((area.bottom() + offset) // self._height, self.cases.rowCount() - 1)
        keeps = self._begin_rows()
        for place in range((area.top() + offset) // self._height, last + 1):
            state = base
            if place == chosen:
                state |= flag.State_Selected
                if self.hasFocus():
                    state |= flag.State_HasFocus
            if place == pointed:
                state |= flag.State_MouseOver
            option.state = state
            area = QRect(0, place * self._height - offset, width, self._height)
            option.rect = area
            index = self.cases.index(place)
            marked = sign is not None and bool(self.cases.data(index, MARKED))
            plain = keeps and not marked and place not in (chosen, pointed)
            if plain and self._put_plain(painter, option, index):
                continue
            if sign is not None and marked:
                sign.ground(painter, area)
            self._rows.paint(painter, option, index)
            if sign is not None and (
                marked or (place == pointed and self._in_gutter(self._pointer))
            ):
                sign.draw(painter, area, self.layoutDirection(), marked=marked)

    def _begin_rows(self) -> bool:
        """Begin a paint; return whether plain rows are put down as they were drawn before."""
        port, rows = self.viewport(), self._rows
        size = QSize(port.width(), self._height)
        ratio = port.devicePixelRatioF()
        return self._drawn.begin(rows.looks(), rows.ground(), size, ratio, port.height())

    def _put_plain(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> bool:
        """Put down a row of which the list says no more than its words; False where it does."""
        # Asked of the model itself: through Qt, each answer costs Python's lock twice.
        row = self.cases.data(index, ROW)
        if not isinstance(row, CaseRow) or self.cases.data(index, HIT) is not None:
            return False
        corner = option.rect.topLeft()

        def draw(onto: QPainter, area: QRect) -> None:
            option.rect = area
            self._rows.paint(onto, option, index)

        self._drawn.put(painter, corner, row, draw)
        return True

    def _in_gutter(self, pointer: QPoint | None) -> bool:
        """Return whether a point is where the marks stand."""
        if pointer is None:
            return False
        from_begin = Mirror.of(self.viewport()).left(pointer.x(), 1)
        return 0 <= from_begin < GUTTER
