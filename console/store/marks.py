"""Rows of what a person says of a case or a message: tags, kinds, what fixed it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from console.domain.ids import AgentId, CaseId, MessageId, from_ms, to_ms
from console.domain.kinds import KindBasis, MessageKind
from console.domain.resolutions import Resolution
from console.errors import NotFound
from console.language import tr
from console.store.database import Database
from console.text.kinds import kind_of

MOST_FIXES = 50
"""How many of the fixes that were written are offered again."""


def tag(
    db: Database, case_ids: Collection[CaseId], add: Iterable[str], remove: Iterable[str]
) -> None:
    """Put tags on cases and take others off; inside a `writing` block."""
    ids = json.dumps(list(case_ids))
    for word in add:
        db.execute(
            "INSERT INTO case_tags (case_id, tag) SELECT value, ? FROM json_each(?)"
            " WHERE true ON CONFLICT DO NOTHING",
            (word, ids),
        )
    for word in remove:
        db.execute(
            "DELETE FROM case_tags WHERE tag = ? AND case_id IN (SELECT value FROM json_each(?))",
            (word, ids),
        )


def every_tag(db: Database) -> tuple[str, ...]:
    """Return all tags of cases, the most used first."""
    rows = db.rows("SELECT tag FROM case_tags GROUP BY tag ORDER BY count(*) DESC, tag")
    return tuple(row["tag"] for row in rows)


def touchpoints(db: Database) -> dict[str, int]:
    """Return the touchpoints of cases, each with how many have it, the most used first."""
    rows = db.rows(
        "SELECT touchpoint, count(*) AS cases FROM cases WHERE touchpoint IS NOT NULL"
        " GROUP BY touchpoint ORDER BY cases DESC, touchpoint"
    )
    return {row["touchpoint"]: row["cases"] for row in rows}


def newest_of_customers(db: Database, case_ids: Collection[CaseId]) -> list[MessageId]:
    """Return the newest post of the customer in each of some cases that has one."""
    rows = db.rows(
        "SELECT (SELECT max(m.id) FROM messages m JOIN posts p ON p.message_id = m.id"
        " WHERE m.case_id = c.value AND m.direction = 'in') AS newest FROM json_each(?) c",
        (json.dumps(list(case_ids)),),
    )
    return [MessageId(row["newest"]) for row in rows if row["newest"] is not None]


def set_kind(db: Database, message_id: MessageId, kind: MessageKind | None) -> None:
    """Say of what kind a customer's post is; inside a `writing` block.

    None asks the rule again.

    Raises:
        NotFound: there is no such post of a customer.
    """
    row = db.row(
        "SELECT m.text, p.lang FROM messages m JOIN posts p ON p.message_id = m.id"
        " WHERE m.id = ? AND m.direction = 'in'",
        (message_id,),
    )
    if row is None:
        raise NotFound(tr("There is no such post of a customer."))
    basis = KindBasis.RULE if kind is None else KindBasis.PERSON
    db.execute(
        "UPDATE messages SET message_kind = ?, kind_basis = ? WHERE id = ?",
        (kind or kind_of(row["text"], row["lang"]), basis, message_id),
    )


def add_resolutions(
    db: Database,
    case_ids: Collection[CaseId],
    agent_id: AgentId,
    at: datetime,
    *,
    fix: str,
    channel: str,
    skipped: bool,
) -> None:
    """Note why cases count as solved; inside a `writing` block."""
    db.execute_many(
        "INSERT INTO resolutions (case_id, agent_id, at, fix, channel, skipped)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(case_id, agent_id, to_ms(at), fix, channel, skipped) for case_id in case_ids],
    )


def fixes(db: Database, touchpoint: str) -> tuple[str, ...]:
    """Return what fixed cases of a touchpoint, of any where it is empty, the newest first."""
    rows = db.rows(
        "SELECT r.fix FROM resolutions r JOIN cases c ON c.id = r.case_id"
        " WHERE r.fix <> '' AND (:touchpoint = '' OR c.touchpoint = :touchpoint)"
        " GROUP BY r.fix ORDER BY max(r.id) DESC LIMIT :most",
        {"touchpoint": touchpoint, "most": MOST_FIXES},
    )
    return tuple(row["fix"] for row in rows)


def last_resolution(db: Database, case_id: CaseId) -> Resolution | None:
    """Return what fixed a case last; None where nothing did."""
    row = db.row(
        "SELECT r.*, a.name FROM resolutions r JOIN agents a ON a.id = r.agent_id"
        " WHERE r.case_id = ? ORDER BY r.id DESC LIMIT 1",
        (case_id,),
    )
    if row is None:
        return None
    return Resolution(
        case_id=case_id,
        at=from_ms(row["at"]),
        agent_name=row["name"],
        fix=row["fix"],
        channel=row["channel"],
        skipped=bool(row["skipped"]),
        confirmed_at=None if row["confirmed_at"] is None else from_ms(row["confirmed_at"]),
    )
