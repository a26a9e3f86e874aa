"""Words that are longer than a line may be: parted where they need be, so that nothing widens.

Framework knowledge: a QLabel breaks its lines between words only, and is at least as wide as
its longest one; between two parts that U+200B stands between, a line may break.
"""

from __future__ import annotations

import re

LONG, PART = 24, 8
"""From so many signs on a word is parted, into parts of so many."""
BREAK = "\u200b"
_PERCENT = re.compile(r"(?<=\d) (?=%)")
_LONG = re.compile(rf"\S{{{LONG},}}")


def parted(text: str) -> str:
    """Return a text in whose long words a line may break; it looks the same."""
    return _LONG.sub(_parts, text)


def percent_kept(text: str) -> str:
    """Return a text in which no line ends between a number and its %; it looks the same."""
    return _PERCENT.sub("\N{NO-BREAK SPACE}", text)


def _parts(found: re.Match[str]) -> str:
    word = found[0]
    return BREAK.join(word[at : at + PART] for at in range(0, len(word), PART))
