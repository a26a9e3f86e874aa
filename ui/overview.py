"""What stands around the list of cases: accounts, counts, the outbox; and the first read."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.cases import CaseRow
from console.domain.ids import AccountId
from console.domain.outbox import FINISHED_STATES
from console.domain.spending import MonthSpend
from ui.list_filler import PAGE
from ui.views import View


@dataclass(frozen=True, slots=True)
class Overview:
    """What is read again after every change."""

    accounts: tuple[Account, ...]
    counts: dict[View, int]
    waiting: int
    """How many parts of the outbox are not out."""
    trouble: int
    """How many answers need a person."""
    spending: dict[AccountId, MonthSpend] = field(default_factory=dict)
    """What this month cost, of each account that is billed at all."""

    @property
    def empty(self) -> bool:
        """Return whether nobody has used this desk yet."""
        return not self.accounts and not any(self.counts.values())


@dataclass(frozen=True, slots=True)
class Opening:
    """The first read: overview and first page in one job."""

    overview: Overview
    rows: tuple[CaseRow, ...]
    last: CaseRow | None
    """The case that was read last at this desk."""


def read_overview(desk: Desk) -> Overview:
    """Read what stands around the list."""
    threads = desk.outbox.threads()
    waiting = sum(part.state not in FINISHED_STATES for thread in threads for part in thread.parts)
    trouble = sum(thread.asks for thread in threads)
    counts = {
        view: len(threads) if view is View.OUTBOX else desk.cases.count(view.within)
        for view in View
    }
    return Overview(desk.accounts.every(), counts, waiting, trouble, desk.spending.this_month())


def read_opening(desk: Desk) -> Opening:
    """Read all that the first paint shows."""
    rows = desk.cases.rows(View.NEEDS_REPLY.within, limit=PAGE)
    last_id = desk.cases.last_read()
    last = desk.cases.rows(ids=(last_id,)) if last_id is not None else ()
    return Opening(read_overview(desk), rows, next(iter(last), None))
