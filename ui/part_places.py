"""Where the parts of an answer stand in the text as it is typed; pure.

Framework knowledge: Qt counts places in a text in UTF-16 units, Python in code points;
an emoji is two of the one and one of the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from console.text.split import Part
from console.text.weight import normalise


def starts(text: str, parts: tuple[Part, ...]) -> tuple[int, ...]:
    """Return where each part begins in `text`, in UTF-16 units, ascending."""
    sent = normalise(text)
    found: list[int] = []
    place = units = counted = 0
    for part in parts:
        # Nothing but white space is left out between two parts.
        place += len(sent[place:]) - len(sent[place:].lstrip())
        typed = place if sent == text else _typed(text, place)
        units += _units(text[counted:typed])
        counted = typed
        found.append(units)
        place += len(part.text)
    return tuple(found)


def part_at(begins: tuple[int, ...], position: int) -> int:
    """Return the row of the part in which a cursor stands; -1 where there is none."""
    return max(bisect_right(begins, position) - 1, 0) if begins else -1


def _typed(text: str, place: int) -> int:
    """Return the place in the text as typed that became `place` when it was normalised."""
    return bisect_left(range(len(text)), place, key=lambda end: len(normalise(text[:end])))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
