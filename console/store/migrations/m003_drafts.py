"""Step 3: how a draft is numbered, and what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Add `numbering`; create `draft_versions`, with what is being written as the first ones."""
    for table in ("drafts", "reply_threads"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN numbering TEXT NOT NULL DEFAULT 'none'")
    db.execute(
        "CREATE TABLE draft_versions ("
        " id INTEGER PRIMARY KEY,"
        " case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " text TEXT NOT NULL,"
        " limit_name TEXT NOT NULL,"
        " numbering TEXT NOT NULL,"
        " begun_at INTEGER NOT NULL,"
        " at INTEGER NOT NULL,"
        " origin TEXT NOT NULL"
        ") STRICT"
    )
    db.execute("CREATE INDEX draft_versions_case ON draft_versions (case_id, id)")
    # A case is joined to another by whatever finds that both are one; what was written in it
    # goes along however that is, for the row that tells where it went comes before its end.
    db.execute(
        "CREATE TRIGGER draft_versions_join AFTER INSERT ON joined_cases BEGIN"
        " UPDATE draft_versions SET case_id = new.into_id WHERE case_id = new.case_id; END"
    )
    db.execute(
        "INSERT INTO draft_versions (case_id, agent_id, text, limit_name, numbering, begun_at,"
        " at, origin) SELECT case_id, agent_id, text, limit_name, numbering, updated_at,"
        " updated_at, 'typed' FROM drafts"
    )
    db.execute("PRAGMA user_version = 3")
