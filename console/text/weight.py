"""Count a text as X counts it, never less.

The count is exact for plain text and for links with a protocol. Where X's own answer
depends on more than the desk looks at, the higher count is taken, so that nothing
counted as fitting is refused: an emoji sequence counts each of its code points, and a
link without a protocol counts at least as a link and at least its own length.
"""

from __future__ import annotations

import unicodedata

from console.domain.limits import Limits
from console.text.entities import links

_LIGHT_EMOJI = (0xA9, 0xAE)
"""(c) and (r): in a light range, yet X counts them as emoji."""


def normalise(text: str) -> str:
    """Return `text` as X will hold it: NFC, one line end, nothing that cannot be sent.

    Lone surrogates cannot be encoded and become U+FFFD; NUL is dropped.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text
    return unicodedata.normalize("NFC", text)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def weigh(text: str, limits: Limits) -> int:
    """Return the weight of `text` in whole units, rounded up."""
    return -(-sum(weights(normalise(text), limits)) // 100)


def weights(text: str, limits: Limits) -> list[int]:
    """Return what each code point of a normalised `text` weighs, in hundredths.

    A link's whole weight stands at its first code point; the others weigh nothing. No
    link weighs more than a post holds, for X shortens one however long it is.
    """
    weight_of = {char: _weight(ord(char), limits) for char in set(text)}
    result = [weight_of[char] for char in text]
    most = limits.max_weight * 100
    fixed = limits.url_weight * 100
    for link in links(text):
        own = sum(result[link.start : link.end])
        result[link.start : link.end] = [0] * (link.end - link.start)
        result[link.start] = fixed if link.certain else min(max(fixed, own), most)
    return result


def _weight(code: int, limits: Limits) -> int:
    light = any(first <= code <= last for first, last in limits.light_ranges)
    return 100 if light and code not in _LIGHT_EMOJI else limits.default_weight
