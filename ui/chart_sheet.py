"""What every chart is drawn on: a scene, texts and lines in it, and planes with values.

Knows no table.

Framework knowledge: a `QGraphicsTextItem` may read HTML, so every text here is a
`QGraphicsSimpleTextItem`, which cannot. An item that is taken out of its scene is Python's
again, and would last as long as anything there names it: it is ended by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)
from shiboken6 import delete

from ui.chart_colours import ChartColours
from ui.chart_plane import Plane, Range


@dataclass(frozen=True, slots=True)
class Style:
    """Colours and fonts of a chart."""

    colours: ChartColours
    text: QFont
    small: QFont
    strong: QFont


class Mark(NamedTuple):
    """What of a chart can be pointed at."""

    row: int
    """Of the table."""
    column: int
    """Of a heat map, from 0; else 0."""
    place: QRectF


class Plain(QGraphicsSimpleTextItem):
    """A text in a chart; `whole` is what it was before it was cut to its room."""

    whole = ""


class Sheet:
    """A scene in which a chart is drawn; all places are in its pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.view = _view(parent)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Keys and pointer are the widget's around it, for all kinds of charts alike.
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.scene = QGraphicsScene(self.view)
        # All items are new with each drawing, and nobody asks the scene where one is.
        self.scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.view.setScene(self.scene)
        self.area = QRectF()
        self.marks: list[Mark] = []
        self._items: list[QGraphicsItem] = []
        self._hover, self._ring = QGraphicsRectItem(), QGraphicsPathItem()
        self._hover.setZValue(-10)
        self._ring.setZValue(10)
        for item in (self._hover, self._ring):
            item.hide()
            self.scene.addItem(item)

    def begin(self, style: Style, size: QSizeF) -> None:
        """Take away what was drawn; draw in this style and room from now on."""
        for item in self._items:
            self.scene.removeItem(item)
            delete(item)
        self._items = []
        self.style = style
        self.area = QRectF(QPointF(), size)
        self.view.setSceneRect(self.area)
        self.marks = []
        self.point_at(None)
        self.ring(None)

    def end(self) -> None:
        """Take all away, for a sheet that is drawn on once."""
        self._items = []
        delete(self.view)

    def put(self, item: QGraphicsItem) -> None:
        """Add something that is drawn until the next `begin`."""
        self.scene.addItem(item)
        self._items.append(item)

    def width_of(self, words: Sequence[str], font: QFont | None = None) -> float:
        """Return how wide the widest of some texts is."""
        metrics = QFontMetricsF(font or self.style.text)
        return max((metrics.horizontalAdvance(each) for each in words), default=0.0)

    def height_of(self, font: QFont | None = None) -> float:
        """Return how high a line of text is."""
        return QFontMetricsF(font or self.style.text).height()

    def text(
        self,
        words: str,
        at: QPointF,
        *,
        font: QFont | None = None,
        colour: str = "",
        align: float = 0.0,
        room: float | None = None,
    ) -> QRectF:
        """Write a line whose middle is at the height of `at`, and return where it stands.

        `align` is how much of it is left of `at`: 0, 0.5 or 1. What is wider than `room` is
        cut, with dots.
        """
        font = font or self.style.text
        metrics = QFontMetricsF(font)
        item = Plain()
        item.whole = words
        if room is not None:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 0))
        item.setFont(font)
        item.setText(words)
        item.setBrush(QColor(colour or self.style.colours.text))
        box = item.boundingRect()
        item.setPos(round(at.x() - box.width() * align), round(at.y() - box.height() / 2))
        self.put(item)
        return item.mapRectToScene(box)

    def line(
        self, start: QPointF, end: QPointF, colour: str, *, width: float = 1, dashed: bool = False
    ) -> None:
        """Draw a line; a hairline lies on whole pixels."""
        item = QGraphicsLineItem(
            round(start.x()) + 0.5, round(start.y()) + 0.5, round(end.x()) + 0.5,
            round(end.y()) + 0.5,
        )  # fmt: skip
        pen = QPen(QColor(colour), width)
        if dashed:
            pen.setDashPattern([3, 3])
        item.setPen(pen)
        item.setZValue(-5)
        self.put(item)

    def path(
        self, path: QPainterPath, *, fill: str = "", stroke: str = "", width: float = 1
    ) -> None:
        """Draw a shape."""
        item = QGraphicsPathItem(path)
        item.setPen(QPen(QColor(stroke), width) if stroke else QPen(Qt.PenStyle.NoPen))
        item.setBrush(QColor(fill) if fill else QBrush(Qt.BrushStyle.NoBrush))
        self.put(item)

    def plane(self, room: QRectF, x: Range, y: Range, *, down: bool = False) -> Plane:
        """Return a place for values: `x` and `y` are from where to where; `down`, y grows so."""
        return Plane(self, room, x, y, down=down)

    def point_at(self, place: QRectF | None) -> None:
        """Show what the pointer is over."""
        self._hover.setVisible(place is not None)
        if place is not None:
            self._hover.setRect(place)
            self._hover.setPen(QPen(Qt.PenStyle.NoPen))
            self._hover.setBrush(QColor(self.style.colours.hover))

    def ring(self, place: QRectF | None) -> None:
        """Show where the keyboard's mark is."""
        self._ring.setVisible(place is not None)
        if place is not None:
            path = QPainterPath()
            inside = place.adjusted(1, 1, -1, -1) & QRectF(self.view.rect()).adjusted(1, 1, -1, -1)
            path.addRoundedRect(inside, 3, 3)
            self._ring.setPath(path)
            self._ring.setPen(QPen(QColor(self.style.colours.focus), 2))

    def render(self, painter: QPainter, size: QSizeF) -> None:
        """Draw the whole sheet with a painter."""
        whole = QRectF(QPointF(), size)
        self.scene.render(painter, whole, whole)


def _view(parent: QWidget | None) -> QGraphicsView:
    """Return a view that shows its scene pixel by pixel, on whatever is behind it."""
    view = QGraphicsView(parent)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setBackgroundRole(QPalette.ColorRole.NoRole)
    ground = QWidget()  # Qt's own would make PySide complete every class of widgets
    view.setViewport(ground)
    ground.setAutoFillBackground(False)
    return view
