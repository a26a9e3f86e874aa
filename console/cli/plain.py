"""What is printed: text for a terminal, which strangers' words must not steer, or JSON."""

from __future__ import annotations

import json

from console.text.hidden_signs import steers


def show(value: object, text: str, *, as_json: bool) -> None:
    """Print a value as JSON, or the text that says the same to a person."""
    # JSON stays ASCII: no sign in it can steer a terminal, and any encoding can hold it.
    print(json.dumps(value, indent=1) if as_json else safe(text))


def safe(text: str) -> str:
    """Return text with signs that steer, turn or hide replaced by U+FFFD.

    Other format characters stay, for joined emoji and many scripts need them.
    """
    return "".join("\ufffd" if _harms(char) else char for char in text)


def _harms(char: str) -> bool:
    return not (char.isascii() and char.isprintable()) and steers(char)
