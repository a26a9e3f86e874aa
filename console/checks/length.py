"""Length: so many parts that a call would be shorter, and a first part that says nothing alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from console.checks import speech
from console.checks.ground import Ground
from console.checks.reading import Reading, Sentence, Span
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.domain.kinds import MessageKind
from console.domain.messages import CallNote, Channel, Direction
from console.language import tr
from console.text import phone_numbers

MANY = 3
"""From so many parts on, a call is likely to be shorter for both."""
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"(?<=\d)[\s().\-/–]{1,4}(?=\d)")
"""What parts the groups of a number."""
_RUN = re.compile(r"\d+")


def length(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:  # noqa: ARG001 - as all checks
    """Yield one finding over all from the third part on, unless our number is offered already.

    Who called us before is not sent to the phone again: they can be called back.
    """
    count = len(reading.parts)
    if count < MANY:
        return
    number = ground.made(_our_number)
    if number and _holds(reading.text, number):
        return
    called = _calls(ground)
    offered = "" if called else number
    span = _bare(reading.text, Span(reading.parts[MANY - 1].start, reading.parts[-1].end))
    yield Finding(
        Check.LENGTH,
        "parts",
        span.start,
        span.end,
        Severity.ADVICE,
        tr("Few read {count} posts to their end; a call may be shorter for both of you.").format(
            count=count
        ),
        _advice(offered, called, ground),
        (Step(StepKind.INSERT, tr("Insert {offered}").format(offered=offered), offered),)
        if offered
        else (),
    )


def answer_first(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:  # noqa: ARG001 - as all checks
    """Yield the first of several parts where it holds neither answer, step nor question.

    Thanks need none of them.
    """
    asked = ground.facts.reply_to
    if len(reading.parts) == 1 or (asked is not None and asked.kind is MessageKind.THANKS):
        return
    first = _bare(reading.text, reading.parts[0])
    said = [_cut(sentence, first.end) for sentence in reading.within(first.start, first.end)]
    if not said or any(speech.has_substance(sentence) for sentence in said):
        return
    yield Finding(
        Check.ANSWER_FIRST,
        "first",
        first.start,
        first.end,
        Severity.ADVICE,
        tr("Many see the first post only, and it holds neither an answer nor a question yet."),
        tr("Begin with what you did, found out or need to know; kind words fit behind it."),
    )


def _advice(number: str, called: Sequence[CallNote], ground: Ground) -> str:
    """Return which call could be offered: to the customer's number, or to ours."""
    contact = ground.facts.contact
    theirs = next((phone.shown for phone in contact.phones), "") if contact is not None else ""
    if called:
        given = (note.number.strip() for note in reversed(called))
        latest = next((each for each in given if each), "")
        theirs = theirs or phone_numbers.national(latest, ground.facts.region)
        if theirs:
            return tr(
                "They called you already; call them back on {theirs}, and say in the "
                "first post when."
            ).format(theirs=theirs)
        return tr(
            "They called you already; offer to call them back, and say in the first post when."
        )
    if theirs:
        mine = tr(", or offer {number}").format(number=number) if number else ""
        return tr("You have the customer's number: call them on {theirs}{mine}.").format(
            theirs=theirs, mine=mine
        )
    if number:
        return tr(
            "Offer a call on {number}, and say in the first post what it will settle."
        ).format(number=number)
    return tr("Offer a call; the number to offer can be set in Preferences, Checks.")


def _calls(ground: Ground) -> list[CallNote]:
    """Return the calls in which the customer called us, oldest first."""
    notes = (each for each in ground.facts.messages if isinstance(each, CallNote))
    return [
        note for note in notes if note.channel is Channel.PHONE and note.direction is Direction.IN
    ]


def _our_number(ground: Ground) -> str:
    """Return the first phone number of our own contact points, as people here write it."""
    for point in ground.facts.rules.own_points:
        is_number = "@" not in point and not _LETTER.search(point)
        if is_number and len(phone_numbers.digits(point)) >= phone_numbers.FEWEST_DIGITS:
            return phone_numbers.national(point, ground.facts.region)
    return ""


def _holds(text: str, number: str) -> bool:
    """Return whether a text holds a number, however it is written."""
    core = phone_numbers.digits(number).lstrip("0")
    return any(run.endswith(core) for run in _RUN.findall(_BETWEEN.sub("", text)))


def _cut(sentence: Sentence, end: int) -> Sentence:
    """Return what of a sentence stands before a place."""
    if sentence.end <= end:
        return sentence
    return replace(
        sentence,
        end=end,
        text=sentence.text[: end - sentence.start],
        words=tuple(word for word in sentence.words if word.end <= end),
        said=tuple(said for said in sentence.said if said.end <= end),
    )


def _bare(text: str, span: Span) -> Span:
    """Return a stretch of a text without the white space around it."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))
