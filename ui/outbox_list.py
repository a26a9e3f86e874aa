"""The list widget of the outbox: pointer, keys and the place at which one reads.

What a row says is drawn by its delegate. The rows are not all of one height (the first of
a group stands under its heading), so it is a `RowView`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from console.language import tr
from ui.outbox_delegate import Look, OutboxDelegate
from ui.outbox_model import OutboxModel
from ui.override import override
from ui.row_keys import RowKeys
from ui.row_view import RowView

POINTED = (QEvent.Type.Enter, QEvent.Type.MouseMove)
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OutboxList(RowView):
    """Answers, grouped.

    Signals:
        case_wanted: Enter was pressed on the chosen one.
        menu_wanted(QPoint): what can be done with it is asked for, at a place of the viewport.
    """

    case_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(
        self, model: OutboxModel, delegate: OutboxDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._answers, self._delegate = model, delegate
        self._keys = RowKeys(self)
        self._pointed = -1
        self._loading = False
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Answers in the outbox"))
        self.setModel(model)

    def show_loading(self, *, loading: bool) -> None:
        """Show placeholders instead of rows, or the rows again."""
        if loading != self._loading:
            self._loading = loading
            self.viewport().update()

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Let the list change meanwhile.

        The row that the person looks at stays where it is, and the chosen answer the chosen one.
        """
        place = self._anchor()
        entry = self._answers.entry_at(place)
        below = self.row_rect(place).bottom() + 1 if entry is not None else 0
        chosen = self._answers.entry_at(self.currentIndex().row())
        blocked = self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own
        yield
        self.mark(None if chosen is None else self._answers.position(chosen.thread.id))
        self.selectionModel().blockSignals(blocked)
        now = None if entry is None else self._answers.position(entry.thread.id)
        if now is None:
            self.hold((0, 0))
        else:  # by its lower edge: a heading may have come or gone above it
            self.hold((now, below - self._layout.measured(now)))

    def mark(self, place: int | None) -> None:
        """Let a row be the chosen one, None for none, without a word about it."""
        if place == self.currentIndex().row():
            return
        selection = self.selectionModel()
        blocked = selection.blockSignals(True)  # noqa: FBT003 - Qt's own
        index = QModelIndex() if place is None else self._answers.index(place)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(blocked)
        self.viewport().update()

    def _anchor(self) -> int:
        """Return the row that must stay: under the pointer, chosen, or the first; -1 for none.

        At the very top, nothing chosen in sight, none must: what needs a person comes there.
        """
        if self._pointed >= 0:
            return self._pointed
        chosen = self.currentIndex().row()
        seen = chosen >= 0 and self.row_rect(chosen).intersects(self.viewport().rect())
        if seen:
            return chosen
        return self.first_in_sight()[0] if self.verticalOffset() > 0 else -1

    @override
    def guess(self, first: int, last: int) -> Sequence[int]:
        return [self.measure(row) for row in range(first, last + 1)]

    @override
    def measure(self, row: int) -> int:
        return self._delegate.height(self._answers.heading(row))

    @override
    def paint_row(self, painter: QPainter, row: int, rect: QRect) -> None:
        entry = self._answers.entry_at(row)
        if entry is None:
            return
        chosen = row == self.currentIndex().row()
        look = Look(chosen=chosen, focused=chosen and self.hasFocus(), pointed=row == self._pointed)
        self._delegate.paint(
            painter,
            entry,
            rect,
            look,
            heading=self._answers.heading(row),
            with_account=self._answers.several_accounts,
            direction=self.layoutDirection(),
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._loading:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        height, width = self._delegate.height(""), self.row_width
        for top in range(0, self.viewport().height(), height):
            place = QRect(0, top, width, height)
            self._delegate.paint_placeholder(painter, place, self.layoutDirection())
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in ENTER_KEYS
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.case_wanted.emit()
        elif not self._keys.press(event):
            event.ignore()  # letters are the window's shortcuts

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row = self.currentIndex().row()
            point = self.row_rect(row).center() if row >= 0 else point
        index = self.indexAt(point)
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(point)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in POINTED and isinstance(event, QMouseEvent | QEnterEvent):
            self._point(self.indexAt(event.position().toPoint()).row())
        elif kind == QEvent.Type.Leave:
            self._point(-1)
        return super().viewportEvent(event)

    def _point(self, row: int) -> None:
        """Take note of the row under the pointer; -1 for none."""
        if row != self._pointed:
            with self.steady():
                self._pointed = row
                self._answers.point(row if row >= 0 else None)
            self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:  # Qt would choose the first row, and with it open its case
            self.viewport().update()
