"""The words of `canary-desk contact`: who customers are, and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command, positive

if TYPE_CHECKING:
    import argparse

    from console.cli.syntax import Commands

BASIS = "how you know, such as “told us on the call”; needed for every link"


def declare(contacts: Commands) -> None:
    """Declare all verbs."""
    show = command(contacts, "show", "contact_show", "print one contact with all that is known")
    _contact(show)
    find = command(contacts, "find", "contact_find", "find contacts by name, handle or number")
    find.add_argument("words", nargs="+", metavar="WORD", help="beginnings of words, or a number")
    find.add_argument("--limit", type=positive, default=20, metavar="N", help="at most (20)")
    link = "link a number or a handle to a contact; who only called from it becomes part of them"
    linked = command(contacts, "link", "contact_link", link)
    _contact(linked)
    _what(linked)
    linked.add_argument("--basis", required=True, metavar="TEXT", help=BASIS)
    unlink = "take a number or a handle from a contact; calls stay, posts go with their handle"
    unlinked = command(contacts, "unlink", "contact_unlink", unlink)
    _contact(unlinked)
    _what(unlinked)
    merge = command(contacts, "merge", "contact_merge", "make a contact one with another")
    _contact(merge)
    merge.add_argument("into", type=positive, metavar="INTO", help="the contact that remains")
    merge.add_argument("--basis", required=True, metavar="TEXT", help=BASIS)
    unmerge = command(contacts, "unmerge", "contact_unmerge", "make two contacts of one again")
    unmerge.add_argument("merge", type=positive, metavar="MERGE", help="as `contact show` names it")


def _contact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("contact", type=positive, metavar="CONTACT", help="as `contact find` says")


def _what(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--number", metavar="NUMBER", help="a phone number")
    which.add_argument("--handle", metavar="HANDLE", help="a handle, with or without the @")
    parser.add_argument("--network", default="x", help="where the handle is from (x)")
