"""Rows of reply threads and their parts: the record of what is going out.

Each function that moves a part is one committed step, so that a crash at any moment
leaves a state that says what has to be done. The connection used for sending is a
durable one (`Database.open(durable=True)`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from console.domain.accounts import Account, SelfReply
from console.domain.ids import (
    AccountId,
    AgentId,
    CaseId,
    PartId,
    RemoteId,
    ThreadId,
    from_ms,
    message_ms,
    to_ms,
)
from console.domain.outbox import FINISHED_STATES, PartState, ReplyPart, ReplyThread
from console.errors import NotFound
from console.store import accounts, drafts
from console.store.database import Database, Row

if TYPE_CHECKING:
    from console.domain.remote import Published

_FINISHED = ", ".join(f"'{state}'" for state in FINISHED_STATES)


def queue(
    db: Database,
    *,
    account_id: AccountId,
    case_id: CaseId,
    agent_id: AgentId,
    reply_to: RemoteId,
    text: str,
    limit: str,
    parts: Iterable[tuple[str, int]],
    now: datetime,
) -> ThreadId:
    """Store a reply thread with its parts (text, weight) as queued, and drop the case's draft.

    Raises:
        NotFound: the case is gone.
    """
    with db.writing():
        if db.value("SELECT 1 FROM cases WHERE id = ?", (case_id,)) is None:
            raise NotFound(f"There is no case {case_id}.")
        thread_id = ThreadId(
            db.insert(
                "reply_threads",
                {
                    "account_id": account_id,
                    "case_id": case_id,
                    "agent_id": agent_id,
                    "reply_to": reply_to,
                    "text": text,
                    "limit_name": limit,
                    "created_at": to_ms(now),
                },
            )
        )
        db.execute_many(
            "INSERT INTO reply_parts (thread_id, position, text, weight, state)"
            " VALUES (?, ?, ?, ?, 'queued')",
            [
                (thread_id, position, part, weight)
                for position, (part, weight) in enumerate(parts, 1)
            ],
        )
        db.execute("DELETE FROM drafts WHERE case_id = ?", (case_id,))
    return thread_id


def unfinished(
    db: Database, *, account_id: AccountId | None = None, case_id: CaseId | None = None
) -> tuple[ReplyThread, ...]:
    """Return the threads that have a part left to do, oldest first."""
    rows = db.rows(
        "SELECT * FROM reply_threads t WHERE t.id IN (SELECT p.thread_id FROM reply_parts p"
        f" WHERE p.state NOT IN ({_FINISHED}))"
        " AND (:account IS NULL OR t.account_id = :account)"
        " AND (:case IS NULL OR t.case_id = :case) ORDER BY t.id",
        {"account": account_id, "case": case_id},
    )
    return tuple(_thread(db, row) for row in rows)


def get(db: Database, thread_id: ThreadId) -> ReplyThread | None:
    """Return one thread, None where there is none of this id."""
    row = db.row("SELECT * FROM reply_threads WHERE id = ?", (thread_id,))
    return None if row is None else _thread(db, row)


def due_at(db: Database, part_id: PartId) -> datetime | None:
    """Return the time before which a queued part is not to be tried; None: at once."""
    ms = db.value("SELECT not_before FROM reply_parts WHERE id = ?", (part_id,))
    return None if ms is None else from_ms(ms)


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
            f" AND state NOT IN ({_FINISHED})",  # so says the index of the open parts
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


def queue_again(db: Database, part_id: PartId) -> bool:
    """Queue a part again by a person's word.

    False where it is out or on its way by now, or may be out and was not looked for yet.
    """
    with db.writing():
        moved = db.execute(
            "UPDATE reply_parts SET state = 'queued', problem = NULL, not_before = NULL"
            " WHERE id = ? AND (state IN ('queued', 'refused')"
            " OR (state = 'unsure' AND looked_at IS NOT NULL))",
            (part_id,),
        )
    return moved == 1


def cancel(db: Database, thread_id: ThreadId, now: datetime) -> bool:
    """Take back all parts of a thread that are not out; False where one is on its way.

    Their text becomes the case's draft again, behind what is being written there.
    """
    with db.writing():
        if db.value(
            "SELECT 1 FROM reply_parts WHERE thread_id = ? AND state = 'sending'", (thread_id,)
        ):
            return False
        thread = get(db, thread_id)
        left = [] if thread is None else [p for p in thread.parts if p.state not in FINISHED_STATES]
        if thread is None or not left:
            return True
        db.execute(
            "UPDATE reply_parts SET state = 'cancelled', problem = NULL, not_before = NULL"
            " WHERE thread_id = ? AND state <> 'sent'",
            (thread_id,),
        )
        whole = db.value("SELECT text FROM reply_threads WHERE id = ?", (thread_id,))
        text = whole if len(left) == len(thread.parts) else " ".join(part.text for part in left)
        drafts.append(db, thread.case_id, thread.agent_id, text, thread.limit, now)
    return True


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


def _thread(db: Database, row: Row) -> ReplyThread:
    parts = db.rows("SELECT * FROM reply_parts WHERE thread_id = ? ORDER BY position", (row["id"],))
    return ReplyThread(
        id=ThreadId(row["id"]),
        account_id=AccountId(row["account_id"]),
        case_id=CaseId(row["case_id"]),
        agent_id=AgentId(row["agent_id"]),
        reply_to=RemoteId(row["reply_to"]),
        limit=row["limit_name"],
        created_at=from_ms(row["created_at"]),
        parts=tuple(
            ReplyPart(
                id=PartId(part["id"]),
                thread_id=ThreadId(part["thread_id"]),
                position=part["position"],
                text=part["text"],
                weight=part["weight"],
                state=PartState(part["state"]),
                remote_id=None if part["remote_id"] is None else RemoteId(part["remote_id"]),
                attempted_at=(
                    None if part["attempted_at"] is None else from_ms(part["attempted_at"])
                ),
                looked=part["looked_at"] is not None,
                problem=part["problem"],
            )
            for part in parts
        ),
    )
