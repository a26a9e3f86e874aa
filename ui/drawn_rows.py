"""Rows of the list as they were drawn last: scrolling draws those that come into sight.

To draw a row asks Qt for its words some thirty times, each time with a lane in between that
wants Python's lock too. What stands there already is put down as a picture.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from console.domain.cases import CaseRow
from console.domain.ids import CaseId

Draw = Callable[[QPainter, QRect], None]
"""Draws a row into a place."""
SPARE = 4
"""So many pictures are kept beyond those that fit into the viewport."""


class DrawnRows:
    """Pictures of rows that are neither chosen nor marked nor under the pointer."""

    def __init__(self) -> None:
        self._kept: OrderedDict[CaseId, tuple[CaseRow, QPixmap]] = OrderedDict()
        self._looks: object = None
        self._size, self._ratio, self._most = QSize(), 1, 0
        self._ground = QColor()

    def begin(self, looks: object, ground: QColor, size: QSize, ratio: float, room: int) -> bool:
        """Begin a paint of rows of this size, in a viewport `room` high; False: draw each.

        `looks` is all that a picture follows from beside its row and these. Where the screen
        shows 1.5 pixels for one, a row may begin within one, which no picture can.
        """
        if ratio != int(ratio):
            self._kept.clear()
            return False
        all_of_it = (looks, ground, size, int(ratio))
        if all_of_it != self._looks:
            self._kept.clear()
        self._looks, self._ground, self._size, self._ratio = all_of_it, ground, size, int(ratio)
        self._most = room // max(1, size.height()) + SPARE
        return True

    def put(self, painter: QPainter, corner: QPoint, row: CaseRow, draw: Draw) -> None:
        """Put a row down, drawing it where it was not, or was another."""
        kept = self._kept.get(row.id)
        if kept is None or kept[0] is not row:
            kept = row, self._drawn(draw)
            self._kept[row.id] = kept
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(row.id)
        painter.drawPixmap(corner, kept[1])

    def _drawn(self, draw: Draw) -> QPixmap:
        picture = QPixmap(self._size * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(self._ground)
        painter = QPainter(picture)
        try:
            draw(painter, QRect(QPoint(), self._size))
        finally:
            painter.end()  # a picture that goes while it is drawn on takes the process with it
        return picture
