"""Rows of what the network bills: charges by day and kind, and what was read that day.

A resource that is read again on the same UTC day is billed once. Which resources those
were is kept for two days, for one that could not be written before midnight; the charges
stay. Amounts are stored in millionths of a dollar, at the price of their day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from console.domain.accounts import Account
from console.domain.ids import AccountId, WatchId
from console.domain.spending import (
    BilledRead,
    Charge,
    Item,
    MonthSpend,
    day_of,
    first_of_month,
    next_month,
)
from console.store.accounts import MILLION
from console.store.database import Database, Parameters

ORDER = {item: place for place, item in enumerate(Item)}


def add_reads(
    db: Database,
    account_id: AccountId,
    reads: Iterable[tuple[date, BilledRead]],
    watch_id: WatchId | None = None,
) -> Decimal:
    """Charge for what was read on a day, unless that was before; inside a `writing` block.

    What was read for a watch is noted as caused by it too. Returns what was charged.
    """
    new: Counter[tuple[date, Item]] = Counter()
    for day, read in reads:
        new[day, read.item] += db.execute(
            "INSERT OR IGNORE INTO billed_reads (account_id, day, kind, remote_id)"
            " VALUES (?, ?, ?, ?)",
            (account_id, day.isoformat(), read.resource, read.remote_id),
        )
    charged = Decimal()
    for (day, item), count in new.items():
        if count:
            charged += _charge(db, account_id, day, item, count)
            if watch_id is not None:
                _charge_watch(db, watch_id, day, item, count)
    newest = max((day for day, _ in new), default=None)
    if newest is not None:
        db.execute(
            "DELETE FROM billed_reads WHERE account_id = ? AND day < ?",
            (account_id, (newest - timedelta(days=1)).isoformat()),
        )
    return charged


def add_post(db: Database, account: Account, text: str, *, summoned: bool, now: datetime) -> None:
    """Charge for a post that was published; inside a `writing` block.

    `summoned` says whether it answers a post that mentions or quotes the account.
    """
    from console.pacing import post_item

    _charge(db, account.id, day_of(now), post_item(text, summoned=summoned), 1)


def add_deletion(db: Database, account: Account, now: datetime) -> None:
    """Charge for a post that was deleted; inside a `writing` block.

    One that was gone already is not billed.
    """
    _charge(db, account.id, day_of(now), Item.DELETE, 1)


def month(db: Database, account_id: AccountId, day: date) -> MonthSpend:
    """Return what an account cost in the month of a day."""
    found = _months(db, "account_id = ? AND day >= ? AND day < ?", (account_id, *_bounds(day)))
    return next(iter(found.values()), MonthSpend(first_of_month(day)))


def month_of_all(db: Database, day: date) -> dict[AccountId, MonthSpend]:
    """Return what each account cost in the month of a day; one that cost nothing is left out."""
    found = _months(db, "day >= ? AND day < ?", _bounds(day))
    return {account_id: spend for (account_id, _), spend in found.items()}


def months(db: Database, account_id: AccountId) -> tuple[MonthSpend, ...]:
    """Return the months in which an account cost something, newest first."""
    found = _months(db, "account_id = ?", (account_id,))
    return tuple(sorted(found.values(), key=lambda spend: spend.first, reverse=True))


def set_budget(db: Database, account_id: AccountId, budget: Decimal | None) -> None:
    """Set from which spend of a month on an account reads nothing; None takes it away."""
    with db.writing():
        db.execute(
            "UPDATE accounts SET monthly_budget = ? WHERE id = ?",
            (None if budget is None else int(budget * MILLION), account_id),
        )


def _charge(db: Database, account_id: AccountId, day: date, item: Item, count: int) -> Decimal:
    return _add(db, "charges", "account_id", account_id, day, item, count)


def _charge_watch(db: Database, watch_id: WatchId, day: date, item: Item, count: int) -> None:
    _add(db, "watch_charges", "watch_id", watch_id, day, item, count)


def _add(
    db: Database, table: str, whose: str, its_id: int, day: date, item: Item, count: int
) -> Decimal:
    # Loaded late: the prices stand on the text's rules, which the first paint has no need of.
    from console.pacing import x_prices

    price = x_prices().prices[item]
    db.execute(
        f"INSERT INTO {table} ({whose}, day, item, price, count) VALUES (?, ?, ?, ?, ?)"
        f" ON CONFLICT ({whose}, day, item, price) DO UPDATE SET count = count + excluded.count",
        (its_id, day.isoformat(), item, int(price * MILLION), count),
    )
    return price * count


def of_watch(db: Database, watch_id: WatchId, day: date) -> Decimal:
    """Return what a watch cost in the month of a day, in US dollars."""
    found = db.value(
        "SELECT coalesce(sum(price * count), 0) FROM watch_charges"
        " WHERE watch_id = ? AND day >= ? AND day < ?",
        (watch_id, *_bounds(day)),
    )
    return Decimal(found) / MILLION


def budget_of_watch(db: Database, watch_id: WatchId) -> Decimal:
    """Return what a watch may cost in a month by now; nothing where it is no more."""
    found = db.value("SELECT monthly_budget FROM watches WHERE id = ?", (watch_id,))
    return Decimal(found or 0) / MILLION


def left_for_watch(db: Database, watch_id: WatchId, account: Account, day: date) -> Decimal:
    """Return what a watch may still cost in the month of a day: of its budget and the account's."""
    left = budget_of_watch(db, watch_id) - of_watch(db, watch_id, day)
    if account.monthly_budget is not None:
        left = min(left, account.monthly_budget - month(db, account.id, day).total)
    return max(left, Decimal())


def _bounds(day: date) -> tuple[str, str]:
    return first_of_month(day).isoformat(), next_month(day).isoformat()


def _months(
    db: Database, where: str, parameters: Parameters
) -> dict[tuple[AccountId, date], MonthSpend]:
    rows = db.rows(
        "SELECT account_id, substr(day, 1, 7) || '-01' AS first, item, price, sum(count) AS count"
        f" FROM charges WHERE {where} GROUP BY account_id, first, item, price",
        parameters,
    )
    found: dict[tuple[AccountId, date], list[Charge]] = {}
    for row in rows:
        key = (AccountId(row["account_id"]), date.fromisoformat(row["first"]))
        price = Decimal(row["price"]) / MILLION
        found.setdefault(key, []).append(Charge(Item(row["item"]), row["count"], price))
    return {
        (account_id, first): MonthSpend(
            first, tuple(sorted(charges, key=lambda one: (ORDER[one.item], one.price)))
        )
        for (account_id, first), charges in found.items()
    }
