"""The words of `canary-desk recheck`: asking X again for posts that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(rechecks: Commands) -> None:
    """Declare all verbs."""
    run = command(
        rechecks,
        "run",
        "recheck_run",
        "ask for what is due: take out what is gone there, renew what was edited",
    )
    run.add_argument("--account", metavar="HANDLE", help="by this account only")
    run.add_argument(
        "--credentials-stdin",
        action="store_true",
        help="use the account's keys given as JSON on standard input, for this run only",
    )
    command(rechecks, "status", "recheck_status", "say how old what is stored may be")
    budget = command(
        rechecks, "budget", "recheck_budget", "set what older posts may cost an account a month"
    )
    budget.add_argument("dollars", metavar="DOLLARS", help="such as 2 or 7.50; 0 asks for none")
