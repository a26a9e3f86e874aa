"""Find the emoji in a text: each sequence that X draws, and counts, as one.

Those are the emoji that Unicode recommends, and a few more that X's own parser knows;
they are listed in `resources/emoji.txt`. Any other sequence is found piece by piece.
What an emoji weighs is said in `weight`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pkgutil import get_data  # importlib.resources would load 10 ms of machinery

TONES = "🏻🏼🏽🏾🏿"
_AS_EMOJI, _AS_TEXT = "\ufe0f", "\ufe0e"
_ONLY_WITH_SELECTOR = "©®™"
"""Bare, X takes them for text; any other emoji is one without its selector as well."""

_MAY_BEGIN = re.compile(
    "[\xa9\xae\u203c-\u2b55\u3030\u303d\u3297\u3299\U0001f004-\U0001faff]|[#*0-9](?=\ufe0f?\u20e3)"
)
"""Each emoji begins with one of these; most texts in most scripts hold none."""


def emoji(text: str) -> list[tuple[int, int]]:
    """Return the spans `[start, end)` of the emoji in `text`, left to right; none overlap."""
    found: list[tuple[int, int]] = []
    end = 0
    for match in _MAY_BEGIN.finditer(text):
        start = match.start()
        if start >= end and (length := _length(text, start)):
            end = start + length
            found.append((start, end))
    return found


def _length(text: str, start: int) -> int:
    """Return how many code points the longest emoji at `start` has, 0 where none is."""
    known, lengths = _known()
    for length in lengths.get(text[start], ()):
        sequence = text[start : start + length]
        if sequence in known:
            as_text = len(sequence) == 1 and text.startswith(_AS_TEXT, start + 1)
            return 0 if as_text else len(sequence)
    return 0


def listed(text: str) -> set[str]:
    """Return the sequences that a text in the form of `resources/emoji.txt` lists."""
    lines = (line for line in text.splitlines() if not line.startswith("# "))
    return {each for line in lines for short in line.split() for each in _in_all_tones(short)}


def _in_all_tones(short: str) -> list[str]:
    head, tone, tail = short.partition(TONES[0])
    if not tone or short == tone:
        return [short]
    second = TONES[1] if TONES[1] in tail else TONES[0]
    if second not in tail:
        return [head + one + tail for one in TONES]
    return [
        head + one + tail.replace(second, other)
        for one, other in product(TONES, repeat=2)
        if one != other or second == TONES[0]
    ]


@cache
def _known() -> tuple[set[str], dict[str, list[int]]]:
    """Return all emoji, and how long those are that begin with a character, longest first."""
    known = listed((get_data("resources", "emoji.txt") or b"").decode())
    known |= {
        each[0]
        for each in known
        if len(each) == 2 and each[1] == _AS_EMOJI and each[0] not in _ONLY_WITH_SELECTOR
    }
    lengths: dict[str, set[int]] = {}
    for each in known:
        lengths.setdefault(each[0], set()).add(len(each))
    return known, {first: sorted(of_it, reverse=True) for first, of_it in lengths.items()}
