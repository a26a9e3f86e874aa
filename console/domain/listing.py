"""What places a case among others where they are listed; pure.

The store orders by the same rule, which a test compares with this one.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple

from console.domain.cases import CaseFilter, CaseRow, CaseState, Order
from console.domain.ids import to_ms


class KeyColumns(NamedTuple):
    """Keys of cases as they are listed, place by place in two columns."""

    ranks: array[int]
    ids: array[int]


def asleep(within: CaseFilter) -> bool:
    """Return whether a filter holds sleeping cases alone.

    Those are listed by when they wake, the next first, in whatever order is asked for:
    neither their last message nor their target says anything till then.
    """
    return within.states == (CaseState.SNOOZED,)


def rank(row: CaseRow, within: CaseFilter, order: Order) -> int:
    """Return what a case is listed by; the greater, the higher up, and then the newer id."""
    if asleep(within):
        return -to_ms(row.snoozed_until or row.last_at)
    return to_ms(row.last_at) if order is Order.NEWEST else -row.urgency_ms
