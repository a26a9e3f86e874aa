"""What the keys for moving do in a list of rows that may be higher than the view.

Owns no state: the current row is the view's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.row_layout import END
from ui.row_view import STEP, RowView


class RowKeys:
    """Arrows, PgUp and PgDn, Home and End."""

    def __init__(self, view: RowView) -> None:
        self._view = view
        keys = Qt.Key
        self._acts: dict[int, Callable[[], None]] = {
            keys.Key_Up: partial(self._step, -1),
            keys.Key_Down: partial(self._step, 1),
            keys.Key_PageUp: partial(self._page, -1),
            keys.Key_PageDown: partial(self._page, 1),
            keys.Key_Home: self._first,
            keys.Key_End: self._last,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key does; return whether it moved anything."""
        act = self._acts.get(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is None or held or not len(self._view.rows):
            return False
        act()
        return True

    def _step(self, way: int) -> None:
        """Go to the next row, but first through what is left of one that is very high."""
        view, height = self._view, self._view.viewport().height()
        row, last = view.currentIndex().row(), len(view.rows) - 1
        if row < 0:
            row = view.first_in_sight()[0] - way
        elif view.row_rect(row).intersects(view.viewport().rect()):
            rect = view.row_rect(row)
            rest = rect.bottom() - height + 1 if way > 0 else -rect.top()
            if rest > 0:
                self._scroll(way * min(3 * STEP, rest))
                return
        row = min(last, max(0, row + way))
        self._choose(row)
        if view.row_rect(row).height() > height:
            view.hold((row, 0 if way > 0 else height - view.rows.height(row)))
        elif row == last:
            view.scroll_to_end()
        else:
            view.scrollTo(view.currentIndex())
        view.scrolled.emit()

    def _page(self, way: int) -> None:
        view = self._view
        self._scroll(way * view.verticalScrollBar().pageStep())
        edge = 0 if way < 0 else view.viewport().height() - 1
        self._choose(view.rows.row_at(view.verticalOffset() + edge))

    def _first(self) -> None:
        self._choose(0)
        self._view.hold((0, 0))
        self._view.scrolled.emit()

    def _last(self) -> None:
        self._choose(len(self._view.rows) - 1)
        self._view.hold(END)
        self._view.scrolled.emit()

    def _choose(self, row: int) -> None:
        self._view.setCurrentIndex(self._view.model().index(row, 0))

    def _scroll(self, pixels: int) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + pixels)
