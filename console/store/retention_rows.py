"""Deletes messages and cases that are kept no longer, with all that is only theirs.

Everything is done inside a `writing` block. Why they go is not asked here.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from console.domain.ids import CaseId
from console.store.database import Database

_OF_CASE = (
    "reply_threads", "drafts", "draft_versions", "ignored_findings", "promises",
    "resolutions", "case_tags", "readings", "watch_cases", "case_conversations", "import_cases",
)  # fmt: skip
_OF_MESSAGE = (
    "account_posts", "orphan_posts", "pictures", "answer_readings", "watch_hits", "rule_effects",
    "logged_calls", "post_versions", "imported_notes", "posts", "call_notes",
)  # fmt: skip
_OF_CONTACT = ("contact_tags", "different_contacts", "phones", "handles")
_POSTS = (
    "SELECT 1 FROM handles h JOIN posts p ON p.network = h.network AND p.author_id = h.remote_id"
)


def take_messages(db: Database, messages: Collection[int]) -> None:
    """Delete messages, also out of the index of words."""
    db.execute(
        "INSERT INTO messages_fts (messages_fts, rowid, search_text) SELECT 'delete', id,"
        " search_text FROM messages WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(messages)),),
    )
    for table in _OF_MESSAGE:
        delete(db, table, "message_id", messages)
    delete(db, "messages", "id", messages)


def empty_of(db: Database, cases: Collection[CaseId]) -> set[CaseId]:
    """Return which of some cases hold no message."""
    rows = db.tuples(
        "SELECT v.value FROM json_each(?) v WHERE NOT EXISTS"
        " (SELECT 1 FROM messages m WHERE m.case_id = v.value)",
        (json.dumps(list(cases)),),
    )
    return {CaseId(row[0]) for row in rows}


def drop_cases(db: Database, cases: Collection[CaseId]) -> set[int]:
    """Delete cases that hold no message any more; return whose they were.

    A call note that is being written stays, as one that belongs to no case yet.
    """
    chosen = json.dumps(list(cases))
    whose = db.tuples(
        "SELECT DISTINCT contact_id FROM cases WHERE id IN (SELECT value FROM json_each(?))",
        (chosen,),
    )
    db.execute(
        "DELETE FROM reply_parts WHERE thread_id IN (SELECT id FROM reply_threads"
        " WHERE case_id IN (SELECT value FROM json_each(?)))",
        (chosen,),
    )
    db.execute(
        "UPDATE call_drafts SET case_id = NULL WHERE case_id IN (SELECT value FROM json_each(?))",
        (chosen,),
    )
    for table in _OF_CASE:
        delete(db, table, "case_id", cases)
    delete(db, "joined_cases", "into_id", cases)
    delete(db, "cases", "id", cases)
    return {row[0] for row in whose}


def drop_lonely(db: Database, contacts: Collection[int]) -> set[int]:
    """Delete those of some contacts who have neither a case nor a post; return them.

    Nothing keeps them from coming back: who writes or calls again is a new contact.
    """
    rows = db.tuples(
        "SELECT c.id FROM contacts c JOIN json_each(?) v ON v.value = c.id"
        " WHERE NOT EXISTS (SELECT 1 FROM cases k WHERE k.contact_id = c.id)"
        f" AND NOT EXISTS ({_POSTS} WHERE h.contact_id = c.id)",
        (json.dumps(list(contacts)),),
    )
    gone = {row[0] for row in rows}
    if not gone:
        return gone
    for table in _OF_CONTACT:
        delete(db, table, "contact_id", gone)
    delete(db, "different_contacts", "other_id", gone)
    for column in ("into_id", "gone_id"):
        delete(db, "contact_merges", column, gone)
    db.execute(
        "DELETE FROM desk_state WHERE name IN"
        " (SELECT 'notes of contact ' || value FROM json_each(?))",
        (json.dumps(list(gone)),),
    )
    delete(db, "contacts", "id", gone)
    return gone


def lonely_without(db: Database, which: str, when: dict[str, int]) -> int:
    """Return how many contacts would have nothing left without some cases; changes nothing.

    `which` names the cases, as the rest of a statement from ` FROM cases c` on.
    """
    found = db.value(
        f"WITH going AS MATERIALIZED (SELECT c.id, c.contact_id {which})"
        " SELECT count(*) FROM (SELECT DISTINCT contact_id FROM going) g"
        " WHERE NOT EXISTS (SELECT 1 FROM cases k WHERE k.contact_id = g.contact_id"
        "  AND k.id NOT IN (SELECT id FROM going))"
        f" AND NOT EXISTS ({_POSTS} JOIN messages m ON m.id = p.message_id"
        "  WHERE h.contact_id = g.contact_id"
        "  AND (m.case_id IS NULL OR m.case_id NOT IN (SELECT id FROM going)))",
        when,
    )
    return int(found)


def delete(db: Database, table: str, column: str, keys: Collection[int]) -> None:
    """Delete the rows of a table in whose column one of some numbers stands."""
    db.execute(
        f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
