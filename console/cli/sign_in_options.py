"""The options of signing accounts in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command, positive
from console.domain.sign_in import PATIENCE_S

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(account: Commands) -> None:
    """Declare `account connect`, `account show` and `account sign-out`."""
    connect = command(
        account,
        "connect",
        "account_connect",
        "connect an account on X in the browser: allow access there, or type the PIN it shows",
    )
    way = connect.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--browser",
        action="store_true",
        help="OAuth 2.0: the browser comes back by itself; the app's keys are"
        ' {"client_id": ...}, with a "client_secret" where it has one',
    )
    way.add_argument(
        "--pin",
        action="store_true",
        help="X shows a PIN, which is read from standard input; the app's keys are"
        ' {"api_key": ..., "api_key_secret": ...}',
    )
    connect.add_argument(
        "--app-file",
        metavar="FILE",
        help="the app's keys as JSON (standard input, or asked for in a terminal); - for"
        " standard input",
    )
    connect.add_argument(
        "--again",
        metavar="HANDLE",
        help="sign this account in again; another user's sign-in is refused",
    )
    connect.add_argument(
        "--open", action="store_true", help="open X's page in the browser, too; else it is printed"
    )
    connect.add_argument(
        "--timeout",
        type=positive,
        default=round(PATIENCE_S),
        metavar="SECONDS",
        help=f"how long --browser waits for the browser's return ({PATIENCE_S:.0f})",
    )
    show = command(
        account, "show", "account_show", "print how an account is signed in and what it may do"
    )
    show.add_argument("handle", metavar="HANDLE")
    sign_out = command(
        account,
        "sign-out",
        "account_sign_out",
        "remove an account's sign-in from the keyring and prove it; queued answers wait",
    )
    sign_out.add_argument("handle", metavar="HANDLE")
