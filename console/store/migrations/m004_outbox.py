"""Step 4: the outbox asks, waits and deletes; what the network bills; accounts without access."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = {
    "reply_threads": (
        # Till then it only waits to be taken back.
        "send_after INTEGER",
        # JSON list of the messages that the person had before them; null: not known.
        "known TEXT",
        "confirmed_at INTEGER",
        # When a person last wanted it to go on, as it is.
        "hurried_at INTEGER",
    ),
    "reply_parts": (
        "first_attempted_at INTEGER",
        "looks INTEGER NOT NULL DEFAULT 0",
        # JSON list of what a person is to decide about.
        "cautions TEXT",
        # When it was sent, cancelled or deleted.
        "finished_at INTEGER",
    ),
    "drafts": ("known TEXT",),
    "posts": (
        # When it was found to be deleted or hidden.
        "gone_at INTEGER",
    ),
    "accounts": (
        "access TEXT NOT NULL DEFAULT 'api'",
        # Millionths of a US dollar a calendar month; null: no bound.
        "monthly_budget INTEGER",
        "retry_at INTEGER",
        "failures INTEGER NOT NULL DEFAULT 0",
    ),
}


def apply(db: Database) -> None:
    """Add columns to what there is; create `charges` and `billed_reads`."""
    for table, columns in COLUMNS.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    db.execute("UPDATE reply_parts SET first_attempted_at = attempted_at")
    db.execute("UPDATE reply_parts SET finished_at = attempted_at WHERE state = 'sent'")
    db.execute("DROP INDEX reply_parts_open")
    db.execute(
        "CREATE INDEX reply_parts_open ON reply_parts (thread_id, state)"
        " WHERE state NOT IN ('sent', 'cancelled', 'deleted')"
    )
    db.execute(
        "CREATE INDEX reply_parts_remote ON reply_parts (remote_id) WHERE remote_id IS NOT NULL"
    )
    db.execute("CREATE INDEX reply_parts_finished ON reply_parts (finished_at)")
    _spending(db)
    db.execute("PRAGMA user_version = 4")


def _spending(db: Database) -> None:
    # What was billed: counted by UTC day, kind and the price that held then (millionths).
    db.execute(
        "CREATE TABLE charges ("
        " account_id INTEGER NOT NULL REFERENCES accounts(id),"
        " day TEXT NOT NULL,"
        " item TEXT NOT NULL,"
        " price INTEGER NOT NULL,"
        " count INTEGER NOT NULL,"
        " PRIMARY KEY (account_id, day, item, price)"
        ") STRICT"
    )
    # A resource that is read twice in one UTC day is billed once; older days are dropped.
    db.execute(
        "CREATE TABLE billed_reads ("
        " account_id INTEGER NOT NULL REFERENCES accounts(id),"
        " day TEXT NOT NULL,"
        " kind TEXT NOT NULL,"
        " remote_id TEXT NOT NULL,"
        " PRIMARY KEY (account_id, day, kind, remote_id)"
        ") STRICT, WITHOUT ROWID"
    )
