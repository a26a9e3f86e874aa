"""Verbs on replies: queue an answer, publish what is queued.

The outbox is looked at for the first paint; what is needed to fill or empty it is
loaded by the verbs that do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from console.desk.context import Context
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, RemoteId, ThreadId
from console.domain.limits import Limits
from console.domain.messages import MADE_UP
from console.domain.numbering import NO_NUMBERS
from console.errors import CardInPublic, CredentialsError, InputError
from console.language import tr
from console.store import cases, outbox

if TYPE_CHECKING:
    from console.desk.metered import MeteredConnector
    from console.sending.run import Run, Sent
    from console.text.split import Part

LONGEST_PAUSE = timedelta(seconds=60)


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
        known: frozenset[MessageId] | None = None,
        pause: timedelta = timedelta(),
    ) -> tuple[ThreadId, Changes]:
        """Queue the parts exactly as they were shown; they are never split again.

        `text` is what was typed, and `numbering` the name of how the parts are numbered:
        with both an answer that is taken back becomes the draft that it was.
        `reply_to` is the post that was shown as the one to be answered; None takes the
        one that `CaseView.reply_to` would show now. `known` are the messages that were
        shown when the person sent it (None: all that the case holds now): what comes in
        beyond them is asked about before it goes out. For `pause` it only waits to be
        taken back. An answer that only a person can post, for lack of access or because the
        customer did not tag us, waits for that: see `ReplyPart.by_hand`.

        Raises:
            NotFound: there is no such case.
            InputError: nothing to say, a part above the limit, no post to answer or one of
                another case, or a pause above `LONGEST_PAUSE`.
            CardInPublic: it holds the number of a payment card; nothing is queued.
        """
        from console.store import posts

        context = self._context
        case_id = cases.current_id(context.db, case_id)
        row = cases.row(context.db, case_id)
        _refuse_unfit(parts, limits)
        self._refuse_cards(text, parts, numbering)
        if pause > LONGEST_PAUSE:
            raise InputError(
                tr("An answer waits a minute at most."), advice=tr("Choose a shorter pause.")
            )
        reply_to = reply_to or posts.summoning_post(context.db, case_id)
        if row.account_id is None or reply_to is None or reply_to.startswith(MADE_UP):
            raise InputError(
                tr("This case holds no post that could be answered."),
                advice=tr("Post the answer by hand, or call the customer back and note it."),
            )
        if not posts.is_in(context.db, case_id, reply_to):
            raise InputError(
                tr("The post to be answered is not in this case."),
                advice=tr("Open the case that it is in, and answer it there."),
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
            known=known,
            pause=pause,
        )
        return thread_id, Changes.of(cases=(case_id,), threads=(thread_id,))

    def _refuse_cards(self, text: str, parts: Sequence[Part], numbering: str) -> None:
        """Refuse an answer that holds a card number, also one that is broken over two parts.

        Raises:
            CardInPublic: it holds one.
        """
        from console.sending import cards

        if cards.in_answer(self._context.db, text, [part.text for part in parts], numbering):
            raise CardInPublic(tr("The answer holds the number of a payment card."))

    def publish(
        self,
        account: Account,
        *,
        at_once: bool = False,
        on_change: Callable[[Changes], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Sent:
        """Publish and delete what is due; see `sending`.

        `at_once` is a person's word: an account that waits after a failure tries again now.
        `stopping` is asked before each part.
        A network or keyring that cannot be had is no error here: it stands in the
        answer's `problem`, and what is queued stays queued.
        """
        from console.sending.run import Sent
        from console.sending.sender import Sender
        from console.store import pauses

        context = self._context
        if not outbox.unfinished(context.db, account_id=account.id):
            return Sent()
        if account.access is Access.HAND_OFF:
            return Sent()  # its parts are held from the start, and there are no keys to look for
        if at_once:
            pauses.end(context.db, account.id)
        try:
            connector = context.connector(account)
        except CredentialsError as error:
            return Sent(problem=error)
        return Sender(self._run(account, connector, on_change, stopping)).publish()

    def _run(
        self,
        account: Account,
        connector: MeteredConnector,
        on_change: Callable[[Changes], None],
        stopping: Callable[[], bool],
    ) -> Run:
        """Return what a run over the outbox needs; nothing is asked for yet."""
        import random

        from console import sync
        from console.domain.remote import Timeline
        from console.sending.run import Run

        context, free = self._context, connector.beyond_budget()

        def pull() -> Changes:
            return sync.pull_account(context.db, connector, account, now=context.now).changes

        def pull_own() -> Changes:
            own = Timeline.OWN
            return sync.pull_timeline(context.db, free, account, own, now=context.now).changes

        def peek_own() -> Changes:
            return sync.peek(context.db, free, account, Timeline.OWN).changes

        return Run(
            context.db,
            connector,
            free,
            account,
            context.process,
            context.now,
            pull,
            pull_own,
            peek_own,
            context.patience,
            random.random,
            on_change,
            stopping,
        )


def _refuse_unfit(parts: Sequence[Part], limits: Limits) -> None:
    """Refuse parts that the network would not take as they are; nothing is mended here.

    Raises:
        InputError: there is none, or one is empty, too long or holds what no post may have.
    """
    from console.text.validity import refused_characters
    from console.text.weight import weigh

    if not parts:
        raise InputError(tr("The answer is empty."), advice=tr("Write something first."))
    for position, part in enumerate(parts, 1):
        weight = weigh(part.text, limits)
        if not part.text.strip():
            raise InputError(
                tr("Part {position} is empty.").format(position=position),
                advice=tr("Take its break out."),
            )
        if weight > limits.max_weight:
            raise InputError(
                tr("Part {position} weighs {weight} of {max_weight}.").format(
                    position=position, weight=weight, max_weight=limits.max_weight
                ),
                advice=tr("Shorten it, or let the desk split the text."),
            )
        if refused_characters(part.text):
            raise InputError(
                tr("Part {position} holds a character that no post may have.").format(
                    position=position
                ),
                advice=tr("Write it anew: it cannot be seen, and came from a copied text."),
            )
