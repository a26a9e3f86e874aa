"""Rows of call notes: storing, correcting and listing them, and letting their case know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.calls import ListedCall
from console.domain.cases import CaseState
from console.domain.ids import (
    AgentId,
    CaseId,
    ContactId,
    MessageId,
    first_message_id,
    message_ms,
    to_ms,
)
from console.domain.messages import CallNote, Channel, Direction, Message
from console.domain.resolutions import Promise
from console.errors import NotFound
from console.language import tr
from console.store import messages, promises
from console.store.database import Database
from console.store.messages import NewMessage


@dataclass(frozen=True, slots=True)
class Said:
    """What a call note holds but for its place."""

    direction: Direction
    text: str
    channel: Channel
    number: str
    duration_s: int | None
    outcome: str
    missing: str
    tried: str
    touchpoint: str


def first_state(direction: Direction) -> CaseState:
    """Return where a case stands that begins with a call: a customer's needs an answer."""
    return CaseState.NEEDS_REPLY if direction is Direction.IN else CaseState.WAITING


def open_case(db: Database, contact_id: ContactId, state: CaseState, at: datetime) -> CaseId:
    """Open a case that begins with a call; inside a `writing` block."""
    return CaseId(
        db.insert(
            "cases",
            {
                "contact_id": contact_id,
                "state": state,
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
    outcome: str = "",
    missing: str = "",
    tried: str = "",
    touchpoint: str = "",
) -> MessageId:
    """Store a call note in its case; inside a `writing` block.

    A customer's call after the case was resolved brings it back.
    """
    at_ms = to_ms(at)
    (message_id,) = messages.next_ids(db, [at_ms])
    said = Said(direction, text, channel, number, duration_s, outcome, missing, tried, touchpoint)
    _put(db, message_id, case_id, said, agent_id)
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


def correct(db: Database, note: CallNote, at: datetime, said: Said) -> MessageId:
    """Let a stored note hold something else, and index that; inside a `writing` block.

    Returns its id, which is another where it began at another time: ids are in the order of
    time. What belongs to the note goes along. The counts of its case are to be found anew.
    """
    new_id = note.id
    if message_ms(note.id) != to_ms(at):
        (new_id,) = messages.next_ids(db, [to_ms(at)])
        db.execute("UPDATE promises SET message_id = ? WHERE message_id = ?", (new_id, note.id))
        db.execute("UPDATE logged_calls SET message_id = ? WHERE message_id = ?", (new_id, note.id))
    _remove(db, note.id)
    _put(db, new_id, note.case_id, said, note.agent_id)
    return new_id


def get(db: Database, message_id: MessageId) -> CallNote:
    """Return one call note.

    Raises:
        NotFound: there is none of this id.
    """
    case_id = db.value("SELECT case_id FROM messages WHERE id = ?", (message_id,))
    if case_id is not None:
        for message in messages.of_case(db, CaseId(case_id)):
            if message.id == message_id and isinstance(message, CallNote):
                return message
    raise NotFound(tr("That call note is no more."))


def every(
    db: Database,
    *,
    contact_id: ContactId | None = None,
    since: datetime | None = None,
    limit: int,
) -> tuple[ListedCall, ...]:
    """Return the newest call notes, the newest first; those of a contact, or since a moment."""
    rows = db.rows(
        "SELECT m.id, m.case_id, c.contact_id, n.name FROM call_notes t"
        " JOIN messages m ON m.id = t.message_id JOIN cases c ON c.id = m.case_id"
        " JOIN contacts n ON n.id = c.contact_id"
        " WHERE m.id >= :since AND ifnull(c.contact_id = :contact, 1)"
        " ORDER BY m.id DESC LIMIT :limit",
        {
            "since": 0 if since is None else first_message_id(to_ms(since)),
            "contact": contact_id,
            "limit": limit,
        },
    )
    notes: dict[MessageId, Message] = {}
    promised: dict[MessageId | None, Promise] = {}
    for case_id in {CaseId(row["case_id"]) for row in rows}:
        notes |= {note.id: note for note in messages.of_case(db, case_id)}
        promised |= {one.message_id: one for one in promises.of_case(db, case_id)}
    return tuple(
        ListedCall(note, ContactId(row["contact_id"]), row["name"], promised.get(note.id))
        for row in rows
        if isinstance(note := notes[MessageId(row["id"])], CallNote)
    )


def _put(
    db: Database, message_id: MessageId, case_id: CaseId | None, said: Said, agent_id: AgentId
) -> None:
    noted = "\n".join(filter(None, (said.outcome, said.missing, said.tried)))
    new = NewMessage(message_id, case_id, "call_note", said.direction, said.text, noted=noted)
    messages.add_all(db, [new])
    db.insert(
        "call_notes",
        {
            "message_id": message_id,
            "channel": said.channel,
            "number": said.number,
            "duration_s": said.duration_s,
            "agent_id": agent_id,
            "outcome": said.outcome,
            "missing": said.missing,
            "tried": said.tried,
            "touchpoint": said.touchpoint,
        },
    )


def _remove(db: Database, message_id: MessageId) -> None:
    db.execute(
        "INSERT INTO messages_fts (messages_fts, rowid, search_text)"
        " SELECT 'delete', id, search_text FROM messages WHERE id = ?",
        (message_id,),
    )
    db.execute("DELETE FROM call_notes WHERE message_id = ?", (message_id,))
    db.execute("DELETE FROM messages WHERE id = ?", (message_id,))
