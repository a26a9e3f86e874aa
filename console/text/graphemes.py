"""Find where each grapheme begins: what a reader takes for one character.

By the extended grapheme clusters of Unicode's annex 29 (https://unicode.org/reports/tr29/),
as the `regex` library knows them. It takes a while to load, so only a text that is not
plain ASCII does so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# WORKAROUND: before each regional indicator the library looks back over all the others, so
# a long run of flags takes a time that grows with its square
# (https://github.com/mrabarnett/mrab-regex). What stands in for a flag breaks as one does.
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_LIKE_A_FLAG = "a\u200c"


def graphemes(text: str) -> list[int]:
    """Return the places, in code points and ascending, at which a grapheme of `text` begins."""
    if text.isascii() and "\r" not in text:
        return list(range(len(text)))
    text = _FLAG.sub(_LIKE_A_FLAG, text)
    return [match.start() for match in _grapheme().finditer(text)]


@cache
def _grapheme() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\X")
