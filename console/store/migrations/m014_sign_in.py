"""Step 14: how an account is signed in and since when, what that allows, and when it ended.

What was connected before this step was connected by its keys; what they allow is learnt at
the next sign-in. No column ever holds a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = (
    "signed_in_by TEXT NOT NULL DEFAULT 'keys'",
    # Null: not known, by a version before this step.
    "signed_in_at INTEGER",
    "scopes TEXT NOT NULL DEFAULT ''",
    "signed_out_at INTEGER",
    "signed_out_why TEXT",
)


def apply(db: Database) -> None:
    """Add the columns."""
    for column in COLUMNS:
        db.execute(f"ALTER TABLE accounts ADD COLUMN {column}")
    db.execute("PRAGMA user_version = 14")
