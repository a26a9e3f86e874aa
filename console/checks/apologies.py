"""Apology loop: one more apology in a case, and nothing that is done.

The first apology is never found fault with. Nor is a later one that comes with something
to hold on to: a step that was taken, an answer, a question that has to be asked, a time, or
somebody who looks after it. Answers are counted, not the posts that they were cut into.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from console.checks.ground import Ground
from console.checks.promised_times import moment_of
from console.checks.promising import MOST_SENTENCES
from console.checks.reading import Reading, Sentence
from console.checks.speech import redirects, tells_solution, tells_step
from console.domain.business_hours import BusinessHours
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.domain.messages import Direction, Message, Post
from console.language import tr
from console.text import spoken_times
from console.text.kinds import apologises
from console.text.lexicon import LANGUAGES, lexicon, word_texts

SAME_ANSWER = timedelta(minutes=10)
"""Posts of ours as near as this, and nothing of the customer between: parts of one answer."""
_HELPS = ("owner", "answer", "instruction", "question_of_substance")
_COUNTS = {1: "once", 2: "twice"}


def apology_loop(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:
    """Yield the draft's first apology, where the case holds one and nothing comes with it."""
    hours = ground.facts.hours
    sorry = [
        next(said for said in sentence.said if said.list == "apology")
        for sentence in reading.sentences
        if sentence.says("apology") and not sentence.says("no_apology")
    ]
    if not sorry or _holds_something(reading, now, hours):
        return
    earlier = ground.made(_earlier)
    if not earlier:
        return
    first, last, count = earlier[0], earlier[-1], len(earlier)
    times = _COUNTS.get(count, tr("{count} times").format(count=count))
    said = (
        tr(
            "You said sorry {times} here already, on {when}; once more, and "
            "nothing done, reads as mere words."
        )
        if count == 1
        else tr(
            "You said sorry {times} here already, since {when}; once more, and "
            "nothing done, reads as mere words."
        )
    )
    yield Finding(
        Check.APOLOGY_LOOP,
        "again",
        sorry[0].start,
        sorry[0].end,
        Severity.ADVICE,
        said.format(times=times, when=spoken_times.words(first.at, now, hours)),
        tr("Say what was done, by when it will be, or who looks after it."),
        (Step(StepKind.SHOW_MESSAGE, tr("Show the last apology"), message_id=last.id),),
        words=" ".join(word_texts(reading.text[sorry[0].start : sorry[0].end])),
    )


def _holds_something(reading: Reading, now: datetime, hours: BusinessHours) -> bool:
    """Return whether a draft tells a step, an answer, somebody who looks after it, or a time."""
    if any(_helps(sentence) for sentence in reading.sentences):
        return True
    timed = (each for each in reading.sentences if not each.asks and each.says("promised_time"))
    return any(moment_of(each, now, hours) is not None for each in islice(timed, MOST_SENTENCES))


def _helps(sentence: Sentence) -> bool:
    if tells_step(sentence) or tells_solution(sentence):
        return True
    asks = sentence.asks and sentence.says("asks_what")
    return (asks or sentence.says(*_HELPS)) and not redirects(sentence)


def _earlier(ground: Ground) -> tuple[Message, ...]:
    """Return the first message of each answer of ours that apologises, oldest first."""
    found: list[Message] = []
    last: Message | None = None
    counts = False
    for message in ground.facts.messages:
        goes_on = last is not None and _goes_on(last, message)
        counts = counts and goes_on
        if not counts and _apologised(message):
            found.append(message)
            counts = True
        last = message
    return tuple(found)


def _goes_on(last: Message, message: Message) -> bool:
    """Return whether a message is one more part of the answer that the last one belongs to."""
    return (
        isinstance(last, Post)
        and isinstance(message, Post)
        and last.direction is message.direction is Direction.OUT
        and message.at - last.at <= SAME_ANSWER
    )


def _apologised(message: Message) -> bool:
    if isinstance(message, Post):
        return message.direction is Direction.OUT and apologises(message.text)
    # A note tells of both sides: that a customer said sorry is none of ours.
    said = word_texts(message.text)
    for language in LANGUAGES:
        found = lexicon(language, "call_apology", "no_call_apology").said(said)
        if "call_apology" in found and "no_call_apology" not in found:
            return True
    return False
