"""Where phrases stand in a sentence: in one another, and in which of its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from console.checks.reading import Said, Sentence, Span
from console.text.lexicon import Word

_CLAUSE = re.compile(r"(?:[^,;:.]|(?<=\d)[,:](?=\d)|\.(?!\s))+")
"""`10:30`, `5,000` and `shop.example` part nothing; `No. Call us` may be one sentence of two."""


class Spans:
    """Stretches of a text, asked by the thousand."""

    def __init__(self, spans: Iterable[Span | Said]) -> None:
        ordered = sorted((each.start, each.end) for each in spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def meet(self, said: Said) -> bool:
        """Return whether one of them has a word in common with a phrase."""
        before = bisect_left(self._starts, said.end)
        return before > 0 and self._ends[before - 1] > said.start

    def hold(self, said: Said) -> bool:
        """Return whether a phrase stands in one of them."""
        before = bisect_right(self._starts, said.start)
        return before > 0 and self._ends[before - 1] >= said.end


class Clauses:
    """The clauses of a sentence; one without any sign in it is one clause."""

    def __init__(self, sentence: Sentence) -> None:
        found = list(_CLAUSE.finditer(sentence.text))
        self._starts = [sentence.start + each.start() for each in found] or [sentence.start]
        self._ends = [sentence.start + each.end() for each in found] or [sentence.end]
        self._words: dict[int, list[Word]] = {}
        for word in sentence.words:
            self._words.setdefault(self.start(word.start), []).append(word)
        self._first = {words[0].start for words in self._words.values()}
        self._last = {words[-1].end for words in self._words.values()}

    def start(self, place: int) -> int:
        """Return where the clause begins that holds a place."""
        return self._starts[max(0, bisect_right(self._starts, place) - 1)]

    def of(self, spans: Iterable[Said]) -> set[int]:
        """Return where the clauses begin in which some phrases begin."""
        return {self.start(each.start) for each in spans}

    def beginning_with(self, spans: Iterable[Said]) -> Iterator[Span]:
        """Yield the clauses of which a phrase is the beginning, from their first word on."""
        starts = {each.start for each in spans}
        for start, end in zip(self._starts, self._ends, strict=True):
            words = self._words.get(start)
            if words and words[0].start in starts:
                yield Span(words[0].start, end)

    def is_whole(self, said: Said) -> bool:
        """Return whether a phrase is a clause, or several, and nothing stands beside it."""
        return said.start in self._first and said.end in self._last

    def length(self, said: Said) -> int:
        """Return how many words the clause has in which a phrase begins."""
        return len(self._words[self.start(said.start)])
