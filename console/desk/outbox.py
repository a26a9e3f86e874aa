"""Verbs on the outbox: what is on its way out, and what a person decides about it.

The outbox is looked at for the first paint; what the other verbs need is loaded by them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from console.desk import outbox_refusals as refusals
from console.desk.context import Context
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import AccountId, MessageId, PartId, RemoteId, ThreadId
from console.domain.outbox import (
    Candidate,
    HandOff,
    OutboxEntry,
    PartState,
    ReplyPart,
    ReplyThread,
)
from console.errors import InputError, NotFound
from console.language import tr
from console.store import outbox

DONE_LATELY = timedelta(days=1)
"""So long what is done with is still listed."""
WOULD_GO = (PartState.QUEUED, PartState.REFUSED, PartState.HELD)
"""States in which a part is not public, and would be by the network's API."""
WINDOW = "window "
"""Begins the name of a window's process (`Context.process`)."""


class Outbox:
    """Answers on their way out, and those that went."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def threads(self) -> tuple[ReplyThread, ...]:
        """Return the reply threads that are not finished, oldest first."""
        return outbox.unfinished(self._context.db)

    def thread(self, thread_id: ThreadId) -> ReplyThread:
        """Return one reply thread.

        Raises:
            NotFound: there is none of this number.
        """
        thread = outbox.get(self._context.db, thread_id)
        if thread is None:
            raise NotFound(tr("There is no reply thread {thread_id}.").format(thread_id=thread_id))
        return thread

    def entries(self) -> tuple[OutboxEntry, ...]:
        """Return the threads that are not finished, oldest first, then those done with of late.

        The latter of the last day, newest first, at most 200.
        """
        return outbox.entries(self._context.db, self._context.now() - DONE_LATELY)

    def waits_till(self, account_id: AccountId) -> datetime | None:
        """Return till when an account waits after trouble; None where it does not."""
        from console.sending import waits
        from console.store import pauses

        at, _ = pauses.get(self._context.db, account_id)
        return None if waits.is_due(at, self._context.now()) else at

    def take_over(self) -> Changes:
        """Look for what windows that are gone had on its way.

        To be called by a window that knows that it is the only one of its folder.
        """
        from console.store import publishing

        context = self._context
        threads = publishing.end_leases(context.db, WINDOW, but=context.process)
        return Changes.of(threads=threads)

    def send_now(self, thread_id: ThreadId) -> Changes:
        """End the pause of a thread, and whatever wait its next part and its account are in.

        Raises:
            InputError: X takes no answer to that post by its API.
        """
        from console.store import deciding

        thread = self.thread(thread_id)
        part = thread.next_part
        if part is not None and part.state in WOULD_GO:
            refusals.unsummoned(self._context.db, thread)
        deciding.hurry(self._context.db, thread, self._context.now())
        return _changed(thread)

    def send_anyway(
        self,
        thread_id: ThreadId,
        *,
        part_id: PartId | None = None,
        known: frozenset[MessageId] | None = None,
    ) -> Changes:
        """Queue the next part by the word of a person who knows what changed.

        They know what the part was held for, and the messages `known`; what came in beyond
        is asked about again. `part_id` is the part that they had before them: with it nothing
        is done to another.

        Raises:
            InputError: it is out or on its way by now, it is another part, or only a person
                can post it.
            CardInPublic: it holds the number of a payment card.
        """
        from console.store import deciding

        thread, part = self._next(thread_id, part_id)
        refusals.by_hand(self._context.db, self._account(thread), thread)
        refusals.doubtful(part)
        refusals.deleted(thread)
        refusals.card(self._context.db, thread, part)
        now = self._context.now()
        if not deciding.confirm(self._context.db, thread, part, now, known or frozenset()):
            raise refusals.overtaken()
        return _changed(thread)

    def retry(self, thread_id: ThreadId, *, part_id: PartId | None = None) -> Changes:
        """Queue a thread's refused part, or one looked for in vain, again.

        The parts behind it follow as they are. `part_id` as in `send_anyway`.

        Raises:
            InputError: the part is held, or may be out and we have not looked for it yet.
            CardInPublic: it holds the number of a payment card.
        """
        from console.store import deciding

        thread, part = self._next(thread_id, part_id)
        refusals.by_hand(self._context.db, self._account(thread), thread)
        refusals.doubtful(part)
        refusals.deleted(thread)
        if part.state is PartState.HELD:
            raise InputError(
                tr("This part is held."), advice=tr("Send it anyway, or take it back.")
            )
        refusals.card(self._context.db, thread, part)
        if not deciding.queue_again(self._context.db, thread, part, self._context.now()):
            raise refusals.overtaken()
        return _changed(thread)

    def cancel(self, thread_id: ThreadId) -> Changes:
        """Take back all parts that are not out; their text is the case's draft again.

        Sent ones stay where they are. One that is on its way at this moment, or is being
        looked for, is the last to go.

        Raises:
            InputError: there is nothing that could be taken back (any more), or the next part
                was opened in the browser.
        """
        from console.store import deciding

        thread = self.thread(thread_id)
        part = thread.next_part
        if part is not None and part.is_opened:
            raise refusals.opened()
        if not deciding.cancel(self._context.db, thread_id, self._context.now()):
            if part is None:
                raise InputError(
                    tr("The answer is done with already."), advice=tr("If it is public, delete it.")
                )
            raise InputError(
                tr("The answer is on its way just now."),
                advice=tr("Wait a moment until it is known whether it arrived."),
            )
        return _changed(thread)

    def delete(self, thread_id: ThreadId) -> Changes:
        """Delete the public parts from the network, last first, and take back the others.

        What of the text is not the case's draft already becomes it. The deleting itself is
        done by `replies.publish`.

        Raises:
            InputError: nothing of it is public, or the account has no access to the network.
        """
        from console.store import deciding

        thread = self.thread(thread_id)
        if self._account(thread).access is Access.HAND_OFF:
            raise InputError(
                tr("This account has no access to the network."),
                advice=tr("Delete the posts in the browser."),
            )
        if not deciding.want_deleted(self._context.db, thread_id, self._context.now()):
            raise InputError(
                tr("Nothing of this answer is public."), advice=tr("Take it back instead.")
            )
        return _changed(thread)

    def hand_off(self, thread_id: ThreadId, *, part_id: PartId | None = None) -> HandOff:
        """Return how the next part can be posted in the browser, and note that it was opened.

        `part_id` as in `send_anyway`.

        Raises:
            InputError: it is out or on its way by now, or may be out and is being looked for.
            CardInPublic: it holds the number of a payment card.
        """
        from console.store import deciding
        from console.text.post_links import intent

        thread, part = self._next(thread_id, part_id)
        refusals.unlooked(part)
        refusals.card(self._context.db, thread, part)
        if not deciding.opened(self._context.db, thread, part, self._context.now()):
            raise refusals.overtaken()
        url = intent(part.text, thread.parent_of(part))
        return HandOff(thread.id, part.position, part.text, url)

    def posted(
        self, thread_id: ThreadId, link: str = "", *, part_id: PartId | None = None
    ) -> Changes:
        """Record that the next part is public: at `link` (an address of X, or a post's number).

        A post of ours that is stored is it at once. Else, where the account has access,
        `replies.publish` looks it up there, or without a link among our own posts; where it
        has none, the person's word counts. `part_id` as in `send_anyway`.

        Raises:
            InputError: the link is none, or of a post that this part cannot be.
        """
        from console.store import deciding

        context = self._context
        thread, part = self._next(thread_id, part_id)
        account = self._account(thread)
        if part.state is PartState.SENDING:
            raise refusals.overtaken()
        remote_id = (
            refusals.post_at(context.db, link, account, thread, part) if link.strip() else None
        )
        if account.access is Access.HAND_OFF and remote_id is None:
            raise InputError(
                tr("The desk has no access to this account, so it cannot look for the post."),
                advice=tr("Open your post on X and copy its link."),
            )
        if remote_id is not None and (
            account.access is Access.HAND_OFF or outbox.is_ours(context.db, account, remote_id)
        ):
            return self._record(thread, part, account, remote_id)
        if not deciding.perhaps_posted(context.db, part, context.now(), remote_id):
            raise refusals.overtaken()
        return _changed(thread)

    def not_posted(self, thread_id: ThreadId, *, part_id: PartId | None = None) -> Changes:
        """Record that the next part was not posted after all; it waits for a person again.

        `part_id` as in `send_anyway`.

        Raises:
            InputError: nobody opened it in the browser, or it is still being looked for.
        """
        from console.store import deciding

        thread, part = self._next(thread_id, part_id)
        refusals.unlooked(part)
        if not deciding.not_posted(self._context.db, part):
            raise refusals.overtaken()
        return _changed(thread)

    def candidates(self, thread_id: ThreadId) -> tuple[Candidate, ...]:
        """Return those of our posts that the next, unsure part may be, likeliest first.

        As far as they are stored: they were looked for when it became unsure. At most 5.
        """
        from console.sending import reconcile

        thread, part = self._next(thread_id)
        return reconcile.candidates(
            self._context.db,
            self._account(thread),
            part,
            thread.parent_of(part),
            self._context.now(),
        )

    def _next(
        self, thread_id: ThreadId, part_id: PartId | None = None
    ) -> tuple[ReplyThread, ReplyPart]:
        thread = self.thread(thread_id)
        part = thread.next_part
        if part is None:
            raise InputError(
                tr("The answer is done with already."), advice=tr("Read the list anew.")
            )
        if part_id is not None and part.id != part_id:
            raise refusals.overtaken()
        return thread, part

    def _record(
        self, thread: ReplyThread, part: ReplyPart, account: Account, remote_id: RemoteId
    ) -> Changes:
        from console.domain.remote import Published
        from console.store import publishing
        from console.text.post_links import time_of_id

        cases = publishing.mark_sent(
            self._context.db,
            account,
            thread,
            part,
            published=Published(remote_id, part.text, time_of_id(remote_id)),
            parent_id=thread.parent_of(part),
            now=self._context.now(),
            by_hand=part.by_hand,
        )
        return Changes.of(cases=cases, threads=(thread.id,))

    def _account(self, thread: ReplyThread) -> Account:
        from console.store import accounts

        return accounts.get(self._context.db, thread.account_id)


def _changed(thread: ReplyThread) -> Changes:
    return Changes.of(cases=(thread.case_id,), threads=(thread.id,))
