"""Step 13: indexes for a million messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    db.execute("PRAGMA user_version = 13")
