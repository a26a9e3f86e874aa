"""A desk with some cases, and sections about them, for tests of the insight's widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.cases import CaseFilter
from console.domain.ids import CaseId
from console.domain.insight import (
    NO_EVIDENCE,
    Cell,
    Chart,
    ChartKind,
    Column,
    Evidence,
    Figure,
    Interval,
    Period,
    Question,
    Scope,
    Section,
    Table,
    Unit,
    Wish,
)
from console.store.database import Database
from tests.console import given
from ui.lanes import Lane, Lanes

MINUTE_MS = 60_000
SCOPE = Scope(Period(given.START, given.START + timedelta(days=28)))


@dataclass
class Shop:
    """A desk whose cases are numbered from 1, oldest first, and lanes on the same file."""

    bench: given.Bench
    lanes: Lanes

    @property
    def cases(self) -> list[CaseId]:
        """All cases, the oldest first."""
        return [row.id for row in reversed(self.bench.desk.cases.rows(CaseFilter(), limit=1000))]


@contextmanager
def shop(path: Path, customers: int = 5) -> Iterator[Shop]:
    """Open a desk to which so many customers wrote one post each, a minute apart."""
    bench = given.bench(
        path, posts=[(f"c{n}", f"@shop parcel {n} is lost") for n in range(customers)]
    )

    def build() -> Desk:
        db = Database.open(path / "canary-desk.db", busy_timeout_s=2)
        made = Context(db, {}, Credentials(), agent_name="Anna", process="lane", now=bench.clock)
        return Desk(made)

    reader, writer = Lane("reader", build), Lane("writer", build, drains=True)
    yield Shop(bench, Lanes(writer, reader, writer, writer, reader, reader, writer, writer))
    for lane in (reader, writer):
        assert lane.close(20)
    bench.context.close()


def figure(
    key: str = "answered",
    value: float | None = 0.6,
    *,
    unit: Unit = Unit.SHARE,
    n: int = 20,
    before: float | None = 0.5,
    before_n: int = 20,
    wish: Wish = Wish.MORE,
    interval: Interval | None = None,
    note: str = "",
    evidence: Evidence = NO_EVIDENCE,
) -> Figure:
    """Return a figure: twelve of twenty, ten before."""
    return Figure(
        key,
        key.replace("_", " ").capitalize(),
        unit,
        value,
        n,
        "cases that began in the period",
        "Cases with an answer of ours, divided by all.",
        wish,
        interval,
        before,
        before_n,
        note,
        evidence,
    )


def board(rows: Sequence[tuple[Cell, ...]], evidence: Sequence[Evidence] = ()) -> Table:
    """Return the table of touchpoints, as the canary board has it."""
    return Table(
        "touchpoints",
        "Cases by touchpoint",
        (
            Column("touchpoint", "Touchpoint", Unit.WORD),
            Column("cases", "Cases", Unit.COUNT),
            Column("share", "Share", Unit.SHARE),
            Column("change", "Change", Unit.CHANGE),
            Column("change_low", "at least", Unit.CHANGE),
            Column("change_high", "at most", Unit.CHANGE),
        ),
        tuple(rows),
        tuple(evidence),
        Chart(ChartKind.BARS, "touchpoint", ("cases",)),
        note="Two weeks are compared from 10 cases on.",
    )


def fixes(rows: Sequence[tuple[Cell, ...]] = ()) -> Table:
    """Return the table of fixes, as the canary board has it."""
    return Table(
        "fixes",
        "Root-cause fixes",
        (
            Column("touchpoint", "Touchpoint", Unit.WORD),
            Column("action", "What was done", Unit.WORD),
            Column("owner", "Who sees to it", Unit.WORD),
            Column("at", "From", Unit.DAY),
        ),
        tuple(rows),
        empty="No fix is recorded yet.",
    )


def section(
    figures: Sequence[Figure] = (),
    tables: Sequence[Table] = (),
    *,
    question: Question = Question.CANARY_BOARD,
    sentence: str = "Most often it is delivery.",
) -> Section:
    return Section(question, sentence, tuple(figures), tuple(tables))


def waits(cases: Sequence[CaseId], minutes: Sequence[float | None]) -> Evidence:
    """Return cases with how long each waited."""
    values: list[Cell] = [None if each is None else each * MINUTE_MS for each in minutes]
    return Evidence(cases, values, Unit.DURATION, "Time to our first answer")
