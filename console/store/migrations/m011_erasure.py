"""Step 11: who was forgotten, as salted hashes; how long what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = (
    # With what the digests of tombstones are keyed; several where files came together.
    "tombstone_keys ( id INTEGER PRIMARY KEY, secret TEXT NOT NULL UNIQUE) STRICT",
    # What is not to come back: hashes alone. `until`: only what is from before that moment;
    # `reason`: forgotten, or kept no longer.
    (
        "tombstones ("
        " key_id INTEGER NOT NULL REFERENCES tombstone_keys(id) ON DELETE CASCADE,"
        " kind TEXT NOT NULL,"
        " digest TEXT NOT NULL,"
        " until INTEGER NOT NULL,"
        " reason TEXT NOT NULL,"
        " PRIMARY KEY (key_id, kind, digest)) STRICT, WITHOUT ROWID"
    ),
    # One a contact that was forgotten; nothing in it says who. `counts` and `copies` are JSON.
    # `layout`: how the rows without a number of their own lay before the file was written anew.
    (
        "erasures ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " code TEXT NOT NULL UNIQUE,"
        " state TEXT NOT NULL,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " begun_at INTEGER NOT NULL,"
        " finished_at INTEGER,"
        " counts TEXT NOT NULL,"
        " copies TEXT NOT NULL DEFAULT '[]',"
        " problem TEXT NOT NULL DEFAULT '',"
        " layout TEXT NOT NULL DEFAULT '') STRICT"
    ),
    # What is kept how long; days null: for ever.
    "retention_rules ( kind TEXT PRIMARY KEY, days INTEGER, changed_at INTEGER NOT NULL) STRICT",
    (
        "retention_runs ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " at INTEGER NOT NULL,"
        " daily INTEGER NOT NULL,"
        " done INTEGER NOT NULL,"
        " counts TEXT NOT NULL) STRICT"
    ),
)


def apply(db: Database) -> None:
    """Create the tables."""
    for table in TABLES:
        db.execute(f"CREATE TABLE {table}")
    db.execute("PRAGMA user_version = 11")
