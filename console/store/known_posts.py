"""Posts of a page that may be stored already: which are, and what showing them again changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from console.domain.accounts import Account
from console.domain.ids import CaseId, MessageId, RemoteId, WatchId
from console.store.database import Database


def known(
    db: Database, network: str, given: Iterable[RemoteId]
) -> tuple[dict[RemoteId, MessageId], list[RemoteId]]:
    """Return which posts are stored, and which of these no timeline has shown so far."""
    rows = db.rows(
        "SELECT remote_id, message_id, NOT EXISTS (SELECT 1 FROM account_posts s"
        " WHERE s.account_id IN (SELECT id FROM accounts) AND s.message_id = p.message_id)"
        " AS captured FROM posts p WHERE network = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (network, json.dumps(list(given))),
    )
    stored = {RemoteId(row["remote_id"]): MessageId(row["message_id"]) for row in rows}
    return stored, [RemoteId(row["remote_id"]) for row in rows if row["captured"]]


def deleted_here(db: Database, given: Iterable[RemoteId]) -> list[RemoteId]:
    """Return the posts that were deleted from here: a page may still show them for a while."""
    rows = db.rows(
        "SELECT remote_id FROM reply_parts WHERE state = 'deleted'"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(given)),),
    )
    return [RemoteId(row["remote_id"]) for row in rows]


def show_again(db: Database, network: str, given: Iterable[RemoteId]) -> set[CaseId]:
    """Let posts that were taken for gone be there again, for a page shows them."""
    back = db.rows(
        "SELECT p.message_id, m.case_id FROM posts p JOIN messages m ON m.id = p.message_id"
        " WHERE p.network = ? AND p.gone_at IS NOT NULL"
        " AND p.remote_id IN (SELECT value FROM json_each(?))",
        (network, json.dumps(list(given))),
    )
    db.execute_many(
        "UPDATE posts SET gone_at = NULL WHERE message_id = ?",
        [(row["message_id"],) for row in back],
    )
    return {CaseId(row["case_id"]) for row in back if row["case_id"] is not None}


def call(db: Database, account: Account, summoning: Collection[RemoteId]) -> set[CaseId]:
    """Let stored posts of an account's cases be summons, for by now it is known that they are.

    What they quote may have been stored only after them.
    """
    rows = db.rows(
        "SELECT p.message_id, m.case_id FROM posts p JOIN messages m ON m.id = p.message_id"
        " JOIN cases c ON c.id = m.case_id"
        " WHERE p.network = ? AND p.summons = 0 AND m.direction = 'in' AND c.account_id = ?"
        " AND p.remote_id IN (SELECT value FROM json_each(?))",
        (account.network, account.id, json.dumps(list(summoning))),
    )
    db.execute_many(
        "UPDATE posts SET summons = 1 WHERE message_id = ?", [(row["message_id"],) for row in rows]
    )
    return {CaseId(row["case_id"]) for row in rows}


def quoted_of(db: Database, account: Account, quoted: Iterable[RemoteId]) -> frozenset[RemoteId]:
    """Return which of some posts are an account's own, as far as they are stored."""
    wanted = list(quoted)
    if not wanted:
        return frozenset()
    rows = db.rows(
        "SELECT remote_id FROM posts WHERE network = ? AND author_id = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (account.network, account.remote_id, json.dumps(wanted)),
    )
    return frozenset(RemoteId(row["remote_id"]) for row in rows)


def note_hits(
    db: Database, watch_id: WatchId, found: Iterable[tuple[MessageId, bool]], at_ms: int
) -> int:
    """Note which posts a watch found, each with whether it was stored before.

    Returns how many it had not found before.
    """
    return sum(
        db.execute(
            "INSERT OR IGNORE INTO watch_hits VALUES (?, ?, ?, ?)",
            (watch_id, message_id, stored, at_ms),
        )
        for message_id, stored in found
    )
