"""Verbs on asking the network again for posts that are stored.

What is gone there loses its words here, what was edited gets the new ones; see
`domain.rechecks` for the rule behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from console.desk.context import Context
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.progress import NOBODY, Follower
from console.domain.rechecks import Rechecked, RecheckStanding
from console.domain.spending import Item
from console.errors import InputError
from console.language import tr
from console.store import rechecks

MOST = Decimal(10_000)
"""US dollars a month; more is a slip of the hand."""
CENT = Decimal("0.01")


class Rechecks:
    """Keep what is stored true to its network."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def standing(self) -> RecheckStanding:
        """Return how old what is stored may be, and what the last runs came to."""
        from console import pacing

        context = self._context
        price = pacing.x_prices().prices[Item.OWN_READ]
        return rechecks.standing_of(context.db, context.now(), price)

    def is_due(self, account: Account) -> bool:
        """Return whether an account should ask now; one without access never does."""
        if account.access is Access.HAND_OFF:
            return False
        due = rechecks.next_run(self._context.db, account.id)
        return due is None or self._context.now() >= due

    def run(
        self,
        account: Account,
        *,
        on_change: Callable[[Changes], None] = lambda _changes: None,
        follower: Follower = NOBODY,
    ) -> Rechecked:
        """Ask for what is due of an account, whenever it last did.

        Trouble with the network ends the run, which says so; what was answered is taken in.

        Raises:
            InputError: the account has no access to its network.
            CredentialsError: its keys cannot be had.
        """
        from console.rechecking import Rechecking

        if account.access is Access.HAND_OFF:
            raise InputError(
                tr("@{handle} has no access to X's API, so nothing is asked.").format(
                    handle=account.handle
                )
            )
        context = self._context
        connector = context.connector(account).at_a_time()
        return Rechecking(
            context.db,
            connector,
            account,
            context.now,
            on_change,
            follower,
            cost=lambda: connector.charged,
        ).run()

    def set_monthly(self, amount: Decimal) -> None:
        """Set what the rolling plan may cost each account a month, US dollars.

        Raises:
            InputError: no amount of dollars and cents.
        """
        if not amount.is_finite() or not 0 <= amount <= MOST or amount % CENT:
            raise InputError(
                tr("That is no amount."), advice=tr("Give dollars and cents, such as 2 or 7.50.")
            )
        with self._context.db.writing():
            rechecks.set_monthly(self._context.db, amount)
