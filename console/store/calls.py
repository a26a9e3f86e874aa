"""Rows of call notes: storing one and letting its case know."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import AgentId, CaseId, ContactId, MessageId, to_ms
from console.domain.messages import Channel, Direction
from console.store import messages
from console.store.database import Database


def open_case(db: Database, contact_id: ContactId, direction: Direction, at: datetime) -> CaseId:
    """Open a case that begins with a call; inside a `writing` block.

    A customer's call needs an answer till somebody says otherwise; our own call waits.
    """
    return CaseId(
        db.insert(
            "cases",
            {
                "contact_id": contact_id,
                "state": "needs_reply" if direction is Direction.IN else "waiting",
                "state_at": to_ms(at),
                "rank": to_ms(at),
            },
        )
    )


def add(
    db: Database,
    case_id: CaseId,
    *,
    at: datetime,
    direction: Direction,
    text: str,
    channel: Channel,
    number: str,
    duration_s: int | None,
    agent_id: AgentId,
) -> MessageId:
    """Store a call note in its case; inside a `writing` block.

    A customer's call after the case was resolved brings it back.
    """
    at_ms = to_ms(at)
    message_id = messages.add(
        db, at_ms=at_ms, case_id=case_id, kind="call_note", direction=direction, text=text
    )
    db.execute(
        "INSERT INTO call_notes (message_id, channel, number, duration_s, agent_id)"
        " VALUES (?, ?, ?, ?, ?)",
        (message_id, channel, number, duration_s, agent_id),
    )
    db.execute(
        "UPDATE cases SET calls = calls + 1,"
        " first_call_at = min(ifnull(first_call_at, :at), :at),"
        " last_message_id = max(ifnull(last_message_id, 0), :message),"
        " rank = max(rank, :at) WHERE id = :case",
        {"at": at_ms, "message": message_id, "case": case_id},
    )
    if direction is Direction.IN:
        db.execute(
            "UPDATE cases SET state = 'needs_reply', state_at = :at"
            " WHERE id = :case AND state = 'resolved' AND state_at < :at",
            {"at": at_ms, "case": case_id},
        )
    return message_id
