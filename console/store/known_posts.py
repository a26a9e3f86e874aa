"""Posts of a page that may be stored already: which are, and what showing them again changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from console.domain.accounts import Account
from console.domain.ids import CaseId, MessageId, RemoteId, WatchId
from console.store.database import Database

FOUND = "found"
"""In place of a timeline (`account_posts`): a watch showed the post."""


def summons(post: str, account: str) -> str:
    """Return the SQL of whether a post calls for an account: it mentions or quotes that one.

    `post` is the alias of its row of `posts`, `account` an account's id. The timelines and watches
    of that account say so; what calls for another account calls for nobody else. Of a captured
    post, which nobody was shown so far, its text does, and whether it did when it was captured.
    """
    return (
        f"coalesce((SELECT max(s.summons AND s.account_id IS {account}) FROM account_posts s"
        f" WHERE s.message_id = {post}.message_id), {post}.summons AND EXISTS (SELECT 1"
        f" FROM accounts o JOIN messages t ON t.id = {post}.message_id WHERE o.id = {account}"
        # As `post_links.mentions`.
        " AND ' ' || lower(t.text) || ' ' GLOB '*[^0-9a-z_@\uff20/][@\uff20]' || lower(o.handle)"
        " || '[^0-9a-z_@]*'))"
    )


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


def is_another(db: Database, account: Account, remote_id: RemoteId, parent_id: RemoteId) -> bool:
    """Return whether a post that an account is said to have made in answer to `parent_id` is not.

    It is known as somebody else's, or as an answer to something else.
    """
    stored = db.row(
        "SELECT author_id, parent_id FROM posts WHERE network = ? AND remote_id = ?",
        (account.network, remote_id),
    )
    if stored is None:
        return False
    answers = stored["parent_id"]
    return stored["author_id"] != account.remote_id or answers not in (None, parent_id)


def passed_over(db: Database, network: str, given: Iterable[RemoteId]) -> list[RemoteId]:
    """Return the posts of a page that are not to be stored.

    What was deleted from here, which a page may still show for a while; and later versions of
    posts that are stored under their first id.
    """
    rows = db.rows(
        "SELECT remote_id FROM reply_parts WHERE state = 'deleted'"
        " AND remote_id IN (SELECT value FROM json_each(:ids))"
        " UNION SELECT remote_id FROM post_versions WHERE network = :network"
        " AND remote_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(list(given)), "network": network},
    )
    return [RemoteId(row["remote_id"]) for row in rows]


def note_seen(
    db: Database, account: Account, source: str, seen: Mapping[MessageId, bool]
) -> set[CaseId]:
    """Note that a timeline or watch of an account shows posts, each with whether it summons that.

    It may turn out to later only: what it quotes may have been stored after it, and what a watch
    of another account found comes as a mention of this one. Returns the cases of the posts that
    are summons now and were none before.
    """
    calling = [message_id for message_id, summoning in seen.items() if summoning]
    rows = db.rows(
        "SELECT m.case_id FROM messages m WHERE m.id IN (SELECT value FROM json_each(?))"
        " AND m.case_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account_posts s"
        " WHERE s.account_id = ? AND s.message_id = m.id AND s.summons)",
        (json.dumps(calling), account.id),
    )
    db.execute_many(
        "INSERT INTO account_posts (account_id, message_id, timeline, summons)"
        " VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        f" timeline = iif(timeline = '{FOUND}', excluded.timeline, timeline),"
        " summons = max(summons, excluded.summons)"
        f" WHERE timeline = '{FOUND}' OR summons < excluded.summons",
        [(account.id, message_id, source, summoning) for message_id, summoning in seen.items()],
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
