"""Where a command stands: its desk, what it prints, and whom it tells of what it changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console.cli.plain import safe, show
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.errors import DeskError


@dataclass(frozen=True, slots=True)
class Terminal:
    """Prints for a person, or as JSON for a program."""

    context: Context
    desk: Desk
    as_json: bool
    ring: Callable[[], None]
    """Tells an open window on the same data that it changed."""

    def now(self) -> datetime:
        """Return the aware UTC time."""
        return self.context.now()

    def account(self, account_id: AccountId) -> Account:
        """Return the account of an id that is stored; a handle may look like another's id."""
        return next(each for each in self.desk.accounts.every() if each.id == account_id)

    def print(self, value: object, text: str) -> None:
        """Print what came of a command: the value as JSON, or the text that says the same."""
        show(value, text, as_json=self.as_json)

    def complain(self, error: DeskError, *, of: str = "") -> None:
        """Print trouble that did not end the command on standard error; `of` says whose it is."""
        words = f"{of}{error.title}: {error.message} {error.advice}"
        print(safe(words), file=sys.stderr)


Run = Callable[[Terminal, argparse.Namespace], int]
"""A command: returns its exit code."""
