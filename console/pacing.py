"""What it costs to read and to publish, by dated lists of prices; pure.

Knows no account and asks nobody: the lists stand in `resources/prices.json`, with their
source and the month in which they were read. What is billed in the end is the network's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pkgutil import get_data

from console.domain.spending import Item
from console.text.entities import links

MOST_REMEMBERED = 1024
"""So many parts are remembered by whether they hold a link: at each key one of them changes."""


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


@lru_cache(MOST_REMEMBERED)
def _holds_link(text: str) -> bool:
    return bool(links(text))
