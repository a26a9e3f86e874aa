"""Step 12: when each post was last asked for again at its network, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = (
    # Later versions of edited posts: what a timeline shows under such an id is there already.
    (
        "post_versions ("
        " network TEXT NOT NULL,"
        " remote_id TEXT NOT NULL,"
        " message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,"
        " PRIMARY KEY (network, remote_id))"
    ),
    # One row a run of an account; `rolling`: how many of the asked were not due for a day.
    (
        "recheck_runs ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " account_id INTEGER NOT NULL REFERENCES accounts(id),"
        " at INTEGER NOT NULL,"
        " asked INTEGER NOT NULL,"
        " rolling INTEGER NOT NULL,"
        " withdrawn INTEGER NOT NULL,"
        " edited INTEGER NOT NULL,"
        # Millionths of a dollar; of the rolling ones as the list of prices says.
        " cost INTEGER NOT NULL,"
        " rolling_cost INTEGER NOT NULL,"
        " problem TEXT)"
    ),
)
COLUMNS = (
    # When its network was last asked for it again; null: never since it came in.
    "checked_at INTEGER",
    # When its words were taken out, for the network shows them no more.
    "withdrawn_at INTEGER",
    # When its words were replaced by those of a later version.
    "edited_at INTEGER",
)
INDEXES = (
    # By when each was last known to be there: for one that was never asked for again, that is
    # when it was written, so new ones come in at the end.
    "posts_checked ON posts (ifnull(checked_at, message_id >> 20)) WHERE withdrawn_at IS NULL",
    "posts_gone ON posts (gone_at) WHERE gone_at IS NOT NULL AND withdrawn_at IS NULL",
    "post_versions_message ON post_versions (message_id)",
    "recheck_runs_account ON recheck_runs (account_id, at)",
)


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    for table in TABLES:
        db.execute(f"CREATE TABLE {table} STRICT")
    for column in COLUMNS:
        db.execute(f"ALTER TABLE posts ADD COLUMN {column}")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    db.execute("PRAGMA user_version = 12")
