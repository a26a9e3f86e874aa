"""How a part of an answer is drawn: a card with its text, its number and what is left.

Number, rest and ring stand behind the last line of the text, or below it where that has
no room or the end of the part is worth a word. A text is laid out as plain text, in the
direction of its first letter; for one that reads leftwards the line below is mirrored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QObject, QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout

from ui import part_places, text_layout
from ui.mirror import Mirror
from ui.part_words import Card
from ui.theme import BAR, HALF, RADIUS, UNIT, Theme

PAD_ACROSS, PAD_DOWN = UNIT + HALF, UNIT
GAP = HALF
"""Between two cards."""
NARROWEST = 60
RING = 14
"""Diameter of the ring that fills with the weight of the part."""
TRACK, ARC, CROSS = 1.0, 2.5, 1.5
"""Strokes of the ring: what is taken is heavier than what is left."""
FULL_TURN = 16 * 360
"""Qt counts angles in sixteenths of a degree."""
REMEMBERED = 256
"""So many texts stay laid out, or measured."""


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A text broken into lines, and which part of the last one is free."""

    layout: QTextLayout
    height: int
    taken: int
    """How much of the last line is taken, from the side where lines begin."""
    last_top: int
    leftwards: bool


class PartDelegate(QObject):
    """Measures and draws cards."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    @Slot()
    def _take_fonts(self) -> None:
        font = self._theme.small_font()
        self._meta_font: QFont = self._theme.chip_font()
        metrics = QFontMetrics(self._meta_font)
        self._meta_height = max(metrics.height(), RING)
        self._advance: Callable[[str], int] = lru_cache(REMEMBERED)(metrics.horizontalAdvance)
        self._text_metrics = QFontMetrics(font)
        self._laid_out: Callable[[str, int], _LaidOut] = lru_cache(REMEMBERED)(
            lambda text, width: _lay_out(text, width, font)
        )

    def guess(self, text: str, width: int) -> int:
        """Return about how high the card of a text is, without laying it out."""
        inside = max(width - 2 * PAD_ACROSS, NARROWEST)
        across = self._text_metrics.averageCharWidth() * len(text)
        lines = 1 + across // inside + text.count("\n")
        return lines * self._text_metrics.lineSpacing() + 2 * PAD_DOWN + GAP

    def height(self, card: Card, width: int) -> int:
        """Return how high a card is, with the gap below it."""
        text, meta = self._places(card, width)
        return max(text.height, meta.bottom() + 1) + 2 * PAD_DOWN + GAP

    def draw(
        self,
        painter: QPainter,
        card: Card,
        area: QRect,
        *,
        marked: bool,
        focused: bool,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    ) -> None:
        """Draw a card into its place; `marked` where the cursor stands in its text."""
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2.0 if focused else 1.0
        colour = "accent_text" if focused else "edge" if marked else "hairline"
        outline = QRectF(area.adjusted(0, 0, 0, -GAP))
        _fill(painter, outline, theme.colour(colour), RADIUS)
        inner = outline.adjusted(edge, edge, -edge, -edge)
        _fill(painter, inner, theme.colour("raised"), RADIUS - edge)
        if marked:
            self._draw_bar(painter, outline, Mirror(area, direction))
        painter.translate(area.left() + PAD_ACROSS, area.top() + PAD_DOWN)
        text, meta = self._places(card, area.width())
        painter.setPen(theme.colour("text"))
        text.layout.draw(painter, QPointF(0, 0), self._greyed(card))
        self._draw_meta(painter, card, meta, leftwards=text.leftwards)
        painter.restore()

    def _greyed(self, card: Card) -> list[QTextLayout.FormatRange]:
        """Return what of a text is drawn in the second voice: the signature."""
        if card.put_on is None:
            return []
        made, look = QTextLayout.FormatRange(), QTextCharFormat()
        look.setForeground(self._theme.colour("quiet"))
        start, end = part_places.all_units(card.text, card.put_on)
        made.start, made.length, made.format = start, end - start, look
        return [made]

    def _draw_bar(self, painter: QPainter, outline: QRectF, mirror: Mirror) -> None:
        bar = outline.adjusted(HALF, PAD_DOWN, 0, -PAD_DOWN)
        bar.setWidth(BAR)
        _fill(painter, mirror.rect_f(bar), self._theme.colour("accent"), BAR / 2)

    def _draw_meta(self, painter: QPainter, card: Card, place: QRect, *, leftwards: bool) -> None:
        """Draw what is left with its ring, and the note at the other side."""
        theme, sides = self._theme, Qt.AlignmentFlag
        near, far = (sides.AlignLeft, sides.AlignRight)
        if leftwards:
            near, far = far, near
        middle = sides.AlignVCenter | sides.AlignAbsolute  # the text's sides, not the window's
        painter.setFont(self._meta_font)
        if card.note:
            painter.setPen(theme.colour("warn" if card.is_cut else "quiet"))
            painter.drawText(place, near | middle, card.note)
        token = "danger" if card.is_over else "accent_text" if card.is_scarce else "quiet"
        beside = RING + HALF
        painter.setPen(theme.colour(token))
        words = place.adjusted(beside, 0, 0, 0) if leftwards else place.adjusted(0, 0, -beside, 0)
        painter.drawText(words, far | middle, card.meta)
        left = place.left() if leftwards else place.right() + 1 - RING
        ring = QRectF(left, place.center().y() + 1 - RING / 2, RING, RING)
        self._draw_ring(painter, card, ring, token)

    def _draw_ring(self, painter: QPainter, card: Card, place: QRectF, token: str) -> None:
        """Draw how much is taken, clockwise from the top; crossed where it is too much."""
        theme, edge = self._theme, ARC / 2
        inner = place.adjusted(edge, edge, -edge, -edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("edge"), TRACK))
        painter.drawEllipse(inner)
        cap = Qt.PenCapStyle.FlatCap
        painter.setPen(QPen(theme.colour(token), ARC, Qt.PenStyle.SolidLine, cap))
        painter.drawArc(inner, FULL_TURN // 4, -round(FULL_TURN * card.filled))
        if card.is_over:
            painter.setPen(QPen(theme.colour(token), CROSS))
            middle, arm = inner.center(), RING / 7
            for down in (-arm, arm):
                away = QPointF(arm, down)
                painter.drawLine(QLineF(middle - away, middle + away))

    def _places(self, card: Card, width: int) -> tuple[_LaidOut, QRect]:
        """Return the text as laid out and where the line of the number is, in the inside."""
        inside = max(width - 2 * PAD_ACROSS, NARROWEST)
        text = self._laid_out(card.text, inside)
        wanted = self._advance(card.meta) + HALF + RING
        beside = not card.note and text.taken + 2 * UNIT + wanted <= inside
        top = text.last_top if beside else text.height
        least = self._meta_height
        height = max(text.height - text.last_top, least) if beside else least
        return text, QRect(0, top, inside, height)


def _fill(painter: QPainter, place: QRectF, colour: QColor, radius: float) -> None:
    """Fill a place with round corners; to stroke an outline takes Qt ten times as long."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(place, radius, radius)


def _lay_out(text: str, width: int, font: QFont) -> _LaidOut:
    layout = text_layout.lay_out(text, width, font)
    lines = layout.lineCount()
    leftwards = text_layout.reads_leftwards(text)
    taken, top = 0.0, 0
    if lines:
        last = layout.lineAt(lines - 1).naturalTextRect()
        taken = width - last.left() if leftwards else last.right()
        top = text_layout.height_of(layout, lines - 1)
    return _LaidOut(
        layout, text_layout.height_of(layout, lines), round(taken + 0.5), top, leftwards
    )
