"""How pressing a case is, and why: every level has reasons that a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.domain.cases import CaseRow

SOON = timedelta(minutes=30)
"""An answer that is due within this presses."""
MANY_APOLOGIES = 2
"""From so many of our apologies on, a case goes round in circles."""


class Priority(IntEnum):
    """How pressing a case is; more is sooner."""

    LOW = 0
    NORMAL = 1
    HIGH = 2
    URGENT = 3


class Reason(StrEnum):
    """Why a case is as pressing as it is."""

    PERSON = "person"
    """A person said so; nothing else counts then."""
    RULE = "rule"
    """A rule over what comes in said so, and no person since; nothing else counts either."""
    PROMISE_BROKEN = "promise broken"
    OVERDUE = "overdue"
    SOLUTION_OVERDUE = "solution overdue"
    CALLED_FIRST = "called first"
    SPREADING = "spreading"
    """A complaint goes round much faster than ours usually do."""
    APOLOGISED_AGAIN = "apologised again"
    DUE_SOON = "due soon"


@dataclass(frozen=True, slots=True)
class Urgency:
    """A level with its reasons, the weightiest first."""

    level: Priority
    reasons: tuple[Reason, ...] = ()


def judge(row: CaseRow, now: datetime) -> Urgency:
    """Return how pressing a case is at a moment.

    One reason makes it high, a broken promise or two reasons make it urgent. Only a case
    that waits for us presses; a broken promise does in every open state.
    """
    from console.domain.cases import OPEN_STATES, CaseState

    if row.priority is not None:
        return Urgency(row.priority, (Reason.RULE if row.priority_rule else Reason.PERSON,))
    if row.state not in OPEN_STATES:
        return Urgency(Priority.NORMAL)
    broken = row.promise_due_at is not None and row.promise_due_at < now
    found = [Reason.PROMISE_BROKEN] if broken else []
    if row.state is CaseState.NEEDS_REPLY:
        due = row.due_at
        facts = (
            (Reason.OVERDUE, due is not None and due <= now),
            (Reason.SOLUTION_OVERDUE, row.solve_due_at is not None and row.solve_due_at <= now),
            (Reason.CALLED_FIRST, row.called_first),
            (Reason.SPREADING, row.spreads_fast),
            (Reason.APOLOGISED_AGAIN, row.apologies >= MANY_APOLOGIES),
            (Reason.DUE_SOON, due is not None and now < due <= now + SOON),
        )
        found += [reason for reason, holds in facts if holds]
    if broken or len(found) > 1:
        return Urgency(Priority.URGENT, tuple(found))
    return Urgency(Priority.HIGH if found else Priority.NORMAL, tuple(found))
