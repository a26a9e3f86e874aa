"""What it costs to publish an answer, by dated lists of prices; pure.

Knows no account and asks nobody: the lists stand in `resources/prices.json`, with their
source and the month in which they were read. What is billed in the end is the network's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pkgutil import get_data

from console.text.entities import links

MOST_REMEMBERED = 1024
"""So many parts are remembered by whether they hold a link: at each key one of them changes."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """What one post costs, in US dollars."""

    read: date
    """The first day of the month in which the prices were read."""
    summoned: Decimal
    """An answer to a post that mentions or quotes the account."""
    created: Decimal
    """Any other post."""
    with_link: Decimal
    """A post that holds a link, whatever it answers."""


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
    prices = {name: Decimal(price) for name, price in read["x"].items()}
    return PriceList(date.fromisoformat(f"{read['read']}-01"), **prices)


def reply_cost(texts: Sequence[str], prices: PriceList, *, summoned: bool) -> Cost:
    """Return what the parts of an answer cost, each text as it is published.

    The first answers the customer, who may have `summoned` the account. Each other answers
    the part before it, which is our own.
    """
    linked = tuple(place for place, text in enumerate(texts) if _holds_link(text))
    parts = [prices.created] * len(texts)
    if texts and summoned:
        parts[0] = prices.summoned
    for place in linked:
        parts[place] = prices.with_link
    return Cost(prices, tuple(parts), linked)


@lru_cache(MOST_REMEMBERED)
def _holds_link(text: str) -> bool:
    return bool(links(text))
