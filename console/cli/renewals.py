"""What a command says of sign-ins that X renewed and the keyring did not take.

They are in memory only, so they end with the command: it is the last that can tell.
"""

from __future__ import annotations

from contextlib import suppress

from console.cli.shapes import Shape
from console.cli.terminal import Terminal
from console.domain.accounts import Account
from console.errors import NotStored, StoreError


def unstored(terminal: Terminal, account: Account) -> NotStored | None:
    """Return what is lost of an account with the end of this command, with what to do then."""
    error = terminal.desk.accounts.unstored(account)
    if error is None:
        return None
    return NotStored(
        error.message,
        advice="Unlock or repair the keyring, then sign the account in again: canary-desk account"
        f" connect --browser --again {account.handle}. What is queued waits.",
    )


def shape(terminal: Terminal, account: Account) -> Shape | None:
    """Return the same for a program: `title, message, advice`; None where all is stored."""
    error = unstored(terminal, account)
    if error is None:
        return None
    return {"title": error.title, "message": error.message, "advice": error.advice}


def tell(terminal: Terminal) -> None:
    """Print it of each account on standard error, however the command ended."""
    with suppress(StoreError):  # whatever keeps the accounts from being read was told already
        for account in terminal.desk.accounts.every():
            error = unstored(terminal, account)
            if error is not None:
                terminal.complain(error, of=f"@{account.handle}: ")
