"""The command on the figures: printed as text or JSON, or written as CSV or a page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from console.cli import insight_shapes, words
from console.cli.insight_options import DAYS
from console.cli.terminal import Terminal
from console.domain.ids import to_ms
from console.domain.insight import Figure, Insight, Period, Scope, Section, Table, Unit
from console.errors import InputError, of_os_error
from console.text import figures

WIDEST_CELL, WIDEST_TITLE = 40, 44
MOST_ROWS = 60
"""Of a table that many rows are printed for a person; JSON and CSV hold all."""


def show(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print the figures of a period; our own answers that nobody looked at are read first."""
    verbs = terminal.desk.insight
    scope = _scope(terminal, given)
    verbs.read_answers()
    found = verbs.of(scope)
    if found is None:  # nobody here asks it to stop
        return 0
    if given.question:
        wanted = [each for each in found.sections if each.question in given.question]
        found = replace(found, sections=tuple(wanted))
    if given.csv is not None:
        from console.exchange import insight_csv

        return _write(terminal, given.csv, insight_csv.csv_text(found), "utf-8-sig")
    if given.html is not None:
        from console.exchange import insight_html

        handle = "" if given.account is None else terminal.desk.accounts.find(given.account).handle
        page = insight_html.html_text(found, account=handle)
        return _write(terminal, given.html, page, "utf-8")
    terminal.print(insight_shapes.insight(found), "\n".join(_lines(found)))
    return 0


def _scope(terminal: Terminal, given: argparse.Namespace) -> Scope:
    account = None if given.account is None else terminal.desk.accounts.find(given.account)
    return Scope(
        _period(terminal, given),
        None if account is None else account.id,
        given.touchpoint,
        not given.no_compare,
    )


def _period(terminal: Terminal, given: argparse.Namespace) -> Period:
    verbs = terminal.desk.insight
    if given.first is None:
        if given.last is not None:
            raise InputError("--to needs --from.", advice="Give both days, or --days alone.")
        return verbs.last_days(given.days or DAYS)
    today = terminal.desk.targets.get().hours.local(terminal.now()).date()
    return verbs.period(given.first, given.last or today)


def _write(terminal: Terminal, file: str, text: str, encoding: str) -> int:
    """Write a new file; what is there already stays as it is."""
    if file == "-":
        sys.stdout.buffer.write(text.encode(encoding, "replace"))
        return 0
    path = Path(file)
    try:
        with path.open("x", encoding=encoding, errors="replace", newline="") as made:
            made.write(text)
    except FileExistsError:
        raise InputError(f"{path} is there already.", advice="Choose another name.") from None
    except OSError as error:
        raise of_os_error(error, str(path)) from error
    terminal.print({"file": str(path)}, f"Written to {path}.")
    return 0


def _lines(found: Insight) -> list[str]:
    scope, zone = found.scope, found.zone
    said = f"{_days(scope.period, zone)}: {words.several(found.cases, 'case')},"
    lines = [f"{said} {words.several(found.messages, 'message')}."]
    if scope.compare:
        lines.append(f"Compared with {_days(scope.period.before, zone)}.")
    if found.unread:
        lines.append(f"Not looked at yet: {words.several(found.unread, 'answer')} of ours.")
    for section in found.sections:
        lines += ["", *_section(section, zone)]
    return lines


def _section(section: Section, zone: str) -> list[str]:
    lines = [section.question.words, f"  {_one(section.sentence, 400)}", ""]
    titles = [_one(each.title, WIDEST_TITLE) for each in section.figures]
    values = [_one(figures.said(each.value, each.unit, zone), 24) for each in section.figures]
    wide, high = max(map(len, titles), default=0), max(map(len, values), default=0)
    for each, title, value in zip(section.figures, titles, values, strict=True):
        lines.append(f"  {title:<{wide}}  {value:>{high}}  {_beside(each, zone)}".rstrip())
        if each.note:
            lines.append(f"  {'':<{wide}}  {'':>{high}}  {_one(each.note, 200)}")
    for table in section.tables:
        lines += ["", *_table(table, zone)]
    return lines


def _beside(figure: Figure, zone: str) -> str:
    """Return what makes a figure believable: from how many, between what, what it was."""
    said = [f"n = {figure.n:,} {_one(figure.of, 80)}"]
    if figure.interval is not None and figure.value is not None:
        level = figures.percent(figure.interval.level)
        said.append(f"{level} interval {figures.between(figure.interval, figure.unit, zone)}")
    if figure.before is not None:
        said.append(f"before {figures.said(figure.before, figure.unit, zone)}")
    return "; ".join(said)


def _table(table: Table, zone: str) -> list[str]:
    head = f"  {_one(table.title, 80)}"
    if not table.rows:
        return [head, f"    {_one(table.empty, 200)}"]
    shown = table.rows[:MOST_ROWS]
    columns = [
        [
            _one(column.title, WIDEST_CELL),
            *(_one(figures.said(row[at], column.unit, zone), WIDEST_CELL) for row in shown),
        ]
        for at, column in enumerate(table.columns)
    ]
    left = [column.unit is Unit.WORD for column in table.columns]
    widths = [max(map(len, column)) for column in columns]
    lines = [head, *(f"    {_row(row, widths, left)}" for row in zip(*columns, strict=True))]
    if len(table.rows) > MOST_ROWS:
        lines.append(f"    and {len(table.rows) - MOST_ROWS:,} more rows")
    return [*lines, f"    {_one(table.note, 300)}"] if table.note else lines


def _row(cells: Sequence[str], widths: Sequence[int], left: Sequence[bool]) -> str:
    return "  ".join(
        f"{cell:<{width}}" if at_left else f"{cell:>{width}}"
        for cell, width, at_left in zip(cells, widths, left, strict=True)
    ).rstrip()


def _days(period: Period, zone: str) -> str:
    """Return the days of a period, both ends within."""
    first = figures.said(to_ms(period.start), Unit.DAY, zone)
    last = figures.said(to_ms(period.end - timedelta(milliseconds=1)), Unit.DAY, zone)
    return first if first == last else f"{first} to {last}"


def _one(text: str, most: int) -> str:
    return words.one_line(text, most)
