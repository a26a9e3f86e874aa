"""Ask a network again for posts that are stored, and act on what it says of them.

Owns the order (what is known to be gone, what is due daily, the rolling plan), the size of a
question, and what becomes of a run that fails. Each answer is taken in by one transaction: a
run that is killed between two goes on with the next, for what was asked is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from console import pacing
from console.connectors.base import Connector
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import MessageId, RemoteId
from console.domain.progress import NOBODY, Follower, Progress
from console.domain.rechecks import Rechecked, RecheckRun
from console.domain.remote import Lookup, RemotePost
from console.domain.spending import Item
from console.errors import BadAnswer, ConnectorError, Gone
from console.language import tr
from console.store import rechecks, withdrawals
from console.store.database import Database
from console.store.rechecks import Due

AT_ONCE = 100
"""Posts of one question, as many as X answers (GET /2/tweets, 2026-08)."""
STOPPED = tr("It was stopped; what is left is for the next run.")
SPARE = 20
"""So many times the posts that there is money for are looked at."""
MOST_DAILY = 5_000
"""Of one run; the rest is for the next."""


@dataclass(slots=True)
class Rechecking:
    """One run of one account."""

    db: Database
    connector: Connector
    account: Account
    now: Callable[[], datetime]
    on_change: Callable[[Changes], None] = lambda _changes: None
    follower: Follower = NOBODY
    cost: Callable[[], Decimal] = Decimal
    """Tells what its reads were charged with so far, US dollars."""
    _run: RecheckRun = field(init=False)
    _changes: Changes = field(default_factory=Changes)
    _rolling_cost: Decimal = field(default_factory=Decimal)

    def __post_init__(self) -> None:
        """Begin with nothing done."""
        self._run = RecheckRun(self.account.id, self.now())

    def run(self) -> Rechecked:
        """Ask for what is due, and record the run; trouble with the network ends it.

        What is known to be gone for long is taken out though nobody answered.
        """
        try:
            self._ask(rechecks.waiting(self.db, self.account), tr("Posts known to be gone"))
            due = rechecks.daily(self.db, self.account, self.now(), MOST_DAILY)
            self._ask(due, tr("Open cases and the last seven days"))
            self._ask_rolling()
        except ConnectorError as error:
            self._run = replace(self._run, problem=f"{error.title}: {error.message}")
        else:
            if self.follower.stopping():
                self._run = replace(self._run, problem=STOPPED)
        self._withdraw(rechecks.known_too_long(self.db, self.now()))
        self._run = replace(self._run, cost=self.cost())
        with self.db.writing():
            rechecks.note_run(self.db, self._run, self._rolling_cost)
        return Rechecked(self._run, self._changes)

    def _ask_rolling(self) -> None:
        """Ask for the posts that were not looked at for longest, as far as today's money goes."""
        prices = pacing.x_prices().prices
        left = rechecks.left_today(self.db, self.account.id, self.now())
        most = int(left / prices[Item.OWN_READ])
        chosen: list[Due] = []
        # More than the money is for: a dear one at the head must not hold up those behind it.
        for due in rechecks.rolling(self.db, self.account, self.now(), SPARE * most):
            price = prices[_item(due)]
            if price <= left:
                left -= price
                chosen.append(due)
        self._ask(chosen, tr("Older posts, in turn"), rolling=True)

    def _ask(self, due: Sequence[Due], step: str, *, rolling: bool = False) -> None:
        prices = pacing.x_prices().prices
        for first in range(0, len(due), AT_ONCE):
            if self.follower.stopping():
                return
            self.follower.tell(Progress(first, len(due), step))
            part = due[first : first + AT_ONCE]
            for asked, answer in self._answers(part):
                self._take(asked, answer)
            if rolling:
                cost = sum((prices[_item(one)] for one in part), Decimal())
                self._rolling_cost += cost
                self._run = replace(self._run, rolling=self._run.rolling + len(part))

    def _answers(self, due: Sequence[Due]) -> Iterator[tuple[Sequence[Due], Lookup]]:
        """Yield what the network says, in halves where it leaves one out without a word.

        Of one alone of which it says nothing, nothing is known: it is asked for another time.
        """
        try:
            yield due, self.connector.lookup(tuple(one.remote_id for one in due), bare=True)
        except BadAnswer:
            if len(due) == 1:
                with self.db.writing():
                    rechecks.note_checked(self.db, [due[0].message_id], self.now())
                return
            half = len(due) // 2
            yield from self._answers(due[:half])
            yield from self._answers(due[half:])

    def _take(self, asked: Sequence[Due], answer: Lookup) -> None:
        """Take one answer in."""
        ids = {one.remote_id: one.message_id for one in asked}
        gone = [ids[one] for one in answer.missing if one in ids]
        newer = self._newer(ids, answer.found)
        now = self.now()
        with self.db.writing():
            touched = withdrawals.withdraw(self.db, gone, now)
            touched |= withdrawals.edit(self.db, self.account.network, newer, now)
            there = [ids[post.remote_id] for post in answer.found if post.remote_id in ids]
            touched |= rechecks.note_there(self.db, there)
            rechecks.note_checked(self.db, ids.values(), now)
        self._run = replace(
            self._run,
            asked=self._run.asked + len(asked),
            withdrawn=self._run.withdrawn + len(gone),
            edited=self._run.edited + len(newer),
        )
        self._tell(Changes.of(cases=touched))

    def _newer(
        self, ids: dict[RemoteId, MessageId], found: Sequence[RemotePost]
    ) -> dict[MessageId, RemotePost]:
        """Return the newest versions of those that were edited since they were stored."""
        wanted = {
            post.newest_id: ids[post.remote_id]
            for post in found
            if post.newest_id is not None
            and post.newest_id != post.remote_id
            and post.remote_id in ids
        }
        known = withdrawals.later_versions(self.db, self.account.network, wanted)
        fresh = tuple(one for one in wanted if one not in known)
        if not fresh:
            return {}
        try:
            answer = self.connector.lookup(fresh)
        except (BadAnswer, Gone):  # it was edited again, or goes now: the next run sees it
            return {}
        return {wanted[post.remote_id]: post for post in answer.found if post.remote_id in wanted}

    def _withdraw(self, message_ids: Sequence[MessageId]) -> None:
        if not message_ids:
            return
        with self.db.writing():
            touched = withdrawals.withdraw(self.db, message_ids, self.now())
        self._run = replace(self._run, withdrawn=self._run.withdrawn + len(message_ids))
        self._tell(Changes.of(cases=touched))

    def _tell(self, changes: Changes) -> None:
        if changes:
            self._changes |= changes
            self.on_change(changes)


def _item(due: Due) -> Item:
    return Item.OWN_READ if due.own else Item.POST_READ
