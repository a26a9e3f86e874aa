"""What an answer costs, by the list of prices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from console import pacing
from console.domain.spending import Item
from tests.x_server import billing

PRICES = pacing.x_prices()
NOW = datetime(2026, 11, 2, 7, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


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


@pytest.mark.parametrize(
    ("left", "most"),
    [
        ("0", 10),
        ("0.149", 10),
        ("0.165", 11),
        ("0.17", 11),
        ("1.499", 99),
        ("1.5", 100),
        ("9", 100),
    ],
)
def test_a_page_is_as_large_as_the_money_that_is_left_and_as_x_gives(left: str, most: int) -> None:
    assert PRICES.hit == Decimal("0.015")
    assert pacing.page_for(Decimal(left), PRICES) == most


@pytest.mark.parametrize(
    ("planned", "due_at"),
    [
        (None, NOW + HOUR),
        (NOW, NOW + HOUR),
        (NOW - MINUTE, NOW - MINUTE + HOUR),
        (NOW - HOUR + MINUTE, NOW + MINUTE),
        # A pace late, as after a desk that was asleep, and before its time, on a person's word.
        (NOW - HOUR, NOW + HOUR),
        (NOW - 3 * DAY, NOW + HOUR),
        (NOW + MINUTE, NOW + HOUR),
    ],
)
def test_looks_keep_to_their_plan_unless_a_desk_slept_or_a_person_looked(
    planned: datetime | None, due_at: datetime
) -> None:
    assert pacing.next_look(planned, HOUR, NOW) == due_at


@pytest.mark.parametrize(
    ("failures", "pace", "wait"),
    [
        (0, HOUR, MINUTE),
        (1, HOUR, 2 * MINUTE),
        (5, HOUR, 32 * MINUTE),
        (6, HOUR, HOUR),
        (7, DAY, 128 * MINUTE),
        (8, DAY, 4 * HOUR),
        (10**9, DAY, 4 * HOUR),
    ],
)
def test_a_failed_look_waits_twice_as_long_each_time_up_to_its_pace(
    failures: int, pace: timedelta, wait: timedelta
) -> None:
    assert pacing.look_again(failures, pace, NOW) == NOW + wait


@pytest.mark.parametrize(
    ("reset", "wait"),
    [(-HOUR, MINUTE), (timedelta(), MINUTE), (15 * MINUTE, 15 * MINUTE), (30 * DAY, DAY)],
)
def test_the_networks_own_word_counts_within_a_minute_and_a_day(
    reset: timedelta, wait: timedelta
) -> None:
    assert pacing.look_again(9, HOUR, NOW, reset_at=NOW + reset) == NOW + wait


def test_what_only_a_person_can_mend_waits_for_a_day() -> None:
    reset_at = NOW + 15 * MINUTE
    assert pacing.look_again(0, HOUR, NOW, reset_at=reset_at, stopped=True) == NOW + DAY
