"""What came into a case that somebody who answers it has not seen; and cautions as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace

from console.domain.cautions import SINCE_BEGUN, Caution, CautionKind
from console.domain.ids import (
    AgentId,
    CaseId,
    MessageId,
    from_ms,
    message_ms,
    to_ms,
)
from console.store.database import Database, Row

QUOTING = (*SINCE_BEGUN, CautionKind.PARENT_EDITED)
"""Cautions whose text is what somebody wrote."""
MOST_TEXT = 280
"""How many characters of a message stand in a caution."""


def known_now(db: Database, case_id: CaseId) -> str:
    """Return the ids of all messages of a case, as a column holds them."""
    return str(
        db.value("SELECT json_group_array(id) FROM messages WHERE case_id = ?", (case_id,)),
    )


def known(column: str | None) -> frozenset[MessageId] | None:
    """Return the messages that a column names; None where it does not know."""
    return None if column is None else frozenset(MessageId(each) for each in json.loads(column))


def since(
    db: Database, case_id: CaseId, seen: Iterable[MessageId], agent_id: AgentId
) -> tuple[Caution, ...]:
    """Return what a case holds beyond the messages `seen` by an agent, oldest first.

    Not what went out from this desk, nor what this agent noted.
    """
    rows = db.rows(
        "SELECT m.id, m.kind, m.direction, m.text, g.name AS agent,"
        " coalesce(h.handle, a.handle, '') AS handle"
        " FROM messages m LEFT JOIN posts p ON p.message_id = m.id"
        " LEFT JOIN handles h ON h.network = p.network AND h.remote_id = p.author_id"
        " LEFT JOIN accounts a ON a.network = p.network AND a.remote_id = p.author_id"
        " LEFT JOIN call_notes n ON n.message_id = m.id LEFT JOIN agents g ON g.id = n.agent_id"
        " WHERE m.case_id = :case AND m.muted_by IS NULL"
        " AND m.id NOT IN (SELECT value FROM json_each(:seen))"
        " AND (n.agent_id IS NULL OR n.agent_id <> :agent)"
        " AND NOT EXISTS (SELECT 1 FROM reply_parts r WHERE r.remote_id = p.remote_id)"
        " ORDER BY m.id",
        {"case": case_id, "seen": json.dumps(list(seen)), "agent": agent_id},
    )
    return tuple(_caution(row) for row in rows)


def since_draft(db: Database, case_id: CaseId) -> tuple[Caution, ...]:
    """Return what came into a case since its draft was begun; empty without one."""
    row = db.row("SELECT agent_id, known FROM drafts WHERE case_id = ?", (case_id,))
    seen = None if row is None else known(row["known"])
    if row is None or seen is None:
        return ()
    return since(db, case_id, seen, AgentId(row["agent_id"]))


def to_json(cautions: Iterable[Caution]) -> str | None:
    """Return cautions as a column holds them; None for none."""
    items = [
        asdict(each) | {"at": None if each.at is None else to_ms(each.at)} for each in cautions
    ]
    return json.dumps(items, ensure_ascii=False) if items else None


def unquote(db: Database, case_ids: Iterable[int], gone: Iterable[int], *, who: bool) -> None:
    """Take what messages say out of the cautions in these cases; inside a `writing` block.

    Of messages that are among `gone`, and of what names no message; `who`: who wrote them too.
    """
    messages = frozenset(gone)
    for row in db.rows(
        "SELECT p.id, p.cautions FROM reply_threads t JOIN reply_parts p ON p.thread_id = t.id"
        " WHERE p.cautions IS NOT NULL AND t.case_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_ids)),),
    ):
        told = from_json(row["cautions"])
        kept = [
            replace(each, text="", who="" if who else each.who)
            if each.kind in QUOTING and (each.message_id is None or each.message_id in messages)
            else each
            for each in told
        ]
        if kept != list(told):
            db.execute(
                "UPDATE reply_parts SET cautions = ? WHERE id = ?", (to_json(kept), row["id"])
            )


def from_json(column: str | None) -> tuple[Caution, ...]:
    """Return what `to_json` stored."""
    if column is None:
        return ()
    return tuple(
        Caution(
            CautionKind(item["kind"]),
            item["text"],
            item["who"],
            None if item["at"] is None else from_ms(item["at"]),
            None if item["message_id"] is None else MessageId(item["message_id"]),
        )
        for item in json.loads(column)
    )


def _caution(row: Row) -> Caution:
    if row["kind"] == "call_note":
        kind, who = CautionKind.CALL_NOTED, row["agent"] or ""
    elif row["direction"] == "in":
        kind, who = CautionKind.CUSTOMER_WROTE, row["handle"]
    else:
        kind, who = CautionKind.ANSWERED, row["handle"]
    message_id = MessageId(row["id"])
    return Caution(kind, one_line(row["text"]), who, from_ms(message_ms(message_id)), message_id)


def one_line(text: str) -> str:
    """Return a text on one line, cut to `MOST_TEXT`."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_TEXT else f"{line[: MOST_TEXT - 1]}…"
