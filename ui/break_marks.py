"""The breaks of an answer as they are drawn in its text, and the numbers beside it.

Owns where a mark stands on the screen and how it looks; computes only what is in sight,
and changes no text. A break within a line is an upright stroke in its white space, one
between two lines a stroke between them. One's own break is a whole stroke with a knob,
in the accent; the desk's is thin and quiet.

Framework knowledge: `QPlainTextEdit` breaks the lines of a paragraph when it is asked for
its geometry. A place of a layout is counted from the beginning of its paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextBlock, QTextLine
from PySide6.QtWidgets import QWidget

from ui.override import override
from ui.part_places import Boundary
from ui.theme import HALF, UNIT, Theme

if TYPE_CHECKING:
    from ui.answer_edit import AnswerEdit

REACH = HALF
"""A mark is met this far from its stroke, on both sides."""
KNOB = 2
"""Radius of the knob by which a break of one's own is told."""
FOOT = 3
"""The desk's upright stroke has feet of this length: below to what ends, above to what begins."""
FAINT = 0.3
WIDE_SPACE = 5 * UNIT
"""Farther apart than this, two words stand in different directions."""
PADDING = HALF
"""So much of the numbers' column is taken from the padding of the field, the rest from the text."""
MOST_DIGITS = 2
"""The column is no wider than two numbers of so many digits, however many parts there are."""


class Mark(NamedTuple):
    """A boundary on the screen, in pixels of the viewport."""

    boundary: Boundary
    stroke: tuple[QPointF, QPointF]
    """From the top or from the left."""
    row: QRectF
    """The line in which the part begins."""

    @property
    def upright(self) -> bool:
        """Return whether it stands within a line, not between two."""
        return self.stroke[0].x() == self.stroke[1].x()

    @property
    def area(self) -> QRectF:
        """Return where the mark is met by the mouse."""
        x, y = (REACH, 0) if self.upright else (0, REACH)
        return QRectF(*self.stroke).adjusted(-x, -y, x, y)


class BreakMarks:
    """The boundaries of what is shown, ascending, and the marks that stand for them."""

    def __init__(self, edit: AnswerEdit, theme: Theme) -> None:
        self._edit, self._theme = edit, theme
        self.boundaries: tuple[Boundary, ...] = ()

    def in_sight(self) -> Iterator[Mark]:
        """Yield the marks that can be seen."""
        return self.of(self.boundaries)

    def of(self, boundaries: tuple[Boundary, ...]) -> Iterator[Mark]:
        """Yield the marks of those boundaries that can be seen."""
        edit = self._edit
        bottom = edit.viewport().height()
        block = edit.firstVisibleBlock()
        while boundaries and block.isValid():
            place = edit.blockBoundingGeometry(block).translated(edit.contentOffset()).topLeft()
            if place.y() > bottom:
                return
            low, high = _positions(block, -place.y(), bottom - place.y())
            row = bisect_left(boundaries, low, key=_start)
            while row < len(boundaries) and boundaries[row].start <= high:
                yield self._mark(boundaries[row], block, place)
                row += 1
            block = block.next()

    def at(self, point: QPointF) -> Mark | None:
        """Return the mark under a point."""
        near = (mark for mark in self.in_sight() if mark.area.contains(point))
        return min(near, key=lambda mark: _distance(mark, point), default=None)

    def paint(self, painter: QPainter, marks: list[Mark], lifted: Boundary | None) -> None:
        """Draw these; one that is about to stand elsewhere is faint."""
        for mark in marks:
            painter.setOpacity(FAINT if mark.boundary == lifted else 1)
            self._draw(painter, mark)
        painter.setOpacity(1)

    def paint_target(self, painter: QPainter, boundary: Boundary) -> None:
        """Draw where a break would come to stand."""
        for mark in self.of((boundary,)):
            pen = QPen(self._theme.colour("accent_text"), 3)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(*mark.stroke)

    def _mark(self, boundary: Boundary, block: QTextBlock, place: QPointF) -> Mark:
        layout, first = block.layout(), block.position()
        line = layout.lineForTextPosition(boundary.start - first)
        row = line.rect().translated(place)
        begins = first + line.textStart()
        if boundary.end >= begins and boundary.start > begins:
            x = _between(line, boundary, first) + place.x()
            return Mark(boundary, (QPointF(x, row.top()), QPointF(x, row.bottom())), row)
        y = row.top()
        before = block.previous()
        if line.lineNumber() == 0 and before.isValid() and not before.text().strip():
            y -= row.height() / 2  # in the middle of the blank line
        left = row.left()
        return Mark(boundary, (QPointF(left, y), QPointF(row.right(), y)), row)

    def _draw(self, painter: QPainter, mark: Mark) -> None:
        manual = mark.boundary.manual
        pen = QPen(self._theme.colour("accent_text" if manual else "quiet"), 1)
        start, end = (QPointF(round(p.x()) + 0.5, round(p.y()) + 0.5) for p in mark.stroke)
        turn = -1 if self._edit.reads_leftwards else 1
        if manual:
            pen.setWidthF(1.5 if mark.upright else 1)
            painter.setPen(pen)
            painter.drawLine(start, end)
            painter.setBrush(pen.color())
            painter.drawEllipse(end if turn < 0 and not mark.upright else start, KNOB, KNOB)
            return
        painter.setPen(pen)
        if mark.upright:
            end -= QPointF(0, 1)
            foot = QPointF(turn * FOOT, 0)
            painter.drawPolyline([start + foot, start, end, end - foot])
        else:
            pen.setDashPattern([4, 4])
            painter.setPen(pen)
            painter.drawLine(start, end)


class BreakMargin(QWidget):
    """The numbers of the parts, each beside the line in which it begins."""

    def __init__(self, edit: AnswerEdit, theme: Theme, marks: BreakMarks) -> None:
        super().__init__(edit)
        self._edit, self._theme, self._marks = edit, theme, marks
        self._here = 0
        self._stands = (False, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        edit.updateRequest.connect(self._follow)
        theme.changed.connect(self.place)
        theme.changed.connect(self.update)

    @Slot()
    def place(self) -> None:
        """Stand where the lines of the text begin, as wide as the numbers are."""
        rightmost, width = self._edit.reads_leftwards, self._wanted_width()
        if self._stands != (rightmost, width):
            self._stands = rightmost, width
            inside = width - PADDING
            left, right = (0, inside) if rightmost else (inside, 0)
            self._edit.setViewportMargins(left, 0, right, 0)
        view = self._edit.viewport().geometry()
        x = view.right() + 1 if rightmost else view.left() - width
        self.setGeometry(x, view.top(), width, view.height())

    def mark_part(self, number: int) -> None:
        """Say in which part the cursor stands."""
        if number != self._here:
            self._here = number
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._marks.boundaries:
            return
        painter = QPainter(self)
        first = Boundary(0, self._edit.first_start, 1, manual=False)
        marks = self._marks.of((first, *self._marks.boundaries))
        for top, group in groupby(marks, key=lambda mark: mark.row.top()):
            beginning = list(group)
            numbers = [mark.boundary.number for mark in beginning]
            here = self._here in numbers
            font = self._theme.chip_font()
            font.setBold(here)
            painter.setFont(font)
            painter.setPen(self._theme.colour("text" if here else "quiet"))
            area = QRectF(0, top, self.width(), beginning[0].row.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._label(numbers, font))

    def _label(self, numbers: list[int], font: QFont) -> str:
        """Return the first and last of the numbers; the first and a sign where room is short."""
        if len(numbers) == 1:
            return str(numbers[0])
        label = f"{numbers[0]}–{numbers[-1]}"
        fits = QFontMetricsF(font).horizontalAdvance(label) <= self.width()
        return label if fits else f"{numbers[0]}+"

    def _wanted_width(self) -> int:
        """Return room for two numbers: a line may hold the beginnings of several parts."""
        boundaries = self._marks.boundaries
        digits = len(str(boundaries[-1].number)) if boundaries else 1
        font = self._theme.chip_font()
        font.setBold(True)
        number = "8" * min(digits, MOST_DIGITS)
        room = QFontMetricsF(font).horizontalAdvance(f"{number}–{number}")
        return HALF * ceil(room / HALF)

    @Slot(QRect, int)
    def _follow(self, area: QRect, scrolled: int) -> None:
        """Draw anew what is beside the lines that are drawn anew."""
        if scrolled:
            self.update()
        else:
            self.update(0, area.y(), self.width(), area.height())


def _start(boundary: Boundary) -> int:
    return boundary.start


def _distance(mark: Mark, point: QPointF) -> float:
    at = mark.stroke[0]
    return abs(point.x() - at.x()) if mark.upright else abs(point.y() - at.y())


def _positions(block: QTextBlock, top: float, bottom: float) -> tuple[int, int]:
    """Return the first and last place of a block's lines between two heights within it."""
    layout = block.layout()
    rows = range(layout.lineCount())
    low = max(bisect_left(rows, top, key=lambda row: layout.lineAt(row).rect().bottom()), 0)
    high = min(bisect_left(rows, bottom, key=lambda row: layout.lineAt(row).y()), len(rows)) - 1
    if not 0 <= low <= high:
        return 0, -1
    last = layout.lineAt(high)
    return (
        block.position() + layout.lineAt(low).textStart(),
        block.position() + last.textStart() + last.textLength(),
    )


def _between(line: QTextLine, boundary: Boundary, first: int) -> float:
    """Return the middle of the white space before a part that begins inside a line."""
    begins, ended = _x(line, boundary.start - first), _x(line, boundary.end - first)
    return (begins + ended) / 2 if abs(begins - ended) <= WIDE_SPACE else begins


def _x(line: QTextLine, place: int) -> float:
    # The stubs know only of a number; PySide returns the place that it took as well.
    found: tuple[float, int] = line.cursorToX(place)  # type: ignore[assignment]
    return found[0]
