"""The command on the figures: printed as text or JSON, or written as CSV or a page."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from console.cli import insight_shapes, insight_text
from console.cli.insight_options import DAYS
from console.cli.terminal import Terminal
from console.domain.insight import Insight, Period, Question, Scope
from console.errors import InputError, of_os_error

OF_ANSWERS = frozenset({Question.SOLVING, Question.PUBLIC_FEED})
"""Questions that go by what our own answers say, which has to be read first."""
WIDTH = 100
"""Of what is printed where there is no terminal."""


def show(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print the figures of a period; our own answers are read first where a question needs it."""
    scope = _scope(terminal, given)
    asked = frozenset(map(Question, given.question or Question))
    if asked & OF_ANSWERS:
        _read_answers(terminal)
    found = terminal.desk.insight.of(scope)
    if found is None:  # nobody here asks it to stop
        return 0
    found = replace(found, sections=tuple(s for s in found.sections if s.question in asked))
    handle = "" if given.account is None else terminal.desk.accounts.find(given.account).handle
    return _tell(terminal, given, found, handle)


def _tell(terminal: Terminal, given: argparse.Namespace, found: Insight, handle: str) -> int:
    if given.csv is not None:
        from console.exchange import insight_csv

        return _write(terminal, given.csv, insight_csv.csv_text(found, handle), "utf-8-sig")
    if given.html is not None:
        from console.exchange import insight_html

        page = insight_html.html_text(found, account=handle)
        return _write(terminal, given.html, page, "utf-8")
    width = shutil.get_terminal_size((WIDTH, 0)).columns
    tells_unread = any(each.question in OF_ANSWERS for each in found.sections)
    lines = insight_text.lines(found, handle, width, tells_unread=tells_unread)
    terminal.print(insight_shapes.insight(found, handle or None), "\n".join(lines))
    return 0


def _read_answers(terminal: Terminal) -> None:
    """Read what our answers say that nobody read yet; tell a person at a terminal how far it is.

    Each slice is kept as soon as it is read, also where the person ends it.
    """
    told, is_told = False, sys.stderr.isatty()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if is_told and of:
            told = True
            words = f"\rOur own answers are read: {done:,} of {of:,}"
            print(words, end="", file=sys.stderr, flush=True)

    try:
        terminal.desk.insight.read_answers(told=tell)
    except KeyboardInterrupt:
        if told:
            print(". What was read is kept.", end="", file=sys.stderr)
        raise
    finally:
        if told:
            print(file=sys.stderr)


def _scope(terminal: Terminal, given: argparse.Namespace) -> Scope:
    account = None if given.account is None else terminal.desk.accounts.find(given.account)
    return Scope(
        _period(terminal, given),
        None if account is None else account.id,
        given.touchpoint and terminal.desk.insight.spelled(given.touchpoint),
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
