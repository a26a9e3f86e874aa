"""What the dialog *Diagnostics* says beyond its report; pure."""

from __future__ import annotations

from collections.abc import Sequence

from console.diagnostics.report import Check, Health
from console.domain.accounts import Account
from console.language import tr
from ui import plain, words


def title(check: Check, accounts: Sequence[Account]) -> str:
    """Return how a check is called on the screen: one of an account by its handle, too.

    The report holds no handle; it numbers `accounts` in the order in which they were added.
    """
    kind, _, number = check.name.partition(" ")
    titled = check.name[:1].upper() + check.name[1:]
    if kind == "account" and number.isdecimal() and 0 < int(number) <= len(accounts):
        return f"{titled}\n{plain.isolated('@' + accounts[int(number) - 1].handle)}"
    return titled


def ended(checks: Sequence[Check]) -> str:
    """Return how many checks were made, and what came of them."""
    bad = sum(each.health is Health.FAIL for each in checks)
    odd = sum(each.health is Health.WARN for each in checks)
    found = [f"{bad} {'fails' if bad == 1 else 'fail'}"] if bad else []
    found += [tr("{odd} to look at").format(odd=odd)] if odd else []
    return f"{words.several(len(checks), 'check')}: {', '.join(found) or 'all is well'}."
