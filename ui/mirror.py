"""Where things stand that are painted by hand, where the window's language runs leftwards.

Geometry is written as for a language that runs rightwards, and turned over here as by a
mirror in the middle of its area; nobody else does so. In a layout that runs rightwards all
answers are what was asked. Clicks are looked for in the turned places, so that what is
seen is what is met. A text is never turned: it reads as its letters say.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QWidget

RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


class Mirror:
    """An area, and whether what is put into it begins at its right."""

    __slots__ = ("_both", "area", "leftwards")

    def __init__(self, area: QRect, direction: Qt.LayoutDirection) -> None:
        self.area = area
        self.leftwards = direction == RIGHT_TO_LEFT
        self._both = area.left() + area.right() + 1
        """The sum of a place's left edge and of its mirror image's right one."""

    @classmethod
    def of(cls, widget: QWidget) -> Mirror:
        """Return the mirror of a whole widget."""
        return cls(widget.rect(), widget.layoutDirection())

    def rect(self, place: QRect) -> QRect:
        """Return where a place is seen."""
        return QStyle.visualRect(RIGHT_TO_LEFT, self.area, place) if self.leftwards else place

    def rect_f(self, place: QRectF) -> QRectF:
        """Return where a place between the pixels is seen."""
        if not self.leftwards:
            return place
        return QRectF(
            self._both - place.left() - place.width(), place.top(), place.width(), place.height()
        )

    def point(self, point: QPointF) -> QPointF:
        """Return where a point is seen."""
        return QPointF(self._both - point.x(), point.y()) if self.leftwards else point

    def line(self, line: QLineF) -> QLineF:
        """Return where a line is seen."""
        return QLineF(self.point(line.p1()), self.point(line.p2()))

    def left(self, left: int, width: int) -> int:
        """Return the left edge of what is so wide."""
        return self._both - left - width if self.leftwards else left

    def side(self, side: Qt.AlignmentFlag | int) -> int:
        """Return the side to which a text in a place keeps, and Qt's other flags as they are."""
        if not self.leftwards:
            return int(side)
        across = Qt.AlignmentFlag.AlignHorizontal_Mask
        turned = QStyle.visualAlignment(RIGHT_TO_LEFT, Qt.AlignmentFlag(int(side) & int(across)))
        return int(side) & ~int(across) | int(turned)

    def take(self, painter: QPainter) -> None:
        """Let each text read as its own letters say, and not as the window does."""
        if self.leftwards:
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

    def text(
        self, painter: QPainter, left: int, baseline: int, text: str, *, as_layout: bool = False
    ) -> None:
        """Draw a text in one line, in the painter's font.

        `as_layout` is for one that goes on where another ends, and begins with a sign between.
        """
        if self.leftwards:
            self.take(painter)
            if as_layout:
                painter.setLayoutDirection(RIGHT_TO_LEFT)
            left = self.left(left, painter.fontMetrics().horizontalAdvance(text))
        painter.drawText(left, baseline, text)

    def boxed(
        self, painter: QPainter, place: QRect, side: Qt.AlignmentFlag | int, text: str
    ) -> None:
        """Draw a text into a place, at one of its sides."""
        self.take(painter)
        painter.drawText(self.rect(place), self.side(side), text)

    def own_text(
        self, painter: QPainter, place: QRect, baseline: int, text: str, *, leftwards: bool
    ) -> None:
        """Draw words of others in one line, which begins at the side of their own direction.

        A text that `leftwards` says to run the other way than the layout ends where others begin.
        """
        place = self.rect(place)
        left = place.left()
        # The mark in front gives the line its direction: the sign of the cut has none.
        if leftwards:
            text = f"\u200f{text}\u200f"
            left = place.right() + 1 - painter.fontMetrics().horizontalAdvance(text)
        elif self.leftwards:
            text = f"\u200e{text}\u200e"
        self.take(painter)
        painter.drawText(left, baseline, text)
