"""How a marked row of the list is drawn: a quiet ground, and a tick where the dot would be.

Never by colour alone: the tick has a shape of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from ui.case_delegate import TOP
from ui.mirror import Mirror
from ui.theme import UNIT, Theme

GUTTER = 2 * UNIT
"""The room at the left of a row in which it stands; a click there marks."""
SIZE = 10
"""So that some room is left before the name."""
TICK = ((-2.25, 0.25), (-0.75, 1.75), (2.25, -1.75))
"""From the middle."""
GROUND_ALPHA = 150
"""Of the chosen row's ground: a marked one is less than that."""


class MarkSign:
    """Draws over and under rows; knows no case."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._take_theme()
        theme.changed.connect(self._take_theme)

    def ground(self, painter: QPainter, area: QRect) -> None:
        """Tint a marked row, before its words are drawn."""
        ground = self._theme.colour("chosen")
        ground.setAlpha(GROUND_ALPHA)
        painter.fillRect(area, ground)

    def draw(
        self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection, *, marked: bool
    ) -> None:
        """Draw the tick of a marked row; for others the ring that a click would fill."""
        theme = self._theme
        centre = QPointF(area.left() + GUTTER / 2, area.top() + self._middle + 1)
        centre = Mirror(area, direction).point(centre)
        circle = QRectF(0, 0, SIZE, SIZE)
        circle.moveCenter(centre)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent_text" if marked else "edge"), 1))
        painter.setBrush(theme.colour("accent" if marked else "window"))
        painter.drawEllipse(circle)
        if marked:
            pen = QPen(theme.colour("on_accent"), 1.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in TICK]))
        painter.restore()

    def _take_theme(self) -> None:
        self._middle = TOP + QFontMetrics(self._theme.strong_font()).height() // 2
        """Height of the middle of a row's first line."""
