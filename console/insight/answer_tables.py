"""First response times over time, by class and by hour of the week: tables of `answer_times`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil, inf
from operator import sub
from typing import TypeVar

from console.domain.ids import CaseId
from console.domain.insight import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Evidence,
    Table,
    Unit,
)
from console.domain.opening_week import DAYS
from console.insight import figures
from console.insight.answer_hours import DAY_MS, HOUR_MS, WEEK_HOURS
from console.insight.answer_waits import TITLE, Waits
from console.insight.rows import MessageFact
from console.insight.statistics import median, median_interval, quantile
from console.insight.windows import Window
from console.language import tr
from console.text.day_words import SHORT_WEEKDAYS

CLASSES = (
    (tr("under 15 min"), HOUR_MS // 4),
    (tr("15 min to 1 h"), HOUR_MS),
    (tr("1 to 4 h"), 4 * HOUR_MS),
    (tr("4 to 8 h"), 8 * HOUR_MS),
    (tr("8 to 24 h"), DAY_MS),
    (tr("1 to 3 d"), 3 * DAY_MS),
    (tr("3 d or more"), None),
)
"""Each up to, but not with, so many milliseconds."""
T = TypeVar("T")
NO_ANSWER = tr("no answer")
NO_ANSWERED = tr("No case of this period has an answer.")
ENOUGH = 3
"""Of fewer cases a cell of the week has no median: it would be told by one of them."""
OF_ALL = tr(
    "By the clock. Cases without an answer count as longer than those with "
    "one; empty where the figure would fall among them."
)


def over_time(window: Window, found: Waits) -> Table:
    """Return the median and the 90th percentile by when the customers wrote first.

    Of all of them: who has no answer waits longer than who has one, so that the newest do not
    look better than they are. Who called in the period and posted after it stands in the last
    row.
    """
    buckets, left = window.buckets, [at for at, _ in found.unanswered]
    cuts, open_cuts = (
        [bisect_left(each, at) for at in buckets.starts] for each in (found.asked, left)
    )
    rows: list[tuple[Cell, ...]] = []
    behind: list[Evidence] = []
    for begins, begun, first, last, out in zip(
        buckets.starts,
        buckets.begun,
        cuts,
        [*cuts[1:], len(found.asked)],
        map(sub, [*open_cuts[1:], len(left)], open_cuts),
        strict=True,
    ):
        waits = sorted(found.waits[first:last])
        rows.append((begins, *(_of_all(waits, out) if begun else (None,) * 6)))
        behind.append(_evidence(found.ids[first:last], found.waits[first:last]))
    return Table(
        "over_time",
        tr("First response time by {name}").format(name=buckets.word),
        (
            Column("begins", buckets.title, Unit.DAY),
            *_OF_ALL_COLUMNS,
        ),
        tuple(rows) if found.waits else (),
        tuple(behind) if found.waits else (),
        Chart(ChartKind.LINES, "begins", ("median", "slow"), "low", "high"),
        note=" ".join(filter(None, (OF_ALL, buckets.note))),
        empty=NO_ANSWERED,
    )


_OF_ALL_COLUMNS = (
    Column("cases", tr("Cases with an answer"), Unit.COUNT),
    Column("without", tr("Without one"), Unit.COUNT),
    Column("median", tr("Median of all"), Unit.DURATION),
    Column("low", tr("at least"), Unit.DURATION),
    Column("high", tr("at most"), Unit.DURATION),
    Column("slow", tr("90th percentile of all"), Unit.DURATION),
)
"""The columns of `_of_all`."""


def _of_all(waits: list[int], left: int) -> tuple[Cell, ...]:
    """Return the cells of some answered cases, by how long they waited, and of `left` others."""
    known, count = len(waits), len(waits) + left
    ordered = [*waits, *waits[-1:] * left]  # the others wait at least as long; see `reached`

    def reached(share: float) -> float | None:
        return quantile(ordered, share) if ceil((count - 1) * share) < known else None

    interval = median_interval([*waits, *[inf] * left])
    low, high = (None, None)
    if interval is not None and interval.high < inf:
        low, high = interval.low, interval.high
    return known, left, reached(0.5), low, high, reached(0.9)


def classes(found: Waits) -> Table:
    """Return how many cases were answered within which time, and how many were not."""
    edges = [edge for _, edge in CLASSES if edge is not None]
    held: list[tuple[list[CaseId], list[int]]] = [([], []) for _ in CLASSES]
    for wait, case in zip(found.waits, found.ids, strict=True):
        cases, waits = held[bisect_right(edges, wait)]
        cases.append(case)
        waits.append(wait)
    without = found.unanswered
    counts = [*(len(cases) for cases, _ in held), len(without)]
    names = [*(name for name, _ in CLASSES), NO_ANSWER]
    whole = sum(counts)
    asked = figures.of_cases(
        [case for _, case in without], [at for at, _ in without], Unit.MOMENT, tr("First post")
    )
    return Table(
        "classes",
        tr("First response time by class"),
        (
            Column("time", tr("Answered in"), Unit.WORD),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("share", tr("Share"), Unit.SHARE),
        ),
        tuple((name, count, count / whole) for name, count in zip(names, counts, strict=True))
        if whole
        else (),
        (*(_evidence(cases, waits) for cases, waits in held), asked) if whole else (),
        Chart(ChartKind.HISTOGRAM, "time", ("cases",)),
        note=tr("By the clock; a time on the border counts to the longer class."),
        empty=tr("No customer wrote first in this period."),
    )


def by_hour(found: Waits) -> Table:
    """Return the median by the hour of the week at which the customer wrote first."""
    held: list[list[int]] = [[] for _ in range(WEEK_HOURS)]
    for hour, part in found.clock.hours_of_week(found.asked):
        held[hour] += found.waits[part]
    return _week(
        "by_hour",
        tr("Median first response time by hour of the week"),
        Unit.DURATION,
        list(map(_median, held)) if found.waits else [],
        [_median([wait for hour in day for wait in hour]) for day in _by_day(held)],
        _days(found),
        note=tr(
            "By the clock and by when the customer wrote first, in the time zone of "
            "the business; empty where fewer than {enough} of the cases have an "
            "answer."
        ).format(enough=ENOUGH),
        empty=NO_ANSWERED,
    )


def by_hour_cases(window: Window, found: Waits) -> Table:
    """Return from how many cases each median of `by_hour` is."""
    counts = _nought(window, found)
    for hour, part in found.clock.hours_of_week(found.asked):
        counts[hour] = (counts[hour] or 0) + part.stop - part.start
    return _week(
        "by_hour_cases",
        tr("Cases with an answer by hour of the week"),
        Unit.COUNT,
        counts if found.waits else [],
        _sums(counts),
        _days(found),
        note=tr(
            "By when the customer wrote first, in the time zone of the business: so "
            "many stand behind each median."
        ),
        empty=NO_ANSWERED,
    )


def posts_by_hour(window: Window, found: Waits) -> Table:
    """Return how many posts of customers came in each hour of the week."""
    counts = _nought(window, found)
    posts: list[list[MessageFact]] = [[] for _ in DAYS]
    for hour, part in found.clock.hours_of_week(found.posted):
        counts[hour] = (counts[hour] or 0) + part.stop - part.start
        posts[hour // 24] += found.posts[part]
    return _week(
        "posts_by_hour",
        tr("Posts of customers by hour of the week"),
        Unit.COUNT,
        counts if found.posts else [],
        _sums(counts),
        list(map(_posted, posts)),
        note=tr("Without reposts, in the time zone of the business."),
        empty=tr("No customer posted in this period."),
    )


def _nought(window: Window, found: Waits) -> list[int | None]:
    """Return nought for each hour of the week that is in the period."""
    counts: list[int | None] = [None] * WEEK_HOURS
    # Of a period shorter than a week some hours are not in it, which is not nought.
    until = min(window.end_ms, window.now_ms, window.start_ms + 8 * DAY_MS)
    for hour, _ in found.clock.hours_of_week(range(window.start_ms, until, HOUR_MS)):
        counts[hour] = 0
    return counts


def _sums(counts: Sequence[int | None]) -> list[int | None]:
    """Return the sum of each day of the hours of a week; None where it is not in the period."""
    return [
        sum(each or 0 for each in day) if any(each is not None for each in day) else None
        for day in _by_day(counts)
    ]


def _by_day(week: Sequence[T]) -> list[Sequence[T]]:
    """Return the hours of a week, day by day."""
    return [week[first : first + 24] for first in range(0, WEEK_HOURS, 24)]


def _days(found: Waits) -> list[Evidence]:
    """Return the answered cases by the day of the week at which the customer wrote first."""
    cases: list[list[CaseId]] = [[] for _ in DAYS]
    waits: list[list[int]] = [[] for _ in DAYS]
    for hour, part in found.clock.hours_of_week(found.asked):
        cases[hour // 24] += found.ids[part]
        waits[hour // 24] += found.waits[part]
    return list(map(_evidence, cases, waits))


def _median(waits: list[int]) -> float | None:
    return median(sorted(waits)) if len(waits) >= ENOUGH else None


def _week(
    key: str, title: str, unit: Unit, week: Sequence[Cell], days: Sequence[Cell],
    behind: list[Evidence], *, note: str, empty: str,
) -> Table:  # fmt: skip
    """Return a table of seven days by 24 hours from the 168 cells of a week, or from none.

    Its last column is of the whole day, as is what stands behind a row; it is not drawn.
    """
    hours = [f"h{hour}" for hour in range(24)]
    return Table(
        key,
        title,
        (
            Column("day", tr("Day"), Unit.WORD),
            *(Column(name, f"{hour:02}", unit) for hour, name in enumerate(hours)),
            Column("all_day", tr("all day"), unit),
        ),
        tuple((day, *week[n * 24 : n * 24 + 24], days[n]) for n, day in enumerate(SHORT_WEEKDAYS))
        if week
        else (),
        tuple(behind) if week else (),
        Chart(ChartKind.HEAT, "day", tuple(hours)),
        note=note,
        empty=empty,
    )


def _evidence(cases: Sequence[CaseId], waits: Sequence[int]) -> Evidence:
    return figures.of_cases(cases, waits, Unit.DURATION, TITLE)


def _posted(posts: Sequence[MessageFact]) -> Evidence:
    held = [each for each in posts if each.case_id is not None]
    return figures.of_cases(
        [each.case_id for each in held if each.case_id is not None],
        [each.ms for each in held],
        Unit.MOMENT,
        tr("Posted"),
    )
