"""Find the hashtags in a text, as X finds them.

The rules are those of twitter-text 3.1.0's `extractHashtagsWithIndices`, links left aside
(https://github.com/twitter/twitter-text). Which letters a hashtag holds is data.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

SIGNS = ("#", "＃")
_SIGN = re.compile("[#＃](?![\ufe0f\u20e3])")
"""Before a keycap or an emoji style it is part of an emoji itself."""
_JOINERS = (
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003"
    "\u0f0b\u0f0c\u00b7"
)
"""Of a hashtag, though neither letter nor digit."""
_EMOJI_STYLE = ("\ufe0e", "\ufe0f")
"""Letters to the class, but what they end is an emoji: a hashtag may follow."""


class _Patterns(NamedTuple):
    run: re.Pattern[str]
    """Letters, digits and joiners."""
    numbers: re.Pattern[str]
    """What makes no hashtag without a letter: digits and joiners."""


def hashtags(text: str) -> list[tuple[int, int]]:
    """Return the spans of the hashtags with their signs, those within links included."""
    if not any(sign in text for sign in SIGNS):
        return []
    patterns = _patterns()
    found = []
    free = 0
    """What is before this is part of an earlier hashtag."""
    for sign in _SIGN.finditer(text):
        start = sign.start()
        run = patterns.run.match(text, start + 1)
        if run is None or patterns.numbers.fullmatch(text, *run.span()):
            continue
        if start and (start == free or not _may_follow(text[start - 1], patterns)):
            continue
        free = run.end()
        if not text.startswith((*SIGNS, "://"), free):
            found.append((start, free))
    return found


def _may_follow(before: str, patterns: _Patterns) -> bool:
    if before in _EMOJI_STYLE:
        return True
    return not (before == "&" or "\ud800" <= before <= "\udfff" or patterns.run.match(before))


@cache
def _patterns() -> _Patterns:
    """Read the letters when the first hashtag is seen: it takes a while."""
    text = resources.files("resources").joinpath("hashtag_characters.txt").read_text("utf-8")
    ranges: dict[str, str] = {"letter": "", "digit": ""}
    for line in text.splitlines():
        if not line.startswith("#"):
            codes, kind = line.split()
            first, _, last = codes.partition("..")
            ranges[kind] += f"{chr(int(first, 16))}-{chr(int(last or first, 16))}"
    numbers = ranges["digit"] + _JOINERS
    return _Patterns(re.compile(f"[{ranges['letter']}{numbers}]++"), re.compile(f"[{numbers}]++"))
