"""A connector whose bill is kept: each read is charged, none goes out over the budget.

Owns when the bill is asked for and when reading stops. What is billed is the connector's
to say, what a month cost the store's. Publishing and deleting are charged where they are
recorded, and never stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from console.domain.spending import BilledRead, budget_words, day_of, dollars, next_month
from console.errors import OverBudget, StoreError
from console.language import tr
from console.store import accounts, spending
from console.text.day_words import MONTHS

if TYPE_CHECKING:
    from console.connectors.base import Connector
    from console.domain.ids import AccountId, RemoteId, WatchId
    from console.domain.limits import Limits
    from console.domain.remote import (
        Counted,
        Lookup,
        NewPost,
        Page,
        Published,
        RemoteUser,
        Timeline,
    )
    from console.domain.watches import Watch
    from console.store.database import Database

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class MeteredConnector:
    """An account's connector; see `console.connectors.base.Connector`.

    Reads raise OverBudget, before anything goes out, once the month cost as much as the
    account may, and StoreError where that cannot be looked up.
    """

    connector: Connector
    db: Database
    account_id: AccountId
    """The account itself is read each time: its budget may change in another thread."""
    now: Callable[[], datetime]
    bounded: bool = True
    """Whether the budget stops what is read."""
    watch: Watch | None = None
    """For which watch is read: it is charged too, and stops at its own budget."""
    charged: Decimal = Decimal()
    """US dollars that its reads were charged with so far."""
    _unwritten: list[tuple[date, BilledRead, WatchId | None]] = field(default_factory=list)
    """What was read while the store could not be written, with the day and for which watch.

    It is one list with those that were made of this one: none of them takes it along.
    """

    def beyond_budget(self) -> MeteredConnector:
        """Return the same without a bound: for what has to be known lest a post go out twice."""
        return replace(self, bounded=False)

    def for_watch(self, watch: Watch) -> MeteredConnector:
        """Return the same for what a watch reads."""
        return replace(self, watch=watch)

    def at_a_time(self) -> MeteredConnector:
        """Return the same with nothing in `charged`: for what some reads alone cost."""
        return replace(self, charged=Decimal())

    @property
    def network(self) -> str:
        """Return the connector's."""
        return self.connector.network

    @property
    def limits(self) -> tuple[Limits, ...]:
        """Return the connector's."""
        return self.connector.limits

    def whoami(self) -> RemoteUser:
        """Return the signed-in user."""
        with self._reading():
            return self.connector.whoami()

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        """Return the next page of a walk."""
        with self._reading():
            return self.connector.read_page(timeline, user_id, cursor)

    def search(self, query: str, begin_at: datetime, cursor: str | None, most: int = 100) -> Page:
        """Return the next page of what a search finds."""
        with self._reading():
            return self.connector.search(query, begin_at, cursor, most)

    def count(self, query: str) -> Counted:
        """Return how many posts a search finds."""
        with self._reading():
            return self.connector.count(query)

    def publish(self, post: NewPost) -> Published:
        """Publish, whatever the month cost."""
        return self.connector.publish(post)

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        """Return which of the posts exist."""
        with self._reading():
            return self.connector.lookup(ids, bare=bare)

    def delete(self, remote_id: RemoteId) -> bool:
        """Delete, whatever the month cost."""
        return self.connector.delete(remote_id)

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        """Return nothing: what was read is in the store already."""
        del user_id
        return ()

    def close(self) -> None:
        """Close the connector; what could not be written yet has its last chance."""
        if self._unwritten:
            self._record()
        self.connector.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        if self.bounded:
            self._check_budget()
        try:
            yield
        finally:
            self._record()

    def _check_budget(self) -> None:
        account, today = accounts.get(self.db, self.account_id), day_of(self.now())
        if self.watch is not None:
            _check_watch(self.db, self.watch, today)
        budget = account.monthly_budget
        if budget is None:
            return
        spent = spending.month(self.db, account.id, today).total
        if spent >= budget:
            until = next_month(today)
            raise OverBudget(
                tr(
                    "@{handle} has cost {dollars} this month, of a budget of {budget_words}: "
                    "nothing new is read."
                ).format(
                    handle=account.handle, dollars=dollars(spent), budget_words=budget_words(budget)
                ),
                advice=tr(
                    "Raise the budget, or wait for {day} {month}; replies still go out."
                ).format(day=until.day, month=MONTHS[until.month - 1]),
            )

    def _record(self) -> None:
        """Write what was billed; a store that cannot takes nothing from the call's answer."""
        today = day_of(self.now())
        watch_id = None if self.watch is None else self.watch.id
        try:
            account = accounts.get(self.db, self.account_id)
            bill = self.connector.bill(account.remote_id)
            self._unwritten += [(today, read, watch_id) for read in bill]
            if self._unwritten:
                self.charged += self._write(account.id)
        except StoreError as error:
            # It is tried again with the next read, and kept till then.
            logger.info("What was read could not be charged yet: %s", error)
        else:
            self._unwritten.clear()

    def _write(self, account_id: AccountId) -> Decimal:
        by_watch: dict[WatchId | None, list[tuple[date, BilledRead]]] = {}
        for day, read, watch_id in self._unwritten:
            by_watch.setdefault(watch_id, []).append((day, read))
        with self.db.writing():
            return sum(
                (
                    spending.add_reads(self.db, account_id, reads, watch_id)
                    for watch_id, reads in by_watch.items()
                ),
                Decimal(),
            )


def _check_watch(db: Database, watch: Watch, today: date) -> None:
    # A person may have given it more, or less, since the look began.
    budget, spent = spending.budget_of_watch(db, watch.id), spending.of_watch(db, watch.id, today)
    if spent >= budget:
        until = next_month(today)
        raise OverBudget(
            tr("“{name}” has cost {dollars} this month, of {budget_words}.").format(
                name=watch.new.name, dollars=dollars(spent), budget_words=budget_words(budget)
            ),
            advice=tr("Give it more, or wait for {day} {month}.").format(
                day=until.day, month=MONTHS[until.month - 1]
            ),
        )
