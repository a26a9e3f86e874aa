"""What `canary-desk insight` prints for a person: lines that fit the terminal, nothing cut.

Only lays out; what is said is said by the figures. A table that is too wide stands in pieces,
each with its first column; a heat map has a column for each hour and is not printed at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from textwrap import wrap

from console.cli import words
from console.domain.ids import to_ms
from console.domain.insight import ChartKind, Figure, Insight, Period, Section, Table, Unit
from console.insight.windows import before_of
from console.text import figures

MOST_ROWS = 60
"""Of a table that many rows are printed; JSON and CSV hold all."""
LONGEST = 1_000
"""A text of more characters is cut; those of the program are far shorter."""
_NARROWEST, _WIDEST, _TO_READ = 50, 120, 36
"""Of what is printed, and what is left at least for a text beside a number."""
_TITLE = 8
"""A column's title is not broken below this."""


def lines(found: Insight, account: str, width: int, *, tells_unread: bool) -> list[str]:
    """Return all lines; `account` is the handle where one alone is looked at.

    `tells_unread` is for questions that go by what our answers say.
    """
    width = min(max(width, _NARROWEST), _WIDEST)
    said = [line for text in _head(found, account) for line in _wrapped(text, width)]
    if found.unread and tells_unread:
        said.append(f"Not looked at yet: {_several(found.unread, 'answer')} of ours.")
    for section in found.sections:
        said += ["", *_section(section, found.zone, width)]
    return said


def _head(found: Insight, account: str) -> Iterator[str]:
    """Yield what is looked at."""
    scope, zone = found.scope, found.zone
    counts = f"{_several(found.cases, 'case')}, {_several(found.messages, 'message')}"
    yield f"{_days(scope.period, zone)}: {counts}."
    if account:
        yield f"Only of the account @{account}."
    if scope.touchpoint is not None:
        said = f"of {scope.touchpoint}" if scope.touchpoint else "without a touchpoint"
        yield f"Only cases {said}."
    if scope.compare:
        before = before_of(scope.period, found.made_at)
        cut = "" if before == scope.period.before else ", as far as this period has gone"
        yield f"Compared with {_days(before, zone)}{cut}."


def _section(section: Section, zone: str, width: int) -> list[str]:
    said = [section.question.words, *_wrapped(section.sentence, width, "  "), ""]
    values = [figures.said(each.value, each.unit, zone) for each in section.figures]
    wide = max((len(each.title) for each in section.figures), default=0)
    high = max(map(len, values), default=0)
    noted: set[str] = set()
    """What was said beside one figure is not said again beside the next."""
    is_beside = width - (wide + high + 6) >= _TO_READ
    for each, value in zip(section.figures, values, strict=True):
        title = f"  {_one(each.title):<{wide}}  {value:>{high}}"
        about = _about(each, zone)
        note = "" if each.note in noted else each.note
        noted.add(each.note)
        if is_beside:
            under = " " * (len(title) + 2)
            said += _wrapped(about, width, f"{title}  ", under)
        else:
            under = " " * 6
            said += _wrapped(f"{each.title}: {value}", width, "  ", under)
            said += _wrapped(about, width, under)
        said += _wrapped(note, width, under)
    for table in section.tables:
        said += ["", *_table(table, zone, width)]
    return said


def _about(figure: Figure, zone: str) -> str:
    """Return what makes a figure believable: from how many, between what, what it was."""
    said = [f"n = {figure.n:,} {_one(figure.of)}"]
    if figure.interval is not None and figure.value is not None:
        level = figures.percent(figure.interval.level)
        said.append(f"{level} interval {figures.between(figure.interval, figure.unit, zone)}")
    if figure.before is not None:
        verdict = f", {figure.verdict.words}" if figure.verdict.words else ""
        said.append(f"before {figures.said(figure.before, figure.unit, zone)}{verdict}")
    return "; ".join(said)


def _table(table: Table, zone: str, width: int) -> list[str]:
    head = _wrapped(table.title, width, "  ")
    if not table.rows:
        return [*head, *_wrapped(table.empty, width, "    ")]
    if table.chart is not None and table.chart.kind is ChartKind.HEAT:
        text = f"Too wide to be printed: --csv, --json and --html hold it. {table.note}"
        return [*head, *_wrapped(text, width, "    ")]
    shown = table.rows[:MOST_ROWS]
    columns = [
        [_one(column.title), *(_one(figures.said(row[at], column.unit, zone)) for row in shown)]
        for at, column in enumerate(table.columns)
    ]
    left = [column.unit is Unit.WORD for column in table.columns]
    said = [*head, *(f"    {line}".rstrip() for line in _grid(columns, left, width - 4))]
    if len(table.rows) > MOST_ROWS:
        said.append(f"    and {len(table.rows) - MOST_ROWS:,} more rows")
    return [*said, *_wrapped(table.note, width, "    ")]


def _grid(columns: Sequence[Sequence[str]], left: Sequence[bool], width: int) -> Iterator[str]:
    """Yield the lines of a table, in pieces where it is too wide.

    The first cell of a column is its title; words, and titles, go over more lines than one.
    """
    widths = [
        _wide(column, width // 3) if at_left else _wide(column)
        for column, at_left in zip(columns, left, strict=True)
    ]
    for number, piece in enumerate(_pieces(widths, width)):
        if number:
            yield ""
        for place, row in enumerate(zip(*(columns[at] for at in piece), strict=True)):
            cells = [wrap(cell, widths[at]) for at, cell in zip(piece, row, strict=True)]
            height = max(map(len, cells))
            blocks = [
                _block(cell, height, widths[at], to_left=left[at], at_end=place == 0)
                for at, cell in zip(piece, cells, strict=True)
            ]
            yield from map("  ".join, zip(*blocks, strict=True))


def _block(
    cell: Sequence[str], height: int, width: int, *, to_left: bool, at_end: bool
) -> list[str]:
    """Return a cell as a block of lines; titles stand `at_end`, right above their numbers."""
    empty = [""] * (height - len(cell))
    lines = [*empty, *cell] if at_end else [*cell, *empty]
    return [line.ljust(width) if to_left else line.rjust(width) for line in lines]


def _wide(column: Sequence[str], most: int | None = None) -> int:
    """Return how wide a column is; numbers, and the words of its title, are not broken."""
    title, *cells = column
    found = max(min(len(title), _TITLE), *map(len, (*title.split(), *cells)), 1)
    return found if most is None else min(found, most)


def _pieces(widths: Sequence[int], width: int) -> list[list[int]]:
    """Return the places of the columns that stand side by side; the first is in each piece."""
    pieces, taken = [[0]], widths[0]
    for place in range(1, len(widths)):
        if taken + 2 + widths[place] > width and len(pieces[-1]) > 1:
            pieces.append([0])
            taken = widths[0]
        pieces[-1].append(place)
        taken += 2 + widths[place]
    return pieces


def _days(period: Period, zone: str) -> str:
    """Return the days of a period, both ends within."""
    end = max(period.start, period.end - timedelta(milliseconds=1))
    first = figures.said(to_ms(period.start), Unit.DAY, zone)
    last = figures.said(to_ms(end), Unit.DAY, zone)
    return first if first == last else f"{first} to {last}"


def _several(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"


def _wrapped(text: str, width: int, first: str = "", other: str | None = None) -> list[str]:
    """Return a text in lines, each behind an indent; none for no text."""
    under = first if other is None else other
    one = _one(text)
    return wrap(
        one, width, initial_indent=first, subsequent_indent=under, break_on_hyphens=False
    )  # fmt: skip


def _one(text: str) -> str:
    return words.one_line(text, LONGEST)
