"""The button at the lower right that leads to messages which came while one read above."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea

from console.language import numeral, tr
from ui import announcing
from ui.override import override
from ui.theme import HALF, UNIT, Theme


class NewMessagesPill(QAbstractButton):
    """Says how many came; hidden while there are none."""

    def __init__(self, theme: Theme, view: QAbstractScrollArea) -> None:
        super().__init__(view.viewport())
        self._theme, self._view = theme, view
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the End key does the same
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Go to the newest message (End)"))
        self.hide()

    def add(self, count: int) -> None:
        """Count so many more."""
        self._count += count
        self.setText(tr("{count} new ↓").format(count=numeral(self._count)))
        self.setAccessibleName(tr("{count} new below").format(count=numeral(self._count)))
        self.place()
        self.show()
        self.raise_()
        announcing.say(self, self.accessibleName())

    def forget(self) -> None:
        """Begin at none again."""
        self._count = 0
        self.hide()

    def place(self) -> None:
        """Go to the lower right of the view, to the edge of its messages."""
        size = self.sizeHint()
        place = QRect(QPoint(), size)
        corner = QPoint(2 * UNIT, 2 * UNIT)
        edge = QPoint(self._view.width() - 1, self._view.viewport().height() - 1)
        place.moveBottomRight(edge - corner)
        self.setGeometry(place)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.strong_font())
        height = metrics.height() + 2 * HALF
        return QSize(metrics.horizontalAdvance(self.text()) + height + UNIT, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = "text" if self.underMouse() or self.isDown() else "accent_text"
        painter.setPen(QPen(theme.colour(outline), 1))
        painter.setBrush(theme.colour("accent"))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(theme.strong_font())
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
