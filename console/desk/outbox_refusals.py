"""What cannot be done with a part as it stands, and what to do instead; changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.domain.accounts import Access, Account
from console.domain.messages import MADE_UP
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.errors import CardInPublic, InputError
from console.language import tr
from console.store import outbox

if TYPE_CHECKING:
    from console.domain.ids import RemoteId
    from console.store.database import Database


def by_hand(db: Database, account: Account, thread: ReplyThread) -> None:
    """Refuse to send what only a person can post."""
    if account.access is Access.HAND_OFF:
        raise InputError(
            tr("This account has no access to the network."),
            advice=tr("Open the part in the browser."),
        )
    unsummoned(db, thread)


def unsummoned(db: Database, thread: ReplyThread) -> None:
    """Refuse to send what the network takes from nobody who was not tagged."""
    if not outbox.takes_answer(db, thread.account_id, thread.reply_to):
        raise InputError(
            tr("X takes no answer to this post through its API: its author did not tag us."),
            advice=tr("Post it by hand: open it in the browser."),
        )


def card(db: Database, thread: ReplyThread, part: ReplyPart) -> None:
    """Refuse to bring the number of a payment card to the public."""
    from console.sending import cards

    if cards.in_rest(db, thread, part):
        raise CardInPublic(tr("The answer holds the number of a payment card."))


def unlooked(part: ReplyPart) -> None:
    """Refuse to decide about what is being looked for."""
    if part.state is PartState.UNSURE and not part.looked:
        raise InputError(
            tr("This part may be out already and is still being looked for."),
            advice=tr(
                "Wait till that is known, some two minutes at most once the network is there."
            ),
        )


def doubtful(part: ReplyPart) -> None:
    """Refuse to send what may be public already."""
    unlooked(part)
    if part.is_opened:
        raise opened()


def deleted(thread: ReplyThread) -> None:
    """Refuse to send what goes on from something that is gone."""
    if any(part.state in (PartState.DELETING, PartState.DELETED) for part in thread.parts):
        raise InputError(
            tr("The answer is being deleted."), advice=tr("Take the rest back instead.")
        )


def opened() -> InputError:
    """Return that a person has it in the browser."""
    return InputError(
        tr("This part was opened in the browser."),
        advice=tr("Say first whether it was posted there."),
    )


def overtaken() -> InputError:
    """Return that what the person had before them is so no longer."""
    return InputError(
        tr("The answer went on meanwhile."),
        advice=tr("Look at it as it stands now, and decide again."),
    )


def post_at(
    db: Database, link: str, account: Account, thread: ReplyThread, part: ReplyPart
) -> RemoteId:
    """Return the id of the post at an address; refuse one that this part cannot be."""
    from console.text import post_links

    read = post_links.read(link)
    if read.handle and read.handle.casefold() != account.handle.casefold():
        raise InputError(
            tr("That is a post of @{handle}.").format(handle=read.handle),
            advice=tr("Give the one of @{handle}.").format(handle=account.handle),
        )
    other = outbox.part_of(db, read.remote_id)
    if other is not None and other.id != part.id:
        raise InputError(
            tr("That is the post of part {part}.").format(part=other.position)
            if other.thread_id == thread.id
            else tr("That is the post of another answer."),
            advice=tr("Copy the link of this part's post."),
        )
    if outbox.is_ours(db, account, read.remote_id) is False:
        raise InputError(
            tr("That is a customer's post."),
            advice=tr("Give the one of @{handle}.").format(handle=account.handle),
        )
    parent = thread.parent_of(part)
    if not parent.startswith(MADE_UP) and int(read.remote_id) <= int(parent):
        raise InputError(
            tr("That post is older than the one it answers."), advice=tr("Copy the link anew.")
        )
    return read.remote_id
