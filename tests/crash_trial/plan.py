"""The plan of a run that sends: what is written, what X does wrong, when the desk is killed.

All of it follows from the seed and the number of the run. Every second run is killed at
random moments. The others go through the named points in turn, each followed by one of
the four that matter most.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from console.domain.limits import LIMITS_140, LIMITS_280
from console.domain.numbering import Numbering, NumberStyle
from console.text.split import Layout, split
from tests.crash_trial.orders import Kill, Point
from tests.x_server import Fault

WORDS = (
    "sorry", "parcel", "Ihre Bestellung", "tomorrow,", "the shop", "has been", "sent.",
    "We looked into it;", "naïve", "cafe\N{COMBINING ACUTE ACCENT}", "Straße", "<b>bold</b>",
    "Q&A", "5 < 7 && 7 > 5", "&amp;", "\N{FAMILY}", "👩‍👧‍👦", "🇩🇪", "👍🏽", "ご注文の件、",
    "確認しました。", "مرحبا", "שלום", "https://example.com/a?b=1&c=2", "example.com/help",
    "http://shop.example", "#delivery", "“quoted”", "— and then —", "12 345,67 €", "ﬁne",
    "\n", "\n\n",
)  # fmt: skip
MAIN = (Point.BEFORE_SENDING, Point.AFTER_SENDING, Point.ACCEPTED, Point.BEFORE_SENT)
NAMED = (*MAIN, Point.AFTER_SENT, Point.LOOKING, Point.BEFORE_DELETED)
TIMELINES = ("/2/users/:id/tweets", "/2/users/:id/mentions")


@dataclass(frozen=True, slots=True)
class Written:
    """One answer of a run, before it is known which post it answers."""

    layout: Layout
    limit: str
    numbering: str
    delete: bool = False
    delete_after: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that X does wrong in a run."""

    fault: Fault
    method: str
    path: str
    after: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One run."""

    number: int
    answers: tuple[Written, ...]
    faults: tuple[Planned, ...]
    kills: tuple[Kill, ...]
    """One for each life, the last of which is not killed."""
    duplicates_refused: bool
    """Whether X refuses what it has already: mostly not, as that would hide a double post."""
    customer_writes: bool
    """Whether the customers post again while the desk is down."""


@cache
def plan(number: int, seed: int) -> Plan:
    """Return the plan of run `number` (from 0)."""
    rng = random.Random(f"{seed}/{number}")
    named = number % 2 == 1
    point = NAMED[number // 2 % len(NAMED)] if named else None
    deletes = point is Point.BEFORE_DELETED or rng.random() < 0.15
    answers = tuple(_answers(rng, deletes=deletes))
    total = sum(len(answer.layout) for answer in answers)
    # These two come once in some runs; nothing may come in between.
    undisturbed = point in (Point.LOOKING, Point.BEFORE_DELETED)
    faults = tuple(_faults(rng, total)) if rng.random() < 0.5 and not undisturbed else ()
    return Plan(
        number,
        answers,
        faults,
        tuple(_kills(rng, number, point, total, answers)),
        duplicates_refused=rng.random() < 0.25,
        customer_writes=rng.random() < 0.2,
    )


def _answers(rng: random.Random, *, deletes: bool) -> Iterator[Written]:
    for each in range(rng.choice((1, 1, 2, 3))):
        # One alone has parts after the first, so that there is a middle to die in.
        layout = _layout(rng, rng.randint(2 if each == 0 else 1, 6))
        delete = deletes and each == 0
        whole = len(layout)
        yield Written(
            layout,
            layout.limits.name,
            layout.numbering.name,
            delete=delete,
            delete_after=rng.choice((1, whole)) if delete else 0,
        )


def _layout(rng: random.Random, wanted: int) -> Layout:
    limits = rng.choice((LIMITS_140, LIMITS_280))
    numbering = rng.choice(
        (Numbering(), Numbering(NumberStyle.OF_ALL), Numbering.named("(1/3) end"))
    )
    text = f"{rng.randrange(10**6)} {rng.choice(WORDS)}"
    layout = split(text, limits, numbering=numbering)
    while len(layout) < wanted:
        words = rng.choices(WORDS, k=limits.max_weight // 20)
        text = " ".join((text, *words, str(rng.randrange(1000))))
        layout = split(text, limits, numbering=numbering)
    return layout


def _kills(
    rng: random.Random,
    number: int,
    point: Point | None,
    total: int,
    answers: tuple[Written, ...],
) -> Iterator[Kill]:
    if point is None:
        for _ in range(rng.randint(1, 3)):
            yield Kill(fraction=rng.random())
        return
    if point is Point.LOOKING:
        yield Kill(Point.AFTER_SENDING, rng.randint(1, total))
        yield Kill(Point.LOOKING)
    elif point is Point.BEFORE_DELETED:
        yield Kill(point, rng.randint(1, answers[0].delete_after))
    else:
        yield Kill(point, rng.randint(1, max(1, total - 1)))
    yield Kill(MAIN[number // 2 % len(MAIN)])


def _faults(rng: random.Random, total: int) -> Iterator[Planned]:
    posting = (
        Fault.accept_then_drop(), Fault.drop(), Fault.server_error(), Fault.unavailable(),
        Fault.server_error(processed=True), Fault.rate_limited(reset=False),
        Fault.slow(0.6), Fault.late(0.6), Fault.html(processed=True), Fault.null_errors(),
        Fault.truncated(), Fault.list_body(processed=True), Fault.replica_lag(seconds=0.4),
        Fault.replica_lag(seconds=0.7), Fault.replica_lag(requests=2),
    )  # fmt: skip
    reading = (
        Fault.drop(), Fault.unavailable(), Fault.rate_limited(reset=False), Fault.slow(0.5),
        Fault.truncated(cut=True), Fault.html(502),
    )  # fmt: skip
    deleting = (Fault.drop(), Fault.accept_then_drop(), Fault.unavailable(), Fault.slow(0.5))
    for _ in range(rng.randint(1, 3)):
        yield Planned(rng.choice(posting), "POST", "/2/tweets", rng.randrange(total))
    if rng.random() < 0.5:
        yield Planned(rng.choice(reading), "GET", rng.choice(TIMELINES), rng.randrange(4))
    yield Planned(rng.choice(deleting), "DELETE", "/2/tweets/:id", 0)
