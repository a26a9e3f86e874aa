"""The command on what our accounts cost."""

from __future__ import annotations

import argparse
from decimal import Decimal

from console.cli import shapes, words
from console.cli.terminal import Terminal
from console.domain.accounts import Account
from console.domain.spending import MonthSpend, budget_words, dollars

MOST_BEFORE = 12
"""So many of the months before are printed for a person."""


def spend(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print what each account cost this month, and the months before."""
    desk = terminal.desk
    accounts = (
        desk.accounts.every() if given.account is None else (desk.accounts.find(given.account),)
    )
    done, lines = [], list[str]()
    for account in accounts:
        this = desk.spending.month(account)
        before = [each for each in desk.spending.months(account) if each.first < this.first]
        done.append(shapes.spend(account, this, before))
        lines += _lines(account, this, before)
    terminal.print(done, "\n".join(lines) or "No account yet, so nothing was spent.")
    return 0


def _lines(account: Account, this: MonthSpend, before: list[MonthSpend]) -> list[str]:
    bound = account.monthly_budget
    of = "" if bound is None else f" of {budget_words(bound)}"
    lines = [f"{words.handle(account.handle)}  {this.first:%B %Y}: {dollars(this.total)}{of}"]
    rows = [
        (f"{each.count:,}", words.ITEMS[each.item], _column(each.price), _column(each.total))
        for each in this.charges
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    lines += [
        f"    {count:>{widths[0]}}  {item:<{widths[1]}}  at {price:>{widths[2]}}"
        f"  {total:>{widths[3]}}".rstrip()
        for count, item, price, total in rows
    ]
    lines += [f"    {each.first:%B %Y}: {dollars(each.total)}" for each in before[:MOST_BEFORE]]
    return lines


def _column(amount: Decimal) -> str:
    """Return an amount with its point where those of the others are, set to the right."""
    said = dollars(amount)
    return said if said[-4] == "." else f"{said} "
