"""The words of posts that their network shows no more, or otherwise: taken out, or replaced.

A post whose words were taken out stays as a row, so that the case can still be understood:
who wrote when, and what we answered. Everything is done inside a `writing` block.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from console.domain.ids import CaseId, MessageId, RemoteId, to_ms
from console.domain.kinds import KindBasis
from console.domain.remote import RemotePost
from console.store import cautions, messages, standing, word_traces
from console.store.database import Database
from console.text.folding import fold
from console.text.kinds import apologises, kind_of


class _Words(NamedTuple):
    """What a post says from now on."""

    message_id: MessageId
    text: str
    lang: str
    media: str | None
    """The column's text."""


def withdraw(db: Database, message_ids: Collection[MessageId], now: datetime) -> frozenset[CaseId]:
    """Take the words and pictures out of posts, and out of the index; return their cases."""
    marks = {"ids": json.dumps(list(message_ids)), "now": to_ms(now)}
    gone = [
        MessageId(row["message_id"])
        for row in db.rows(
            "SELECT message_id FROM posts WHERE withdrawn_at IS NULL"
            " AND message_id IN (SELECT value FROM json_each(:ids))",
            marks,
        )
    ]
    touched = _put(db, [_Words(one, "", "", None) for one in gone])
    if gone:
        word_traces.mark(db)
    cautions.unquote(db, touched, gone, who=False)
    db.execute(
        "UPDATE posts SET withdrawn_at = :now, gone_at = ifnull(gone_at, :now)"
        " WHERE message_id IN (SELECT value FROM json_each(:ids))",
        marks,
    )
    return touched


def show_again(db: Database, network: str, given: Mapping[RemoteId, RemotePost]) -> set[CaseId]:
    """Let posts that were taken for gone be there again, for a page shows them.

    Those whose words were taken out get what the page says.
    """
    rows = db.rows(
        "SELECT p.message_id, p.remote_id, p.withdrawn_at, m.case_id"
        " FROM posts p JOIN messages m ON m.id = p.message_id"
        " WHERE p.network = ? AND p.gone_at IS NOT NULL"
        " AND p.remote_id IN (SELECT value FROM json_each(?))",
        (network, json.dumps(list(given))),
    )
    if not rows:
        return set()
    _put(
        db,
        _words_of(
            {
                MessageId(row["message_id"]): given[RemoteId(row["remote_id"])]
                for row in rows
                if row["withdrawn_at"] is not None
            }
        ),
    )
    db.execute_many(
        "UPDATE posts SET gone_at = NULL, withdrawn_at = NULL WHERE message_id = ?",
        [(row["message_id"],) for row in rows],
    )
    return {CaseId(row["case_id"]) for row in rows if row["case_id"] is not None}


def edit(
    db: Database, network: str, newer: Mapping[MessageId, RemotePost], now: datetime
) -> frozenset[CaseId]:
    """Give posts the words of a later version, whose id is known as theirs from then on."""
    touched = _put(db, _words_of(newer))
    db.execute_many(
        "UPDATE posts SET edited_at = ? WHERE message_id = ?",
        [(to_ms(now), message_id) for message_id in newer],
    )
    db.execute_many(
        "INSERT OR REPLACE INTO post_versions (network, remote_id, message_id) VALUES (?, ?, ?)",
        [(network, post.remote_id, message_id) for message_id, post in newer.items()],
    )
    return touched


def later_versions(db: Database, network: str, given: Iterable[RemoteId]) -> list[RemoteId]:
    """Return which of some posts are later versions of such as are stored under their first id."""
    rows = db.rows(
        "SELECT remote_id FROM post_versions WHERE network = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (network, json.dumps(list(given))),
    )
    return [RemoteId(row["remote_id"]) for row in rows]


def _words_of(posts: Mapping[MessageId, RemotePost]) -> list[_Words]:
    return [
        _Words(message_id, post.text, post.lang, messages.media_to_json(post.media))
        for message_id, post in posts.items()
    ]


def _put(db: Database, words: Collection[_Words]) -> frozenset[CaseId]:
    """Store what posts say now, where they are found by it, and what follows."""
    rows = db.rows(
        "SELECT m.id, m.case_id, m.direction, m.search_text, m.kind_basis FROM messages m"
        " WHERE m.id IN (SELECT value FROM json_each(?))",
        (json.dumps([each.message_id for each in words]),),
    )
    was = {row["id"]: row for row in rows}
    for each in words:
        row = was.get(each.message_id)
        if row is None:
            continue
        folded = fold(each.text)
        db.execute(
            "INSERT INTO messages_fts (messages_fts, rowid, search_text) VALUES ('delete', ?, ?)",
            (each.message_id, row["search_text"]),
        )
        db.execute(
            "INSERT INTO messages_fts (rowid, search_text) VALUES (?, ?)",
            (each.message_id, folded),
        )
        db.execute(
            "UPDATE messages SET text = ?, search_text = ? WHERE id = ?",
            (each.text, folded, each.message_id),
        )
        db.execute("UPDATE posts SET media = ? WHERE message_id = ?", (each.media, each.message_id))
        db.execute("DELETE FROM pictures WHERE message_id = ?", (each.message_id,))
        if each.text:
            _judge(db, each, row["direction"], row["kind_basis"])
    touched = frozenset(CaseId(row["case_id"]) for row in rows if row["case_id"] is not None)
    standing.recount(db, touched)
    standing.refresh(db, touched)
    return touched


def _judge(db: Database, words: _Words, direction: str, basis: str | None) -> None:
    """Say anew of what kind a post is, as `messages.add_all` does; a person's word stays."""
    if direction == "out":
        db.execute(
            "UPDATE messages SET apology = ? WHERE id = ?",
            (apologises(words.text), words.message_id),
        )
    elif basis != KindBasis.PERSON:
        db.execute(
            "UPDATE messages SET message_kind = ?, kind_basis = ? WHERE id = ?",
            (kind_of(words.text, words.lang), KindBasis.RULE, words.message_id),
        )
