"""Asking a network again for posts that are stored: what is due, what came of it.

X's developer policy (2026-08) asks that what its authors deleted, protected or edited leaves
or changes in a copy as soon as reasonably possible, within 24 hours of being asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from console.domain.changes import Changes
from console.domain.ids import AccountId

DAY = timedelta(days=1)
NEW_FOR = timedelta(days=7)
"""So long a post is asked for daily, whatever became of its case."""
BETWEEN_RUNS = timedelta(hours=6)
"""So often it is looked what is due."""
AFTER_TROUBLE = timedelta(minutes=30)
"""So long after a run that did not come to its end."""
DAILY_AFTER = DAY - BETWEEN_RUNS
"""From that age on a post that is due daily is asked for: so none is older than a day at a run."""
DEFAULT_MONTHLY = Decimal(2)
"""US dollars a month for the rolling plan, till a person says otherwise."""


@dataclass(frozen=True, slots=True)
class RecheckRun:
    """One run, as it is recorded."""

    account_id: AccountId
    at: datetime
    asked: int = 0
    """How many posts the network was asked for."""
    rolling: int = 0
    """How many of them were of the rolling plan."""
    withdrawn: int = 0
    """Of how many the words were taken out."""
    edited: int = 0
    """How many have other words now."""
    cost: Decimal = Decimal()
    """US dollars."""
    problem: str = ""
    """Why it did not come to its end."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What a run came to."""

    run: RecheckRun
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class RecheckStanding:
    """How old what is stored may be."""

    posts: int
    """How many posts that an account with access can ask for are stored with their words."""
    unreached: int
    """How many others are: no account of their network has access."""
    daily: int
    """How many of them are to be asked for each day."""
    overdue: int
    """How many of those were not asked for in a day."""
    waiting: int
    """How many are known to be gone and still stand here with their words."""
    oldest: datetime | None
    """When the one that was not looked at for longest was last known to be there; None: none."""
    never: bool
    """Whether that one was never asked for again since it was written."""
    monthly: Decimal
    """US dollars that the rolling plan may cost a month."""
    price: Decimal
    """US dollars for one of ours, or that mentions us; others are dearer."""
    rolling_a_day: int
    """How many posts of the rolling plan that makes each day."""
    runs: tuple[RecheckRun, ...] = ()
    """The last ones, newest first."""

    @property
    def daily_month(self) -> Decimal:
        """Return what the daily ones cost in 30 days, US dollars."""
        return self.daily * self.price * 30

    @property
    def round_days(self) -> int | None:
        """Return in how many days the rolling plan comes round; None where it never does."""
        rest = max(0, self.posts - self.daily)
        if not rest:
            return 0
        return None if not self.rolling_a_day else -(-rest // self.rolling_a_day)
