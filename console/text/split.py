"""Split one answer into the parts of a thread, as a person would: few, whole, well broken.

A break swallows the white space around it; nothing else of the text is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import overload
from unicodedata import category

from console.domain.limits import Limits, Unit
from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.text.best_breaks import Kept, Room, best_cuts, count
from console.text.breaks import MANUAL_BREAK, Break
from console.text.edits import unchanged
from console.text.places import Stretch, stretches
from console.text.weight import normalise, weigh

__all__ = ["MANUAL_BREAK", "Break", "Layout", "Part", "has_something_to_see", "split"]


@dataclass(frozen=True, slots=True)
class Part:
    """One post as it will be published, and what it weighs in whole units."""

    text: str
    """As published, its number included."""
    weight: int
    start: int = 0
    end: int = 0
    """What it holds of `Layout.text`: the code points `[start, end)`."""
    ends: Break = Break.END


@dataclass(frozen=True, slots=True)
class Layout(Sequence[Part]):
    """A text and the parts that it became, in order; none for white space only."""

    text: str
    """The text that was split, normalised."""
    limits: Limits
    numbering: Numbering
    parts: tuple[Part, ...]

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Part, ...]: ...
    def __getitem__(self, index: int | slice) -> Part | tuple[Part, ...]:
        return self.parts[index]

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)


def split(
    text: str,
    limits: Limits,
    previous: Layout | None = None,
    *,
    numbering: Numbering = NO_NUMBERS,
) -> Layout:
    """Return the parts of `text` in order; none for a text in which nothing is to be seen.

    Without `previous` the same text always gives the same parts. With the layout that was
    shown before an edit, every break of it that still permits the fewest parts stays.
    A manual break (`MANUAL_BREAK` in the text) always ends a part. What is longer than a
    part by itself is cut between characters, and the part says so by its `ends`.
    """
    text = normalise(text)
    if not has_something_to_see(text):
        return Layout(text, limits, NO_NUMBERS, ())
    if numbering.style is NumberStyle.NONE:
        numbering = NO_NUMBERS
    kept = _kept(previous, text)
    try:
        return _laid_out(text, limits, numbering, kept, careful=False)
    except _Surprise:
        return _laid_out(text, limits, numbering, kept, careful=True)


class _Surprise(Exception):
    """Cut out of a long word, something is a link now that was none within it."""


def _laid_out(
    text: str, limits: Limits, numbering: Numbering, kept: Kept, *, careful: bool
) -> Layout:
    room = Room(limits, NO_NUMBERS, 1)
    found = stretches(text, limits, room.least, careful=careful)
    cuts = best_cuts(found, room, kept)
    digits = 0
    while numbering != NO_NUMBERS and count(cuts) > 1 and digits < len(str(count(cuts))):
        digits = len(str(count(cuts)))
        room = Room(limits, numbering, digits)
        led = room.numbering != NO_NUMBERS and not numbering.at_end
        found = stretches(text, limits, room.least, careful=careful, led=led)
        cuts = best_cuts(found, room, kept)
    return Layout(
        text,
        limits,
        room.numbering,
        tuple(_parts(text, limits, room, found, cuts, careful=careful)),
    )


def _kept(previous: Layout | None, text: str) -> Kept:
    """Return where the breaks outside of what was edited stand now, before it and behind it."""
    if previous is None:
        return Kept()
    old, shift = previous.text, len(text) - len(previous.text)
    same, same_at_end = unchanged(old, text)
    same_from = len(old) - same_at_end
    ends, starts = set(), set()
    for part, following in pairwise(previous.parts):
        if part.ends is Break.MANUAL:
            continue  # it is still there, or was taken out
        if part.end <= same:
            ends.add(part.end)
        if following.start >= same_from:
            starts.add(following.start + shift)
    return Kept(frozenset(ends), frozenset(starts))


def _parts(
    text: str,
    limits: Limits,
    room: Room,
    found: list[Stretch],
    cuts: list[list[int]],
    *,
    careful: bool,
) -> Iterator[Part]:
    """Yield the parts between the places that were chosen.

    Raises:
        _Surprise: not being careful was wrong.
    """
    numbering, total, number = room.numbering, count(cuts), 0
    for stretch, places in zip(found, cuts, strict=True):
        for begin, end in pairwise(places):
            number += 1
            start, stop = stretch.starts[begin], stretch.ends[end]
            body = text[start:stop]
            label = numbering.label(number, total)
            if label:
                body = f"{body} {label}" if numbering.at_end else f"{label} {body}"
            weight = foreseen = -(-(stretch.before[end] - stretch.after[begin]) // 100)
            # Cut within a word, it may hold another link; and graphemes may join over a space.
            cut = Break.CHARACTER in (stretch.gaps[begin].kind, stretch.gaps[end].kind)
            linked = "." in body and (cut or not body[0].isascii())
            if label or linked or limits.unit is not Unit.CODE_POINT:
                weight = _weigh(body, limits)
            if foreseen <= limits.max_weight < weight and not careful:
                raise _Surprise
            yield Part(body, weight, start, stop, stretch.gaps[end].kind)


@lru_cache(maxsize=1024)
def _weigh(body: str, limits: Limits) -> int:
    """Return the weight of a part's text; at a keystroke nearly all are as they were."""
    return weigh(body, limits)


def has_something_to_see(text: str) -> bool:
    """Return whether a text holds more than white space and marks of no width."""
    return any(category(char) not in _UNSEEN for char in text)


_UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
