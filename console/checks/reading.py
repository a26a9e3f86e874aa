"""A text as the checks read it: its words, its sentences, and what the lexicon finds there.

Everything is found when it is first asked for, and once. Spans are code points `[start, end)`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from console.text.asides import ASIDE
from console.text.lexicon import Lexicon, Word, words

_ENDS = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)|\n+|\f+|(?<=\S)\s++[-–—]\s+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|mr|mrs|ms|dr|no|nr|st|approx|incl|etc|vs|z\.b|d\.h|bzw|ca|evtl|ggf|inkl"
    r"|tel|min|std|mo|di|mi|do|fr|sa|so|a\.m|p\.m|mon|tue|wed|thu|fri|sat|sun"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
"""Ends with a full stop that ends no sentence; an initial among them."""
_ORDINAL = re.compile(r"(?<![\d£$€.,:])(?:\d{1,2}\.)?\d{1,2}\.$")
_GOES_ON = re.compile(
    r"\s+(?:[a-zäöüß\d]|(?i:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec))"
)
"""Behind a number with a full stop: small letters, another number, or a month."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    start: int
    end: int


class Said(NamedTuple):
    """A phrase of a lexicon's list, and where it stands."""

    list: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with what is said in it."""

    start: int
    end: int
    """Without the white space around it."""
    text: str
    words: tuple[Word, ...]
    said: tuple[Said, ...]
    lists: frozenset[str]
    """Those of which a phrase stands in it."""
    asks: bool
    """Whether it ends with a question mark."""

    def says(self, *names: str) -> bool:
        """Return whether a phrase of one of these lists stands in it."""
        return not self.lists.isdisjoint(names)


class Reading:
    """A text with what was found in it."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon | None = None,
        parts: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Take a text; without a lexicon nothing is said in it.

        `parts` are the code points of the posts that it becomes, in order; none for one post.
        """
        self.text = text
        self.parts: tuple[Span, ...] = tuple(Span(*part) for part in parts) or (Span(0, len(text)),)
        self._lexicon = lexicon

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return its words in order, without those of links, addresses, handles and hashtags."""
        return tuple(words(self._without_asides(lambda aside: " " * len(aside))))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return its sentences in order; a line end ends one as well."""
        return tuple(self._sentences())

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Return all phrases that it holds, in order; none goes over the end of a sentence."""
        return tuple(said for sentence in self.sentences for said in sentence.said)

    def of(self, *names: str) -> Iterator[Said]:
        """Yield the phrases of some lists, in order."""
        return (said for said in self.said if said.list in names)

    def within(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Return the sentences that begin within a stretch."""
        return tuple(each for each in self.sentences if start <= each.start < end)

    def _sentences(self) -> Iterator[Sentence]:
        starts = [word.start for word in self.words]
        for start, end in self._edges():
            first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
            held = self.words[first:last]
            text = self.text[start:end]
            asks = "?" in text and "?" in ASIDE.sub("", text)[-4:]
            said = self._said_by(held)
            lists = frozenset(each.list for each in said)
            yield Sentence(start, end, text, held, said, lists, asks)

    @cached_property
    def _asides(self) -> tuple[re.Match[str], ...]:
        return tuple(ASIDE.finditer(self.text))

    def _without_asides(self, stand_in: Callable[[str], str]) -> str:
        """Return the text with a stand-in of the same length for each link and the like."""
        pieces: list[str] = []
        done = 0
        for aside in self._asides:
            pieces += self.text[done : aside.start()], stand_in(aside[0])
            done = aside.end()
        return "".join((*pieces, self.text[done:]))

    def _said_by(self, held: tuple[Word, ...]) -> tuple[Said, ...]:
        if self._lexicon is None:
            return ()
        hits = self._lexicon.find([word.text for word in held])
        return tuple(Said(hit.list, held[hit.first].start, held[hit.last].end) for hit in hits)

    def _edges(self) -> Iterator[tuple[int, int]]:
        """Yield where sentences begin and end, without the white space around them."""
        hidden = self._without_asides(_shut)
        begin = 0
        for found in _ENDS.finditer(hidden):
            if found[0] == "." and _goes_on(hidden, begin, found.end()):
                continue
            yield from self._trimmed(begin, found.end())
            begin = found.end()
        yield from self._trimmed(begin, len(self.text))

    def _trimmed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        piece = self.text[start:end]
        bare = piece.strip()
        if bare:
            start += piece.index(bare[0])
            yield start, start + len(bare)


def _goes_on(text: str, begin: int, end: int) -> bool:
    """Return whether a full stop before `end` ends no sentence, which began at `begin`."""
    near = max(begin, end - 12)
    if _ABBREVIATED.search(text, near, end):
        return True
    number = _ORDINAL.search(text, near, end)
    if number is None:
        return False
    return not text[begin : number.start()].strip() or _GOES_ON.match(text, end) is not None


def _shut(aside: str) -> str:
    """Return a stand-in for a link of the same length; a sentence's sign at its end stays one."""
    bare = aside.rstrip(".!?…)")
    return "x" * len(bare) + aside[len(bare) :]
