"""Our own posts, as far as a part whose fate is not known is compared with them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from console.domain.accounts import Account
from console.domain.ids import RemoteId, first_message_id, from_ms, message_ms, to_ms
from console.store.database import Database, Row

_OWN = "p.remote_id, p.parent_id, m.id, m.text"
_NO_PART = "NOT EXISTS (SELECT 1 FROM reply_parts r WHERE r.remote_id = p.remote_id)"
MOST_OWN = 400
"""How many of our posts are looked through at most."""


class OwnPost(NamedTuple):
    """One of our posts, as far as it is compared with a part."""

    remote_id: RemoteId
    parent_id: RemoteId | None
    at: datetime
    """By the network's clock."""
    text: str


def since(db: Database, account: Account, at: datetime) -> tuple[OwnPost, ...]:
    """Return our posts since a time that are no part's already, newest first, some hundreds."""
    rows = db.rows(
        f"SELECT {_OWN} FROM account_posts s JOIN messages m ON m.id = s.message_id"
        " JOIN posts p ON p.message_id = m.id"
        " WHERE s.account_id = :account AND s.message_id >= :first AND p.author_id = :own"
        f" AND p.repost = 0 AND {_NO_PART} ORDER BY s.message_id DESC LIMIT {MOST_OWN}",
        {
            "account": account.id,
            "first": first_message_id(to_ms(at)),
            "own": account.remote_id,
        },
    )
    return tuple(_read(row) for row in rows)


def _read(row: Row) -> OwnPost:
    parent = row["parent_id"]
    return OwnPost(
        RemoteId(row["remote_id"]),
        None if parent is None else RemoteId(parent),
        from_ms(message_ms(row["id"])),
        row["text"],
    )
