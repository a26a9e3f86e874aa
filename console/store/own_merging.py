"""Merge an export that lies in a file of its own into a desk that holds something already.

Whole cases, some in a transaction: a merge that is killed leaves whole cases, and the same
export brings the rest. What is here already wins, and what cannot be merged is counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from console.domain.ids import CaseId, to_ms
from console.domain.progress import Follower, Progress
from console.language import tr
from console.store import (
    own_barred,
    own_maps,
    own_merge_desk,
    own_merge_rows,
    standing,
)
from console.store.database import Database
from console.store.tombstones import Reason

CASES_AT_ONCE = 200
ROWS_AT_ONCE = 2_000
FORGOTTEN = tr("cases of contacts who were forgotten here")
AGED = tr("cases with what a rule on retention took away here")
NO_MESSAGE = tr("cases without a message")


@dataclass(slots=True)
class Merged:
    """What came of a merge, as far as it went."""

    came: Counter[str] = field(default_factory=Counter)
    """How many rows are new, by table; see also `own_merge_rows.MORE`."""
    known: int = 0
    """How many messages were here before."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many rows were not taken, by why."""
    cases: set[CaseId] = field(default_factory=set)
    """The cases that changed."""
    stopped: bool = False


def merge(db: Database, source: Path, now: datetime, follower: Follower) -> Merged:
    """Take in what is new in `source`, a data file of this schema.

    Raises:
        DeskError: it cannot be stored; the cases that came in before stay.
    """
    merged = Merged()
    with _attached(db, source):
        total = int(db.value("SELECT count(*) FROM theirs.cases"))
        with db.writing():
            merged.came.update(own_maps.map_desk(db))
            merged.came.update(own_merge_desk.copy(db))
            merged.left_out.update(own_merge_desk.left_out(db))
        done = 0
        for batch in _batches(db, "cases", CASES_AT_ONCE):
            if follower.stopping():
                merged.stopped = True
                return _counted(merged)
            _merge_cases(db, batch, now, merged)
            done += len(batch)
            follower.tell(Progress(done, total, tr("Merging cases…")))
        for batch in _batches(db, "messages", ROWS_AT_ONCE, "case_id IS NULL"):
            with db.writing():
                own_maps.next_batch(db)
                _take_messages(db, batch, merged)
        alone = "id NOT IN (SELECT contact_id FROM theirs.cases)"
        for batch in _batches(db, "contacts", ROWS_AT_ONCE, alone):
            with db.writing():
                own_maps.next_batch(db)
                _take_contacts(db, batch, merged, alone=True)
    return _counted(merged)


@contextmanager
def _attached(db: Database, source: Path) -> Iterator[None]:
    db.execute("ATTACH DATABASE ? AS theirs", (str(source),))
    try:
        own_maps.prepare(db)
        yield
    finally:
        own_maps.forget(db)
        db.execute("DETACH DATABASE theirs")


def _batches(db: Database, table: str, size: int, where: str = "1") -> Iterator[list[int]]:
    """Yield the numbers of rows of the export, in order, some at a time."""
    after = -1
    while True:
        rows = db.tuples(
            f"SELECT id FROM theirs.{table} WHERE id > ? AND {where} ORDER BY id LIMIT ?",
            (after, size),
        )
        if not rows:
            return
        yield [row[0] for row in rows]
        after = rows[-1][0]


def _merge_cases(db: Database, batch: list[int], now: datetime, merged: Merged) -> None:
    with db.writing():
        own_maps.next_batch(db)
        barred = own_barred.cases(db, batch)
        held = {
            row["case_id"]
            for row in db.rows(
                "SELECT DISTINCT case_id FROM theirs.messages"
                " WHERE case_id IN (SELECT value FROM json_each(?))",
                (json.dumps(batch),),
            )
        }
        for reason in barred.values():
            merged.left_out[FORGOTTEN if reason is Reason.FORGOTTEN else AGED] += 1
        merged.left_out[NO_MESSAGE] += sum(1 for each in batch if each not in held)
        wanted = [each for each in batch if each in held and each not in barred]
        if not wanted:
            return
        told = json.dumps(wanted)
        owners = db.tuples(
            "SELECT DISTINCT contact_id FROM theirs.cases WHERE id IN"
            " (SELECT value FROM json_each(?))",
            (told,),
        )
        changes = int(db.value("SELECT total_changes()"))
        _take_contacts(db, [row[0] for row in owners], merged)
        ids = db.tuples(
            "SELECT id FROM theirs.messages WHERE case_id IN (SELECT value FROM json_each(?))",
            (told,),
        )
        fresh = own_maps.map_messages(db, [row[0] for row in ids])
        merged.came["cases"] += own_maps.map_cases(db, wanted)
        own_merge_rows.copy_messages(db, merged.came)
        merged.known += len(ids) - fresh
        merged.left_out.update(own_merge_rows.copy_cases(db, merged.came))
        _renew(db, now, merged, changed=int(db.value("SELECT total_changes()")) > changes)


def _renew(db: Database, now: datetime, merged: Merged, *, changed: bool) -> None:
    """Find anew what follows for the cases that rows came into, and for their contacts' others."""
    if not changed:
        return
    here = own_maps.cases_here(db)
    standing.recount(db, here)
    db.execute(  # what was muted as a whole holds something now that is heard
        "UPDATE main.cases SET state_at = ?, state ="
        " iif(last_in_at > coalesce(last_out_at, 0), 'needs_reply', 'waiting')"
        " WHERE state = 'muted' AND last_in_at IS NOT NULL"
        " AND id IN (SELECT new FROM temp.own_cases)",
        (to_ms(now),),
    )
    also = standing.of_contacts(db, own_maps.contacts_here(db)) | frozenset(here)
    standing.refresh(db, also)
    merged.cases |= also


def _take_contacts(db: Database, batch: list[int], merged: Merged, *, alone: bool = False) -> None:
    """Store contacts with what is known of them; of forgotten ones no more than a case needs."""
    forgotten = own_barred.contacts(db, batch)
    wanted = [each for each in batch if not alone or each not in forgotten]
    if alone:
        merged.left_out["contacts who were forgotten here"] += len(batch) - len(wanted)
    merged.came["contacts"] += own_maps.map_contacts(db, wanted)
    merged.left_out.update(own_merge_rows.copy_people(db, forgotten, merged.came))


def _take_messages(db: Database, batch: list[int], merged: Merged) -> None:
    """Store posts of ours that belong to no case."""
    fresh = own_maps.map_messages(db, batch)
    own_merge_rows.copy_messages(db, merged.came)
    merged.known += len(batch) - fresh


def _counted(merged: Merged) -> Merged:
    merged.came = +merged.came
    merged.left_out = +merged.left_out
    return merged
