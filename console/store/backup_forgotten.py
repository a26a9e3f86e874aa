"""Who was forgotten since a backup was made is forgotten in it too, before it is used.

Today's file knows by its tombstones who that is. Where it cannot be read, nobody knows.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from console.domain.ids import to_ms
from console.errors import StoreError
from console.store import erasure_rows, erasure_traces, tombstones
from console.store.database import Database, translated


def after_restore(db: Database, before: Path, now: datetime) -> int | None:
    """Carry the tombstones of the file `before` over into a restored one, and heed them.

    Returns how many contacts were forgotten again; None where `before` is not there or
    cannot be read: then nobody knows who was to be forgotten.
    """
    if not before.exists():
        return None
    try:
        with translated(before):
            uri = f"{before.absolute().as_uri()}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        with closing(connection):
            connection.row_factory = sqlite3.Row
            source = Database(connection)
            if not _has_tombstones(source):
                return 0
            with db.writing(durable=True):
                tombstones.carry(source, db)
    except StoreError:
        return None
    return _erase_again(db, now)


def _has_tombstones(db: Database) -> bool:
    """Return whether a file knows them: an older schema does not."""
    there = "SELECT 1 FROM sqlite_master WHERE name = 'tombstones'"
    return db.value(there) is not None and tombstones.are_there(db)


def _erase_again(db: Database, now: datetime) -> int:
    with db.writing(durable=True):
        erased = erasure_rows.erase_again(db, to_ms(now))
    if erased is None:
        return 0
    erasure_traces.clean_index(db)
    before = erasure_traces.layout(db)
    erasure_traces.write_anew(db)
    erasure_traces.check_layout(db, before)
    return erased.counts.get("contacts", 0)
