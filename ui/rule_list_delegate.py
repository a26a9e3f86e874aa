"""How the rows of a `rule_list` are drawn: lines under each other, cells beside each other.

All text is drawn as plain text. Every row of a list has the same height.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import plain
from ui.icons import Icons
from ui.mirror import Mirror
from ui.override import override
from ui.rule_list import ENTRY, Cell, Entry
from ui.text_layout import reads_leftwards
from ui.theme import BAR, HALF, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
SIGN = 12
FLAG = QStyle.StateFlag
ELIDE = Qt.TextElideMode.ElideRight
ISOLATES = plain.FIRST_STRONG_ISOLATE + plain.POP_ISOLATE
LEFT_TO_RIGHT = "\u200e"
"""Before and behind a line of ours; the sign of a cut has no direction."""


class Voice(Enum):
    """How loud a line is."""

    STRONG = "strong"
    TEXT = "text"
    SMALL = "small"


class EntryDelegate(QStyledItemDelegate):
    """Draws entries whose lines are in these voices."""

    def __init__(
        self, theme: Theme, voices: tuple[Voice, ...], side: int = 2 * UNIT, gap: int = UNIT
    ) -> None:
        """Take the voice of each line, and the space beside and above the text, in pixels."""
        super().__init__()
        self._theme, self._voices, self._side, self._gap = theme, voices, side, gap
        self._icons = Icons(theme)
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        """Of the row that is being drawn."""
        self._take_theme()
        theme.changed.connect(self._take_theme)

    def height(self) -> int:
        """Return the height of every row, in whole halves of a unit."""
        lines = sum(QFontMetrics(font).height() for font in self._fonts)
        between = HALF * (len(self._fonts) - 1)
        return -(-(lines + between + 2 * self._gap) // HALF) * HALF

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40 * UNIT, self.height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        area: QRect = option.rect
        self._mirror = Mirror(area, option.direction)
        painter.save()
        self._ground(painter, area, option.state)
        inner = area.adjusted(self._side, self._gap, -self._side, -self._gap)
        top = inner.top()
        for cells, font in zip(entry.lines, self._fonts, strict=True):
            self._line(painter, QRect(inner.left(), top, inner.width(), 0), cells, font)
            top += QFontMetrics(font).height() + HALF
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & FLAG.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(self._mirror.rect(bar), theme.colour("accent"))
        elif state & FLAG.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        line = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(line, theme.colour("hairline"))
        if state & FLAG.State_HasFocus:
            painter.setPen(theme.colour("accent_text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _line(self, painter: QPainter, place: QRect, cells: tuple[Cell, ...], font: QFont) -> None:
        """Draw the cells of a line, each in its share of the width."""
        room = place.width() - (len(cells) - 1) * 2 * UNIT
        shares, left = sum(cell.share for cell in cells), place.left()
        for number, cell in enumerate(cells):
            own = font
            if number and font.weight() > QFont.Weight.Normal:
                own = self._theme.text_font()  # one voice of a line is strong
            width = room * cell.share // shares
            self._cell(painter, QRect(left, place.top(), width, 0), cell, own)
            left += width + 2 * UNIT

    def _cell(self, painter: QPainter, place: QRect, cell: Cell, font: QFont) -> None:
        metrics, theme = QFontMetrics(font), self._theme
        if cell.icon:
            top = place.top() + (metrics.height() - SIGN) // 2 + 1
            sign = QRect(place.left(), top, SIGN, SIGN)
            self._icons.draw(painter, self._mirror.rect(sign), cell.icon, cell.colour)
            place = place.adjusted(SIGN + HALF + 2, 0, 0, 0)
        # Drawn alone, a text that follows its script needs no isolate, which would hide the script.
        text = cell.text.strip(ISOLATES) if cell.follows else cell.text
        leftwards = cell.follows and reads_leftwards(text)
        cut = metrics.elidedText(text, ELIDE, place.width())
        painter.setFont(font)
        painter.setPen(theme.colour(cell.colour))
        baseline, mirror = place.top() + metrics.ascent(), self._mirror
        if cell.follows:
            mirror.own_text(painter, place, baseline, cut, leftwards=leftwards)
            return
        cut = cut if mirror.leftwards else f"{LEFT_TO_RIGHT}{cut}{LEFT_TO_RIGHT}"
        left = place.right() + 1 - metrics.horizontalAdvance(cut) if cell.at_right else place.left()
        mirror.text(painter, left, baseline, cut)

    @Slot()
    def _take_theme(self) -> None:
        theme = self._theme
        made = {
            Voice.STRONG: theme.strong_font(),
            Voice.TEXT: theme.text_font(),
            Voice.SMALL: theme.small_font(),
        }
        self._fonts = tuple(made[voice] for voice in self._voices)
        self.sizeHintChanged.emit(QModelIndex())  # the list lays its rows out anew
