"""Rows of drafts: what is being written in a case, kept as it is typed."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import AgentId, CaseId, from_ms, to_ms
from console.domain.outbox import Draft
from console.errors import NotFound
from console.store.database import Database


def get(db: Database, case_id: CaseId) -> Draft | None:
    """Return the draft of a case, None where nothing is being written."""
    row = db.row("SELECT * FROM drafts WHERE case_id = ?", (case_id,))
    if row is None:
        return None
    return Draft(case_id, row["text"], row["limit_name"], from_ms(row["updated_at"]))


def put(
    db: Database, case_id: CaseId, agent_id: AgentId, text: str, limit: str, now: datetime
) -> None:
    """Store the draft of a case; a text of white space only removes it.

    Raises:
        NotFound: there is no such case.
    """
    with db.writing():
        if db.value("SELECT 1 FROM cases WHERE id = ?", (case_id,)) is None:
            raise NotFound(f"There is no case {case_id}.")
        if text.strip():
            _write(db, case_id, agent_id, text, limit, now)
        else:
            db.execute("DELETE FROM drafts WHERE case_id = ?", (case_id,))


def append(
    db: Database, case_id: CaseId, agent_id: AgentId, text: str, limit: str, now: datetime
) -> None:
    """Put a text behind the draft of a case, in a paragraph of its own; in a `writing` block."""
    there = db.value("SELECT text FROM drafts WHERE case_id = ?", (case_id,))
    whole = text if there is None else f"{there.rstrip()}\n\n{text}"
    _write(db, case_id, agent_id, whole, limit, now)


def _write(
    db: Database, case_id: CaseId, agent_id: AgentId, text: str, limit: str, now: datetime
) -> None:
    db.execute(
        "INSERT INTO drafts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " agent_id = excluded.agent_id, text = excluded.text,"
        " limit_name = excluded.limit_name, updated_at = excluded.updated_at",
        (case_id, agent_id, text, limit, to_ms(now)),
    )
