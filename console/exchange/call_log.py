"""A phone system's call log: a file of rows, of which a person says what each column means.

Guesses what it can, from the words of the header and from what the first rows hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from console.domain.call_logs import BadRow, DateOrder, Field, LoggedCall, key_of
from console.errors import InputError
from console.exchange import call_times, csv_file
from console.exchange.call_rows import Columns, read, words
from console.exchange.csv_file import CsvFile, Line
from console.language import tr

SAMPLE = 2_000
"""Rows from which columns and forms are guessed."""
NAMED = "Column"
_DIGITS = re.compile(r"\d")
_NUMBER_LIKE = re.compile(r"[+(]?[\d\s()/.\-]{6,20}")


@dataclass(frozen=True, slots=True)
class CallLog:
    """A file with its columns and its first rows."""

    file: CsvFile
    header: tuple[str, ...]
    """The names of its columns."""
    has_header: bool
    """Whether its first row names them; else they are numbered."""
    sample: tuple[tuple[str, ...], ...]
    """The first rows below the header."""

    @property
    def header_key(self) -> str:
        """Return by what the columns of such a file are remembered."""
        names = [name.casefold() for name in self.header]
        return json.dumps(names if self.has_header else len(names), ensure_ascii=False)

    def values(self, place: int) -> list[str]:
        """Return what the first rows hold in a column, the empty ones left out."""
        return [row[place] for row in self.sample if place < len(row) and row[place]]

    def lines(self) -> Iterator[Line]:
        """Read all rows below the header."""
        return islice(self.file.rows(), int(self.has_header), None)


def look(path: Path) -> CallLog:
    """Return a file as a call log.

    Raises:
        InputError: it cannot be read, or holds no rows of several columns.
    """
    file = csv_file.look(path)
    rows = [line.cells for line in islice(file.rows(), SAMPLE + 1) if not line.problem]
    widest = max((len(row) for row in rows), default=0)
    if widest < 2:
        raise InputError(
            tr("{name} holds no columns.").format(name=path.name),
            advice=tr("A call log has one row a call, its cells divided by commas or semicolons."),
        )
    has_header = not any(_is_value(cell) for cell in rows[0])
    named = rows[0] if has_header else []
    names = [
        named[place] if place < len(named) and named[place] else f"{NAMED} {place + 1}"
        for place in range(widest)
    ]
    below = rows[1:] if has_header else rows
    if not below:
        raise InputError(tr("{name} names columns, but holds no calls.").format(name=path.name))
    return CallLog(file, tuple(names), has_header, tuple(map(tuple, below)))


def guess(log: CallLog) -> Columns:
    """Return the columns as the header's words name them, and the forms that the rows show."""
    places: dict[Field, int] = {}
    names = [" ".join(name.casefold().replace("_", " ").split()) for name in log.header]
    for field in Field:
        known = words().columns[field]
        found = [place for place, name in enumerate(names) if name in known]
        found.sort(key=lambda place: known.index(names[place]))
        free = [place for place in found if place not in places.values()]
        if free and log.has_header:
            places[field] = free[0]
    for field, fits in ((Field.BEGAN, _is_moment), (Field.NUMBER, _is_number)):
        if field not in places:
            guessed = [
                place
                for place in range(len(log.header))
                if place not in places.values() and _mostly(log.values(place), fits)
            ]
            places |= {field: guessed[0]} if guessed else {}
    return with_forms(log, Columns(tuple(places.items())))


def with_forms(log: CallLog, columns: Columns) -> Columns:
    """Return columns with the order of day and month that their rows show."""
    began = columns.place(Field.BEGAN)
    return replace(columns, order=None if began is None else call_times.order_of(log.values(began)))


def asks_for_lengths(log: CallLog, columns: Columns) -> bool:
    """Return whether `3:05` may mean minutes or hours in this file."""
    place = columns.place(Field.DURATION)
    return place is not None and call_times.says_two_numbers(log.values(place))


def asks_for_order(log: CallLog, columns: Columns) -> bool:
    """Return whether the rows leave open what is the day and what the month."""
    return columns.place(Field.BEGAN) is not None and with_forms(log, columns).order is None


def calls(
    log: CallLog, columns: Columns, now: datetime, region: str
) -> Iterator[tuple[Line, LoggedCall | BadRow]]:
    """Read all calls of a file, from the top, with the rows that cannot be taken in."""
    for line in log.lines():
        yield line, read_line(line, columns, now, region)


def read_line(line: Line, columns: Columns, now: datetime, region: str) -> LoggedCall | BadRow:
    """Return what a row says."""
    fields = {
        field: line.cells[place] if place < len(line.cells) else ""
        for field, place in columns.places
    }
    problem = line.problem
    if not problem:
        try:
            return read(fields, columns, now, region)
        except ValueError as error:
            problem = str(error)
    return BadRow(line.number, tuple(fields.items()), problem, key_of(line.cells))


def _is_value(cell: str) -> bool:
    """Return whether a cell is what a row holds, and not the name of a column."""
    return _is_moment(cell) or _is_number(cell) or cell.replace(":", "").isdecimal()


def _is_number(cell: str) -> bool:
    return (
        _NUMBER_LIKE.fullmatch(cell) is not None
        and 6 <= len(_DIGITS.findall(cell)) <= 15
        and not _is_moment(cell)
    )


def _is_moment(cell: str) -> bool:
    if cell.isdecimal() and len(cell) != 14:
        return False
    for order in DateOrder:
        try:
            call_times.moment(cell if ":" in cell else f"{cell} 12:00", order)
        except ValueError:
            continue
        return True
    return False


def _mostly(values: list[str], fits: Callable[[str], bool]) -> bool:
    head: Sequence[str] = values[:50]
    return bool(head) and sum(map(fits, head)) * 5 >= len(head) * 4
