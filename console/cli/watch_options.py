"""The words of `canary-desk watch`: saved searches for posts that mention nobody."""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from console.cli.syntax import command, positive
from console.domain.watches import PACES

if TYPE_CHECKING:
    from console.cli.syntax import Commands

PACE_WORDS = {"15m": PACES[0], "1h": PACES[1], "4h": PACES[2], "12h": PACES[3], "1d": PACES[4]}
SINCE_WORDS = {"now": timedelta(), "1d": timedelta(days=1), "7d": timedelta(days=7)}
_QUERY = (
    "in X's words, in quotes; - for standard input; where it begins with a minus, put -- before"
    " it: -- '-from:shop teapot'"
)
_DOLLARS = re.compile(r"\$?[0-9]{1,7}(\.[0-9]{1,2})?")


def declare(watches: Commands) -> None:
    """Declare all verbs."""
    command(watches, "list", "watch_list", "list the watches, what each found and cost")
    price = command(
        watches, "price", "watch_price", "count what a query finds in a week, and price it"
    )
    price.add_argument("query", metavar="QUERY", help=_QUERY)
    _asked_by(price, bare=False)
    add = command(watches, "add", "watch_add", "count, price and save a watch")
    add.add_argument("name", metavar="NAME")
    add.add_argument("query", metavar="QUERY", help=_QUERY)
    add.add_argument(
        "--budget", type=_dollars, required=True, metavar="DOLLARS",
        help="what it may cost a month, out of the account's budget",
    )  # fmt: skip
    _how(add)
    add.add_argument(
        "--since",
        choices=list(SINCE_WORDS),
        default="now",
        help="from when on posts are read; the older ones cost at once (now)",
    )
    _asked_by(add)
    change = command(
        watches, "change", "watch_change", "let a watch be another; `undo` takes it back"
    )
    change.add_argument("watch", type=positive, metavar="ID", help="as `watch list` prints it")
    change.add_argument("--name")
    change.add_argument(
        "--query", metavar="QUERY",
        help="another one is counted and priced anew; - for standard input; where it begins"
        " with a minus, put = before it: --query='-from:shop teapot'",
    )  # fmt: skip
    change.add_argument("--budget", type=_dollars, metavar="DOLLARS")
    _how(change, default=None)
    _asked_by(change, account=False)
    for name, text in (
        ("pause", "stop watches till `watch resume`"),
        ("resume", "let watches go on where they stopped"),
        ("remove", "take watches away; what they found stays, and `undo` brings them back"),
    ):
        verb = command(watches, name, f"watch_{name}", text)
        verb.add_argument("watches", type=positive, nargs="+", metavar="ID")
    run = command(watches, "run", "watch_run", "look with the watches that are due")
    run.add_argument(
        "watch", type=positive, nargs="?", metavar="ID", help="this one now, due or not"
    )
    run.add_argument("--account", metavar="HANDLE", help="the watches of this account only")
    _keys(run)
    cases = command(watches, "cases", "watch_cases", "list the cases that a watch brought")
    cases.add_argument("watch", type=positive, metavar="ID")


def _how(parser: argparse.ArgumentParser, default: str | None = "1h") -> None:
    shown = "" if default is None else f" ({default})"
    parser.add_argument(
        "--pace", choices=list(PACE_WORDS), default=default, help=f"how often it looks{shown}"
    )


def _asked_by(parser: argparse.ArgumentParser, *, account: bool = True, bare: bool = True) -> None:
    """Declare by whom and how the network is asked; `bare`: or not at all."""
    if account:
        parser.add_argument(
            "--account", metavar="HANDLE", help="by whose access (the only one that has it)"
        )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--sample",
        action="store_true",
        help="read ten posts instead of counting, where X lets this app not count",
    )
    if bare:
        text = "ask nothing: the price is unknown"
        which.add_argument("--no-count", action="store_true", help=text)
    _keys(parser)


def _keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--credentials-stdin",
        action="store_true",
        help="use the account's keys given as JSON on standard input, for this run only",
    )


def _dollars(word: str) -> Decimal:
    if not _DOLLARS.fullmatch(word):
        raise argparse.ArgumentTypeError(f"{word!r} is no amount: give dollars, such as 3 or 7.50")
    return Decimal(word.removeprefix("$"))
