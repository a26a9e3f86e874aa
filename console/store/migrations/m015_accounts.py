"""Step 15: an account's colour and limits, and its agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

COLOURS = ("amber", "blue", "green", "rust", "sky", "mauve")
COLUMNS = {
    "accounts": (
        # One of `domain.accounts.COLOURS`.
        "colour TEXT NOT NULL DEFAULT 'amber'",
        # The limit that its answers begin with; null: as the preferences have it.
        "post_limit TEXT",
        # How it is called at this desk; empty: as on its network.
        "own_name TEXT NOT NULL DEFAULT ''",
        # Whether it is left out at the side.
        "hidden INTEGER NOT NULL DEFAULT 0",
    ),
    # Since when an agent is not offered any more; null for those that are.
    "agents": ("retired_at INTEGER",),
}


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    for table, columns in COLUMNS.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    rows = db.execute("SELECT id FROM accounts ORDER BY id").fetchall()
    for place, (account_id,) in enumerate(rows):
        colour = COLOURS[place % len(COLOURS)]
        db.execute("UPDATE accounts SET colour = ? WHERE id = ?", (colour, account_id))
    # All cases of one account, in whatever state, as they are listed.
    db.execute("CREATE INDEX cases_of_account ON cases (account_id, rank DESC, id DESC)")
    db.execute("PRAGMA user_version = 15")
