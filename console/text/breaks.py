"""How well a thread may break between two words, as a reader would pause.

Judges a gap by the word before it, the word behind it and the white space between; knows
nothing of limits and parts. The words that it goes by are data: `resources/phrasing.json`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

from console.text.entities import replied_to
from console.text.graphemes import graphemes
from console.text.phrasing import Phrasing, phrasing

MANUAL_BREAK = "\f"
"""A form feed: where a person put a break. It belongs to the text, and to no part."""


class Break(IntEnum):
    """Where a part ends, from the worst place to the best."""

    CHARACTER = 0
    """Inside a word: it is longer than a part, or its script sets no spaces."""
    WORD = 1
    CLAUSE = 2
    SENTENCE = 3
    LINE = 4
    PARAGRAPH = 5
    MANUAL = 6
    """Where a person put it."""
    END = 7
    """The end of the text."""


class Gap(NamedTuple):
    """What a break at one place would be: its kind, and its quality, greater being better."""

    kind: Break
    quality: int


QUALITY = {
    Break.CHARACTER: 0,
    Break.WORD: 30,
    Break.CLAUSE: 60,
    Break.SENTENCE: 90,
    Break.LINE: 95,
    Break.PARAGRAPH: 100,
}
"""Concave: one bad break costs more than a better one elsewhere brings."""
_WEAK = Gap(Break.WORD, 15)
"""Behind an article, a preposition, an abbreviation, or a verb that waits for another."""
_GOOD = Gap(Break.WORD, 40)
"""Before a word that begins a clause."""
_ANNOUNCED = Gap(Break.CLAUSE, 45)
"""Between `see here:` and the link."""
BEFORE_MENTION = -10_000
"""A post that begins with a mention is shown to few; no other break is worth that."""


def gap(kind: Break) -> Gap:
    """Return a break of this kind as it usually is."""
    return Gap(kind, QUALITY[kind])


class _End(IntEnum):
    """What the end of a word says of a break behind it."""

    PLAIN = 0
    WEAK = 1
    CLAUSE = 2
    CLOSED = 3
    """By a bracket."""
    STOP = 4
    """A full stop; what follows may still tell that no sentence ends."""
    LOUD = 5
    """A mark that ends a sentence and nothing else."""
    ELLIPSIS = 6
    ABBREVIATION = 7
    MAY_END = 8
    """An abbreviation with which a sentence may end."""
    ORDINAL = 9
    """A short number with a stop: a step of a list, `3.` of March, seldom a sentence's end."""
    NUMBER = 10
    SIGN = 11
    """What belongs to the number behind it."""
    EMOJI = 12
    """Many end a sentence with it."""
    COLON = 13
    SIGN_OR_END = 15
    """`no.`: it belongs to a number behind it, and else may end a sentence."""
    LINK = 14
    """Few set a full stop behind one."""


class _Start(IntEnum):
    """What the beginning of a word says of a break before it."""

    OTHER = 0
    LOWER = 1
    GOOD = 2
    DIGIT = 3
    OPENS = 4
    """A bracket that opens, or a dash."""
    EMOJI = 5
    """It belongs to what it follows, as does an agent's sign."""
    MENTION = 6
    JOINED = 7
    """A mark that sits on the white space before it."""
    LINK = 8
    """What was just announced, if a colon stands before it."""


class Edges(NamedTuple):
    """What a word's two ends say; equal for many words, so that gaps are judged once."""

    end: _End
    start: _Start
    unit: bool
    """Whether it is a unit, should a number stand before it."""
    month: bool


_CLOSERS = "\"'”’»›)]}」』）】〉》"
_OPENERS = "\"'“‘„‚«‹([{「『（【〈《¿¡–—-"
_BRACKETS = frozenset("([{)]}（【《〈）】》〉")
_LOUD = "!?‼⁇⁈⁉。！？｡।॥؟۔։።"
_SENTENCE_MARKS = frozenset(f"{_LOUD}.…")
_PAUSE = ",;:،؛、；：，､"
_DASHES = frozenset("-–—―/|•·")
_AGENT_SIGN = re.compile(r"[\^~*]\w{1,12}[.!]?")
"""`^MK`: with whom one speaks, at the end of what was said."""
_SHORT_NUMBER = re.compile(r"\d{1,2}\.")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


def edges(word: str) -> Edges:
    """Return what the two ends of a word say."""
    words = phrasing()
    bare = word.strip(_OPENERS + _CLOSERS + _PAUSE + "!?…").casefold()
    name = bare.rstrip(".")
    return Edges(
        _end_of(word, bare, words),
        _start_of(word, words),
        name in words.units,
        name in words.months,
    )


def _end_of(word: str, bare: str, words: Phrasing) -> _End:
    if word in _DASHES:
        return _End.CLAUSE
    if _is_link(word):
        return _End.LINK
    core = word.rstrip(_CLOSERS) or word
    last = core[-1]
    if last in _LOUD:
        return _End.LOUD
    if last == "…" or core.endswith(".."):
        return _End.ELLIPSIS
    if last == ".":
        return _end_of_stop(core, bare, words)
    if last in _PAUSE:
        return _End.COLON if last in ":：" else _End.CLAUSE
    if bare in words.signs or word in words.signs:
        return _End.SIGN
    if last.isdigit():
        return _End.NUMBER
    if _is_picture(last) or last in "\ufe0f\u200d":
        return _End.EMOJI
    if word[-1] in _BRACKETS:
        return _End.CLOSED
    return _End.WEAK if bare in words.weak else _End.PLAIN


def _end_of_stop(core: str, bare: str, words: Phrasing) -> _End:
    name = bare.rstrip(".")
    if name in words.may_end:
        return _End.SIGN_OR_END if name in words.signs else _End.MAY_END
    if name in words.abbreviations or (len(name) == 1 and name.isalpha()):
        return _End.SIGN if name in words.signs else _End.ABBREVIATION
    return _End.ORDINAL if _SHORT_NUMBER.fullmatch(core) else _End.STOP


def _start_of(word: str, words: Phrasing) -> _Start:
    first = word[0]
    if not first.isascii() and len(graphemes(f" {first}")) == 1:
        return _Start.JOINED
    if replied_to(word) is not None:
        return _Start.MENTION
    if _is_picture(first) or _AGENT_SIGN.fullmatch(word):
        return _Start.EMOJI
    if first in _BRACKETS or first in _DASHES:
        return _Start.OPENS
    if _is_link(word):
        return _Start.LINK
    if first.isdigit() or (first == "+" and word[1:2].isdigit()):
        return _Start.DIGIT
    if first.islower():
        plain = _PLAIN_WORD.match(word)
        return _Start.GOOD if plain and plain[0] in words.good else _Start.LOWER
    return _Start.OTHER


def _is_link(word: str) -> bool:
    return "://" in word[:8] and word[:4].lower() == "http" and word[-1] not in _SENTENCE_MARKS


def _is_picture(char: str) -> bool:
    # A picture newer than this Python's tables is not assigned there.
    return not char.isascii() and unicodedata.category(char) in ("So", "Sk", "Cn")


def judge(before: Edges, after: Edges, lines: int) -> Gap | None:
    """Return what a break between two words would be, with so many line ends between them.

    None means that there must be none.
    """
    if after.start is _Start.JOINED:
        return None
    if lines:
        found: Gap | None = gap(Break.PARAGRAPH if lines > 1 else Break.LINE)
    else:
        found = _within_a_line(before, after)
    if found is not None and after.start is _Start.MENTION:
        return Gap(found.kind, found.quality + BEFORE_MENTION)
    return found


def _within_a_line(before: Edges, after: Edges) -> Gap | None:
    """Return what a break between two words of one line would be."""
    if before.end is _End.NUMBER and after.unit:
        return None
    if before.end in (_End.SIGN, _End.SIGN_OR_END) and after.start is _Start.DIGIT:
        return None
    if before.end is _End.ORDINAL and after.month:
        return None
    if before.end in (_End.ABBREVIATION, _End.SIGN) or (
        before.end is _End.ORDINAL and after.start not in _LOWER
    ):
        return _WEAK
    if after.start is _Start.EMOJI:
        return _WEAK
    if before.end is _End.COLON and after.start is _Start.LINK:
        return _ANNOUNCED
    if _ends_sentence(before.end, after.start):
        return gap(Break.SENTENCE)
    if before.end in _PAUSES or after.start is _Start.OPENS:
        return gap(Break.CLAUSE)
    if before.end is _End.WEAK:
        return _WEAK
    return _GOOD if after.start is _Start.GOOD else gap(Break.WORD)


_PAUSES = (
    _End.CLAUSE,
    _End.COLON,
    _End.CLOSED,
    _End.STOP,
    _End.LOUD,
    _End.ELLIPSIS,
    _End.ORDINAL,
    _End.EMOJI,
)
_LOWER = (_Start.LOWER, _Start.GOOD)


def _ends_sentence(end: _End, start: _Start) -> bool:
    """Return whether a sentence ends there: what follows in lower case still belongs to it."""
    if end in (_End.LOUD, _End.STOP, _End.ELLIPSIS):
        return start not in _LOWER
    return end in _MAY_END and start is _Start.OTHER


_MAY_END = (_End.MAY_END, _End.SIGN_OR_END, _End.EMOJI, _End.LINK)
