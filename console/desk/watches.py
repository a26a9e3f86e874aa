"""Verbs on watches: make, price, look, pause, remove; what each found and cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from console.desk.acting import acting
from console.desk.context import Context
from console.desk.spending import CENT, MOST
from console.desk.typed import line
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import AccountId, WatchId
from console.domain.spending import budget_words
from console.domain.watches import (
    MOST_BACK,
    PACES,
    Estimate,
    NewWatch,
    Watch,
    WatchRun,
    WatchState,
)
from console.errors import InputError, NotFound
from console.language import tr
from console.store import accounts, watch_walks, watch_yields, watches

if TYPE_CHECKING:
    from console.domain.cases import CaseRow

LONGEST_NAME = 60
LONGEST_QUERY = 10_000
"""X takes far less, and says so at the place where it ends; what is longer is no query."""
SHOWN = 20
"""So many characters are shown of the place at which a query is wrong."""
CHANGED = Changes.of(lists=("watches",))


class Watches:
    """Saved searches for posts that mention nobody."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def every(self) -> tuple[Watch, ...]:
        """Return all watches that were not removed, in the order of the alphabet."""
        db, now = self._context.db, self._context.now()
        found = watches.every(db, now)
        return _with_yields(found, watch_yields.of_watches(db, now)) if found else ()

    def get(self, watch_id: WatchId) -> Watch:
        """Return one watch.

        Raises:
            NotFound: there is none, or it was removed.
        """
        db, now = self._context.db, self._context.now()
        found = watches.get(db, watch_id, now)
        return _with_yields((found,), watch_yields.of_watches(db, now, watch_id))[0]

    def estimate(self, account: Account, query: str, *, by_sample: bool = False) -> Estimate:
        """Ask the network how many posts of the last week a query finds, and price them.

        `by_sample` reads ten of the newest posts instead, for a network that lets this app not
        count; the rate is drawn from their times. Either is billed to the account.

        Raises:
            InputError: the account has no access, or the query is wrong.
            InvalidQuery: the network does not take it.
            Refused: the network does not let this app count.
            ConnectorError, CredentialsError: it cannot be asked.
        """
        from console.desk import watch_pricing

        context = self._context
        account, query = self._with_access(account.id), _query(query)
        connector = context.connector(account).at_a_time()
        ask = watch_pricing.sampled if by_sample else watch_pricing.counted
        return ask(connector, query, context.now())

    def check(self, new: NewWatch, watch_id: WatchId | None = None) -> None:
        """Raise what `add` would, or `change` of that watch: before a count is paid for."""
        self._check_name(self._checked(new).name, watch_id)

    def add(self, new: NewWatch, estimate: Estimate | None = None) -> tuple[WatchId, Changes]:
        """Store a watch with what it was estimated to cost; it looks when next it is due.

        Raises:
            InputError: no name, one that is taken, a wrong query, a pace that is not offered,
                no budget, more than the account's, or an account without access.
        """
        context = self._context
        now = context.now()
        new = self._checked(new)
        new = replace(new, begin_at=min(max(new.begin_at, now - MOST_BACK), now))
        agent_id = context.agent().id
        with context.db.writing():
            self._check_name(new.name, None)
            watch_id = watches.insert_removed(context.db, new, estimate, agent_id, now)
        with acting(context, f"Add watch “{new.name}”"):
            self._check_name(new.name, watch_id)
            watches.restore(context.db, watch_id)
        return watch_id, CHANGED

    def change(self, watch_id: WatchId, new: NewWatch, estimate: Estimate | None = None) -> Changes:
        """Let a watch be this from now on; another query begins its walk anew.

        Where that is taken back, the walk of the query before goes on where it was.

        Raises:
            InputError: as `add`.
            NotFound: it was removed.
        """
        context = self._context
        now = context.now()
        watches.get(context.db, watch_id, now)
        new = self._checked(new)
        with acting(context, f"Change watch “{new.name}”"):
            was = watches.get(context.db, watch_id, now)
            self._check_name(new.name, watch_id)
            moved = self._network(new.account_id) != self._network(was.new.account_id)
            if new.begin_at != was.new.begin_at:
                new = replace(new, begin_at=min(max(new.begin_at, now - MOST_BACK), now))
            elif moved or new.query != was.new.query:
                # What it looks for now is new: what lies before was not asked for.
                new = replace(new, begin_at=now)
            watches.change(context.db, was, new, estimate)
            if moved:
                watch_walks.forget(context.db, watch_id)
        return CHANGED

    def set_paused(self, watch_ids: tuple[WatchId, ...], *, paused: bool) -> Changes:
        """Stop watches, or let them go on where they stopped.

        Raises:
            NotFound: one was removed.
        """
        context = self._context
        with acting(context, self._words("Pause" if paused else "Go on with", watch_ids)):
            self._words("", watch_ids)  # it may be gone since it was named
            watches.set_paused(context.db, watch_ids, paused=paused)
        return CHANGED

    def remove(self, watch_ids: tuple[WatchId, ...]) -> Changes:
        """Take watches away; the cases that they opened stay.

        Raises:
            NotFound: one was removed already.
        """
        context = self._context
        with acting(context, self._words("Remove", watch_ids)):
            self._words("", watch_ids)
            watches.remove(context.db, watch_ids, context.now())
        return CHANGED

    def run(
        self,
        account: Account,
        *,
        only: WatchId | None = None,
        on_page: Callable[[Changes], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> tuple[WatchRun, ...]:
        """Look with the account's watches that are due, one after the other.

        `only` is a person's word: that one looks now, due or not, unless it is paused. What
        goes wrong with one is recorded with it and told in its `WatchRun`; the others look all
        the same, unless the whole account fails.

        Raises:
            CredentialsError: the account's keys cannot be had.
            StoreError: a page could not be stored.
        """
        context = self._context
        now = context.now()
        found = watches.every(context.db, now, account.id)
        if only is None:
            due = _due(found, now)
        else:
            due = [watch for watch in found if watch.id == only]
            if not due:
                raise NotFound(
                    tr("That watch is no more, or none of @{handle}.").format(handle=account.handle)
                )
            if due[0].state in (WatchState.PAUSED, WatchState.NO_ACCESS):
                return (WatchRun(only, state=due[0].state),)
        if not due:
            return ()
        from console.watching import Looking

        connector = context.connector(account)
        looking = Looking(
            context.db,
            connector.for_watch,
            accounts.get(context.db, account.id),
            context.now,
            on_page,
            stopping,
        )
        return looking.look_all(due)

    def cases(self, watch_id: WatchId, limit: int = 200) -> tuple[CaseRow, ...]:
        """Return the cases that a watch opened or wrote on in, the newest first."""
        from console.store import cases

        ids = watch_yields.cases(self._context.db, watch_id, limit)
        return cases.rows(self._context.db, ids=ids, limit=limit) if ids else ()

    def _checked(self, new: NewWatch) -> NewWatch:
        """Return a watch as it is stored; raise InputError where it cannot be."""
        name = line(new.name, LONGEST_NAME)
        if not name:
            raise InputError(
                tr("A watch needs a name."), advice=tr("Call it by what it looks for.")
            )
        account = self._with_access(new.account_id)
        if new.pace not in PACES:
            raise InputError(
                tr("A watch cannot look that often."), advice=tr("Choose a pace offered.")
            )
        _check_budget(new.monthly_budget, account)
        return replace(new, name=name, query=_query(new.query))

    def _check_name(self, name: str, watch_id: WatchId | None) -> None:
        context = self._context
        for other in watches.every(context.db, context.now()):
            if other.id != watch_id and other.new.name.casefold() == name.casefold():
                raise InputError(
                    tr("There is a watch “{name}” already.").format(name=other.new.name),
                    advice=tr("Give another name."),
                )

    def _with_access(self, account_id: AccountId) -> Account:
        account = accounts.get(self._context.db, account_id)
        if account.access is not Access.API:
            raise InputError(
                tr("The desk has no access to @{handle}, so it cannot search by it.").format(
                    handle=account.handle
                ),
                advice=tr("Connect the account, or choose another."),
            )
        return account

    def _network(self, account_id: AccountId) -> str:
        return accounts.get(self._context.db, account_id).network

    def _words(self, act: str, watch_ids: Sequence[WatchId]) -> str:
        """Return an act's words; raise NotFound where one of the watches is no more."""
        context = self._context
        found = [watches.get(context.db, each, context.now()) for each in watch_ids]
        one = f"{act} watch “{found[0].new.name}”"
        return one if len(found) == 1 else f"{act} {len(found)} watches"


def _with_yields(
    found: Sequence[Watch], brought: dict[WatchId, watch_yields.Brought]
) -> tuple[Watch, ...]:
    nothing = watch_yields.Brought()
    each = [(watch, brought.get(watch.id, nothing)) for watch in found]
    return tuple(
        replace(watch, lately=its.lately, ever=its.ever, last_hit_at=its.last_hit_at)
        for watch, its in each
    )


def _due(found: Sequence[Watch], now: datetime) -> list[Watch]:
    """Return the watches that are to look now, those first that wait longest."""
    due = [
        watch
        for watch in found
        if watch.state in (WatchState.READY, WatchState.FAILING)
        and (watch.due_at is None or watch.due_at <= now)
    ]
    return sorted(due, key=lambda watch: (watch.due_at or watch.made_at, watch.id))


def _query(query: str) -> str:
    """Return a query as it is stored; raise InputError where it is wrong."""
    from console.text.post_queries import problems

    one = line(query, LONGEST_QUERY)
    if not one:
        raise InputError(
            tr("A watch needs something to look for."), advice=tr("Type a word, or a brand.")
        )
    wrong = next((each for each in problems(one) if each.stops), None)
    if wrong is not None:
        there = one[wrong.start : wrong.start + SHOWN]
        place = (
            tr("character {place}, “{there}”").format(place=wrong.start + 1, there=there)
            if there
            else tr("at its end")
        )
        raise InputError(
            tr("The query is wrong ({place}): {message}").format(
                place=place, message=wrong.message
            ),
            advice=wrong.advice or tr("Correct the query."),
        )
    return one


def _check_budget(budget: Decimal, account: Account) -> None:
    if not budget.is_finite() or not 0 < budget <= MOST or budget % CENT:
        raise InputError(
            tr("A watch needs a budget of its own."),
            advice=tr("Give dollars and cents, such as 5 or 7.50."),
        )
    if account.monthly_budget is not None and budget > account.monthly_budget:
        raise InputError(
            tr("@{handle} may cost {budget_words} a month in all.").format(
                handle=account.handle, budget_words=budget_words(account.monthly_budget)
            ),
            advice=tr("Give the watch no more than that, or raise the account's budget first."),
        )
