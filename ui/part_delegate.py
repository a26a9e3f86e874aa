"""How a part of an answer is drawn: a card with its text, its number and what is left."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from console.text.split import Part
from ui.override import override
from ui.parts_model import LEFT, PART
from ui.theme import HALF, RADIUS, UNIT, Theme

FLAGS = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_LONG_WORD = re.compile(r"\S{24,}")
_INSIDE = re.compile(r"(?<=[!-~])(?=[!-~])")
Index = QModelIndex | QPersistentModelIndex


class PartDelegate(QStyledItemDelegate):
    """Draws `Part`s."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.width = 200
        """Width of the view."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        part = index.data(PART)
        text = part.text if isinstance(part, Part) else ""
        small = QFontMetrics(self._theme.chip_font()).height()
        return QSize(100, self._text_height(text) + small + HALF + 2 * UNIT + UNIT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        part = index.data(PART)
        if not isinstance(part, Part):
            return
        area: QRect = option.rect
        theme = self._theme
        card = QRect(area.left(), area.top(), self.width - 1, area.height() - UNIT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("hairline"))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        inner = card.adjusted(UNIT, UNIT, -UNIT, -UNIT)
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour("text"))
        painter.drawText(inner, FLAGS, _breakable(part.text))
        painter.setFont(theme.chip_font())
        painter.setPen(theme.colour("quiet"))
        bottom = Qt.AlignmentFlag.AlignBottom
        count = index.model().rowCount()
        painter.drawText(
            inner, bottom | Qt.AlignmentFlag.AlignLeft, f"{index.row() + 1} of {count}"
        )
        left = index.data(LEFT)
        painter.drawText(inner, bottom | Qt.AlignmentFlag.AlignRight, f"{left} left")
        painter.restore()

    def _text_height(self, text: str) -> int:
        metrics = QFontMetrics(self._theme.small_font())
        room = QRect(0, 0, max(self.width - 1 - 2 * UNIT, 40), 100_000)
        return metrics.boundingRect(room, FLAGS, _breakable(text)).height()


def _breakable(text: str) -> str:
    """Return the text as drawn: only a word longer than a line may break inside.

    Qt's flags know breaks at words or anywhere; a zero-width space allows one in place.
    """
    return _LONG_WORD.sub(lambda match: _INSIDE.sub("\u200b", match[0]), text)
