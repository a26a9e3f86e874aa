"""Find the links in a text, as X would shorten them.

X replaces every link by one of fixed length, with a protocol or without one, so a
short `shop.de` weighs more than it looks. Spans are code points of the text given.
Source: twitter-text (https://github.com/twitter/twitter-text, 2026-08).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Link:
    """A link's span `[start, end)`, and whether it begins with http:// or https://."""

    start: int
    end: int
    has_protocol: bool


# A domain is labels with dots between them; a path takes what cannot end a sentence.
# Each label class is disjoint from the dot, so no part of the pattern backtracks far.
_LINK = re.compile(
    r"(?<![\w@#$./-])"
    r"(?P<protocol>https?://)?"
    r"(?P<domain>(?:[^\W_](?:[\w-]{0,62})\.){1,20}(?P<tld>[^\W\d_]{2,24}|xn--[a-z0-9-]{1,58}))"
    r"(?![\w@-])"
    r"(?::\d{1,5})?"
    r"(?P<path>/[^\s<>\"'\u2018\u2019\u201c\u201d]*)?"
    r"(?P<query>\?[^\s<>\"'\u2018\u2019\u201c\u201d]*)?",
    re.IGNORECASE,
)
_CLOSING = ".,;:!?)]}…·"


@cache
def _top_level_domains() -> frozenset[str]:
    text = resources.files("resources").joinpath("top_level_domains.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def links(text: str) -> list[Link]:
    """Return the links of `text` from left to right; none overlap."""
    if "." not in text:
        return []
    found: list[Link] = []
    for match in _LINK.finditer(text):
        tld = match["tld"].lower()
        if not (tld in _top_level_domains() or tld.startswith("xn--")):
            continue
        end = match.end()
        while text[end - 1] in _CLOSING and end > match.end("domain"):
            end -= 1
        found.append(Link(match.start(), end, match["protocol"] is not None))
    return found
