"""The words of `canary-desk review`: a file that is looked through, and what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command

if TYPE_CHECKING:
    from console.cli.syntax import Commands

SAYS = "look through an export or a backup in a window, read-only; or print the notes on it"


def declare(commands: Commands) -> None:
    """Declare the command."""
    review = command(commands, "review", "review", SAYS)
    review.add_argument(
        "what",
        nargs="+",
        metavar="[notes] FILE",
        help="the file to be reviewed; with `notes` before it, what was said of it is printed",
    )
    review.add_argument("--as", dest="reviewer", metavar="NAME", help="the reviewer (you)")
    review.add_argument(
        "--notes-in", metavar="DIR", help="where notes are kept (beside FILE, if it can be written)"
    )
    review.add_argument("--csv", metavar="OUT", help="write the notes as CSV; - for the output")
    review.add_argument("--html", metavar="OUT", help="write a page that sums them up")
