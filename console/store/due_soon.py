"""Which cases have a promise or an answer that falls due within a span of time."""

from __future__ import annotations

from console.domain.cases import OPEN_STATES
from console.domain.ids import CaseId
from console.domain.priority import Priority
from console.store.database import Database
from console.store.standing import SOONER_MS

MOST = 200
"""Cases that are named at a time; who has more due within half an hour sees it in the list."""


def cases(db: Database, after_ms: int, till_ms: int) -> tuple[CaseId, ...]:
    """Return the cases of which something falls due after a time and till another.

    The index of urgency bounds what is looked at: a case stands there no later than when the
    first of both is due, but for what a low priority adds.
    """
    later = till_ms - SOONER_MS[Priority.LOW]
    found: list[CaseId] = []
    for state in OPEN_STATES:
        found += [
            CaseId(row["id"])
            for row in db.rows(
                "SELECT id FROM cases WHERE state = ? AND urgency <= ?"
                " AND (due_at > ? AND due_at <= ? OR promise_due > ? AND promise_due <= ?)"
                " ORDER BY urgency LIMIT ?",
                (state.value, later, after_ms, till_ms, after_ms, till_ms, MOST),
            )
        ]
    return tuple(found[:MOST])
