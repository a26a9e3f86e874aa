"""Why wait for a post: how long we had, from the first call of a customer to their first post.

Only what came from the customer counts: from then on we knew. The wait is counted from the first
of these calls. The desk marks a case also where it was we who called.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from console.domain.ids import CaseId, ContactId
from console.domain.insight import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Evidence,
    Figure,
    Question,
    Section,
    Table,
    Unit,
    Wish,
)
from console.insight import figures
from console.insight.canary_board import NOT_SAID
from console.insight.cases import as_of, calls_of_contacts, ids, most_first, of_so_many
from console.insight.rows import MessageFact
from console.insight.statistics import FEWEST, median, median_interval
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, tr
from console.text.figures import duration, percent

_HOUR_MS = 3_600_000
CLASSES = (
    (tr("under 1 h"), _HOUR_MS),
    (tr("1 to 4 h"), 4 * _HOUR_MS),
    (tr("4 to 24 h"), 24 * _HOUR_MS),
    (tr("1 to 3 d"), 72 * _HOUR_MS),
)
"""Classes of waits, each to before its end."""
LONGEST = tr("3 d or more")


class Waits(NamedTuple):
    """The cases of a period in which the customer wrote in public."""

    posted: list[Story]
    called: list[Story]
    """Those of them whose customer had called before,"""
    waits: list[int]
    """and how long before that was, in milliseconds."""


def section(window: Window, before: Window | None) -> Section:
    """Return how many called before they posted, and how long they waited."""
    calls = calls_of_contacts(window.told.values())
    now = _waits(window, calls, window.now_ms)
    was = None if before is None else _waits(before, calls, as_of(window, before))
    return Section(
        Question.CALLED_FIRST,
        _sentence(now),
        (_share(window, now, was), _wait(now, was), _longest(now, was)),
        (_by_touchpoint(now), _classes(now)),
    )


def _waits(
    window: Window, calls: Mapping[ContactId, Sequence[MessageFact]], until_ms: int
) -> Waits:
    """Return who posted by a moment, and who of them had called."""
    reach_ms = round(window.targets.called_first.total_seconds() * 1000)
    posted = [
        story
        for story in window.stories
        if story.first_post is not None and story.first_post.ms <= until_ms
    ]
    called: list[Story] = []
    waits: list[int] = []
    for story in posted:
        noted, post = calls.get(story.case.contact_id), story.first_post
        if noted is None or post is None:
            continue
        case_id, from_ms = story.case.id, post.ms - reach_ms
        counted_ms = [
            call.ms
            for call in noted
            if not call.out
            and call.id < post.id
            and (call.ms >= from_ms or call.case_id == case_id)
        ]
        if counted_ms:
            called.append(story)
            waits.append(post.ms - min(counted_ms))
    return Waits(posted, called, waits)


def _share(window: Window, now: Waits, was: Waits | None) -> Figure:
    within = duration(window.targets.called_first.total_seconds() * 1000)
    return figures.share(
        "called_first",
        tr("Called before they posted"),
        (len(now.called), len(now.posted)),
        None if was is None else (len(was.called), len(was.posted)),
        of=tr("cases with a post of the customer"),
        formula=tr(
            "Cases with a call of the customer before their first post, in the case "
            "itself or at most {within} before that post in another case of the same "
            "contact; divided by all cases that began in the period and have a post "
            "of the customer. A call is any call note of what came from the "
            "customer, an e-mail or a letter too; our own calls are none."
        ).format(within=within),
        wish=Wish.LESS,
        evidence=_evidence(now),
    )


def _wait(now: Waits, was: Waits | None) -> Figure:
    return figures.middle(
        "wait",
        tr("From first call to first post, median"),
        now.waits,
        None if was is None else was.waits,
        of=tr("cases whose customer called first"),
        formula=tr(
            "The customer's first post minus the first of the calls that count as "
            "before it, by the clock: half waited less, half waited more."
        ),
        wish=Wish.NEITHER,
        evidence=_evidence(now),
    )


def _longest(now: Waits, was: Waits | None) -> Figure:
    return figures.high(
        "wait_p90",
        tr("From first call to first post, 90th percentile"),
        now.waits,
        None if was is None else was.waits,
        of=tr("cases whose customer called first"),
        formula=tr("The same time: one in ten waited longer."),
        wish=Wish.NEITHER,
        evidence=_evidence(now),
    )


def _evidence(now: Waits) -> Evidence:
    return figures.of_cases(ids(now.called), now.waits, Unit.DURATION, tr("Call to post"))


def _by_touchpoint(now: Waits) -> Table:
    posts: dict[str, int] = {}
    for story in now.posted:
        posts[story.case.touchpoint] = posts.get(story.case.touchpoint, 0) + 1
    held: dict[str, list[tuple[CaseId, int]]] = {}
    for story, wait in zip(now.called, now.waits, strict=True):
        held.setdefault(story.case.touchpoint, []).append((story.case.id, wait))
    names = most_first(held)
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        ordered = sorted(wait for _, wait in held[name])
        near = median_interval(ordered)
        low, high = (None, None) if near is None else (near.low, near.high)
        whole = posts[name]
        share = len(ordered) / whole
        rows.append((name or NOT_SAID, whole, len(ordered), share, median(ordered), low, high))
    return Table(
        "by_touchpoint",
        tr("From first call to first post, by touchpoint"),
        (
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("cases", tr("Cases with a post"), Unit.COUNT),
            Column("called", tr("Called first"), Unit.COUNT),
            Column("share", tr("Share"), Unit.SHARE),
            Column("wait", tr("Wait, median"), Unit.DURATION),
            Column("wait_low", tr("at least"), Unit.DURATION),
            Column("wait_high", tr("at most"), Unit.DURATION),
        ),
        tuple(rows),
        tuple(
            figures.of_cases(
                [case_id for case_id, _ in held[name]],
                [wait for _, wait in held[name]],
                Unit.DURATION,
                tr("Call to post"),
            )
            for name in names
        ),
        Chart(ChartKind.DOTS, "touchpoint", ("wait",), "wait_low", "wait_high"),
        note=tr("The interval is of 95 %; from fewer than six cases there is none."),
        empty=tr("Nobody called before they posted."),
    )


def _classes(now: Waits) -> Table:
    ends = [end for _, end in CLASSES]
    held: list[list[tuple[CaseId, int]]] = [[] for _ in range(len(ends) + 1)]
    for story, wait in zip(now.called, now.waits, strict=True):
        held[bisect_right(ends, wait)].append((story.case.id, wait))
    names = [*(name for name, _ in CLASSES), LONGEST]
    whole = len(now.waits)
    return Table(
        "waits",
        tr("How long they waited"),
        (
            Column("wait", tr("Call to post"), Unit.WORD),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("share", tr("Share"), Unit.SHARE),
        ),
        tuple((name, len(mine), len(mine) / whole) for name, mine in zip(names, held, strict=True))
        if whole
        else (),
        tuple(
            figures.of_cases(
                [case_id for case_id, _ in mine],
                [wait for _, wait in mine],
                Unit.DURATION,
                tr("Call to post"),
            )
            for mine in held
        )
        if whole
        else (),
        Chart(ChartKind.HISTOGRAM, "wait", ("cases",)),
        empty=tr("Nobody called before they posted."),
    )


def _sentence(now: Waits) -> str:
    part, whole = len(now.called), len(now.posted)
    if not whole:
        return tr("No customer wrote in public in this period.")
    if not part:
        return tr("In none {of_cases} with a post had the customer called before.").format(
            of_cases=of_so_many(whole)
        )
    half = median(sorted(now.waits))
    if part < FEWEST or half is None:
        return tr(
            "In {part} {of_cases} with a post the customer had called before: too "
            "few to say how long they waited."
        ).format(part=numeral(part), of_cases=of_so_many(whole))
    return tr(
        "In {part} of {whole} cases with a post, {percent}, the customer had "
        "called before: in half of them we had {duration} or more to solve it "
        "before it was public."
    ).format(
        part=numeral(part),
        whole=numeral(whole),
        percent=percent(part / whole),
        duration=duration(half),
    )
