"""What a word is, and where one may be cut that is longer than a part.

A word is what stands between white space; where a script sets none, what stands between
its stops. It is cut only where that changes nothing about what a network finds in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from unicodedata import category

from console.domain.limits import Limits
from console.text.breaks import Break, Gap, gap
from console.text.entities import entities, links
from console.text.graphemes import graphemes
from console.text.weight import weights

MOST_DIGITS = 15
"""A phone number has no more (ITU-T E.164); longer rows of numbers are a list."""

MOST_ROUNDS = 4
"""So often a piece is cut where its weight says; then by half."""
_GROUP = r"\d[\d()/.\-]{0,40}+"
_NUMBERS = re.compile(rf"[+(]?{_GROUP}(?:[ \u2009](?:[/–-][ \u2009])?\(?{_GROUP})+")
_TWO_NUMBERS = re.compile(r"\d[()/.\-]{0,40}+[ \u2009](?:[/–-][ \u2009])?\(?\d")
_BETWEEN_NUMBERS = re.compile(r"[ \u2009][/–-][ \u2009]")
_DIGIT = re.compile(r"\d")
_TIES = "\u00a0\u2007\u202f"
"""White space at which no line breaks, so no thread either."""
_TOKEN = re.compile(rf"(\S+(?:[{_TIES}]{{1,3}}\S+)*)(\s*)")
_TIED = re.compile(f"[{_TIES}]")
_CJK = (
    "\u2e80-\u2fdf\u3003-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
"""Scripts that set no spaces: a "word" of theirs ends with a stop, and a line may break at
nearly any character. Hangul sets spaces."""
_HAS_CJK = re.compile(f"[{_CJK}]")
_SETS_NO_SPACES = re.compile(
    f"[{_CJK}\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ua000-\ua4cf\uff00-\uffef\U0001f3fb-\U0001f3ff]"
)
"""With Thai, Lao, Tibetan, Myanmar, Khmer, Yi, full-width forms, and tones of skin."""
_NOT_FIRST = frozenset(
    "。，、．：；！？）］｝」』】〉》〕｡｣､・ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥)]}!?,.:;%’”"
)
"""Nothing begins with these (JIS X 4051, line-start prohibition)."""
_NOT_LAST = frozenset("（［｛「『【〈《〔｢([{‘“￥＄＃@#$")
"""Nothing ends with these (JIS X 4051, line-end prohibition)."""
_BELONGS_TO_BEFORE = frozenset(("Mn", "Mc", "Me", "Cf", "Sk", "So"))
"""Kinds of signs that belong to the letter before them; an emoji to what it follows."""
_STOPS = "。！？｡，、；､"
_STOP = re.compile(f"[{_STOPS}]")
_TO_STOP = re.compile(
    rf"[^{_STOPS}]*[{_STOPS}][{re.escape(''.join(sorted(_NOT_FIRST)))}]*|[^{_STOPS}]+"
)
"""What reads as one word there: up to a stop, and whatever that closes."""
_SPACE = re.compile(r"\s+")
_WITHIN = gap(Break.CHARACTER)
_AFTER_SIGN = Gap(Break.CHARACTER, 5)


def tokens(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, each with the white space behind it; none after a stop."""
    words: list[tuple[str, str]] = _TOKEN.findall(text)
    if text.isascii() or not _STOP.search(text):
        return words
    found: list[tuple[str, str]] = []
    for word, space in words:
        if "." in word or not _STOP.search(word):  # a link may reach over such a stop
            found.append((word, space))
        else:
            *firsts, last = _TO_STOP.findall(word)
            found += [(each, "") for each in firsts]
            found.append((last, space))
    return found


def has_cjk(word: str) -> bool:
    """Return whether a word holds Chinese or Japanese, so that a part may end within it."""
    return not word.isascii() and _HAS_CJK.search(word) is not None


def cuts_word(text: str, place: int) -> bool:
    """Return whether a part that ends at a place inside a word tears what a reader knows as one.

    It does not beside an emoji, or in a script that sets no spaces.
    """
    near = text[place - 1 : place + 1]
    return not any(_SETS_NO_SPACES.match(char) or category(char) == "So" for char in near)


def line_places(word: str) -> list[int]:
    """Return where a line of Chinese or Japanese may break within a word; ascending."""
    if not has_cjk(word):
        return []
    whole = _whole(word, [0] * (len(word) + 1), 0)
    return [p for p in graphemes(word)[1:] if not whole[p] and _breaks_freely(word, p)]


def free_places(word: str, total: list[int], room: int) -> list[int]:
    """Return where a word that is too long for a part may be cut; ascending.

    `total` is the weight before each code point and at the end, `room` that of a part.
    What is cut off may hold a link that the word did not.
    """
    barred = _whole(word, total, room)
    for space in _SPACE.finditer(word):
        barred[space.start() : space.end() + 1] = b"\1" * (space.end() + 1 - space.start())
    starts = [place for place in graphemes(word)[1:] if not barred[place]]
    if not has_cjk(word):
        return starts
    freely = [place for place in starts if _breaks_freely(word, place)]
    return _refined(freely, starts, total, room)


def _whole(word: str, total: list[int], room: int) -> bytearray:
    """Return a mark for each place, the end included, that lies within what must stay whole.

    That is a link or name, unless it is longer than a part by itself.
    """
    marks = bytearray(len(word) + 1)
    for start, end in _spans(word):
        if total[end] - total[start] <= room:
            marks[start + 1 : end] = b"\1" * (end - start - 1)
    return marks


def _spans(word: str) -> list[tuple[int, int]]:
    """Return what must stay whole, `[start, end)` each; some overlap."""
    # X drops a link that a hashtag reaches into, but shortens it all the same.
    return [
        *((each.start, each.end) for each in entities(word)),
        *((each.start, each.end) for each in links(word)),
    ]


def _refined(places: list[int], more: list[int], total: list[int], room: int) -> list[int]:
    """Return the places, with those of `more` wherever two are farther apart than a part."""
    found: list[int] = []
    edge = 0
    for place in (*places, len(total) - 1):
        if total[place] - total[edge] > room:
            found += more[bisect_right(more, edge) : bisect_left(more, place)]
        found.append(place)
        edge = place
    return found[:-1]


def _breaks_freely(word: str, place: int) -> bool:
    """Return whether a line of Chinese or Japanese might break there."""
    before, after = word[place - 1], word[place]
    if after in _NOT_FIRST or before in _NOT_LAST or category(after) in _BELONGS_TO_BEFORE:
        return False
    return bool(_HAS_CJK.match(before) or _HAS_CJK.match(after) or before in _NOT_FIRST)


def inner_gap(word: str, place: int) -> Gap:
    """Return what a break inside a word is."""
    return _WITHIN if word[place - 1].isalnum() else _AFTER_SIGN


def pieces(word: str, total: list[int], room: int, limits: Limits) -> list[tuple[int, int]]:
    """Return length and weight of the longest pieces that each fit a part.

    Each is weighed as it will stand, alone or behind other words. A link or name is cut
    only where it is longer than a part by itself.
    """
    whole = _whole(word, total, room)
    allowed = [place for place in (*graphemes(word)[1:], len(word)) if not whole[place]]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(word):
        end = _last(allowed, at, bisect_right(total, total[at] + room) - 1)
        own = running_weight(word[at:end], limits)
        rounds = 0
        while own[-1] > room and end > at + 1:
            rounds += 1
            fits = bisect_right(own, room) - 1 if rounds < MOST_ROUNDS else (end - at) // 2
            end = _last(allowed, at, min(at + fits, end - 1))
            own = running_weight(word[at:end], limits)
        found.append((end - at, own[-1]))
        at = end
    return found


def _last(allowed: list[int], at: int, reach: int) -> int:
    """Return the last allowed place up to `reach`, or that itself where none is behind `at`."""
    row = bisect_right(allowed, reach) - 1
    return allowed[row] if row >= 0 and allowed[row] > at else max(reach, at + 1)


def running_weight(piece: str, limits: Limits) -> list[int]:
    """Return the greatest weight before each code point, and of all: alone or behind a space."""
    alone = [0, *accumulate(weights(piece, limits))]
    if piece.isascii() and "." not in piece:
        return alone
    behind = [0, *accumulate(weights(f" {piece}", limits)[1:])]
    return [max(both) for both in zip(alone, behind, strict=True)]


def tied_numbers(text: str) -> set[int]:
    """Return the white space within phone numbers, and numbers set in groups."""
    found: set[int] = set()
    if not _TWO_NUMBERS.search(text):
        return found
    for match in _NUMBERS.finditer(text):
        pieces = [match.span()]
        if len(_DIGIT.findall(match[0])) > MOST_DIGITS:
            pieces = _apart(text, *match.span())
        for start, end in pieces:
            if len(_DIGIT.findall(text, start, end)) <= MOST_DIGITS:
                found.update(place for place in range(start, end) if text[place].isspace())
    return found


def _apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the numbers of a row, two of which stand on both sides of ` / ` or ` - `."""
    between = [match.span() for match in _BETWEEN_NUMBERS.finditer(text, start, end)]
    starts, ends = [start, *(last for _, last in between)], [*(first for first, _ in between), end]
    return list(zip(starts, ends, strict=True))


def is_tie(space: str) -> bool:
    """Return whether white space holds a sign at which no line breaks."""
    return not space.isascii() and _TIED.search(space) is not None
