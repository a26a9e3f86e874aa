"""Whether one of some words or phrases stands in a text, whatever its case and accents; pure.

Whole words count: `fund` does not stand in `refund`. Scripts that set no spaces have no such
bounds, so there a word is found within others. A name is no word: `shop` does not stand in
`@shop`, but `@shop` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from console.text.folding import fold

_NO_SPACES = (
    # Thai, Lao, Tibetan, Myanmar, Khmer; Chinese, Japanese and Korean as `text.folding` has them
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = f"[^\\W{_NO_SPACES}]"
"""A sign of a word whose bounds count."""
_BOUND = re.compile(_LETTER)
_WORD = re.compile(f"@?{_LETTER}+")
_BETWEEN = {code: " " for code in range(128) if not _WORD.match(chr(code)) and code != ord("@")}
_SAME = {
    ord("\u2018"): "'",
    ord("\u2019"): "'",
    # Not seen: soft hyphen, joiners and marks of direction, the choice of an emoji's drawing.
    **dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0xFE0F)),
}


def folded(text: str) -> str:
    """Return a text in the form in which words are looked for."""
    return " ".join(fold(text if text.isascii() else text.translate(_SAME)).split())


class Said(NamedTuple):
    """What a text says, made ready once for many lists of words."""

    text: str
    """Folded."""
    words: frozenset[str]
    """Its words and names, the latter with their @."""


def said(text: str) -> Said:
    """Return what a text says."""
    form = folded(text)
    if form.isascii():  # the same, ten times as fast
        return Said(form, frozenset(form.replace("@", " @").translate(_BETWEEN).split()))
    return Said(form, frozenset(_WORD.findall(form)))


class Words:
    """Some words and phrases, made ready once for many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        ready = dict.fromkeys(filter(None, map(folded, words)))
        self._single = frozenset(filter(_WORD.fullmatch, ready))
        self._others = tuple(
            (word, re.compile(_bounded(word))) for word in ready if word not in self._single
        )
        firsts = [_WORD.search(word) for word in ready]
        self.signs = None if None in firsts else frozenset(first[0] for first in firsts if first)
        """Of `Said.words` one of these is there wherever one of the words stands; None where
        that cannot be told, as of scripts that set no spaces."""

    def stand_in(self, what: Said) -> bool:
        """Return whether one of them stands in a text."""
        if not self._single.isdisjoint(what.words):
            return True
        # Most phrases are not there, and that is known soonest without their bounds.
        return any(word in what.text and bounds.search(what.text) for word, bounds in self._others)


def _bounded(word: str) -> str:
    before = f"(?<!@)(?<!{_LETTER})" if _BOUND.match(word) else ""
    after = f"(?!{_LETTER})" if _BOUND.match(word[-1]) else ""
    return f"{before}{re.escape(word)}{after}"
