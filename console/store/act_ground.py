"""What stands on the rows of an act: why it cannot be taken back any more.

Nothing that others made since may lose its ground or stand in the wrong place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from console.store import row_images
from console.store.database import Database
from console.store.row_images import Image, Side

_CASE_KEYED = frozenset({"cases", "drafts", "readings", "joined_cases"})
"""Tables whose key is a case's."""

_REFERRING = {
    "contacts": (
        ("cases", "contact_id"), ("handles", "contact_id"), ("phones", "contact_id"),
        ("contact_tags", "contact_id"), ("different_contacts", "contact_id"),
        ("different_contacts", "other_id"),
    ),
    "cases": (
        ("messages", "case_id"), ("reply_threads", "case_id"), ("drafts", "case_id"),
        ("promises", "case_id"), ("resolutions", "case_id"), ("case_tags", "case_id"),
    ),
}  # fmt: skip
"""By table: where others stand on its rows. What an act made goes only if nobody else does."""

_BUILT_ON = (
    # an answer to a post that is no more, or whose message is in another case than it
    """SELECT 1 FROM json_each(:posts) made JOIN posts p ON p.message_id = made.value
    JOIN reply_threads r ON r.reply_to = p.remote_id""",
    """SELECT 1 FROM json_each(:moved) moved JOIN messages m ON m.id = moved.value
    JOIN posts p ON p.message_id = m.id JOIN reply_threads r ON r.reply_to = p.remote_id
    JOIN accounts a ON a.id = r.account_id AND a.network = p.network
    WHERE r.case_id <> m.case_id""",
    # a post that came since, in a conversation that would be another case's
    """SELECT 1 FROM case_conversations k
    WHERE k.rowid IN (SELECT value FROM json_each(:conversations))
    AND k.case_id <> (SELECT m.case_id FROM messages m JOIN posts p ON p.message_id = m.id
    WHERE m.case_id IN (SELECT value FROM json_each(:touched))
    AND p.conversation_id = k.conversation_id AND p.author_id = k.customer_id
    ORDER BY m.id DESC LIMIT 1)""",
    # a timeline that has shown a post since
    """SELECT 1 FROM account_posts WHERE account_id IN (SELECT id FROM accounts)
    AND message_id IN (SELECT value FROM json_each(:posts))""",
    # another post of an author
    """SELECT 1 FROM handles h CROSS JOIN cases c ON c.contact_id = h.contact_id
    CROSS JOIN messages m ON m.case_id = c.id
    CROSS JOIN posts p ON p.message_id = m.id AND p.author_id = h.remote_id
    WHERE h.rowid IN (SELECT value FROM json_each(:handles))
    AND m.id NOT IN (SELECT value FROM json_each(:messages))""",
)
"""Each finds what would be in the wrong place where rows are as they were before an act.

Asked when they are.
"""


def bears_others(db: Database, rows: list[Image], there: str) -> bool:
    """Return whether something stands on a row that is to go, and is no row of this act.

    Asked before it goes: much goes along with a case.
    """
    own = {(row["table"], row["key"]) for row in rows}
    for table, places in _REFERRING.items():
        keys = [row["key"] for row in rows if row["table"] == table and row[there] is None]
        for child, column in places if keys else ():
            found = db.rows(
                f"SELECT rowid AS place FROM {child}"
                f" WHERE {column} IN (SELECT value FROM json_each(?))",
                (json.dumps(keys),),
            )
            if any((child, row["place"]) not in own for row in found):
                return True
    return False


def is_built_on(db: Database, rows: list[Image], there: str) -> bool:
    """Return whether something came since that does not go with rows that were just put back."""

    def keys(table: str, *, gone: bool) -> str:
        found = [
            row["key"] for row in rows if row["table"] == table and (not gone or row[there] is None)
        ]
        return json.dumps(found)

    asked = {table: keys(table, gone=True) for table in ("posts", "messages", "handles")}
    asked["conversations"] = keys("case_conversations", gone=False)
    asked["moved"] = keys("messages", gone=False)
    asked["touched"] = json.dumps([*touched(sides(db, rows))[0]])
    return any(db.value(query, asked) for query in _BUILT_ON)


def touched(rows: Iterable[Side]) -> tuple[set[int], set[int], list[int]]:
    """Return the cases and contacts that rows are or belong to, and the messages they are of."""
    cases, contacts, messages = set[int](), set[int](), list[int]()
    for table, key, values in rows:
        if table in _CASE_KEYED:
            cases.add(key)
        if table == "contacts":
            contacts.add(key)
        if table in {"posts", "call_notes"}:
            messages.append(key)
        cases |= {values[name] for name in ("case_id", "into_id") if values.get(name)}
        contacts |= {values["contact_id"]} if values.get("contact_id") else set()
    return cases, contacts, messages


def sides(db: Database, rows: list[Image]) -> Iterator[Side]:
    """Return the rows of an entry as they were before and after, and as they are.

    The last only of those that stayed: of them the entry holds some columns only.
    """
    stayed = [
        (row["table"], row["key"])
        for row in rows
        if row["table"] != "cases" and row["before"] is not None and row["after"] is not None
    ]
    for row in rows:
        for side in (row["before"], row["after"]):
            yield row["table"], row["key"], side or {}
    for (table, key), now in row_images.rows_now(db, stayed).items():
        yield table, key, now or {}
