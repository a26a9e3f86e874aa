"""Charges by day and kind: each resource once a UTC day, months that end where X's do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from console import language
from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.domain.spending import (
    BilledRead,
    Charge,
    Item,
    MonthSpend,
    budget_words,
    day_of,
    dollars,
    exact_dollars,
    next_month,
)
from console.store import accounts, spending
from console.store.database import Database
from tests.console import given

DAY = date(2026, 11, 30)


def own(*ids: int) -> list[BilledRead]:
    return [BilledRead(Item.OWN_READ, RemoteId(str(each))) for each in ids]


def read(db: Database, account: Account, reads: Iterable[BilledRead], day: date = DAY) -> None:
    with db.writing():
        spending.add_reads(db, account.id, [(day, each) for each in reads])


def counts(db: Database, account: Account, day: date = DAY) -> dict[Item, int]:
    return {one.item: one.count for one in spending.month(db, account.id, day).charges}


def test_what_is_read_twice_in_a_day_is_charged_once(db: Database, account: Account) -> None:
    read(db, account, own(1, 2))
    read(db, account, [*own(2, 3), BilledRead(Item.USER_READ, RemoteId("2"))])
    read(db, account, [BilledRead(Item.POST_READ, RemoteId("1"))])
    assert counts(db, account) == {Item.OWN_READ: 3, Item.USER_READ: 1}
    read(db, account, own(1), DAY - timedelta(days=1))
    assert counts(db, account) == {Item.OWN_READ: 4, Item.USER_READ: 1}


def test_old_days_are_dropped_and_their_charges_stay(db: Database, account: Account) -> None:
    for passed in range(4):
        read(db, account, own(1), DAY - timedelta(days=3 - passed))
    assert [row["day"] for row in db.rows("SELECT day FROM billed_reads ORDER BY day")] == [
        "2026-11-29",
        "2026-11-30",
    ]
    assert counts(db, account) == {Item.OWN_READ: 4}


def test_accounts_are_charged_apart(db: Database, account: Account) -> None:
    other = given.account(db, RemoteUser(RemoteId("77"), "other", "Other"))
    read(db, account, own(1))
    read(db, other, own(1, 2))
    assert counts(db, other) == {Item.OWN_READ: 2}
    found = spending.month_of_all(db, DAY)
    assert {key: spend.total for key, spend in found.items()} == {
        account.id: Decimal("0.001"),
        other.id: Decimal("0.002"),
    }


def test_a_month_ends_at_midnight_utc(db: Database, account: Account) -> None:
    west = datetime.fromisoformat("2026-11-30T18:30:00-06:00")  # 00:30 of December, UTC
    for at in (datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), west):
        with db.writing():
            spending.add_deletion(db, account, at)
            spending.add_post(db, account, "Hello", summoned=True, now=at)
    spends = spending.months(db, account.id)
    assert [spend.first for spend in spends] == [date(2026, 12, 1), date(2026, 11, 1)]
    assert [spend.total for spend in spends] == [Decimal("0.02"), Decimal("0.02")]
    assert spends[0] == spending.month(db, account.id, date(2026, 12, 31))
    assert spending.month(db, account.id, date(2026, 10, 31)) == MonthSpend(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("text", "summoned", "item", "price"),
    [
        ("Hello", True, Item.SUMMONED_REPLY, "0.01"),
        ("Hello", False, Item.POST_CREATED, "0.015"),
        ("See shop.com/help", True, Item.POST_WITH_URL, "0.2"),
        ("See https://shop.com", False, Item.POST_WITH_URL, "0.2"),
    ],
)
def test_a_post_is_charged_by_what_it_is(
    db: Database, account: Account, text: str, item: Item, price: str, *, summoned: bool
) -> None:
    with db.writing():
        spending.add_post(db, account, text, summoned=summoned, now=given.START)
    (charge,) = spending.month(db, account.id, day_of(given.START)).charges
    assert charge == Charge(item, 1, Decimal(price))


def test_a_price_that_changed_within_a_month_leaves_both(db: Database, account: Account) -> None:
    read(db, account, own(1, 2))
    with db.writing():
        db.execute("UPDATE charges SET price = 500")
    read(db, account, own(3))
    assert spending.month(db, account.id, DAY).charges == (
        Charge(Item.OWN_READ, 2, Decimal("0.0005")),
        Charge(Item.OWN_READ, 1, Decimal("0.001")),
    )
    assert spending.month(db, account.id, DAY).total == Decimal("0.002")


@pytest.mark.parametrize("budget", ["0", "7.50", "1000000", None])
def test_a_budget_is_stored_to_the_cent(db: Database, account: Account, budget: str | None) -> None:
    wanted = None if budget is None else Decimal(budget)
    spending.set_budget(db, account.id, wanted)
    assert accounts.get(db, account.id).monthly_budget == wanted


def test_amounts_are_said_as_dollars() -> None:
    amounts = ["0.04", "0.025", "0", "1234.5", "0.0004"]
    assert [dollars(Decimal(each)) for each in amounts] == [
        "$0.04",
        "$0.025",
        "$0.00",
        "$1,234.50",
        "$0.00",
    ]
    assert [budget_words(Decimal(each)) for each in ("10", "7.50", "100")] == [
        "$10",
        "$7.50",
        "$100",
    ]


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(language.VARIABLE, "de")
    language.begin()
    language.use_signs(".", ",")
    yield
    language.use_signs(",", ".")
    monkeypatch.delenv(language.VARIABLE)
    language.begin("en")


@pytest.mark.usefixtures("german")
def test_amounts_are_said_as_the_language_writes_them() -> None:
    amounts = ["0.06", "0.645", "1234.5"]
    assert [dollars(Decimal(each)) for each in amounts] == ["0,06 $", "0,645 $", "1.234,50 $"]
    assert exact_dollars(Decimal("0.0604")) == "0,060 $"
    assert [budget_words(Decimal(each)) for each in ("10", "7.50")] == ["10 $", "7,50 $"]


def test_the_month_after_december_is_january() -> None:
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_month(date(2027, 1, 31)) == date(2027, 2, 1)
