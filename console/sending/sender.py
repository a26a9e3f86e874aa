"""Publish what one account has queued, part by part.

For each part: look whether the case changed, commit *sending*, post, commit *sent* with
the network's id; only then the next part, which answers it. Whatever may have got through
without our hearing of it becomes *unsure* and is never posted again by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from console.domain.cautions import Caution, CautionKind
from console.domain.changes import Changes
from console.domain.ids import RemoteId
from console.domain.outbox import FINISHED_STATES, PartState, ReplyPart, ReplyThread
from console.domain.remote import NewPost, Published
from console.errors import (
    BadAnswer,
    ConnectorError,
    CredentialsError,
    Gone,
    NotSummoned,
    OverBudget,
    RateLimited,
    Refused,
)
from console.language import tr
from console.sending import cards, looking, truth, waits
from console.sending.deleting import delete
from console.sending.run import Run, Sent, Stop
from console.store import accounts, known_posts, outbox, pauses, publishing, summoning

LONGEST_PAUSE = timedelta(minutes=3)
"""A pause that seems longer was begun by a clock that was set back since."""
UNREADABLE = timedelta(minutes=1)
"""After this time a post that X did not describe is asked for again."""


@dataclass(slots=True)
class Sender:
    """Publishes and deletes for one account."""

    run: Run

    def publish(self) -> Sent:
        """Do all that is due, oldest thread first; return what was done."""
        run = self.run
        publishing.expire_leases(run.db, run.now())
        self._heed_summons()
        retry_at, _ = pauses.get(run.db, run.account.id)
        if retry_at is not None and not waits.is_due(retry_at, run.now()):
            run.sent.due_at = retry_at
            return run.sent
        for thread in outbox.unfinished(run.db, account_id=run.account.id):
            try:
                self._carry_on(thread)
            except Stop:
                break
        return run.sent

    def _carry_on(self, thread: ReplyThread) -> None:
        """Do what is due of a thread."""
        run, now, pause_ends = self.run, self.run.now(), thread.send_after
        if pause_ends is not None and now < pause_ends < now + LONGEST_PAUSE:
            run.sent.wait_until(pause_ends)
            return
        parent_id = thread.reply_to
        for part in thread.parts:
            if part.state is PartState.CANCELLED or run.stopping():
                break
            public = part.state in (*FINISHED_STATES, PartState.DELETING)
            if public and part.remote_id is not None:
                parent_id = part.remote_id
                continue
            published = (
                looking.look_for(run, part, parent_id)
                if part.state is PartState.UNSURE
                else self._post(part, parent_id, thread)
            )
            if published is None:
                break
            self._record(thread, part, published, parent_id)
            parent_id = published.remote_id
        now_there = outbox.get(run.db, thread.id)
        if now_there is not None and now_there.is_being_deleted:
            delete(run, now_there)

    def _record(
        self, thread: ReplyThread, part: ReplyPart, published: Published, parent_id: RemoteId
    ) -> None:
        run = self.run
        cases = publishing.mark_sent(
            run.db,
            run.account,
            thread,
            part,
            published=published,
            parent_id=parent_id,
            now=run.now(),
            by_hand=part.by_hand,
        )
        run.sent.published += 1
        run.tell(Changes.of(cases=cases, threads=(thread.id,)))

    def _post(self, part: ReplyPart, parent_id: RemoteId, thread: ReplyThread) -> Published | None:
        """Post one queued part; return what became of it, None where the thread stops here."""
        run = self.run
        if part.state is PartState.SENDING and part.attempted_at is not None:
            # Another process is at it; if it vanished, its lease says when that is known.
            run.sent.wait_until(min(part.attempted_at, run.now()) + run.patience.lease)
        if part.state is not PartState.QUEUED:
            return None
        longest = run.patience.try_again_most
        if part.not_before and not waits.is_due(part.not_before, run.now(), longest):
            run.sent.wait_until(part.not_before)
            return None
        lease_ms = run.patience.lease // timedelta(milliseconds=1)
        if not self._may_go(part, thread) or not publishing.claim(
            run.db, part.id, run.owner, run.now(), lease_ms
        ):
            return None
        run.touched(thread)
        try:
            published = run.connector.publish(NewPost(part.text, parent_id))
            if outbox.part_of(run.db, published.remote_id) is not None:
                raise BadAnswer(tr("X answered with the id of another part."), maybe_done=True)
            if known_posts.is_another(run.db, run.account, published.remote_id, parent_id):
                raise BadAnswer(tr("X answered with the id of another post."), maybe_done=True)
        except (ConnectorError, CredentialsError) as error:
            try:
                self._put_aside(part, thread, error)
            finally:
                run.touched(thread)
            return None
        pauses.end(run.db, run.account.id)
        return published

    def _may_go(self, part: ReplyPart, thread: ReplyThread) -> bool:
        """Look whether a part may still go out as it was meant; hold it where that is doubtful.

        Half an answer in public is worse than a whole one: what came into the case counts
        only before the first part goes out. A card number counts always, whatever a person
        confirmed: it may have been queued before it was looked for, or before other rules.
        """
        run = self.run
        account = accounts.get(run.db, run.account.id)
        why: tuple[Caution, ...] | None = truth.before_part(
            thread, part, account, run.patience, run.now()
        )
        if cards.in_rest(run.db, thread, part):
            why = (Caution(CautionKind.CARD), *(why or ()))
        if not why and part.position == 1:
            why = self._changed(part, thread)
        if why is None:
            return False
        # At last, for what was pulled may say something else of the post.
        summoned = outbox.takes_answer(run.db, run.account.id, thread.reply_to)
        if not summoned:
            why = (*why, summoning.NOT_SUMMONED)
        if not why:
            return True
        if any(caution.kind is CautionKind.PARENT_GONE for caution in why):
            publishing.note_gone(run.db, run.account, thread.reply_to, run.now())
        publishing.hold(run.db, part.id, why)
        run.touched(thread)
        if not summoned:
            self._heed_summons()
        return False

    def _heed_summons(self) -> None:
        """Let no part go out, or wait to, in answer to a post that did not call for us.

        Such an answer is held when it is queued; it gets here from an older file, or where
        something else is known of the post by now. The parts behind the first as well: half of
        an answer by a person and half by the desk would approach the customer all the same.
        """
        run = self.run
        threads = summoning.heed(run.db, run.account.id)
        if threads:
            found = (outbox.get(run.db, thread_id) for thread_id in threads)
            cases = (thread.case_id for thread in found if thread is not None)
            run.tell(Changes.of(cases=cases, threads=threads))

    def _changed(self, part: ReplyPart, thread: ReplyThread) -> tuple[Caution, ...] | None:
        """Return what changed since the answer was queued; None where that is not known yet.

        A person's word goes before what cannot be known; and a budget stops what is read,
        never what is sent: then what is stored has to do.
        """
        run, confirmed = self.run, thread.confirmed_at is not None
        try:
            run.freshen()
        except OverBudget:
            confirmed = True
        except (ConnectorError, CredentialsError) as error:
            if not confirmed:
                self._wait(part, error)
                return None
        # The case may have been joined to another by what was pulled.
        fresh = outbox.get(run.db, thread.id) or thread
        if confirmed:
            return truth.known_already(run.db, fresh)
        try:
            return truth.before_thread(run.db, run.connector, fresh, run.now())
        except OverBudget:
            return truth.known_already(run.db, fresh)
        except (ConnectorError, CredentialsError) as error:
            self._wait(part, error)
            return None

    def _wait(self, part: ReplyPart, error: ConnectorError | CredentialsError) -> None:
        """Let one answer wait where reading is limited or senseless; else the account."""
        run = self.run
        if not isinstance(error, RateLimited | BadAnswer):
            run.pause(error)
        now = run.now()
        reset_at = error.reset_at if isinstance(error, RateLimited) else None
        at = min(max(reset_at or now, now + UNREADABLE), now + run.patience.try_again_most)
        publishing.postpone(run.db, part.id, error.message, at)
        run.sent.wait_until(at)
        run.sent.problem = error

    def _put_aside(
        self, part: ReplyPart, thread: ReplyThread, error: ConnectorError | CredentialsError
    ) -> None:
        """Record why a part did not get out; stop the account where no other would either."""
        run, said = self.run, f"{error.message} {error.advice}"
        if isinstance(error, ConnectorError) and error.maybe_done:
            look_at = run.now() + run.patience.first_look
            publishing.put_aside(
                run.db, part.id, PartState.UNSURE, said, owner=run.owner, not_before=look_at
            )
            run.sent.wait_until(look_at)
        elif isinstance(error, Gone) and self._may_be_lag(part, thread):
            again_at = run.now() + run.patience.lag_pause
            publishing.put_aside(
                run.db, part.id, PartState.QUEUED, error.message, owner=run.owner,
                not_before=again_at,
            )  # fmt: skip
            run.sent.wait_until(again_at)
        elif isinstance(error, Refused | Gone):
            publishing.put_aside(run.db, part.id, PartState.REFUSED, said, owner=run.owner)
            if part.position > 1 and isinstance(error, NotSummoned):
                publishing.note_self_reply_refused(run.db, run.account.id)
        else:
            publishing.put_aside(run.db, part.id, PartState.QUEUED, error.message, owner=run.owner)
            run.pause(error)

    def _may_be_lag(self, part: ReplyPart, thread: ReplyThread) -> bool:
        """Return whether X may just not know our part before this one yet."""
        now = outbox.get(self.run.db, thread.id)
        if part.position == 1 or now is None:
            return False
        posted_at = now.parts[part.position - 2].attempted_at
        return posted_at is not None and self.run.now() - posted_at < self.run.patience.replica_lag
