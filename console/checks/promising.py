"""A promise in a draft: by when is offered to be noted; without a time it is asked for one.

A promise is a sentence of ours that says what we (or our people) will do, and is neither a
question nor hangs on a condition. Its time stands in its own clause, else in one behind it:
`scanned at 7:40 and will be there by 6pm` names a time that is none of the promise's. What
the words of a time mean, `checks.promised_times` says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from itertools import islice, pairwise
from typing import NamedTuple

from console.checks.ground import Ground
from console.checks.promised_times import Moment, joined, moments_of, names_time, stands_at
from console.checks.promising_noted import Noted
from console.checks.reading import Reading, Said, Sentence, Span
from console.domain.business_hours import BusinessHours
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.language import tr
from console.text import spoken_times
from console.text.lexicon import word_texts

MOST = 5
"""Promises of one draft that are told: nobody keeps more of them apart."""
MOST_SENTENCES = 60
"""Sentences at most whose words are tried for a time: more than any answer has."""
FEW = 3
"""Words at most beside a time in a clause that only says when: `On Friday at the latest, ...`."""
LABEL = 60
"""Characters of what was promised."""

_SUBJECT = re.compile(
    r"\b(?:and |und |dann )?(?:we|i|you|wir|ich)(?:['’]ll| will| shall| are going to"
    r"|['’]re going to| am going to|['’]m going to| promise to| promise)?\s+",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;()!?…]|:(?!\d)|\.(?=\s|$)|\s[-–—](?=\s)|\s(?:and|und|but|aber)\s")
_INVERTED = re.compile(r"\s(?:wir|ich|sie|du|ihr)$", re.IGNORECASE)
_FIRST = re.compile(r"(?:[\s,;:()!?….–-]|and\s|und\s|but\s|aber\s)*+", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|und)\s", re.IGNORECASE)


class _Promise(NamedTuple):
    """A promise of a sentence."""

    made: Said
    """The words by which it is made."""
    moment: Moment
    apart: Moment | None
    """The day, where the time of it stands elsewhere: `on Friday we call you at 10`."""


def promise(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:
    """Yield the promises with a time that nobody noted yet; else the first one without a time."""
    hours = ground.facts.hours
    noted = Noted(ground.facts.promises, now, hours)
    missing: list[tuple[_Clauses, _Promise]] = []
    timeless: Finding | None = None
    has_time = False
    promising = (each for each in reading.sentences if _makes(each))
    for sentence in islice(promising, MOST_SENTENCES):
        clauses = _Clauses(sentence, now, hours)
        for one in _promises(clauses):
            if _hangs_on(clauses, one):
                continue
            has_time = True
            if not noted.has(one.moment):
                missing.append((clauses, one))
            if len(missing) == MOST:
                break
        if len(missing) == MOST:
            break
        if not clauses.moments and timeless is None:
            timeless = _timeless(clauses, reading.text)
    yield from _offers(reading.text, missing, noted)
    if timeless is not None and not has_time:
        yield timeless


class _Clauses:
    """A sentence, its clauses, and the times that it names."""

    def __init__(self, sentence: Sentence, now: datetime, hours: BusinessHours) -> None:
        self.sentence, self.clock = sentence, (now, hours)
        since = {said.end for said in sentence.said if said.list == "promised_since"}
        found = moments_of(sentence, now, hours)
        self.moments = [one for one in found if not stands_at(one, sentence, since)]
        inside = [(one.start, one.end) for one in found]
        self.edges: list[int] = []
        """Where its clauses end, for a sign inside a time (`Fri, 27.11.`) ends none."""
        for edge in _CLAUSE_END.finditer(sentence.text):
            place = sentence.start + edge.start()
            before = bisect_right(inside, (place, sentence.end)) - 1
            if before < 0 or inside[before][1] <= place:
                self.edges.append(place)

    def number(self, place: int) -> int:
        """Return the number of the clause that a place is in."""
        return bisect_right(self.edges, place)

    def start(self, number: int) -> int:
        """Return where a clause begins."""
        return self.edges[number - 1] if number else self.sentence.start

    def end(self, number: int) -> int:
        """Return where a clause ends."""
        return self.edges[number] if number < len(self.edges) else self.sentence.end

    def says(self, names: tuple[str, ...], start: int, end: int) -> bool:
        """Return whether a phrase of some lists begins within a stretch."""
        return any(each.list in names and start <= each.start < end for each in self.sentence.said)


def _makes(sentence: Sentence) -> bool:
    return not sentence.asks and sentence.says("promise", "promised_of_it")


def _promises(clauses: _Clauses) -> Iterator[_Promise]:
    """Yield the promises of a sentence for which it names a time, each time once."""
    made: dict[int, Said] = {}
    for said in clauses.sentence.said:
        if said.list in ("promise", "promised_of_it"):
            made.setdefault(clauses.number(said.start), said)
    used: set[Moment] = set()
    following = [*made, len(clauses.edges) + 1][1:]
    for (number, said), until in zip(made.items(), following, strict=True):
        found = _timed(clauses, said, number, until)
        if found is not None and found.moment not in used:
            used.update(filter(None, (found.moment, found.apart)))
            yield found
    for said in clauses.sentence.said:  # `we'll send it on Monday and call you on Tuesday`
        number = clauses.number(said.start)
        if said.list == "promise_deed" and number not in made and number - 1 in made:
            begins = clauses.sentence.text[clauses.start(number) - clauses.sentence.start :]
            own = [
                one
                for one in _of(clauses, number)
                if one not in used and not _is_past(clauses, one)
            ]
            if own and _AND.match(begins):
                used.add(own[0])
                yield _Promise(said, own[0], None)


def _timed(clauses: _Clauses, made: Said, number: int, until: int) -> _Promise | None:
    """Return a promise with its time: behind its words, before them, or in a later clause.

    Later ones are its own up to the clause of the next promise, `until`.
    """
    of_it = [one for one in _of(clauses, number) if not _is_past(clauses, one, made)]
    behind = [one for one in of_it if one.start >= made.start]
    for first, second in pairwise(of_it):
        at = joined(first, second, clauses.sentence, *clauses.clock)
        if at is not None:
            said = f"{first.said} {second.said}"
            return _Promise(made, second._replace(at=at, said=said), first)
    if behind or of_it:
        return _Promise(made, (behind or of_it)[0], None)
    for one in clauses.moments:
        place = clauses.number(one.start)
        if place == number - 1 and _only_says_when(clauses, place, one):
            return _Promise(made, one, None)
        if number < place < until and not _is_past(clauses, one):
            return _Promise(made, one, None)
    return None


def _of(clauses: _Clauses, number: int) -> list[Moment]:
    return [one for one in clauses.moments if clauses.number(one.start) == number]


def _is_past(clauses: _Clauses, moment: Moment, made: Said | None = None) -> bool:
    """Return whether a time is when something was: `the lamp you ordered on Monday`.

    `made` is the promise where it stands in the same clause.
    """
    number = clauses.number(moment.start)
    if made is not None and made.start <= moment.start:
        return clauses.says(("promised_past",), made.end, moment.start)
    ends = {each.end for each in clauses.sentence.said if each.list == "promised_from"}
    if made is not None and stands_at(moment, clauses.sentence, ends):
        return True
    start = clauses.start(number)
    if made is None and clauses.says(("promised_past",), start, clauses.end(number)):
        return True
    return clauses.says(("promised_past", "promised_perfect"), start, moment.start)


def _only_says_when(clauses: _Clauses, number: int, moment: Moment) -> bool:
    """Return whether a clause holds a time and little else: `on Friday at the latest, ...`."""
    start, end = clauses.start(number), clauses.end(number)
    others = [
        word
        for word in clauses.sentence.words
        if start <= word.start < end and not moment.start <= word.start < moment.end
    ]
    return len(others) <= FEW and not _is_past(clauses, moment)


def _hangs_on(clauses: _Clauses, one: _Promise) -> bool:
    """Return whether a condition up to its time makes it no promise, or a `not` of its own."""
    made, end = one.made, max(one.made.end, one.moment.end)
    start = clauses.start(clauses.number(min(made.start, one.moment.start)))
    goes_on = clauses.end(clauses.number(end - 1))
    return (
        clauses.says(("promised_if", "promised_event"), clauses.sentence.start, end)
        or clauses.says(("promised_if",), end, goes_on)
        or clauses.says(("no_promise",), start, goes_on)
    )


def _offers(text: str, missing: list[tuple[_Clauses, _Promise]], noted: Noted) -> Iterator[Finding]:
    spans = [_clause(text, clauses, one) for clauses, one in missing]
    whats = [_what(text, span, one) for span, (_, one) in zip(spans, missing, strict=True)]
    moments = [one.moment for _, one in missing]
    others = noted.others(list(zip(whats, moments, strict=True)))
    for number, (span, what, moment) in enumerate(zip(spans, whats, moments, strict=True)):
        if (other := others.get(number)) is not None:
            why = noted.beside(other, moment)
            advice = tr("Note this one as well, or write the time that stands.")
        else:
            when = spoken_times.words(moment.at, *missing[number][0].clock)
            why = tr("The customer will count on this by {when}, and nobody noted it yet.").format(
                when=when
            )
            advice = tr("Note it, and the case comes up before that time is over.")
        yield Finding(
            Check.PROMISE,
            "time",
            span.start,
            span.end,
            Severity.OFFER,
            why,
            advice,
            (Step(StepKind.PROMISE, tr("Note the promise"), what, moment.at),),
            words=" ".join(word_texts(text[span.start : span.end])),
        )


def _clause(text: str, clauses: _Clauses, one: _Promise) -> Span:
    """Return the promise's words: from who does it to the time, or to the end of the clause."""
    made, moment = one.made, one.moment
    first = moment.start if one.apart is None else min(moment.start, one.apart.start)
    start, end = min(made.start, first), max(made.end, moment.end)
    # `your refund will be there`, `die Rechnung schicken wir`: what it is stands before.
    if made.list == "promised_of_it" or _INVERTED.search(text, made.start, made.end):
        begins = clauses.start(clauses.number(start))
        found = _FIRST.match(text, begins, start)
        start = start if found is None else min(start, found.end())
    last = clauses.end(clauses.number(end - 1))
    rest = text[end:last].rstrip().rstrip(".")
    is_short = moment.start < made.start or len(rest.split()) <= FEW
    return Span(start, end + len(rest) if is_short else end)


def _what(text: str, span: Span, one: _Promise) -> str:
    """Return what is promised, in the draft's words, without who does it and by when."""
    said = text[span.start : span.end]
    for time in filter(None, (one.moment, one.apart)):  # the later one first
        said = f"{said[: max(0, time.start - span.start)]} {said[time.end - span.start :]}"
    short = _SUBJECT.sub("", " ".join(said.split()), count=1)
    if len(short) > LABEL:
        short = short[:LABEL].rsplit(" ", 1)[0] + "…"
    return short.strip(" .,;:-–") or tr("keep the promise")


def _timeless(clauses: _Clauses, text: str) -> Finding | None:
    """Return what is said of a promise to be heard of again without a time."""
    sentence = clauses.sentence
    deed = next((one for one in sentence.said if one.list == "promise_deed"), None)
    if deed is None or names_time(sentence):
        return None
    number = clauses.number(deed.start)
    end = clauses.end(number)
    if clauses.says(
        ("promised_if", "promised_event"), sentence.start, sentence.end
    ) or clauses.says(("no_promise",), clauses.start(number), end):
        return None
    return Finding(
        Check.PROMISE,
        "no_time",
        deed.start,
        deed.end,
        Severity.ADVICE,
        tr("The customer does not know how long to wait for this, and will ask again."),
        tr("Say by when, even if it is only when they hear of it next."),
        words=" ".join(word_texts(text[deed.start : deed.end])),
    )
