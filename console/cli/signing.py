"""The commands that sign accounts in and out in the browser, and say how they are signed in."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from console.cli import shapes, words
from console.cli.app_keys import app_keys
from console.cli.plain import safe
from console.cli.terminal import Terminal
from console.domain.accounts import Access, Account
from console.domain.sign_in import AppKeys, ClientKeys, Connected, Ended, Granted, Way
from console.domain.spending import budget_words
from console.errors import (
    ConnectorError,
    CredentialsError,
    EntryTooNew,
    InputError,
    NoCredentials,
    SignedOut,
    WrongPin,
)

CLIENT = {"client_id": "Client ID", "client_secret": "Client secret (may stay empty)"}
APP = {"api_key": "API key", "api_key_secret": "API key secret"}
TRIES = 3
NO_KEYRING = "This machine has no keyring that could hold anything of it."
WAYS = {
    Way.KEYS: "with four keys",
    Way.PIN: "with a PIN",
    Way.BROWSER: "in the browser",
}
MAY_POST = {
    True: "may publish",
    False: "may only read: set App permissions to Read and write, then connect it again",
    None: "X did not say what it may do",
}


def connect(terminal: Terminal, given: argparse.Namespace) -> int:
    """Connect an account in the browser."""
    expected = terminal.desk.accounts.find(given.again) if given.again is not None else None
    by = _by_pin if given.pin else _by_browser
    tell_connected(terminal, by(terminal, given, expected))
    return 0


def tell_connected(terminal: Terminal, connected: Connected, way_on: str = "") -> None:
    """Print who was connected and what X granted; `way_on` stands behind the next command."""
    account, granted = connected.account, connected.granted
    terminal.print(
        shapes.account(account) | grant(granted),
        f"Connected @{account.handle} ({account.name}), {WAYS[granted.way]};"
        f" {MAY_POST[granted.may_post]}. Next: canary-desk sync{way_on}",
    )


def show(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print how an account is signed in; asks neither the keyring nor X."""
    account = terminal.desk.accounts.find(given.handle)
    value: dict[str, Any] = shapes.account(account)
    lines = [f"@{account.handle} ({account.name}), {account.network}"]
    if account.access is Access.HAND_OFF:
        lines.append("  access    none: posts are captured, answers posted by hand")
        value |= dict.fromkeys(("way", "may_post", "signed_in_at", "signed_out")) | {"scopes": []}
    else:
        granted = terminal.desk.sign_ins.granted(account)
        value |= grant(granted)
        scopes = f" ({', '.join(granted.scopes)})" if granted.scopes else ""
        since = "" if granted.since is None else f" since {words.when(granted.since)}"
        state = granted.ended.words if granted.ended is not None else _synced(account)
        allowed = f"{WAYS[granted.way]}{since}; {MAY_POST[granted.may_post]}{scopes}"
        if granted.ended is not None:
            allowed = f"none (last: {WAYS[granted.way]})"
        lines += [f"  sign-in   {allowed}", f"  state     {state}"]
    bound = account.monthly_budget
    lines += [
        f"  colour    {account.colour}",
        f"  budget    {'none' if bound is None else budget_words(bound) + ' a month'}",
    ]
    terminal.print(value, "\n".join(lines))
    return 0


def sign_out(terminal: Terminal, given: argparse.Namespace) -> int:
    """Remove an account's sign-in; what is queued stays and waits."""
    desk = terminal.desk
    account = desk.accounts.find(given.handle)
    if account.access is Access.HAND_OFF:
        raise InputError(
            f"The desk has no access to @{account.handle}: there is no sign-in to end.",
            advice="Its posts are captured, and its answers posted by hand.",
        )
    before = desk.sign_ins.granted(account)
    done = desk.sign_ins.sign_out(account)
    account, holds = done.account, False if done.asked else None  # None: there is none to ask
    left = f" {done.left}" if done.left else ""
    said = f"Signed @{account.handle} out."
    if before.ended is Ended.HERE:
        said = f"@{account.handle} was signed out already."
    proof = "The keyring was asked again: it holds nothing of it."
    terminal.print(
        shapes.account(account)
        | grant(desk.sign_ins.granted(account))
        | {"keyring_holds": holds, "revoked": done.revoked},
        f"{said} {proof if done.asked else NO_KEYRING}{left}\n"
        "Posts and cases stay, and what is queued waits. Sign it in again:"
        f" {again(account, before)}",
    )
    return 0


def again(account: Account, granted: Granted) -> str:
    """Return the command that signs an account in again, by the way in which it was."""
    if granted.way is Way.KEYS:
        return "canary-desk account add x < keys.json"
    return f"canary-desk account connect --{granted.way} --again {account.handle}"


def with_way_on(
    terminal: Terminal, account: Account, error: ConnectorError | CredentialsError
) -> ConnectorError | CredentialsError:
    """Let trouble that a new sign-in ends name the command for it; return the same error."""
    ends = isinstance(error, SignedOut | NoCredentials) and not isinstance(error, EntryTooNew)
    if ends and error.advice == type(error).advice:
        way = again(account, terminal.desk.sign_ins.granted(account))
        error.advice = f"Sign it in again: {way}"
    return error


def grant(granted: Granted) -> shapes.Shape:
    """Return what a sign-in allows.

    Keys: `way` (`keys`, `pin`, `browser`), `scopes`, `may_post` (null: X did not say),
    `signed_in_at` (null: not known), `signed_out` (null, `refused` by X, or `here`).
    """
    return {
        "way": str(granted.way),
        "scopes": list(granted.scopes),
        "may_post": granted.may_post,
        "signed_in_at": shapes.time(granted.since),
        "signed_out": None if granted.ended is None else str(granted.ended),
    }


def _by_browser(
    terminal: Terminal, given: argparse.Namespace, expected: Account | None
) -> Connected:
    client = ClientKeys(**app_keys(given.app_file, CLIENT, "client_secret"))

    def open_page(address: str) -> None:
        _show_page(address, given, "Open this page in a browser on this machine and allow access:")

    return terminal.desk.sign_ins.by_browser(
        client,
        open_page,
        lambda: False,  # Ctrl+C ends it
        expected=expected,
        patience_s=given.timeout,
    )


def _by_pin(terminal: Terminal, given: argparse.Namespace, expected: Account | None) -> Connected:
    app = AppKeys(**app_keys(given.app_file, APP))
    sign_ins = terminal.desk.sign_ins
    request = sign_ins.ask_for_pin(app)
    _show_page(request.address, given, "Open this page in a browser; it shows a PIN:")
    for _ in range(TRIES - 1):
        try:
            return sign_ins.with_pin(request, _pin(), expected=expected)
        except WrongPin as error:
            terminal.complain(error)
    return sign_ins.with_pin(request, _pin(), expected=expected)


def _pin() -> str:
    if sys.stdin.isatty():
        from getpass import getpass

        pin = getpass("PIN (not shown): ")
    else:
        pin = sys.stdin.readline(1000)
    if not pin.strip():
        raise InputError("No PIN was given.", advice="Type the PIN that X's page shows.")
    return pin


def _show_page(address: str, given: argparse.Namespace, what: str) -> None:
    """Print where the person is wanted, on standard error: the result alone is output."""
    print(f"{what}\n  {safe(address)}", file=sys.stderr, flush=True)
    if not given.open:
        return
    import webbrowser

    from console.connectors.x_page import is_of_x

    if not is_of_x(address, given.x_api) or not webbrowser.open(address):
        print("No browser came up; open the page yourself.", file=sys.stderr, flush=True)


def _synced(account: Account) -> str:
    return account.sync_error or f"synced {words.when(account.synced_at)}"
