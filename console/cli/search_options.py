"""The words of `canary-desk search` and `saved-search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command, group, positive
from console.domain.searching import HitOrder

if TYPE_CHECKING:
    import argparse

    from console.cli.syntax import Commands

EXAMPLE = 'words, "phrases", -not, OR, from: tag: state: before: ...; in quotes for the shell'


def declare(commands: Commands) -> None:
    """Declare the search and the verbs on kept ones."""
    text = "find cases by what was written, noted and drafted, and by whose they are"
    search = command(commands, "search", "search", text)
    search.add_argument("query", metavar="QUERY", help=f"{EXAMPLE}; after -- where it begins so")
    _ranked(search, "the best of the newest first, not the newest")
    search.add_argument("--limit", type=positive, default=50, metavar="N", help="at most (50)")
    search.add_argument("--after", metavar="PLACE", help="go on where a page ended: its `after`")
    kept = group(commands, "saved-search", "searches that are kept as views: list, add, remove")
    command(kept, "list", "saved_search_list", "list the kept searches")
    add = command(kept, "add", "saved_search_add", "keep a search under a name")
    add.add_argument("name", metavar="NAME")
    add.add_argument("query", metavar="QUERY", help=EXAMPLE)
    _ranked(add, "it shows the best first")
    remove = command(kept, "remove", "saved_search_remove", "keep a search no longer")
    remove.add_argument("name", metavar="NAME")


def _ranked(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument(
        "--ranked",
        dest="order",
        action="store_const",
        const=HitOrder.RANKED,
        default=HitOrder.NEWEST,
        help=text,
    )
