"""What is printed: text for a terminal, which strangers' words must not steer, or JSON."""

from __future__ import annotations

import json
import unicodedata

_BIDI_CONTROLS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def show(value: object, text: str, *, as_json: bool) -> None:
    """Print a value as JSON, or the text that says the same to a person."""
    # JSON stays ASCII: no sign in it can steer a terminal, and any encoding can hold it.
    print(json.dumps(value, indent=1) if as_json else safe(text))


def safe(text: str) -> str:
    """Return text with control and bidi signs replaced by U+FFFD.

    Other format characters stay, for joined emoji and many scripts need them.
    """
    return "".join("\ufffd" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    if unicodedata.category(char) in ("Cc", "Cs"):
        return char not in "\n\t"
    return unicodedata.bidirectional(char) in _BIDI_CONTROLS
