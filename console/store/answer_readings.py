"""Rows of what our own posts say: which are left to be read, what they answer, what was found.

What a reading rests on may become another: a person says of what kind the answered post is, or
a post comes late. Triggers (step 7) then forget the readings of our posts in that case; where
it is an older post of ours, those of the answers behind it that are compared with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from console.checks.answer_readings import AnswerReading, OwnPost
from console.domain.ids import MessageId
from console.domain.kinds import MessageKind
from console.store.database import Database, Parameters

_NAMES = (
    "(SELECT t.name || ifnull(' ' || (SELECT group_concat(h.name || ' ' || h.handle, ' ')"
    " FROM handles h WHERE h.contact_id = t.id AND h.network = p.network), '')"
    " FROM cases c JOIN contacts t ON t.id = c.contact_id WHERE c.id = m.case_id)"
)
_POSTS = (
    "SELECT m.id, m.text, q.message_id AS before, q.author_id = p.author_id AS is_ours,"
    " p.parent_id IS NOT NULL AS answers, k.text AS asked, k.message_kind AS kind,"
    f" {_NAMES} AS names FROM"
)
_OURS = (
    "posts p CROSS JOIN messages m ON m.id = p.message_id"
    " LEFT JOIN posts q ON q.network = p.network AND q.remote_id = p.parent_id"
    " LEFT JOIN messages k ON k.id = q.message_id"
    " WHERE p.repost = 0 AND m.kind = 'post' AND m.direction = 'out'"
)


class Author(NamedTuple):
    """Who of us wrote a post."""

    network: str
    remote_id: str


def left(db: Database, rule: str) -> dict[MessageId, Author]:
    """Return our posts that no reading of this rule is there of, newest first.

    Looks through the ids of our own posts alone, not through what they say.
    """
    found = db.tuples(
        "SELECT p.network, p.author_id, json_group_array(p.message_id)"
        " FROM (SELECT m.id FROM messages m WHERE m.kind = 'post' AND m.direction = 'out'"
        " AND NOT EXISTS (SELECT 1 FROM answer_readings r"
        " WHERE r.message_id = m.id AND r.rule = ?)) v"
        " CROSS JOIN posts p ON p.message_id = v.id AND p.repost = 0"
        " GROUP BY p.network, p.author_id",
        (rule,),
    )
    authors = {
        MessageId(message_id): Author(*who) for *who, ids in found for message_id in json.loads(ids)
    }
    return {message_id: authors[message_id] for message_id in sorted(authors, reverse=True)}


def posts(db: Database, author: Author, newest: MessageId, most: int) -> list[OwnPost]:
    """Return a post of ours and those of the same author before it, newest first."""
    return _posts(
        db,
        f"{_OURS} AND p.network = ? AND p.author_id = ? AND p.message_id <= ?"
        " ORDER BY p.message_id DESC LIMIT ?",
        (*author, newest, most),
    )


def put(db: Database, found: Sequence[AnswerReading], rule: str) -> set[MessageId]:
    """Store readings; return of which posts; inside a `writing` block.

    An answer that is not what was read any more is passed over: it is read again later.
    """
    ids = json.dumps([post.id for reading in found for post in reading.posts])
    now = set(_posts(db, f"json_each(?) v CROSS JOIN {_OURS} AND p.message_id = v.value", (ids,)))
    rows = [
        (post.id, rule, reading.share, reading.deflects, reading.repeats)
        for reading in found
        if now.issuperset(reading.posts)
        for post in reading.posts
    ]
    db.execute_many("INSERT OR REPLACE INTO answer_readings VALUES (?, ?, ?, ?, ?)", rows)
    return {row[0] for row in rows}


def _posts(db: Database, tables: str, parameters: Parameters) -> list[OwnPost]:
    """Return posts, newest first.

    As one row of JSON: row by row each step would wait for whatever else runs in Python.
    """
    ((found,),) = db.tuples(
        "SELECT json_group_array(json_array(id, text, before, is_ours, answers, asked, kind,"
        f" names)) FROM ({_POSTS} {tables})",
        parameters,
    )
    posts = [
        OwnPost(
            MessageId(message_id),
            text,
            MessageId(before) if is_ours else None,
            bool(answers) and not is_ours,
            "" if is_ours else asked or "",
            None if kind is None else MessageKind(kind),
            names or "",
        )
        for message_id, text, before, is_ours, answers, asked, kind, names in json.loads(found)
    ]
    return sorted(posts, key=lambda post: post.id, reverse=True)
