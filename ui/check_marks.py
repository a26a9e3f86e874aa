"""What the checks found, as it is drawn beneath the words of an answer.

Owns where a mark stands on the screen and how it looks; computes only what is in sight,
and changes no text.

Framework knowledge: a line tells for a stretch of its text the runs of glyphs of which that
consists, each within one direction of writing; so words of Arabic within Latin ones, or an
emoji, are underlined where they are seen. A place of a layout is counted from the beginning
of its paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QTextBlock, QTextLine

from console.domain.checks import Finding, Severity
from ui.check_places import Spot
from ui.check_strokes import HIGH, CheckStrokes
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.answer_edit import AnswerEdit

LOUDNESS = tuple(Severity)
COLOURS = {
    Severity.STOP: ("danger", "danger_ground"),
    Severity.WARNING: ("warn", "warn_ground"),
    Severity.ADVICE: ("accent_text", "chosen"),
    Severity.OFFER: ("accent_text", "chosen"),
}
"""Of the stroke, and of the ground on which the words of the current finding stand."""


class Drawn(NamedTuple):
    """A stretch of words of one finding that stand side by side on one line, in pixels."""

    finding: Finding
    area: QRectF
    """The words, as high as their line."""
    foot: float
    """The height on which the letters stand."""


class CheckMarks:
    """The marks of one text."""

    def __init__(self, edit: AnswerEdit, theme: Theme) -> None:
        self._edit, self._theme = edit, theme
        self._strokes = CheckStrokes()
        self.current: Finding | None = None
        """The one at which a person is."""
        self._spots: tuple[Spot, ...] = ()
        self._reach: tuple[int, ...] = ()
        """How far the spots up to each one reach: by that one in sight is found fast."""

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Return the words that are marked, as they begin."""
        return self._spots

    def show(self, spots: tuple[Spot, ...]) -> None:
        """Mark these, in place of those before."""
        self._spots = spots
        self._reach = tuple(accumulate((spot.end for spot in spots), max))

    def move_along(self, position: int, removed: int, added: int) -> None:
        """Keep the marks at their words after an edit; words that were edited have none."""
        if not self._spots:
            return
        before = len(self._spots)
        shift, gone = added - removed, position + removed
        kept = []
        for spot in self._spots:
            if spot.end <= position:
                kept.append(spot)
            elif spot.start >= gone:
                kept.append(spot._replace(start=spot.start + shift, end=spot.end + shift))
        self.show(tuple(kept))
        if len(kept) != before:
            self._edit.viewport().update()  # a stroke may reach below its line

    def spot_of(self, finding: Finding) -> Spot | None:
        """Return where the words of a finding stand by now; None where none are marked."""
        return next((spot for spot in self._spots if spot.finding == finding), None)

    def around(self, position: int) -> tuple[Finding, ...]:
        """Return the findings among or beside whose words a cursor stands, the loudest first."""
        near = (spot.finding for spot in self._spots if spot.start <= position <= spot.end)
        return _by_loudness(near)

    def at(self, point: QPointF) -> tuple[tuple[Finding, ...], QRectF]:
        """Return the findings whose words are under a point, the loudest first, and their area."""
        met = [drawn for drawn in self.in_sight() if drawn.area.contains(point)]
        area = met[0].area if met else QRectF()
        for drawn in met[1:]:
            area = area.intersected(drawn.area)
        return _by_loudness(drawn.finding for drawn in met), area

    def in_sight(self, within: QRect | None = None) -> Iterator[Drawn]:
        """Yield what of the marks can be seen, from the top; only what reaches into `within`."""
        if not self._spots:
            return
        edit = self._edit
        top, bottom = 0, edit.viewport().height()
        if within is not None:
            top, bottom = max(top, within.top() - HIGH), min(bottom, within.bottom())
        block = edit.firstVisibleBlock()
        while block.isValid():
            place = edit.blockBoundingGeometry(block).translated(edit.contentOffset()).topLeft()
            if place.y() > bottom:
                return
            yield from self._in_block(block, place, top, bottom)
            block = block.next()

    def paint_grounds(self, painter: QPainter, drawn: Sequence[Drawn]) -> None:
        """Draw what stands behind the words of the current finding, of what is in sight."""
        if self.current is None:
            return
        colour = self._theme.colour(COLOURS[self.current.severity][1])
        for each in drawn:
            if each.finding == self.current:
                painter.fillRect(each.area.toAlignedRect(), colour)

    def paint(self, painter: QPainter, drawn: Sequence[Drawn]) -> None:
        """Draw the strokes beneath the words in sight, the loudest over the others."""
        for each in sorted(drawn, key=lambda each: -_loudness(each.finding)):
            severity, area = each.finding.severity, each.area
            colour = self._theme.colour(COLOURS[severity][0])
            left, right = floor(area.left()), ceil(area.right())
            self._strokes.draw(painter, severity, colour, left, right, floor(each.foot))

    def _in_block(
        self, block: QTextBlock, place: QPointF, top: int, bottom: int
    ) -> Iterator[Drawn]:
        """Yield the marks in those lines of a paragraph that stand between two heights."""
        first, layout = block.position(), block.layout()
        if not self._between(first, first + block.length()):
            return
        rows = range(layout.lineCount())
        above = top - place.y()
        first_row = bisect_left(rows, above, key=lambda row: layout.lineAt(row).rect().bottom())
        for row in rows[first_row:]:
            line = layout.lineAt(row)
            if line.y() + place.y() > bottom:
                return
            begin = first + line.textStart()
            end = begin + line.textLength()
            for spot in self._between(begin, end):
                start, stop = max(spot.start, begin), min(spot.end, end)
                for area in _areas(line, start - first, stop - start):
                    foot = line.y() + line.ascent() + place.y()
                    yield Drawn(spot.finding, area.translated(place), foot)

    def _between(self, begin: int, end: int) -> list[Spot]:
        """Return what of the marked words lies between two places."""
        found = []
        for spot in self._spots[bisect_left(self._reach, begin + 1) :]:
            if spot.start >= end:
                break
            if spot.end > begin:
                found.append(spot)
        return found


def _areas(line: QTextLine, start: int, length: int) -> Iterator[QRectF]:
    """Yield what a stretch of a line covers, what stands side by side as one."""
    whole = line.rect()
    runs = sorted(
        (run.boundingRect() for run in line.glyphRuns(start, length)), key=lambda area: area.left()
    )
    joined: QRectF | None = None
    for run in runs:
        area = QRectF(run.left(), whole.top(), run.width(), whole.height())
        if joined is not None and area.left() <= joined.right() + 1:
            joined = joined.united(area)
            continue
        if joined is not None:
            yield joined
        joined = area
    if joined is not None:
        yield joined


def _loudness(finding: Finding) -> int:
    return LOUDNESS.index(finding.severity)


def _by_loudness(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=_loudness))
