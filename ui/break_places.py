"""Where a person may put a break into an answer, and what that does to the text; pure.

Knows the text only: neither limits nor the parts that it becomes. A break of one's own
is one sign in the text, `MANUAL_BREAK`; it stands between two words, or between two
letters of a script that sets no spaces, and never within a link or a name. All places
are code points of the text as it is typed.

A break that is moved past others takes these with it: what it passed over is one part.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from console.language import tr
from console.text import words
from console.text.entities import entities
from console.text.split import MANUAL_BREAK
from ui import plain

LONG_WORD = 40
"""A word may be broken inside where its ends are farther away than this."""
QUOTED = 20
"""So much of a word is said at most."""
_SPACE = re.compile(r"\s+")


class Gap(NamedTuple):
    """The white space between two words; it may have no width."""

    end: int
    """Where the word before it ends."""
    start: int
    """Where the word behind it begins."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a text, and how that is said; nothing is done where a break cannot be."""

    said: str
    removed: tuple[int, ...] = ()
    """Places of breaks to be taken out, ascending."""
    inserted: int | None = None
    """Where a break is put, counted before anything is taken out."""


def gap_at(text: str, place: int) -> Gap:
    """Return the white space around a place; of no width inside a word."""
    end = start = place
    while end > 0 and text[end - 1].isspace():
        end -= 1
    while start < len(text) and text[start].isspace():
        start += 1
    return Gap(end, start)


def gaps(text: str) -> list[Gap]:
    """Return all places for a break, ascending: each has a word on both sides."""
    found: list[Gap] = []
    word_start = 0
    for space in _SPACE.finditer(text):
        start, end = space.span()
        found += _inside(text, word_start, start)
        if start > 0 and end < len(text):
            found.append(Gap(start, end))
        word_start = end
    found += _inside(text, word_start, len(text))
    return found


def nearest(among: list[Gap], place: int) -> Gap | None:
    """Return the gap that is nearest to a place; None for no gaps at all."""
    behind = bisect_left(among, place, key=lambda gap: gap.start)
    near = among[max(behind - 1, 0) : behind + 1]
    return min(near, key=lambda gap: max(gap.end - place, place - gap.start), default=None)


def beside(among: list[Gap], source: Gap, step: int) -> Gap | None:
    """Return the gap `step` (-1 or 1) words from the one of a break; None at the text's end."""
    if step > 0:
        row = bisect_right(among, source.end, key=lambda gap: gap.end)
    else:
        row = bisect_left(among, source.start, key=lambda gap: gap.start) - 1
    return among[row] if 0 <= row < len(among) else None


def toggled(text: str, place: int) -> Change:
    """Put a break at the cursor, or take out the one at which it stands.

    Inside a word it is the break at the nearer end of it.
    """
    here = gap_at(text, place)
    if here.end == here.start and 0 < place < len(text):
        here = _near(text, place) or here
        place = place if here.end <= place <= here.start else here.start
    if own := _breaks(text, here.end, here.start):
        return Change(tr("The break is gone."), removed=own)
    if here.end == 0:
        return Change(tr("A break needs a word before it."))
    if here.start == len(text):
        return Change(tr("What follows is a part of its own."), inserted=place)
    return Change(
        tr("A part begins with {word}.").format(word=_word_at(text, here.start)),
        inserted=place,
    )


def moved(text: str, source: Gap, target: Gap | None) -> Change:
    """Put the break of `source` into `target`, together with those that it passes."""
    if target is None:
        return Change(tr("The break cannot go farther."))
    passed = _breaks(text, min(source.end, target.end), max(source.start, target.start))
    said = tr("The break is now before {word}.").format(word=_word_at(text, target.start))
    return Change(said, removed=passed, inserted=target.start)


def cleared(text: str) -> Change:
    """Take all breaks out."""
    own = _breaks(text, 0, len(text))
    if len(own) < 2:
        said = tr("Your break is gone.") if own else tr("There is no break of your own.")
        return Change(said, removed=own)
    return Change(tr("Your {count} breaks are gone.").format(count=len(own)), removed=own)


def _near(text: str, place: int) -> Gap | None:
    """Return the gap nearest to a place inside a word; None where the word is the whole text."""
    low = gap_at(text, _word_edge(text, place, -1))
    high = gap_at(text, _word_edge(text, place, 1))
    among = [gap for gap in (low, *_inside(text, low.start, high.end), high) if gap.end]
    found = nearest(among, place)
    far = found is None or max(found.end - place, place - found.start) > LONG_WORD
    return Gap(place, place) if far and not _covered(text, place) else found


def _inside(text: str, start: int, end: int) -> list[Gap]:
    """Return the places inside one word where its script may break."""
    return [Gap(start + place, start + place) for place in words.line_places(text[start:end])]


def _covered(text: str, place: int) -> bool:
    """Return whether a place is within a link, a name or the like."""
    start, end = _word_edge(text, place, -1), _word_edge(text, place, 1)
    return any(each.start < place - start < each.end for each in entities(text[start:end]))


def _word_edge(text: str, place: int, step: int) -> int:
    if step > 0:
        found = _SPACE.search(text, place)
        return found.start() if found else len(text)
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place


def _breaks(text: str, start: int, end: int) -> tuple[int, ...]:
    return tuple(place for place in range(start, end) if text[place] == MANUAL_BREAK)


def _word_at(text: str, place: int) -> str:
    word = text[place : _word_edge(text, place, 1)]
    if len(word) > QUOTED + 1:
        return tr("“{word}…”").format(word=plain.isolated(word[:QUOTED]))
    return tr("“{word}”").format(word=plain.isolated(word))
