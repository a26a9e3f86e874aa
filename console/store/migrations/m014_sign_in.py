"""Step 14: how an account is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    db.execute("PRAGMA user_version = 14")
