"""The words of `canary-desk export`: what is written, in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.insight_options import day
from console.cli.syntax import command, positive
from console.domain.exports import ExportForm

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(commands: Commands) -> None:
    """Declare the command."""
    text = "write everything, or some cases, into a new file: JSON Lines, CSV or a page"
    export = command(commands, "export", "export", text)
    export.add_argument(
        "file", metavar="FILE", help="such as all.jsonl.gz; compressed where it ends in .gz"
    )
    export.add_argument(
        "--format",
        choices=[str(form) for form in ExportForm],
        help="jsonl holds everything and can be imported again; csv a row a message;"
        " html a timeline each case (what the name ends in, else jsonl)",
    )
    export.add_argument("--search", metavar="QUERY", help="cases that a search finds")
    export.add_argument(
        "--case", type=positive, nargs="+", action="extend", metavar="CASE", help="these cases"
    )
    export.add_argument(
        "--from", dest="first", type=day, metavar="DAY", help="cases with a message since this day"
    )
    export.add_argument(
        "--to", dest="last", type=day, metavar="DAY", help="and until this day, which counts"
    )
    export.add_argument(
        "--without-pictures", action="store_true", help="leave pictures out that were loaded"
    )
    export.add_argument(
        "--without-numbers",
        action="store_true",
        help="leave phone numbers out of a list or page; jsonl holds them",
    )
    export.add_argument(
        "--without-notes",
        action="store_true",
        help="leave call notes, notes and promises out of a page",
    )
