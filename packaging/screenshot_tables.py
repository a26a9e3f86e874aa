"""Tables for `screenshot_charts.py`: one for each kind of chart, with made-up figures."""

from __future__ import annotations

from math import cos, sin

from console.domain.insight import Cell, Chart, ChartKind, Column, Table, Unit

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
MINUTE_MS = 60_000
WEEKS_FROM = 1_785_110_400_000
"""Monday, 27 July 2026, 00:00 UTC."""
NOW_MS = WEEKS_FROM + 15 * 7 * DAY_MS + 2 * DAY_MS
_WEEKS = tuple(WEEKS_FROM + number * 7 * DAY_MS for number in range(16))
_TOUCHPOINTS = (
    ("Delivery", 412),
    ("Billing", 208),
    ("App: sign in", 131),
    ("Store opening hours and parking", 64),
    ("Phone line", 41),
    ("Website search", 22),
    ("Packaging", 9),
)


def tables() -> list[Table]:
    """Return one table for each kind of chart, in the order of the kinds."""
    return [_pareto(), _bars(), _lines(), _stack(), _heat(), _histogram(), _dots(), _changes()]


def _named(key: str, title: str, unit: Unit) -> Column:
    return Column(key, title, unit)


def _pareto() -> Table:
    whole = sum(count for _, count in _TOUCHPOINTS)
    rows: list[tuple[Cell, ...]] = []
    reached = 0
    for name, count in _TOUCHPOINTS:
        reached += count
        rows.append((name, count, reached / whole))
    rows.append(("not said", 57, None))
    columns = (
        _named("touchpoint", "Touchpoint", Unit.WORD),
        _named("cases", "Cases", Unit.COUNT),
        _named("reached", "With those above", Unit.SHARE),
    )
    chart = Chart(ChartKind.PARETO, "touchpoint", ("cases", "reached"))
    return Table("touchpoints", "Cases by touchpoint", columns, tuple(rows), chart=chart)


def _bars() -> Table:
    rows = tuple(
        (name, ms * MINUTE_MS if ms else None)
        for name, ms in zip(
            (name for name, _ in _TOUCHPOINTS), (185, 42, 610, 75, None, 1_500, 12), strict=True
        )
    )
    columns = (
        _named("touchpoint", "Touchpoint", Unit.WORD),
        _named("median", "Median", Unit.DURATION),
    )
    chart = Chart(ChartKind.BARS, "touchpoint", ("median",))
    return Table("medians", "First post after the first call", columns, rows, chart=chart)


def _lines() -> Table:
    names = ("Delivery", "Billing", "App: sign in", "Store opening hours", "Phone line")
    base = (30, 17, 9, 5, 4)
    rows: list[tuple[Cell, ...]] = []
    for number, start in enumerate(_WEEKS):
        counts: list[Cell] = [
            round(each + each * 0.35 * sin(number * 0.9 + place * 2) + number * (0.7 - place * 0.3))
            for place, each in enumerate(base)
        ]
        counts = [max(int(each or 0), 0) for each in counts]
        if number == 15:
            counts = [int(each or 0) // 3 for each in counts]
        if number in (6, 7):
            counts[2] = None
        rows.append((start, *counts))
    keys = tuple(f"line_{place}" for place in range(len(names)))
    columns = (
        _named("begins", "Week", Unit.DAY),
        *(_named(key, name, Unit.COUNT) for key, name in zip(keys, names, strict=True)),
    )
    return Table(
        "over_time", "Cases by week", columns, tuple(rows),
        chart=Chart(ChartKind.LINES, "begins", keys), note="The last week is not over.",
    )  # fmt: skip


def _stack() -> Table:
    names = ("under 1 h", "1 to 4 h", "4 to 24 h", "1 to 3 d", "no answer")
    rows: list[tuple[Cell, ...]] = []
    for number, start in enumerate(_WEEKS):
        wave = 1 + 0.3 * cos(number * 0.8)
        counts = [round(each * wave) for each in (22 + number, 14, 11, 6, 12 - number // 2)]
        rows.append((start, *(each // (3 if number == 15 else 1) for each in counts)))
    keys = tuple(f"age_{place}" for place in range(len(names)))
    columns = (
        _named("begins", "Week", Unit.DAY),
        *(_named(key, name, Unit.COUNT) for key, name in zip(keys, names, strict=True)),
    )
    return Table(
        "ages", "Complaints by the time to our answer", columns, tuple(rows),
        chart=Chart(ChartKind.STACK, "begins", keys), note="The last week is not over.",
    )  # fmt: skip


def _heat() -> Table:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    rows: list[tuple[Cell, ...]] = []
    for day, name in enumerate(days):
        cells: list[Cell] = []
        for hour in range(24):
            staffed = day < 5 and 9 <= hour < 18
            wait = 25 + 12 * sin(hour) if staffed else 60 * ((9 - hour) % 24 or 1) * 0.8
            empty = 2 <= hour < 5 and day in (1, 5, 6)
            cells.append(None if empty else round(wait * MINUTE_MS * (1 + 0.1 * day)))
        rows.append((name, *cells))
    keys = tuple(f"h{hour}" for hour in range(24))
    columns = (
        _named("day", "Day", Unit.WORD),
        *(_named(key, f"{hour:02}", Unit.DURATION) for hour, key in enumerate(keys)),
    )
    chart = Chart(ChartKind.HEAT, "day", keys)
    return Table("hours", "First response time by hour of the week", columns, tuple(rows),
                 chart=chart)  # fmt: skip


def _histogram() -> Table:
    rows = (
        ("under 15 min", 31), ("15 to 30 min", 48), ("30 to 60 min", 77), ("1 to 2 h", 102),
        ("2 to 4 h", 64), ("4 to 8 h", 39), ("8 to 24 h", 58), ("1 to 3 d", 12), ("over 3 d", 0),
    )  # fmt: skip
    columns = (_named("class", "Time", Unit.WORD), _named("n", "Answers", Unit.COUNT))
    chart = Chart(ChartKind.HISTOGRAM, "class", ("n",))
    return Table("times", "Answers by first response time", columns, rows, chart=chart)


def _dots() -> Table:
    rows = (
        ("Delivery, phone first", 7.5 * HOUR_MS, 6.1 * HOUR_MS, 9.2 * HOUR_MS, 184),
        ("Delivery, post first", 4.2 * HOUR_MS, 3.0 * HOUR_MS, 5.1 * HOUR_MS, 96),
        ("Billing, phone first", 26 * HOUR_MS, 14 * HOUR_MS, 39 * HOUR_MS, 41),
        ("Billing, post first", 11 * HOUR_MS, 5 * HOUR_MS, float("inf"), 12),
        ("Phone line, phone first", None, None, None, 3),
    )
    columns = (
        _named("group", "Group", Unit.WORD),
        _named("median", "Median", Unit.DURATION),
        _named("low", "at least", Unit.DURATION),
        _named("high", "at most", Unit.DURATION),
        _named("n", "n", Unit.COUNT),
    )
    chart = Chart(ChartKind.DOTS, "group", ("median",), "low", "high")
    return Table("parity", "Time to a solution, 95 % interval", columns, rows, chart=chart)


def _changes() -> Table:
    rows = (
        ("Delivery", 0.62, 0.41, 0.93, 44),
        ("Billing", 1.1, 0.7, 1.75, 40),
        ("App: sign in", 2.6, 1.3, 5.4, 27),
        ("Store opening hours and parking", None, None, None, 4),
    )
    columns = (
        _named("touchpoint", "Touchpoint", Unit.WORD),
        _named("change", "Change", Unit.CHANGE),
        _named("low", "at least", Unit.CHANGE),
        _named("high", "at most", Unit.CHANGE),
        _named("n", "Cases", Unit.COUNT),
    )
    chart = Chart(ChartKind.DOTS, "touchpoint", ("change",), "low", "high")
    return Table("changes", "Week on week, 95 % interval", columns, rows, chart=chart)
