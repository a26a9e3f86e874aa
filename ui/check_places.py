"""Where findings and parts stand in the text as it is typed; pure.

Checks count code points, Qt counts UTF-16 units: an emoji is one of the one and two of the
other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from console.domain.checks import Check, Finding
from ui import part_places

OF_THE_FORM = frozenset({Check.LENGTH, Check.ANSWER_FIRST, Check.BOILERPLATE, Check.FEED})
"""What these find is whole parts: a stroke under all of their words would hide what is found
in them, and go and come back with each word that is edited. The list says which part it is."""
_UNIT = 2
"""Bytes of a UTF-16 unit."""


class Spot(NamedTuple):
    """The words of a finding in a text, in UTF-16 units."""

    start: int
    end: int
    finding: Finding


def spots(text: str, findings: Sequence[Finding]) -> tuple[Spot, ...]:
    """Return where the words of findings stand, as they begin.

    What is about the form of an answer, or about nothing of the text, has no words.
    """
    size = len(text)
    found = [
        each
        for each in findings
        if 0 <= each.start < each.end <= size and each.check not in OF_THE_FORM
    ]
    edges = sorted({edge for each in found for edge in (each.start, each.end)})
    units = dict(zip(edges, part_places.all_units(text, edges), strict=True))
    spotted = (Spot(units[each.start], units[each.end], each) for each in found)
    return tuple(sorted(spotted, key=lambda spot: (spot.start, spot.end)))


def parts(text: str, places: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return ascending places in UTF-16 units as places in code points."""
    if text.isascii():
        return tuple(places)
    written = text.encode("utf-16-le", "surrogatepass")
    edges, before, passed = [], 0, 0
    for edge in (edge for place in places for edge in place):
        piece = written[_UNIT * before : _UNIT * edge]
        passed += len(piece.decode("utf-16-le", "replace"))
        before = edge
        edges.append(passed)
    return tuple(zip(edges[::2], edges[1::2], strict=True))
