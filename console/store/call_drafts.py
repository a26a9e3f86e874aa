"""Rows of call notes that are being written: kept as they are typed, gone when they are stored."""

from __future__ import annotations

from console.domain.calls import CallDraft, CallEntry
from console.domain.ids import AgentId, CallDraftId, CaseId, from_ms, to_ms
from console.store.database import Database
from console.store.drafts import storable


def put(db: Database, draft: CallDraft, agent_id: AgentId) -> None:
    """Keep a note as it stands now; inside a `writing` block."""
    db.execute(
        "INSERT INTO call_drafts (id, agent_id, case_id, entered, begun_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET case_id = excluded.case_id,"
        " entered = excluded.entered, begun_at = excluded.begun_at,"
        " updated_at = excluded.updated_at",
        (
            draft.id,
            agent_id,
            draft.case_id,
            storable(draft.entry.to_json()),
            to_ms(draft.entry.began_at),
            to_ms(draft.updated_at),
        ),
    )


def is_gone(db: Database, table: str, key: int) -> bool:
    """Return whether a case or contact is no more for good: no act could bring it back."""
    return (
        db.value(f"SELECT 1 FROM {table} WHERE id = ?", (key,)) is None
        and db.value(
            "SELECT 1 FROM journal j, json_each(j.rows) r"
            " WHERE r.value ->> 'table' = ? AND r.value ->> 'key' = ?",
            (table, key),
        )
        is None
    )


def remove(db: Database, draft_id: CallDraftId) -> None:
    """Forget a note that is stored or was thrown away; inside a `writing` block."""
    db.execute("DELETE FROM call_drafts WHERE id = ?", (draft_id,))


def of_agent(db: Database, agent_id: AgentId) -> tuple[CallDraft, ...]:
    """Return the notes that an agent has not finished, the newest first.

    A case that was joined into another is followed; one that is no more counts as none.
    """
    rows = db.rows(
        "SELECT d.id, d.entered, d.updated_at, c.id AS case_id, n.name FROM call_drafts d"
        " LEFT JOIN joined_cases j ON j.case_id = d.case_id"
        " LEFT JOIN cases c ON c.id = ifnull(j.into_id, d.case_id)"
        " LEFT JOIN contacts n ON n.id = c.contact_id"
        " WHERE d.agent_id = ? ORDER BY d.begun_at DESC, d.id",
        (agent_id,),
    )
    return tuple(
        CallDraft(
            id=CallDraftId(row["id"]),
            case_id=None if row["case_id"] is None else CaseId(row["case_id"]),
            entry=CallEntry.from_json(row["entered"]),
            updated_at=from_ms(row["updated_at"]),
            whose=row["name"] or "",
        )
        for row in rows
    )
