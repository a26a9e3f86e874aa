"""The list of the cases behind something: even rows, keys, a click that opens.

Knows nothing of where its rows come from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.even_list import EvenListView
from ui.insight_cases_delegate import InsightCaseDelegate
from ui.insight_cases_model import InsightCasesModel
from ui.insight_table import BY_KEYS
from ui.override import override
from ui.theme import Theme

OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FLAG = QStyle.StateFlag


class CasesBehind(EvenListView):
    """The list.

    Signals:
        case_wanted(CaseId): a person wants this case opened.
        sight_changed: other rows may be in sight.
    """

    case_wanted = Signal(object)
    sight_changed = Signal()

    def __init__(self, model: InsightCasesModel, theme: Theme, now: Callable[[], datetime]) -> None:
        self._drawn = InsightCaseDelegate(theme, now)
        super().__init__(model, self._drawn.height())
        self.cases = model
        self._pointer: QPoint | None = None
        """Where the mouse is over the rows."""
        self.setModel(model)
        self.setItemDelegate(self._drawn)
        self.viewport().setMouseTracking(True)
        self.doubleClicked.connect(self._open)
        self.resized.connect(self.sight_changed)
        self.verticalScrollBar().valueChanged.connect(self.sight_changed)
        theme.changed.connect(self._take_theme)

    def choose(self, row: int) -> None:
        """Put the keys on a row."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.cases.index(row), flags)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPEN_KEYS:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keys on the first row where they are on none."""
        super().focusInEvent(event)
        if (
            event.reason() in BY_KEYS
            and not self.currentIndex().isValid()
            and self.cases.rowCount()
        ):
            self.choose(0)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointer = event.position().toPoint()
        self.viewport().update()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointer = None
            self.viewport().update()
        return super().viewportEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QPainter(self.viewport()), QStyleOptionViewItem()
        self.initViewItemOption(option)
        base = option.state & ~(FLAG.State_Selected | FLAG.State_MouseOver | FLAG.State_HasFocus)
        chosen = self.currentIndex().row()
        pointed = -1 if self._pointer is None else self.indexAt(self._pointer).row()
        first, last = self.in_sight()
        for place in range(first, last + 1):
            state = base
            if place == chosen:
                state |= FLAG.State_Selected
                state |= FLAG.State_HasFocus if self.hasFocus() else FLAG.State_None
            if place == pointed:
                state |= FLAG.State_MouseOver
            option.state = state
            top = place * self.row_height - self.verticalOffset()
            option.rect = QRect(0, top, self.viewport().width(), self.row_height)
            self._drawn.paint(painter, option, self.cases.index(place))
        painter.end()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        case_id = self.cases.id_at(index.row())
        if case_id is not None:
            self.case_wanted.emit(case_id)

    @Slot()
    def _take_theme(self) -> None:
        self.set_row_height(self._drawn.height())
