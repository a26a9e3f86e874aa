"""Rows of reply threads and their parts: what persons queue, look at, retry and take back.

What a sender records of the parts on their way is in `publishing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from console.domain.ids import (
    AccountId,
    AgentId,
    CaseId,
    PartId,
    RemoteId,
    ThreadId,
    from_ms,
    to_ms,
)
from console.domain.numbering import NO_NUMBERS, Numbering
from console.domain.outbox import FINISHED_STATES, PartState, ReplyPart, ReplyThread
from console.errors import NotFound
from console.store import drafts
from console.store.database import Database, Row

FINISHED = ", ".join(f"'{state}'" for state in FINISHED_STATES)


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
    numbering: str = NO_NUMBERS.name,
) -> ThreadId:
    """Store a reply thread with its parts (text, weight) as queued, and drop the case's draft.

    `text` is what was typed: it stays as a version that was sent.

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
                    "text": drafts.storable(text),
                    "limit_name": limit,
                    "numbering": numbering,
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
        drafts.send(db, case_id, agent_id, text, limit, now, numbering)
    return thread_id


def unfinished(
    db: Database, *, account_id: AccountId | None = None, case_id: CaseId | None = None
) -> tuple[ReplyThread, ...]:
    """Return the threads that have a part left to do, oldest first."""
    rows = db.rows(
        "SELECT * FROM reply_threads t WHERE t.id IN (SELECT p.thread_id FROM reply_parts p"
        f" WHERE p.state NOT IN ({FINISHED}))"
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
        text = whole if len(left) == len(thread.parts) else _rest(whole, thread, left[0])
        drafts.take_back(
            db, thread.case_id, thread.agent_id, text, thread.limit, now, thread.numbering
        )
    return True


def _rest(whole: str, thread: ReplyThread, first: ReplyPart) -> str:
    """Return what of a thread's text begins with its part `first`, without the parts' numbers.

    With its paragraphs, where the parts are found in it one after the other.
    """
    from console.text.weight import normalise

    bare = [_without_number(part, thread) for part in thread.parts]
    text, begins, end = normalise(whole), list[int](), 0
    for piece in bare:
        begins.append(text.find(piece, end))
        end = begins[-1] + len(piece)
    left = first.position - 1
    return " ".join(bare[left:]) if -1 in begins else text[begins[left] :]


def _without_number(part: ReplyPart, thread: ReplyThread) -> str:
    numbering = Numbering.named(thread.numbering)
    label = numbering.label(part.position, len(thread.parts))
    if not label:
        return part.text
    bare = part.text.removesuffix(label) if numbering.at_end else part.text.removeprefix(label)
    return bare.strip()


def _thread(db: Database, row: Row) -> ReplyThread:
    parts = db.rows("SELECT * FROM reply_parts WHERE thread_id = ? ORDER BY position", (row["id"],))
    return ReplyThread(
        id=ThreadId(row["id"]),
        account_id=AccountId(row["account_id"]),
        case_id=CaseId(row["case_id"]),
        agent_id=AgentId(row["agent_id"]),
        reply_to=RemoteId(row["reply_to"]),
        limit=row["limit_name"],
        numbering=row["numbering"],
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
