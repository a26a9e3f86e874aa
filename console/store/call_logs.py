"""Rows of what was imported from call logs: known calls, columns, rows kept aside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from console.domain.call_logs import BadRow, Field, LoggedCall
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
from console.domain.messages import Channel, Direction
from console.errors import NotFound
from console.language import tr
from console.store import calls, cases, contacts, targets, tombstones
from console.store.database import Database, Row

BASIS = "call log of the phone system"
"""Why a number belongs to the contact that an import made for it."""
SAME_CALL_MS = timedelta(minutes=2) // timedelta(milliseconds=1)
"""How far from the log's the time of a call noted by hand may be."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a logged call is with, and what the desk holds of it already."""

    contact_id: ContactId | None
    """None for a customer who is not known yet."""
    noted_id: MessageId | None = None
    """The note that an agent wrote of the same call, None where there is none."""


def is_known(db: Database, call: LoggedCall) -> bool:
    """Return whether a call was taken in before, or is not to come back."""
    if db.value("SELECT 1 FROM logged_calls WHERE key = ?", (call.key,)) is not None:
        return True
    return tombstones.bars_call(db, call.number, call.name, to_ms(call.at), call.key)


def whose(db: Database, call: LoggedCall) -> Whose:
    """Return whom a call is with: by its number, or by the same name of one without number.

    A name alone finds only a contact of whom nothing but the name is known.
    """
    if not call.number:
        found = db.value(
            "SELECT id FROM contacts c WHERE name = ?"
            " AND NOT EXISTS (SELECT 1 FROM handles h WHERE h.contact_id = c.id)"
            " AND NOT EXISTS (SELECT 1 FROM phones p WHERE p.contact_id = c.id)"
            " ORDER BY id",
            (call.name,),
        )
        return Whose(None if found is None else ContactId(found))
    return Whose(contacts.of_number(db, call.number), _noted(db, call))


def add(
    db: Database, call: LoggedCall, belongs: Whose, agent_id: AgentId, now: datetime, region: str
) -> CaseId | None:
    """Take a call in, in its contact's case; inside a `writing` block.

    One that an agent noted by hand is completed and not added once more. Returns its case.
    """
    if belongs.noted_id is not None:
        _complete(db, belongs.noted_id, call)
        _remember(db, call, belongs.noted_id)
        found = db.value("SELECT case_id FROM messages WHERE id = ?", (belongs.noted_id,))
        return None if found is None else CaseId(found)
    contact_id, case_id = belongs.contact_id, None
    if contact_id is None:
        from console.text.phone_numbers import national

        name = call.name or national(call.number, region)
        contact_id = contacts.add(db, name, to_ms(now))
        if call.number:
            contacts.link_phone(db, contact_id, call.number, BASIS, now)
    else:
        case_id = cases.open_for_call(db, contact_id)
    if case_id is None:
        case_id = calls.open_case(db, contact_id, _first_state(db, call, now), call.at)
    message_id = calls.add(
        db,
        case_id,
        at=call.at,
        direction=call.direction,
        text=call.text,
        channel=Channel.PHONE,
        number=call.number,
        duration_s=call.duration_s,
        agent_id=agent_id,
        outcome=call.outcome,
    )
    _remember(db, call, message_id)
    return case_id


def _first_state(db: Database, call: LoggedCall, now: datetime) -> CaseState:
    """Return where a case stands that begins with a call of a log.

    Only a call that nobody took, and of late, needs us; what is older than counts as having
    called first is over. So a log of years does not flood the inbox.
    """
    if call.at < now - targets.get(db).called_first:
        return CaseState.RESOLVED
    missed = call.direction is Direction.IN and not call.duration_s
    return CaseState.NEEDS_REPLY if missed else CaseState.WAITING


def columns(db: Database, header: str) -> str | None:
    """Return how a person mapped the columns of such a header; None where nobody did."""
    found = db.value("SELECT mapping FROM call_log_maps WHERE header = ?", (header,))
    return None if found is None else str(found)


def keep_columns(db: Database, header: str, mapping: str, now: datetime) -> None:
    """Remember how a person mapped columns; inside a `writing` block."""
    db.execute(
        "INSERT INTO call_log_maps VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
        " SET mapping = excluded.mapping, used_at = excluded.used_at",
        (header, mapping, to_ms(now)),
    )


def is_aside(db: Database, key: str) -> bool:
    """Return whether a row was kept aside before, also one that is settled by now."""
    return db.value("SELECT 1 FROM bad_log_rows WHERE key = ?", (key,)) is not None


def keep_aside(db: Database, row: BadRow, mapping: str, now: datetime) -> None:
    """Keep a row that cannot be taken in; inside a `writing` block."""
    cells = {"fields": {str(field): text for field, text in row.fields}, "columns": mapping}
    db.execute(
        "INSERT INTO bad_log_rows (key, file, line, cells, problem, at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            row.key,
            row.file,
            row.line,
            json.dumps(cells, ensure_ascii=False),
            row.problem,
            to_ms(now),
        ),
    )


def aside(db: Database, limit: int) -> tuple[BadRow, ...]:
    """Return the rows that wait for a person, as they stand in their files."""
    rows = db.rows(
        "SELECT * FROM bad_log_rows WHERE settled_at IS NULL ORDER BY at, file, line, id LIMIT ?",
        (limit,),
    )
    return tuple(_bad_row(row) for row in rows)


def count_aside(db: Database) -> int:
    """Return how many rows wait for a person."""
    return int(db.value("SELECT count(*) FROM bad_log_rows WHERE settled_at IS NULL"))


def mapping_of(db: Database, row_id: int) -> tuple[BadRow, str]:
    """Return a row that was kept aside, and how its columns were mapped.

    Raises:
        NotFound: it is settled, or there is none.
    """
    found = db.row("SELECT * FROM bad_log_rows WHERE id = ? AND settled_at IS NULL", (row_id,))
    if found is None:
        raise NotFound(tr("This row is not kept aside any more."))
    return _bad_row(found), json.loads(found["cells"])["columns"]


def settle(db: Database, row_id: int, now: datetime) -> None:
    """Mark a row as done with; inside a `writing` block."""
    db.execute("UPDATE bad_log_rows SET settled_at = ? WHERE id = ?", (to_ms(now), row_id))


def settle_key(db: Database, key: str, now: datetime) -> None:
    """Mark a row as done with, now that it could be taken in; inside a `writing` block."""
    db.execute(
        "UPDATE bad_log_rows SET settled_at = ? WHERE key = ? AND settled_at IS NULL",
        (to_ms(now), key),
    )


def _noted(db: Database, call: LoggedCall) -> MessageId | None:
    """Return the nearest note by hand of the same call: same number and way, at about its time.

    The way counts, for who missed a call is often called back within a minute.
    """
    at_ms = to_ms(call.at)
    rows = db.rows(
        "SELECT m.id FROM messages m CROSS JOIN call_notes n ON n.message_id = m.id"
        " WHERE m.id >= ? AND m.id < ? AND m.direction = ? AND n.channel = ?"
        " AND n.number = ?"
        " AND NOT EXISTS (SELECT 1 FROM logged_calls l WHERE l.message_id = m.id)",
        (
            first_message_id(at_ms - SAME_CALL_MS),
            first_message_id(at_ms + SAME_CALL_MS + 1),
            call.direction,
            Channel.PHONE,
            call.number,
        ),
    )
    same = [row["id"] for row in rows]
    return MessageId(min(same, key=lambda one: abs(message_ms(one) - at_ms))) if same else None


def _complete(db: Database, message_id: MessageId, call: LoggedCall) -> None:
    """Add what an agent left out; what they wrote stays."""
    db.execute(
        "UPDATE call_notes SET duration_s = ifnull(duration_s, :duration),"
        " outcome = iif(outcome = '', :outcome, outcome) WHERE message_id = :id",
        {"duration": call.duration_s, "outcome": call.outcome, "id": message_id},
    )


def _remember(db: Database, call: LoggedCall, message_id: MessageId) -> None:
    db.insert("logged_calls", {"key": call.key, "message_id": message_id})


def _bad_row(row: Row) -> BadRow:
    fields: dict[str, Any] = json.loads(row["cells"])["fields"]
    return BadRow(
        line=row["line"],
        fields=tuple((Field(field), text) for field, text in fields.items()),
        problem=row["problem"],
        key=row["key"],
        file=row["file"],
        id=row["id"],
    )
