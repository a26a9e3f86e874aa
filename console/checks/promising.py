"""A promise in a draft: by when is offered to be noted; without a time it is asked for one.

A promise is a sentence of ours that says what we (or our people) will do, and is neither a
question nor hangs on a condition. The time is read by `text.spoken_times`: a day without a
time of the day is over when it closes, "within 24 hours" counts from now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from console.checks.ground import Ground
from console.checks.reading import Reading, Said, Sentence, Span
from console.domain.business_hours import BusinessHours
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.text import spoken_times, time_words
from console.text.lexicon import Word, word_texts

NEAR = timedelta(days=1)
"""A promise that is noted for a time as near as this is taken for the one in the draft."""
MOST = 5
"""Promises of one draft that are told: nobody keeps more of them apart."""
MOST_SENTENCES = 60
"""Sentences at most whose words are tried for a time: more than any answer has."""
MOST_TIME_WORDS = 7
"""Words of a time at most: `by the end of the next working day`."""
MOST_TRIES = 24
"""Stretches of a sentence at most that are tried for a time."""
FAR_DAYS = 60
LABEL = 60
"""Characters of what was promised."""

_SUBJECT = re.compile(
    r"(?:and |und |dann )?(?:we|i|you|wir|ich)(?:['’]ll| will| shall| are going to|['’]re going to"
    r"| am going to|['’]m going to| promise to| promise)?\s+",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:()!?…]|\.(?=\s|$)|\s(?:and|und|but|aber)\s")
_RANGE = re.compile(r"\b\d{1,3}\s*(?:-|–|to|or|bis|oder|und)\s*(?=\d{1,3}\b)", re.IGNORECASE)
_FILLERS = re.compile(
    r"\b(?:within|innerhalb|binnen|before|vor|no|than|latest|spätestens|at|von|gegen|um|zum|zur"
    r"|im|next(?= \d)|end of)\b"
)
_WORKING = re.compile(
    r"(?:next )?(\d{1,2}) (?:business|working) day|(\d{1,2}) (?:werk|arbeits)tage?n?"
)
_JOINS = frozenset(
    {"and", "or", "to", "of", "on", "in", "at", "the", "a"}
    | {"und", "oder", "von", "der", "die", "den", "dem", "bis", "um", "ein"}
)
"""Words with which no time ends."""
_CLOCK = re.compile(r"\d[:.]\d")


class Moment(NamedTuple):
    """A time that a sentence names: its words, and when it is over, aware UTC."""

    start: int
    end: int
    at: datetime


def promise(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:
    """Yield the promises with a time that nobody noted yet; else the first one without a time."""
    hours, found = ground.facts.hours, 0
    timeless: Finding | None = None
    has_time = False
    promising = ((each, said) for each in reading.sentences if (said := _made(each)) is not None)
    for sentence, made in islice(promising, MOST_SENTENCES):
        moment = moment_of(sentence, now, hours)
        if moment is None:
            timeless = timeless or _timeless(sentence, reading.text)
        elif not _hangs_on(sentence, moment.end):
            has_time, found = True, found + 1
            if not _is_noted(moment.at, ground):
                yield _offer(reading.text, sentence, made, moment, (now, hours))
        if found == MOST:
            return
    if timeless is not None and not has_time:
        yield timeless


def moment_of(sentence: Sentence, now: datetime, hours: BusinessHours) -> Moment | None:
    """Return the first time to come that a sentence names; None for none."""
    known = {said.start for said in sentence.said if said.list == "promised_time"}
    tries = 0
    for place, word in enumerate(sentence.words):
        if word.start not in known and not word.text[0].isdigit():
            continue
        run = _run(sentence.words[place : place + MOST_TIME_WORDS], known)
        for length in range(len(run), 0, -1):
            if run[length - 1].text in _JOINS:
                continue
            tries += 1
            if tries > MOST_TRIES:
                return None
            start, end = run[0].start, run[length - 1].end
            said = sentence.text[start - sentence.start : end - sentence.start]
            at = _moment(said, now, hours)
            if at is not None:
                return Moment(start, end, at)
    return None


def _run(words: tuple[Word, ...], known: set[int]) -> list[Word]:
    """Return the words at the beginning that may belong to a time."""
    run: list[Word] = []
    for word in words:
        if word.start not in known and not word.text[0].isdigit():
            break
        run.append(word)
    return run


def _moment(said: str, now: datetime, hours: BusinessHours) -> datetime | None:
    """Return when a time is over that a promise names; None for words that name none."""
    plain = _plain(said)
    if not plain or plain.replace(" ", "").isdigit() or plain == "next month":
        return None
    if not any(sign.isalpha() for sign in plain) and not (
        _CLOCK.search(plain) and said[0].isalpha()
    ):
        return None
    if "may" in plain and not any(sign.isdigit() for sign in plain):
        return None
    if found := _WORKING.fullmatch(plain):
        return _after_working_days(int(found[1] or found[2]), now, hours)
    # Who says "in the morning" has kept it by noon.
    plain = plain.replace("afternoon", "eod").replace("morning", "noon")
    plain = {"week": "eow", "next week": "friday next week"}.get(plain, plain)
    return spoken_times.read(f"{plain} eod", now, hours) or spoken_times.read(plain, now, hours)


@lru_cache(maxsize=256)
def _plain(said: str) -> str:
    """Return the words of a time in their one form; kept, for a draft is read at each key."""
    plain = time_words.plain(_RANGE.sub("", said)[: spoken_times.LONGEST])
    return " ".join(_FILLERS.sub(" ", plain).split())


def _after_working_days(count: int, now: datetime, hours: BusinessHours) -> datetime | None:
    """Return when the last of so many working days closes, today not among them."""
    day, left = hours.local(now).date(), count
    for _ in range(FAR_DAYS + 4 * count):
        if left <= 0:
            break
        day += timedelta(days=1)
        is_weekend = hours.round_the_clock and day.weekday() >= 5
        if hours.week[day.weekday()] and not is_weekend and not hours.is_off(day):
            left -= 1
    return hours.closing(day) if count and not left else None


def _made(sentence: Sentence) -> Said | None:
    """Return the words by which a sentence promises something; None where it does not."""
    if sentence.asks:
        return None
    return next((one for one in sentence.said if one.list in ("promise", "promised_of_it")), None)


def _hangs_on(sentence: Sentence, end: int) -> bool:
    """Return whether something up to a place makes it no promise: a condition, or a `not`."""
    return any(
        one.list in ("no_promise", "promised_event") and one.start < end + 1
        for one in sentence.said
    ) or any(one.list == "no_promise" and _goes_on(sentence, end, one) for one in sentence.said)


def _goes_on(sentence: Sentence, end: int, later: Said) -> bool:
    """Return whether later words stand in the clause that a place is in."""
    between = sentence.text[end - sentence.start : later.start - sentence.start]
    return later.start >= end and not _CLAUSE_END.search(between)


def _is_noted(at: datetime, ground: Ground) -> bool:
    # The call note said Tuesday noon, the post says Tuesday: one promise, told twice.
    return any(
        one.kept_at is None and abs(one.due_at - at) <= NEAR for one in ground.facts.promises
    )


def _offer(
    text: str, sentence: Sentence, made: Said, moment: Moment, clock: tuple[datetime, BusinessHours]
) -> Finding:
    span = _clause(text, sentence, made, moment)
    when = spoken_times.words(moment.at, *clock)
    return Finding(
        Check.PROMISE,
        "time",
        span.start,
        span.end,
        Severity.OFFER,
        f"The customer will count on this by {when}, and nobody noted it yet.",
        "Note it, and the case comes up before that time is over.",
        (Step(StepKind.PROMISE, "Note the promise", _what(text, span, moment), moment.at),),
        words=" ".join(word_texts(text[span.start : span.end])),
    )


def _clause(text: str, sentence: Sentence, made: Said, moment: Moment) -> Span:
    """Return the promise's words: from who does it to the time, or to the end of the clause."""
    start, end = min(made.start, moment.start), max(made.end, moment.end)
    if made.list == "promised_of_it":  # `your refund will be there`: what it is stands before
        before = [one.end() for one in _CLAUSE_END.finditer(text, sentence.start, start)]
        start = before[-1] if before else sentence.start
        start += len(text[start:end]) - len(text[start:end].lstrip())
    stop = _CLAUSE_END.search(text, end, sentence.end)
    last = sentence.end if stop is None else stop.start()
    rest = text[end:last].rstrip()
    is_short = moment.start < made.start or len(rest.split()) <= 3
    return Span(start, end + len(rest) if is_short else end)


def _what(text: str, span: Span, moment: Moment) -> str:
    """Return what is promised, in the draft's words, without who does it and by when."""
    said = text[span.start : moment.start] + " " + text[moment.end : span.end]
    short = _SUBJECT.sub("", " ".join(said.split()), count=1)
    if len(short) > LABEL:
        short = short[:LABEL].rsplit(" ", 1)[0] + "…"
    return short.strip(" .,;:-–") or "keep the promise"


def _timeless(sentence: Sentence, text: str) -> Finding | None:
    """Return what is said of a promise to be heard of again without a time."""
    deed = next((one for one in sentence.said if one.list == "promise_deed"), None)
    if deed is None or _hangs_on(sentence, sentence.end):
        return None
    return Finding(
        Check.PROMISE,
        "no_time",
        deed.start,
        deed.end,
        Severity.ADVICE,
        "The customer does not know how long to wait for this, and will ask again.",
        "Say by when, even if it is only when they hear of it next.",
        words=" ".join(word_texts(text[deed.start : deed.end])),
    )
