"""What persons did, with the rows as they were before and after, so that it can be undone.

An act is undone only while each of its rows is still as the act left it; a later
change to one of them, by a person or by a sync, refuses the undo as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.domain.changes import Changes
from console.domain.ids import AgentId, CaseId, to_ms
from console.errors import InputError, NotFound
from console.store.database import Database

_KEYS = {"contacts": "id", "phones": "id", "handles": "rowid", "cases": "id",
         "case_conversations": "rowid", "messages": "id", "posts": "message_id",
         "call_notes": "message_id"}  # fmt: skip
"""The tables whose rows an act may change, and their keys, parents first."""

_BUILT_ON = (
    # another case of a contact
    """SELECT 1 FROM cases WHERE contact_id IN (SELECT value FROM json_each(:contacts))
    AND id NOT IN (SELECT value FROM json_each(:cases))""",
    # an answer in a case, or to a post
    "SELECT 1 FROM reply_threads WHERE case_id IN (SELECT value FROM json_each(:cases))",
    """SELECT 1 FROM json_each(:posts) made JOIN posts p ON p.message_id = made.value
    JOIN reply_threads r ON r.reply_to = p.remote_id""",
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
"""Each finds what would lose its ground if rows that an act made were removed."""

Watched = list[tuple[str, int]]
"""(table, key) of the rows that an act touches."""


@dataclass(frozen=True, slots=True)
class Undone:
    """An act taken back: its words, and what has to be read again."""

    act: str
    changes: Changes


@contextmanager
def recorded(
    db: Database, agent_id: AgentId, act: str, now: datetime, watched: Watched
) -> Iterator[Watched]:
    """Run a person's act as one transaction and journal it.

    `watched` names the existing rows that it will change; rows that it makes are added
    to the yielded list. `act` is what a person reads: `Resolve case`.

    Raises:
        NotFound: a watched row is gone, for instance joined to another case meanwhile.
    """
    with db.writing():
        before = {place: _row(db, *place) for place in watched}
        if None in before.values():
            raise NotFound("The case was changed meanwhile and is no longer there.")
        touched = list(watched)
        yield touched
        rows = [
            {"table": table, "key": key, "before": before.get((table, key)),
             "after": _row(db, table, key)}
            for table, key in touched
        ]  # fmt: skip
        db.insert(
            "journal",
            {
                "agent_id": agent_id,
                "at": to_ms(now),
                "act": act,
                "rows": json.dumps(rows, ensure_ascii=False),
            },
        )


def undo(db: Database, agent_id: AgentId, now: datetime, since: datetime) -> Undone | None:
    """Take back an agent's newest act that was not taken back yet; None where there is none.

    Acts before `since` stay. An act that can no longer be taken back is set aside, so that
    it does not bar the way to those before it.

    Raises:
        InputError: a later change touched one of its rows; they stay as they are.
    """
    with db.writing():
        last = db.row(
            "SELECT id, act, rows FROM journal WHERE agent_id = ? AND undone_at IS NULL"
            " AND set_aside_at IS NULL AND at >= ? ORDER BY id DESC LIMIT 1",
            (agent_id, to_ms(since)),
        )
        if last is None:
            return None
        rows: list[dict[str, Any]] = json.loads(last["rows"])
        possible = all(_is_as_left(db, row) for row in rows) and not _is_built_on(db, rows)
        if possible:
            _take_back(db, rows)
        done = "undone_at" if possible else "set_aside_at"
        db.execute(f"UPDATE journal SET {done} = ? WHERE id = ?", (to_ms(now), last["id"]))
    if not possible:
        raise InputError(
            f"“{last['act']}” cannot be undone: the case changed after it.",
            advice="Put right by hand what should be different; undo goes on with the act before.",
        )
    cases = [CaseId(row["key"]) for row in rows if row["table"] == "cases"]
    return Undone(last["act"], Changes.of(cases=cases))


def _is_as_left(db: Database, row: dict[str, Any]) -> bool:
    """Return whether a journalled row is still as its act left it."""
    table, key = row["table"], row["key"]
    begun = row["before"] is None and _has_draft(db, table, key)
    return bool(_row(db, table, key) == row["after"]) and not begun


def _is_built_on(db: Database, rows: list[dict[str, Any]]) -> bool:
    """Return whether something else came to stand on a row that an act made."""
    made = {table: [row["key"] for row in rows if row["table"] == table and row["before"] is None]
            for table in _KEYS}  # fmt: skip
    return any(
        db.value(query, {table: json.dumps(keys) for table, keys in made.items()})
        for query in _BUILT_ON
    )


def _take_back(db: Database, rows: list[dict[str, Any]]) -> None:
    """Remove the rows that an act made, children first, and put back those it changed."""
    order = list(_KEYS)
    for row in sorted(rows, key=lambda row: -order.index(row["table"])):
        if row["before"] is None:
            _remove(db, row["table"], row["key"], row["after"])
    for row in rows:
        if row["before"] is not None:
            _put_back(db, row["table"], row["key"], row["before"])


def _row(db: Database, table: str, key: int) -> dict[str, Any] | None:
    found = db.row(f"SELECT * FROM {table} WHERE {_KEYS[table]} = ?", (key,))
    return None if found is None else dict(found)


def _has_draft(db: Database, table: str, key: int) -> bool:
    return table == "cases" and bool(db.value("SELECT 1 FROM drafts WHERE case_id = ?", (key,)))


def _put_back(db: Database, table: str, key: int, before: dict[str, Any]) -> None:
    columns = ", ".join(f"{column} = ?" for column in before)
    db.execute(f"UPDATE {table} SET {columns} WHERE {_KEYS[table]} = ?", (*before.values(), key))


def _remove(db: Database, table: str, key: int, after: dict[str, Any]) -> None:
    if table == "messages":
        db.execute(
            "INSERT INTO messages_fts (messages_fts, rowid, search_text) VALUES ('delete', ?, ?)",
            (key, after["search_text"]),
        )
    db.execute(f"DELETE FROM {table} WHERE {_KEYS[table]} = ?", (key,))
