"""Every way to break a text, tried: what the tests and the bench hold the splitter against.

Knows nothing of how the splitter searches. It is given the places where a text may break
and weighs each piece as it would be published, so it is slow, and for short texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from console.domain.limits import Limits
from console.domain.numbering import NO_NUMBERS, Numbering
from console.text.entities import entities
from console.text.graphemes import graphemes
from console.text.weight import weigh

MANUAL = "\f"


@dataclass(frozen=True)
class Place:
    """A part may end at `end`; the next then begins at `start`, white space lies between."""

    end: int
    start: int
    forced: bool = False
    """Whether a part must end there."""


def places(pieces: Sequence[str], limits: Limits, room: int) -> list[Place]:
    """Return the places of a text made of pieces and white space, its two ends included.

    A piece is what must not be broken; one heavier than `room` may be at every grapheme
    that is in no link, mention, hashtag, cashtag or list which fits by itself.
    """
    at = 0
    words: list[tuple[int, int]] = []
    found: list[Place] = []
    for piece in pieces:
        if piece.strip():
            words.append((at, at + len(piece)))
        at += len(piece)
    text = "".join(pieces)
    for number, (start, end) in enumerate(words):
        before = words[number - 1][1] if number else start
        found.append(Place(before, start, MANUAL in text[before:start]))
        word = text[start:end]
        if weigh(word, limits) > room:
            found += [Place(start + cut, start + cut) for cut in _cuts(word, limits, room)]
    found.append(Place(words[-1][1], words[-1][1]))
    return found


def _cuts(word: str, limits: Limits, room: int) -> Iterator[int]:
    whole = [each for each in entities(word) if weigh(word[each.start : each.end], limits) <= room]
    for cut in graphemes(word)[1:]:
        if not any(each.start < cut < each.end for each in whole):
            yield cut


@dataclass(frozen=True)
class Search:
    """All layouts of one text over its places."""

    text: str
    places: Sequence[Place]
    limits: Limits
    numbering: Numbering = NO_NUMBERS
    _weights: dict[tuple[int, int, str], int] = field(default_factory=dict, repr=False)

    def fewest(self) -> int:
        """Return the fewest parts that hold the text, each with its number if there are many."""
        last = len(self.places) - 1
        if last in self._ends(0, ""):
            return 1
        return next(
            count for count in range(2, last + 1) if last in self._reached(count, lambda _: 0)
        )

    def most(self, worth: Callable[[Place], int]) -> int:
        """Return the greatest sum of what the breaks are worth, the parts being the fewest."""
        count = self.fewest()
        return self._reached(count, worth)[len(self.places) - 1] if count > 1 else 0

    def _reached(self, count: int, worth: Callable[[Place], int]) -> dict[int, int]:
        """Return the places that `count` parts of as many reach, and the best sum up to each."""
        reached = {0: 0}
        last = len(self.places) - 1
        for number in range(1, count + 1):
            label = self.numbering.label(number, count)
            following: dict[int, int] = {}
            for first, value in reached.items():
                for place in self._ends(first, label):
                    gained = value + (worth(self.places[place]) if place != last else 0)
                    following[place] = max(gained, following.get(place, gained))
            reached = following
        return reached

    def _ends(self, first: int, label: str) -> Iterator[int]:
        for place in range(first + 1, len(self.places)):
            weight = self._weight(first, place, label)
            if weight <= self.limits.max_weight:
                yield place
            # No end at the first that is too heavy: with the rest of a link it may fit again.
            if self.places[place].forced or weight > 3 * self.limits.max_weight:
                return

    def _weight(self, first: int, last: int, label: str) -> int:
        known = self._weights.get((first, last, label))
        if known is None:
            body = self.text[self.places[first].start : self.places[last].end]
            whole = f"{label} {body}" if label else body
            known = self._weights[first, last, label] = weigh(whole, self.limits)
        return known


def kept_worth(old: str, spans: Sequence[tuple[int, int]], new: str) -> Callable[[Place], int]:
    """Return what tells whether a place of `new` is one where `old` was broken.

    `spans` are the parts of `old`. What differs between the two is one stretch: behind
    the longest beginning and before the longest end that they share.
    """
    same = _shared(old, new)
    same_end = _shared(old[same:][::-1], new[same:][::-1])
    shift = len(new) - len(old)
    ends = {end for (_, end), _ in pairwise(spans) if end <= same}
    starts = {start + shift for _, (start, _) in pairwise(spans) if start >= len(old) - same_end}
    return lambda place: int(place.end in ends or place.start in starts)


def _shared(first: str, second: str) -> int:
    for number, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return number
    return min(len(first), len(second))
