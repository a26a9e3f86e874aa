"""The words of `canary-desk forget` and `canary-desk retention`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from console.cli.syntax import command, positive
from console.domain.retention import RetentionKind

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(forget: argparse.ArgumentParser) -> None:
    """Declare what `forget` takes."""
    which = forget.add_mutually_exclusive_group()
    which.add_argument(
        "contact", nargs="?", type=_contact, metavar="CONTACT", help="as `contact find` says"
    )
    which.add_argument("--list", action="store_true", help="print the receipts of all erasures")
    which.add_argument("--go-on", action="store_true", help="do what is left of interrupted ones")
    which.add_argument(
        "--delete-copy", metavar="NAME", help="delete a copy that a receipt names as failed"
    )
    forget.add_argument(
        "--yes", action="store_true", help="do it, for good; without, only say what would go"
    )


def declare_retention(retention: Commands) -> None:
    """Declare all verbs."""
    kinds = [str(kind) for kind in RetentionKind]
    command(retention, "show", "retention_show", "print the rules, and what the last runs took")
    put = command(retention, "set", "retention_set", "keep things so long; takes nothing yet")
    put.add_argument("kind", choices=[*kinds, "daily"], metavar="KIND", help=", ".join(kinds))
    put.add_argument("days", metavar="DAYS", help="or `off`: for ever; of `daily`: on or off")
    command(retention, "preview", "retention_preview", "print what the rules would take now")
    command(retention, "run", "retention_run", "take away what the rules say, for good")


def _contact(word: str) -> int:
    """Return the number of a contact; argparse prints the complaint."""
    try:
        return positive(word)
    except argparse.ArgumentTypeError:
        told = f"“{word}” is no number of a contact; `contact find NAME` lists them"
        raise argparse.ArgumentTypeError(told) from None
