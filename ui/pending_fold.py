"""The line above answers on their way: how far they are; it folds what stands below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import plain
from ui.mirror import Mirror
from ui.override import override
from ui.theme import HALF, UNIT, Theme


class FoldLine(QAbstractButton):
    """The line that says how far the answers are; it folds what stands below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setFont(theme.small_font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Say this."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            plain.set_tip(self, text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(20 * UNIT, self.fontMetrics().height() + 2 * UNIT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(whole, self._theme.colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent_text"), 2))
            painter.drawRoundedRect(whole.adjusted(HALF, 3, -HALF, -3), HALF, HALF)
        painter.setPen(QPen(self._theme.colour("quiet"), 1.5))
        middle = QPointF(2.5 * UNIT, whole.center().y())
        bent = (
            ((-3, -1.5), (0, 1.5), (3, -1.5))
            if not self.isChecked()
            else ((-1.5, -3), (1.5, 0), (-1.5, 3))
        )
        mirror = Mirror.of(self)
        points = (middle + QPointF(x, y) for x, y in bent)
        painter.drawPolyline(QPolygonF([mirror.point(point) for point in points]))
        painter.setPen(self._theme.colour("text"))
        room = self.rect().adjusted(4 * UNIT, 0, -2 * UNIT, 0)
        said = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        mirror.boxed(painter, room, side, said)
