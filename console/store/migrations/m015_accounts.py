"""Step 15: an account's colour and limits, and its agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    db.execute("PRAGMA user_version = 15")
