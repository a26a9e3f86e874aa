"""The words of `canary-desk call import`: a phone system's call log and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command
from console.domain.call_logs import DateOrder, Field, Lengths

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(calls: Commands) -> None:
    """Declare the verb."""
    taken = command(calls, "import", "call_import", "take in a phone system's call log, as CSV")
    taken.add_argument("file", metavar="FILE")
    taken.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN,...",
        help=f"which column says what, by its name or number; fields: {', '.join(Field)}"
        " (as last time, else as guessed)",
    )
    taken.add_argument(
        "--dates",
        choices=[str(order) for order in DateOrder],
        help="what comes first in 3/4/2026 (as the file shows)",
    )
    taken.add_argument(
        "--durations", choices=[str(each) for each in Lengths], help="what 3:05 means (mm:ss)"
    )
    taken.add_argument(
        "--dry-run", action="store_true", help="say what would happen, store nothing"
    )
