"""The words of `canary-desk import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(commands: Commands) -> None:
    """Declare the verb."""
    taken = command(
        commands,
        "import",
        "import",
        "take in X's archive of an account, answers of X's API as JSON, or an export of this desk",
    )
    taken.add_argument("file", metavar="FILE", help="the file, or an archive's unpacked folder")
    taken.add_argument(
        "--account", default="", metavar="HANDLE", help="whose file it is, where it does not say"
    )
    taken.add_argument(
        "--add-account",
        action="store_true",
        help="add that account, without access, where the desk has no such",
    )
    taken.add_argument(
        "--direct-messages",
        action="store_true",
        help="take in direct messages too, as call notes on the channel chat",
    )
    taken.add_argument(
        "--deleted", action="store_true", help="take in our deleted posts too, marked as gone"
    )
    taken.add_argument(
        "--keep-open",
        action="store_true",
        help="leave cases open in which nobody wrote for 30 days",
    )
    taken.add_argument(
        "--dry-run", action="store_true", help="say what the file holds, store nothing"
    )
