"""The command that takes a call log in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from console.cli import words
from console.cli.terminal import Terminal
from console.domain.call_logs import BadRow, DateOrder, Field, Lengths, Tally
from console.errors import InputError

if TYPE_CHECKING:
    from console.exchange.call_log import CallLog
    from console.exchange.call_rows import Columns


def take_in(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take a call log in, or say what that would bring."""
    logs = terminal.desk.call_logs
    log, columns = logs.look(Path(given.file))
    columns = _mapped(log, columns, given)
    if columns.lacking:
        raise InputError(
            columns.lacking,
            advice="Give --map number=COLUMN,began=COLUMN, or --dates day or month.",
        )
    waiting = logs.count_aside()
    work = logs.count(log, columns) if given.dry_run else logs.take_in(log, columns)
    try:
        while not work.step().done:
            pass
    finally:
        work.stop()
    tally = work.tally
    mapped = {str(field): log.header[place] for field, place in columns.places}
    said = _said(tally, mapped, dry=given.dry_run) + _aside(work.aside, waiting)
    terminal.print(_shape(tally, mapped, work.aside, waiting), said)
    return 0


def _mapped(log: CallLog, columns: Columns, given: argparse.Namespace) -> Columns:
    """Return the columns as the person said on the command line."""
    from console.exchange import call_log

    for field, name in _pairs(given.map):
        columns = columns.with_place(field, _place(log, name))
    if given.map:
        columns = replace(call_log.with_forms(log, columns), lengths=columns.lengths)
    if given.dates is not None:
        columns = replace(columns, order=DateOrder(given.dates))
    if given.durations is not None:
        columns = replace(columns, lengths=Lengths(given.durations))
    return columns


def _pairs(given: Iterable[str]) -> Iterable[tuple[Field, str]]:
    for pair in (pair for one in given for pair in one.split(",")):
        field, equals, name = pair.partition("=")
        if not equals or field.strip() not in list(Field):
            raise InputError(
                f"“{pair}” maps no column.",
                advice=f"Write FIELD=COLUMN; the fields are {', '.join(Field)}.",
            )
        yield Field(field.strip()), name.strip()


def _place(log: CallLog, name: str) -> int | None:
    """Return the number of a column, None where the field is said to have none."""
    if not name:
        return None
    folded = [each.casefold() for each in log.header]
    if name.casefold() in folded:
        return folded.index(name.casefold())
    if name.isascii() and name.isdecimal() and 1 <= int(name) <= len(folded):
        return int(name) - 1
    raise InputError(
        f"The file has no column “{name}”.", advice=f"Its columns are: {', '.join(log.header)}."
    )


def _shape(
    tally: Tally, mapped: dict[str, str], aside: list[BadRow], waiting: int
) -> dict[str, object]:
    """Return what came of it; `mapped` names the column of each field.

    `rows_aside` are the first rows that this file has kept aside, `waiting` counts those that
    were before.
    """
    return {
        "calls": tally.calls,
        "of_known": tally.of_known,
        "completed": tally.completed,
        "known": tally.known,
        "aside": tally.aside,
        "rows_aside": [
            {
                "line": row.line,
                "problem": row.problem,
                "cells": {str(field): text for field, text in row.fields},
            }
            for row in aside
        ],
        "waiting": waiting,
        "columns": mapped,
    }


def _said(tally: Tally, mapped: dict[str, str], *, dry: bool) -> str:
    verb = "Would take in" if dry else "Took in"
    lines = [
        f"{verb} {words.several(tally.calls, 'call')}, {tally.of_known} of known customers.",
        f"Completed {words.several(tally.completed, 'note')} by hand; {tally.known} known already.",
        f"Columns: {', '.join(f'{field} = {name}' for field, name in mapped.items())}",
        f"Kept aside: {words.several(tally.aside, 'row')}.",
    ]
    return "\n".join(lines)


def _aside(aside: list[BadRow], waiting: int) -> str:
    """Return the rows that were kept aside and why, and that older ones wait for a person."""
    lines = [
        f"  line {row.line}: {row.problem}"
        f" ({words.one_line('; '.join(text for _, text in row.fields if text), 100)})"
        for row in aside
    ]
    if waiting:
        lines.append(f"{words.several(waiting, 'row')} from before still to be looked at.")
    return "".join(f"\n{line}" for line in lines)
