"""How an answer of the outbox is drawn: who and when, how it stands, what it says and how far.

Customers' words are drawn as plain text; every row has the same height, and the first of
its group a heading above it. What is said is `ui.outbox_words`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPolygonF

from console.domain.outbox import OutboxEntry
from ui import outbox_words
from ui.icons import Icons
from ui.mirror import Mirror
from ui.outbox_words import Group, Mark
from ui.text_layout import reads_leftwards
from ui.theme import BAR, HALF, UNIT, Theme

SIDE = 2 * UNIT
TOP = UNIT + 2
SIGN = 12
MARK = 7
"""Width of a part's mark; with the space behind it the next one begins after `MARK_STEP`."""
MARK_STEP = 10
MOST_MARKS = 6
"""More parts than that are shown as a bar that fills."""
BAR_WIDTH = 5 * UNIT
MARK_COLOURS = {Mark.ASKS: "danger", Mark.PUBLIC: "ok"}
"""As in the pane of the case."""
ELIDE = Qt.TextElideMode.ElideRight
LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Look:
    """What pointer and keys do to a row at this moment."""

    chosen: bool = False
    focused: bool = False
    pointed: bool = False


class OutboxDelegate:
    """Measures and draws `OutboxEntry`s, their headings, and placeholders for them."""

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        self._theme, self._now, self._icons = theme, now, Icons(theme)
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        """Of the row that is being drawn."""
        self.take_fonts()

    def take_fonts(self) -> None:
        """Take the fonts of the theme as they are now."""
        theme = self._theme
        self._text, self._bold, self._small = (
            theme.text_font(),
            theme.strong_font(),
            theme.small_font(),
        )
        self._texts, self._bolds = QFontMetrics(self._text), QFontMetrics(self._bold)
        self._smalls = QFontMetrics(self._small)
        self._heading_height = self._smalls.height() + 2 * UNIT
        self._height = 2 * TOP + self._bolds.height() + HALF + 2 * self._smalls.height() + 2

    def height(self, heading: str) -> int:
        """Return the height of a row with the heading over it."""
        return self._height + self._heading_height if heading else self._height

    def paint(
        self,
        painter: QPainter,
        entry: OutboxEntry,
        area: QRect,
        look: Look,
        *,
        heading: str,
        with_account: bool,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    ) -> None:
        """Draw an answer into its row."""
        self._mirror = Mirror(area, direction)
        if heading:
            self._heading(painter, area, heading)
            area = area.adjusted(0, self._heading_height, 0, 0)
        self._ground(painter, area, look)
        inner = area.adjusted(SIDE, TOP, -SIDE, -TOP)
        self._head(painter, inner, entry)
        line = QRect(0, 0, inner.width(), self._smalls.height())
        self._state(painter, line.translated(inner.left(), self._below(inner)), entry)
        last = line.translated(inner.left(), self._below(inner) + line.height() + 2)
        last.setRight(self._progress(painter, last, entry))
        said = outbox_words.first_line(entry, with_account=with_account)
        painter.setPen(self._theme.colour("quiet"))
        self._line(painter, last, said)

    def paint_placeholder(
        self,
        painter: QPainter,
        area: QRect,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    ) -> None:
        """Draw bars where an answer will stand."""
        self._mirror = Mirror(area, direction)
        inner = area.adjusted(SIDE, TOP, -SIDE, -TOP)
        wide, line = inner.width(), self._smalls.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        below = self._below(inner)
        for top, left, width in (
            (inner.top() + 2, 0, wide * 2 // 5),
            (inner.top() + 2, wide - 8 * UNIT, 8 * UNIT),
            (below, 0, wide * 3 // 5),
            (below + line + 2, 0, wide * 4 // 5),
        ):
            bar = QRect(inner.left() + left, top + 3, width, line - 6)
            painter.drawRoundedRect(self._mirror.rect(bar), HALF, HALF)
        painter.restore()

    def _below(self, inner: QRect) -> int:
        return inner.top() + self._bolds.height() + HALF

    def _heading(self, painter: QPainter, area: QRect, heading: str) -> None:
        place = QRect(area.left(), area.top(), area.width(), self._heading_height)
        painter.fillRect(place, self._theme.colour("panel"))
        painter.fillRect(
            place.adjusted(0, place.height() - 1, 0, 0), self._theme.colour("hairline")
        )
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("quiet"))
        self._mirror.boxed(painter, place.adjusted(SIDE, 0, -SIDE, -1), LEFT | MIDDLE, heading)

    def _ground(self, painter: QPainter, area: QRect, look: Look) -> None:
        theme = self._theme
        if look.chosen:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(self._mirror.rect(bar), theme.colour("accent"))
        elif look.pointed:
            painter.fillRect(area, theme.colour("hover"))
        if look.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        else:
            line = QRect(area.left() + SIDE, area.bottom(), area.width() - SIDE, 1)
            painter.fillRect(self._mirror.rect(line), theme.colour("hairline"))

    def _head(self, painter: QPainter, inner: QRect, entry: OutboxEntry) -> None:
        """Draw name, handle and time."""
        theme, smalls = self._theme, self._smalls
        asks = outbox_words.group(entry) is Group.NEEDS_YOU
        font, metrics = (self._bold, self._bolds) if asks else (self._text, self._texts)
        baseline = inner.top() + self._bolds.ascent()
        when = outbox_words.when(entry, self._now())
        right = inner.right() + 1 - smalls.horizontalAdvance(when)
        painter.setFont(self._small)
        painter.setPen(theme.colour("quiet"))
        self._mirror.text(painter, right, baseline, when)
        right -= UNIT
        name = metrics.elidedText(outbox_words.name(entry), ELIDE, right - inner.left())
        left = inner.left() + metrics.horizontalAdvance(name) + UNIT
        if entry.handle and entry.name not in ("", entry.handle) and right - left > 4 * UNIT:
            handle = smalls.elidedText(f"@{entry.handle}", ELIDE, right - left)
            self._mirror.text(painter, left, baseline, handle)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        self._mirror.text(painter, inner.left(), baseline, name)

    def _state(self, painter: QPainter, place: QRect, entry: OutboxEntry) -> None:
        """Draw how it stands: a sign and its words."""
        now = self._now()
        icon, token = outbox_words.sign(entry, now)
        top = place.top() + (place.height() - SIGN) // 2
        seen = self._mirror.rect(QRect(place.left(), top, SIGN, SIGN))
        self._icons.draw(painter, seen, icon, token)
        asks = outbox_words.group(entry) is Group.NEEDS_YOU
        painter.setPen(self._theme.colour("danger" if asks else "text"))
        beside = place.adjusted(SIGN + HALF + 2, 0, 0, 0)
        painter.setFont(self._small)
        said = self._smalls.elidedText(outbox_words.state(entry, now), ELIDE, beside.width())
        self._mirror.text(painter, beside.left(), beside.top() + self._smalls.ascent(), said)

    def _line(self, painter: QPainter, place: QRect, text: str) -> None:
        painter.setFont(self._small)
        cut = self._smalls.elidedText(text, ELIDE, place.width())
        leftwards, baseline = reads_leftwards(text), place.top() + self._smalls.ascent()
        self._mirror.own_text(painter, place, baseline, cut, leftwards=leftwards)

    def _progress(self, painter: QPainter, place: QRect, entry: OutboxEntry) -> int:
        """Draw at the end how far it is; return where that begins."""
        marks, said = outbox_words.marks(entry), outbox_words.progress(entry)
        if len(marks) == 1:
            return place.right()
        left = place.right() + 1 - self._smalls.horizontalAdvance(said)
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("quiet"))
        self._mirror.text(painter, left, place.top() + self._smalls.ascent(), said)
        left -= UNIT if said else 0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = place.top() + place.height() / 2
        if len(marks) > MOST_MARKS:
            left -= BAR_WIDTH
            self._bar(painter, QPointF(left, middle), outbox_words.share_done(entry))
        else:
            left -= len(marks) * MARK_STEP - (MARK_STEP - MARK)
            for number, mark in enumerate(marks):
                at = QPointF(left + number * MARK_STEP + MARK / 2, middle)
                self._mark(painter, self._mirror.point(at), mark)
        painter.restore()
        return left - UNIT

    def _bar(self, painter: QPainter, start: QPointF, share: float) -> None:
        whole = QRectF(start.x(), start.y() - 2, BAR_WIDTH, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hairline"))
        painter.drawRoundedRect(self._mirror.rect_f(whole), 2, 2)
        whole.setWidth(BAR_WIDTH * share)
        painter.setBrush(self._theme.colour("quiet"))
        painter.drawRoundedRect(self._mirror.rect_f(whole), 2, 2)

    def _mark(self, painter: QPainter, middle: QPointF, mark: Mark) -> None:
        colour = self._theme.colour(MARK_COLOURS.get(mark, "quiet"))
        half = MARK / 2
        painter.setPen(colour)
        painter.setBrush(colour if mark in (Mark.PUBLIC, Mark.ASKS) else Qt.BrushStyle.NoBrush)
        if mark is Mark.ASKS:
            points = [QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)]
            painter.drawPolygon(QPolygonF([middle + point for point in points]))
        elif mark is Mark.GONE:
            painter.drawLine(middle - QPointF(half, 0), middle + QPointF(half, 0))
        else:
            painter.drawEllipse(middle, half - 0.5, half - 0.5)
            if mark is Mark.UNDER_WAY:
                painter.setBrush(colour)
                painter.drawEllipse(middle, 0.5, 0.5)
