"""What is said below a line of a watch's fields: what is no handle, what commas would divide; pure.

How a line is read is told here as well: entries stand between commas, handles also between
spaces, and quotation marks around a phrase are not needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from console.language import tr
from console.text.post_query_terms import USER
from ui import words
from ui.plain import isolated
from ui.watch_words import Said

_COMMA = re.compile("[,;\uff0c\u3001\n]")
_BETWEEN_HANDLES = re.compile(r'[,;\uff0c\u3001\s()"\u201c\u201d\u201e\u00ab\u00bb]+')
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb '
_LONE_OR = re.compile(r"\s+(?:OR|\|\|?)\s+")
QUIET = Said(tr("Commas divide what you look for: acme, acme air. No OR is needed."))


def entries(text: str) -> tuple[str, ...]:
    """Return the entries of a line, each once."""
    return _once(" ".join(piece.strip(_QUOTES).split()) for piece in _COMMA.split(text))


def handles(text: str) -> tuple[str, ...]:
    """Return the handles of a line without their @, each once; also what is none."""
    return _once(piece.lstrip("-+@\uff20") for piece in _BETWEEN_HANDLES.split(text))


def wrong_handles(found: Iterable[str]) -> Said:
    """Return that some are no handles; empty where all are."""
    wrong = [isolated(one) for one in found if not USER.fullmatch(one)]
    if not wrong:
        return Said("")
    listed = ", ".join(words.quoted(one) for one in wrong)
    said = (
        tr("{words} is no handle: letters, digits and _ only, at most 20.")
        if len(wrong) == 1
        else tr("{words} are no handles: letters, digits and _ only, at most 20.")
    )
    return Said(said.format(words=listed), "danger")


def phrases(found: Iterable[str]) -> Said:
    """Return that an entry with an OR in it is one phrase; empty where none has one."""
    for one in found:
        parts = _LONE_OR.split(one)
        if len(parts) > 1:
            said = tr("“{words}” is one phrase here. Divide by commas: {parts}.")
            divided = ", ".join(isolated(part) for part in parts)
            return Said(said.format(words=isolated(one), parts=divided), "warn")
    return Said("")


def _once(pieces: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for piece in pieces:
        if piece:
            found.setdefault(piece.casefold(), piece)
    return tuple(found.values())
