"""A small insight of one question, for tests of the files that hold it."""

from __future__ import annotations

from datetime import UTC, datetime

from console.domain.ids import to_ms
from console.domain.insight import (
    Chart,
    ChartKind,
    Column,
    Figure,
    Insight,
    Interval,
    Period,
    Question,
    Scope,
    Section,
    Table,
    Unit,
)

HOUR_MS = 3_600_000
MONDAY = datetime(2026, 10, 18, 22, tzinfo=UTC)
"""Monday 19 October 2026, 00:00 in Berlin."""
MONDAY_MS = to_ms(MONDAY)
END = datetime(2026, 10, 25, 23, tzinfo=UTC)
"""A week on, 00:00 in Berlin: that Sunday has 25 hours."""
MEDIAN = Figure(
    "median",
    "First response time, median",
    Unit.DURATION,
    1.5 * HOUR_MS,
    10,
    "cases with an answer",
    "The middle of all times, in order.",
    interval=Interval(HOUR_MS, 2 * HOUR_MS, "bootstrap"),
    before=3 * HOUR_MS,
    before_n=8,
)
NO_SHARE = Figure(
    "within", "Within target", Unit.SHARE, None, 0, "cases", "Those in time, divided by all.",
    note="There is no case.",
)  # fmt: skip
WEEKS = Table(
    "weeks",
    "By week",
    (
        Column("week", "Week", Unit.DAY),
        Column("median", "Median", Unit.DURATION),
        Column("within", "Within", Unit.SHARE),
        Column("cases", "Cases", Unit.COUNT),
    ),
    (
        (MONDAY_MS, 1.5 * HOUR_MS, 0.625, 8),
        (MONDAY_MS + 169 * HOUR_MS, None, None, 0),
    ),
    chart=Chart(ChartKind.LINES, "week", ("median",)),
    note="The last week is not over.",
)


def section(*tables: Table) -> Section:
    return Section(
        Question.ANSWER_TIMES,
        "Half of all customers had an answer within 1 h 30 min.",
        (MEDIAN, NO_SHARE),
        tables,
    )


def insight() -> Insight:
    return Insight(
        Scope(Period(MONDAY, END)),
        (section(WEEKS),),
        cases=12,
        messages=40,
        made_at=datetime(2026, 10, 26, 8, 30, tzinfo=UTC),
        zone="Europe/Berlin",
    )
