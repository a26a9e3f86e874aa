"""Take a post out of a case, for it is on the network no more."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import CaseId, RemoteId, to_ms
from console.store import standing
from console.store.database import Database

_OF_MESSAGE = ("account_posts", "orphan_posts", "pictures", "posts")
"""Tables whose rows go with a message, in the order in which they can."""


def remove_post(
    db: Database, network: str, remote_id: RemoteId, now: datetime
) -> frozenset[CaseId]:
    """Remove a post of ours and bring its case up to date; inside a `writing` block.

    Where it was the last word, the case needs a reply again. Returns the cases touched.
    """
    row = db.row(
        "SELECT m.id, m.case_id, m.search_text FROM posts p JOIN messages m ON m.id = p.message_id"
        " WHERE p.network = ? AND p.remote_id = ?",
        (network, remote_id),
    )
    if row is None:
        return frozenset()
    db.execute(
        "INSERT INTO messages_fts (messages_fts, rowid, search_text) VALUES ('delete', ?, ?)",
        (row["id"], row["search_text"]),
    )
    for table in _OF_MESSAGE:
        db.execute(f"DELETE FROM {table} WHERE message_id = ?", (row["id"],))
    db.execute("DELETE FROM messages WHERE id = ?", (row["id"],))
    if row["case_id"] is None:
        return frozenset()
    _renew_case(db, CaseId(row["case_id"]), now)
    return frozenset({CaseId(row["case_id"])})


def _renew_case(db: Database, case_id: CaseId, now: datetime) -> None:
    standing.recount(db, (case_id,))
    db.execute(
        "UPDATE cases SET state = 'needs_reply', state_at = ? WHERE id = ? AND state = 'waiting'"
        " AND coalesce(last_in_at, 0) > coalesce(last_out_at, 0)",
        (to_ms(now), case_id),
    )
    standing.refresh(db, (case_id,))
