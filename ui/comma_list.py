"""Several entries in one line, between commas; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIECE = re.compile(
    '\\s*"([^"]*)"'
    "|\\s*\u201c([^\u201d]*)\u201d"  # as in English
    "|\\s*\u201e([^\u201c\u201d]*)[\u201c\u201d]"  # as in German
    "|\\s*\xab([^\xbb]*)\xbb|\\s*\xbb([^\xab]*)\xab"
    "|([^,;\uff0c\u3001\n]+)"
)
_COMMAS = re.compile("[,;\uff0c\u3001]")
_MARKS = ' "\u201c\u201d\u201e\xab\xbb'


def entries(text: str) -> tuple[str, ...]:
    """Return what stands between the commas of a line, each once; quotation marks keep commas."""
    found: dict[str, str] = {}
    for match in _PIECE.finditer(text):
        *quoted, bare = match.groups("")
        entry = " ".join(("".join(quoted) or bare.strip(_MARKS)).split())
        if entry:
            found.setdefault(entry.casefold(), entry)
    return tuple(found.values())


def line(found: Sequence[str]) -> str:
    """Return entries as a line that `entries` reads as these."""
    return ", ".join(map(_marked, found))


def _marked(entry: str) -> str:
    if '"' in entry:
        return f"\u201c{entry}\u201d"
    return f'"{entry}"' if _COMMAS.search(entry) else entry
