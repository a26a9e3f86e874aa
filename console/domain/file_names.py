"""Names of files from words of others: a name that every system takes, and never a path.

Pure. What is offered where a person chooses a file's name comes from here as soon as a part
of it is not ours.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_BYTES = 120
"""In UTF-8; file systems take 255, and an ending, a date and `.part` are to find room."""
INSTEAD = "file"
"""Where nothing is left of a name."""

_NOT_TAKEN = re.compile(r"[^\w.-]+")
"""Blanks and signs, of direction, control and path among them."""
_DOTS = re.compile(r"\.{2,}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin|conout)", re.IGNORECASE)
"""Names of devices on Windows, whatever ending they have.
https://learn.microsoft.com/windows/win32/fileio/naming-a-file, read November 2026."""


def safe(words: str, most_bytes: int = LONGEST_BYTES) -> str:
    """Return a name, or the first piece of one: letters, digits, `_`, `-` and single dots.

    It begins and ends with neither dot nor hyphen, is no device's name and in NFC.
    """
    name = unicodedata.normalize("NFC", words[: 4 * most_bytes])
    name = _DOTS.sub(".", _NOT_TAKEN.sub("-", name)).strip("-._")
    name = name.encode("utf-8", "ignore")[:most_bytes].decode("utf-8", "ignore").strip("-._")
    if _RESERVED.fullmatch(name.partition(".")[0]):
        name = f"_{name}"
    return name or INSTEAD
