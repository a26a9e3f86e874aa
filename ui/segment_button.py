"""One of two buttons side by side, of which one is chosen: it has room for its words in bold.

Framework knowledge: the style sheet draws the chosen one in bold, and Qt asks for the room of
its words as they are without that.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton

from ui.override import override


class SegmentButton(QPushButton):
    """A button that can be chosen; the first is at the left in a layout that runs rightwards."""

    def __init__(self, text: str, *, first: bool) -> None:
        super().__init__(text)
        self.setObjectName("segmentLeft" if first else "segmentRight")
        self.setCheckable(True)

    @override
    def sizeHint(self) -> QSize:
        return self._bold(super().sizeHint())

    @override
    def minimumSizeHint(self) -> QSize:
        return self._bold(super().minimumSizeHint())

    def _bold(self, size: QSize) -> QSize:
        font = QFont(self.font())
        font.setBold(True)
        text = self.text()
        more = QFontMetrics(font).horizontalAdvance(text)
        more -= self.fontMetrics().horizontalAdvance(text)
        return size + QSize(max(more, 0), 0)
