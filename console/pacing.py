"""What it costs to read and to publish, by dated lists of prices; pure.

Knows no account and asks nobody: the lists stand in `resources/prices.json`, with their
source and the month in which they were read. What is billed in the end is the network's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pkgutil import get_data

from console.domain.spending import Item
from console.text.entities import links

MOST_REMEMBERED = 1024
"""So many parts are remembered by whether they hold a link: at each key one of them changes."""
FEWEST_HITS, MOST_HITS = 10, 100
"""Of a page of a search (https://docs.x.com/x-api/posts/search-recent-posts, 2026-08)."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
"""After looks that failed in a row."""
STOPPED_WAIT = timedelta(days=1)
"""After one that only another query, or another app, would let through."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """What one of each kind costs, in US dollars."""

    read: date
    """The first day of the month in which the prices were read."""
    prices: Mapping[Item, Decimal]
    """Of every kind."""

    @property
    def summoned(self) -> Decimal:
        """Return what an answer costs to a post that mentions or quotes the account."""
        return self.prices[Item.SUMMONED_REPLY]

    @property
    def created(self) -> Decimal:
        """Return what any other post costs."""
        return self.prices[Item.POST_CREATED]

    @property
    def hit(self) -> Decimal:
        """Return what a post costs that a search finds, at most: its author may be billed too."""
        return self.prices[Item.POST_READ] + self.prices[Item.USER_READ]

    @property
    def with_link(self) -> Decimal:
        """Return what a post costs that holds a link, whatever it answers."""
        return self.prices[Item.POST_WITH_URL]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a thread costs, in US dollars."""

    prices: PriceList
    parts: tuple[Decimal, ...]
    """The price of each part, in order."""
    linked: tuple[int, ...]
    """The places (from 0) of the parts that hold a link."""

    @property
    def total(self) -> Decimal:
        """Return the sum of all parts."""
        return sum(self.parts, Decimal())


@cache
def x_prices() -> PriceList:
    """Return the prices of X."""
    read = json.loads(get_data("resources", "prices.json") or b"")
    prices = {Item(name): Decimal(price) for name, price in read["x"].items()}
    return PriceList(date.fromisoformat(f"{read['read']}-01"), prices)


def post_item(text: str, *, summoned: bool) -> Item:
    """Return as what a post is billed; `summoned`: whether it answers who called for us."""
    if _holds_link(text):
        return Item.POST_WITH_URL
    return Item.SUMMONED_REPLY if summoned else Item.POST_CREATED


def reply_cost(texts: Sequence[str], prices: PriceList, *, summoned: bool) -> Cost:
    """Return what the parts of an answer cost, each text as it is published.

    The first answers the customer, who may have `summoned` the account. Each other answers
    the part before it, which is our own.
    """
    items = [post_item(text, summoned=summoned and place == 0) for place, text in enumerate(texts)]
    linked = tuple(place for place, item in enumerate(items) if item is Item.POST_WITH_URL)
    return Cost(prices, tuple(prices.prices[item] for item in items), linked)


def page_for(left: Decimal, prices: PriceList) -> int:
    """Return how many hits to ask for at once, so that `left` dollars are not passed by far.

    The network gives no fewer than `FEWEST_HITS` a page: by their price it can be passed.
    """
    return max(FEWEST_HITS, min(MOST_HITS, int(left / prices.hit)))


def next_look(planned: datetime | None, pace: timedelta, now: datetime) -> datetime:
    """Return when a watch looks again after a complete look that was `planned` for a time.

    Looks keep to their plan, however long each takes. After a desk that was asleep, and on a
    person's word (before its time), the plan begins anew.
    """
    if planned is None or not planned <= now < planned + pace:
        return now + pace
    return planned + pace


def look_again(
    failures: int,
    pace: timedelta,
    now: datetime,
    *,
    reset_at: datetime | None = None,
    stopped: bool = False,
) -> datetime:
    """Return when a look is tried again that failed, after `failures` in a row before it.

    The network's own word (`reset_at`) counts, but never for longer than a day: later ones
    are a clock's that was set back. Else the wait doubles from a minute up to the pace, or to
    four hours. `stopped`: it will fail till a person changes something; a day passes.
    """
    if stopped:
        return now + STOPPED_WAIT
    if reset_at is not None:
        return min(max(reset_at, now + FIRST_WAIT), now + STOPPED_WAIT)
    return now + min(FIRST_WAIT * 2.0 ** min(failures, 16), pace, LONGEST_WAIT)


@lru_cache(MOST_REMEMBERED)
def _holds_link(text: str) -> bool:
    return bool(links(text))
