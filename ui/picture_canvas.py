"""One picture drawn at any size: fitted to its room, or zoomed and moved about.

Owns scale and place, nothing of where the picture comes from. 100 % is one dot of the
picture on one dot of the screen; a small picture is never blown up to fit.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.override import override
from ui.theme import UNIT

STEP = 1.25
"""One notch of the wheel, or one press of a key."""
NOTCH = 120
"""What Qt reports for one notch."""
MOST, LEAST = 8.0, 0.05
MARGIN = 2 * UNIT
"""Room around a picture that is fitted."""
EDGE_ALPHA = 32


class PictureCanvas(QWidget):
    """The picture, and wheel and mouse upon it.

    Signals:
        zoomed: the scale is another one.
    """

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._levels: tuple[QImage, ...] = ()
        self._size = QSizeF()
        self._fitted = True
        self._scale = 1.0
        self._centre = QPointF()
        """The point of the picture, in its dots, that is in the middle of the widget."""
        self._held: QPointF | None = None

    @property
    def scale(self) -> float:
        """Return how large the picture is drawn; 1 is its own size."""
        return self._scale

    @property
    def fitted(self) -> bool:
        """Return whether the picture is kept as large as its room allows."""
        return self._fitted

    def show_picture(self, levels: tuple[QImage, ...], size: QSize) -> None:
        """Show a picture, fitted; `levels` are itself and smaller ones of it."""
        self._levels, self._size = levels, QSizeF(size)
        self.fit()

    def clear(self) -> None:
        """Show nothing."""
        self.show_picture((), QSize())

    def fit(self) -> None:
        """Show the whole picture, also when the window becomes another size."""
        self._fitted = True
        self._centre = QPointF(self._size.width() / 2, self._size.height() / 2)
        self._set_scale(self._fitting())

    def zoom_to(self, scale: float, about: QPointF | None = None) -> None:
        """Draw at `scale`; the dot at `about` (of the widget, else its middle) stays there."""
        if not self._levels:
            return
        middle = QPointF(self.width() / 2, self.height() / 2)
        away = (about if about is not None else middle) - middle
        dot = self._centre + away / self._factor()
        self._fitted = False
        self._scale = min(max(scale, min(LEAST, self._fitting())), MOST)
        self._centre = dot - away / self._factor()
        self._set_scale(self._scale)

    def zoom_by(self, notches: float, about: QPointF | None = None) -> None:
        """Draw larger, or for negative `notches` smaller."""
        self.zoom_to(self._scale * STEP**notches, about)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self._set_scale(self._scale)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(event.angleDelta().y() / NOTCH, event.position())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._movable():
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._centre -= (event.position() - self._held) / self._factor()
            self._held = event.position()
            self._keep_in_sight()
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._show_cursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._fitted:
            self.zoom_to(1.0 if self._scale < 1 else 2.0, event.position())
        else:
            self.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._levels:
            return
        factor = self._factor()
        place = QRectF(QPointF(), self._size * factor)
        place.moveTopLeft(QPointF(self.width() / 2, self.height() / 2) - self._centre * factor)
        level = self._level()
        seen = place & QRectF(event.rect())
        ratio = level.width() / place.width()
        source = QRectF((seen.topLeft() - place.topLeft()) * ratio, seen.size() * ratio)
        painter = QPainter(self)
        # Enlarged, the dots of the picture are what there is to see.
        smooth = self._scale < 3
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        if level.hasAlphaChannel():  # drawn for white, as nearly all such pictures are
            painter.fillRect(seen, Qt.GlobalColor.white)
        painter.drawImage(seen, level, source)
        # A white picture on a white ground has an edge all the same.
        edge = self.palette().color(QPalette.ColorRole.WindowText)
        edge.setAlpha(EDGE_ALPHA)
        painter.setPen(QPen(edge, 0))
        painter.drawRect(place)
        painter.end()

    def _level(self) -> QImage:
        """Return the smallest level that has a dot for each dot of the screen."""
        wanted = ceil(self._size.width() * self._scale)
        return next(
            (one for one in reversed(self._levels) if one.width() >= wanted), self._levels[0]
        )

    def _factor(self) -> float:
        """Return how many of the widget's units one dot of the picture takes."""
        return self._scale / self.devicePixelRatioF()

    def _fitting(self) -> float:
        if self._size.isEmpty():
            return 1.0
        ratio = self.devicePixelRatioF()
        across = (self.width() - 2 * MARGIN) * ratio / self._size.width()
        down = (self.height() - 2 * MARGIN) * ratio / self._size.height()
        return max(min(across, down, 1.0), 0.001)

    def _set_scale(self, scale: float) -> None:
        self._scale = scale
        self._keep_in_sight()
        self._show_cursor()
        self.update()
        self.zoomed.emit()

    def _keep_in_sight(self) -> None:
        """Leave no gap at an edge while the picture is larger than its room."""
        half = QSizeF(self.size()) / (2 * self._factor())
        self._centre = QPointF(
            _within(self._centre.x(), half.width(), self._size.width()),
            _within(self._centre.y(), half.height(), self._size.height()),
        )

    def _movable(self) -> bool:
        shown = self._size * self._factor()
        return shown.width() > self.width() + 1 or shown.height() > self.height() + 1

    def _show_cursor(self) -> None:
        movable = bool(self._levels) and self._movable()
        self.setCursor(Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.ArrowCursor)


def _within(centre: float, half: float, whole: float) -> float:
    return whole / 2 if 2 * half >= whole else min(max(centre, half), whole - half)
