"""What an answer costs, by the list of prices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from console import pacing
from console.domain.spending import Item
from tests.x_server import billing

PRICES = pacing.x_prices()


def total(*texts: str, summoned: bool = True) -> Decimal:
    return pacing.reply_cost(texts, PRICES, summoned=summoned).total


def test_prices_are_read_exactly_with_their_month() -> None:
    assert (PRICES.read.year, PRICES.read.month) == (2026, 8)
    listed = PRICES.summoned, PRICES.created, PRICES.with_link
    assert [str(price) for price in listed] == ["0.010", "0.015", "0.200"]


def test_every_kind_has_the_price_at_which_x_bills_it() -> None:
    assert set(PRICES.prices) == set(Item)
    assert {item.value: price for item, price in PRICES.prices.items()} == billing.PRICES


def test_nothing_costs_nothing() -> None:
    assert total() == 0


def test_only_the_first_part_answers_who_summoned_us() -> None:
    assert total("Hello") == Decimal("0.010")
    assert total("Hello", summoned=False) == Decimal("0.015")
    assert total("Hello", "and", "more") == Decimal("0.040")
    assert total("Hello", "and", "more", summoned=False) == Decimal("0.045")


@pytest.mark.parametrize("link", ["https://shop.com/a?b=c", "shop.com", "HTTPS://X.com/a"])
def test_part_with_a_link_costs_the_same_whatever_it_answers(link: str) -> None:
    cost = pacing.reply_cost([f"See {link}.", "or ring us", link], PRICES, summoned=True)
    assert cost.parts == (PRICES.with_link, PRICES.created, PRICES.with_link)
    assert cost.linked == (0, 2)
    assert cost.total == Decimal("0.415")


def test_what_is_no_link_costs_no_link() -> None:
    cost = pacing.reply_cost(["3.5 kg, mail a@shop.com to @shop"], PRICES, summoned=True)
    assert not cost.linked
