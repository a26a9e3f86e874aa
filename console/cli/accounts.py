"""The commands on our own accounts: connect, add, list, budget, sync."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from console.cli import renewals, shapes, signing, words
from console.cli.input import keys_from_stdin
from console.cli.terminal import Terminal
from console.domain.accounts import Access, Account, AccountLook
from console.domain.spending import budget_words, dollars
from console.errors import ConnectorError, CredentialsError, InputError

_DOLLARS = re.compile(r"\$?[0-9]{1,9}(\.[0-9]{1,2})?")
NO_BUDGET = "none"
DEFAULT_LIMIT = "default"


def add_x(terminal: Terminal, given: argparse.Namespace) -> int:
    """Connect an account on X by its keys."""
    connected = terminal.desk.sign_ins.with_keys(
        keys_from_stdin(for_this_run=given.this_run_only), this_run_only=given.this_run_only
    )
    way_on = " --credentials-stdin < keys.json" if given.this_run_only else ""
    signing.tell_connected(terminal, connected, way_on)
    return 0


def add_handoff(terminal: Terminal, given: argparse.Namespace) -> int:
    """Add an account whose posts a person captures, and whose answers a person posts."""
    account = terminal.desk.accounts.add_handoff(given.handle, given.name)
    terminal.print(
        shapes.account(account),
        f"Added @{account.handle}, without access to X's API. Next: canary-desk capture"
        " --link URL --text TEXT stores a post,\ncanary-desk reply CASE answers it, and"
        " canary-desk outbox open ID prints what to post in the browser.",
    )
    return 0


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Remove an account without access of which nothing is stored."""
    account = terminal.desk.accounts.find(given.handle)
    terminal.desk.accounts.remove(account)
    said = f"Removed @{account.handle}: nothing of it was stored. canary-desk undo brings it back."
    terminal.print(shapes.account(account), said)
    return 0


def every(terminal: Terminal, _: argparse.Namespace) -> int:
    """List all accounts."""
    accounts = terminal.desk.accounts.every()
    lines = [
        f"{each.id:>4}  {words.handle(each.handle)}  {each.network}  {_standing(each)}"
        for each in accounts
    ]
    empty = "No account yet. Connect one: canary-desk account add x < keys.json"
    terminal.print([shapes.account(each) for each in accounts], "\n".join(lines) or empty)
    return 0


def set_look(terminal: Terminal, given: argparse.Namespace) -> int:
    """Choose an account's colour, limit and name at this desk."""
    account = terminal.desk.accounts.find(given.handle)
    look = AccountLook.of(account)
    if given.colour is not None:
        look = replace(look, colour=given.colour)
    if given.limit is not None:
        look = replace(look, limit="" if given.limit == DEFAULT_LIMIT else given.limit)
    if given.name is not None:
        look = replace(look, own_name=given.name)
    if given.hidden is not None:
        look = replace(look, hidden=given.hidden)
    if look == AccountLook.of(account):
        raise InputError(
            "Nothing is to be set.", advice="Give --colour, --limit, --name or --hide."
        )
    terminal.desk.accounts.set_look(account, look)
    account = terminal.account(account.id)
    limit = f"answers begin with {account.limit}" if account.limit else "limit as preferred"
    side = ", left out at the side" if account.hidden else ""
    said = f"@{account.handle} ({account.title}): {account.colour}, {limit}{side}."
    terminal.print(shapes.account(account), said)
    return 0


def budget(terminal: Terminal, given: argparse.Namespace) -> int:
    """Show, set or take away from which spend of a month on nothing is read."""
    account = terminal.desk.accounts.find(given.handle)
    if given.dollars is not None:
        terminal.desk.spending.set_budget(account, _budget(given.dollars))
        account = terminal.account(account.id)
    spent = terminal.desk.spending.month(account).total
    bound = account.monthly_budget
    said = f"@{account.handle} has cost {dollars(spent)} this month; "
    if bound is None:
        said += "there is no budget."
    elif spent < bound:
        said += f"from {budget_words(bound)} on nothing is read."
    else:
        said += f"its budget of {budget_words(bound)} is spent: nothing is read, replies go out."
    terminal.print(shapes.account(account) | {"spent": shapes.money(spent)}, said)
    return 0


def sync(terminal: Terminal, given: argparse.Namespace) -> int:
    """Fetch what is new of each account."""
    done: list[dict[str, Any]] = []
    lines: list[str] = []
    desk = terminal.desk
    for account in chosen(terminal, given):
        try:
            pulled = desk.accounts.sync(account)
        except (ConnectorError, CredentialsError) as error:
            raise signing.with_way_on(terminal, account, error) from None
        gaps = {
            str(timeline): shapes.time(cursor.gap_before)
            for timeline, cursor in desk.accounts.gaps(account).items()
        }
        done.append(
            {
                "account": account.id,
                "handle": account.handle,
                "read": pulled.read,
                "new": pulled.new,
                "malformed": pulled.malformed,
                "missing_before": gaps,
                "unstored": renewals.shape(terminal, account),
            }
        )
        if account.access is Access.HAND_OFF:
            lines.append(f"@{account.handle}: without access to X's API, so nothing is read.")
            continue
        lines.append(f"@{account.handle}: {pulled.read} posts read, {pulled.new} new.")
        lines += [
            f"  Older {timeline} than {at} are missing: X no longer shows them."
            for timeline, at in gaps.items()
        ]
        if pulled.malformed:
            lines.append(f"  {pulled.malformed} posts could not be understood.")
    terminal.print(done, "\n".join(lines))
    return 0


def chosen(terminal: Terminal, given: argparse.Namespace) -> tuple[Account, ...]:
    """Return the account of --account, else all; with the keys of --credentials-stdin in use.

    Raises:
        InputError: there is none, or the keys cannot be for one account alone.
    """
    if given.account is not None:
        accounts: tuple[Account, ...] = (terminal.desk.accounts.find(given.account),)
    else:
        accounts = terminal.desk.accounts.every()
    if not accounts:
        raise InputError(
            "There is no account yet.",
            advice="Connect one: canary-desk account add x < keys.json",
        )
    if given.credentials_stdin:
        with_keys = [each for each in accounts if each.access is Access.API]
        if not with_keys:
            raise InputError("Keys for an account that takes none: the desk has no access to it.")
        if len(with_keys) > 1:
            raise InputError("Keys for one account, but there are several: say --account.")
        terminal.desk.accounts.use_for_this_run(with_keys[0], keys_from_stdin(for_this_run=True))
    return accounts


def _standing(account: Account) -> str:
    if account.access is Access.HAND_OFF:
        return "no access to the API; answers are posted by hand"
    return account.sync_error or f"synced {words.when(account.synced_at)}"


def amount(word: str) -> Decimal:
    """Return an amount of dollars as a person types it.

    Raises:
        InputError: it is none.
    """
    if not _DOLLARS.fullmatch(word):
        raise InputError(f"{word!r} is no amount.", advice="Give dollars, such as 10 or 7.50.")
    return Decimal(word.removeprefix("$"))


def _budget(word: str) -> Decimal | None:
    if word == NO_BUDGET:
        return None
    if not _DOLLARS.fullmatch(word):
        raise InputError(
            f"{word!r} is no budget.", advice="Give dollars, such as 10 or 7.50, or none."
        )
    return amount(word)
