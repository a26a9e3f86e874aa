"""Where a text may break into parts: all places, what lies between them, how good they are.

Links, mentions and the rest of what a network finds never reach over white space, so a
word weighs and breaks by itself, whatever stands around it. It is looked at once and
remembered; and of a text that was edited, only the words at the edit are read again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import cast

from console.domain.limits import Limits
from console.text import words
from console.text.breaks import MANUAL_BREAK, Break, Edges, Gap, edges, gap, judge
from console.text.read_text import Read, Word
from console.text.weight import weights

MOST_REMEMBERED = 1_000_000
"""So many characters of words are remembered for one limit, all in all; some 20 MB."""
OVERHEAD = 10
"""What a word costs beside its characters, in characters."""
LONG_WORD = 500
"""Longer ones are not remembered beyond the text in which they stand."""
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

    def add(self, end: int, start: int, before: int, after: int, found: Gap) -> None:
        """Add the next place."""
        self.ends.append(end)
        self.starts.append(start)
        self.before.append(before)
        self.after.append(after)
        self.gaps.append(found)

    @property
    def closed_by(self) -> Break:
        """Return what comes behind it."""
        return self.gaps[-1].kind


def stretches(
    text: str, limits: Limits, room: int, *, careful: bool = False, led: bool = False
) -> list[Stretch]:
    """Return the places of a normalised text; none for white space only.

    `room` is what the smallest part can hold, in hundredths. Carefully, a long word that
    may hold links is cut into pieces that are weighed as they will stand. `led` says that
    something stands before the words of each part: its number.
    """
    read = _words(limits, room, careful=careful)
    found = read.stretches(text)
    if not led:
        read.lead(found)
    return found


def forget() -> None:
    """Forget all words and texts that were read."""
    _words.cache_clear()


@lru_cache(maxsize=8)
def _words(limits: Limits, room: int, *, careful: bool) -> _Words:
    return _Words(limits, room, careful=careful)


class _Words:
    """All that is remembered for one limit."""

    def __init__(self, limits: Limits, room: int, *, careful: bool) -> None:
        self._limits, self._room, self._careful = limits, room, careful
        self._known: dict[str, Word] = {}
        self._spaces: dict[str, tuple[int, int]] = {}
        """Of white space: how many line ends it holds, and its weight."""
        self._edges: list[Edges] = []
        self._codes: dict[Edges, int] = {}
        self._gaps: dict[tuple[int, int, int], Gap | None] = {}
        self._size = 0
        self._leads = False
        """Whether there ever was a word that weighs otherwise with nothing before it."""
        self._last = Read()

    def stretches(self, text: str) -> list[Stretch]:
        """Return the places of a normalised text."""
        if self._size > MOST_REMEMBERED:
            self._known.clear()
            self._spaces.clear()
            self._size = 0
        read = self._last = self._read(text)
        if not read.tokens:
            return []
        judged = read.judged[:]
        for place in words.tied_numbers(text):
            row = bisect_left(read.ends, place)
            if row < len(judged) and read.ends[row] == place:
                judged[row] = None
        return self._put_together(read, judged)

    def lead(self, found: list[Stretch]) -> None:
        """Let parts weigh what their first word does with nothing before it."""
        if not self._leads:
            return
        read = self._last
        begins = [read.at, *read.starts]
        for row, word in enumerate(read.words):
            if not word.lead:
                continue
            stretch = found[bisect_right(found, begins[row], key=lambda one: one.starts[0]) - 1]
            place = bisect_left(stretch.starts, begins[row])
            if place < len(stretch.starts) and stretch.starts[place] == begins[row]:
                stretch.after[place] -= word.lead
                while place and stretch.after[place - 1] > stretch.after[place]:
                    place -= 1  # the order is needed to look places up
                    stretch.after[place] = stretch.after[place + 1]

    def _read(self, text: str) -> Read:
        """Read a text; what an edit left of the last one is taken from there."""
        old = self._last
        low, high, shift = old.unchanged(text)
        begin = old.starts[low - 1] if low else 0
        end = old.starts[high - 1] + shift if high < len(old.tokens) else len(text)
        middle = text[begin:end]
        new = self._read_new(
            words.tokens(middle),
            begin + len(middle) - len(middle.lstrip()),
            old.after[low - 1] if low else 0,
        )
        wide = (new.after[-1] if new.after else old.after[low - 1] if low else 0) - (
            old.after[high - 1] if high else 0
        )
        looked_at = old.words[:low] + new.words + old.words[high:]
        spaces = old.spaces[:low] + new.spaces + old.spaces[high:]
        first, last = max(low - 1, 0), low + len(new.words)
        judged = self._judge_all(looked_at[first : last + 1], spaces[first:last])
        return Read(
            text,
            old.at if low else begin + len(middle) - len(middle.lstrip()),
            old.tokens[:low] + new.tokens + old.tokens[high:],
            looked_at,
            spaces,
            old.ends[:low] + new.ends + [each + shift for each in old.ends[high:]],
            old.starts[:low] + new.starts + [each + shift for each in old.starts[high:]],
            old.before[:low] + new.before + [each + wide for each in old.before[high:]],
            old.after[:low] + new.after + [each + wide for each in old.after[high:]],
            old.judged[:first] + judged + (old.judged[high:] or [None]),
        )

    def _read_new(self, tokens: list[tuple[str, str]], at: int, weight: int) -> Read:
        """Read words that begin at a place, with so much weight before them."""
        known, measured = self._known, self._spaces
        looked_at = [known.get(word) or self._look(word) for word, _ in tokens]
        spaces = [measured.get(space) or self._measure(space) for _, space in tokens]
        weights_of_both = chain.from_iterable(
            (word.weight, wide) for word, (_, wide) in zip(looked_at, spaces, strict=True)
        )
        _, *edges = accumulate(map(len, chain.from_iterable(tokens)), initial=at)
        _, *totals = accumulate(weights_of_both, initial=weight)
        return Read(
            "", at, tokens, looked_at, spaces, edges[::2], edges[1::2], totals[::2], totals[1::2]
        )

    def _judge_all(self, looked_at: list[Word], spaces: list[tuple[int, int]]) -> list[Gap | None]:
        """Return what a break is between each two words; None where that is not so simple."""
        gaps = self._gaps
        found: list[Gap | None] = []
        for this, following, (lines, _) in zip(looked_at, looked_at[1:], spaces, strict=False):
            key = (this.code, following.code, lines)
            found.append(gaps[key] if key in gaps else self._judge(key))
        return found

    def _put_together(self, read: Read, judged: list[Gap | None]) -> list[Stretch]:
        """Return the stretches of a text whose every gap is known."""
        found = [Stretch.begin(read.at, 0)]
        done, last = 0, len(judged) - 1
        special = [
            row
            for row, (word, gap_behind) in enumerate(zip(read.words, judged, strict=True))
            if gap_behind is None or word.inside or word.cuts
        ]
        for row in special:
            word, gap_behind, here = read.words[row], judged[row], found[-1]
            here.ends += read.ends[done:row]
            here.starts += read.starts[done:row]
            here.before += read.before[done:row]
            here.after += read.after[done:row]
            here.gaps += cast("list[Gap]", judged[done:row])
            done = row + 1
            weight = read.before[row]
            begin, base = read.starts[row - 1] if row else read.at, weight - word.weight
            if word.inside:
                inner_places = [begin + offset for offset, _, _ in word.inside]
                inner_weights = [base + over for _, over, _ in word.inside]
                here.ends += inner_places
                here.starts += inner_places
                here.before += inner_weights
                here.after += inner_weights
                here.gaps += [inner for _, _, inner in word.inside]
            if word.cuts:
                here = self._cut(word, begin, base, found)
            closing = gap_behind
            if row == last:
                closing = Gap(Break.END, 0)
            elif read.spaces[row][0] < 0:
                closing = Gap(Break.MANUAL, 0)
            elif closing is None and read.before[row + 1] - here.after[-1] > self._room:
                closing = _TIED
            if closing is not None:
                here.add(read.ends[row], read.starts[row], weight, read.after[row], closing)
                if closing.kind is Break.MANUAL:
                    found.append(Stretch.begin(read.starts[row], read.after[row]))
        return found

    def _cut(self, word: Word, at: int, weight: int, found: list[Stretch]) -> Stretch:
        """Begin a stretch behind each piece of a word but the last."""
        for length, own in word.cuts[:-1]:
            at += length
            weight += own
            found[-1].add(at, at, weight, weight, gap(Break.CHARACTER))
            found.append(Stretch.begin(at, weight))
            found[-1].gaps[0] = gap(Break.CHARACTER)
        return found[-1]

    def _judge(self, key: tuple[int, int, int]) -> Gap | None:
        before, after, lines = key
        found = None if lines < 0 else judge(self._edges[before], self._edges[after], lines)
        self._gaps[key] = found
        return found

    def _measure(self, space: str) -> tuple[int, int]:
        """Return how many line ends white space holds, -1 for a manual break; and its weight."""
        lines = -1 if MANUAL_BREAK in space else min(len(f"{space}.".splitlines()) - 1, 2)
        if "\u2029" in space:
            lines = 2
        found = (lines, sum(weights(space, self._limits)))
        if len(space) <= LONG_WORD:
            self._size += len(space) + OVERHEAD
            self._spaces[space] = found
        return found

    def _look(self, word: str) -> Word:
        """Look at a word for the first time."""
        own = weights(f" {word}", self._limits)[1:]
        both = edges(word)
        code = self._codes.setdefault(both, len(self._edges))
        if code == len(self._edges):
            self._edges.append(both)
        weight, lead = sum(own), 0
        if "." in word and not word.isascii():
            lead = sum(weights(word, self._limits)) - weight
            self._leads = self._leads or lead != 0
        if max(weight, weight + lead) <= self._room and not words.has_cjk(word):
            found = Word(weight, code, lead=lead)
        else:
            found = self._look_inside(word, own, code, lead)
        if len(word) <= LONG_WORD:
            self._size += len(word) + OVERHEAD
            self._known[word] = found
        return found

    def _look_inside(self, word: str, own: list[int], code: int, lead: int) -> Word:
        """Look for places inside a word that is too long for a part, or needs no spaces."""
        total = [0, *accumulate(own)]
        if not (self._careful and "." in word):
            free = words.free_places(word, total, self._room)
            edges_of_all = [0, *free, len(word)]
            if all(total[b] - total[a] <= self._room for a, b in pairwise(edges_of_all)):
                inside = ((place, total[place], words.inner_gap(word, place)) for place in free)
                return Word(total[-1], code, tuple(inside), lead=lead)
        cuts = tuple(words.pieces(word, total, self._room, self._limits))
        return Word(sum(own for _, own in cuts), code, (), cuts)
