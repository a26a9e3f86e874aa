"""What a network bills for, and what it came to: kinds of items, charges, months.

Days and months are UTC's, as the network counts them; amounts are US dollars.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from console.domain.ids import RemoteId
from console.language import numeral, tr

_MILL, _CENT = Decimal("0.001"), Decimal("0.01")


class Item(StrEnum):
    """One kind of what is billed, by the names of the list of prices."""

    OWN_READ = "own_read"
    """A post read that is ours, or mentions us."""
    POST_READ = "post_read"
    """Any other post read."""
    USER_READ = "user_read"
    SUMMONED_REPLY = "summoned_reply"
    """An answer to a post that mentions or quotes the account."""
    POST_CREATED = "post_created"
    """Any other post."""
    POST_WITH_URL = "post_with_url"
    """A post that holds a link, whatever it answers."""
    DELETE = "delete"
    COUNT = "count"
    """A question how many posts a search would find."""


@dataclass(frozen=True, slots=True)
class BilledRead:
    """One resource that an answer of the network held, or one question that was billed itself."""

    item: Item
    remote_id: RemoteId
    """Of a question, what tells it from any other."""

    @property
    def resource(self) -> Literal["post", "user", "count"]:
        """Return what was read: once a day it is billed, however dear it was."""
        if self.item is Item.COUNT:
            return "count"
        return "user" if self.item is Item.USER_READ else "post"


@dataclass(frozen=True, slots=True)
class Charge:
    """What was billed of one kind, at one price."""

    item: Item
    count: int
    price: Decimal

    @property
    def total(self) -> Decimal:
        """Return what it came to."""
        return self.count * self.price


@dataclass(frozen=True, slots=True)
class MonthSpend:
    """What one account cost in a calendar month."""

    first: date
    """The month's first day."""
    charges: tuple[Charge, ...] = ()
    """In the order of `Item`; a kind whose price changed stands there more than once."""

    @property
    def total(self) -> Decimal:
        """Return what all of it came to."""
        return sum((charge.total for charge in self.charges), Decimal())


def day_of(at: datetime) -> date:
    """Return the UTC day of an aware time."""
    return at.astimezone(UTC).date()


def first_of_month(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """Return the first day of the month after."""
    return first_of_month(first_of_month(day) + timedelta(days=31))


def dollars(amount: Decimal) -> str:
    """Return an amount of US dollars: `$0.04`, `$0.025`, in German `0,04 $`."""
    exact = amount.quantize(_MILL, ROUND_HALF_UP)
    return _said(exact, 3 if exact % _CENT else 2)


def exact_dollars(amount: Decimal) -> str:
    """Return an amount as it stands in a column: `$1.204`, `$0.060`."""
    return _said(amount.quantize(_MILL, ROUND_HALF_UP), 3)


def budget_words(budget: Decimal) -> str:
    """Return a budget as a person wrote it: `$10`, `$7.50`."""
    return dollars(budget) if budget % 1 else _said(budget, 0)


def _said(amount: Decimal, digits: int) -> str:
    return tr("${amount}").format(amount=numeral(amount, digits))
