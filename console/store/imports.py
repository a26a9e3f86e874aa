"""Rows of what is taken in from files: how far each import is, and the cases that it began.

A batch and the place behind it are one transaction, so an import that is killed goes on where
it was. Nothing of it is an act of the journal.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime

from console.domain.cases import CaseState
from console.domain.ids import AccountId, CaseId, from_ms, to_ms
from console.domain.imports import FileKind, Import, ImportState, LeftOut, Options, Place, Tally
from console.store import settling, standing
from console.store.database import Database, Row

AT_A_TIME = 500
"""Cases of one transaction at the end."""


def begin(
    db: Database,
    *,
    fingerprint: str,
    name: str,
    kind: FileKind,
    account_id: AccountId,
    options: Options,
    quiet_before: datetime | None,
    now: datetime,
) -> Import:
    """Store that an import begins."""
    with db.writing():
        number = db.insert(
            "imports",
            {
                "fingerprint": fingerprint,
                "name": name,
                "kind": kind,
                "account_id": account_id,
                "options": json.dumps(asdict(options)),
                "place": json.dumps(asdict(Place())),
                "tally": json.dumps(asdict(Tally())),
                "state": ImportState.UNDER_WAY,
                "began_at": to_ms(now),
                "moved_at": to_ms(now),
                "quiet_before": None if quiet_before is None else to_ms(quiet_before),
            },
        )
    return _get(db, number)


def last_of(db: Database, fingerprint: str) -> Import | None:
    """Return the last import of a file; None where there was none."""
    row = db.row(
        "SELECT * FROM imports WHERE fingerprint = ? ORDER BY id DESC LIMIT 1", (fingerprint,)
    )
    return None if row is None else _read(row)


def unfinished(db: Database) -> tuple[Import, ...]:
    """Return the imports that were cut off or stopped and never done since, the newest first."""
    rows = db.rows(
        "SELECT * FROM imports i WHERE state <> 'done' AND NOT EXISTS (SELECT 1 FROM imports o"
        " WHERE o.fingerprint = i.fingerprint AND o.id > i.id) ORDER BY id DESC LIMIT 20"
    )
    return tuple(_read(row) for row in rows)


def move(
    db: Database, one: Import, place: Place, tally: Tally, state: ImportState, now: datetime
) -> Import:
    """Note how far an import is; inside the `writing` block of what it stored."""
    db.execute(
        "UPDATE imports SET place = ?, tally = ?, state = ?, moved_at = ? WHERE id = ?",
        (json.dumps(asdict(place)), json.dumps(asdict(tally)), state, to_ms(now), one.id),
    )
    return replace(one, place=place, tally=tally, state=state, moved_at=now)


def settle(db: Database, one: Import) -> frozenset[CaseId]:
    """Join what belongs together, once all is there; return the cases that it touched."""
    return settling.settle(db, one.account_id)


def quieten(db: Database, one: Import) -> frozenset[CaseId]:
    """Look at the next cases that an import began; return those that are resolved now.

    Without a word of what fixed them: nobody knows. What a person has begun to work on stays.
    Whether there are more says `has_cases`.
    """
    with db.writing():
        rows = db.rows(
            "SELECT c.id, c.state, c.rank FROM import_cases i JOIN cases c ON c.id = i.case_id"
            " WHERE i.import_id = ? ORDER BY i.case_id LIMIT ?",
            (one.id, AT_A_TIME),
        )
        before_ms = 0 if one.quiet_before is None else to_ms(one.quiet_before)
        quiet = [
            CaseId(row["id"])
            for row in rows
            if row["state"] in (CaseState.NEEDS_REPLY, CaseState.WAITING)
            and row["rank"] < before_ms
        ]
        done = json.dumps(quiet)
        touched = db.rows(
            "SELECT id FROM cases WHERE id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.case_id = cases.id)"
            " AND NOT EXISTS (SELECT 1 FROM reply_threads t WHERE t.case_id = cases.id)"
            " AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.case_id = cases.id"
            "  AND p.kept_at IS NULL)",
            (done,),
        )
        found = [CaseId(row["id"]) for row in touched]
        done = json.dumps(found)
        db.execute(
            "UPDATE cases SET state = 'resolved', state_at = rank"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (done,),
        )
        # Nobody is to read years of posts to get rid of the dots.
        db.execute(
            "INSERT INTO readings (case_id, read_id, top_id, top_offset, at)"
            " SELECT id, last_message_id, NULL, 0, rank FROM cases"
            " WHERE id IN (SELECT value FROM json_each(?)) AND last_message_id IS NOT NULL"
            " ON CONFLICT DO UPDATE SET read_id = max(read_id, excluded.read_id)",
            (done,),
        )
        db.execute(
            "DELETE FROM import_cases WHERE import_id = ?"
            " AND case_id IN (SELECT value FROM json_each(?))",
            (one.id, json.dumps([row["id"] for row in rows])),
        )
        standing.refresh(db, found)
    return frozenset(found)


def every_case(db: Database) -> frozenset[CaseId]:
    """Return all cases: those of a desk that was empty before."""
    return frozenset(CaseId(row[0]) for row in db.tuples("SELECT id FROM cases"))


def has_cases(db: Database, one: Import) -> bool:
    """Return whether cases that an import began were not looked at yet."""
    return db.value("SELECT 1 FROM import_cases WHERE import_id = ? LIMIT 1", (one.id,)) is not None


def _get(db: Database, number: int) -> Import:
    (row,) = db.rows("SELECT * FROM imports WHERE id = ?", (number,))
    return _read(row)


def _read(row: Row) -> Import:
    tally = json.loads(row["tally"])
    left_out = tuple(
        LeftOut(each["reason"], each["count"], tuple(each["places"]))
        for each in tally.pop("left_out")
    )
    quiet_before = row["quiet_before"]
    return Import(
        row["id"],
        row["fingerprint"],
        row["name"],
        FileKind(row["kind"]),
        AccountId(row["account_id"]),
        Options(**json.loads(row["options"])),
        Place(**json.loads(row["place"])),
        Tally(**tally, left_out=left_out),
        ImportState(row["state"]),
        from_ms(row["began_at"]),
        from_ms(row["moved_at"]),
        None if quiet_before is None else from_ms(quiet_before),
    )
