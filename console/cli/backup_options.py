"""The words of `canary-desk backup` and `canary-desk restore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(commands: Commands) -> None:
    """Declare both commands."""
    make = command(commands, "backup", "backup_make", "copy the data file, and check the copy")
    make.add_argument("--to", metavar="DIR", help="into this folder (the one of the preferences)")
    make.add_argument(
        "--if-due",
        action="store_true",
        help="as the daily one: only if there is none of today, old ones make room; for cron",
    )
    verbs = make.add_subparsers(metavar="COMMAND")
    command(verbs, "list", "backup_list", "list what can be restored, newest first", below=True)
    check = command(verbs, "check", "backup_check", "look a backup through", below=True)
    check.add_argument("file", metavar="FILE", help="its name, as `backup list` says, or a path")
    restore = command(commands, "restore", "restore", "put a backup in the place of the data file")
    which = restore.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "file", nargs="?", metavar="FILE", help="its name, as `backup list` says, or a path"
    )
    which.add_argument("--newest", action="store_true", help="the newest that is sound")
    restore.add_argument(
        "--yes", action="store_true", help="do it; else it is only said what would happen"
    )
