"""Split one answer into the parts of a thread.

The fewest parts that hold the text, each within the limit; among the breaks that keep
it so, the end of a paragraph is preferred to the end of a sentence, and that to any
space. A break swallows the white space around it; nothing else of the text is lost.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from console.domain.limits import Limits
from console.text.entities import links
from console.text.weight import normalise, weights


@dataclass(frozen=True, slots=True)
class Part:
    """One post as it will be published, and what it weighs in whole units."""

    text: str
    weight: int


_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")


def split(text: str, limits: Limits) -> tuple[Part, ...]:
    """Return the parts of `text` in order; none for a text of white space only.

    A word longer than a part is cut between characters; a link never is, for no link
    weighs more than a part.
    """
    text = normalise(text).strip()
    if not text:
        return ()
    layout = _Layout(text, limits)
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = layout.best_end(start)
        spans.append((start, end))
        start = layout.skip_space(end)
    return tuple(
        Part(text[start:end], -(-(layout.total[end] - layout.total[start]) // 100))
        for start, end in spans
    )


class _Layout:
    """The places where one normalised text may break."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.total = [0, *accumulate(weights(text, limits))]
        """Weight of the code points before an index, in hundredths."""
        self._limit = limits.max_weight * 100
        self._spaces = [(m.start(), m.end()) for m in _SPACE.finditer(text)]
        self._space_end = dict(self._spaces)
        self._links = [(link.start, link.end) for link in links(text)]
        self._parts_from = self._count_parts()

    def skip_space(self, index: int) -> int:
        return self._space_end.get(index, index)

    def best_end(self, start: int) -> int:
        """Return where the part that begins at `start` ends best."""
        farthest = self._farthest_end(start)
        if farthest == len(self.text):
            return farthest
        fewest = self._parts_from[self.skip_space(farthest)]
        half = start + (farthest - start) // 2
        ends = [
            space
            for space, after in self._spaces
            if half < space <= farthest and self._parts_from.get(after) == fewest
        ]
        return max(ends, key=lambda end: (self._quality(end), end), default=farthest)

    def _quality(self, end: int) -> int:
        if "\n\n" in self.text[end : self._space_end[end]]:
            return 2
        return 1 if _SENTENCE_END.search(self.text[max(0, end - 8) : end]) else 0

    def _farthest_end(self, start: int) -> int:
        """Return the greatest end within the limit, at a space if there is one."""
        fits = self._fits(start)
        if fits == len(self.text) or fits in self._space_end:
            return fits
        before = self._last_space(start, fits)
        return before if before is not None else self._inside_word(start, fits)

    def _fits(self, start: int) -> int:
        return bisect_right(self.total, self.total[start] + self._limit) - 1

    def _last_space(self, start: int, end: int) -> int | None:
        index = bisect_right(self._spaces, (end, len(self.text))) - 1
        if index >= 0 and self._spaces[index][0] > start:
            return self._spaces[index][0]
        return None

    def _inside_word(self, start: int, end: int) -> int:
        """Return the last place before `end` that cuts no link and no combined character."""
        for first, last in self._links:
            if first < end < last and first > start:
                return first
        cut = end
        while cut > start + 1 and _joined(self.text, cut):
            cut -= 1
        return cut if cut > start + 1 or not _joined(self.text, cut) else end

    def _count_parts(self) -> dict[int, int]:
        """Return, for each place where a part may begin, the fewest parts from there on."""
        starts = [0, *(after for _, after in self._spaces)]
        counts: dict[int, int] = {len(self.text): 0}
        for start in reversed(starts):
            chain = []
            at = start
            while at not in counts:
                chain.append(at)
                at = self.skip_space(self._farthest_end(at))
            for distance, place in enumerate(reversed(chain), 1):
                counts[place] = counts[at] + distance
        return counts


def _joined(text: str, index: int) -> bool:
    """Return whether the code point at `index` belongs to the one before it."""
    here, before = text[index], text[index - 1]
    return (
        unicodedata.combining(here) != 0
        or unicodedata.category(here) in ("Mn", "Me", "Mc", "Cf")
        or before == "\u200d"
        or 0x1F3FB <= ord(here) <= 0x1F3FF
    )
