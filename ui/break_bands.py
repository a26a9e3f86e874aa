"""The grounds of an answer's parts: every second part stands on a light band.

Owns where a band begins and ends on the screen, and takes that from the marks of the
breaks that are in sight; a text of one part has none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from ui.break_marks import BreakMarks, Mark
from ui.part_places import Boundary
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.answer_edit import AnswerEdit


class BreakBands:
    """What is drawn behind the text."""

    def __init__(self, edit: AnswerEdit, theme: Theme, marks: BreakMarks) -> None:
        self._edit, self._theme, self._marks = edit, theme, marks

    def paint(self, painter: QPainter, marks: list[Mark]) -> None:
        """Draw the bands among the marks that are in sight."""
        colour = self._theme.colour("band")
        for rect in self._rects(marks):
            painter.fillRect(rect, colour)

    def _rects(self, marks: list[Mark]) -> Iterator[QRect]:
        """Yield what the bands cover, from the top, in pixels of the viewport."""
        number = marks[0].boundary.number - 1 if marks else self._part_at_top()
        edges: list[Mark | None] = [None, *marks, None]
        for row, (begin, end) in enumerate(pairwise(edges)):
            if (number + row) % 2 == 0:
                yield from self._between(begin, end)

    def _between(self, begin: Mark | None, end: Mark | None) -> Iterator[QRect]:
        """Yield the pieces of one band; without a mark it goes on out of sight."""
        if begin and end and begin.upright and end.upright and begin.row.y() == end.row.y():
            yield self._piece(begin, end)
            return
        if begin and begin.upright:
            yield self._piece(begin, None)
        if end and end.upright:
            yield from self._rows(_below(begin), round(end.row.top()))
            yield self._piece(None, end)
        else:
            bottom = self._bottom() if end is None else round(end.stroke[0].y())
            yield from self._rows(_below(begin), bottom)

    def _piece(self, begin: Mark | None, end: Mark | None) -> QRect:
        """Return the part of one line between two marks; without a mark it is the line's end."""
        right = self._edit.viewport().width()
        first, last = (right, 0) if self._edit.reads_leftwards else (0, right)
        if begin:
            first = round(begin.stroke[0].x())
        if end:
            last = round(end.stroke[0].x())
        mark = begin or end
        top, bottom = (round(mark.row.top()), round(mark.row.bottom())) if mark else (0, 0)
        return QRect(min(first, last), top, abs(last - first), bottom - top)

    def _rows(self, top: int, bottom: int) -> Iterator[QRect]:
        if bottom > top:
            yield QRect(0, top, self._edit.viewport().width(), bottom - top)

    def _part_at_top(self) -> int:
        """Return the number of the part that is all that can be seen."""
        starts = [boundary.start for boundary in self._marks.boundaries]
        return bisect_right(starts, self._edit.cursorForPosition(QPoint(0, 0)).position()) + 1

    def _bottom(self) -> int:
        """Return where the text ends, or the viewport."""
        end = self._edit.document().characterCount() - 1
        mark = next(self._marks.of((Boundary(end, end, 0, manual=False),)), None)
        return round(mark.row.bottom()) if mark else self._edit.viewport().height()


def _below(begin: Mark | None) -> int:
    """Return where whole lines begin behind a mark."""
    if begin is None:
        return 0
    return round(begin.row.bottom() if begin.upright else begin.stroke[0].y())
