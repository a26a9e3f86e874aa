"""Verbs on replies: queue an answer, publish the outbox, try again, take back.

The outbox is looked at for the first paint; what is needed to fill or empty it is
loaded by the verbs that do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from console.desk.context import Context
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import CaseId, RemoteId, ThreadId
from console.domain.limits import Limits
from console.domain.messages import MADE_UP
from console.domain.numbering import NO_NUMBERS
from console.domain.outbox import PartState, ReplyThread
from console.errors import ConnectorError, CredentialsError, InputError, NotFound
from console.store import cases, outbox

if TYPE_CHECKING:
    from console.sending import Sent
    from console.text.split import Part


class Replies:
    """Answers on their way out."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def queue(
        self,
        case_id: CaseId,
        text: str,
        parts: Sequence[Part],
        limits: Limits,
        *,
        reply_to: RemoteId | None = None,
        numbering: str = NO_NUMBERS.name,
    ) -> tuple[ThreadId, Changes]:
        """Queue the parts exactly as they were shown; they are never split again.

        `text` is what was typed, and `numbering` the name of how the parts are numbered:
        with both an answer that is taken back becomes the draft that it was.
        `reply_to` is the post that was shown as the one to be answered; None takes the
        one that `CaseView.reply_to` would show now.

        Raises:
            NotFound: there is no such case.
            InputError: nothing to say, a part above the limit, or no post to answer.
        """
        from console.store import posts

        context = self._context
        case_id = cases.current_id(context.db, case_id)
        row = cases.row(context.db, case_id)
        _refuse_unfit(parts, limits)
        reply_to = reply_to or posts.summoning_post(context.db, case_id)
        if row.account_id is None or reply_to is None or reply_to.startswith(MADE_UP):
            raise InputError(
                "This case holds no post that could be answered.",
                advice="Post the answer by hand, or call the customer back and note it.",
            )
        thread_id = outbox.queue(
            context.db,
            account_id=row.account_id,
            case_id=case_id,
            agent_id=context.agent().id,
            reply_to=reply_to,
            text=text,
            limit=limits.name,
            numbering=numbering,
            parts=[(part.text, part.weight) for part in parts],
            now=context.now(),
        )
        return thread_id, Changes.of(cases=(case_id,), threads=(thread_id,))

    def publish(
        self, account: Account, *, on_change: Callable[[Changes], None] = lambda _: None
    ) -> Sent:
        """Publish what is queued and due; see `sending`.

        A network or keyring that cannot be had is no error here: it stands in the
        answer's `problem`, and what is queued stays queued.
        """
        from console import sync
        from console.domain.remote import Timeline
        from console.sending import Sender, Sent, next_try
        from console.store import publishing

        context = self._context
        if not outbox.unfinished(context.db, account_id=account.id):
            return Sent()
        try:
            connector = context.connector(account)
            publishing.expire_leases(context.db, context.now())
            if self._has_unsure(account):
                sync.pull_timeline(context.db, connector, account, Timeline.OWN, now=context.now)
        except (ConnectorError, CredentialsError) as error:
            return Sent(problem=error, due_at=next_try(error, context.now()))
        sender = Sender(context.db, connector, account, context.process, context.now, on_change)
        return sender.publish()

    def outbox(self) -> tuple[ReplyThread, ...]:
        """Return the reply threads that are not finished, oldest first."""
        return outbox.unfinished(self._context.db)

    def retry(self, thread_id: ThreadId) -> Changes:
        """Queue a thread's refused or unsure part again, by a person's word.

        Raises:
            InputError: the part may be out, and we have not looked for it yet.
        """
        thread = self._get(thread_id)
        part = thread.next_part
        if part is not None and part.state is PartState.UNSURE and not part.looked:
            raise InputError(
                "This part may be out already and is still being looked for.",
                advice="Wait till that is known, a minute at most once the network is there.",
            )
        if part is not None:
            outbox.queue_again(self._context.db, part.id)
        return Changes.of(cases=(thread.case_id,), threads=(thread_id,))

    def cancel(self, thread_id: ThreadId) -> Changes:
        """Take back all parts of a thread that are not out; sent ones stay where they are.

        Their text is the case's draft again.

        Raises:
            InputError: a part is on its way at this moment.
        """
        thread = self._get(thread_id)
        if not outbox.cancel(self._context.db, thread_id, self._context.now()):
            raise InputError(
                "A part of this answer is on its way just now.",
                advice="Wait a moment until it is known whether it arrived.",
            )
        return Changes.of(cases=(thread.case_id,), threads=(thread_id,))

    def _get(self, thread_id: ThreadId) -> ReplyThread:
        thread = outbox.get(self._context.db, thread_id)
        if thread is None:
            raise NotFound(f"There is no reply thread {thread_id}.")
        return thread

    def _has_unsure(self, account: Account) -> bool:
        return any(
            part.state is PartState.UNSURE and not part.looked
            for thread in outbox.unfinished(self._context.db, account_id=account.id)
            for part in thread.parts
        )


def _refuse_unfit(parts: Sequence[Part], limits: Limits) -> None:
    """Refuse parts that the network would not take as they are; nothing is mended here.

    Raises:
        InputError: there is none, or one is empty, too long or holds what no post may have.
    """
    from console.text.validity import refused_characters
    from console.text.weight import weigh

    if not parts:
        raise InputError("The answer is empty.", advice="Write something first.")
    for position, part in enumerate(parts, 1):
        weight = weigh(part.text, limits)
        if not part.text.strip():
            raise InputError(f"Part {position} is empty.", advice="Take its break out.")
        if weight > limits.max_weight:
            raise InputError(
                f"Part {position} weighs {weight} of {limits.max_weight}.",
                advice="Shorten it, or let the desk split the text.",
            )
        if refused_characters(part.text):
            raise InputError(
                f"Part {position} holds a character that no post may have.",
                advice="Write it anew: it cannot be seen, and came from a copied text.",
            )
