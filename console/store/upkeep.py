"""What time brings about by itself: sleep that is over, targets and rules that are others now.

Nobody did it, so the journal does not keep it.
"""

from __future__ import annotations

import json
from datetime import datetime

from console.domain.cases import OPEN_STATES
from console.domain.changes import Changes
from console.domain.ids import CaseId, from_ms, to_ms
from console.domain.kinds import KindBasis
from console.domain.reach import LOUD
from console.store import desk_state, numbers, reposts, standing, targets
from console.store.database import Database
from console.text import kinds

AT_A_TIME = 1_000
"""Rows of one transaction, so that nobody else waits long."""
_RULE_DONE, _TARGETS_DONE = "kinds_judged_by", "targets_followed"
_SPEED_DONE = "usual_speed_followed"


def wake(db: Database, now: datetime) -> Changes:
    """Bring back the cases whose sleep is over; `snoozed_until` stays as the sign of it."""
    if (
        db.value(
            "SELECT 1 FROM cases WHERE state = 'snoozed' AND snoozed_until <= ?", (to_ms(now),)
        )
        is None
    ):
        return Changes()
    with db.writing():
        rows = db.rows(
            "SELECT id FROM cases WHERE state = 'snoozed' AND snoozed_until <= ?", (to_ms(now),)
        )
        woken = [CaseId(row["id"]) for row in rows]
        db.execute(
            "UPDATE cases SET state = 'needs_reply', state_at = snoozed_until"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(woken),),
        )
        standing.refresh(db, woken)
    return Changes.of(cases=woken)


def next_wake(db: Database) -> datetime | None:
    """Return when the next case wakes; None where none sleeps."""
    ms = db.value("SELECT min(snoozed_until) FROM cases WHERE state = 'snoozed'")
    return None if ms is None else from_ms(ms)


def bring_up_to_date(db: Database, region: str = "") -> Changes:
    """Judge posts by the present rule, and find anew what is due by the present targets.

    So is how fast complaints usually spread. Numbers that stand as they were typed get the
    form in which they are looked up.
    """
    numbers.canonicalise(db, region)
    touched = _judge(db)
    _refresh(db, touched)
    wanted = targets.get(db).text()
    if touched or desk_state.get(db, _TARGETS_DONE) != wanted:
        touched |= _retarget(db)
        _keep(db, _TARGETS_DONE, wanted)
    touched |= _compare_speeds(db)
    if desk_state.get(db, _RULE_DONE) != kinds.RULE:
        _keep(db, _RULE_DONE, kinds.RULE)  # last, for apologies count in what is due
    return Changes.of(cases=touched)


def _judge(db: Database) -> set[CaseId]:
    """Say of what kind posts are that no rule, or an older one, has judged."""
    if desk_state.get(db, _RULE_DONE) == kinds.RULE:
        return set()
    touched: set[CaseId] = set()
    last = 0
    while rows := db.rows(
        "SELECT m.id, m.case_id, m.text, m.direction, p.lang FROM messages m"
        " JOIN posts p ON p.message_id = m.id WHERE m.id > ?"
        " AND ifnull(m.kind_basis, '') <> 'person' ORDER BY m.id LIMIT ?",
        (last, AT_A_TIME),
    ):
        last = rows[-1]["id"]
        with db.writing():
            db.execute_many(
                "UPDATE messages SET message_kind = ?, kind_basis = ?, apology = ? WHERE id = ?"
                " AND ifnull(kind_basis, '') <> 'person'",
                [
                    (kinds.kind_of(row["text"], row["lang"]), KindBasis.RULE, 0, row["id"])
                    if row["direction"] == "in"
                    else (None, None, kinds.apologises(row["text"]), row["id"])
                    for row in rows
                ],
            )
        touched |= {CaseId(row["case_id"]) for row in rows if row["case_id"] is not None}
    return touched


def _retarget(db: Database) -> set[CaseId]:
    touched: set[CaseId] = set()
    marks = ", ".join("?" * len(OPEN_STATES))
    last = 0
    while rows := db.rows(
        f"SELECT id FROM cases WHERE id > ? AND (state IN ({marks}) OR urgency = 0 OR contact_id IN"
        " (SELECT contact_id FROM cases WHERE calls > 0)) ORDER BY id LIMIT ?",
        (last, *OPEN_STATES, AT_A_TIME),
    ):
        last = rows[-1]["id"]
        ids = [CaseId(row["id"]) for row in rows]
        with db.writing():
            standing.refresh(db, ids)
        touched.update(ids)
    return touched


def _compare_speeds(db: Database) -> set[CaseId]:
    """Find anew how fast complaints usually spread, and by that which ones spread fast.

    Only in loud cases anything follows from it.
    """
    with db.writing():
        usual = str(reposts.renew_usual_speed(db))
    if desk_state.get(db, _SPEED_DONE) == usual:
        return set()
    rows = db.rows("SELECT id FROM cases WHERE reach >= ?", (LOUD,))
    touched = {CaseId(row["id"]) for row in rows}
    _refresh(db, touched)
    _keep(db, _SPEED_DONE, usual)
    return touched


def _refresh(db: Database, case_ids: set[CaseId]) -> None:
    ids = sorted(case_ids)
    for first in range(0, len(ids), AT_A_TIME):
        with db.writing():
            standing.refresh(db, ids[first : first + AT_A_TIME])


def _keep(db: Database, name: str, value: str) -> None:
    with db.writing():
        desk_state.put(db, name, value)
