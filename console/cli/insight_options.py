"""The words of `canary-desk insight` and `fix`: which figures, and what was done about them."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from console.cli.syntax import command, positive
from console.domain.insight import Question

if TYPE_CHECKING:
    from console.cli.syntax import Commands

DAYS = 28
MOST_DAYS = 3653
"""Ten years."""


def declare(commands: Commands) -> None:
    """Declare the command that prints the figures."""
    text = "print figures about the work: where it fails, how quickly it is answered..."
    insight = command(commands, "insight", "insight", text)
    first = insight.add_mutually_exclusive_group()
    first.add_argument("--from", dest="first", type=day, metavar="DAY", help="such as 2026-11-01")
    first.add_argument(
        "--days", type=_days, metavar="N", help=f"so many days that end with today ({DAYS})"
    )
    insight.add_argument(
        "--to", dest="last", type=day, metavar="DAY", help="the last day, with --from (today)"
    )
    insight.add_argument("--account", metavar="HANDLE", help="cases of this account only")
    insight.add_argument(
        "--touchpoint", metavar="WORD", help="cases of this one only; '' for those without one"
    )
    insight.add_argument(
        "--question",
        action="extend",
        nargs="+",
        choices=[str(each) for each in Question],
        metavar="KEY",
        help=f"these only: {', '.join(Question)}",
    )
    insight.add_argument(
        "--no-compare", action="store_true", help="do not look at the period before"
    )
    kinds = insight.add_mutually_exclusive_group()
    kinds.add_argument("--csv", metavar="FILE", help="write a new CSV file; - for standard output")
    kinds.add_argument(
        "--html",
        metavar="FILE",
        help="write a new page, without charts: the report that the window exports has them;"
        " - for standard output",
    )


def declare_fixes(fixes: Commands) -> None:
    """Declare the verbs on root-cause fixes."""
    command(fixes, "list", "fix_list", "list what was done about root causes, newest first")
    add = command(fixes, "add", "fix_add", "record what was done at a touchpoint")
    add.add_argument("touchpoint", metavar="TOUCHPOINT", help="where the business failed")
    add.add_argument("action", metavar="ACTION", help="what was done, in a line")
    _facts(add)
    change = command(fixes, "change", "fix_change", "let a fix say something else")
    change.add_argument("fix", type=positive, metavar="ID", help="as `fix list` prints it")
    change.add_argument("--touchpoint", metavar="WORD")
    change.add_argument("--action", metavar="TEXT")
    _facts(change)
    remove = command(fixes, "remove", "fix_remove", "forget a fix; `undo` brings it back")
    remove.add_argument("fix", type=positive, metavar="ID", help="as `fix list` prints it")


def _facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--owner", metavar="NAME", help="who sees to it (you)")
    parser.add_argument(
        "--from", dest="first", type=day, metavar="DAY", help="from when on it holds (today)"
    )


def day(word: str) -> date:
    """Return a day, ISO 8601; for argparse."""
    try:
        found = date.fromisoformat(word)
    except ValueError:
        found = None
    if found is None or not 1971 <= found.year <= 9000:
        raise argparse.ArgumentTypeError(f"{word!r} is no day: write it like 2026-11-22")
    return found


def _days(word: str) -> int:
    number = positive(word)
    if number > MOST_DAYS:
        raise argparse.ArgumentTypeError(f"at most {MOST_DAYS} days are looked at")
    return number
