"""Who became part of a contact that goes, by merges: copies made before still hold them apart."""

from __future__ import annotations

import json
from dataclasses import dataclass

from console.store.database import Database


@dataclass(frozen=True, slots=True)
class Merged:
    """A contact that is no more, for it was made one with another."""

    id: int
    name: str
    created_ms: int | None
    """When it was made; None where the journal does not say it any more."""
    had_handle: bool


def into_gone(db: Database) -> tuple[Merged, ...]:
    """Return who became part of those in `gone_contacts`, also by way of others."""
    rows = db.rows(
        "WITH RECURSIVE part(id) AS (SELECT id FROM gone_contacts UNION"
        " SELECT m.gone_id FROM part JOIN contact_merges m ON m.into_id = part.id)"
        " SELECT m.gone_id, m.gone_name, j.rows FROM part"
        " JOIN contact_merges m ON m.into_id = part.id JOIN journal j ON j.id = m.journal_id"
    )
    return tuple(_merged(row["gone_id"], row["gone_name"], row["rows"]) for row in rows)


def _merged(contact_id: int, name: str, images: str) -> Merged:
    """Read from the rows of the act what the contact was before it."""
    created_ms, had_handle = None, False
    for image in json.loads(images):
        before = image["before"] or {}
        if image["table"] == "contacts" and image["key"] == contact_id:
            created_ms = before.get("created_at")
            name = before.get("name") or name
        had_handle |= image["table"] == "handles" and before.get("contact_id") == contact_id
    return Merged(contact_id, name, created_ms, had_handle)
