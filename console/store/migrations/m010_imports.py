"""Step 10: what was taken in from other files, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = (
    # `options`, `place` and `tally` are JSON, see `store.imports`.
    (
        "imports ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " fingerprint TEXT NOT NULL,"
        " name TEXT NOT NULL,"
        " kind TEXT NOT NULL,"
        " account_id INTEGER NOT NULL REFERENCES accounts(id),"
        " options TEXT NOT NULL,"
        " place TEXT NOT NULL,"
        " tally TEXT NOT NULL,"
        " state TEXT NOT NULL,"
        " began_at INTEGER NOT NULL,"
        " moved_at INTEGER NOT NULL,"
        " quiet_before INTEGER)"
    ),
    # The cases that each began and that were not looked at yet at its end.
    (
        "import_cases ("
        " import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,"
        " case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,"
        " PRIMARY KEY (import_id, case_id)) WITHOUT ROWID"
    ),
    # Direct messages that became call notes: the network's id of each, so that none comes twice.
    # The note may be another row since, or gone.
    (
        "imported_notes ("
        " network TEXT NOT NULL,"
        " remote_id TEXT NOT NULL,"
        " message_id INTEGER NOT NULL,"
        " PRIMARY KEY (network, remote_id)) WITHOUT ROWID"
    ),
)
INDEXES = (
    "imports_fingerprint ON imports (fingerprint, id)",
    "import_cases_case ON import_cases (case_id)",
    "imported_notes_message ON imported_notes (message_id)",
)


def apply(db: Database) -> None:
    """Create the tables; what is stored already was no import."""
    for table in TABLES:
        db.execute(f"CREATE TABLE {table}")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    db.execute("PRAGMA user_version = 10")
