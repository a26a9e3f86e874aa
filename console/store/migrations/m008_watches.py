"""Step 8: watches, mutes and rules: what finds posts, and what is done with those that come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = (
    # Saved searches. One that is taken away stays as a row, for what it found and cost.
    (
        "watches ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " account_id INTEGER NOT NULL REFERENCES accounts(id),"
        " name TEXT NOT NULL,"
        " query TEXT NOT NULL,"
        " pace_s INTEGER NOT NULL,"
        # Millionths of a dollar a calendar month (UTC).
        " monthly_budget INTEGER NOT NULL,"
        " begin_at INTEGER NOT NULL,"
        " paused INTEGER NOT NULL DEFAULT 0,"
        " counted_week INTEGER,"
        " estimated_month INTEGER,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL,"
        " removed_at INTEGER)"
    ),
    # Where the walk of each stands: of which query it is, the connector's cursor, what is next.
    (
        "watch_walks ("
        " watch_id INTEGER PRIMARY KEY REFERENCES watches(id) ON DELETE CASCADE,"
        " query TEXT NOT NULL,"
        " cursor TEXT,"
        " done INTEGER NOT NULL,"
        " gap_before INTEGER,"
        " walked_at INTEGER,"
        " due_at INTEGER,"
        " failures INTEGER NOT NULL DEFAULT 0,"
        " problem TEXT)"
    ),
    # Which posts each found; `known`: whether something else had brought the post before.
    (
        "watch_hits ("
        " watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,"
        " message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,"
        " known INTEGER NOT NULL,"
        " found_at INTEGER NOT NULL,"
        " PRIMARY KEY (watch_id, message_id))"
    ),
    # What of an account's charges each caused; as `charges`.
    (
        "watch_charges ("
        " watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,"
        " day TEXT NOT NULL,"
        " item TEXT NOT NULL,"
        " price INTEGER NOT NULL,"
        " count INTEGER NOT NULL,"
        " PRIMARY KEY (watch_id, day, item, price))"
    ),
    (
        "mutes ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " network TEXT NOT NULL,"
        " kind TEXT NOT NULL,"
        " value TEXT NOT NULL,"
        " shown TEXT NOT NULL,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL,"
        " UNIQUE (network, kind, value))"
    ),
    # `conditions` and `effects` are JSON, see `store.triage_rules`.
    (
        "triage_rules ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " name TEXT NOT NULL UNIQUE,"
        " conditions TEXT NOT NULL,"
        " effects TEXT NOT NULL,"
        " enabled INTEGER NOT NULL DEFAULT 1,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL)"
    ),
    # What rules did; the case is the one that the post belongs to by now. `was`: what stood
    # there before. A rule that is removed takes its record along.
    (
        "rule_effects ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " rule_id INTEGER NOT NULL REFERENCES triage_rules(id) ON DELETE CASCADE,"
        " message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,"
        " kind TEXT NOT NULL,"
        " value TEXT NOT NULL,"
        " was TEXT,"
        " at INTEGER NOT NULL)"
    ),
)
COLUMNS = {
    # Which mute keeps a post quiet; null for what is heard.
    "messages": ("muted_by INTEGER",),
    # Derived, see `store.standing`: the customer posted, and no post mentions or quotes us.
    "cases": ("unsummoned INTEGER NOT NULL DEFAULT 0",),
}
INDEXES = (
    # What each found is counted from these two alone, in either order.
    "watch_hits_message ON watch_hits (message_id, watch_id, known, found_at)",
    "watch_hits_found ON watch_hits (watch_id, found_at, known, message_id)",
    "rule_effects_rule ON rule_effects (rule_id, id)",
    "rule_effects_message ON rule_effects (message_id)",
    "messages_muted ON messages (muted_by) WHERE muted_by IS NOT NULL",
)


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    for table in TABLES:
        db.execute(f"CREATE TABLE {table} STRICT")
    for table, columns in COLUMNS.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    _find_unsummoned(db)
    db.execute("PRAGMA user_version = 8")


def _find_unsummoned(db: Database) -> None:
    """Mark the cases that are there in which no post of the customer calls for us."""
    db.execute(
        "UPDATE cases SET unsummoned = 1 WHERE id IN (SELECT m.case_id FROM messages m"
        " JOIN posts p ON p.message_id = m.id WHERE m.direction = 'in' AND m.kind = 'post'"
        " AND m.case_id IS NOT NULL GROUP BY m.case_id HAVING max(p.summons) = 0)"
    )
