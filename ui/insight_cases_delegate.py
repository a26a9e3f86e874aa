"""How a case behind a figure is drawn: who, what it brings in, what was said last, where it stands.

What others wrote is drawn as plain text. Every row has the same height.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.domain.cases import CaseRow
from ui import case_words, words
from ui.insight_cases_model import ROW, VALUE
from ui.mirror import Mirror
from ui.override import override
from ui.plain import isolated, joined
from ui.theme import BAR, HALF, UNIT, Theme

SIDE = 2 * UNIT
FLAG = QStyle.StateFlag
ELIDE = Qt.TextElideMode.ElideRight


class InsightCaseDelegate(QStyledItemDelegate):
    """Draws three lines a case, and bars where one is not loaded."""

    def __init__(
        self, theme: Theme, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._now = theme, now
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        """Of the row that is being drawn."""
        self._take_theme()
        theme.changed.connect(self._take_theme)

    def height(self) -> int:
        """Return the height of every row."""
        return 2 * UNIT + self._bolds.height() + 2 * (self._smalls.height() + HALF // 2)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, self.height())

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area: QRect = option.rect
        self._mirror = Mirror(area, option.direction)
        inner = area.adjusted(SIDE, UNIT, -SIDE, -UNIT)
        self._ground(painter, area, option.state)
        row = index.data(ROW)
        if not isinstance(row, CaseRow):
            self._placeholder(painter, inner)
            return
        self._first_line(painter, inner, row, str(index.data(VALUE)))
        top = inner.top() + self._bolds.height() + HALF // 2
        snippet = isolated(case_words.snippet(row))
        self._line(painter, inner, top, snippet, "text")
        top += self._smalls.height() + HALF // 2
        facts = (
            words.STATES[row.state],
            isolated(row.touchpoint),
            words.age(row.last_at, self._now()),
        )
        self._line(painter, inner, top, joined(facts), "quiet")

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        chosen = bool(state & FLAG.State_Selected)
        if chosen:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(self._mirror.rect(bar), theme.colour("accent"))
        elif state & FLAG.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        if chosen and state & FLAG.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        else:
            line = QRect(area.left() + SIDE, area.bottom(), area.width() - SIDE, 1)
            painter.fillRect(self._mirror.rect(line), theme.colour("hairline"))

    def _first_line(self, painter: QPainter, inner: QRect, row: CaseRow, value: str) -> None:
        """Draw who it is, and at the right what the case brings in."""
        theme, baseline = self._theme, inner.top() + self._bolds.ascent()
        right = inner.right() + 1
        if value:
            said = self._bolds.elidedText(value, ELIDE, inner.width() // 2)
            right -= self._bolds.horizontalAdvance(said)
            painter.setFont(self._bold_font)
            painter.setPen(theme.colour("text"))
            self._mirror.text(painter, right, baseline, said)
            right -= UNIT
        known = isolated(row.name) or case_words.NO_NAME
        name = self._texts.elidedText(known, ELIDE, right - inner.left())
        painter.setFont(self._text_font)
        painter.setPen(theme.colour("text" if row.name else "quiet"))
        self._mirror.text(painter, inner.left(), baseline, name)
        left = inner.left() + self._texts.horizontalAdvance(name) + UNIT
        if row.handle and row.handle != row.name and right - left > 5 * UNIT:
            handle = self._smalls.elidedText(f"@{row.handle}", ELIDE, right - left)
            painter.setFont(self._small_font)
            painter.setPen(theme.colour("quiet"))
            self._mirror.text(painter, left, baseline, handle)

    def _line(self, painter: QPainter, inner: QRect, top: int, text: str, token: str) -> None:
        painter.setFont(self._small_font)
        painter.setPen(self._theme.colour(token))
        said = self._smalls.elidedText(text, ELIDE, inner.width())
        # At its baseline, for a box would cut off letters of other fonts.
        self._mirror.text(painter, inner.left(), top + self._smalls.ascent(), said)

    def _placeholder(self, painter: QPainter, inner: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        line = self._smalls.height()
        for number, share in enumerate((2, 5, 3)):
            top = inner.top() + number * (line + HALF) + 3
            box = QRect(inner.left(), top, inner.width() * share // 5, line - 6)
            painter.drawRoundedRect(self._mirror.rect(box), HALF, HALF)

    @Slot()
    def _take_theme(self) -> None:
        theme = self._theme
        self._text_font, self._bold_font = theme.text_font(), theme.strong_font()
        self._small_font = theme.small_font()
        self._texts, self._bolds = QFontMetrics(self._text_font), QFontMetrics(self._bold_font)
        self._smalls = QFontMetrics(self._small_font)
