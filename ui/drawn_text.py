"""A line of text that is seen and not told: what holds it says it, with all else that it is.

For the parts of a row that has one name: as labels they would be told a second time.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.mirror import Mirror
from ui.override import override
from ui.theme import Theme


class DrawnText(QWidget):
    """Our own words in one line, in a colour of the theme."""

    def __init__(self, text: str, font: QFont, theme: Theme, colour: str = "text") -> None:
        super().__init__()
        self._text, self._theme, self._colour = text, theme, colour
        self.setFont(font)

    def text(self) -> str:
        """Return what it says."""
        return self._text

    def show_text(self, text: str, colour: str) -> None:
        """Say this, in this colour."""
        self._text, self._colour = text, colour
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text), metrics.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.colour(self._colour))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        Mirror.of(self).boxed(painter, self.rect(), side, self._text)
        painter.end()
