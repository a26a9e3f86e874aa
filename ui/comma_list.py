"""Several entries in one line, between commas; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIECE = re.compile('\\s*"([^"]*)"|\\s*\u201c([^\u201d]*)\u201d|([^,;\uff0c\u3001\n]+)')
_COMMAS = re.compile("[,;\uff0c\u3001]")


def entries(text: str) -> tuple[str, ...]:
    """Return what stands between the commas of a line, each once; quotation marks keep commas."""
    found: dict[str, str] = {}
    for match in _PIECE.finditer(text):
        entry = " ".join("".join(match.groups("")).strip(' "\u201c\u201d\u201e').split())
        if entry:
            found.setdefault(entry.casefold(), entry)
    return tuple(found.values())


def line(found: Sequence[str]) -> str:
    """Return entries as a line that `entries` reads as these."""
    return ", ".join(f'"{each}"' if _COMMAS.search(each) else each for each in found)
