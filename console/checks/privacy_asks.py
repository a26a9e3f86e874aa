"""Private things that a draft asks for in public: the answer would stand there for everybody.

Order and customer numbers are left out: a shop has to ask for them, and they alone open
nothing. So is a sentence that names a private way: `DM us your e-mail address`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from console.checks.reading import Reading, Said, Sentence
from console.domain.checks import Check, Finding, Severity
from console.language import tr
from console.text.lexicon import LANGUAGES, Word, fold, lists

_THING, _HANDS = "private_thing", "private_hands"
_WAYS = ("private_way", "asked_dm", "asked_call", "asked_mail", "asked_visit")
_LINK = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:(\n–—]")
_NEAR = 4
"""Words between `send us` and the thing, at most."""
_OWNER = 2
"""Words between `your` and the thing, at most."""
_WHY = tr("This asks for it in public: who answers here shows it to everybody.")
_ADVICE = tr("Ask for it by direct message.")


def asks_in_public(reading: Reading) -> Iterator[Finding]:
    """Yield the first private thing that each sentence asks for, each thing once."""
    found = set[str]()
    for sentence in reading.sentences:
        if not sentence.says(_THING) or sentence.says(*_WAYS) or _LINK.search(sentence.text):
            continue
        thing = next(_asked(sentence), None)
        if thing is None:
            continue
        words = fold(reading.text[thing.start : thing.end])
        if words not in found:
            found.add(words)
            yield Finding(
                Check.PRIVACY,
                "asks",
                thing.start,
                thing.end,
                Severity.ADVICE,
                why=_WHY,
                advice=_ADVICE,
                words=words,
            )


def _asked(sentence: Sentence) -> Iterator[Said]:
    """Yield the private things that a sentence wants to be told, clause by clause."""
    cuts = [sentence.start + cut.start() for cut in _CLAUSE.finditer(sentence.text)]
    edges = [sentence.start, *cuts, sentence.end]
    starts = [word.start for word in sentence.words]
    said = [each for each in sentence.said if each.list in (_THING, _HANDS)]
    places = [each.start for each in said]  # in order
    for start, end in pairwise(edges):
        held = said[bisect_left(places, start) : bisect_left(places, end)]
        words = sentence.words[bisect_left(starts, start) : bisect_left(starts, end)]
        texts = {word.text for word in words}
        things = [each for each in held if each.list == _THING]
        if not things or not texts.isdisjoint(_held("private_not")):
            continue
        begs = sentence.asks or not texts.isdisjoint(_held("private_please"))
        if begs and _is_all(words, things):
            yield things[0]
        yield from _handed_over(words, held)


def _is_all(words: tuple[Word, ...], things: list[Said]) -> bool:
    """Return whether a clause names such things and nothing else: `your IBAN, please?`."""
    beside = _held("private_owner", "private_please", "private_more")
    ends = {thing.start: thing.end for thing in things}  # of those at one place the only one
    last = 0
    for word in words:
        last = max(last, ends.get(word.start, 0))
        if word.end > last and word.text not in beside:
            return False
    return True


def _handed_over(words: tuple[Word, ...], held: list[Said]) -> Iterator[Said]:
    """Yield the things that stand behind `what is` or `send us`, and are the customer's."""
    starts = [word.start for word in words]
    behind = len(words)
    wants = -1
    for each in held:
        first, last = bisect_left(starts, each.start), bisect_left(starts, each.end)
        if each.list == _HANDS:
            wants = last
            continue
        before = [word.text for word in words[max(0, first - _NEAR) : first]]
        if before and before[-1] in _held("private_which"):
            yield each
        elif 0 <= wants <= first <= wants + _NEAR:
            between = before[len(before) - (first - wants) :]
            near = (word.text for word in words[max(wants, first - _OWNER) : last])
            owned = not _held("private_owner").isdisjoint(near)
            theirs = owned or last == behind or words[last].text in _held("private_more")
            if theirs and _held("private_doubt").isdisjoint(between):
                yield each


@cache
def _held(*names: str) -> frozenset[str]:
    return frozenset(
        fold(word) for language in LANGUAGES for name in names for word in lists(language)[name]
    )
