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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from console.domain.changes import Changes
from console.domain.ids import AgentId, CaseId, from_ms, to_ms
from console.errors import InputError
from console.store import row_images, standing
from console.store.database import Database, Row
from console.store.row_images import Image, Side

SOFT = frozenset({"drafts", "draft_versions", "readings"})
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
"""Each finds what would lose its ground where rows are as they were before an act.

What the act itself put there has been taken away by then.
"""


@dataclass(frozen=True, slots=True)
class Undone:
    """An act taken back or done again: its words, and what has to be read again."""

    act: str
    changes: Changes
    at: datetime
    """When it was done."""


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
    row_images.watch(db)
    with db.writing():
        db.execute("PRAGMA defer_foreign_keys = ON")
        recording = Recording(
            db.insert("journal", {"agent_id": agent_id, "at": to_ms(now), "act": act, "rows": "[]"})
        )
        row_images.start(db)
        yield recording
        rows = row_images.changes(db)
        row_images.stop(db)
        recording.cases = _renew(db, _sides(db, rows))
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
    try:
        with db.writing():
            last = db.row(
                "SELECT id, act, at, rows FROM journal WHERE agent_id = ? AND undone_at IS NULL"
                " AND set_aside_at IS NULL ORDER BY id DESC LIMIT 1",
                (agent_id,),
            )
            if last is None:
                return None
            cases = _turn(db, last, back=True)
            db.execute("UPDATE journal SET undone_at = ? WHERE id = ?", (to_ms(now), last["id"]))
    except _Barred as barred:
        with db.writing():
            db.execute(
                "UPDATE journal SET set_aside_at = ? WHERE id = ?", (to_ms(now), barred.entry_id)
            )
        raise InputError(
            f"“{barred.act}” cannot be undone: something changed after it.",
            advice="Put right by hand what should be different; undo goes on with the act before.",
        ) from None
    return Undone(last["act"], Changes.of(cases=cases), from_ms(last["at"]))


def redo(db: Database, agent_id: AgentId) -> Undone | None:
    """Do the act again that an agent took back last; None where there is none.

    An agent who has done something else since has none to do again.

    Raises:
        InputError: what it would change is another by now; all stays as it is.
    """
    try:
        with db.writing():
            last = db.row(
                "SELECT id, act, at, rows FROM journal WHERE agent_id = :agent"
                " AND undone_at IS NOT NULL AND id > ifnull((SELECT max(id) FROM journal"
                " WHERE agent_id = :agent AND undone_at IS NULL AND set_aside_at IS NULL), 0)"
                " ORDER BY id LIMIT 1",
                {"agent": agent_id},
            )
            if last is None:
                return None
            cases = _turn(db, last, back=False)
            db.execute("UPDATE journal SET undone_at = NULL WHERE id = ?", (last["id"],))
    except _Barred as barred:
        raise InputError(
            f"“{barred.act}” cannot be done again: something changed since it was undone.",
            advice="Do it by hand.",
        ) from None
    return Undone(last["act"], Changes.of(cases=cases), from_ms(last["at"]))


def take_apart(db: Database, entry_id: int) -> frozenset[CaseId]:
    """Take back one act out of its turn, as far as it still stands; inside a `writing` block.

    What was changed since stays as it is. Returns the cases that this touched. To be called
    within an act that is being recorded, so that it can be undone in turn.
    """
    rows = json.loads(db.value("SELECT rows FROM journal WHERE id = ?", (entry_id,)))
    changed = row_images.misfits(db, rows, "after")
    left = [row for row in rows if row not in changed]
    row_images.apply(db, left, "before")
    return _renew(db, _sides(db, left))


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


class _Barred(Exception):
    """An act cannot be taken back or done again; the transaction is given up."""

    def __init__(self, entry: Row) -> None:
        super().__init__(entry["act"])
        self.entry_id: int = entry["id"]
        self.act: str = entry["act"]


def _turn(db: Database, entry: Row, *, back: bool) -> frozenset[CaseId]:
    """Bring rows from how an act left them to how it found them, or the other way.

    Returns the cases touched. No savepoint for the case that it cannot be: with thousands
    of rows SQLite takes minutes under one.

    Raises:
        _Barred: that cannot be.
    """
    here, there = ("after", "before") if back else ("before", "after")
    rows: list[Image] = json.loads(entry["rows"])
    changed = row_images.misfits(db, rows, here)
    if any(row["table"] not in SOFT for row in changed):
        raise _Barred(entry)
    moved = [row for row in rows if row not in changed] if changed else rows
    db.execute("PRAGMA defer_foreign_keys = ON")
    row_images.apply(db, moved, there)
    if _is_built_on(db, moved, there):
        raise _Barred(entry)
    return _renew(db, _sides(db, moved))


def _renew(db: Database, rows: Iterable[Side]) -> frozenset[CaseId]:
    """Find anew what follows for the cases of some rows and for the others of their contacts.

    Returns the cases touched, those included that are no more.
    """
    cases, contacts, messages = _touched(rows)
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


def _touched(rows: Iterable[Side]) -> tuple[set[int], set[int], list[int]]:
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


def _is_built_on(db: Database, rows: list[Image], there: str) -> bool:
    """Return whether something came since that does not go with rows that were just put back."""
    gone = {
        table: json.dumps(
            [row["key"] for row in rows if row["table"] == table and row[there] is None]
        )
        for table in ("contacts", "cases", "posts", "messages", "handles")
    }
    gone["conversations"] = json.dumps(
        [row["key"] for row in rows if row["table"] == "case_conversations"]
    )
    gone["touched"] = json.dumps([*_touched(_sides(db, rows))[0]])
    return any(db.value(query, gone) for query in _BUILT_ON)


def _sides(db: Database, rows: list[Image]) -> Iterator[Side]:
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
