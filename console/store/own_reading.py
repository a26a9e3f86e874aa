"""Rows of the store on their way into an export, as lines of JSON, in bounded memory.

SQLite makes the lines itself, a thousand at a time: a row at a time would wait for the window
to let go of Python.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Iterator
from typing import NamedTuple

from console.store.database import Database
from console.store.own_tables import EMPTIED, KEPT, OF_CASES, SEQUENCES, Shape, shape

AT_ONCE = 1_000
"""Rows."""
FEW_AT_ONCE = {"journal": 20, "pictures": 4, "call_drafts": 100}
"""Rows of tables in which one may be large."""
_NUMBERED = f"name IN ({', '.join(repr(name) for name in KEPT)})"


class Lines(NamedTuple):
    """Some rows of a table."""

    rows: int
    text: str
    """Each a line with its end."""


def choose(db: Database, case_ids: Collection[int]) -> None:
    """Let only what belongs to these cases be read; inside a `reading` block, which ends it."""
    db.execute("CREATE TEMP TABLE own_cases (id INTEGER PRIMARY KEY, contact_id INTEGER)")
    db.execute(
        "INSERT INTO temp.own_cases SELECT id, contact_id FROM main.cases"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_ids)),),
    )
    db.execute("CREATE TEMP TABLE own_messages (id INTEGER PRIMARY KEY)")
    db.execute(
        "INSERT INTO temp.own_messages SELECT id FROM main.messages"
        " WHERE case_id IN (SELECT id FROM temp.own_cases)"
    )


def tables(*, chosen: bool, pictures: bool) -> tuple[str, ...]:
    """Return the tables that an export holds, in its order."""
    kept = tuple(name for name in KEPT if name in OF_CASES) if chosen else (*KEPT, SEQUENCES)
    return kept if pictures else tuple(name for name in kept if name != "pictures")


def shapes(db: Database, names: Collection[str]) -> tuple[Shape, ...]:
    """Return what each of the tables looks like."""
    return tuple(shape(db, name) for name in names)


def count(db: Database, table: Shape, *, chosen: bool) -> int:
    """Return how many rows of a table there are to be read."""
    return int(
        db.value(f"SELECT count(*) FROM main.{table.table} WHERE {_where(table, chosen=chosen)}")
    )


def lines(db: Database, table: Shape, *, chosen: bool) -> Iterator[Lines]:
    """Yield the rows of a table by its key; inside a `reading` block."""
    if table.key != ("rowid",) or any(column.type == "BLOB" for column in table.columns):
        yield from _made_here(db, table, chosen=chosen)
        return
    pairs = ", ".join(f"'{name}', {_value(table, name)}" for name in table.names)
    # In batches by the key, each of which is one row to Python.
    statement = (
        "SELECT max(place) AS place, count(*) AS rows,"
        " group_concat(line, char(10)) || char(10) AS text FROM (SELECT rowid AS place,"
        f" json_object('table', '{table.table}', {pairs}) AS line FROM main.{table.table}"
        f" WHERE rowid > ? AND ({_where(table, chosen=chosen)}) ORDER BY rowid LIMIT ?)"
    )
    after, at_once = -(2**63), FEW_AT_ONCE.get(table.table, AT_ONCE)
    while True:
        row = db.row(statement, (after, at_once))
        if row is None or not row["rows"]:
            return
        yield Lines(row["rows"], row["text"])
        after = row["place"]


def _made_here(db: Database, table: Shape, *, chosen: bool) -> Iterator[Lines]:
    """Yield the rows of a table that SQLite cannot write as JSON, or that has no rowid."""
    key = ", ".join(table.key)
    named = ", ".join((key, *(_value(table, name) for name in table.names)))
    where = _where(table, chosen=chosen)
    at_once = FEW_AT_ONCE.get(table.table, AT_ONCE)
    marks = ", ".join("?" * len(table.key))
    after: tuple[object, ...] = ()
    while True:
        later = f"({key}) > ({marks}) AND" if after else ""
        found = db.tuples(
            f"SELECT {named} FROM main.{table.table} WHERE {later} ({where})"
            f" ORDER BY {key} LIMIT {at_once}",
            after,
        )
        if not found:
            return
        width = len(table.key)
        text = "".join(_line(table, row[width:]) for row in found)
        yield Lines(len(found), text)
        after = found[-1][:width]


def _line(table: Shape, values: tuple[object, ...]) -> str:
    row: dict[str, object] = {"table": table.table}
    for name, value in zip(table.names, values, strict=True):
        row[name] = b64encode(value).decode() if isinstance(value, bytes) else value
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _value(table: Shape, name: str) -> str:
    return "NULL" if name in EMPTIED.get(table.table, ()) else name


def _where(table: Shape, *, chosen: bool) -> str:
    if table.table == SEQUENCES:
        return _NUMBERED
    return OF_CASES[table.table] if chosen else "1"
