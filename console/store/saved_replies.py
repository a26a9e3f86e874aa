"""Rows of saved replies: their texts, and how often each was used."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from console.domain.ids import SavedReplyId, from_ms, to_ms
from console.domain.saved_replies import NewReply, SavedReply
from console.errors import NotFound
from console.language import tr
from console.store.database import Database, Row


def every(db: Database) -> tuple[SavedReply, ...]:
    """Return all saved replies in the order of their names."""
    rows = db.rows("SELECT * FROM saved_replies ORDER BY name COLLATE NOCASE, id")
    return tuple(_reply(row) for row in rows)


def get(db: Database, reply_id: SavedReplyId) -> SavedReply:
    """Return one saved reply.

    Raises:
        NotFound: there is none of this id.
    """
    row = db.row("SELECT * FROM saved_replies WHERE id = ?", (reply_id,))
    if row is None:
        raise NotFound(tr("This saved reply is no longer there."))
    return _reply(row)


def add(db: Database, new: NewReply, now: datetime) -> SavedReplyId:
    """Store a saved reply; inside a `writing` block."""
    values = {"name": new.name, "text": new.text, "changed_at": to_ms(now)}
    return SavedReplyId(db.insert("saved_replies", values))


def put(db: Database, reply_id: SavedReplyId, new: NewReply, now: datetime) -> None:
    """Give a saved reply this name and text, if it has another; inside a `writing` block."""
    db.execute(
        "UPDATE saved_replies SET name = :name, text = :text, changed_at = :now"
        " WHERE id = :id AND (name <> :name OR text <> :text)",
        {"name": new.name, "text": new.text, "now": to_ms(now), "id": reply_id},
    )


def remove(db: Database, reply_id: SavedReplyId) -> None:
    """Remove a saved reply; inside a `writing` block."""
    db.execute("DELETE FROM saved_replies WHERE id = ?", (reply_id,))


def count_uses(db: Database, reply_ids: Collection[SavedReplyId], now: datetime) -> None:
    """Note that an answer was queued with these, each once; inside a `writing` block."""
    db.execute_many(
        "UPDATE saved_replies SET uses = uses + 1, used_at = ? WHERE id = ?",
        [(to_ms(now), reply_id) for reply_id in sorted(set(reply_ids))],
    )


def _reply(row: Row) -> SavedReply:
    used_at = None if row["used_at"] is None else from_ms(row["used_at"])
    return SavedReply(SavedReplyId(row["id"]), row["name"], row["text"], row["uses"], used_at)
