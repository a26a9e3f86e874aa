"""How commands are declared: what every one takes, groups of them, kinds of values."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What add_subparsers returns has no other name.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

EXIT_CODES_HELP = (
    "exit codes: 0 done, 1 a fault of the desk itself, 2 the command cannot be used as typed,"
    " 3 trouble with the data file, 4 with the keyring, 5 with the network,"
    " 6 `send` left something unsent, 7 `check` found something, 8 a card number stops the answer"
)


def _everywhere(*, below: bool) -> argparse.ArgumentParser:
    """Return the options of every command; `below` one that has them too, its word counts."""
    holder = argparse.ArgumentParser(add_help=False)
    # argparse puts the defaults of an inner command over what stood in front of its name.
    unset = argparse.SUPPRESS if below else None
    holder.add_argument(
        "--json", action="store_true", default=unset or False, help="print one JSON value"
    )
    holder.add_argument("--data-dir", metavar="DIR", default=unset, help="where the data file is")
    holder.add_argument(
        "--x-api",
        metavar="URL",
        default=unset or os.environ.get("CANARY_DESK_X_API"),
        help="another address of X's API (default: $CANARY_DESK_X_API, else X's own)",
    )
    return holder


def command(
    parent: Commands, name: str, verb: str, text: str, *, below: bool = False
) -> argparse.ArgumentParser:
    """Return a new command; `verb` names what runs it."""
    added = parent.add_parser(
        name,
        parents=[_everywhere(below=below)],
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=EXIT_CODES_HELP,
        allow_abbrev=False,
    )
    added.set_defaults(command=verb)
    return added


def group(commands: Commands, name: str, text: str) -> Commands:
    """Return a group of commands under one noun."""
    holder = commands.add_parser(name, help=text, description=text)
    return holder.add_subparsers(metavar="COMMAND", required=True)


def positive(word: str) -> int:
    """Return a whole number above 0, which SQLite can hold; for argparse."""
    number = int(word) if word.isascii() and word.isdecimal() else 0
    if not 0 < number < 2**63:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number above 0")
    return number
