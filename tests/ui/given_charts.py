"""Tables with charts, for tests: a small one of each kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from console.domain.insight import Cell, Chart, ChartKind, Column, Table, Unit

DAY = 86_400_000
HOUR = 3_600_000
MONDAY = round(datetime(2026, 10, 5, tzinfo=UTC).timestamp() * 1000)
"""The first of the weeks."""
NAMES = ("Delivery", "Billing", "Phone line")


def made(kind: ChartKind, columns: tuple[Column, ...], *rows: tuple[Cell, ...]) -> Table:
    """Returns a table whose first column names the rows and whose others are drawn."""
    chart = Chart(kind, columns[0].key, tuple(column.key for column in columns[1:]))
    return Table("made", "Cases by touchpoint", columns, rows, chart=chart)


def bars(kind: ChartKind = ChartKind.BARS, names: tuple[str, ...] = NAMES) -> Table:
    """Delivery has 30 cases, Billing 15, the others 6 each."""
    counts = (30, 15, *(6 for _ in names[2:]))
    rows = tuple((name, count) for name, count in zip(names, counts, strict=True))
    columns = (Column("name", "Touchpoint", Unit.WORD), Column("n", "Cases", Unit.COUNT))
    return made(kind, columns, *rows)


def pareto() -> Table:
    columns = (
        Column("name", "Touchpoint", Unit.WORD),
        Column("n", "Cases", Unit.COUNT),
        Column("reached", "With those above", Unit.SHARE),
    )
    rows = (
        ("Delivery", 30, 0.6),
        ("Billing", 15, 0.9),
        ("Phone line", 5, 1.0),
        ("not said", 7, None),
    )
    return made(ChartKind.PARETO, columns, *rows)


def over_time(kind: ChartKind = ChartKind.LINES, rows: int = 6) -> Table:
    """Each week Delivery has 10 more than the week before, Billing 5 but in the third week."""
    columns = (
        Column("at", "Week", Unit.DAY),
        Column("delivery", "Delivery", Unit.COUNT),
        Column("billing", "Billing", Unit.COUNT),
    )
    held = tuple((MONDAY + n * 7 * DAY, 10 * (n + 1), None if n == 2 else 5) for n in range(rows))
    return replace(made(kind, columns, *held), title="Cases by week")


def heat() -> Table:
    """Two days of four hours; Monday's third hour has no value."""
    columns = (
        Column("day", "Day", Unit.WORD),
        *(Column(f"h{n}", f"{n:02}", Unit.DURATION) for n in range(4)),
    )
    rows = (("Mon", 0, HOUR, None, 2 * HOUR), ("Tue", HOUR, HOUR, HOUR, 4 * HOUR))
    return replace(made(ChartKind.HEAT, columns, *rows), title="First response by hour")


def dots() -> Table:
    columns = (
        Column("group", "Group", Unit.WORD),
        Column("median", "Median", Unit.DURATION),
        Column("low", "at least", Unit.DURATION),
        Column("high", "at most", Unit.DURATION),
        Column("n", "n", Unit.COUNT),
    )
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Phone first", 4 * HOUR, 2 * HOUR, 6 * HOUR, 41),
        ("Post first", 2 * HOUR, HOUR, float("inf"), 12),
        ("Neither", None, None, None, 2),
    )
    chart = Chart(ChartKind.DOTS, "group", ("median",), "low", "high")
    return Table("dots", "Time to a solution", columns, rows, chart=chart)


def each_kind() -> list[Table]:
    return [
        bars(), pareto(), over_time(), over_time(ChartKind.STACK), heat(),
        bars(ChartKind.HISTOGRAM), dots(),
    ]  # fmt: skip
