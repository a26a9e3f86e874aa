"""Apology loop: one more apology in a case, and nothing that is done.

The first apology is never found fault with. Nor is a later one that comes with something
to hold on to: a step that was taken, a time, or somebody who looks after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from console.checks.ground import Ground
from console.checks.promising import MOST_SENTENCES, moment_of
from console.checks.reading import Reading
from console.checks.speech import tells_step
from console.domain.business_hours import BusinessHours
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.domain.messages import Direction, Message, Post
from console.text import spoken_times
from console.text.kinds import apologises
from console.text.lexicon import LANGUAGES, lexicon, word_texts

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
    times = _COUNTS.get(count, f"{count} times")
    since = "on" if count == 1 else "since"
    yield Finding(
        Check.APOLOGY_LOOP,
        "again",
        sorry[0].start,
        sorry[0].end,
        Severity.ADVICE,
        f"You said sorry {times} here already, {since} {spoken_times.words(first.at, now, hours)};"
        " once more, and nothing done, reads as mere words.",
        "Say what was done, by when it will be, or who looks after it.",
        (Step(StepKind.SHOW_MESSAGE, "Show the last apology", message_id=last.id),),
        words=" ".join(word_texts(reading.text[sorry[0].start : sorry[0].end])),
    )


def _holds_something(reading: Reading, now: datetime, hours: BusinessHours) -> bool:
    """Return whether a draft tells a step, somebody who looks after it, or a time."""
    if any(sentence.says("owner") or tells_step(sentence) for sentence in reading.sentences):
        return True
    timed = (each for each in reading.sentences if not each.asks and each.says("promised_time"))
    return any(moment_of(each, now, hours) is not None for each in islice(timed, MOST_SENTENCES))


def _earlier(ground: Ground) -> tuple[Message, ...]:
    """Return the messages of the case in which we apologised, oldest first."""
    return tuple(message for message in ground.facts.messages if _apologised(message))


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
