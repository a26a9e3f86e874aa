"""The strokes beneath words in which something was found.

A stop is a whole stroke, a warning a wave, what is only offered a row of dots: each can be
told without its colour. Owns how they look; where they stand it is told.

Framework knowledge: to draw a dashed or a bent line costs the better part of a millisecond
each time, at each key; so wave and dots are drawn once, on a strip, and copied from there.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from console.domain.checks import Severity

HIGH = 8
"""No stroke reaches farther than this below the line on which the letters stand, in pixels."""
MIDDLE = 2.75
"""From that line to the middle of a stroke."""
WAVE, CREST = 1.25, 3
"""How far a wave goes up and down, and from a crest to the next trough."""
DOT, DOTS = 2, 4
"""How wide a dot is, and from one to the next."""
LONG = 240
"""Of a strip: whole waves and dots, and whole pixels at each usual scale of a screen."""


class CheckStrokes:
    """Draws strokes, each kind and colour from a strip of its own."""

    def __init__(self) -> None:
        self._strips: dict[tuple[bool, int, float], QPixmap] = {}

    def draw(
        self,
        painter: QPainter,
        severity: Severity,
        colour: QColor,
        left: int,
        right: int,
        foot: int,
    ) -> None:
        """Draw a stroke from left to right, below words that stand on a line at `foot`."""
        if severity is Severity.STOP:
            painter.fillRect(QRectF(left, foot + MIDDLE - 1, right - left, 2), colour)
            return
        is_wave = severity is Severity.WARNING
        step = CREST if is_wave else DOTS
        end = left + max((right - left) // step, 1) * step  # no half of a dot
        scale = painter.device().devicePixelRatioF()
        strip = self._strip(colour, scale, is_wave=is_wave)
        for at in range(left, end, LONG):
            size = min(LONG, end - at)
            source = QRectF(0, 0, size * scale, HIGH * scale)
            painter.drawPixmap(QRectF(at, foot, size, HIGH), strip, source)

    def _strip(self, colour: QColor, scale: float, *, is_wave: bool) -> QPixmap:
        key = (is_wave, colour.rgba(), scale)
        if key not in self._strips:
            if len(self._strips) >= 2 * len(Severity):  # of schemes and screens that are gone
                self._strips.clear()
            self._strips[key] = _drawn(colour, scale, is_wave=is_wave)
        return self._strips[key]


def _drawn(colour: QColor, scale: float, *, is_wave: bool) -> QPixmap:
    """Return a strip of waves or dots."""
    strip = QPixmap(round(LONG * scale), round(HIGH * scale))
    strip.setDevicePixelRatio(scale)
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_wave:
        pen = QPen(colour, WAVE)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        xs = range(-CREST, LONG + 2 * CREST, CREST)
        ways = (WAVE if number % 2 else -WAVE for number in range(len(xs)))
        painter.drawPolyline([QPointF(x, MIDDLE + way) for x, way in zip(xs, ways, strict=True)])
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for x in range(0, LONG, DOTS):
            # Round its middle to that of a pixel: its colour is whole there, not a haze.
            painter.drawEllipse(QPointF(x + 1.5, MIDDLE), DOT / 2, DOT / 2)
    painter.end()
    return strip
