"""Rows of readings: how far each case was read at this desk, and where it was left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from console.domain.cases import Reading
from console.domain.ids import CaseId, MessageId, to_ms
from console.store.database import Database


def get(db: Database, case_id: CaseId) -> Reading | None:
    """Return the reading of a case, None where it was never opened here."""
    row = db.row("SELECT * FROM readings WHERE case_id = ?", (case_id,))
    if row is None:
        return None
    top_id = None if row["top_id"] is None else MessageId(row["top_id"])
    return Reading(MessageId(row["read_id"]), top_id, row["top_offset"])


def put(db: Database, case_id: CaseId, reading: Reading, now: datetime) -> None:
    """Store the reading of a case; what was read stays read. Inside a `writing` block."""
    db.execute(
        "INSERT INTO readings (case_id, read_id, top_id, top_offset, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET read_id = max(read_id, excluded.read_id),"
        " top_id = excluded.top_id, top_offset = excluded.top_offset, at = excluded.at",
        (case_id, reading.read_id, reading.top_id, reading.top_offset, to_ms(now)),
    )


def unread_from(db: Database, arrived: Iterable[tuple[CaseId, MessageId]]) -> None:
    """Take back that what is newer than a post was read: it came late, and nobody saw it.

    Inside a `writing` block.
    """
    db.execute_many(
        "UPDATE readings SET read_id = ? WHERE case_id = ? AND read_id > ?",
        [(message_id - 1, case_id, message_id) for case_id, message_id in arrived],
    )


def forget(db: Database, case_id: CaseId) -> None:
    """Make a case unread; inside a `writing` block."""
    db.execute("DELETE FROM readings WHERE case_id = ?", (case_id,))


def newest(db: Database) -> CaseId | None:
    """Return the case that was read last, None where none was."""
    found = db.value("SELECT case_id FROM readings ORDER BY at DESC, case_id DESC LIMIT 1")
    return None if found is None else CaseId(found)
