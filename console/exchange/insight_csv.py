"""Figures about the work as a file for a spreadsheet: each figure and table in plain numbers.

Owns how they stand in the file: first all figures, then table after table, each under its
title. A number stands in the unit that its column names, to as many places as mean something;
a day and a moment as ISO 8601 in the zone of the business, so that a program reads the same as
a person. Only writes; see RFC 4180.
"""

from __future__ import annotations

import csv
import io
import math
from datetime import UTC, datetime, timedelta
from itertools import chain

from console.domain.business_hours import BusinessHours
from console.domain.insight import Cell, Column, Figure, Insight, Period, Question, Table, Unit
from console.exchange.csv_cells import neutral
from console.insight.windows import before_of

FIGURES = (
    "Question", "Figure", "Unit", "Value", "n", "Of", "Low", "High", "Level", "Method",
    "Before", "n before", "Verdict", "Formula", "Note",
)  # fmt: skip
UNITS = {
    Unit.COUNT: "",
    Unit.NUMBER: "",
    Unit.SHARE: "share of 1",
    Unit.CHANGE: "ratio",
    Unit.DURATION: "min",
    Unit.PER_WEEK: "per week",
    Unit.PEOPLE: "people",
    Unit.MOMENT: "ISO 8601",
    Unit.DAY: "ISO 8601",
    Unit.WORD: "",
}
"""What a number counts, as its column or its line says it."""
_PLACES = {Unit.SHARE: 4, Unit.CHANGE: 2, Unit.DURATION: 1, Unit.NUMBER: 2, Unit.PER_WEEK: 2}
"""So many places stand after the point; of whole things none."""
_MINUTE_MS = 60_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = tuple[str, ...]


def csv_text(insight: Insight, account: str = "") -> str:
    """Return the file: all rows of one length, each ended as CSV's are.

    `account` is the handle of the account where only one is looked at.

    Whoever writes it into a file puts the mark of UTF-8 in front (`utf-8-sig`): a spreadsheet
    on Windows reads other letters without it.
    """
    rows = list(_rows(insight, account))
    width = max(map(len, rows))
    made = io.StringIO()
    csv.writer(made).writerows(row + ("",) * (width - len(row)) for row in rows)
    return made.getvalue()


def _rows(insight: Insight, account: str) -> chain[Row]:
    zone = BusinessHours(zone=insight.zone)
    return chain(
        _head(insight, account, zone),
        (FIGURES,),
        (
            _figure(section.question, figure, zone)
            for section in insight.sections
            for figure in section.figures
        ),
        *(
            _table(section.question, table, zone)
            for section in insight.sections
            for table in section.tables
        ),
    )


def _head(insight: Insight, account: str, zone: BusinessHours) -> tuple[Row, ...]:
    """Return what is looked at; last days are within."""
    scope = insight.scope
    before = _days(before_of(scope.period, insight.made_at), zone) if scope.compare else ()
    touchpoint, one = scope.touchpoint, neutral(account) or "one account"
    return (
        ("Period", *_days(scope.period, zone)),
        ("Compared with", *(before or ("nothing",))),
        ("Account", "all" if scope.account_id is None else one),
        ("Touchpoint", "all" if touchpoint is None else neutral(touchpoint) or "not said"),
        ("Cases", str(insight.cases)),
        ("Messages", str(insight.messages)),
        ("Made at", zone.local(insight.made_at).isoformat(timespec="minutes")),
        (),
    )


def _days(period: Period, zone: BusinessHours) -> Row:
    """Return the first and the last day of a period."""
    last = max(period.start, period.end - timedelta(milliseconds=1))
    return tuple(f"{zone.local(each):%Y-%m-%d}" for each in (period.start, last))


def _figure(question: Question, figure: Figure, zone: BusinessHours) -> Row:
    between = figure.interval
    return (
        question.words,
        neutral(figure.title),
        UNITS[figure.unit] or figure.unit,
        _cell(figure.value, figure.unit, zone),
        str(figure.n),
        neutral(figure.of),
        *(
            ("", "", "", "")
            if between is None
            else (
                _cell(between.low, figure.unit, zone),
                _cell(between.high, figure.unit, zone),
                str(between.level),
                between.method,
            )
        ),
        _cell(figure.before, figure.unit, zone),
        "" if figure.before is None else str(figure.before_n),
        figure.verdict.words,
        neutral(figure.formula),
        neutral(figure.note),
    )


def _table(question: Question, table: Table, zone: BusinessHours) -> chain[Row]:
    """Return a table below an empty row, its title and the names of its columns."""
    head = ((), (question.words, neutral(table.title), neutral(table.note)))
    names = tuple(map(_name, table.columns))
    units = [column.unit for column in table.columns]
    rows = (
        tuple(_cell(cell, unit, zone) for cell, unit in zip(row, units, strict=True))
        for row in table.rows
    )
    return chain(head, (names,), rows)


def _name(column: Column) -> str:
    """Return a column's name with the unit of its numbers: `Median (min)`."""
    title, unit = neutral(column.title), UNITS[column.unit]
    return f"{title} ({unit})" if unit else title


def _cell(cell: Cell, unit: Unit, zone: BusinessHours) -> str:
    """Return a cell as it stands in the file; nothing for no value, which is not nought."""
    if cell is None or isinstance(cell, str):
        return neutral(cell or "")
    if math.isnan(cell):
        return ""
    if unit in (Unit.DAY, Unit.MOMENT):
        at = zone.local(_EPOCH + timedelta(milliseconds=cell))
        return f"{at:%Y-%m-%d}" if unit is Unit.DAY else at.isoformat(timespec="seconds")
    return _number(cell / _MINUTE_MS if unit is Unit.DURATION else cell, _PLACES.get(unit, 0))


def _number(value: float, places: int) -> str:
    """Return a number to so many places at most: `0.6228`, `3`; what has no end as `inf`."""
    if math.isinf(value):
        return str(value)
    found = f"{value:.{places}f}"
    short = found.rstrip("0").rstrip(".") if "." in found else found
    return "0" if short == "-0" else short
