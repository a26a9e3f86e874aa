"""Publish the outbox, part by part.

For each part: commit *sending*, post, commit *sent* with the network's id; only then
the next part, which answers it. Whatever may have got through without our hearing of
it becomes *unsure* and is never posted again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.connectors.base import Connector
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import RemoteId
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.domain.remote import NewPost, Published
from console.errors import (
    ConnectorError,
    CredentialsError,
    Gone,
    NotSummoned,
    OutOfCredits,
    RateLimited,
    Refused,
    SignedOut,
)
from console.store import outbox, publishing
from console.store.database import Database

LEASE = timedelta(seconds=120)
"""How long a part may be on its way before its sender counts as gone; far above time-outs."""
TRY_AGAIN = timedelta(seconds=60)
"""When to try again where the network does not say."""
REPLICA_LAG = timedelta(seconds=30)
"""How long X may not know a post yet that it just accepted (some seconds)."""
LAG_PAUSE = timedelta(seconds=3)
SHOWS_AFTER = timedelta(seconds=60)
"""After this time a published post is expected to be seen in our own timeline."""


@dataclass(slots=True)
class Sent:
    """What a run over the outbox did."""

    published: int = 0
    changes: Changes = field(default_factory=Changes)
    due_at: datetime | None = None
    """When a waiting part may be tried next; None where none waits."""
    problem: ConnectorError | CredentialsError | None = None
    """What stopped the account for now; None where nothing did."""

    def wait_until(self, at: datetime) -> None:
        """Note a time at which a part is due, if it is the earliest."""
        self.due_at = at if self.due_at is None else min(at, self.due_at)


class _Stop(Exception):
    """The account cannot publish now; what is queued stays queued."""


@dataclass(slots=True)
class Sender:
    """Publishes what one account has queued."""

    db: Database
    """A durable connection."""
    connector: Connector
    account: Account
    owner: str
    """Names this process in the lease, unlike any other."""
    now: Callable[[], datetime]
    on_change: Callable[[Changes], None] = lambda _: None

    def publish(self) -> Sent:
        """Publish every part that is due, oldest thread first; return what was done."""
        sent = Sent()
        publishing.expire_leases(self.db, self.now())
        for thread in outbox.unfinished(self.db, account_id=self.account.id):
            try:
                self._publish_thread(thread, sent)
            except _Stop:
                break
        return sent

    def _publish_thread(self, thread: ReplyThread, sent: Sent) -> None:
        parent_id = thread.reply_to
        for part in thread.parts:
            if part.state is PartState.CANCELLED:
                return
            if part.state is PartState.SENT and part.remote_id is not None:
                parent_id = part.remote_id
                continue
            published = (
                self._look_for(part, parent_id, sent)
                if part.state is PartState.UNSURE
                else self._post(part, parent_id, thread, sent)
            )
            if published is None:
                return
            cases = publishing.mark_sent(
                self.db,
                self.account,
                thread,
                part,
                published=published,
                parent_id=parent_id,
                now=self.now(),
            )
            sent.published += 1
            self._tell(sent, Changes.of(cases=cases, threads=(thread.id,)))
            parent_id = published.remote_id

    def _post(
        self, part: ReplyPart, parent_id: RemoteId, thread: ReplyThread, sent: Sent
    ) -> Published | None:
        """Post one queued part; return what became of it, None where the thread stops here."""
        if part.state is PartState.SENDING and part.attempted_at is not None:
            # Another process is at it; if it vanished, its lease says when that is known.
            sent.wait_until(min(part.attempted_at, self.now()) + LEASE)
        if part.state is not PartState.QUEUED:
            return None
        due = outbox.due_at(self.db, part.id)
        if due is not None and due > self.now():
            sent.wait_until(due)
            return None
        if not publishing.claim(
            self.db, part.id, self.owner, self.now(), LEASE // timedelta(milliseconds=1)
        ):
            return None
        touched = Changes.of(cases=(thread.case_id,), threads=(thread.id,))
        self._tell(sent, touched)
        try:
            return self.connector.publish(NewPost(part.text, parent_id))
        except (ConnectorError, CredentialsError) as error:
            self._put_aside(part, thread, error, sent)
            self._tell(sent, touched)
            return None

    def _put_aside(
        self,
        part: ReplyPart,
        thread: ReplyThread,
        error: ConnectorError | CredentialsError,
        sent: Sent,
    ) -> None:
        """Record why a part did not get out; stop the account where no other would either."""
        if isinstance(error, ConnectorError) and error.maybe_done:
            self._move(part, PartState.UNSURE, f"{error.message} {error.advice}")
            sent.wait_until(self.now() + SHOWS_AFTER)
            return
        if isinstance(error, Gone) and self._may_be_lag(part, thread):
            self._queue_again(part, error, self.now() + LAG_PAUSE, sent)
            return
        if isinstance(error, Refused | Gone):
            self._move(part, PartState.REFUSED, f"{error.message} {error.advice}")
            if part.position > 1 and isinstance(error, NotSummoned):
                publishing.note_self_reply_refused(self.db, self.account.id)
            return
        at = next_try(error, self.now())
        # Where only a person can help, the part is due as soon as they have.
        self._queue_again(part, error, at or self.now(), sent)
        sent.problem = error
        if at is None:
            sent.due_at = None
        raise _Stop

    def _may_be_lag(self, part: ReplyPart, thread: ReplyThread) -> bool:
        """Return whether X may just not know our part before this one yet."""
        now = outbox.get(self.db, thread.id)
        if part.position == 1 or now is None:
            return False
        posted_at = now.parts[part.position - 2].attempted_at
        return posted_at is not None and self.now() - posted_at < REPLICA_LAG

    def _queue_again(
        self,
        part: ReplyPart,
        error: ConnectorError | CredentialsError,
        at: datetime,
        sent: Sent,
    ) -> None:
        self._move(part, PartState.QUEUED, error.message, not_before=at)
        sent.wait_until(at)

    def _move(
        self,
        part: ReplyPart,
        state: PartState,
        problem: str,
        *,
        not_before: datetime | None = None,
    ) -> None:
        publishing.put_aside(
            self.db, part.id, state, problem, owner=self.owner, not_before=not_before
        )

    def _look_for(self, part: ReplyPart, parent_id: RemoteId, sent: Sent) -> Published | None:
        """Return the post that an unsure part turns out to be, None where it is not found.

        It looks into the store: the caller has pulled our own timeline just before.
        """
        for remote_id, text in publishing.own_replies_to(self.db, self.account, parent_id):
            if same_text(text, part.text):
                return Published(remote_id, text)
        shown_at = min(part.attempted_at or self.now(), self.now()) + SHOWS_AFTER
        if part.attempted_at is not None and shown_at > self.now():
            sent.wait_until(shown_at)
        elif not part.looked:
            publishing.note_looked(self.db, part.id, self.now())
            self._tell(sent, Changes.of(threads=(part.thread_id,)))
        return None

    def _tell(self, sent: Sent, changes: Changes) -> None:
        sent.changes |= changes
        self.on_change(changes)


def next_try(error: ConnectorError | CredentialsError, now: datetime) -> datetime | None:
    """Return when a call that failed so may be tried again; None: when a person has helped."""
    if isinstance(error, SignedOut | OutOfCredits | CredentialsError):
        return None
    if isinstance(error, RateLimited) and error.reset_at is not None:
        return max(error.reset_at, now + timedelta(seconds=1))
    return now + TRY_AGAIN


def same_text(one: str, other: str) -> bool:
    """Return whether two texts are the same post, white space and link protocols aside.

    X shows a link without a protocol as http://, and trims what surrounds a text.
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.replace("https://", "").replace("http://", "").split())
