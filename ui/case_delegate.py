"""How a case is drawn in the list: name and age, two lines of what was said last, chips.

Customers' words are drawn as plain text; every row has the same height.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.domain.cases import CaseRow, CaseState
from console.domain.messages import Direction
from ui import words
from ui.inbox_model import ROW
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

SIDE = 2 * UNIT
TOP = UNIT + 2


class CaseDelegate(QStyledItemDelegate):
    """Draws `CaseRow`s."""

    def __init__(
        self, theme: Theme, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now
        self.show_states = False
        """Whether rows say their state: where a view mixes them."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        name = QFontMetrics(self._theme.strong_font()).height()
        line = QFontMetrics(self._theme.small_font()).height()
        return QSize(200, 2 * TOP + name + HALF + 2 * line)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, CaseRow):
            return
        painter.save()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._ground(painter, area, state)
        inner = area.adjusted(SIDE, TOP, -SIDE, -TOP)
        below = self._first_line(painter, inner, row)
        chips_left = self._chips(painter, inner, row)
        self._snippet(painter, QRect(inner.left(), below, inner.width(), 0), chips_left, row)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, theme.colour("chosen"))
            painter.fillRect(QRect(area.left(), area.top(), BAR, area.height()), _accent(theme))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        else:
            painter.fillRect(
                QRect(area.left() + SIDE, area.bottom(), area.width() - SIDE, 1),
                theme.colour("hairline"),
            )

    def _first_line(self, painter: QPainter, inner: QRect, row: CaseRow) -> int:
        """Draw name, handle and age; return where the next line begins."""
        theme = self._theme
        name_font, small = theme.strong_font(), theme.small_font()
        names, smalls = QFontMetrics(name_font), QFontMetrics(small)
        baseline = inner.top() + names.ascent()
        said = words.age(row.last_at, self._now())
        right = inner.right() + 1 - smalls.horizontalAdvance(said)
        painter.setFont(small)
        painter.setPen(theme.colour("quiet"))
        painter.drawText(right, baseline, said)
        room = right - UNIT - inner.left()
        name = names.elidedText(row.name or "Unknown", Qt.TextElideMode.ElideRight, room)
        left = inner.left() + names.horizontalAdvance(name) + UNIT
        if row.handle and right - UNIT - left > 4 * UNIT:
            handle = smalls.elidedText(
                f"@{row.handle}", Qt.TextElideMode.ElideRight, right - UNIT - left
            )
            painter.drawText(left, baseline, handle)
        painter.setFont(name_font)
        painter.setPen(theme.colour("text"))
        painter.drawText(inner.left(), baseline, name)
        return inner.top() + names.height() + HALF

    def _snippet(self, painter: QPainter, place: QRect, chips_left: int, row: CaseRow) -> None:
        font = self._theme.small_font()
        metrics = QFontMetrics(font)
        words_of_it = ADDRESSEES.sub("", row.snippet) or row.snippet
        text = words_of_it if row.last_direction is Direction.IN else f"You: {words_of_it}"
        layout = QTextLayout(text, font)
        layout.setTextOption(WRAP)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width())
        line.setPosition(QPointF(0, 0))
        layout.endLayout()
        painter.setPen(self._theme.colour("quiet"))
        painter.setFont(font)
        layout.draw(painter, QPointF(place.left(), place.top()))
        rest = text[_utf16_index(text, line.textLength()) :]
        room = chips_left - place.left()
        if rest.strip() and room > 3 * UNIT:
            elided = metrics.elidedText(rest.strip(), Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                place.left(), place.top() + metrics.height() + metrics.ascent(), elided
            )

    def _chips(self, painter: QPainter, inner: QRect, row: CaseRow) -> int:
        """Draw the chips at the right of the last line; return how far left they reach."""
        theme = self._theme
        font = theme.chip_font()
        metrics = QFontMetrics(font)
        height = metrics.height() + 2
        right = inner.right() + 1
        painter.setFont(font)
        for text, token in reversed(chips(row, with_state=self.show_states)):
            width = metrics.horizontalAdvance(text) + 2 * 6
            box = QRect(right - width, inner.bottom() + 1 - height, width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_ground_of(theme, token))
            painter.drawRoundedRect(box, height / 2, height / 2)
            painter.setPen(theme.colour(token))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            right -= width + HALF
        return right - HALF


ADDRESSEES = re.compile(r"^(?:@\w+\s+)+")
"""The handles that an answer begins with say nothing in a snippet."""
WRAP = QTextOption()
WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


def chips(row: CaseRow, *, with_state: bool) -> list[tuple[str, str]]:
    """Return the chips of a case as (words, colour token), the most pressing last."""
    found = []
    if with_state and row.state is not CaseState.NEEDS_REPLY:
        found.append((row.state.value.replace("_", " "), "quiet"))
    if row.called_first:
        found.append(("called first", "accent_text"))
    elif row.calls and row.first_post_at is None:
        found.append(("call", "quiet"))
    if row.has_draft:
        found.append(("draft", "quiet"))
    if row.trouble:
        found.append(("needs you", "danger"))
    elif row.outbox:
        found.append((f"{row.outbox} to send", "accent_text"))
    return found


def _accent(theme: Theme) -> QColor:
    return theme.colour("accent")


def _ground_of(theme: Theme, token: str) -> QColor:
    ground = theme.colour(token)
    ground.setAlpha(26)
    return ground


def _utf16_index(text: str, units: int) -> int:
    """Return the index of the code point at which `units` of Qt's UTF-16 units end."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return units
    for index, char in enumerate(text):
        if units <= 0:
            return index
        units -= 2 if char > "\uffff" else 1
    return len(text)
