"""Split one answer into the parts of a thread.

The fewest parts that hold the text, each within the limit; among the breaks that keep
it so, the end of a paragraph is preferred to the end of a sentence, and that to any
space. A break swallows the white space around it; nothing else of the text is lost.

What a link weighs may change where a word is cut, so a word longer than a part is cut
first, each piece weighed as it will stand alone; after that every break is at a space.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from console.domain.limits import Limits
from console.text.entities import MAX_LENGTH, links
from console.text.weight import normalise, weigh, weights


@dataclass(frozen=True, slots=True)
class Part:
    """One post as it will be published, and what it weighs in whole units."""

    text: str
    weight: int


_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")


def split(text: str, limits: Limits) -> tuple[Part, ...]:
    """Return the parts of `text` in order; none for a text of white space only.

    A word longer than a part is cut between characters; a link never is, for no link
    weighs more than a part.
    """
    text = normalise(text).strip()
    return tuple(
        part for stretch in _stretches(text, limits) for part in _Layout(stretch, limits).parts()
    )


def _stretches(text: str, limits: Limits) -> Iterator[str]:
    """Yield the text in stretches, each to begin a part and without a word too long for one."""
    total = [0, *accumulate(weights(text, limits))]
    begun = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        if total[end] - total[start] <= limits.max_weight * 100:
            continue
        while (cut := _cut(text, start, end, limits)) < end:
            yield text[begun:cut]
            begun = start = cut
    if begun < len(text):
        yield text[begun:]


def _cut(text: str, start: int, end: int, limits: Limits) -> int:
    """Return where the longest piece of the word `[start, end)` ends that a part can hold."""
    most = limits.max_weight * 100
    # Enough to see how far a part reaches; more only where a link there goes on beyond.
    for reach in (2 * limits.max_weight, MAX_LENGTH + 2 * limits.max_weight):
        word = text[start : min(end, start + reach)]
        found = links(word)
        cut = bisect_right([0, *accumulate(weights(word, limits))], most) - 1
        if start + reach >= end or not found or found[-1].start > cut or found[-1].end < len(word):
            break
    if cut == len(word) and start + cut == end:
        return end
    inside = {place for link in found for place in range(link.start + 1, link.end)}
    for place in range(cut, 0, -1):
        # Cut off from what follows, the piece may end in a link that it did not have.
        if (
            place not in inside
            and not _joined(word, place)
            and weigh(word[:place], limits) <= limits.max_weight
        ):
            return start + place
    return start + max(1, cut)


class _Layout:
    """The places where one stretch may break: its spaces."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self._limit = limits.max_weight * 100
        self._total = [0, *accumulate(weights(text, limits))]
        """Weight of the code points before an index, in hundredths."""
        spaces = [match.span() for match in _SPACE.finditer(text)]
        self._ends = [*(start for start, _ in spaces), len(text)]
        """Where a part may end; the next begins at the same place of `_starts`."""
        self._starts = [*(end for _, end in spaces), len(text)]
        self._fewest = self._count_parts()

    def parts(self) -> Iterator[Part]:
        start = 0
        while start < len(self.text):
            place = self._best_place(start)
            end = self._ends[place]
            yield Part(self.text[start:end], -(-(self._total[end] - self._total[start]) // 100))
            start = self._starts[place]

    def _best_place(self, start: int) -> int:
        """Return the place where the part that begins at `start` ends best."""
        farthest = self._farthest_place(start)
        if self._ends[farthest] == len(self.text):
            return farthest
        fewest = self._fewest[farthest]
        half = start + (self._ends[farthest] - start) // 2
        places = range(bisect_right(self._ends, half), farthest + 1)
        return max(
            (place for place in places if self._fewest[place] == fewest),
            key=lambda place: (self._quality(place), place),
            default=farthest,
        )

    def _quality(self, place: int) -> int:
        end = self._ends[place]
        if "\n\n" in self.text[end : self._starts[place]]:
            return 2
        return 1 if _SENTENCE_END.search(self.text[max(0, end - 8) : end]) else 0

    def _farthest_place(self, start: int) -> int:
        """Return the last place at which a part that begins at `start` is within the limit."""
        fits = bisect_right(self._total, self._total[start] + self._limit) - 1
        return max(bisect_right(self._ends, fits) - 1, bisect_left(self._ends, start + 1))

    def _count_parts(self) -> list[int]:
        """Return, for each place, the fewest parts that hold what follows it."""
        counts = [0] * len(self._ends)
        for place in range(len(self._ends) - 2, -1, -1):
            counts[place] = 1 + counts[self._farthest_place(self._starts[place])]
        return counts


def _joined(text: str, index: int) -> bool:
    """Return whether the code point at `index` belongs to the one before it."""
    if index >= len(text):
        return False
    here, before = text[index], text[index - 1]
    return (
        unicodedata.combining(here) != 0
        or unicodedata.category(here) in ("Mn", "Me", "Mc", "Cf")
        or before == "\u200d"
        or 0x1F3FB <= ord(here) <= 0x1F3FF
    )
