"""How a message of the timeline is drawn, and where its text stands.

What customers wrote stands on the ground itself, what we answered on a tint at the
right, call notes behind a bar. All text is laid out as plain text, never as markup;
the layouts are kept while the width stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import bidirectional

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.override import override
from ui.theme import BAR, HALF, RADIUS, UNIT, Theme
from ui.timeline_model import ENTRY, Entry

MARGIN = 2 * UNIT
PAD = UNIT
GAP = UNIT
WIDEST = 560
"""No line of text is longer, in pixels: longer ones are hard to read."""
NARROWEST = 120
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of an item stand; relative to its top left corner."""

    day: QRect
    headline: QRect
    box: QRect
    text: QRect
    height: int


class TimelineDelegate(QStyledItemDelegate):
    """Draws `Entry`s."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # Sizes are small and needed of every message, layouts only of those in sight.
        self._layout = lru_cache(256)(_laid_out)
        self._size = lru_cache(50_000)(self._measure)
        self.width = 400
        """Width of the view, by which texts are broken."""
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    def places(self, entry: Entry) -> Places:
        """Return where the parts of an item stand."""
        widest = max(min(WIDEST, self.width - 2 * MARGIN - 4 * UNIT), NARROWEST)
        text_width, text_height = self._size(entry.message.text, widest - 2 * PAD)
        line = self._small_metrics.height()
        top = GAP if entry.headline else HALF
        day = QRect(0, top, self.width, line + GAP if entry.day else 0)
        top = day.bottom() + 1 + (GAP if entry.day else 0)
        head_width = self._small_metrics.horizontalAdvance(entry.headline)
        width = min(widest, max(text_width, min(head_width, widest)) + 2 * PAD + 1)
        left = self.width - MARGIN - width if entry.kind == "own" else MARGIN
        box_top = top + (line + HALF if entry.headline else 0)
        pad = {"own": PAD, "call": PAD, "in": 0}[entry.kind]
        box = QRect(left, box_top, width, text_height + (2 * pad if pad == PAD else 0))
        if entry.kind == "call":
            box.adjust(0, 0, 0, -PAD)
        text = QRect(left + pad, box_top + pad, text_width + 1, text_height)
        if entry.kind == "call":
            text.moveTop(box_top + PAD // 2)
        return Places(
            day=day,
            headline=QRect(left, top, width, line),
            box=box,
            text=text,
            height=box.bottom() + 1 + HALF,
        )

    def font(self) -> QFont:
        """Return the font of the texts."""
        return self._font

    def ground(self, entry: Entry) -> QColor:
        """Return the colour behind the text."""
        return self._theme.colour("chosen" if entry.kind == "own" else "window")

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY)
        height = self.places(entry).height if isinstance(entry, Entry) else 0
        return QSize(NARROWEST, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        places = self.places(entry)
        theme = self._theme
        painter.save()
        painter.translate(area.topLeft())
        painter.setFont(self._small)
        if entry.day:
            self._day_line(painter, places.day, entry.day)
        painter.setPen(theme.colour("quiet"))
        headline = self._small_metrics.elidedText(
            entry.headline, Qt.TextElideMode.ElideRight, self.width - 2 * MARGIN
        )
        side = Qt.AlignmentFlag.AlignRight if entry.kind == "own" else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            places.headline.adjusted(
                -self.width if entry.kind == "own" else 0,
                0,
                0 if entry.kind == "own" else self.width,
                0,
            ),
            side,
            headline,
        )
        self._ground(painter, places.box, entry.kind)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("accent_text"))
            painter.drawRoundedRect(places.box.adjusted(-HALF, -1, HALF, 1), RADIUS, RADIUS)
        painter.setPen(theme.colour("text"))
        text = self._layout(entry.message.text, self._text_width(), self._font)
        text.layout.draw(painter, QPointF(places.text.left() - text.shift, places.text.top()))
        painter.restore()

    def _measure(self, text: str, width: int) -> tuple[int, int]:
        laid_out = _laid_out(text, width, self._font)
        return laid_out.width, laid_out.height

    def _text_width(self) -> int:
        return max(min(WIDEST, self.width - 2 * MARGIN - 4 * UNIT), NARROWEST) - 2 * PAD

    def _day_line(self, painter: QPainter, place: QRect, text: str) -> None:
        theme = self._theme
        painter.setPen(theme.colour("quiet"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        half = self._small_metrics.horizontalAdvance(text) // 2 + GAP
        middle, y = place.center().x(), place.center().y()
        line = theme.colour("hairline")
        painter.fillRect(QRect(MARGIN, y, middle - half - MARGIN, 1), line)
        painter.fillRect(QRect(middle + half, y, self.width - MARGIN - middle - half, 1), line)

    def _ground(self, painter: QPainter, box: QRect, kind: str) -> None:
        theme = self._theme
        if kind == "own":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chosen"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        elif kind == "call":
            painter.fillRect(QRect(box.left(), box.top(), BAR, box.height()), theme.colour("edge"))

    def _take_fonts(self) -> None:
        self._font: QFont = self._theme.text_font()
        self._small = self._theme.small_font()
        self._small_metrics = QFontMetrics(self._small)
        self._layout.cache_clear()
        self._size.cache_clear()


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A text broken into lines, and the room that they take."""

    layout: QTextLayout
    width: int
    height: int
    shift: int
    """How far right of the box's left edge Qt puts right-to-left text."""


def _laid_out(text: str, width: int, font: QFont) -> _LaidOut:
    # QTextLayout breaks lines at this sign only; a line feed would be drawn as a box.
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height, widest = 0.0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    taken = round(widest + 0.5)
    shift = width - taken if _reads_leftwards(text) else 0
    return _LaidOut(layout, taken, round(height + 0.5), shift)


def _reads_leftwards(text: str) -> bool:
    """Return whether the first letter with a direction is of a right-to-left script."""
    directions = (bidirectional(char) for char in text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"
