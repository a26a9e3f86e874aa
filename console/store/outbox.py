"""Rows of reply threads and their parts: what is queued, and what is read of it.

What persons decide about it is in `deciding`, what a sender records of the parts on their
way in `publishing`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from console.domain.accounts import Access, Account
from console.domain.cautions import Caution, CautionKind
from console.domain.ids import (
    AccountId,
    AgentId,
    CaseId,
    MessageId,
    PartId,
    RemoteId,
    ThreadId,
    from_ms,
    to_ms,
)
from console.domain.numbering import NO_NUMBERS
from console.domain.outbox import (
    FINISHED_STATES,
    OutboxEntry,
    PartState,
    ReplyPart,
    ReplyThread,
)
from console.errors import NotFound
from console.language import tr
from console.store import cautions, drafts
from console.store.database import Database, Row
from console.store.known_posts import summons

FINISHED = ", ".join(f"'{state}'" for state in FINISHED_STATES)
MOST_FINISHED = 200
"""How many of the threads that are done with are listed."""


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
    known: frozenset[MessageId] | None = None,
    pause: timedelta = timedelta(),
) -> ThreadId:
    """Store a reply thread with its parts (text, weight) as queued, and drop the case's draft.

    `text` is what was typed: it stays as a version that was sent. `known` are the messages
    that the person had before them, None for all that the case holds now. For `pause` it
    only waits to be taken back. Where the account has no access, or the network takes no
    answer to `reply_to` by its API, all parts are held at once, to be posted by hand.

    Raises:
        NotFound: the case is gone.
    """
    with db.writing(durable=True):
        if db.value("SELECT 1 FROM cases WHERE id = ?", (case_id,)) is None:
            raise NotFound(tr("There is no case {case_id}.").format(case_id=case_id))
        why = _why_by_hand(db, account_id, reply_to)
        held = bool(why)
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
                    "send_after": to_ms(now + pause) if pause and not held else None,
                    "known": cautions.known_now(db, case_id)
                    if known is None
                    else json.dumps(sorted(known)),
                },
            )
        )
        state = PartState.HELD if held else PartState.QUEUED
        db.execute_many(
            "INSERT INTO reply_parts (thread_id, position, text, weight, state, cautions)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (thread_id, position, part, weight, state, cautions.to_json(why))
                for position, (part, weight) in enumerate(parts, 1)
            ],
        )
        drafts.send(db, case_id, agent_id, text, limit, now, numbering)
    return thread_id


def takes_answer(db: Database, account_id: AccountId, remote_id: RemoteId) -> bool:
    """Return whether the network takes an answer to a post by its API.

    It does where the post mentions or quotes the account. To a post of its own it does where that
    answers such a post or nobody: what goes on with that approaches nobody who did not call for
    us. A post that is not stored is not known to do so.
    The rule is X's since 2026-02-23 (ARCHITECTURE, X, as far as it binds us).
    """
    found = db.value(
        "WITH RECURSIVE up AS (SELECT p.message_id, p.network, p.parent_id, p.summons,"
        " p.author_id = a.remote_id AS own FROM accounts a"
        " JOIN posts p ON p.network = a.network AND p.remote_id = :post WHERE a.id = :account"
        " UNION SELECT p.message_id, p.network, p.parent_id, p.summons, p.author_id = a.remote_id"
        " FROM up JOIN accounts a ON a.id = :account"
        " JOIN posts p ON p.network = up.network AND p.remote_id = up.parent_id WHERE up.own)"
        f" SELECT max(iif(own, parent_id IS NULL, {summons('up', ':account')})) FROM up",
        {"post": remote_id, "account": account_id},
    )
    return bool(found)


def _why_by_hand(db: Database, account_id: AccountId, reply_to: RemoteId) -> tuple[Caution, ...]:
    """Return why only a person can post an answer; empty where the desk can.

    Each part of one that nobody called for, for the later ones go to the same person; and
    whether X takes an answer to our own post there is documented nowhere.
    """
    access = db.value("SELECT access FROM accounts WHERE id = ?", (account_id,))
    if access == Access.HAND_OFF:
        return (Caution(CautionKind.NO_ACCESS),)
    if not takes_answer(db, account_id, reply_to):
        return (Caution(CautionKind.NOT_SUMMONED),)
    return ()


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


def part_of(db: Database, remote_id: RemoteId) -> ReplyPart | None:
    """Return the part of an answer from this desk that a post is; None where it is none."""
    row = db.row("SELECT * FROM reply_parts WHERE remote_id = ?", (remote_id,))
    return None if row is None else _part(row)


def is_ours(db: Database, account: Account, remote_id: RemoteId) -> bool | None:
    """Return whether a post is by an account; None where it is not stored."""
    author = db.value(
        "SELECT author_id FROM posts WHERE network = ? AND remote_id = ?",
        (account.network, remote_id),
    )
    return None if author is None else bool(author == account.remote_id)


def text_of(db: Database, thread_id: ThreadId) -> str:
    """Return the whole answer as it was typed."""
    return str(db.value("SELECT text FROM reply_threads WHERE id = ?", (thread_id,)))


def entries(db: Database, finished_since: datetime) -> tuple[OutboxEntry, ...]:
    """Return the threads that are not finished, oldest first, then those done with, newest first.

    Of the latter those since `finished_since`, at most `MOST_FINISHED`.
    """
    rows = db.rows(
        "SELECT t.*, c.name AS customer, a.handle AS account_handle, d.done_at,"
        " (SELECT h.handle FROM handles h WHERE h.contact_id = s.contact_id LIMIT 1) AS handle"
        " FROM (SELECT p.thread_id AS id, NULL AS done_at FROM reply_parts p"
        f" WHERE p.state NOT IN ({FINISHED}) GROUP BY p.thread_id"
        " UNION ALL SELECT * FROM (SELECT p.thread_id AS id, max(p.finished_at) AS done_at"
        " FROM reply_parts p WHERE p.finished_at >= :since AND NOT EXISTS (SELECT 1"
        " FROM reply_parts q WHERE q.thread_id = p.thread_id"
        # The plus: few are of late, and their index finds them.
        f" AND q.state NOT IN ({FINISHED})) GROUP BY +p.thread_id"
        " ORDER BY done_at DESC LIMIT :most)) d"
        " JOIN reply_threads t ON t.id = d.id JOIN accounts a ON a.id = t.account_id"
        " JOIN cases s ON s.id = t.case_id JOIN contacts c ON c.id = s.contact_id"
        " ORDER BY d.done_at IS NOT NULL, d.done_at DESC, t.id",
        {"since": to_ms(finished_since), "most": MOST_FINISHED},
    )
    return tuple(
        OutboxEntry(
            thread=_thread(db, row),
            name=row["customer"] or row["handle"] or "",
            handle=row["handle"] or "",
            account_handle=row["account_handle"],
            text=row["text"],
            finished_at=_maybe(row["done_at"]),
        )
        for row in rows
    )


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
        parts=tuple(_part(part) for part in parts),
        send_after=_maybe(row["send_after"]),
        known=cautions.known(row["known"]),
        confirmed_at=_maybe(row["confirmed_at"]),
        hurried_at=_maybe(row["hurried_at"]),
    )


def _part(row: Row) -> ReplyPart:
    return ReplyPart(
        id=PartId(row["id"]),
        thread_id=ThreadId(row["thread_id"]),
        position=row["position"],
        text=row["text"],
        weight=row["weight"],
        state=PartState(row["state"]),
        remote_id=None if row["remote_id"] is None else RemoteId(row["remote_id"]),
        attempted_at=_maybe(row["attempted_at"]),
        looked=row["looked_at"] is not None,
        problem=row["problem"],
        cautions=cautions.from_json(row["cautions"]),
        not_before=_maybe(row["not_before"]),
        first_attempted_at=_maybe(row["first_attempted_at"]),
    )


def _maybe(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)
