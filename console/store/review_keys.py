"""What finds a case or a message of a reviewed file again where its numbers are others."""

from __future__ import annotations

import json
from collections.abc import Iterable

from console.domain.ids import CaseId, MessageId
from console.store.database import Database

_KEY = "p.network || ':' || p.remote_id"


def first_post(db: Database, case_id: CaseId) -> str:
    """Return `network:id` of a case's first post; empty where it has none."""
    found = db.value(
        f"SELECT {_KEY} FROM messages m JOIN posts p ON p.message_id = m.id"
        " WHERE m.case_id = ? AND m.kind = 'post' ORDER BY m.id LIMIT 1",
        (case_id,),
    )
    return str(found or "")


def post_of(db: Database, message_id: MessageId) -> str:
    """Return `network:id` of a post; empty where the message is none."""
    found = db.value(f"SELECT {_KEY} FROM posts p WHERE p.message_id = ?", (message_id,))
    return str(found or "")


def messages_of(db: Database, posts: Iterable[str]) -> dict[str, tuple[MessageId, CaseId | None]]:
    """Return the message, and its case, of each `network:id` that is stored."""
    found = db.tuples(
        "SELECT v.value, m.id, m.case_id FROM json_each(?) v JOIN posts p"
        " ON p.network = substr(v.value, 1, instr(v.value, ':') - 1)"
        " AND p.remote_id = substr(v.value, instr(v.value, ':') + 1)"
        " JOIN messages m ON m.id = p.message_id",
        (json.dumps(list(posts)),),
    )
    return {
        str(key): (MessageId(message), None if case is None else CaseId(case))
        for key, message, case in found
    }


def cases_there(db: Database, ids: Iterable[int]) -> frozenset[CaseId]:
    """Return which of these cases are stored."""
    found = db.tuples(
        "SELECT c.id FROM json_each(?) v JOIN cases c ON c.id = v.value", (json.dumps(list(ids)),)
    )
    return frozenset(CaseId(case_id) for (case_id,) in found)
