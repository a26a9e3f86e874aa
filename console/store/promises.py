"""Rows of promises: what we said we would do in a case, and by when."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import AgentId, CaseId, MessageId, PromiseId, from_ms, to_ms
from console.domain.resolutions import Promise
from console.errors import NotFound
from console.language import tr
from console.store.database import Database


def add(
    db: Database,
    case_id: CaseId,
    agent_id: AgentId,
    what: str,
    due_at: datetime,
    made_at: datetime,
    message_id: MessageId | None = None,
) -> PromiseId:
    """Store a promise, with the call note in which it was made; inside a `writing` block."""
    return PromiseId(
        db.insert(
            "promises",
            {
                "case_id": case_id,
                "message_id": message_id,
                "agent_id": agent_id,
                "what": what,
                "due_at": to_ms(due_at),
                "made_at": to_ms(made_at),
            },
        )
    )


def set_kept(db: Database, promise_id: PromiseId, at: datetime | None) -> None:
    """Note when a promise was kept, None for not; inside a `writing` block.

    Raises:
        NotFound: there is no such promise.
    """
    if not db.execute(
        "UPDATE promises SET kept_at = ? WHERE id = ?",
        (None if at is None else to_ms(at), promise_id),
    ):
        raise NotFound(tr("That promise is no more."))


def remove(db: Database, promise_id: PromiseId) -> None:
    """Remove a promise; inside a `writing` block.

    Raises:
        NotFound: there is no such promise.
    """
    if not db.execute("DELETE FROM promises WHERE id = ?", (promise_id,)):
        raise NotFound(tr("That promise is no more."))


def of_case(db: Database, case_id: CaseId) -> tuple[Promise, ...]:
    """Return the promises of a case, the earliest due first."""
    rows = db.rows(
        "SELECT p.*, a.name FROM promises p JOIN agents a ON a.id = p.agent_id"
        " WHERE p.case_id = ? ORDER BY p.due_at, p.id",
        (case_id,),
    )
    return tuple(
        Promise(
            id=PromiseId(row["id"]),
            case_id=case_id,
            message_id=None if row["message_id"] is None else MessageId(row["message_id"]),
            what=row["what"],
            due_at=from_ms(row["due_at"]),
            made_at=from_ms(row["made_at"]),
            agent_name=row["name"],
            kept_at=None if row["kept_at"] is None else from_ms(row["kept_at"]),
        )
        for row in rows
    )
