"""The stranger's view: what our last public posts are, before and after the draft.

A line that opens: below it a bar of the four shares, and each in words and numbers. The
shares differ by their pattern, not by their colour alone.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.domain.checks import Feed, FeedShare
from console.language import tr
from ui import check_words, plain
from ui.check_row import TEXT_AT
from ui.mirror import Mirror
from ui.override import override
from ui.part_delegate import PAD_ACROSS
from ui.pending_fold import FoldLine
from ui.theme import HALF, UNIT, Theme

BAR = UNIT + HALF
"""Height of a bar."""
SWATCH = 2 * UNIT
FOLD_EDGES = 6 * UNIT
"""What a line that opens has for its sign and its edges."""
LEAST = 3
"""A share that is not nothing is so wide at least."""
NOW, THEN = tr("Now"), tr("With this")
LOOKS = {
    FeedShare.SOLVED: ("ok", Qt.BrushStyle.SolidPattern),
    FeedShare.COMPLAINT: ("warn", Qt.BrushStyle.BDiagPattern),
    FeedShare.THANKS: ("call", Qt.BrushStyle.Dense5Pattern),
    FeedShare.OTHER: ("quiet", Qt.BrushStyle.NoBrush),
}
"""Colour and pattern by share: full, hatched, dotted, empty."""


class CheckFeed(QWidget):
    """The line and what it opens.

    Signals:
        turned: it was opened or folded, and wants other room.
    """

    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.fold = FoldLine(theme)
        self.fold.setParent(self)
        self.fold.setChecked(True)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shares = _Shares(theme, self)
        self.shares.hide()
        self._theme = theme
        self._feed: Feed | None = None
        self.fold.toggled.connect(self._turn)

    @property
    def is_open(self) -> bool:
        """Return whether a person opened it."""
        return not self.fold.isChecked()

    def show_feed(self, feed: Feed, handle: str) -> None:
        """Show this one; `handle` is ours, without the @."""
        self._feed = feed
        self._say()
        self.shares.show_feed(feed, handle)

    def height_for(self, _width: int) -> int:
        """Return how high it is, however wide."""
        below = 0 if self.fold.isChecked() else self.shares.sizeHint().height()
        return self.fold.sizeHint().height() + below

    def place(self, area: QRect) -> None:
        """Stand there."""
        self.setGeometry(area)
        line = self.fold.sizeHint().height()
        self.fold.setGeometry(0, 0, area.width(), line)
        self._say()
        self.shares.setGeometry(0, line, area.width(), self.shares.sizeHint().height())

    def take_theme(self) -> None:
        """Take the letters and colours of the theme in force."""
        self.fold.setFont(self._theme.small_font())
        self.shares.take_theme()

    def _say(self) -> None:
        """Say in the line as much as it has room for; all of it to whoever hears or asks."""
        if self._feed is None:
            return
        shorter, room = check_words.feed_short(self._feed), self.fold.width() - FOLD_EDGES
        metrics = self.fold.fontMetrics()
        fits = (each for each in shorter if metrics.horizontalAdvance(each) <= room)
        self.fold.show_text(next(fits, shorter[-1]))
        whole = check_words.feed(self._feed)
        self.fold.setAccessibleName(whole)
        plain.set_tip(self.fold, whole)

    @Slot(bool)
    def _turn(self, folded: bool) -> None:  # noqa: FBT001 - a signal's
        self.shares.setVisible(not folded)
        self.turned.emit()


class _Shares(QWidget):
    """Bars and numbers."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._feed: Feed | None = None
        self._handle = ""
        self.take_theme()

    @property
    def note(self) -> str:
        """Return what is said below the numbers; empty for nothing."""
        return check_words.feed_note(self._feed) if self._feed else ""

    def show_feed(self, feed: Feed, handle: str) -> None:
        """Show this one."""
        if (feed, handle) != (self._feed, self._handle):
            self._feed, self._handle = feed, handle
            said = check_words.feed_head(handle), check_words.feed(feed), self.note
            self.setAccessibleName(". ".join(each for each in said if each))
            self.update()

    @override
    def sizeHint(self) -> QSize:
        lines = 3 + len(FeedShare) + bool(self.note)
        return QSize(20 * UNIT, lines * self._line + 2 * UNIT + (HALF if self.note else 0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        feed, theme = self._feed, self._theme
        if feed is None:
            return
        painter = QPainter(self)
        painter.setFont(self._font)
        inner = self.rect().adjusted(TEXT_AT, 0, -PAD_ACROSS, 0)
        line = QRect(inner.left(), 0, inner.width(), self._line)
        painter.setPen(theme.colour("quiet"))
        self._say(painter, line, check_words.feed_head(self._handle))
        labels = max(self._metrics.horizontalAdvance(each) for each in (NOW, THEN)) + UNIT
        for label, counts in ((NOW, feed.before), (THEN, feed.after)):
            line.translate(0, self._line)
            painter.setPen(theme.colour("quiet"))
            self._say(painter, line, label)
            top = line.center().y() + 1 - BAR // 2
            self._draw_bar(painter, line.adjusted(labels, 0, 0, 0), top, counts)
        line.translate(0, UNIT)
        for share in FeedShare:
            line.translate(0, self._line)
            self._draw_number(painter, line, share, feed)
        painter.setPen(theme.colour("quiet"))
        self._say(painter, line.translated(0, self._line + HALF), self.note)
        painter.end()

    def _draw_bar(
        self, painter: QPainter, room: QRect, top: int, counts: dict[FeedShare, int]
    ) -> None:
        """Draw the shares of one time, each as wide as it is large."""
        there = [share for share in FeedShare if counts[share]]
        free = room.width() - (LEAST + 2) * len(there)
        total, left = sum(counts.values()), float(room.left())
        for share in there:
            width = LEAST + max(free, 0) * counts[share] / total
            self._draw_share(painter, QRectF(left, top, width, BAR), share)
            left += width + 2

    def _draw_number(self, painter: QPainter, line: QRect, share: FeedShare, feed: Feed) -> None:
        """Draw what a share is called and how many it is, and will be."""
        theme = self._theme
        swatch = QRectF(line.left(), line.center().y() + 1 - BAR // 2, SWATCH, BAR)
        self._draw_share(painter, swatch, share)
        painter.setPen(theme.colour("text"))
        beside = line.adjusted(SWATCH + UNIT, 0, 0, 0)
        by = check_words.change(feed, share)
        number, changed = str(feed.before[share]), f" → {feed.after[share]}  ({by})" if by else ""
        painter.setFont(self._strong)
        taken = painter.fontMetrics().horizontalAdvance(changed)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        Mirror.of(self).boxed(painter, line, right, changed)
        painter.setFont(self._font)
        Mirror.of(self).boxed(painter, line.adjusted(0, 0, -taken, 0), right, number)
        taken += self._metrics.horizontalAdvance(number) + UNIT
        self._say(painter, beside.adjusted(0, 0, -taken, 0), check_words.SHARE_NAMES[share])

    def _draw_share(self, painter: QPainter, area: QRectF, share: FeedShare) -> None:
        token, pattern = LOOKS[share]
        colour = self._theme.colour(token)
        painter.setPen(colour)
        painter.setBrush(QBrush(colour, pattern))
        painter.drawRect(Mirror.of(self).rect_f(area).adjusted(0, 0, -1, -1))

    def take_theme(self) -> None:
        """Take the letters and colours of the theme in force."""
        self._font = self._theme.small_font()
        self._strong = QFont(self._font)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self._font)
        self._line = max(self._metrics.height() + HALF // 2, 2 * UNIT)
        self.updateGeometry()
        self.update()

    def _say(self, painter: QPainter, line: QRect, text: str) -> None:
        metrics = painter.fontMetrics()
        said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        Mirror.of(self).boxed(painter, line, side, said)
