"""What a word is, and where one may be cut that is longer than a part.

A word is what stands between white space; where a script sets none, what stands between
its stops. It is cut only where that changes nothing about what a network finds in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from unicodedata import category

from console.domain.limits import Limits
from console.text.breaks import Break, Gap, gap
from console.text.entities import entities, links
from console.text.graphemes import graphemes
from console.text.weight import weigh

MOST_DIGITS = 15
"""A phone number has no more (ITU-T E.164); longer rows of numbers are a list."""

_NUMBERS = re.compile(r"[+(]?\d[\d()/.\-]*+(?:[ \u2009](?:[/–-][ \u2009])?\(?\d[\d()/.\-]*+)+")
_DIGIT = re.compile(r"\d")
_TIES = "\u00a0\u2007\u202f"
"""White space at which no line breaks, so no thread either."""
_TOKEN = re.compile(rf"(\S+(?:[{_TIES}]+\S+)*)(\s*)")
_CJK = (
    "\u2e80-\u2fdf\u3003-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
"""Scripts that set no spaces: a "word" of theirs ends with a stop, and a line may break at
nearly any character. Hangul sets spaces."""
_HAS_CJK = re.compile(f"[{_CJK}]")
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
_RUN = re.compile(r"[^\s!'#%&()*+,/:;<=>?@\[\\\]^{|}~$]+")
"""What may hold a domain: cut there, what is left over might be a link that was none."""
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


def line_places(word: str) -> list[int]:
    """Return where a line of Chinese or Japanese may break within a word; ascending."""
    if not has_cjk(word):
        return []
    whole = _whole(word, [0] * (len(word) + 1), 0)
    return [p for p in graphemes(word)[1:] if not whole[p] and _breaks_freely(word, p)]


def free_places(word: str, total: list[int], room: int, *, careful: bool) -> list[int]:
    """Return where a word that is too long for a part may be cut; ascending.

    `total` is the weight before each code point and at the end, `room` that of a part.
    Carefully, its pieces surely weigh what they did within it: none holds a new link.
    """
    barred = _whole(word, total, room)
    for space in _SPACE.finditer(word):
        barred[space.start() : space.end() + 1] = b"\1" * (space.end() + 1 - space.start())
    if careful:
        for run in _RUN.finditer(word):
            if "." in run[0]:
                barred[run.start() : run.end() + 1] = b"\1" * (run.end() + 1 - run.start())
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
    """Return length and weight of the longest pieces that each fit a part alone.

    A link or name is cut only where it is longer than a part by itself.
    """
    whole = _whole(word, total, room)
    allowed = [place for place in (*graphemes(word)[1:], len(word)) if not whole[place]]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(word):
        reach = max(bisect_right(total, total[at] + room) - 1, at + 1)
        last = bisect_right(allowed, reach) - 1
        end = allowed[last] if last >= 0 and allowed[last] > at else reach
        own = weigh(word[at:end], limits)
        # Cut off from what surrounds it, a piece may weigh more than it did there.
        while own * 100 > room and end > at + 1:
            last = bisect_right(allowed, end - 1) - 1
            end = allowed[last] if last >= 0 and allowed[last] > at else end - 1
            own = weigh(word[at:end], limits)
        found.append((end - at, own * 100))
        at = end
    return found


def tied_numbers(text: str) -> set[int]:
    """Return the white space within phone numbers, and numbers set in groups."""
    found: set[int] = set()
    for match in _NUMBERS.finditer(text):
        if len(_DIGIT.findall(match[0])) <= MOST_DIGITS:
            found.update(
                place for place in range(match.start(), match.end()) if text[place].isspace()
            )
    return found
