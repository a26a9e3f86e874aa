"""What persons did, with the rows as they were before and after, so that it can be undone.

While an act is recorded, temporary triggers note every row of the `JOURNALLED` tables that
it touches: no verb can forget one. Kept are whole rows where one came or went, and of the
others the columns that changed. What follows from the rest (`standing.DERIVED`) is neither
kept nor compared, but found anew.

An act is undone only while what it changed is still as it left it; a later change of that,
by a person or by a sync, refuses the undo as a whole. What a person merely left behind
(`SOFT`: drafts, how far a case was read) does not stand in the way, and stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from console.domain.changes import Changes
from console.domain.ids import AgentId, CaseId, from_ms, to_ms
from console.errors import InputError
from console.store import standing
from console.store.database import Database, Row

JOURNALLED = (
    "contacts", "contact_tags", "phones", "handles", "contact_merges", "cases", "case_tags",
    "case_conversations", "joined_cases", "messages", "posts", "call_notes", "promises",
    "resolutions", "drafts", "draft_versions", "reply_threads", "readings", "logged_calls",
    "saved_replies",
)  # fmt: skip
"""The tables whose rows an act may change."""
SOFT = frozenset({"drafts", "draft_versions", "readings"})
_FOLLOWS = {"cases": standing.DERIVED}
"""Columns that follow from other rows."""
_CASE_KEYED = frozenset({"cases", "drafts", "readings", "joined_cases"})
"""Tables whose key is a case's."""

_BUILT_ON = (
    # a case, a handle or a number of a contact
    "SELECT 1 FROM cases WHERE contact_id IN (SELECT value FROM json_each(:contacts))",
    "SELECT 1 FROM handles WHERE contact_id IN (SELECT value FROM json_each(:contacts))",
    "SELECT 1 FROM phones WHERE contact_id IN (SELECT value FROM json_each(:contacts))",
    # an answer in a case, or to a post
    "SELECT 1 FROM reply_threads WHERE case_id IN (SELECT value FROM json_each(:cases))",
    """SELECT 1 FROM json_each(:posts) made JOIN posts p ON p.message_id = made.value
    JOIN reply_threads r ON r.reply_to = p.remote_id""",
    # a draft in a case
    "SELECT 1 FROM drafts WHERE case_id IN (SELECT value FROM json_each(:cases))",
    # another message in a case
    """SELECT 1 FROM messages WHERE case_id IN (SELECT value FROM json_each(:cases))
    AND id NOT IN (SELECT value FROM json_each(:messages))""",
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
"""Each finds what would lose its ground if rows that an act made were removed.

What the act itself put there has been taken away by then.
"""


@dataclass(frozen=True, slots=True)
class Undone:
    """An act taken back or done again: its words, and what has to be read again."""

    act: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as the journal lists it."""

    id: int
    act: str
    at: datetime
    agent_name: str
    undone_at: datetime | None


@dataclass(slots=True)
class Recording:
    """An act that is being recorded."""

    id: int
    """Of its journal entry."""
    cases: frozenset[CaseId] = field(default_factory=frozenset)
    """The cases it touched; known when it is over."""

    @property
    def changes(self) -> Changes:
        """Return what has to be read again."""
        return Changes.of(cases=self.cases)


@contextmanager
def recorded(db: Database, agent_id: AgentId, act: str, now: datetime) -> Iterator[Recording]:
    """Run a person's act as one transaction and journal it.

    `act` is what a person reads: `Resolve case`. An act that changed nothing leaves no
    entry. What follows for the cases that it touched is found anew at its end.
    """
    _watch(db)
    with db.writing():
        db.execute("PRAGMA defer_foreign_keys = ON")
        recording = Recording(
            db.insert("journal", {"agent_id": agent_id, "at": to_ms(now), "act": act, "rows": "[]"})
        )
        db.execute("INSERT INTO temp.recording VALUES (1)")
        yield recording
        recording.cases = _renew(db, _noted(db))
        rows = _changes(db)
        _stop(db)
        if rows:
            db.execute(
                "UPDATE journal SET rows = ? WHERE id = ?",
                (json.dumps(rows, ensure_ascii=False), recording.id),
            )
        else:
            db.execute("DELETE FROM journal WHERE id = ?", (recording.id,))


def undo(db: Database, agent_id: AgentId, now: datetime) -> Undone | None:
    """Take back an agent's newest act that was not taken back yet; None where there is none.

    An act that can no longer be taken back is set aside, so that it does not bar the way to
    those before it.

    Raises:
        InputError: a later change touched what it changed; all stays as it is.
    """
    with db.writing():
        last = db.row(
            "SELECT id, act, rows FROM journal WHERE agent_id = ? AND undone_at IS NULL"
            " AND set_aside_at IS NULL ORDER BY id DESC LIMIT 1",
            (agent_id,),
        )
        if last is None:
            return None
        cases = _turn(db, json.loads(last["rows"]), back=True)
        done = "set_aside_at" if cases is None else "undone_at"
        db.execute(f"UPDATE journal SET {done} = ? WHERE id = ?", (to_ms(now), last["id"]))
    if cases is None:
        raise InputError(
            f"“{last['act']}” cannot be undone: something changed after it.",
            advice="Put right by hand what should be different; undo goes on with the act before.",
        )
    return Undone(last["act"], Changes.of(cases=cases))


def redo(db: Database, agent_id: AgentId) -> Undone | None:
    """Do the act again that an agent took back last; None where there is none.

    An agent who has done something else since has none to do again.

    Raises:
        InputError: what it would change is another by now; all stays as it is.
    """
    with db.writing():
        last = db.row(
            "SELECT id, act, rows FROM journal WHERE agent_id = :agent AND undone_at IS NOT NULL"
            " AND id > ifnull((SELECT max(id) FROM journal WHERE agent_id = :agent"
            " AND undone_at IS NULL AND set_aside_at IS NULL), 0) ORDER BY id LIMIT 1",
            {"agent": agent_id},
        )
        if last is None:
            return None
        cases = _turn(db, json.loads(last["rows"]), back=False)
        if cases is not None:
            db.execute("UPDATE journal SET undone_at = NULL WHERE id = ?", (last["id"],))
    if cases is None:
        raise InputError(
            f"“{last['act']}” cannot be done again: something changed since it was undone.",
            advice="Do it by hand.",
        )
    return Undone(last["act"], Changes.of(cases=cases))


def take_apart(db: Database, entry_id: int) -> frozenset[CaseId]:
    """Take back one act out of its turn, as far as it still stands; inside a `writing` block.

    What was changed since stays as it is. Returns the cases that this touched. To be called
    within an act that is being recorded, so that it can be undone in turn.
    """
    rows = json.loads(db.value("SELECT rows FROM journal WHERE id = ?", (entry_id,)))
    standing_rows = [row for row in rows if _fits(db, row, "after")]
    _apply(db, standing_rows, "before")
    return _renew(db, _sides(standing_rows))


def newest(db: Database, limit: int) -> tuple[Entry, ...]:
    """Return the newest acts of all agents, the newest first."""
    rows = db.rows(
        "SELECT j.id, j.act, j.at, j.undone_at, a.name FROM journal j"
        " JOIN agents a ON a.id = j.agent_id ORDER BY j.id DESC LIMIT ?",
        (limit,),
    )
    return tuple(_entry(row) for row in rows)


def _entry(row: Row) -> Entry:
    undone = None if row["undone_at"] is None else from_ms(row["undone_at"])
    return Entry(row["id"], row["act"], from_ms(row["at"]), row["name"], undone)


def _turn(db: Database, rows: list[dict[str, Any]], *, back: bool) -> frozenset[CaseId] | None:
    """Bring rows from how an act left them to how it found them, or the other way.

    Returns the cases touched; None, with nothing changed, where that cannot be.
    """
    here, there = ("after", "before") if back else ("before", "after")
    moved = [row for row in rows if row["table"] not in SOFT or _fits(db, row, here)]
    if not all(_fits(db, row, here) for row in moved):
        return None
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("SAVEPOINT turn")
    _apply(db, moved, there)
    if _is_built_on(db, moved, there):
        db.execute("ROLLBACK TO turn")
        db.execute("RELEASE turn")
        return None
    db.execute("RELEASE turn")
    return _renew(db, _sides(moved))


_Side = tuple[str, int, dict[str, Any]]
"""Table, key and columns of a row, as it was or is."""


def _renew(db: Database, rows: Iterable[_Side]) -> frozenset[CaseId]:
    """Find anew what follows for the cases of some rows and for the others of their contacts.

    Returns the cases touched, those included that are no more.
    """
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
    held = db.rows(
        "SELECT case_id FROM messages WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(messages),),
    )
    cases |= {row["case_id"] for row in held if row["case_id"] is not None}
    case_ids = frozenset(CaseId(number) for number in cases)
    standing.recount(db, case_ids)
    also = db.rows(
        "SELECT DISTINCT contact_id FROM cases WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_ids)),),
    )
    contacts |= {row["contact_id"] for row in also}
    all_cases = case_ids | standing.of_contacts(db, contacts)
    standing.refresh(db, all_cases)
    return all_cases


def _fits(db: Database, row: dict[str, Any], side: str) -> bool:
    """Return whether a row is now as it stands on one side of its entry."""
    wanted, now = row[side], _row(db, row["table"], row["key"])
    if wanted is None or now is None:
        return wanted is None and now is None
    follows = _FOLLOWS.get(row["table"], frozenset())
    # A row that came or went is kept whole, also with columns that the schema has lost since.
    return all(
        now[name] == value for name, value in wanted.items() if name in now and name not in follows
    )


def _is_built_on(db: Database, rows: list[dict[str, Any]], there: str) -> bool:
    """Return whether something else stands on a row that was just removed."""
    gone = {
        table: json.dumps(
            [row["key"] for row in rows if row["table"] == table and row[there] is None]
        )
        for table in ("contacts", "cases", "posts", "messages", "handles")
    }
    return any(db.value(query, gone) for query in _BUILT_ON)


def _apply(db: Database, rows: list[dict[str, Any]], side: str) -> None:
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


def _watch(db: Database) -> None:
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
            for event, key, values in (
                ("INSERT", "new.rowid", "NULL"),
                ("UPDATE", "old.rowid", f"json_object({old})"),
                ("DELETE", "old.rowid", f"json_object({old})"),
            ):
                db.execute(
                    f"CREATE TEMP TRIGGER noted_{table}_{event} AFTER {event} ON main.{table}"
                    " WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO noted"
                    f" (tab, key, old) VALUES ('{table}', {key}, {values}); END"
                )


def _stop(db: Database) -> None:
    db.execute("DELETE FROM temp.recording")
    db.execute("DELETE FROM temp.noted")


def _changes(db: Database) -> list[dict[str, Any]]:
    """Return the rows that were noted, as they were first and as they are now."""
    first: dict[tuple[str, int], dict[str, Any] | None] = {}
    for row in db.rows("SELECT tab, key, old FROM temp.noted ORDER BY place"):
        place = (row["tab"], row["key"])
        if place not in first:
            first[place] = None if row["old"] is None else json.loads(row["old"])
    pairs = ((place, before, _row(db, *place)) for place, before in first.items())
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


def _noted(db: Database) -> Iterator[_Side]:
    """Return the rows that were noted, as they were and as they are."""
    for row in db.rows("SELECT tab, key, old FROM temp.noted"):
        for side in (json.loads(row["old"] or "{}"), _row(db, row["tab"], row["key"])):
            yield row["tab"], row["key"], side or {}


def _sides(rows: list[dict[str, Any]]) -> Iterator[_Side]:
    """Return the rows of an entry, as they were before and after."""
    for row in rows:
        for side in (row["before"], row["after"]):
            yield row["table"], row["key"], side or {}


def _row(db: Database, table: str, key: int) -> dict[str, Any] | None:
    found = db.row(f"SELECT * FROM {table} WHERE rowid = ?", (key,))
    return None if found is None else dict(found)
