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

    A link's whole weight stands at its first code point; the others weigh nothing.
    """
    light = limits.light_ranges
    default = limits.default_weight
    if light:
        result = [
            100 if any(first <= ord(char) <= last for first, last in light) else default
            for char in text
        ]
    else:
        result = [default] * len(text)
    for link in links(text):
        own = sum(result[link.start : link.end])
        fixed = limits.url_weight * 100
        result[link.start : link.end] = [0] * (link.end - link.start)
        result[link.start] = fixed if link.has_protocol else max(fixed, own)
    return result
