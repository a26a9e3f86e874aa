"""Dismissive wording, by a list that a person may change.

What stands between quotation marks is the customer's, and what a phrase of `waves_not`
covers is meant otherwise (`not too bad`). By which kind of wording a phrase is, says a word
of it: so a phrase that a person added gets its advice as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from console.checks.ground import DISMISSIVE, Ground
from console.checks.reading import Reading, Said, Span
from console.domain.checks import Check, Finding, Severity
from console.language import tr
from console.text.lexicon import word_texts

_QUOTED = re.compile(r'"[^"\n]{1,300}+"|[“„][^“”„\n]{1,300}+[“”]|[«»][^«»\n]{1,300}+[«»]')
_NOT = "waves_not"


class _Kind(NamedTuple):
    """A kind of dismissive wording: how it is read, and what says it better."""

    rule: str
    why: str
    advice: str


_KINDS = {
    "waves_feelings": _Kind(
        "feelings",
        tr("This can read as regret for how they feel, not for what happened."),
        tr("Name what went wrong, and say sorry for that."),
    ),
    "waves_sarcasm": _Kind(
        "sarcasm",
        tr("This can read as mockery, to everybody who comes across it."),
        tr("Say it plainly, or leave it out."),
    ),
    "waves_ownership": _Kind(
        "ownership",
        tr("This can read as though they were left alone with it."),
        tr("Say who can solve it, and what you do so that they get there."),
    ),
    "waves_policy": _Kind(
        "policy",
        tr("This can read as though a rule counted for more than they do."),
        tr("Say what the rule is good for, or what is possible all the same."),
    ),
    "waves_finality": _Kind(
        "finality",
        tr("This can read as though nobody would try any further."),
        tr("Say what can still be done, or who else may decide."),
    ),
    "waves_blame": _Kind(
        "blame",
        tr("This can read as though it were their own fault."),
        tr("Say what to do now; who should have done what can stay unsaid."),
    ),
    "waves_impatience": _Kind(
        "impatience",
        tr("This can read as though they were a nuisance."),
        tr("Leave it out, and say once more in full what helps them."),
    ),
}
"""By the list of words that tell it; where several do, the first."""
_OTHER = _Kind(
    "wording",
    tr("This is on your list of wording that waves a customer off."),
    tr("Say it another way, or say what happens next."),
)


def dismissive(reading: Reading, _ground: Ground, _now: datetime) -> Iterator[Finding]:
    """Yield the places at which wording waves the customer off, in order."""
    places = list(_places(reading.of(DISMISSIVE)))
    if not places:
        return
    quoted = [Span(one.start(), one.end()) for one in _QUOTED.finditer(reading.text)]
    others = [*quoted, *(Span(each.start, each.end) for each in reading.of(_NOT))]
    meant_otherwise = _overlapped(places, others)
    starts = [each.start for each in reading.said]
    for place in places:
        if place in meant_otherwise:
            continue
        near = reading.said[bisect_left(starts, place.start) : bisect_left(starts, place.end)]
        told = {each.list for each in near if each.end <= place.end}
        kind = next((kind for name, kind in _KINDS.items() if name in told), _OTHER)
        yield Finding(
            Check.DISMISSIVE,
            kind.rule,
            place.start,
            place.end,
            Severity.WARNING,
            kind.why,
            kind.advice,
            words=" ".join(word_texts(reading.text[place.start : place.end])),
        )


def _places(said: Iterable[Said]) -> Iterator[Span]:
    """Yield where phrases of the list stand; those that overlap are one place."""
    start, end = 0, 0
    for each in said:
        if each.start >= end:
            if end:
                yield Span(start, end)
            start = each.start
        end = max(end, each.end)
    if end:
        yield Span(start, end)


def _overlapped(places: Iterable[Span], others: Iterable[Span]) -> set[Span]:
    """Return the places (in order, apart from each other) that share words with others."""
    found, coming = set[Span](), iter(sorted(others, key=lambda one: one.start))
    reached, other = 0, next(coming, None)
    for place in places:
        while other is not None and other.start < place.end:
            reached, other = max(reached, other.end), next(coming, None)
        if reached > place.start:
            found.add(place)
    return found
