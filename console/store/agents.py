"""Rows of the persons who answer at this desk; who does now is a preference."""

from __future__ import annotations

from datetime import datetime

from console.domain.accounts import Agent
from console.domain.ids import AgentId, to_ms
from console.errors import NotFound
from console.language import tr
from console.store.database import Database, Row


def every(db: Database) -> tuple[Agent, ...]:
    """Return all agents, by name; the retired ones behind the others."""
    rows = db.rows(
        "SELECT id, name, signature, retired_at FROM agents"
        " ORDER BY retired_at IS NOT NULL, name COLLATE NOCASE, id"
    )
    return tuple(map(_agent, rows))


def get(db: Database, agent_id: AgentId) -> Agent:
    """Return one agent.

    Raises:
        NotFound: there is none of this id.
    """
    row = db.row("SELECT id, name, signature, retired_at FROM agents WHERE id = ?", (agent_id,))
    if row is None:
        raise NotFound(tr("There is no agent {agent_id}.").format(agent_id=agent_id))
    return _agent(row)


def add(db: Database, name: str, signature: str, now: datetime) -> AgentId:
    """Store an agent; inside a `writing` block."""
    return AgentId(
        db.insert("agents", {"name": name, "signature": signature, "created_at": to_ms(now)})
    )


def change(db: Database, agent_id: AgentId, name: str, signature: str) -> None:
    """Let an agent be called so and sign so; what they did stays theirs."""
    db.execute(
        "UPDATE agents SET name = ?, signature = ? WHERE id = ?", (name, signature, agent_id)
    )


def retire(db: Database, agent_id: AgentId, at: datetime | None) -> None:
    """Offer an agent no longer; None: again."""
    moment = None if at is None else to_ms(at)
    db.execute("UPDATE agents SET retired_at = ? WHERE id = ?", (moment, agent_id))


def _agent(row: Row) -> Agent:
    return Agent(
        AgentId(row["id"]), row["name"], row["signature"], retired=row["retired_at"] is not None
    )
