"""Rows as an act found them and as it left them: noted by triggers, compared, put back.

Kept are whole rows where one came or went, and of the others the columns that changed. What
follows from the rest (`standing.DERIVED`) is neither kept nor compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from console.store import standing
from console.store.database import Database

JOURNALLED = (
    "contacts", "contact_tags", "phones", "handles", "contact_merges", "cases", "case_tags",
    "case_conversations", "joined_cases", "messages", "posts", "call_notes", "promises",
    "resolutions", "drafts", "draft_versions", "reply_threads", "readings", "logged_calls",
    "saved_replies", "bad_log_rows",
    "different_contacts", "call_drafts", "ignored_findings", "root_cause_fixes",
    "watches", "mutes", "triage_rules", "rule_effects", "saved_searches", "accounts",
)  # fmt: skip
"""The tables whose rows an act may change."""
_FOLLOWS = {"cases": standing.DERIVED, "saved_replies": frozenset({"uses", "used_at"})}
"""Columns that follow from other rows."""
SWAPPED = frozenset({"case_conversations", "case_tags", "contact_tags", "handles", "phones"})
"""Tables in which an act may give the place of one row to another that is like it.

One by one the rows would stand in each other's way there. Nothing refers to them.
"""

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
    first = db.rows(
        "SELECT tab, key, old FROM temp.noted WHERE place IN"
        " (SELECT min(place) FROM temp.noted GROUP BY tab, key) ORDER BY place"
    )
    before = {
        (row["tab"], row["key"]): None if row["old"] is None else json.loads(row["old"])
        for row in first
    }
    now = rows_now(db, before)
    found = ((place, *_shortened(place[0], old, now[place])) for place, old in before.items())
    return [
        {"table": table, "key": key, "before": old, "after": new}
        for (table, key), old, new in found
        if old or new
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


def misfits(db: Database, rows: list[Image], side: str) -> list[Image]:
    """Return the rows that are not as they stand on one side of their entry."""
    now = rows_now(db, [(row["table"], row["key"]) for row in rows])
    return [row for row in rows if not _fits(row, side, now[row["table"], row["key"]])]


def _fits(row: Image, side: str, now: dict[str, Any] | None) -> bool:
    wanted = row[side]
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
    other = "after" if side == "before" else "before"
    changed = [row for row in rows if row[other] is not None and row[side] is not None]
    swapped = [row for row in changed if row["table"] in SWAPPED]
    now = rows_now(db, [(row["table"], row["key"]) for row in swapped])
    coming: list[Side] = [
        (row["table"], row["key"], (now[row["table"], row["key"]] or {}) | row[side])
        for row in swapped
    ]
    coming += [
        (row["table"], row["key"], row[side])
        for row in rows
        if row[other] is None and row[side] is not None
    ]
    for row in changed:
        if row["table"] not in SWAPPED:
            _put_back(db, row["table"], row["key"], row[side])
    for row in (*swapped, *(row for row in rows if row[side] is None)):
        _remove(db, row["table"], row["key"])
    for table, key, values in coming:
        _insert(db, table, key, values)


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
    """Insert a row at its place; at another where its like has taken that meanwhile."""
    taken = table in SWAPPED and db.value(f"SELECT 1 FROM {table} WHERE rowid = ?", (key,))
    place = {} if taken else {"rowid": key}
    columns = {name: value for name, value in values.items() if not (taken and name == "id")}
    db.insert(table, place | columns)
    if table == "messages":
        _index_text(db, key, values)


def _remove(db: Database, table: str, key: int) -> None:
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


def rows_now(
    db: Database, places: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], dict[str, Any] | None]:
    """Return rows by table and rowid, in one statement a table; None for one that is not."""
    found: dict[tuple[str, int], dict[str, Any] | None] = dict.fromkeys(places)
    for table in {table for table, _ in found}:
        keys = [key for name, key in found if name == table]
        for row in db.rows(
            f"SELECT t.rowid AS its_place, t.* FROM {table} t"
            " WHERE t.rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(keys),),
        ):
            columns = dict(row)
            found[table, columns.pop("its_place")] = columns
    return found
