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
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_VARIANTS = "\ufe0e\ufe0f"


def invisible(text: str) -> list[int]:
    """Return where characters stand that nobody sees and that shape nothing.

    They come along when a word is copied: X would look for the word with them (unverified).
    White space is none of them, nor are joiners within a word and the parts of an emoji.
    """
    if text.isascii() and text.isprintable():
        return []
    of_emoji = {place for start, end in emoji(text) for place in range(start, end)}
    return [
        place
        for place, char in enumerate(text)
        if category(char) in _INVISIBLE
        and not char.isspace()
        and place not in of_emoji
        and not (ord(char) in _JOINERS and _is_within_word(text, place))
    ]


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


def _is_within_word(text: str, place: int) -> bool:
    """Return whether a joiner stands between letters, or ends a word behind a letter's sign.

    Words of Malayalam and Sinhala end so. ASCII letters are never joined.
    """
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not before or before.isascii() or not _is_letter(before):
        return False
    return category(before)[0] == "M" or (after > "\x7f" and _is_letter(after))
