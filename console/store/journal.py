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

_KEYS = {"contacts": "id", "phones": "id", "cases": "id", "messages": "id",
         "call_notes": "message_id"}  # fmt: skip
"""The tables whose rows an act may change, and their keys, parents first."""

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


def undo(db: Database, now: datetime) -> Undone | None:
    """Take back the newest act that was not taken back yet; None where there is none.

    Raises:
        InputError: a later change touched one of its rows; nothing was changed.
    """
    with db.writing():
        last = db.row(
            "SELECT id, act, rows FROM journal WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1"
        )
        if last is None:
            return None
        rows: list[dict[str, Any]] = json.loads(last["rows"])
        if any(
            _row(db, row["table"], row["key"]) != row["after"]
            or (row["before"] is None and _has_draft(db, row["table"], row["key"]))
            for row in rows
        ):
            raise InputError(
                f"“{last['act']}” cannot be undone: the case changed after it.",
                advice="Open the case and put right by hand what should be different.",
            )
        order = list(_KEYS)
        for row in sorted(rows, key=lambda row: -order.index(row["table"])):
            if row["before"] is None:
                _remove(db, row["table"], row["key"], row["after"])
        for row in rows:
            if row["before"] is not None:
                _put_back(db, row["table"], row["key"], row["before"])
        db.execute("UPDATE journal SET undone_at = ? WHERE id = ?", (to_ms(now), last["id"]))
    cases = [CaseId(row["key"]) for row in rows if row["table"] == "cases"]
    return Undone(last["act"], Changes.of(cases=cases))


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
