"""Rows as an act found them and as it left them: noted by triggers, compared, put back.

Kept are whole rows where one came or went, and of the others the columns that changed. What
follows from the rest (`standing.DERIVED`) is neither kept nor compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from console.store import standing
from console.store.database import Database

JOURNALLED = (
    "contacts", "contact_tags", "phones", "handles", "contact_merges", "cases", "case_tags",
    "case_conversations", "joined_cases", "messages", "posts", "call_notes", "promises",
    "resolutions", "drafts", "draft_versions", "reply_threads", "readings", "logged_calls",
    "saved_replies",
)  # fmt: skip
"""The tables whose rows an act may change."""
_FOLLOWS = {"cases": standing.DERIVED}
"""Columns that follow from other rows."""

Image = dict[str, Any]
"""`table`, `key` (rowid), and the row `before` and `after`: columns, or None for no row."""
Side = tuple[str, int, dict[str, Any]]
"""Table, key and columns of a row, as it was or is."""


def watch(db: Database) -> None:
    """Make the triggers of this connection that note what an act touches, once."""
    if db.value("SELECT 1 FROM temp.sqlite_master WHERE name = 'recording'"):
        return
    with db.writing():
        db.execute("CREATE TEMP TABLE recording (one)")
        db.execute(
            "CREATE TEMP TABLE noted (place INTEGER PRIMARY KEY, tab TEXT, key INTEGER, old TEXT)"
        )
        for table in JOURNALLED:
            columns = [row["name"] for row in db.rows(f"PRAGMA main.table_info({table})")]
            old = ", ".join(f"'{column}', old.{column}" for column in columns)
            note = f"INSERT INTO noted (tab, key, old) SELECT '{table}',"
            was = f"{note} old.rowid, json_object({old});"
            came = f"{note} new.rowid, NULL"
            for event, notes in (
                ("INSERT", f"{came};"),
                # A row whose key is changed goes at one place and comes at another.
                ("UPDATE", f"{was} {came} WHERE new.rowid <> old.rowid;"),
                ("DELETE", was),
            ):
                db.execute(
                    f"CREATE TEMP TRIGGER noted_{table}_{event} AFTER {event} ON main.{table}"
                    f" WHEN EXISTS (SELECT 1 FROM recording) BEGIN {notes} END"
                )


def start(db: Database) -> None:
    """Note from now on; inside a `writing` block of a connection that watches."""
    db.execute("INSERT INTO temp.recording VALUES (1)")


def stop(db: Database) -> None:
    """Note no longer, and forget what was noted; inside the same block."""
    db.execute("DELETE FROM temp.recording")
    db.execute("DELETE FROM temp.noted")


def changes(db: Database) -> list[Image]:
    """Return the rows that were noted, as they were first and as they are now."""
    first: dict[tuple[str, int], dict[str, Any] | None] = {}
    for row in db.rows("SELECT tab, key, old FROM temp.noted ORDER BY place"):
        place = (row["tab"], row["key"])
        if place not in first:
            first[place] = None if row["old"] is None else json.loads(row["old"])
    pairs = ((place, before, row_now(db, *place)) for place, before in first.items())
    found = ((place, *_shortened(place[0], before, after)) for place, before, after in pairs)
    return [
        {"table": table, "key": key, "before": before, "after": after}
        for (table, key), before, after in found
        if before or after
    ]


def _shortened(
    table: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return what is kept of a row: of one that stayed only the columns that changed."""
    if before is None or after is None:
        return before, after
    follows = _FOLLOWS.get(table, frozenset())
    changed = [name for name in after if name not in follows and before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def noted(db: Database) -> Iterator[Side]:
    """Return the rows that were noted, as they were and as they are."""
    for row in db.rows("SELECT tab, key, old FROM temp.noted"):
        for side in (json.loads(row["old"] or "{}"), row_now(db, row["tab"], row["key"])):
            yield row["tab"], row["key"], side or {}


def fits(db: Database, row: Image, side: str) -> bool:
    """Return whether a row is now as it stands on one side of its entry."""
    wanted, now = row[side], row_now(db, row["table"], row["key"])
    if wanted is None or now is None:
        return wanted is None and now is None
    follows = _FOLLOWS.get(row["table"], frozenset())
    # A row that came or went is kept whole, also with columns that the schema has lost since.
    return all(
        now[name] == value for name, value in wanted.items() if name in now and name not in follows
    )


def apply(db: Database, rows: list[Image], side: str) -> None:
    """Bring rows to how they stand on one side of their entry.

    What stays is changed first: what goes takes along what belongs to it.
    """
    kinds: tuple[tuple[bool, bool, Callable[..., None]], ...] = (
        (True, True, _put_back), (True, False, _remove), (False, True, _insert),
    )  # fmt: skip
    other = "after" if side == "before" else "before"
    for was, will, write in kinds:
        for row in rows:
            if ((row[other] is not None), (row[side] is not None)) == (was, will):
                write(db, row["table"], row["key"], row[side])


def _put_back(db: Database, table: str, key: int, values: dict[str, Any]) -> None:
    if not values:
        return
    columns = ", ".join(f"{column} = ?" for column in values)
    found = table == "messages" and "search_text" in values
    if found:
        _forget_text(db, key)
    db.execute(f"UPDATE {table} SET {columns} WHERE rowid = ?", (*values.values(), key))
    if found:
        _index_text(db, key, values)


def _insert(db: Database, table: str, key: int, values: dict[str, Any]) -> None:
    db.insert(table, {"rowid": key} | values)
    if table == "messages":
        _index_text(db, key, values)


def _remove(db: Database, table: str, key: int, _values: None) -> None:
    if table == "messages":
        _forget_text(db, key)
    db.execute(f"DELETE FROM {table} WHERE rowid = ?", (key,))


def _index_text(db: Database, key: int, values: dict[str, Any]) -> None:
    db.execute(
        "INSERT INTO messages_fts (rowid, search_text) VALUES (?, ?)", (key, values["search_text"])
    )


def _forget_text(db: Database, key: int) -> None:
    db.execute(
        "INSERT INTO messages_fts (messages_fts, rowid, search_text)"
        " SELECT 'delete', id, search_text FROM messages WHERE id = ?",
        (key,),
    )


def row_now(db: Database, table: str, key: int) -> dict[str, Any] | None:
    """Return a row by its rowid; None where there is none."""
    found = db.row(f"SELECT * FROM {table} WHERE rowid = ?", (key,))
    return None if found is None else dict(found)
