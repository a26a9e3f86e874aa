"""The room that the notice bar has at the top of the desk.

A notice comes and goes by itself, so it must not move the list under the pointer: while
that is there, the bar lies over the desk, and room is made for it (or taken back) once the
pointer has left, or the hand is on the keyboard. A pointer that was not moved since the
window came points at nothing.

Framework knowledge: a window's QWindow is handed every key before any of its widgets is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.override import override

BAR_CHANGES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class NoticePlace(QWidget):
    """Holds the room; the bar itself is its neighbour, over all that stands on the desk."""

    def __init__(self, bar: QWidget, desk: QWidget, still: QWidget, pointer: QPoint) -> None:
        """Take the bar, what it lies on, and what of that must not move under the pointer.

        `pointer` is where that was on the screen when the window came.
        """
        super().__init__()
        self._bar, self._desk, self._still = bar, desk, still
        bar.setParent(desk)
        self._waits = False
        """Whether the room is other than the bar needs."""
        self._pointer_before: QPoint | None = pointer
        """None once it was moved."""
        self.setFixedHeight(0)
        bar.installEventFilter(self)
        still.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._bar and kind in BAR_CHANGES:
            self._fit()
        elif self._waits and kind in (QEvent.Type.KeyPress, QEvent.Type.Leave):
            self._settle()
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Let the bar be as high as its words need, and make room when nothing is in the way."""
        self._bar.setGeometry(0, 0, self._desk.width(), self._height())
        self._bar.raise_()
        if self._height() == self.height():
            self._waits = False
        elif self._still.underMouse() and self._was_pointer_moved():
            self._wait()
        else:
            self._settle()

    def _was_pointer_moved(self) -> bool:
        if self._pointer_before is not None and self._pointer_before != QCursor.pos():
            self._pointer_before = None
        return self._pointer_before is None

    def _wait(self) -> None:
        keys = self.window().windowHandle()
        if not self._waits and keys is not None:
            self._waits = True
            keys.installEventFilter(self)

    def _settle(self) -> None:
        self._waits = False
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        """Return how much room the bar needs."""
        layout = self._bar.layout()
        if self._bar.isHidden() or layout is None:
            return 0
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(self._desk.width())
        return layout.totalSizeHint().height()
