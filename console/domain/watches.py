"""Watches: saved searches for posts that mention nobody, and what they bring at which price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from console.domain.ids import AccountId, WatchId

PACES = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
)
"""How often a watch may look, the most often first."""
MOST_BACK = timedelta(days=7)
"""How far X's recent search goes back
(https://docs.x.com/x-api/posts/search/introduction, 2026-08)."""
MONTH = timedelta(days=30.44)
"""The mean length of a month, for what an estimate says a month costs."""
OLD_ENOUGH = timedelta(days=14)
"""A younger watch is not proposed for removal."""
ENOUGH_HITS = 20
"""From so many hits on, a watch of which nothing was of use is proposed for removal."""
SILENT = timedelta(days=30)
"""One that found nothing for so long is proposed as well."""


@dataclass(frozen=True, slots=True)
class NewWatch:
    """A watch as a person entered it."""

    account_id: AccountId
    """By whose access it searches, who pays, and in whose name is answered."""
    name: str
    """How it is called, one line; unique among the watches that are there."""
    query: str
    """In X's words; see `console.text.post_queries`."""
    pace: timedelta
    """How often it looks; one of `PACES`."""
    monthly_budget: Decimal
    """US dollars that it may cost in a calendar month (UTC), out of the account's budget."""
    begin_at: datetime
    """Posts before this are not read; at most `MOST_BACK` before now."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a watch finds and costs, by what X found in the last seven days."""

    counted_at: datetime
    days: tuple[tuple[datetime, int], ...]
    """The beginning of each UTC day with its posts, oldest first; the first may be cut."""
    week: int
    """How many posts in the seven days."""
    sampled: bool
    """Whether that is drawn from a few posts that were read, for X would not count."""
    hit_price: Decimal
    """US dollars that a hit costs at most: the post, and its author."""
    price: Decimal
    """US dollars that the estimate itself cost, or would have cost without a bill."""

    @property
    def month(self) -> Decimal:
        """Return about what a month costs, in US dollars."""
        hits = self.week * Decimal(MONTH / MOST_BACK)
        return (hits * self.hit_price).quantize(Decimal("0.01"))

    def backlog(self, begin_at: datetime) -> Decimal:
        """Return what the posts cost that are there already since a time, in US dollars.

        Of the day in which that lies, its share is taken.
        """
        first = self.counted_at - MOST_BACK
        hits = Decimal()
        for began, count in self.days:
            start, end = max(began, first), min(began + timedelta(days=1), self.counted_at)
            if end > start:
                after = max(end - max(start, begin_at), timedelta())
                hits += count * Decimal(after / (end - start))
        return hits.quantize(Decimal(1), ROUND_CEILING) * self.hit_price


class WatchState(StrEnum):
    """What a watch is about to do."""

    READY = "ready"
    """It looks when it is due."""
    PAUSED = "paused"
    """A person stopped it."""
    SPENT = "spent"
    """Its budget of the month, or its account's, is used up."""
    FAILING = "failing"
    """The last look failed; `problem` says why."""
    NO_ACCESS = "no_access"
    """Its account has no access to the network's API any more."""


@dataclass(frozen=True, slots=True)
class Yield:
    """What a watch brought in a span of time."""

    hits: int = 0
    """Posts that it found, also those that were known as mentions."""
    known: int = 0
    """How many of these were stored before it found them."""
    cases: int = 0
    """Cases that it opened, or wrote on in: those that hold a hit which nothing else brought."""
    useful: int = 0
    """How many of these a person did something about: answered, called, gave a touchpoint, a
    promise or a resolution."""
    solved: int = 0
    """How many of these are resolved with a fix, or the customer confirmed it."""
    cost: Decimal = Decimal()
    """US dollars."""

    @property
    def cost_per_case(self) -> Decimal | None:
        """Return what a case that it brought cost; None where it brought none."""
        return self.cost / self.cases if self.cases else None


class Proposal(StrEnum):
    """Why a watch is proposed for removal."""

    SILENT = "silent"
    """It found nothing for a month."""
    USELESS = "useless"
    """Nobody did anything about what it found."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch with how it stands."""

    id: WatchId
    new: NewWatch
    """What a person entered."""
    made_at: datetime
    agent_name: str
    """Who made it."""
    paused: bool
    counted_week: int | None
    """How many posts its query found in the seven days before it was saved; None: not counted."""
    estimated_month: Decimal | None
    """US dollars that a month was estimated to cost then."""
    walked_at: datetime | None = None
    """When it last looked through to the end; None before the first time."""
    due_at: datetime | None = None
    """When it looks next; None: at once."""
    gap_before: datetime | None = None
    """Posts older than this could no longer be had; None where none is missing."""
    problem: str = ""
    """Why the last look failed, for a person."""
    state: WatchState = WatchState.READY
    spent: Decimal = Decimal()
    """US dollars that it cost in this calendar month (UTC)."""
    lately: Yield = Yield()
    """What it brought in the last 30 days."""
    ever: Yield = Yield()
    last_hit_at: datetime | None = None
    """When the newest post that it found was written."""

    def proposal(self, now: datetime) -> Proposal | None:
        """Return why it is proposed for removal; None where it is not.

        One that looks for something else since has its time as well.
        """
        begun_at = max(self.made_at, self.new.begin_at)
        if self.paused or self.walked_at is None or now - begun_at < OLD_ENOUGH:
            return None
        since = max(self.last_hit_at or begun_at, begun_at)
        if now - since >= SILENT:
            return Proposal.SILENT
        if self.lately.hits >= ENOUGH_HITS and not self.lately.useful:
            return Proposal.USELESS
        return None


@dataclass(frozen=True, slots=True)
class WatchRun:
    """What one look of a watch brought."""

    watch_id: WatchId
    read: int = 0
    """How many posts the network gave."""
    hits: int = 0
    """How many of them it had not found before."""
    new: int = 0
    """How many of these were not stored before, by whatever way."""
    done: bool = False
    """Whether it went through to the end; else it goes on there next time."""
    state: WatchState = WatchState.READY
    problem: str = ""
    """Why it stopped, for a person; empty where it did not."""
