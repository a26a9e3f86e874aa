"""What makes one text another, word by word; pure.

The cost is bounded: where the part that differs is long in both, it is taken as a whole.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import Enum, auto
from typing import NamedTuple

MOST_PAIRS = 1_000_000
"""So many pairs of words are compared at most."""
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


class Change(Enum):
    """What happens to a piece of text."""

    NONE = auto()
    ADDED = auto()
    REMOVED = auto()


class Piece(NamedTuple):
    """A piece of both texts, or of one of them."""

    text: str
    change: Change


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order; what is removed stands before what is added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    shared = min(len(old), len(new))
    start = next((n for n in range(shared) if old[n] != new[n]), shared)
    end = next((n for n in range(shared - start) if old[-1 - n] != new[-1 - n]), shared - start)
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    removed, added = "", ""
    pieces = [Piece("".join(new[:start]), Change.NONE)]
    for tag, first, last, new_first, new_last in _steps(old_middle, new_middle):
        gone, come = "".join(old_middle[first:last]), "".join(new_middle[new_first:new_last])
        # A lone comma or space that both have is no ground to begin anew.
        if tag == "equal" and any(char.isalnum() for char in come):
            pieces += [Piece(removed, Change.REMOVED), Piece(added, Change.ADDED)]
            pieces.append(Piece(come, Change.NONE))
            removed, added = "", ""
        elif tag == "equal" and not (removed or added):
            pieces.append(Piece(come, Change.NONE))
        else:
            removed, added = removed + gone, added + come
    pieces += [Piece(removed, Change.REMOVED), Piece(added, Change.ADDED)]
    pieces.append(Piece("".join(new[len(new) - end :]), Change.NONE))
    return tuple(piece for piece in pieces if piece.text)


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    # White space is found with the words beside it, never for its own sake.
    return list(SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes())
