"""Rows of pictures: the files of those that a person loaded, gone with their messages."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from console.domain.ids import CaseId, MessageId, to_ms
from console.domain.messages import Media
from console.domain.pictures import PictureKey
from console.errors import NotFound
from console.language import tr
from console.store import messages
from console.store.database import Database


class Source(NamedTuple):
    """Where a picture comes from."""

    network: str
    media: Media


def source(db: Database, key: PictureKey) -> Source:
    """Return where a picture comes from.

    Raises:
        NotFound: there is no such post, or it has no such picture.
    """
    row = db.row("SELECT network, media FROM posts WHERE message_id = ?", (key.message_id,))
    media = () if row is None else messages.media_from_json(row["media"])
    if row is None or not 0 <= key.position < len(media):
        raise NotFound(tr("The post or its picture is no longer there."))
    return Source(row["network"], media[key.position])


def get(db: Database, key: PictureKey) -> bytes | None:
    """Return the file of a picture, None where it was not loaded."""
    data: bytes | None = db.value(
        "SELECT data FROM pictures WHERE message_id = ? AND position = ?", key
    )
    return data


def of_case(db: Database, case_id: CaseId) -> tuple[PictureKey, ...]:
    """Return the pictures of a case that were loaded, those of the newest post first."""
    rows = db.rows(
        "SELECT p.message_id, p.position FROM messages m JOIN pictures p ON p.message_id = m.id"
        " WHERE m.case_id = ? ORDER BY p.message_id DESC, p.position",
        (case_id,),
    )
    return tuple(PictureKey(MessageId(row["message_id"]), row["position"]) for row in rows)


def put(db: Database, key: PictureKey, data: bytes, now: datetime) -> None:
    """Store the file of a picture, unless its post is gone; inside a `writing` block."""
    db.execute(
        "INSERT INTO pictures (message_id, position, data, loaded_at)"
        " SELECT id, ?, ?, ? FROM messages WHERE id = ?"
        " ON CONFLICT DO UPDATE SET data = excluded.data, loaded_at = excluded.loaded_at",
        (key.position, data, to_ms(now), key.message_id),
    )


def forget(db: Database, key: PictureKey) -> None:
    """Delete the file of a picture; inside a `writing` block."""
    db.execute("DELETE FROM pictures WHERE message_id = ? AND position = ?", key)
