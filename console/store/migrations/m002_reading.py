"""Step 2: how far each case was read, pictures that were loaded, counts of cases with calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Create `readings` and `pictures`; count the cases that hold call notes."""
    _readings(db)
    _pictures(db)
    _call_counts(db)
    db.execute("PRAGMA user_version = 2")


# sqlite-utils knows no ON DELETE CASCADE: these two go with what they belong to.
def _readings(db: Database) -> None:
    db.execute(
        "CREATE TABLE readings ("
        " case_id INTEGER PRIMARY KEY REFERENCES cases(id) ON DELETE CASCADE,"
        " read_id INTEGER NOT NULL,"
        " top_id INTEGER,"
        " top_offset INTEGER NOT NULL DEFAULT 0,"
        " at INTEGER NOT NULL"
        ") STRICT"
    )
    db.execute("CREATE INDEX readings_at ON readings (at)")
    # What came before there was an unread line counts as read.
    db.execute(
        "INSERT INTO readings (case_id, read_id, at)"
        " SELECT id, last_message_id, state_at FROM cases WHERE last_message_id IS NOT NULL"
    )


def _pictures(db: Database) -> None:
    db.execute(
        "CREATE TABLE pictures ("
        " message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,"
        " position INTEGER NOT NULL,"
        " data BLOB NOT NULL,"
        " loaded_at INTEGER NOT NULL,"
        " PRIMARY KEY (message_id, position)"
        ") STRICT"
    )


def _call_counts(db: Database) -> None:
    db.execute("CREATE INDEX cases_with_calls ON cases (rank, id) WHERE calls > 0")
    db.execute("ALTER TABLE case_counts ADD COLUMN with_calls INTEGER NOT NULL DEFAULT 0")
    db.execute(
        "UPDATE case_counts SET with_calls = (SELECT count(*) FROM cases c WHERE c.calls > 0"
        " AND coalesce(c.account_id, 0) = case_counts.account_id AND c.state = case_counts.state)"
    )
    for name in ("cases_counted_in", "cases_counted_out", "cases_counted_over"):
        db.execute(f"DROP TRIGGER {name}")
    up = (
        "INSERT INTO case_counts (account_id, state, cases, with_calls)"
        " VALUES (coalesce(new.account_id, 0), new.state, 1, new.calls > 0)"
        " ON CONFLICT DO UPDATE SET cases = cases + 1, with_calls = with_calls + (new.calls > 0);"
    )
    down = (
        "UPDATE case_counts SET cases = cases - 1, with_calls = with_calls - (old.calls > 0)"
        " WHERE account_id = coalesce(old.account_id, 0) AND state = old.state;"
    )
    db.execute(f"CREATE TRIGGER cases_counted_in AFTER INSERT ON cases BEGIN {up} END")
    db.execute(f"CREATE TRIGGER cases_counted_out AFTER DELETE ON cases BEGIN {down} END")
    db.execute(
        "CREATE TRIGGER cases_counted_over AFTER UPDATE OF state, account_id, calls ON cases"
        " WHEN old.state IS NOT new.state OR old.account_id IS NOT new.account_id"
        " OR (old.calls > 0) IS NOT (new.calls > 0)"
        f" BEGIN {down} {up} END"
    )
