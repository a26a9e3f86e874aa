"""Text for a terminal: what strangers wrote must not steer it."""

from __future__ import annotations

import unicodedata

_BIDI_CONTROLS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def safe(text: str) -> str:
    """Return text with control and bidi signs replaced by U+FFFD.

    Other format characters stay, for joined emoji and many scripts need them.
    """
    return "".join("\ufffd" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    if unicodedata.category(char) in ("Cc", "Cs"):
        return char not in "\n\t"
    return unicodedata.bidirectional(char) in _BIDI_CONTROLS
