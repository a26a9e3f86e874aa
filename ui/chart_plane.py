"""Places of a chart in which values stand, and what is drawn there: bars, curves, marks, whiskers.

A plane turns values into pixels of its sheet, and puts few items there, however many values
they are of. Knows no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from ui.override import override

if TYPE_CHECKING:
    from ui.chart_sheet import Sheet

ARROWS = ("left", "right")
"""An interval that goes on, by its side."""
SYMBOLS = ("circle", "square", "triangle", "diamond", "cross", "plus")
"""The marks of the series, so that none is known by its colour alone."""
PIECE = 16
"""Of so many parts is a piece of a line: the time to draw one grows with their square."""
Range = tuple[float, float]
_CORNERS: dict[str, Sequence[Range]] = {
    "square": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "triangle": ((-0.5, 0.5), (0.0, -0.5), (0.5, 0.5)),
    "diamond": ((0.0, -0.5), (-0.4, 0.0), (0.0, 0.5), (0.4, 0.0)),
    "plus": (
        (-0.5, -0.1), (-0.5, 0.1), (-0.1, 0.1), (-0.1, 0.5), (0.1, 0.5), (0.1, 0.1),
        (0.5, 0.1), (0.5, -0.1), (0.1, -0.1), (0.1, -0.5), (-0.1, -0.5), (-0.1, -0.1),
    ),
    "left": ((0.5, 0.5), (0.5, -0.5), (-0.5, 0.0)),
    "right": ((-0.5, -0.5), (-0.5, 0.5), (0.5, 0.0)),
}  # fmt: skip
"""Of a mark of one pixel around nought."""


def _mark(symbol: str, size: float) -> QPainterPath:
    """Return the shape of a mark, `size` pixels wide and around nought."""
    path = QPainterPath()
    if symbol == "circle":
        path.addEllipse(QPointF(), size / 2, size / 2)
        return path
    turn = QTransform().scale(size, size)
    if symbol == "cross":
        symbol, turn = "plus", turn.rotate(45)
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in _CORNERS[symbol]]))
    path.closeSubpath()
    return turn.map(path)


class Bars(QGraphicsItem):
    """Bars with sharp edges: smooth ones would be grey where a bar ends within a pixel."""

    def __init__(self, places: Sequence[QRectF], colours: Sequence[str]) -> None:
        super().__init__()
        self._room = QRectF()
        self._places: dict[str, list[QRectF]] = {}
        for place, colour in zip(places, colours, strict=True):
            self._places.setdefault(colour, []).append(place)
            self._room |= place

    @override
    def boundingRect(self) -> QRectF:
        return self._room

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, places in self._places.items():
            painter.setBrush(QColor(colour))
            painter.drawRects(places)


class Marks(QGraphicsPathItem):
    """The marks of a series; `symbol` is which."""

    symbol = ""


class Plane:
    """A part of a sheet in which places are values."""

    def __init__(self, sheet: Sheet, room: QRectF, x: Range, y: Range, *, down: bool) -> None:
        self.room, self._x, self._y, self._down = room, x, y, down
        self._sheet = sheet

    def x(self, value: float) -> float:
        """Return at which pixel of the sheet a value lies."""
        low, high = self._x
        return self.room.left() + (value - low) / (high - low) * self.room.width()

    def y(self, value: float) -> float:
        """Return at which height of the sheet a value lies, in pixels from its top."""
        low, high = self._y
        share = (value - low) / (high - low)
        return self.room.top() + (share if self._down else 1 - share) * self.room.height()

    def bars(
        self,
        x: tuple[Sequence[float], Sequence[float]],
        y: tuple[Sequence[float], Sequence[float]],
        colours: Sequence[str],
    ) -> None:
        """Draw bars, each from `x[0]` to `x[1]` and from `y[0]` to `y[1]`."""
        places = [
            QRectF(self._at(left, top), self._at(right, bottom)).normalized()
            for left, right, top, bottom in zip(*x, *y, strict=True)
        ]
        if places:
            self._sheet.put(Bars(places, colours))

    def curve(
        self,
        x: Sequence[float],
        y: Sequence[float | None],
        colour: str,
        *,
        width: float = 2,
        dashed: bool = False,
    ) -> None:
        """Draw a line from value to value; it has a gap where there is none."""
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3, 2])
        for run in self._runs(x, y):
            # Dashes begin anew with each piece.
            length = len(run) if dashed else PIECE
            for start in range(0, len(run) - 1, length):
                path = QPainterPath()
                path.addPolygon(QPolygonF(run[start : start + length + 1]))
                self._put(QGraphicsPathItem(path), pen)

    def points(
        self,
        x: Sequence[float],
        y: Sequence[float],
        colour: str,
        *,
        symbol: str = "circle",
        size: float = 8,
        hollow: bool = False,
    ) -> None:
        """Draw a mark at each place."""
        mark, path = _mark(symbol, size), QPainterPath()
        for place in map(self._at, x, y):
            path.addPath(mark.translated(place))
        path.setFillRule(Qt.FillRule.WindingFill)
        item = Marks(path)
        item.symbol = symbol
        ground = self._sheet.style.colours.ground
        item.setBrush(QColor(ground if hollow else colour))
        self._put(item, QPen(QColor(colour if hollow else ground), 1.5 if hollow else 1))

    def whiskers(
        self,
        y: Sequence[float],
        spans: Sequence[Range],
        ended: Sequence[tuple[bool, bool]],
        colour: str,
        beam: float,
    ) -> None:
        """Draw at each height a line between two values, `beam` high at an end that is one."""
        path = QPainterPath()
        for middle, span, ends in zip(y, spans, ended, strict=True):
            path.moveTo(self._at(span[0], middle))
            path.lineTo(self._at(span[1], middle))
            for end in compress(span, ends):
                path.moveTo(self._at(end, middle - beam / 2))
                path.lineTo(self._at(end, middle + beam / 2))
        self._put(QGraphicsPathItem(path), QPen(QColor(colour), 2))

    def _runs(self, x: Sequence[float], y: Sequence[float | None]) -> list[list[QPointF]]:
        """Return the places between which there are lines, parted where there is no value."""
        runs: list[list[QPointF]] = [[]]
        for at, value in zip(x, y, strict=True):
            if value is None:
                runs.append([])
            else:
                runs[-1].append(self._at(at, value))
        return [run for run in runs if len(run) > 1]

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(self.x(x), self.y(y))

    def _put(self, item: QGraphicsPathItem, pen: QPen) -> None:
        """Draw a path with a pen, if there is anything of it."""
        if item.path().isEmpty():
            return
        item.setPen(pen)
        self._sheet.put(item)
