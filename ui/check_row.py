"""One finding in the list: its sign, its title, and why; the open one says all of it.

Draws itself, and tells nothing: what keys and clicks do is the list's. Customers' words may
stand in a sentence, so all is drawn as plain text.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.domain.checks import Finding, Severity
from ui import check_words, part_places, text_layout
from ui.icons import SIZE, Icons
from ui.mirror import Mirror
from ui.override import override
from ui.part_delegate import NARROWEST, PAD_ACROSS, PAD_DOWN
from ui.plain import isolated
from ui.theme import BAR, HALF, RADIUS, UNIT, Theme

TEXT_AT = PAD_ACROSS + SIZE + HALF
"""Where all texts of the list begin; the sign stands before it."""
CLOSED_LINES = 2
"""So many lines of `why` are shown of a finding that is not open."""
WIDTHS = 4
"""At so many widths a row stays laid out."""
TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
SIGNS = {
    Severity.STOP: ("stop", "danger"),
    Severity.WARNING: ("warning", "warn"),
    Severity.ADVICE: ("hint", "quiet"),
    Severity.OFFER: ("offer", "accent_text"),
}
"""Drawing and colour by severity: no two have the same drawing."""
TAKEN = ("check", "accent_text")
"""The same of a promise that is to be noted with Send."""


class _LaidOut(NamedTuple):
    """The texts of a row, broken into lines at one width."""

    why: QTextLayout
    lines: int
    """So many lines of it are shown."""
    cut: QTextLayout | None
    """What stands in the last of them, where more follows."""
    advice: QTextLayout | None
    height: int
    """Of the whole row."""


class CheckRow(QAbstractButton):
    """A finding; `finding` is None until one is shown.

    The open one stands on a ground with its buttons: that, and the ring of its focus, are
    drawn by what holds both.

    Signals:
        focus_came(bool): it has the focus; whether the Tab key brought it.
        focus_went: it has it no more.
    """

    focus_came = Signal(bool)
    focus_went = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self.is_open = self.is_taken = False
        self._theme, self._icons = theme, Icons(theme)
        self._laid_out: dict[int, _LaidOut] = {}
        self.take_theme()

    def show_finding(
        self, finding: Finding, place: tuple[int, int], *, is_open: bool, is_taken: bool
    ) -> None:
        """Show this one, all of it where it is open.

        `place` is its row, and how many there are; `is_taken`: its promise is to be noted
        with Send.
        """
        before, self.finding = self.finding, finding
        says_more = (is_open, is_taken) != (self.is_open, self.is_taken)
        self.is_open, self.is_taken = is_open, is_taken
        if says_more or before is None or _said(before) != _said(finding):
            self._laid_out.clear()
            self.setAccessibleName(check_words.spoken(finding, is_taken=is_taken))
            self.update()
        told = check_words.place(*place, is_open=is_open)
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)

    @property
    def least_seen(self) -> int:
        """Return how much of it is to be seen for it to be read: its title and a line."""
        metrics = QFontMetrics(self._title_font), QFontMetrics(self._font)
        return UNIT + sum(each.height() for each in metrics)

    def height_for(self, width: int) -> int:
        """Return how high it is where it is so wide."""
        return self._at(width).height

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height_for(self.width()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the list knows what the other keys do; a button would take arrows

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_came.emit(event.reason() in TABBED)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_went.emit()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.finding is None:
            return
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse() and not self.is_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
        if self.hasFocus() and not self.is_open:
            _draw_ring(painter, theme, whole)
        self._draw_title(painter, self.finding)
        self._draw_texts(painter)
        painter.end()

    def _draw_title(self, painter: QPainter, finding: Finding) -> None:
        metrics = QFontMetrics(self._title_font)
        line = QRect(TEXT_AT, UNIT, self.width() - TEXT_AT - PAD_ACROSS, metrics.height())
        sign = QRect(PAD_ACROSS, line.center().y() + 1 - SIZE // 2, SIZE, SIZE)
        mirror = Mirror.of(self)
        drawing = TAKEN if self.is_taken else SIGNS[finding.severity]
        self._icons.draw(painter, mirror.rect(sign), *drawing)
        painter.setFont(self._title_font)
        stops = finding.severity is Severity.STOP
        painter.setPen(self._theme.colour("danger" if stops else "text"))
        told = self.is_taken and not self.is_open  # else its button says so
        title = check_words.title(finding, is_taken=told)
        said = metrics.elidedText(title, Qt.TextElideMode.ElideRight, line.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        mirror.boxed(painter, line, side, said)

    def _draw_texts(self, painter: QPainter) -> None:
        laid_out, theme = self._at(self.width()), self._theme
        top = UNIT + QFontMetrics(self._title_font).height()
        left = Mirror.of(self).left(TEXT_AT, _room(self.width()))
        painter.setPen(theme.colour("text" if self.is_open else "quiet"))
        whole = laid_out.lines - (1 if laid_out.cut else 0)
        for number in range(whole):
            laid_out.why.lineAt(number).draw(painter, QPointF(left, top))
        if laid_out.cut:
            above = text_layout.height_of(laid_out.why, whole)
            laid_out.cut.lineAt(0).draw(painter, QPointF(left, top + above))
        if laid_out.advice is not None:
            top += text_layout.height_of(laid_out.why, laid_out.lines) + HALF
            painter.setPen(theme.colour("quiet"))
            laid_out.advice.draw(painter, QPointF(left, top))

    def _at(self, width: int) -> _LaidOut:
        if width not in self._laid_out:
            if len(self._laid_out) >= WIDTHS:  # while a window is drawn wider, each is a new one
                self._laid_out.clear()
            self._laid_out[width] = self._lay_out(width)
        return self._laid_out[width]

    def _lay_out(self, width: int) -> _LaidOut:
        finding, room = self.finding, _room(width)
        why = check_words.sentence(finding.why if finding else "")
        advice = check_words.sentence(finding.advice) if finding and self.is_open else ""
        laid_out = text_layout.lay_out(why, room, self._font, is_ours=True)
        lines, cut = laid_out.lineCount(), None
        if not self.is_open and lines > CLOSED_LINES:
            lines = CLOSED_LINES
            rest = why[part_places.code_points(why, laid_out.lineAt(lines - 1).textStart()) :]
            elide = Qt.TextElideMode.ElideRight
            # A little less: what fits for the metrics may be broken when it is laid out.
            shown = QFontMetrics(self._font).elidedText(rest, elide, room - HALF)
            cut = text_layout.lay_out(isolated(shown), room, self._font, is_ours=True)
        height = 2 * UNIT + QFontMetrics(self._title_font).height()
        height += text_layout.height_of(laid_out, lines)
        below = text_layout.lay_out(advice, room, self._font, is_ours=True) if advice else None
        if below is not None:
            height += HALF + text_layout.height_of(below, below.lineCount())
        return _LaidOut(laid_out, lines, cut, below, height)

    def take_theme(self) -> None:
        """Take the letters and colours of the theme in force."""
        self._font = self._theme.small_font()
        self._title_font = QFont(self._font)
        self._title_font.setWeight(QFont.Weight.DemiBold)
        self._laid_out.clear()
        self.update()


def _said(finding: Finding) -> tuple[object, ...]:
    """Return what is seen of a finding: not where its words stand, which changes by typing."""
    return finding.check, finding.severity, finding.why, finding.advice


def draw_ground(
    painter: QPainter, theme: Theme, area: QRectF, *, focused: bool, leftwards: bool = False
) -> None:
    """Draw what the open finding and its buttons stand on, and the bar that marks it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("chosen"))
    painter.drawRoundedRect(area, RADIUS, RADIUS)
    painter.setBrush(theme.colour("accent"))
    bar = area.adjusted(HALF, PAD_DOWN, 0, -PAD_DOWN)
    bar.setWidth(BAR)
    if leftwards:
        bar.moveRight(area.right() - HALF)
    painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
    if focused:
        _draw_ring(painter, theme, area)


def _draw_ring(painter: QPainter, theme: Theme, area: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent_text"), 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)


def _room(width: int) -> int:
    return max(width - TEXT_AT - PAD_ACROSS, NARROWEST)
