"""Words that were taken out of messages, and are still in segments of the index or in the log.

SQLite overwrites what is deleted from pages (`secure_delete`, which every connection sets), but
the full-text index keeps a deleted word till its segments are merged. Merging is for when nobody
waits: whoever takes words out marks it, in the same transaction, so that a kill loses nothing.
"""

from __future__ import annotations

import secrets

from console.domain.progress import NOBODY, Follower
from console.store import desk_state, erasure_traces
from console.store.database import BUSY_TIMEOUT_S, Database

_NAME = "words to clean"
_PATIENCE_S = 0.2
"""How long cutting the log waits for readers; writers wait as long."""


def mark(db: Database) -> None:
    """Note that words were taken out; inside a `writing` block."""
    desk_state.put(db, _NAME, secrets.token_hex(4))


def are_left(db: Database) -> bool:
    """Return whether words were taken out since the last cleaning."""
    return bool(desk_state.get(db, _NAME))


def clean(db: Database, follower: Follower = NOBODY) -> None:
    """Merge the index until no segment holds them, in steps, and cut the log if nobody reads."""
    seen = desk_state.get(db, _NAME)
    if not seen:
        return
    erasure_traces.clean_index(db, follower)
    db.execute(f"PRAGMA busy_timeout = {round(_PATIENCE_S * 1000)}")
    try:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.execute(f"PRAGMA busy_timeout = {round(BUSY_TIMEOUT_S * 1000)}")
    with db.writing():  # more may have been taken out meanwhile
        db.execute("DELETE FROM desk_state WHERE name = ? AND value = ?", (_NAME, seen))
