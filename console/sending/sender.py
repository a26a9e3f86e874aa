"""Publish what one account has queued, part by part, and delete what is to go.

For each part: look whether the case changed, commit *sending*, post, commit *sent* with
the network's id; only then the next part, which answers it. Whatever may have got through
without our hearing of it becomes *unsure* and is never posted again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.connectors.base import Connector
from console.domain.accounts import Account
from console.domain.cautions import Caution, CautionKind
from console.domain.changes import Changes
from console.domain.ids import RemoteId, from_ms, to_ms
from console.domain.outbox import FINISHED_STATES, PartState, ReplyPart, ReplyThread
from console.domain.patience import Patience
from console.domain.remote import NewPost, Published
from console.errors import (
    ConnectorError,
    CredentialsError,
    Gone,
    NotSummoned,
    OverBudget,
    Refused,
)
from console.sending import reconcile, truth, waits
from console.store import accounts, outbox, publishing
from console.store.database import Database

CLOCK_STEP = timedelta(minutes=2)
"""A pause that would last longer than this and the longest one was begun by a clock set back."""
LONGEST_PAUSE = timedelta(seconds=60)


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


class _Stop(Exception):
    """The account can do nothing now; what is queued stays queued."""


@dataclass(slots=True)
class Sender:
    """Publishes and deletes for one account."""

    db: Database
    """A durable connection."""
    connector: Connector
    account: Account
    owner: str
    """Names this process in the lease, unlike any other."""
    now: Callable[[], datetime]
    pull: Callable[[], Changes]
    """Brings our timelines up to date in the store; called at most once a run."""
    pull_own: Callable[[], Changes]
    """Does so for our own posts alone, whatever it costs; called at most once a run."""
    patience: Patience = field(default_factory=Patience)
    jitter: Callable[[], float] = lambda: 1.0
    """A random number from 0 to 1."""
    on_change: Callable[[Changes], None] = lambda _: None
    stopping: Callable[[], bool] = lambda: False
    """Asked before each part: whether to do no more, for the desk is about to end."""
    _is_fresh: bool = False
    _own_is_fresh: bool = False

    def publish(self) -> Sent:
        """Do all that is due, oldest thread first; return what was done."""
        sent = Sent()
        publishing.expire_leases(self.db, self.now())
        retry_at, _ = publishing.waits_till(self.db, self.account.id)
        if retry_at is not None and not waits.is_due(retry_at, self.now()):
            sent.due_at = retry_at
            return sent
        for thread in outbox.unfinished(self.db, account_id=self.account.id):
            try:
                self._carry_on(thread, sent)
            except _Stop:
                break
        return sent

    def _carry_on(self, thread: ReplyThread, sent: Sent) -> None:
        """Do what is due of a thread."""
        now = self.now()
        if thread.is_being_deleted:
            self._delete(thread, sent)
            return
        pause_ends = thread.send_after
        if pause_ends is not None and now < pause_ends < now + LONGEST_PAUSE + CLOCK_STEP:
            sent.wait_until(pause_ends)
            return
        parent_id = thread.reply_to
        for part in thread.parts:
            if part.state is PartState.CANCELLED or self.stopping():
                return
            if part.state in FINISHED_STATES and part.remote_id is not None:
                parent_id = part.remote_id
                continue
            published = (
                self._look_for(part, parent_id, sent)
                if part.state is PartState.UNSURE
                else self._post(part, parent_id, thread, sent)
            )
            if published is None:
                return
            self._record(thread, part, published, parent_id, sent)
            parent_id = published.remote_id

    def _record(
        self,
        thread: ReplyThread,
        part: ReplyPart,
        published: Published,
        parent_id: RemoteId,
        sent: Sent,
    ) -> None:
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

    def _post(
        self, part: ReplyPart, parent_id: RemoteId, thread: ReplyThread, sent: Sent
    ) -> Published | None:
        """Post one queued part; return what became of it, None where the thread stops here."""
        if part.state is PartState.SENDING and part.attempted_at is not None:
            # Another process is at it; if it vanished, its lease says when that is known.
            sent.wait_until(min(part.attempted_at, self.now()) + self.patience.lease)
        if part.state is not PartState.QUEUED:
            return None
        if part.not_before is not None and not waits.is_due(part.not_before, self.now()):
            sent.wait_until(part.not_before)
            return None
        touched = Changes.of(cases=(thread.case_id,), threads=(thread.id,))
        if not self._may_go(part, thread, sent):
            return None
        lease_ms = self.patience.lease // timedelta(milliseconds=1)
        if not publishing.claim(self.db, part.id, self.owner, self.now(), lease_ms):
            return None
        self._tell(sent, touched)
        try:
            published = self.connector.publish(NewPost(part.text, parent_id))
        except (ConnectorError, CredentialsError) as error:
            try:
                self._put_aside(part, thread, error, sent)
            finally:
                self._tell(sent, touched)
            return None
        publishing.note_success(self.db, self.account.id)
        return published

    def _may_go(self, part: ReplyPart, thread: ReplyThread, sent: Sent) -> bool:
        """Look whether a part may still go out as it was meant; hold it where that is doubtful.

        Half an answer in public is worse than a whole one: what came into the case counts
        only before the first part goes out.
        """
        account = accounts.get(self.db, self.account.id)
        why = truth.before_part(thread, part, account, self.patience, self.now())
        if part.position == 1:
            why += self._changed(part, sent)
        if not why:
            return True
        if any(caution.kind is CautionKind.PARENT_GONE for caution in why):
            publishing.note_gone(self.db, self.account, thread.reply_to, self.now())
        publishing.hold(self.db, part.id, why)
        self._tell(sent, Changes.of(cases=(thread.case_id,), threads=(thread.id,)))
        return False

    def _changed(self, part: ReplyPart, sent: Sent) -> tuple[Caution, ...]:
        """Return what changed since the answer was queued, as the network and the store know."""
        try:
            self._freshen(sent)
            # The case may have been joined to another by what was pulled.
            thread = outbox.get(self.db, part.thread_id)
            return () if thread is None else truth.before_thread(self.db, self.connector, thread)
        except OverBudget:
            # A budget stops what is read, never what is sent: what is known has to do.
            thread = outbox.get(self.db, part.thread_id)
            return () if thread is None else truth.known_already(self.db, thread)
        except (ConnectorError, CredentialsError) as error:
            self._pause(error, sent)
            raise _Stop from error

    def _freshen(self, sent: Sent) -> None:
        """Bring our timelines up to date, once a run."""
        if not self._is_fresh:
            changes = self.pull()
            self._is_fresh = self._own_is_fresh = True
            if changes:
                self._tell(sent, changes)

    def _freshen_own(self, sent: Sent) -> None:
        """Bring our own timeline up to date, once a run."""
        if not self._own_is_fresh:
            changes = self.pull_own()
            self._own_is_fresh = True
            publishing.note_success(self.db, self.account.id)
            if changes:
                self._tell(sent, changes)

    def _put_aside(
        self,
        part: ReplyPart,
        thread: ReplyThread,
        error: ConnectorError | CredentialsError,
        sent: Sent,
    ) -> None:
        """Record why a part did not get out; stop the account where no other would either."""
        said = f"{error.message} {error.advice}"
        if isinstance(error, ConnectorError) and error.maybe_done:
            look_at = self.now() + self.patience.first_look
            self._move(part, PartState.UNSURE, said, not_before=look_at)
            sent.wait_until(look_at)
        elif isinstance(error, Gone) and self._may_be_lag(part, thread):
            again_at = self.now() + self.patience.lag_pause
            self._move(part, PartState.QUEUED, error.message, not_before=again_at)
            sent.wait_until(again_at)
        elif isinstance(error, Refused | Gone):
            self._move(part, PartState.REFUSED, said)
            if part.position > 1 and isinstance(error, NotSummoned):
                publishing.note_self_reply_refused(self.db, self.account.id)
        else:
            self._move(part, PartState.QUEUED, error.message)
            self._pause(error, sent)
            raise _Stop

    def _pause(self, error: ConnectorError | CredentialsError, sent: Sent) -> None:
        """Let the account wait; no other account waits with it."""
        _, failures = publishing.waits_till(self.db, self.account.id)
        at = waits.retry_at(error, failures, self.now(), self.patience, self.jitter())
        if at is not None:
            at = from_ms(to_ms(at))  # as it is stored
            publishing.note_failure(self.db, self.account.id, at)
        sent.problem, sent.due_at = error, at

    def _may_be_lag(self, part: ReplyPart, thread: ReplyThread) -> bool:
        """Return whether X may just not know our part before this one yet."""
        now = outbox.get(self.db, thread.id)
        if part.position == 1 or now is None:
            return False
        posted_at = now.parts[part.position - 2].attempted_at
        return posted_at is not None and self.now() - posted_at < self.patience.replica_lag

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
        """Return the post that an unsure part turns out to be, None where it is not found (yet).

        It is looked for again and again, for X may show a post late; then a person is asked.
        """
        if not part.looked:
            if part.not_before is not None and not waits.is_due(part.not_before, self.now()):
                sent.wait_until(part.not_before)
                return None
            try:
                self._freshen_own(sent)
            except (ConnectorError, CredentialsError) as error:
                self._pause(error, sent)
                raise _Stop from error
        found = reconcile.find(self.db, self.account, part, parent_id, self.patience)
        if found is not None:
            return Published(found.remote_id, found.text, found.at)
        if not part.looked:
            self._note_look(part, sent)
        return None

    def _note_look(self, part: ReplyPart, sent: Sent) -> None:
        now, patience = self.now(), self.patience
        asks_at = min(part.attempted_at or now, now) + patience.shows_after
        next_at = None
        if asks_at > now:
            wait = patience.first_look * 2 ** publishing.looks(self.db, part.id)
            next_at = min(now + wait, asks_at)
            sent.wait_until(next_at)
        publishing.note_look(self.db, part.id, now, next_at)
        self._tell(sent, Changes.of(threads=(part.thread_id,)))

    def _delete(self, thread: ReplyThread, sent: Sent) -> None:
        """Delete the public parts of a thread, last first: no part is left without its parent.

        A part that may be public is looked for before, for it is to go as well.
        """
        self._look_for_the_unsure(thread, sent)
        for part in reversed(thread.parts):
            if part.state is not PartState.DELETING or part.remote_id is None:
                continue
            if self.stopping():
                return
            cases = frozenset({thread.case_id})
            try:
                gone_now = self.connector.delete(part.remote_id)
            except Refused as error:
                publishing.note_not_deleted(self.db, part.id, f"{error.message} {error.advice}")
            except (ConnectorError, CredentialsError) as error:
                # To delete twice does no harm, so whatever became of it, it is tried again.
                if isinstance(error, ConnectorError) and error.maybe_done:
                    publishing.note_perhaps_deleted(self.db, part.id, error.message)
                self._pause(error, sent)
                raise _Stop from error
            else:
                # X bills a deletion once, also one of which we did not hear.
                charged = gone_now or part.problem is not None
                cases |= publishing.mark_deleted(
                    self.db, self.account, part, self.now(), charged=charged
                )
                publishing.note_success(self.db, self.account.id)
                sent.deleted += 1
            self._tell(sent, Changes.of(cases=cases, threads=(thread.id,)))

    def _look_for_the_unsure(self, thread: ReplyThread, sent: Sent) -> None:
        parent_id = thread.reply_to
        for part in thread.parts:
            if part.remote_id is not None:
                parent_id = part.remote_id
            elif part.state is PartState.UNSURE:
                published = self._look_for(part, parent_id, sent)
                if published is not None:
                    self._record(thread, part, published, parent_id, sent)
                    sent.wait_until(self.now())  # for now it is to be deleted as well
                return

    def _tell(self, sent: Sent, changes: Changes) -> None:
        sent.changes |= changes
        self.on_change(changes)
