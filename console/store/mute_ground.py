"""Whether persons are at work in a case, so that mutes leave it, or what is new in it, alone.

Where calls were noted or a promise is open, nothing is kept quiet. Where we answered, or somebody
let the case sleep, a word no longer is a reason: who answers us is to be heard, whatever word they
use. Their author or conversation stays muted there: that was meant for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from console.domain.ids import CaseId, MessageId
from console.domain.messages import Direction
from console.sorting.muted import Work, no_work
from console.store.database import Database

AT_WORK = (
    "(c.calls > 0 OR EXISTS (SELECT 1 FROM promises w WHERE w.case_id = c.id"
    " AND w.kept_at IS NULL))"
)
"""Of a case `c`: there are calls or a promise to keep."""
SPOKEN = "(c.last_out_at IS NOT NULL OR c.snoozed_until IS NOT NULL)"
"""Of a case `c`: we answered in it, or a person let it sleep."""
ANSWERED_BEFORE = (
    "EXISTS (SELECT 1 FROM messages o WHERE o.case_id = m.case_id AND o.kind = 'post'"
    " AND o.direction = 'out' AND o.id < m.id)"
)
"""Of a message `m`: we answered in its case before."""
WORK = (
    f"CASE WHEN {AT_WORK} THEN {Work.OPEN:d}"
    f" WHEN c.snoozed_until IS NOT NULL OR {ANSWERED_BEFORE} THEN {Work.SPOKEN:d}"
    f" ELSE {Work.NONE:d} END"
)
"""Of a message `m` in a case `c`: what persons had to do with the case, as far as it counts."""


class Grounds:
    """What persons have to do with the cases that posts come into, within one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._stored: dict[CaseId, _Ground] = {}
        self._answers: dict[CaseId, MessageId] = {}

    def take(
        self, case_id: CaseId | None, message_id: MessageId, direction: Direction
    ) -> Callable[[], Work]:
        """Note a post that comes into a case; what counts for it there is looked up when asked."""
        if case_id is None:
            return no_work
        if direction is Direction.OUT:
            self._answers[case_id] = min(message_id, self._answers.get(case_id, message_id))
        return partial(self._work, case_id, message_id)

    def _work(self, case_id: CaseId, message_id: MessageId) -> Work:
        if case_id not in self._stored:
            self._stored[case_id] = _ground(self._db, case_id)
        stored = self._stored[case_id]
        if stored.at_work:
            return Work.OPEN
        answers = (stored.first_answer, self._answers.get(case_id))
        spoken = any(each is not None and each < message_id for each in answers)
        return Work.SPOKEN if spoken or stored.asleep else Work.NONE


class _Ground(NamedTuple):
    """What is known of a stored case; of one that is not stored yet, nothing."""

    at_work: bool = False
    asleep: bool = False
    """Whether it sleeps, or slept till now and nobody acted since."""
    first_answer: MessageId | None = None


def _ground(db: Database, case_id: CaseId) -> _Ground:
    row = db.row(
        f"SELECT {AT_WORK} AS at_work, c.snoozed_until IS NOT NULL AS asleep,"
        " (SELECT min(o.id) FROM messages o WHERE o.case_id = c.id AND o.kind = 'post'"
        " AND o.direction = 'out') AS first FROM cases c WHERE c.id = ?",
        (case_id,),
    )
    if row is None:
        return _Ground()
    first = None if row["first"] is None else MessageId(row["first"])
    return _Ground(bool(row["at_work"]), bool(row["asleep"]), first)


def cases_with(db: Database, case_ids: list[CaseId], condition: str) -> set[CaseId]:
    """Return those of some cases of which a condition holds: `AT_WORK` or `SPOKEN`."""
    rows = db.rows(
        f"SELECT c.id FROM cases c WHERE c.id IN (SELECT value FROM json_each(?)) AND {condition}",
        (json.dumps(case_ids),),
    )
    return {CaseId(row["id"]) for row in rows}
