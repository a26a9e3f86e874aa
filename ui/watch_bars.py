"""The few bars that show how many posts a day a search found."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.language import numeral, tr, tr_in
from ui import plain, words
from ui.override import override
from ui.theme import HALF, UNIT, Theme

HIGH = 4 * UNIT
"""Of the bar of the day with the most posts."""


DAY = tr_in("date pattern", "dddd d MMMM")


class DayBars(QWidget):
    """A bar a day, its number above and its weekday below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._days: tuple[tuple[datetime, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Posts a day"))
        theme.changed.connect(self._take_theme)

    def show_days(self, days: tuple[tuple[datetime, int], ...]) -> None:
        """Show days (each begins at UTC midnight, but for a first that is cut), oldest first."""
        self._days = days
        told = [f"{words.dated(began.date(), DAY)}: {numeral(count)}" for began, count in days]
        plain.set_tip(self, "\n".join((tr("Days are UTC's; the first may be cut."), *told)))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(30 * UNIT, HIGH + 2 * self._letter().height() + HALF)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(16 * UNIT, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter, theme, letter = QPainter(self), self._theme, self._letter()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.chip_font())
        step = self.width() / len(self._days)
        most = max((count for _, count in self._days), default=0) or 1
        foot = letter.height() + HIGH
        for place, (began, count) in enumerate(self._days):
            area = QRectF(place * step, 0, step, foot)
            high = max(round(HIGH * count / most), 2 if count else 0)
            bar = QRectF(area.left() + HALF, foot - high, step - UNIT, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_text"))
            painter.drawRect(bar.toAlignedRect())
            painter.setPen(theme.colour("text" if count else "quiet"))
            above = QRectF(area.left(), bar.top() - letter.height(), step, letter.height())
            if letter.horizontalAdvance(numeral(count)) <= step:
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, numeral(count))
            painter.setPen(theme.colour("quiet"))
            below = QRectF(area.left(), foot + HALF, step, letter.height())
            painter.drawText(
                below, Qt.AlignmentFlag.AlignCenter, words.dated(began.date(), "ddd")[:2]
            )
        painter.fillRect(QRectF(0, foot, self.width(), 1), theme.colour("edge"))
        painter.end()

    def _letter(self) -> QFontMetrics:
        return QFontMetrics(self._theme.chip_font())

    @Slot()
    def _take_theme(self) -> None:
        self.updateGeometry()
        self.update()
