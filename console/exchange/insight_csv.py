"""Figures about the work as a file for a spreadsheet: each figure and table with raw numbers.

Owns how they stand in the file: first all figures, then table after table, each under its
title. A number stands in the unit that its column names, a day and a moment as ISO 8601 in
the zone of the business, so that a program reads the same as a person. Only writes; see
RFC 4180.
"""

from __future__ import annotations

import csv
import io
import math
from datetime import UTC, datetime, timedelta
from itertools import chain

from console.domain.business_hours import BusinessHours
from console.domain.insight import Cell, Column, Figure, Insight, Question, Table, Unit
from console.exchange.csv_cells import neutral

FIGURES = (
    "Question", "Figure", "Unit", "Value", "n", "Of", "Low", "High", "Level", "Method",
    "Before", "n before", "Formula", "Note",
)  # fmt: skip
UNITS = {
    Unit.COUNT: "",
    Unit.NUMBER: "",
    Unit.SHARE: "share of 1",
    Unit.CHANGE: "ratio",
    Unit.DURATION: "ms",
    Unit.PER_WEEK: "per week",
    Unit.PEOPLE: "people",
    Unit.MOMENT: "ISO 8601",
    Unit.DAY: "ISO 8601",
    Unit.WORD: "",
}
"""What a number counts, as its column or its line says it."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = tuple[str, ...]


def csv_text(insight: Insight) -> str:
    """Return the file: all rows of one length, each ended as CSV's are.

    Whoever writes it into a file puts the mark of UTF-8 in front (`utf-8-sig`): a spreadsheet
    on Windows reads other letters without it.
    """
    rows = list(_rows(insight))
    width = max(map(len, rows))
    made = io.StringIO()
    csv.writer(made).writerows(row + ("",) * (width - len(row)) for row in rows)
    return made.getvalue()


def _rows(insight: Insight) -> chain[Row]:
    zone = BusinessHours(zone=insight.zone)
    return chain(
        _head(insight, zone),
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


def _head(insight: Insight, zone: BusinessHours) -> tuple[Row, ...]:
    """Return what is looked at; the last day is within."""
    scope = insight.scope
    first, end = zone.local(scope.period.start), zone.local(scope.period.end)
    touchpoint = scope.touchpoint
    return (
        ("Period", f"{first:%Y-%m-%d}", f"{end - timedelta(milliseconds=1):%Y-%m-%d}"),
        ("Touchpoint", "all" if touchpoint is None else neutral(touchpoint) or "not said"),
        ("Cases", str(insight.cases)),
        ("Messages", str(insight.messages)),
        ("Made at", zone.local(insight.made_at).isoformat(timespec="minutes")),
        (),
    )


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
    """Return a column's name with the unit of its numbers: `Median (ms)`."""
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
    return str(int(cell)) if float(cell).is_integer() else str(cell)
