"""Verbs on what our accounts cost: the month, the months before, the budget."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from console.desk.context import Context
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import AccountId
from console.domain.spending import MonthSpend, day_of, first_of_month
from console.errors import InputError
from console.language import tr
from console.store import accounts, spending

MOST = Decimal(1_000_000)
"""US dollars; a higher budget is a slip of the hand."""
CENT = Decimal("0.01")


class Spending:
    """What the network bills, by what it gave."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def month(self, account: Account, at: datetime | None = None) -> MonthSpend:
        """Return what an account cost in the month of `at`; None: in this one."""
        context = self._context
        return spending.month(context.db, account.id, day_of(at or context.now()))

    def this_month(self) -> dict[AccountId, MonthSpend]:
        """Return what each account cost this month; one without access is never billed."""
        db, today = self._context.db, day_of(self._context.now())
        found = spending.month_of_all(db, today)
        return {
            account.id: found.get(account.id, MonthSpend(first_of_month(today)))
            for account in accounts.every(db)
            if account.access is Access.API
        }

    def months(self, account: Account) -> tuple[MonthSpend, ...]:
        """Return the months in which an account cost something, newest first."""
        return spending.months(self._context.db, account.id)

    def set_budget(self, account: Account, budget: Decimal | None) -> Changes:
        """Set from which spend of a month on an account reads nothing; None takes it away.

        Raises:
            InputError: no amount of dollars and cents.
            NotFound: there is no such account.
        """
        if budget is not None:
            _check(budget)
        db = self._context.db
        accounts.get(db, account.id)
        spending.set_budget(db, account.id, budget)
        return Changes.of(accounts=(account.id,))


def _check(budget: Decimal) -> None:
    if not budget.is_finite() or not 0 <= budget <= MOST or budget % CENT:
        raise InputError(
            tr("That is no budget."), advice=tr("Give dollars and cents, such as 10 or 7.50.")
        )
