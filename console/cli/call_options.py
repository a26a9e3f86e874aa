"""The words of `canary-desk call`: what is noted of a contact off the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command, positive
from console.domain.messages import Channel

if TYPE_CHECKING:
    import argparse

    from console.cli.syntax import Commands


def declare(calls: Commands) -> None:
    """Declare all verbs."""
    add = command(calls, "add", "call_add", "add a call note")
    _whose(add)
    _said(add)
    _follows(add)
    listed = command(calls, "list", "call_list", "list call notes, newest first")
    listed.add_argument("--contact", type=positive, metavar="CONTACT", help="of this one only")
    listed.add_argument("--since", metavar="TIME", help="that began then or later, ISO 8601")
    listed.add_argument("--limit", type=positive, default=50, metavar="N", help="at most (50)")


def _whose(add: argparse.ArgumentParser) -> None:
    add.add_argument("--case", type=positive, metavar="CASE", help="the case it belongs to")
    add.add_argument("--contact", type=positive, metavar="CONTACT", help="whose call it was")
    add.add_argument("--number", default="", help="the contact's phone number")
    add.add_argument("--name", default="", help="the contact's name, where the number is new")


def _said(add: argparse.ArgumentParser) -> None:
    add.add_argument("--text", metavar="TEXT", help="what was said")
    add.add_argument("--text-file", metavar="FILE", help="the same from a file; - for stdin")
    add.add_argument("--out", action="store_true", help="we called them")
    add.add_argument("--channel", choices=[str(each) for each in Channel], default="phone")
    add.add_argument(
        "--at", metavar="TIME", help="when it began, ISO 8601, local without a zone (now)"
    )
    add.add_argument("--minutes", type=positive, metavar="N", help="how long it took")
    add.add_argument("--tried", default="", metavar="TEXT", help="what was tried already")
    add.add_argument("--outcome", default="", metavar="WORD", help="such as solved, escalated")
    add.add_argument(
        "--missing", default="", metavar="TEXT", help="what was missing to help at once"
    )


def _follows(add: argparse.ArgumentParser) -> None:
    add.add_argument("--promise", metavar="TEXT", help='what we promised, such as "call back"')
    add.add_argument("--due", metavar="TIME", help='by when, such as "tue 10am", ISO 8601')
    add.add_argument(
        "--keeps", type=positive, metavar="PROMISE", help="a promise of the case, kept by it"
    )
    add.add_argument("--touchpoint", default="", metavar="WORD", help="where the business failed")
    add.add_argument("--resolve", action="store_true", help="mark the case as resolved too")
    add.add_argument("--fix", default="", metavar="TEXT", help="what fixed it then, in one line")
