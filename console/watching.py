"""Look with watches: walk through what a search finds, newest first, a transaction a page.

Owns the walk, when it ends, and what becomes of a watch whose look failed. Posts, hits and
the walk's cursor are committed together: a crash between two pages loses nothing, and the
one that was on its way is asked for again. What reading costs is the connector's to charge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from console import pacing
from console.connectors.base import Connector
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.remote import Page, Timeline
from console.domain.spending import day_of
from console.domain.watches import Watch, WatchRun, WatchState
from console.errors import (
    ConnectorError,
    Offline,
    OutOfCredits,
    OverBudget,
    RateLimited,
    Refused,
    SignedOut,
)
from console.store import accounts, cursors, posts, settling, spending, watch_walks, watches
from console.store.database import Database

MOST_PAGES = 20
"""Of one look; the rest is for the next, so that no watch holds up all others."""
OF_THE_ACCOUNT = (Offline, RateLimited, SignedOut, OutOfCredits)
"""What fails for one watch in this way fails for all of its account."""


@dataclass(slots=True)
class Looking:
    """Looks with watches of one account, one after the other."""

    db: Database
    connector_for: Callable[[Watch], Connector]
    """Reads for a watch, charges it, and raises OverBudget where nothing is left."""
    account: Account
    now: Callable[[], datetime]
    on_page: Callable[[Changes], None] = lambda _: None
    """Hears of each committed step."""
    stopping: Callable[[], bool] = lambda: False
    """Asked between pages; a walk that it stops goes on next time."""
    _runs: list[WatchRun] = field(default_factory=list)

    def look_all(self, due: Sequence[Watch]) -> tuple[WatchRun, ...]:
        """Look with each watch and return what each brought.

        Where the whole account fails the others are not tried: they wait with it.

        Raises:
            CredentialsError: the account's keys cannot be had.
            StoreError: a page could not be stored; what came before it is.
        """
        for place, watch in enumerate(due):
            if self.stopping():
                break
            look = _Look(self, watch)
            failed: ConnectorError | None = None
            try:
                look.go()
            except ConnectorError as error:
                failed = error
            self._runs.append(look.run() if failed is None else self._failed(look, failed))
            if isinstance(failed, OF_THE_ACCOUNT):
                self._runs += [self._failed(_Look(self, each), failed) for each in due[place + 1 :]]
                break
        return tuple(self._runs)

    def _failed(self, look: _Look, error: ConnectorError) -> WatchRun:
        """Record why a look failed and when it is tried again; return how the watch stands."""
        if isinstance(error, OverBudget):
            # It follows from what was spent, and is over as soon as there is more to spend.
            return look.run(WatchState.SPENT, error.message)
        at, watch = self.now(), look.watch
        due_at = pacing.look_again(
            watch_walks.get(self.db, watch).failures,
            watch.new.pace,
            at,
            reset_at=error.reset_at if isinstance(error, RateLimited) else None,
            stopped=isinstance(error, Refused),
        )
        problem = f"{error.title}: {error.message}"
        with self.db.writing():
            if watches.stands(self.db, watch):
                watch_walks.note_failed(self.db, watch, problem, due_at)
        self.on_page(Changes.of(lists=("watches",)))
        return look.run(WatchState.FAILING, problem)

    def settle(self) -> None:
        """Settle what is new, as a sync does, unless one was broken off.

        Till that is at its end our newest answers may be missing, and it settles them itself.
        """
        walks = [cursors.get(self.db, self.account.id, timeline) for timeline in Timeline]
        if all(walk is not None and walk.done for walk in walks):
            settled = Changes.of(cases=settling.settle(self.db, self.account.id))
            if settled:
                self.on_page(settled)


@dataclass(slots=True)
class _Look:
    """One look of one watch."""

    by: Looking
    watch: Watch
    read: int = 0
    hits: int = 0
    new: int = 0
    done: bool = False
    paused: bool = False

    def go(self) -> None:
        """Walk on from where the last look stopped, till the end or the most pages.

        Raises:
            ConnectorError: a page could not be had; those before it are stored.
        """
        by, watch = self.by, self.watch
        connector = by.connector_for(watch)
        cursor = watch_walks.get(by.db, watch).cursor
        for _ in range(MOST_PAGES):
            if by.stopping():
                return
            page = connector.search(watch.new.query, watch.new.begin_at, cursor, self._most())
            self.read += len(page.posts)
            if not self._store(page):
                return
            if self.done:
                by.settle()
                return
            cursor = page.cursor

    def run(self, state: WatchState = WatchState.READY, problem: str = "") -> WatchRun:
        """Return what it brought."""
        if self.paused and state is WatchState.READY:
            state = WatchState.PAUSED
        return WatchRun(
            watch_id=self.watch.id,
            read=self.read,
            hits=self.hits,
            new=self.new,
            done=self.done,
            state=state,
            problem=problem,
        )

    def _most(self) -> int:
        """Return how many posts the budget that is left affords in a page."""
        by = self.by
        account = accounts.get(by.db, by.account.id)
        left = spending.left_for_watch(by.db, self.watch.id, account, day_of(by.now()))
        return pacing.page_for(left, pacing.x_prices())

    def _store(self, page: Page) -> bool:
        """Take in a page and move the walk on, all or nothing; return whether to go on.

        What was found for a watch that was taken away meanwhile, or looks for something else
        by now, is not wanted any more.
        """
        by, watch = self.by, self.watch
        at = by.now()
        oldest = min((post.at for post in page.posts), default=at) if page.gap else None
        with by.db.writing():
            if not watches.stands(by.db, watch):
                return False
            saved = posts.save_hits(by.db, by.account, watch.id, page.posts, at)
            if page.done:
                due_at = pacing.next_look(watch.due_at, watch.new.pace, at)
                watch_walks.note_end(by.db, watch, page.cursor, oldest, at, due_at)
            else:
                watch_walks.note_page(by.db, watch, page.cursor, oldest, at)
            self.paused = watches.is_paused(by.db, watch.id)
        self.hits += saved.hits
        self.new += saved.new
        self.done = page.done
        by.on_page(saved.changes | Changes.of(lists=("watches",)))
        return page.done or not self.paused
