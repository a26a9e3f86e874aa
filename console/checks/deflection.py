"""Deflection: an answer that only sends the customer elsewhere.

Found where a sentence sends elsewhere and none does something for the problem: tells a step
taken, an answer, or a question to be answered here. Who only asked how to reach us is
answered by that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from console.checks.ground import Ground
from console.checks.reading import Reading, Span
from console.checks.speech import has_substance, redirect_of, tells_step
from console.domain.checks import Check, Finding, Severity
from console.domain.kinds import MessageKind
from console.language import tr
from console.text.kinds import kind_of
from console.text.lexicon import LANGUAGES, fold, lexicon, word_texts

WHY = tr(
    "A reader sees that the customer was sent elsewhere, and that nothing was done for them here."
)
ADVICE = tr("Add what you did, an answer, or a question that they can answer here.")


def deflection(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:  # noqa: ARG001 - as all checks
    """Yield one finding, on the first words that send elsewhere, where nothing else is done."""
    way = sends_elsewhere(reading)
    if way is None or ground.made(_asked_for_a_way):
        return
    yield Finding(
        Check.DEFLECTION,
        "elsewhere",
        way.start,
        way.end,
        Severity.WARNING,
        WHY,
        ADVICE,
        words=" ".join(fold(reading.text[way.start : way.end]).split()),
    )


def sends_elsewhere(reading: Reading) -> Span | None:
    """Return the first words that send elsewhere; None where there are none, or more is done."""
    ways = [redirect_of(each) for each in reading.sentences]
    way = next((each for each in ways if each is not None), None)
    return None if way is None or _does_something(reading, ways) else way


def asks_for_a_way(text: str, kind: MessageKind | None) -> bool:
    """Return whether a customer's post only asks how, or where, to reach somebody.

    `kind` is what that post is taken for; by its words where nobody looked yet.
    """
    words = word_texts(text)
    if not any(lexicon(each, "wants_contact").said(words) for each in LANGUAGES):
        return False
    return (kind or kind_of(text)) is not MessageKind.COMPLAINT


def _does_something(reading: Reading, ways: Sequence[Span | None]) -> bool:
    """Return whether a sentence does something for the problem.

    A question to be answered elsewhere does not, and `here's how` tells behind words that
    send elsewhere how to get there.
    """
    there = any(reading.of("answered_there"))
    sent = False
    for sentence, way in zip(reading.sentences, ways, strict=True):
        leads_on = sent and sentence.says("leads_there") and not tells_step(sentence)
        if has_substance(sentence) and not (there and sentence.asks) and not leads_on:
            return True
        sent = way is not None
    return False


def _asked_for_a_way(ground: Ground) -> bool:
    asked = ground.facts.reply_to
    return asked is not None and asks_for_a_way(asked.text, asked.kind)
