"""One run over the outbox of an account: its means, how fresh its timelines are, what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn

from console.connectors.base import Connector
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import from_ms, to_ms
from console.domain.outbox import ReplyThread
from console.domain.patience import Patience
from console.errors import ConnectorError, CredentialsError
from console.sending import waits
from console.store import pauses
from console.store.database import Database

FRESH = timedelta(seconds=10)
"""A timeline that was pulled longer ago is pulled again before something is decided by it."""


@dataclass(slots=True)
class Sent:
    """What a run over the outbox did."""

    published: int = 0
    deleted: int = 0
    changes: Changes = field(default_factory=Changes)
    due_at: datetime | None = None
    """When a waiting part may be tried next; None where none waits."""
    problem: ConnectorError | CredentialsError | None = None
    """What stopped the account for now; None where nothing did."""

    def wait_until(self, at: datetime) -> None:
        """Note a time at which a part is due, if it is the earliest."""
        self.due_at = at if self.due_at is None else min(at, self.due_at)


class Stop(Exception):
    """The account can do nothing now; what is queued stays queued."""


@dataclass(slots=True)
class Run:
    """What the steps of a run share."""

    db: Database
    """A durable connection."""
    connector: Connector
    free: Connector
    """The same, not stopped by a budget: for what has to be known lest a post go out twice."""
    account: Account
    owner: str
    """Names this process in the lease, unlike any other."""
    now: Callable[[], datetime]
    pull: Callable[[], Changes]
    """Brings our timelines up to date in the store."""
    pull_own: Callable[[], Changes]
    """Does so for our own posts alone, whatever it costs."""
    peek_own: Callable[[], Changes]
    """Reads the newest of our own posts once more, also those that were shown late."""
    patience: Patience = field(default_factory=Patience)
    jitter: Callable[[], float] = lambda: 1.0
    """A random number from 0 to 1."""
    on_change: Callable[[Changes], None] = lambda _: None
    stopping: Callable[[], bool] = lambda: False
    """Asked before each part: whether to do no more, for the desk is about to end."""
    sent: Sent = field(default_factory=Sent)
    _all_at: datetime | None = None
    _own_at: datetime | None = None
    _unread: ConnectorError | None = None
    """Why our timelines could not be pulled in this run."""

    def freshen(self) -> None:
        """Bring our timelines up to date, unless they are."""
        if not self._is_fresh(self._all_at):
            if self._unread is not None:
                raise self._unread  # what was refused a moment ago is not asked for again
            began = self.now()
            try:
                changes = self.pull()
            except ConnectorError as error:
                self._unread = error
                raise
            self._all_at = self._own_at = began
            if changes:
                self.tell(changes)

    def freshen_own(self, since: datetime | None) -> None:
        """Bring our own timeline up to date, unless it is, and was pulled after `since`."""
        if not self._is_fresh(self._own_at, since):
            began = self.now()
            changes = self.pull_own()
            self._own_at = began
            pauses.end(self.db, self.account.id)
            if changes:
                self.tell(changes)

    def look_once_more(self) -> None:
        """Read the newest of our own posts, whatever was read of them before."""
        changes = self.peek_own()
        if changes:
            self.tell(changes)

    def pause(self, error: ConnectorError | CredentialsError) -> NoReturn:
        """Let the account wait, no other with it, and end the run.

        Raises:
            Stop: always.
        """
        _, failures = pauses.get(self.db, self.account.id)
        at = waits.retry_at(error, failures, self.now(), self.patience, self.jitter())
        if at is not None:
            at = from_ms(to_ms(at))  # as it is stored
            pauses.begin(self.db, self.account.id, at)
        self.sent.problem, self.sent.due_at = error, at
        raise Stop from error

    def tell(self, changes: Changes) -> None:
        """Note what was changed, and tell it."""
        self.sent.changes |= changes
        self.on_change(changes)

    def touched(self, thread: ReplyThread) -> None:
        """Note that a thread was changed, and tell it."""
        self.tell(Changes.of(cases=(thread.case_id,), threads=(thread.id,)))

    def _is_fresh(self, at: datetime | None, since: datetime | None = None) -> bool:
        if at is None or (since is not None and at < since):
            return False
        return timedelta(0) <= self.now() - at <= FRESH
