"""How a part of an answer is drawn: a card with its text, its number and what is left.

Number and rest stand behind the last line of the text, or below it where that has no
room. A text is laid out as plain text, in the direction of its first letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.text.split import Part
from ui import text_layout
from ui.override import override
from ui.parts_model import META, PART, SCARCE
from ui.theme import BAR, HALF, RADIUS, UNIT, Theme

PAD_ACROSS, PAD_DOWN = UNIT + HALF, 6
NARROWEST = 60
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A text broken into lines, and where its last line ends."""

    layout: QTextLayout
    height: int
    end: int
    """Where the last line ends at the right."""
    last_top: int


class PartDelegate(QStyledItemDelegate):
    """Draws `Part`s."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._laid_out = lru_cache(256)(_lay_out)
        self.width = 200
        """Width of a card."""
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    def _take_fonts(self) -> None:
        self._font: QFont = self._theme.small_font()
        self._meta_font: QFont = self._theme.chip_font()
        self._laid_out.cache_clear()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text, meta = self._places(index)
        return QSize(NARROWEST, max(text.height, meta.bottom() + 1) + 2 * PAD_DOWN + HALF)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not isinstance(index.data(PART), Part):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        marked = bool(state & QStyle.StateFlag.State_Selected)
        focused = marked and bool(state & QStyle.StateFlag.State_HasFocus)
        theme = self._theme
        text, meta = self._places(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(area.left(), area.top(), self.width, area.height() - HALF)
        edge = 2.0 if focused else 1.0
        colour = "accent_text" if focused else "edge" if marked else "hairline"
        painter.setPen(QPen(theme.colour(colour), edge))
        painter.setBrush(theme.colour("raised"))
        inside = edge / 2
        painter.drawRoundedRect(card.adjusted(inside, inside, -inside, -inside), RADIUS, RADIUS)
        if marked:
            bar = QRectF(card.left() + HALF, card.top() + PAD_DOWN, BAR, card.height() - 12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        painter.translate(card.left() + PAD_ACROSS, card.top() + PAD_DOWN)
        painter.setPen(theme.colour("text"))
        text.layout.draw(painter, QPointF(0, 0))
        painter.setFont(self._meta_font)
        painter.setPen(theme.colour("accent_text" if index.data(SCARCE) else "quiet"))
        along = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(meta, along, str(index.data(META)))
        painter.restore()

    def _places(self, index: Index) -> tuple[_LaidOut, QRect]:
        """Return the text as laid out and where the number stands, in the card's inside."""
        width = max(self.width - 2 * PAD_ACROSS, NARROWEST)
        text = self._laid_out(str(index.data() or ""), width, self._font)
        metrics = QFontMetrics(self._meta_font)
        taken = metrics.horizontalAdvance(str(index.data(META))) + UNIT
        beside = text.end + taken <= width
        top = text.last_top if beside else text.height
        height = text.height - text.last_top if beside else metrics.height()
        return text, QRect(0, top, width, height)


def _lay_out(text: str, width: int, font: QFont) -> _LaidOut:
    layout = text_layout.lay_out(text, width, font)
    lines = layout.lineCount()
    end = layout.lineAt(lines - 1).naturalTextRect().right() if lines else 0
    top = text_layout.height_of(layout, lines - 1) if lines else 0
    return _LaidOut(layout, text_layout.height_of(layout, lines), round(end + 0.5), top)
