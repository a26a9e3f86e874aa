"""A text as it was read: its words, what is known of each, and all that adds up over them.

Holds what was found; looks for nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from console.text.breaks import Gap
from console.text.edits import unchanged
from console.text.words import is_tie


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word wherever it stands."""

    weight: int
    """Behind a space."""
    code: int
    """Of its edges: equal for equal ones."""
    inside: tuple[tuple[int, int, Gap], ...] = ()
    """Places inside: code points before, weight before, what a break is there."""
    cuts: tuple[tuple[int, int], ...] = ()
    """Of a word that must be cut: length and weight of each piece, as it stands alone."""
    lead: int = 0
    """How much more it weighs where nothing stands before it: X finds other links there."""


@dataclass(slots=True)
class Read:
    """A text as it was read: its words and all that adds up over them.

    All lists have one entry for each word, with the white space behind it.
    """

    text: str = ""
    at: int = 0
    """Where the first word begins."""
    tokens: list[tuple[str, str]] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    spaces: list[tuple[int, int]] = field(default_factory=list)
    """Of the white space: how many line ends it holds, -1 for a manual break; its weight."""
    ends: list[int] = field(default_factory=list)
    """Where a word ends."""
    starts: list[int] = field(default_factory=list)
    """Where the next one begins."""
    before: list[int] = field(default_factory=list)
    """Weight of the text before `ends`."""
    after: list[int] = field(default_factory=list)
    """Weight of the text before `starts`."""
    judged: list[Gap | None] = field(default_factory=list)
    """What a break behind it would be; None where that is not so simple, as at the end."""

    def unchanged(self, new: str) -> tuple[int, int, int]:
        """Return which words an edit left alone, and how far those behind it moved.

        These are the first `low` and those from `high` on. A word is sure where the white
        space before and behind it is: not where a script sets none, or
        the space may tie.
        """
        start, end = unchanged(self.text, new)
        low = bisect_left(self.starts, start)
        while low and not self._is_firm(low - 1):
            low -= 1
        high = bisect_left(self.starts, len(self.text) - end + 1) + 1
        while high < len(self.tokens) and not self._is_firm(high - 1):
            high += 1
        return low, min(high, len(self.tokens)), len(new) - len(self.text)

    def _is_firm(self, row: int) -> bool:
        """Return whether the space behind a word parts it from the next, whatever is edited."""
        space = self.tokens[row][1]
        return bool(space) and not is_tie(space)
