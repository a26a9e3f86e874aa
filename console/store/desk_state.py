"""Small facts about the whole data file, by name."""

from __future__ import annotations

from console.store.database import Database


def get(db: Database, name: str) -> str:
    """Return a fact; empty where it is not known."""
    return str(db.value("SELECT value FROM desk_state WHERE name = ?", (name,)) or "")


def put(db: Database, name: str, value: str) -> None:
    """Keep a fact; inside a `writing` block."""
    db.execute(
        "INSERT INTO desk_state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, value),
    )
