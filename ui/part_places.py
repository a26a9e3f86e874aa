"""Where the parts of an answer stand in the text as it is typed; pure.

Framework knowledge: Qt counts places in a text in UTF-16 units, Python in code points;
an emoji is two of the one and one of the other. A layout counts in the text as it is
sent, where a letter and its accent, typed as two, are one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unicodedata import category

from console.text.split import MANUAL_BREAK, Break, Layout
from console.text.weight import normalise

STEP = 16
"""So many code points are looked at at once where text and sent text differ."""


class Boundary(NamedTuple):
    """Where one part ends and the next begins, in UTF-16 units."""

    end: int
    start: int
    number: int
    """Of the part that begins there, from 1."""
    manual: bool


def places(text: str, layout: Layout) -> tuple[tuple[int, int], ...]:
    """Return where each part begins and ends in `text`, in UTF-16 units, ascending.

    `layout` was made of this very text.
    """
    edges: Sequence[int] = [edge for part in layout for edge in (part.start, part.end)]
    if text != layout.text:
        edges = _typed(text, edges)
    edges = all_units(text, edges)
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def boundaries(
    text: str, layout: Layout, found: tuple[tuple[int, int], ...]
) -> tuple[Boundary, ...]:
    """Return what lies between the `found` places of the parts, ascending.

    A break of one's own behind the last part is one as well: what follows will be a part.
    """
    between = [
        Boundary(found[row - 1][1], found[row][0], row + 1, layout[row - 1].ends is Break.MANUAL)
        for row in range(1, len(found))
    ]
    last = text.rfind(MANUAL_BREAK)
    if found and last >= 0 and (position := units(text, last)) >= found[-1][1]:
        between.append(Boundary(found[-1][1], position + 1, len(found) + 1, manual=True))
    return tuple(between)


def part_at(begins: Sequence[int], position: int) -> int:
    """Return the row of the part in which a cursor stands; -1 where there is none."""
    return max(bisect_right(begins, position) - 1, 0) if begins else -1


def units(text: str, place: int) -> int:
    """Return the place in UTF-16 units that is `place` in code points."""
    return place if text.isascii() else _length(text[:place])


def all_units(text: str, places: Sequence[int]) -> Sequence[int]:
    """Return ascending places in code points as places in UTF-16 units."""
    if text.isascii() or _length(text) == len(text):
        return places
    found: list[int] = []
    before = position = 0
    for place in places:
        position += _length(text[before:place])
        before = place
        found.append(position)
    return found


def code_points(text: str, position: int) -> int:
    """Return the place in code points that is `position` in UTF-16 units."""
    if text.isascii():
        return position
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * position]
    return len(before.decode("utf-16-le", "replace"))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _typed(text: str, edges: Iterable[int]) -> list[int]:
    """Return the places in the text as typed that became `edges` when it was normalised.

    Each piece of the text is normalised once, however many edges are in it.
    """
    found: list[int] = []
    start = sent = 0
    end, size = _piece(text, 0)
    for edge in edges:
        while start < len(text) and sent + size <= edge:
            start, sent = end, sent + size
            end, size = _piece(text, start)
        found.append(start + _typed_near(text[start:end], edge - sent))
    return found


def _piece(text: str, start: int) -> tuple[int, int]:
    """Return where the piece that begins at a seam ends, and how long it is as it is sent.

    It ends at the last seam within `STEP`; without one it is a letter with all its marks.
    """
    end = min(start + STEP, len(text))
    while start < end < len(text) and not _begins_anew(text[end]):
        end -= 1
    if end == start < len(text):
        end = start + STEP
        while end < len(text) and not _begins_anew(text[end]):
            end += 1
    return end, len(normalise(text[start:end]))


def _typed_near(piece: str, left: int) -> int:
    """Return the place in a piece that is `left` code points behind its start as it is sent."""
    if left and len(piece) <= STEP:
        sent = normalise(piece)
        for place in range(1, len(piece)):
            if normalise(piece[:place]) == sent[:left] and normalise(piece[place:]) == sent[left:]:
                return place
    return min(left, len(piece))  # among the marks on one letter


def _begins_anew(char: str) -> bool:
    """Return whether no sign before this one can become one with it."""
    if char < "\u0300":
        return char != "\n"  # CR and LF are one line end
    return not (
        category(char)[0] == "M"
        or "\u1160" <= char <= "\u11ff"  # vowels and finals of Hangul
        or "\udc00" <= char <= "\udfff"
        or "\U00016d63" <= char <= "\U00016d6a"  # vowels of Kirat Rai
    )
