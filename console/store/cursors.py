"""Where each walk through an account's timelines stands, in the connector's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.ids import AccountId, from_ms
from console.domain.remote import Timeline
from console.store.database import Database


@dataclass(frozen=True, slots=True)
class Cursor:
    """A stored cursor, and whether posts are known to be missing before a time."""

    value: str
    done: bool
    """Whether the walk it belongs to was complete."""
    gap_before: datetime | None
    """Posts older than this were no longer to be had; None where nothing is missing."""


def get(db: Database, account_id: AccountId, timeline: Timeline) -> Cursor | None:
    """Return where the walk stands; None before the first page."""
    row = db.row(
        "SELECT value, done, gap_before FROM cursors WHERE account_id = ? AND timeline = ?",
        (account_id, timeline),
    )
    if row is None:
        return None
    gap = row["gap_before"]
    return Cursor(row["value"], bool(row["done"]), None if gap is None else from_ms(gap))


def put(
    db: Database,
    account_id: AccountId,
    timeline: Timeline,
    *,
    value: str,
    done: bool,
    gap_before_ms: int | None,
    now_ms: int,
) -> None:
    """Store where the walk stands; inside the `writing` block of its page.

    A gap once noticed stays on record until a newer one replaces it.
    """
    db.execute(
        "INSERT INTO cursors VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " value = excluded.value, done = excluded.done, updated_at = excluded.updated_at,"
        " gap_before = coalesce(excluded.gap_before, gap_before)",
        (account_id, timeline, value, done, gap_before_ms, now_ms),
    )
