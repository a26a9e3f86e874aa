"""Fold a text for the search index: what a person types finds what a person wrote.

Case and diacritics are dropped, and runs of Chinese, Japanese and Korean become
overlapping pairs, since they are written without spaces. Both the stored text and the
words of a query go through here.
"""

from __future__ import annotations

import re
import unicodedata

CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""A run of characters that are written without spaces."""

_HALVES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return a text as long, with U+FFFD for lone surrogates, which no database takes."""
    return _HALVES.sub("\ufffd", text)


def fold(text: str) -> str:
    """Return the searchable form of `text`."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return CJK.sub(_pairs, unicodedata.normalize("NFC", bare))


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    pairs = [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return f" {' '.join(pairs)} "
