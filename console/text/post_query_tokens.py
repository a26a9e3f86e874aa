"""The pieces of a query: parentheses, OR, and terms with their operator; any text has some.

Nothing is judged here but which piece stands where; each character is looked at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

QUOTES = "“”„‟«»"
"""Marks of word processors that a person means as `"`."""
DASHES = "–—−"
"""Likewise as a minus."""
SIGNS = "#@$"
"""What a term begins with that is a hashtag, a mention or a cashtag."""

_SPACE = re.compile(r"\s+")
_BARE = re.compile(rf'[^\s()"{QUOTES}]+')
_BOXED = re.compile(r"[^:]{1,40}:\[[^\[\]()]*\]")
_MARK = re.compile(rf'["{QUOTES}]')
_PLAIN = re.compile('"')


class Kind(Enum):
    """What a piece is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    TERM = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query: the characters `[start, end)`."""

    kind: Kind
    start: int
    end: int
    negated: bool = False
    """Whether a minus stands before it."""
    name: str = ""
    """The operator in lower case, or one of `SIGNS`; empty for words."""
    value: str = ""
    """The words, or what stands behind the operator, without quotes."""
    quoted: bool = False
    closed: bool = True
    """Whether the quotes end."""
    marks: tuple[int, ...] = ()
    """Where quotes of a word processor stand for plain ones."""


def tokens(query: str) -> list[Token]:
    """Return the pieces from left to right; only white space is left out."""
    found: list[Token] = []
    place = 0
    while place < len(query):
        if space := _SPACE.match(query, place):
            place = space.end()
            continue
        found.append(_one(query, place))
        place = found[-1].end
    return found


def _one(query: str, start: int) -> Token:
    first = start
    negated = query[first] == "-"
    first += negated
    if query.startswith("(", first):
        return Token(Kind.OPEN, start, first + 1, negated)
    if query.startswith(")", start):
        return Token(Kind.CLOSE, start, start + 1)
    if _MARK.match(query, first):
        return _quoted(query, start, first, "", negated=negated)
    boxed = _BOXED.match(query, first)
    if boxed and boxed[0].partition(":")[0].isidentifier():
        name, _, value = boxed[0].partition(":")
        return Token(Kind.TERM, start, boxed.end(), negated, name.lower(), value)
    bare = _BARE.match(query, first)
    if bare is None:
        return Token(Kind.TERM, start, first, negated)
    word, end = bare[0], bare.end()
    if word == "OR" and not negated:
        return Token(Kind.OR, start, end)
    if word[0] in SIGNS:
        return Token(Kind.TERM, start, end, negated, word[0], word[1:])
    name, colon, value = word.partition(":")
    if not colon or not name:
        return Token(Kind.TERM, start, end, negated, "", word)
    if not value and _MARK.match(query, end):
        return _quoted(query, start, end, name.lower(), negated=negated)
    return Token(Kind.TERM, start, end, negated, name.lower(), value)


def _quoted(query: str, start: int, opener: int, name: str, *, negated: bool) -> Token:
    """Return the term whose quotes begin at `opener`."""
    plain = query[opener] == '"'
    closer = _PLAIN.search(query, opener + 1) if plain else None
    closer = closer or _MARK.search(query, opener + 1)
    inside = opener + 1
    ends = len(query) if closer is None else closer.start()
    marks = [] if plain else [opener]
    if closer is not None and closer[0] != '"':
        marks.append(ends)
    return Token(
        Kind.TERM, start, len(query) if closer is None else closer.end(), negated, name,
        query[inside:ends], quoted=True, closed=closer is not None, marks=tuple(marks),
    )  # fmt: skip
