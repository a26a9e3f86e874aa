"""Where a text may break into parts: all places, what lies between them, how good they are.

Links, mentions and the rest of what a network finds never reach over white space, so a
word weighs and breaks by itself, whatever stands around it. It is looked at once and
remembered: at the next keystroke nearly all words are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from console.domain.limits import Limits
from console.text import words
from console.text.breaks import MANUAL_BREAK, Break, Edges, Gap, edges, gap, judge
from console.text.weight import weights

MOST_WORDS = 20_000
"""So many words are remembered for one limit, about 5 MB."""
MOST_DIGITS = 15
"""A phone number has no more (ITU-T E.164); longer rows of numbers are a list."""

_NUMBERS = re.compile(r"[+(]?\d[\d()/.\-]*+(?:[ \u2009](?:[/–-][ \u2009])?\(?\d[\d()/.\-]*+)+")
_DIGIT = re.compile(r"\d")
_TIED = Gap(Break.WORD, 1)
"""Where nothing should break, yet what belongs together is longer than a part."""


@dataclass(slots=True)
class Stretch:
    """A run of text between two breaks that are certain, and the places where it may break.

    All lists are as long as there are places. Place 0 is the beginning, the last is the
    end. A part from place `a` to place `b` holds the code points `[starts[a], ends[b])`
    and weighs `before[b] - after[a]` hundredths. Every part from a place to the next is
    within the limit, unless one character of it alone is not.
    """

    ends: list[int]
    """Where a part ends that ends there; ascending."""
    starts: list[int]
    """Where the next part begins."""
    before: list[int]
    """Weight of the text before `ends`."""
    after: list[int]
    """Weight of the text before `starts`."""
    gaps: list[Gap]
    """What a break is there."""

    @classmethod
    def begin(cls, at: int, weight: int) -> Stretch:
        """Return a stretch with its first place."""
        return cls([at], [at], [weight], [weight], [gap(Break.WORD)])

    def add(self, at: int, space: int, weight: int, wide: int, found: Gap) -> None:
        """Add the next place, with the length and the weight of the white space there."""
        self.ends.append(at)
        self.starts.append(at + space)
        self.before.append(weight)
        self.after.append(weight + wide)
        self.gaps.append(found)

    @property
    def closed_by(self) -> Break:
        """Return what comes behind it."""
        return self.gaps[-1].kind


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of a word wherever it stands."""

    weight: int
    code: int
    """Of its edges: equal for equal ones."""
    inside: tuple[tuple[int, int, Gap], ...] = ()
    """Places inside: code points before, weight before, what a break is there."""
    cuts: tuple[tuple[int, int], ...] = ()
    """Of a word that must be cut: length and weight of each piece, as it stands alone."""


def stretches(text: str, limits: Limits, room: int) -> list[Stretch]:
    """Return the places of a normalised text; none for white space only.

    `room` is what the smallest part can hold, in hundredths.
    """
    return _words(limits, room).stretches(text)


@lru_cache(maxsize=8)
def _words(limits: Limits, room: int) -> _Words:
    return _Words(limits, room)


class _Words:
    """All that is remembered for one limit."""

    def __init__(self, limits: Limits, room: int) -> None:
        self._limits, self._room = limits, room
        self._known: dict[str, _Word] = {}
        self._spaces: dict[str, tuple[int, int]] = {}
        self._edges: list[Edges] = []
        self._codes: dict[Edges, int] = {}
        self._gaps: dict[tuple[int, int, int], Gap | None] = {}

    def stretches(self, text: str) -> list[Stretch]:
        """Return the places of a normalised text."""
        if len(self._known) > MOST_WORDS:
            self._known.clear()
        tokens = words.tokens(text)
        if not tokens:
            return []
        known, gaps = self._known, self._gaps
        looked_at = [known.get(word) or self._look(word) for word, _ in tokens]
        tied = _tied_numbers(text)
        at, weight = len(text) - len(text.lstrip()), 0
        here = Stretch.begin(at, weight)
        found = [here]
        # Each keystroke comes by here with every word: nothing is called that need not be.
        for (word, space), this, following in zip(
            tokens, looked_at, (*looked_at[1:], None), strict=True
        ):
            if this.inside:
                for offset, over, inner in this.inside:
                    here.add(at + offset, 0, weight + over, 0, inner)
            elif this.cuts:
                here = self._cut(this, at, weight, found)
            at += len(word)
            weight += this.weight
            lines, wide = self._spaces.get(space) or self._measure(space)
            if following is None:
                here.add(at, len(space), weight, wide, Gap(Break.END, 0))
                break
            if lines < 0:
                here.add(at, len(space), weight, wide, Gap(Break.MANUAL, 0))
                here = Stretch.begin(at + len(space), weight + wide)
                found.append(here)
            else:
                key = (this.code, following.code, lines)
                judged = gaps[key] if key in gaps else self._judge(key)
                if judged is None or at in tied:
                    whole = weight + wide + following.weight - here.after[-1]
                    judged = _TIED if whole > self._room else None
                if judged is not None:
                    here.ends.append(at)
                    here.starts.append(at + len(space))
                    here.before.append(weight)
                    here.after.append(weight + wide)
                    here.gaps.append(judged)
            at += len(space)
            weight += wide
        return found

    def _cut(self, word: _Word, at: int, weight: int, found: list[Stretch]) -> Stretch:
        """Begin a stretch behind each piece of a word but the last."""
        for length, own in word.cuts[:-1]:
            at += length
            weight += own
            found[-1].add(at, 0, weight, 0, gap(Break.CHARACTER))
            found.append(Stretch.begin(at, weight))
            found[-1].gaps[0] = gap(Break.CHARACTER)
        return found[-1]

    def _judge(self, key: tuple[int, int, int]) -> Gap | None:
        before, after, lines = key
        found = self._gaps[key] = judge(self._edges[before], self._edges[after], lines)
        return found

    def _measure(self, space: str) -> tuple[int, int]:
        """Return how many line ends white space holds, -1 for a manual break; and its weight."""
        lines = -1 if MANUAL_BREAK in space else min(len(f"{space}.".splitlines()) - 1, 2)
        if "\u2029" in space:
            lines = 2
        found = self._spaces[space] = (lines, sum(weights(space, self._limits)))
        return found

    def _look(self, word: str) -> _Word:
        """Look at a word for the first time."""
        own = weights(word, self._limits)
        both = edges(word)
        code = self._codes.setdefault(both, len(self._edges))
        if code == len(self._edges):
            self._edges.append(both)
        weight = sum(own)
        if weight <= self._room and not words.has_cjk(word):
            found = _Word(weight, code)
        else:
            found = self._look_inside(word, own, code)
        self._known[word] = found
        return found

    def _look_inside(self, word: str, own: list[int], code: int) -> _Word:
        """Look for places inside a word that is too long for a part, or needs no spaces."""
        total = [0, *accumulate(own)]
        free = words.free_places(word, total, self._room)
        edge = 0
        for place in free:
            if total[place] - total[edge] > self._room:
                break
            edge = place
        else:
            if total[-1] - total[edge] <= self._room:
                inside = tuple(
                    (place, total[place], words.inner_gap(word, place)) for place in free
                )
                return _Word(total[-1], code, inside)
        cuts = tuple(words.pieces(word, total, self._room, self._limits))
        return _Word(sum(own for _, own in cuts), code, (), cuts)


def _tied_numbers(text: str) -> set[int]:
    """Return the white space within phone numbers, and numbers set in groups."""
    found: set[int] = set()
    for match in _NUMBERS.finditer(text):
        if len(_DIGIT.findall(match[0])) <= MOST_DIGITS:
            found.update(
                place for place in range(match.start(), match.end()) if text[place].isspace()
            )
    return found
