"""Weigh a text exactly as the network will that is to publish it.

For X those are the rules of twitter-text (https://github.com/twitter/twitter-text, 3.1.0):
each code point weighs by its range, a link what any link does, an emoji what one does
however many code points it has. The networks' figures stand in `limits`, what is a link
in `links`, what an emoji in `emoji`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from console.domain.limits import Limits, Unit
from console.text.emoji import emoji
from console.text.graphemes import graphemes

if TYPE_CHECKING:
    import regex
from console.text.links import links

MOST_MARKS = 500
"""So many combining marks on one letter are kept."""
_REFUSED = re.compile("[\0\ufeff\ufffe\uffff]")
"""What a text is not sent with: NUL, and the three for which X refuses a post."""


def normalise(text: str) -> str:
    """Return `text` as X will hold it: NFC, one line end, nothing that X refuses or cannot hold.

    A half of a surrogate pair alone becomes U+FFFD. A form feed stays: it is a manual break.
    Of the marks on one letter `MOST_MARKS` stay: to put them in order takes a time that
    grows with the square of their number, and no script stacks as many.
    """
    text = _REFUSED.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if len(text) > MOST_MARKS:
        text = _too_many_marks().sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


@cache
def _too_many_marks() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"(\p{{M}}{{{MOST_MARKS}}})\p{{M}}+")


def weigh(text: str, limits: Limits) -> int:
    """Return the weight of `text` in whole units, rounded up."""
    return -(-sum(weights(normalise(text), limits)) // 100)


def weights(text: str, limits: Limits) -> list[int]:
    """Return what each code point of a normalised `text` weighs, in hundredths.

    The whole weight of a link, an emoji or a grapheme stands at its first code point; the
    others weigh nothing.
    """
    result = _by_unit(text, limits)
    if limits.url_weight is not None:
        for link in links(text):
            _put(result, link.start, link.counted_end, limits.url_weight * 100)
    if limits.emoji_weight is not None:
        for start, end in emoji(text):
            if result[start]:  # or else it begins inside a link or a grapheme, and is part of it
                _put(result, start, end, limits.emoji_weight)
    return result


def _put(result: list[int], start: int, end: int, weight: int) -> None:
    result[start:end] = [weight, *([0] * (end - start - 1))]


def _by_unit(text: str, limits: Limits) -> list[int]:
    if limits.unit is Unit.GRAPHEME:
        result = [0] * len(text)
        for start in graphemes(text):
            result[start] = limits.default_weight
        return result
    weight_of = {char: _weight(char, limits) for char in set(text)}
    return [weight_of[char] for char in text]


def _weight(char: str, limits: Limits) -> int:
    if limits.unit is Unit.BYTE:
        return len(char.encode()) * limits.default_weight
    light = any(first <= ord(char) <= last for first, last in limits.light_ranges)
    return 100 if light else limits.default_weight
