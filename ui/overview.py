"""What stands around the list of cases: accounts, counts, the outbox; and the first read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from console.desk import Desk
from console.domain.accounts import Access, Account
from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.cases import CaseRow
from console.domain.ids import AccountId
from console.domain.outbox import PartState, ReplyThread
from console.domain.sign_in import Granted
from console.domain.spending import MonthSpend
from ui import list_order
from ui.list_filler import PAGE
from ui.views import View

GOING = (PartState.QUEUED, PartState.SENDING, PartState.UNSURE)


@dataclass(frozen=True, slots=True)
class Overview:
    """What is read again after every change."""

    accounts: tuple[Account, ...]
    counts: dict[View, int]
    waiting: int
    """How many parts go out by themselves, by and by."""
    trouble: int
    """How many answers need a person now."""
    deleting: int = 0
    """How many posts are being deleted."""
    spending: dict[AccountId, MonthSpend] = field(default_factory=dict)
    """What this month cost, of each account that is billed at all."""
    counts_of: dict[AccountId, dict[View, int]] = field(default_factory=dict)
    """The counts of each account by itself, where there are several; of the outbox, all."""
    hours: BusinessHours = ALWAYS
    """When the business is staffed."""
    granted: dict[AccountId, Granted] = field(default_factory=dict)
    """What the sign-in of each account with access allows, and whether it ended."""

    @property
    def empty(self) -> bool:
        """Return whether nobody has used this desk yet."""
        return not self.accounts and not any(self.counts.values())

    @property
    def by_hand(self) -> bool:
        """Return whether no account has access, so that nothing comes or goes by itself."""
        return bool(self.accounts) and all(
            account.access is Access.HAND_OFF for account in self.accounts
        )


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
    trouble = sum(thread.asks for thread in threads)
    deleting = sum(part.state is PartState.DELETING for thread in threads for part in thread.parts)
    counts = {
        view: len(threads) if view is View.OUTBOX else desk.cases.count(view.within)
        for view in View
        if view.lists_cases
    }
    accounts = desk.accounts.every()
    return Overview(
        accounts,
        counts,
        sum(map(going, threads)),
        trouble,
        deleting,
        desk.spending.this_month(),
        _counts_of(desk, accounts, counts),
        desk.targets.get().hours,
        {each.id: desk.sign_ins.granted(each) for each in accounts if each.access is Access.API},
    )


def _counts_of(
    desk: Desk, accounts: tuple[Account, ...], counts: dict[View, int]
) -> dict[AccountId, dict[View, int]]:
    """Return each account's own counts, which are kept ones; none where there is only one."""
    if len(accounts) <= 1:
        return {}
    return {
        account.id: {
            view: count
            if view is View.OUTBOX
            else desk.cases.count(replace(view.within, account=account.id))
            for view, count in counts.items()
        }
        for account in accounts
    }


def going(thread: ReplyThread) -> int:
    """Return how many parts of an answer go out without a person's word.

    Behind one that asks, none does.
    """
    return 0 if thread.asks else sum(part.state in GOING for part in thread.parts)


def read_opening(desk: Desk) -> Opening:
    """Read all that the first paint shows."""
    view = View.NEEDS_REPLY
    rows = desk.cases.rows(view.within, order=list_order.kept(view), limit=PAGE)
    last_id = desk.cases.last_read()
    last = desk.cases.rows(ids=(last_id,)) if last_id is not None else ()
    return Opening(read_overview(desk), rows, next(iter(last), None))
