"""Put the rows of an export into a desk that is empty, as they were; one transaction.

Nothing is remapped: numbers, acts and the numbers given last stay those of the desk that it came
from. What follows from the rows is built anew, and what does not fit together is refused before
the commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from console.domain.cautions import Caution, CautionKind
from console.domain.outbox import FINISHED_STATES, PartState
from console.errors import InputError, StoreClash
from console.language import tr
from console.store import cautions
from console.store.database import Database
from console.store.own_table_names import table_name
from console.store.own_tables import FOLLOWS, KEPT, PREPARED, SEQUENCES

COPIED = "It stood in an export, and may have gone out since from where that was made."
_ROWID = 2**63 - 1
_NEITHER = (
    "SELECT 1 FROM messages m LEFT JOIN posts p ON p.message_id = m.id"
    " LEFT JOIN call_notes n ON n.message_id = m.id"
    " WHERE (m.kind = 'post') <> (p.message_id IS NOT NULL)"
    " OR (m.kind = 'call_note') <> (n.message_id IS NOT NULL)"
)
_OTHER_LAST = (
    "SELECT 1 FROM cases c WHERE c.last_message_id IS NOT"
    " (SELECT max(id) FROM messages m WHERE m.case_id = c.id)"
)
_QUIET = (
    "SELECT 1 FROM messages WHERE muted_by IS NOT NULL AND muted_by NOT IN (SELECT id FROM mutes)"
)
_UNFIT = (
    (tr("a message that is neither a post nor a call note"), _NEITHER),
    (tr("a case whose last message is another"), _OTHER_LAST),
    (tr("a message that is kept quiet by nothing"), _QUIET),
)
"""What no key of the schema rules out."""


class OtherAgents(Exception):
    """Somebody is at this desk already under another number: it cannot be taken for empty."""


def is_empty(db: Database) -> bool:
    """Return whether nobody worked at this desk yet, nor synced it."""
    return not any(
        db.value(f"SELECT 1 FROM main.{table} LIMIT 1") for table in KEPT if table not in PREPARED
    )


def begin(db: Database, tables: Iterable[str]) -> frozenset[tuple[int, str]]:
    """Make room for the rows of these tables; inside a `writing` block.

    Returns the agents who were here.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    agents = frozenset((row["id"], row["name"]) for row in db.rows("SELECT * FROM agents"))
    for table in PREPARED & set(tables):
        db.execute(f"DELETE FROM main.{table}")
    return agents


def put(db: Database, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Store some rows of a table.

    Raises:
        InputError: two rows are one, or a row is none that the table can hold.
    """
    if table == SEQUENCES:
        _put_sequences(db, columns, rows)
        return
    marks = ", ".join("?" * len(columns))
    try:
        db.execute_many(f"INSERT INTO main.{table} ({', '.join(columns)}) VALUES ({marks})", rows)
    except StoreClash as error:
        raise _refused(tr("two rows of {what} are one.").format(what=table_name(table))) from error


def see_agents(db: Database, before: frozenset[tuple[int, str]]) -> None:
    """See that those who were here are among those who came, under the same numbers.

    Raises:
        OtherAgents: they are not; an open window knows its agent by the number.
    """
    now = {(row["id"], row["name"]) for row in db.rows("SELECT id, name FROM agents")}
    if not before <= now:
        raise OtherAgents


def finish(db: Database) -> None:
    """Build what follows from the rows, and see that they fit together; in the same block.

    Raises:
        InputError: they do not.
    """
    for what, query in _UNFIT:
        if db.value(f"{query} LIMIT 1"):
            raise _refused(tr("it holds {what}.").format(what=what))
    broken = db.row('SELECT "table", parent FROM pragma_foreign_key_check()')
    if broken is not None:
        what, of = (table_name(broken[key]) for key in ("table", "parent"))
        raise _refused(
            tr("a row of {what} belongs to one of {of} that is not there.").format(what=what, of=of)
        )
    for name in _indexes(db):
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    hold_answers(db)


def hold_answers(db: Database) -> None:
    """Let no answer go out by itself that stood in a copy; inside a `writing` block.

    What was waiting is held, what was on its way is looked for: nothing is posted twice.
    """
    said = cautions.to_json([Caution(CautionKind.STALE, COPIED)])
    done = json.dumps([str(state) for state in FINISHED_STATES])
    db.execute(
        "UPDATE reply_parts SET state = ?, cautions = ?, not_before = NULL WHERE state = ?"
        " AND NOT EXISTS (SELECT 1 FROM reply_parts b WHERE b.thread_id = reply_parts.thread_id"
        " AND b.position < reply_parts.position"
        " AND b.state NOT IN (SELECT value FROM json_each(?)))",
        (PartState.HELD, said, PartState.QUEUED, done),
    )
    db.execute(
        "UPDATE reply_parts SET state = ?, looked_at = NULL, looks = 0 WHERE state = ?",
        (PartState.UNSURE, PartState.SENDING),
    )


def _indexes(db: Database) -> list[str]:
    """Return the full-text indexes over texts that other tables hold."""
    return [
        row["name"]
        for row in db.rows(
            "SELECT name FROM main.sqlite_master WHERE type = 'table'"
            " AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%content=''_%'"
        )
        if row["name"] in FOLLOWS
    ]


def _put_sequences(db: Database, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    for row in rows:
        said = dict(zip(columns, row, strict=True))
        name, last = said["name"], said["seq"]
        if name not in KEPT or not 0 <= last < _ROWID:
            raise _refused(tr("it gives numbers to what it does not hold."))
        if not db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?",
                          (last, name)):  # fmt: skip
            db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))


def _refused(why: str) -> InputError:
    return InputError(
        # Translators: {why} goes on with a small letter.
        tr("The export cannot be used: {why}").format(why=why),
        advice=tr("Take another copy of the file, or export again."),
    )
