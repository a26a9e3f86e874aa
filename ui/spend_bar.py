"""The thin bar that fills as a budget is spent, and the button that says the month with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.mirror import Mirror
from ui.override import override
from ui.spending_words import Fill, Level
from ui.theme import HALF, UNIT, Theme

BARS = {Level.FAR: "edge", Level.NEAR: "warn", Level.USED_UP: "danger"}
RING = 2
"""Width of what shows the focus."""
TEXTS = BARS | {Level.FAR: "quiet"}


class SpendBar(QWidget):
    """A bar alone; with nothing to fill it is not there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fill: Fill | None = None
        self.setFixedHeight(HALF)
        theme.changed.connect(self.update)

    def show_fill(self, fill: Fill | None) -> None:
        """Fill it; None hides it."""
        self._fill = fill
        self.setVisible(fill is not None)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fill is not None:
            painter = QPainter(self)
            draw(painter, self._theme, QRectF(self.rect()), self._fill, Mirror.of(self))
            painter.end()


class SpendButton(QAbstractButton):
    """What a month cost, the bar below it; a click leads to the whole story."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fill: Fill | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def tell(self, text: str, fill: Fill | None) -> None:
        """Say what the month cost; with a fill there is a bar below."""
        self.setText(text)
        self._fill = fill
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        bar = HALF + HALF // 2 if self._fill is not None else 0
        return QSize(
            metrics.horizontalAdvance(self.text()) + UNIT, metrics.height() + bar + HALF // 2 + HALF
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(5 * UNIT, self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            pen = QPen(theme.colour("accent_text"), RING)
            painter.setPen(pen if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            half = RING / 2
            ring = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(ring, HALF, HALF)
        inner = self.rect().adjusted(HALF, HALF // 2, -HALF, -HALF)
        painter.setPen(theme.colour("quiet" if self._fill is None else TEXTS[self._fill.level]))
        metrics = self.fontMetrics()
        said = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        mirror = Mirror.of(self)
        line = inner.adjusted(0, 0, 0, metrics.height() - inner.height())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        mirror.boxed(painter, line, side, said)
        if self._fill is not None:
            bar = QRectF(inner.left(), inner.bottom() + 1 - HALF, inner.width(), HALF)
            draw(painter, theme, bar, self._fill, mirror)
        painter.end()

    @Slot()
    def _take_theme(self) -> None:
        self.setFont(self._theme.small_font())
        self.updateGeometry()
        self.update()


def draw(painter: QPainter, theme: Theme, area: QRectF, fill: Fill, mirror: Mirror) -> None:
    """Draw a bar: an outline of its whole length, in it what is spent in its colour."""
    area = mirror.rect_f(area)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = area.height() / 2
    painter.setPen(theme.colour("hairline"))
    painter.setBrush(theme.colour("window"))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)
    if fill.share:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(BARS[fill.level]))
        width = max(area.width() * fill.share, area.height())
        left = area.right() - width if mirror.leftwards else area.left()
        spent = QRectF(left, area.top(), width, area.height())
        painter.drawRoundedRect(spent, radius, radius)
    painter.restore()
