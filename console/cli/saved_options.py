"""The words of `canary-desk saved`: texts that are used again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command
from console.domain.saved_replies import SameName

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(saved: Commands) -> None:
    """Declare all verbs."""
    command(saved, "list", "saved_list", "list the saved replies")
    add = command(saved, "add", "saved_add", "save a reply")
    add.add_argument("name", metavar="NAME")
    add.add_argument("file", nargs="?", default="-", metavar="FILE", help="its text (stdin)")
    remove = command(saved, "remove", "saved_remove", "delete a saved reply")
    remove.add_argument("name", metavar="NAME")
    take_in = command(saved, "import", "saved_import", "save what a CSV file of name,text holds")
    take_in.add_argument("file", metavar="FILE", help="- for standard input")
    take_in.add_argument(
        "--same-name",
        choices=[str(each) for each in SameName],
        default=str(SameName.KEEP_MINE),
        help="what to do with a name that is there already (mine: leave it)",
    )
    give_out = command(saved, "export", "saved_export", "write all as CSV")
    give_out.add_argument("file", nargs="?", default="-", metavar="FILE", help="(stdout)")
