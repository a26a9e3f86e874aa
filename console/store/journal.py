"""What persons did, with the rows as they were before and after, so that it can be undone.

While an act is recorded, temporary triggers note every row of the `JOURNALLED` tables that
it touches: no verb can forget one. Kept are whole rows where one came or went, and of the
others the columns that changed. What follows from the rest (`standing.DERIVED`) is neither
kept nor compared, but found anew.

An act is undone only while what it changed is still as it left it; a later change of that,
by a person or by a sync, refuses the undo as a whole. What a person merely left behind
(`SOFT`: drafts, how far a case was read) does not stand in the way: where one of a kind is
another by now, all of that kind stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.ids import AgentId, CaseId, from_ms, to_ms
from console.errors import InputError, StoreClash
from console.language import tr
from console.store import act_ground, act_words, joining, muting, row_images, standing
from console.store.database import Database, Row
from console.store.row_images import Image, Side

SOFT = frozenset({"drafts", "draft_versions", "readings", "call_drafts", "ignored_findings"})
"""Tables that do not bar an undo."""
LISTS = {
    "watches": "watches",
    "mutes": "mutes",
    "triage_rules": "triage_rules",
    "rule_effects": "triage_rules",
    "saved_searches": "saved_searches",
    "accounts": "accounts",
}
"""Which list of the desk a table belongs to, see `Changes.lists`."""
_SIDES = ("before", "after")


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
        recording.cases = _renew(db, act_ground.sides(db, rows))
        if rows:
            db.execute(
                "UPDATE journal SET rows = ? WHERE id = ?",
                (json.dumps(rows, ensure_ascii=False), recording.id),
            )
            # What was taken back before this is not done again after it.
            db.execute(
                "UPDATE journal SET set_aside_at = ? WHERE agent_id = ?"
                " AND undone_at IS NOT NULL AND set_aside_at IS NULL",
                (to_ms(now), agent_id),
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
    return _turn_newest(db, agent_id, now, back=True)


def redo(db: Database, agent_id: AgentId, now: datetime) -> Undone | None:
    """Do the act again that an agent took back last; None where there is none.

    An agent who has done something else since has none to do again.

    Raises:
        InputError: what it would change is another by now; all stays as it is, and the next
            redo does the act after it.
    """
    return _turn_newest(db, agent_id, now, back=False)


def _turn_newest(db: Database, agent_id: AgentId, now: datetime, *, back: bool) -> Undone | None:
    """Take back the newest act that stands, or do the last one again that was taken back."""
    which = "undone_at IS NULL" if back else "undone_at IS NOT NULL"
    last: Row | None = None
    try:
        with db.writing():
            last = db.row(
                f"SELECT id, act, at, rows FROM journal WHERE agent_id = ? AND {which}"
                f" AND set_aside_at IS NULL ORDER BY id {'DESC' if back else ''} LIMIT 1",
                (agent_id,),
            )
            if last is None:
                return None
            cases = _turn(db, last, back=back)
            rows = json.loads(last["rows"])
            touchpoints = _fixed(db, rows)
            lists = {LISTS[row["table"]] for row in rows if row["table"] in LISTS}
            undone_at = to_ms(now) if back else None
            db.execute("UPDATE journal SET undone_at = ? WHERE id = ?", (undone_at, last["id"]))
    except (_Barred, StoreClash):
        if last is None:
            raise
        with db.writing():
            db.execute("UPDATE journal SET set_aside_at = ? WHERE id = ?", (to_ms(now), last["id"]))
        words = (
            tr("“{act}” cannot be undone: something changed after it.")
            if back
            else tr("“{act}” cannot be done again: something changed since it was undone.")
        )
        raise InputError(
            words.format(act=act_words.shown(last["act"])),
            advice=tr(
                "Put right by hand what should be different; the next one goes on from there."
            ),
        ) from None
    changes = Changes.of(cases=cases, touchpoints=touchpoints, lists=lists)
    return Undone(last["act"], changes, from_ms(last["at"]))


def take_apart(db: Database, entry_id: int) -> frozenset[CaseId]:
    """Take back one act out of its turn, as far as it still stands; inside a `writing` block.

    What was changed since stays as it is. Returns the cases that this touched. To be called
    within an act that is being recorded, so that it can be undone in turn.
    """
    rows = json.loads(db.value("SELECT rows FROM journal WHERE id = ?", (entry_id,)))
    changed = row_images.misfits(db, rows, "after")
    # A row that went comes back also where its place was given to another.
    came = row_images.SWAPPED
    left = [
        row for row in rows if row not in changed or (row["after"] is None and row["table"] in came)
    ]
    row_images.apply(db, left, "before")
    return _renew(db, act_ground.sides(db, left))


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
    if any(row["table"] not in SOFT for row in changed) or act_ground.bears_others(db, rows, there):
        raise _Barred
    # Of what was left behind all of a kind goes back, or nothing: a draft is not doubled.
    stays = {row["table"] for row in changed}
    moved = [row for row in rows if row["table"] not in stays]
    db.execute("PRAGMA defer_foreign_keys = ON")
    row_images.apply(db, moved, there)
    if act_ground.is_built_on(db, moved, there):
        raise _Barred
    unmuted = (
        muting.hear(db)
        if any(row["table"] in {"mutes", "messages"} for row in moved)
        else frozenset[CaseId]()
    )
    sides: Iterator[Side] = (("cases", case_id, {}) for case_id in unmuted)
    cases = _renew(db, [*act_ground.sides(db, moved), *sides])
    _hear_speakers(db, moved, entry["at"], there, unmuted)
    return cases


def _fixed(db: Database, rows: Iterable[Image]) -> set[str]:
    """Return the touchpoints whose root-cause fixes an act changed, as they are called now."""
    found = set()
    for row in (row for row in rows if row["table"] == "root_cause_fixes"):
        now = db.value("SELECT touchpoint FROM root_cause_fixes WHERE id = ?", (row["key"],))
        sides = (row[side]["touchpoint"] for side in _SIDES if "touchpoint" in (row[side] or ()))
        found |= {*sides, *(() if now is None else (now,))}
    return found


def _hear_speakers(
    db: Database, rows: list[Image], done_at_ms: int, there: str, unmuted: Collection[CaseId]
) -> None:
    """Let those who spoke since an act say where its cases stand, that are moved by speakers.

    So do those who are heard again in `unmuted` cases, or were heard late in muted ones.
    """
    heard = [
        CaseId(row["key"])
        for row in rows
        if row["table"] == "cases" and row[there] is not None and "state" in row[there]
    ]
    heard += unmuted
    since = db.rows(
        "SELECT id, state, state_at FROM cases WHERE id IN (SELECT value FROM json_each(?))"
        " AND (max(ifnull(last_in_at, 0), ifnull(last_out_at, 0)) > ?"
        " OR (state = 'muted' AND last_in_at IS NOT NULL))",
        (json.dumps(heard), done_at_ms),
    )
    for row in since:
        joining.follow_speakers(
            db, CaseId(row["id"]), (CaseState(row["state"]),), from_ms(done_at_ms)
        )
    standing.refresh(db, [CaseId(row["id"]) for row in since])


def _renew(db: Database, rows: Iterable[Side]) -> frozenset[CaseId]:
    """Find anew what follows for the cases of some rows and for the others of their contacts.

    Returns the cases touched, those included that are no more.
    """
    cases, contacts, messages = act_ground.touched(rows)
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
