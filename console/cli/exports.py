"""The command that writes data into a file for others."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from console.cli.plain import safe
from console.cli.terminal import Terminal
from console.cli.words import several
from console.domain.exports import ExportForm, ExportOptions, ExportScope, form_of
from console.domain.ids import CaseId
from console.domain.progress import NOBODY, Follower, Progress
from console.errors import InputError


def export(terminal: Terminal, given: argparse.Namespace) -> int:
    """Write everything, or what is asked for, into a new file."""
    path = Path(given.file)
    form = ExportForm(given.format) if given.format else _form_of(path)
    options = ExportOptions(
        pictures=not given.without_pictures,
        numbers=not given.without_numbers,
        notes=not given.without_notes,
    )
    _check(form, options)
    scope = _scope(terminal, given)
    try:
        done = terminal.desk.exports.write(path, form, scope, options, follower=_follower())
    finally:
        if sys.stderr.isatty():
            print(end="\r\x1b[K", file=sys.stderr, flush=True)
    what = f"{several(done.cases, 'case')}, {several(done.messages, 'message')}"
    terminal.print(
        {
            "file": str(path),
            "format": form,
            "cases": done.cases,
            "messages": done.messages,
            "rows": done.rows,
            "bytes": done.size,
        },
        f"Written to {path}: {what}. It holds personal data, and forgetting a contact"
        " does not reach it.",
    )
    return 0


def _form_of(path: Path) -> ExportForm:
    """Return the form that a name asks for; one without an ending becomes JSON Lines."""
    found = form_of(path.name)
    if found is None and path.suffix:
        raise InputError(
            f"No form of export ends in {path.suffix}.",
            advice=f"Give --format: {', '.join(ExportForm)}.",
        )
    return found or ExportForm.JSONL


def _check(form: ExportForm, options: ExportOptions) -> None:
    """Refuse to leave out what a form always holds, rather than to hold it unnoticed."""
    if form is ExportForm.JSONL and not (options.numbers and options.notes):
        raise InputError(
            "JSON Lines always holds numbers and notes.",
            advice="Leave the option out, or write a list (csv) or a page (html).",
        )
    if form is ExportForm.CSV and not options.notes:
        raise InputError("A list always holds call notes.", advice="Write a page (html) instead.")


def _scope(terminal: Terminal, given: argparse.Namespace) -> ExportScope:
    if given.first and given.last and given.last < given.first:
        raise InputError("--to is before --from.")
    hours = terminal.desk.targets.get().hours

    def begin(day: date) -> datetime:
        return hours.moment(day, 0).astimezone(UTC)

    return ExportScope(
        cases=None if given.case is None else tuple(map(CaseId, given.case)),
        query=given.search,
        first=None if given.first is None else begin(given.first),
        end=None if given.last is None else begin(given.last + timedelta(days=1)),
    )


def _follower() -> Follower:
    """Return who tells a person at a terminal how far it is."""
    if not sys.stderr.isatty():
        return NOBODY

    def tell(progress: Progress) -> None:
        share = "" if progress.share is None else f"{progress.share:4.0%} "
        print(f"\r\x1b[K{share}{safe(progress.step)}", end="", file=sys.stderr, flush=True)

    return Follower(tell)
