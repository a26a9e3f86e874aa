"""What makes one text another, word by word; pure.

The cost is bounded: where the part that differs is long in both, it is compared by its
sentences, and within those that differ by words again, as far as that goes.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

MOST_PAIRS = 40_000
"""So many pairs of sentences are compared at most, and so many of words.

The time grows with their power of one and a half where words come again and again.
"""
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_ENDS = frozenset(".!?…。！？؟\n\f")
"""A sentence ends behind one of these; so does a line."""
Step = tuple[str, int, int, int, int]
"""What `SequenceMatcher` says of a stretch: its tag, and its places in both texts."""


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


def _steps(old: list[str], new: list[str]) -> list[Step]:
    if len(old) * len(new) <= MOST_PAIRS:
        return _compared(old, new)
    old_ends, new_ends = _sentence_ends(old), _sentence_ends(new)
    steps: list[Step] = []
    left = MOST_PAIRS
    for tag, *places in _compared(_joined(old, old_ends), _joined(new, new_ends)):
        start, end = old_ends[places[0]], old_ends[places[1]]
        new_start, new_end = new_ends[places[2]], new_ends[places[3]]
        pairs = (end - start) * (new_end - new_start)
        if tag == "replace" and pairs <= left:
            left -= pairs
            steps += [
                (each, start + first, start + last, new_start + new_first, new_start + new_last)
                for each, first, last, new_first, new_last in _compared(
                    old[start:end], new[new_start:new_end]
                )
            ]
        else:
            steps.append((tag, start, end, new_start, new_end))
    return steps


def _compared(old: list[str], new: list[str]) -> list[Step]:
    if len(old) * len(new) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    # White space is found with the words beside it, never for its own sake.
    return list(SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes())


def _sentence_ends(words: list[str]) -> list[int]:
    """Return where the sentences end, ascending; before them 0, where the first begins."""
    ends = [place for place, word in enumerate(words, 1) if word in _ENDS]
    return [0, *ends] if ends and ends[-1] == len(words) else [0, *ends, len(words)]


def _joined(words: list[str], ends: list[int]) -> list[str]:
    return ["".join(words[start:end]) for start, end in pairwise(ends)]
