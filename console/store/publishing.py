"""What a sender records of the parts on their way: each step committed before the next act.

The other side of `outbox`: there persons queue, retry and take back; here one process
claims a part with a lease, posts it, and says what became of it. A crash between two
steps leaves a state that says what has to be done. The connection used is a durable
one (`Database.open(durable=True)`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from console.domain.accounts import Account, SelfReply
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
from console.store import accounts
from console.store.database import Database
from console.store.outbox import FINISHED

if TYPE_CHECKING:
    from console.domain.remote import Published


def claim(db: Database, part_id: PartId, owner: str, now: datetime, lease_ms: int) -> bool:
    """Take a queued part for sending; False where another process has it.

    One conditional update, committed before anything goes out.
    """
    with db.writing():
        taken = db.execute(
            "UPDATE reply_parts SET state = 'sending', lease_owner = ?, lease_until = ?,"
            " attempted_at = ?, looked_at = NULL, problem = NULL, not_before = NULL"
            " WHERE id = ? AND state = 'queued'",
            (owner, to_ms(now) + lease_ms, to_ms(now), part_id),
        )
    return taken == 1


def expire_leases(db: Database, now: datetime) -> tuple[ThreadId, ...]:
    """Turn parts whose sender vanished into *unsure*; return their threads.

    A part sent at a time to come was sent by a clock that was set back since: its lease
    would last till then.
    """
    with db.writing():
        lost = db.rows(
            "SELECT id, thread_id FROM reply_parts WHERE state = 'sending'"
            " AND (lease_until < :now OR attempted_at > :now + lease_until - attempted_at)"
            f" AND state NOT IN ({FINISHED})",  # so says the index of the open parts
            {"now": to_ms(now)},
        )
        for row in lost:
            db.execute(
                "UPDATE reply_parts SET state = 'unsure', problem = ? WHERE id = ?",
                ("The desk was ended while this part was on its way.", row["id"]),
            )
    return tuple(ThreadId(row["thread_id"]) for row in lost)


def mark_sent(
    db: Database,
    account: Account,
    thread: ReplyThread,
    part: ReplyPart,
    *,
    published: Published,
    parent_id: RemoteId,
    now: datetime,
) -> frozenset[CaseId]:
    """Record a part as published and put it into the case's timeline, in one step.

    It stands there at the network's own time, and in any event after what it answers:
    this machine's clock may be wrong. Returns the cases that it touched. A part after the
    first proves that the network lets us reply to ourselves.
    """
    # Loaded here, for the outbox is looked at before the first paint.
    from console.domain.remote import RemotePost, RemoteUser
    from console.store import posts

    own = RemoteUser(account.remote_id, account.handle, account.name)
    with db.writing():
        conversation = db.value(
            "SELECT conversation_id FROM posts WHERE network = ? AND remote_id = ?",
            (account.network, thread.reply_to),
        )
        parent = db.value(
            "SELECT message_id FROM posts WHERE network = ? AND remote_id = ?",
            (account.network, parent_id),
        )
        # In one millisecond the sequence of the ids keeps it behind its parent.
        parent_at = now if parent is None else from_ms(message_ms(parent))
        db.execute(
            "UPDATE reply_parts SET state = 'sent', remote_id = ?, problem = NULL,"
            " lease_owner = NULL, lease_until = NULL WHERE id = ?",
            (published.remote_id, part.id),
        )
        if parent_id != thread.reply_to:
            accounts.note_self_reply(db, account.id, SelfReply.YES)
        return posts.save_own(
            db,
            account,
            RemotePost(
                remote_id=published.remote_id,
                author=own,
                at=max(published.at or now, parent_at),
                text=part.text,
                conversation_id=RemoteId(conversation or thread.reply_to),
                parent_id=parent_id,
                parent_author_id=None,
                quoted_id=None,
                mentions=(),
                lang="",
                media=(),
            ),
        ) | {thread.case_id}


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
    person may have decided about it meanwhile.
    """
    with db.writing():
        db.execute(
            "UPDATE reply_parts SET state = ?, problem = ?, not_before = ?,"
            " lease_owner = NULL, lease_until = NULL"
            " WHERE id = ? AND state = 'sending' AND lease_owner = ?",
            (state, problem, None if not_before is None else to_ms(not_before), part_id, owner),
        )


def note_looked(db: Database, part_id: PartId, now: datetime) -> None:
    """Record that an unsure part is not among our own posts, late enough to be shown there."""
    with db.writing():
        db.execute(
            "UPDATE reply_parts SET looked_at = ?, problem = ?"
            " WHERE id = ? AND state = 'unsure' AND looked_at IS NULL",
            (to_ms(now), "It is not among our own posts on the network.", part_id),
        )


def note_self_reply_refused(db: Database, account_id: AccountId) -> None:
    """Record that the network does not let us reply to ourselves."""
    with db.writing():
        accounts.note_self_reply(db, account_id, SelfReply.NO)


def own_replies_to(
    db: Database, account: Account, parent_id: RemoteId
) -> tuple[tuple[RemoteId, str], ...]:
    """Return (remote id, text) of our posts that answer `parent_id`, no part's already.

    Oldest first.
    """
    rows = db.rows(
        "SELECT p.remote_id, m.text FROM posts p JOIN messages m ON m.id = p.message_id"
        " WHERE p.network = ? AND p.parent_id = ? AND p.author_id = ?"
        " AND p.remote_id NOT IN (SELECT remote_id FROM reply_parts WHERE remote_id IS NOT NULL)"
        " ORDER BY m.id",
        (account.network, parent_id, account.remote_id),
    )
    return tuple((RemoteId(row["remote_id"]), row["text"]) for row in rows)
