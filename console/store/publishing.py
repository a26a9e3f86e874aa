"""What a sender records of the parts on their way: each step committed before the next act.

The other side of `outbox`: there persons queue, retry and take back; here one process
claims a part with a lease, posts it, and says what became of it. A crash between two
steps leaves a state that says what has to be done. The connection used is a durable
one (`Database.open(durable=True)`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from console.domain.accounts import Account, SelfReply
from console.domain.cautions import Caution, CautionKind
from console.domain.ids import (
    AccountId,
    CaseId,
    PartId,
    RemoteId,
    ThreadId,
    from_ms,
    message_ms,
    to_ms,
)
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.store import accounts, cautions, known_posts
from console.store.database import Database
from console.store.outbox import FINISHED

if TYPE_CHECKING:
    from console.domain.remote import Published, RemotePost


def claim(db: Database, part_id: PartId, owner: str, now: datetime, lease_ms: int) -> bool:
    """Take a queued part for sending; False where another process has it.

    One conditional update, committed before anything goes out.
    """
    with db.writing():
        taken = db.execute(
            "UPDATE reply_parts SET state = 'sending', lease_owner = ?, lease_until = ?,"
            " attempted_at = ?, first_attempted_at = coalesce(first_attempted_at, ?),"
            " looked_at = NULL, looks = 0, problem = NULL, not_before = NULL, remote_id = NULL"
            " WHERE id = ? AND state = 'queued'",
            (owner, to_ms(now) + lease_ms, to_ms(now), to_ms(now), part_id),
        )
    return taken == 1


def expire_leases(db: Database, now: datetime) -> tuple[ThreadId, ...]:
    """Turn parts whose sender vanished into *unsure*; return their threads.

    A part sent at a time to come was sent by a clock that was set back since: its lease
    would last till then.
    """
    return _lose(
        db,
        "state = 'sending'"
        " AND (lease_until < :now OR attempted_at > :now + lease_until - attempted_at)",
        {"now": to_ms(now)},
    )


def _lose(db: Database, lost: str, parameters: dict[str, object]) -> tuple[ThreadId, ...]:
    with db.writing():
        rows = db.rows(
            # The latter so that the index of the open parts is used.
            f"SELECT id, thread_id FROM reply_parts WHERE {lost} AND state NOT IN ({FINISHED})",
            parameters,
        )
        db.execute_many(
            "UPDATE reply_parts SET state = 'unsure', problem = ?, not_before = NULL WHERE id = ?",
            [("The desk was ended while this part was on its way.", row["id"]) for row in rows],
        )
    return tuple(ThreadId(row["thread_id"]) for row in rows)


def mark_sent(
    db: Database,
    account: Account,
    thread: ReplyThread,
    part: ReplyPart,
    *,
    published: Published,
    parent_id: RemoteId,
    now: datetime,
    by_hand: bool = False,
) -> frozenset[CaseId]:
    """Record a part as published, what that cost, and its post in the case: in one step.

    It stands there at the network's own time, and in any event after what it answers:
    this machine's clock may be wrong. Returns the cases that it touched. A part after the
    first proves that the network lets us reply to ourselves, but for one that a person
    posted `by_hand`, which costs nothing either. Of a thread that a person wants off the
    network it is to be deleted in its turn.
    """
    # Loaded here, for the outbox is looked at before the first paint.
    from console.store import posts, spending

    with db.writing(durable=True):
        parent = db.row(
            "SELECT p.message_id, p.conversation_id,"
            f" {known_posts.summons('p', ':account')} AS summons FROM posts p"
            " WHERE p.network = :network AND p.remote_id = :parent",
            {"account": account.id, "network": account.network, "parent": parent_id},
        )
        if _mark(db, thread, part, published, now) and not by_hand:
            summoned = parent is not None and bool(parent["summons"])
            posted_at = published.at or now
            spending.add_post(db, account, part.text, summoned=summoned, now=posted_at)
            if parent_id != thread.reply_to:
                accounts.note_self_reply(db, account.id, SelfReply.YES)
        # Whoever can be answered is there.
        db.execute(
            "UPDATE posts SET gone_at = NULL WHERE network = ? AND remote_id = ?"
            " AND gone_at IS NOT NULL",
            (account.network, parent_id),
        )
        conversation_id = thread.reply_to if parent is None else parent["conversation_id"]
        # In one millisecond the sequence of the ids keeps it behind its parent.
        parent_at = now if parent is None else from_ms(message_ms(parent["message_id"]))
        at = max(published.at or now, parent_at)
        post = _own_post(account, part, published.remote_id, parent_id, conversation_id, at)
        return posts.save_own(db, account, post) | {thread.case_id}


def _own_post(
    account: Account,
    part: ReplyPart,
    remote_id: RemoteId,
    parent_id: RemoteId,
    conversation_id: RemoteId,
    at: datetime,
) -> RemotePost:
    """Return a part as the post that it became."""
    from console.domain.remote import RemotePost, RemoteUser

    return RemotePost(
        remote_id=remote_id,
        author=RemoteUser(account.remote_id, account.handle, account.name),
        at=at,
        text=part.text,
        conversation_id=conversation_id,
        parent_id=parent_id,
        parent_author_id=None,
        quoted_id=None,
        mentions=(),
        lang="",
        media=(),
    )


def _mark(
    db: Database, thread: ReplyThread, part: ReplyPart, published: Published, now: datetime
) -> bool:
    """Mark a part as sent; return whether this post was not recorded before.

    Another process may have found it meanwhile; then it is charged already. If that one
    recorded another post, both are public: this one stands in the case beside it.
    """
    marked = db.execute(
        "UPDATE reply_parts SET state = CASE WHEN EXISTS (SELECT 1 FROM reply_parts d"
        " WHERE d.thread_id = :thread AND d.state IN ('deleting', 'deleted'))"
        " THEN 'deleting' ELSE 'sent' END,"
        " remote_id = :remote, problem = NULL, cautions = NULL, not_before = NULL,"
        " lease_owner = NULL, lease_until = NULL, finished_at = :now WHERE id = :part"
        " AND state NOT IN ('sent', 'deleting', 'deleted')",
        {
            "thread": thread.id,
            "remote": published.remote_id,
            "now": to_ms(now),
            "part": part.id,
        },
    )
    known = db.value("SELECT remote_id FROM reply_parts WHERE id = ?", (part.id,))
    return bool(marked) or known != published.remote_id


def mark_deleted(
    db: Database, account: Account, part: ReplyPart, now: datetime, *, charged: bool
) -> frozenset[CaseId]:
    """Record a part as deleted, whether that cost, and take its post out of the case.

    Returns the cases that it touched.
    """
    from console.store import removal, spending

    with db.writing():
        db.execute(
            "UPDATE reply_parts SET state = 'deleted', problem = NULL, finished_at = ?"
            " WHERE id = ?",
            (to_ms(now), part.id),
        )
        if charged:
            spending.add_deletion(db, account, now)
        if part.remote_id is None:
            return frozenset()
        return removal.remove_post(db, account.network, part.remote_id, now)


def note_deleting(db: Database, part_id: PartId, problem: str | None) -> None:
    """Record that a deletion is under way or may have got through; None: certainly not."""
    with db.writing():
        db.execute("UPDATE reply_parts SET problem = ? WHERE id = ?", (problem, part_id))


def note_not_deleted(db: Database, part_id: PartId, problem: str) -> None:
    """Record that the network will not delete a part: it stays public."""
    with db.writing():
        db.execute(
            "UPDATE reply_parts SET state = 'sent', problem = ? WHERE id = ?", (problem, part_id)
        )


def put_aside(
    db: Database,
    part_id: PartId,
    state: PartState,
    problem: str | None,
    *,
    owner: str,
    not_before: datetime | None = None,
) -> None:
    """Record that a part did not get out: back to queued, unsure or refused.

    A part that `owner` no longer holds (its lease ran out) is left as it is, for a
    person may have decided about it meanwhile. One of an answer whose rest a person has
    taken back meanwhile is not queued again: that person is asked.
    """
    stopped = cautions.to_json((Caution(CautionKind.STOPPED),))
    with db.writing():
        if state is PartState.QUEUED and db.value(
            "SELECT 1 FROM reply_parts c JOIN reply_parts p ON p.thread_id = c.thread_id"
            " WHERE p.id = ? AND c.state IN ('cancelled', 'deleting', 'deleted')",
            (part_id,),
        ):
            state, not_before = PartState.HELD, None
        db.execute(
            "UPDATE reply_parts SET state = ?, problem = ?, not_before = ?, cautions = ?,"
            " lease_owner = NULL, lease_until = NULL"
            " WHERE id = ? AND state = 'sending' AND lease_owner = ?",
            (
                state,
                problem,
                None if not_before is None else to_ms(not_before),
                stopped if state is PartState.HELD else None,
                part_id,
                owner,
            ),
        )


def hold(db: Database, part_id: PartId, why: Iterable[Caution]) -> bool:
    """Let a queued part wait for a person's word; False where it is queued no more."""
    with db.writing():
        held = db.execute(
            "UPDATE reply_parts SET state = 'held', cautions = ?, not_before = NULL"
            " WHERE id = ? AND state = 'queued'",
            (cautions.to_json(why), part_id),
        )
    return held == 1


def note_gone(db: Database, account: Account, remote_id: RemoteId, now: datetime) -> None:
    """Record that a post was deleted or is hidden from us."""
    with db.writing():
        db.execute(
            "UPDATE posts SET gone_at = ? WHERE network = ? AND remote_id = ? AND gone_at IS NULL",
            (to_ms(now), account.network, remote_id),
        )


def postpone(db: Database, part_id: PartId, problem: str, not_before: datetime) -> None:
    """Let a queued part wait, and say why."""
    with db.writing():
        db.execute(
            "UPDATE reply_parts SET problem = ?, not_before = ? WHERE id = ? AND state = 'queued'",
            (problem, to_ms(not_before), part_id),
        )


def looks(db: Database, part_id: PartId) -> int:
    """Return how often an unsure part was looked for since it was tried last."""
    return int(db.value("SELECT looks FROM reply_parts WHERE id = ?", (part_id,)))


def note_look(
    db: Database, part_id: PartId, now: datetime, next_at: datetime | None, problem: str
) -> None:
    """Record that an unsure part was not found; no `next_at`: late enough to ask a person."""
    with db.writing():
        db.execute(
            "UPDATE reply_parts SET looks = looks + 1, not_before = ?, looked_at = ?,"
            " problem = coalesce(?, problem)"
            " WHERE id = ? AND state = 'unsure' AND looked_at IS NULL",
            (
                None if next_at is None else to_ms(next_at),
                None if next_at is not None else to_ms(now),
                None if next_at is not None else problem,
                part_id,
            ),
        )


def end_leases(db: Database, owners: str, but: str) -> tuple[ThreadId, ...]:
    """Turn parts on their way by processes that are gone into *unsure*; return their threads.

    `owners` begins the names of these processes; `but` is one that lives.
    """
    return _lose(
        db,
        "state = 'sending' AND lease_owner LIKE :owners || '%' AND lease_owner <> :but",
        {"owners": owners, "but": but},
    )


def note_self_reply_refused(db: Database, account_id: AccountId) -> None:
    """Record that the network does not let us reply to ourselves."""
    with db.writing():
        accounts.note_self_reply(db, account_id, SelfReply.NO)
