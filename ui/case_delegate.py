"""How a case is drawn in the list: name and age, two lines of what was said last, chips.

In a list that is narrow for its texts the age stands below, with the chips, and one line of
what was said is left: a name is not cut for them. Customers' words are drawn as plain text;
every row has the same height. Fonts and their measures are kept till the theme is another
one: a page of rows is drawn in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.cases import CaseRow, CaseState
from console.domain.priority import Priority, judge
from console.language import tr
from ui import account_marks, case_words, priority_words, words
from ui.account_marks import AccountMarks
from ui.icons import Icons
from ui.inbox_model import HIT, ROW
from ui.mirror import Mirror
from ui.override import override
from ui.plain import isolated, tip
from ui.text_layout import reads_leftwards
from ui.theme import BAR, HALF, UNIT, Theme

if TYPE_CHECKING:
    from console.domain.searching import Hit
    from ui.search_snippet import SnippetPainter

SIDE = 2 * UNIT
TOP = UNIT + 2
DOT = 7
MARK = 14
"""Size of the disc of an account."""
SIGN = 12
"""Size of the phone sign beside the age."""
CHIP_PAD = 6
WIDEST_CHIP = 96
NARROW, FEWEST = 22, 4
"""A row of fewer letters is narrow; a chip of fewer says nothing."""
LEVEL_TOKENS = {
    Priority.LOW: "quiet",
    Priority.NORMAL: "quiet",
    Priority.HIGH: "warn",
    Priority.URGENT: "danger",
}
KEPT_LINES = 400
"""Of so many snippets it is remembered where their first line ends."""
FLAG = QStyle.StateFlag
ELIDE = Qt.TextElideMode.ElideRight
WRAP = QTextOption()
WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class CaseDelegate(QStyledItemDelegate):
    """Draws `CaseRow`s, and a quiet placeholder where one is not loaded."""

    def __init__(
        self, theme: Theme, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._now, self._icons = theme, now, Icons(theme)
        self.usual_state = CaseState.NEEDS_REPLY
        """The state that rows do not say."""
        self.marks = AccountMarks()
        """Whose a case is, where there are several accounts."""
        self.hours: BusinessHours = ALWAYS
        """The hours by which is told what is due."""
        self._first_line_of = lru_cache(KEPT_LINES)(_first_line)
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        """Of the row that is being drawn."""
        self._take_theme()
        theme.changed.connect(self._take_theme)

    @cached_property
    def _found(self) -> SnippetPainter:
        """Return what draws hits: the first paint has none."""
        from ui.search_snippet import SnippetPainter

        return SnippetPainter(self._theme)

    def looks(self) -> tuple[object, ...]:
        """Return what the drawing of a row follows from beside the row; another each second."""
        second, waits = self._now().replace(microsecond=0), self._theme.icons_wait
        return second, self.usual_state, self.hours, waits, self._measured, self.marks.stamp

    def ground(self) -> QColor:
        """Return the colour that rows are drawn on."""
        return self._theme.colour("window")

    def height(self) -> int:
        """Return the height of every row."""
        return 2 * TOP + self._bolds.height() + HALF + 2 * self._smalls.height()

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
        painter.save()
        # A letter can carry a hundred accents, which would stand over the rows around.
        painter.setClipRect(option.rect, Qt.ClipOperation.IntersectClip)
        self._paint(painter, option, index)
        painter.restore()

    def _paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW)
        area: QRect = option.rect
        inner = area.adjusted(SIDE, TOP, -SIDE, -TOP)
        self._mirror = Mirror(area, option.direction)
        self._ground(painter, area, option.state)
        if not isinstance(row, CaseRow):
            self._placeholder(painter, inner)
            return
        if row.unread:
            self._dot(painter, inner)
        hit: Hit | None = index.data(HIT)
        narrow = inner.width() < NARROW * self._texts.averageCharWidth()
        ends = self._first_row(painter, inner, row, hit, narrow=narrow)
        end = self._chips(painter, inner, row, ends if narrow else None)
        top = inner.top() + self._bolds.height() + HALF
        dark = row.unread or bool(option.state & FLAG.State_Selected)
        painter.setPen(self._theme.colour("text" if dark else "quiet"))
        place = QRect(inner.left(), top, inner.width(), 0)
        if hit is None:
            self._snippet(painter, place, inner.left() if narrow else end, row)
        else:
            self._found.draw(painter, place, inner.left() if narrow else end, hit, self._mirror)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Say what the count-down of a row counts, and what its reach means."""
        row = index.data(ROW)
        said = ""
        if isinstance(row, CaseRow):
            due = case_words.due_in_words(row, self._now(), self.hours)
            account = self.marks.of(row.account_id)
            whose = (
                ""
                if account is None
                else tr("with @{handle}").format(handle=isolated(account.handle))
            )
            facts = (due, case_words.reach_in_words(row), whose)
            said = "\n".join(f"{fact[:1].upper()}{fact[1:]}" for fact in facts if fact)
        QToolTip.showText(event.globalPos(), tip(said), view)
        return bool(said)

    @Slot()
    def _take_theme(self) -> None:
        theme = self._theme
        self._text_font, self._bold_font = theme.text_font(), theme.strong_font()
        self._small_font, self._chip_font = theme.small_font(), theme.chip_font()
        self._texts, self._bolds = QFontMetrics(self._text_font), QFontMetrics(self._bold_font)
        self._smalls, self._chip_metrics = (
            QFontMetrics(self._small_font),
            QFontMetrics(self._chip_font),
        )
        self._sign_font = QFont(self._small_font)
        self._sign_font.setWeight(QFont.Weight.Bold)
        self._signs = QFontMetrics(self._sign_font)
        self._first_line_of.cache_clear()
        self._measured = object()

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

    def _placeholder(self, painter: QPainter, inner: QRect) -> None:
        """Draw bars where name, age and snippet will stand."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        line, wide = self._smalls.height(), inner.width()
        below = inner.top() + self._bolds.height() + HALF
        for top, left, width in (
            (inner.top() + 2, 0, wide * 2 // 5),
            (inner.top() + 2, wide - 5 * UNIT, 5 * UNIT),
            (below, 0, wide),
            (below + line, 0, wide * 3 // 5),
        ):
            bar = QRect(inner.left() + left, top + 3, width, line - 6)
            painter.drawRoundedRect(self._mirror.rect(bar), HALF, HALF)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _dot(self, painter: QPainter, inner: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("unread"))
        middle = inner.top() + self._bolds.height() // 2 + 1
        dot = QRect(inner.left() - SIDE // 2 - DOT // 2, middle - DOT // 2, DOT, DOT)
        painter.drawEllipse(self._mirror.rect(dot))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _first_row(
        self, painter: QPainter, inner: QRect, row: CaseRow, hit: Hit | None, *, narrow: bool
    ) -> int:
        """Draw name, handle, the sign of a case that only has calls, and age; of a hit, its own.

        Return where the age begins, which is in the last line of a narrow row.
        """
        theme, smalls, mirror = self._theme, self._smalls, self._mirror
        font, metrics = (
            (self._bold_font, self._bolds) if row.unread else (self._text_font, self._texts)
        )
        baseline = inner.top() + self._bolds.ascent()
        now = self._now()
        said, token = case_words.when(row, self.usual_state, now, self.hours)
        if hit is not None:
            said, token = words.age(hit.at, now), "quiet"
        right = inner.right() + 1 - smalls.horizontalAdvance(said)
        below = inner.bottom() + 1 - smalls.descent() if narrow else baseline
        painter.setFont(self._small_font)
        painter.setPen(theme.colour(token))
        mirror.text(painter, right, below, said)
        age = right = self._priority(painter, right, below, judge(row, now).level)
        if narrow:
            right = inner.right() + 1
        if case_words.only_calls(row):
            right -= SIGN + HALF
            top = baseline - smalls.ascent() + (smalls.height() - SIGN) // 2
            sign = mirror.rect(QRect(right, top, SIGN, SIGN))
            self._icons.draw(painter, sign, "phone", "call")
        account = self.marks.of(row.account_id)
        if account is not None:
            right -= MARK + HALF
            top = inner.top() + (self._bolds.height() - MARK) // 2
            disc = mirror.rect(QRect(right, top, MARK, MARK))
            account_marks.draw(painter, disc, account, theme)
        room = right - UNIT - inner.left()
        name = metrics.elidedText(row.name or case_words.NO_NAME, ELIDE, room)
        left = inner.left() + metrics.horizontalAdvance(name) + UNIT
        if row.handle and row.handle != row.name and right - UNIT - left > 4 * UNIT:
            handle = smalls.elidedText(f"@{row.handle}", ELIDE, right - UNIT - left)
            painter.setFont(self._small_font)
            painter.setPen(theme.colour("quiet"))
            mirror.text(painter, left, baseline, handle)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if row.name else "quiet"))
        mirror.text(painter, inner.left(), baseline, name)
        return age

    def _snippet(self, painter: QPainter, place: QRect, chips_left: int, row: CaseRow) -> None:
        metrics = self._smalls
        text = case_words.snippet(row)
        end, leftwards = self._first_line_of(text, self._small_font, place.width())
        painter.setFont(self._small_font)
        line = QRect(place.left(), place.top(), place.width(), metrics.height())
        first, rest = text[:end].rstrip(), text[end:].strip()
        if rest and chips_left <= place.left():  # there is no second line
            first = metrics.elidedText(f"{first} {rest}", ELIDE, line.width())
        self._draw_line(painter, line, first, leftwards=leftwards)
        line = line.translated(0, metrics.height())
        line.setRight(chips_left)
        if rest and line.width() > 3 * UNIT:
            cut = metrics.elidedText(rest, ELIDE, line.width())
            self._draw_line(painter, line, cut, leftwards=leftwards)

    def _draw_line(self, painter: QPainter, place: QRect, text: str, *, leftwards: bool) -> None:
        """Draw a line that begins at its own side, also where it ends in the sign of a cut."""
        # At its baseline, for a box would cut off letters of other fonts.
        baseline = place.top() + painter.fontMetrics().ascent()
        self._mirror.own_text(painter, place, baseline, text, leftwards=leftwards)

    def _priority(self, painter: QPainter, right: int, baseline: int, level: Priority) -> int:
        """Draw the sign of a level left of a place; return where it begins."""
        sign = priority_words.SIGNS[level]
        if not sign:
            return right
        right -= HALF + self._signs.horizontalAdvance(sign)
        painter.setFont(self._sign_font)
        painter.setPen(self._theme.colour(LEVEL_TOKENS[level]))
        self._mirror.text(painter, right, baseline, sign)
        return right

    def _chips(
        self, painter: QPainter, inner: QRect, row: CaseRow, before: int | None = None
    ) -> int:
        """Draw the chips at the end of the last line; return where the first of them begins.

        The weightiest is at the very end; those that find no room are left out. `before` is
        where what else stands at the end of the line begins.
        """
        right = inner.right() + 1 if before is None else before - UNIT
        most = inner.left() + (inner.width() * 2 // 5 if before is None else 0)
        theme, metrics = self._theme, self._chip_metrics
        widest = theme.room_for(WIDEST_CHIP)
        if before is not None:
            widest = min(widest, right - most - 2 * CHIP_PAD)
        height = metrics.height() + 2
        found = case_words.chips(row, self.usual_state, self._now())
        if not found or widest < FEWEST * metrics.averageCharWidth():
            return right
        painter.setFont(self._chip_font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for text, token in found:
            said = metrics.elidedText(text, ELIDE, widest)
            width = metrics.horizontalAdvance(said) + 2 * CHIP_PAD
            if right - width < most and (right <= inner.right() or before is not None):
                break
            box = QRect(right - width, inner.bottom() + 1 - height, width, height)
            box = self._mirror.rect(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_ground_of(theme, token))
            painter.drawRoundedRect(box, height / 2, height / 2)
            painter.setPen(theme.colour(token))
            painter.save()
            painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
            self._mirror.take(painter)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
            painter.restore()
            right -= width + HALF
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return right - HALF


def _ground_of(theme: Theme, token: str) -> QColor:
    ground = theme.colour(token)
    ground.setAlpha(26)
    return ground


def _first_line(text: str, font: QFont, width: int) -> tuple[int, bool]:
    """Return the index of the code point at which the first line of a text ends.

    And whether the text begins at the right.
    """
    layout = QTextLayout(text, font)
    layout.setTextOption(WRAP)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    return _index_of(text, line.textLength()), reads_leftwards(text)


def _index_of(text: str, units: int) -> int:
    """Return the index of the code point at which `units` of Qt's UTF-16 units end."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return units
    for index, char in enumerate(text):
        if units <= 0:
            return index
        units -= 2 if char > "\uffff" else 1
    return len(text)
