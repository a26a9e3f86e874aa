"""The words of a post and of a query as X's search compares them.

X divides a text at punctuation, signs and space, compares without case and accents, and takes
each emoji as a word (https://docs.x.com/x-api/posts/search/integrate/operators and
.../build-a-query, read 2026-08). Chinese, Japanese and Korean are compared by pairs of
characters; how X divides them is documented nowhere (unverified).
"""

from __future__ import annotations

import re
from unicodedata import category

from console.text.emoji import emoji
from console.text.folding import fold

_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_JOINERS = {0x200C: None, 0x200D: None}
"""They shape letters (Persian, Hindi) and divide nothing."""
_VARIANTS = "\ufe0e\ufe0f"


def words(text: str) -> list[str]:
    """Return the words of a text in its order, folded."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    found: list[str] = []
    end = 0
    for start, stop in emoji(text):
        found += _letters(text[end:start])
        found.append(text[start:stop].translate(dict.fromkeys(map(ord, _VARIANTS))))
        end = stop
    return found + _letters(text[end:])


def is_word(text: str) -> bool:
    """Return whether a text is a single word without any sign, so that X divides it nowhere."""
    return bool(text) and all(_is_letter(char) for char in text.translate(_JOINERS))


def _letters(text: str) -> list[str]:
    folded = fold(text.translate(_JOINERS))
    return "".join(char if _is_letter(char) else " " for char in folded).split()


def _is_letter(char: str) -> bool:
    # A vowel sign belongs to its letter in the scripts of India and South-East Asia.
    return char.isalnum() or char == "_" or category(char)[0] == "M"
