"""What watches cost and may cost, and what came of it, in words; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.domain.spending import (
    Charge,
    Item,
    MonthSpend,
    budget_words,
    day_of,
    dollars,
    first_of_month,
)
from console.domain.watches import Watch, Yield
from console.language import numeral, plural, tr
from ui import spending_words
from ui.plain import joined
from ui.spending_words import Fill

BUDGETS_TIP = tr("What all watches may cost in a month, beside what the account may cost.")


def month_words(watch: Watch) -> str:
    """Return what it cost this month of what it may: `$1.24 of $5`."""
    return tr("{spent} of {budget}").format(
        spent=dollars(watch.spent), budget=budget_words(watch.new.monthly_budget)
    )


def fill(watch: Watch, now: datetime) -> Fill | None:
    """Return how much of its month's budget is spent."""
    spent = Charge(Item.POST_READ, 1, watch.spent)
    return spending_words.fill(
        MonthSpend(first_of_month(day_of(now)), (spent,)), watch.new.monthly_budget
    )


def brought(found: Yield) -> str:
    """Return what it brought: `42 posts, 12 cases`."""
    posts = plural(found.hits, "{count} post", "{count} posts")
    cases = plural(found.cases, "{count} case", "{count} cases")
    return f"{posts}, {cases}"


def worth(found: Yield) -> str:
    """Return how many cases were of use, and at which price: `5 of 12 of use  ·  $0.25 each`.

    Where none was, what all of it cost.
    """
    if not found.cases:
        return dollars(found.cost)
    price = (
        tr("{price} each").format(price=dollars(found.cost / found.useful))
        if found.useful
        else dollars(found.cost)
    )
    return tr("{useful} of {cases} of use  ·  {price}").format(
        useful=numeral(found.useful), cases=numeral(found.cases), price=price
    )


def came_of(found: Yield) -> str:
    """Return all that came of it: `5 of 12 of use  ·  $0.25 each; 4 solved, $0.10 a case`."""
    price = found.cost_per_case
    if price is None:
        return worth(found)
    return tr("{worth}; {count} solved, {price} a case").format(
        worth=worth(found), count=numeral(found.solved), price=dollars(price)
    )


def budgets(watches: Iterable[Watch], accounts: Iterable[Account]) -> tuple[str, str]:
    """Return what the watches may cost in all beside their accounts' budgets, and a warning.

    The warning is empty where all of them fit.
    """
    sums: dict[AccountId, Decimal] = {}
    for watch in watches:
        held = sums.get(watch.new.account_id, Decimal())
        sums[watch.new.account_id] = held + watch.new.monthly_budget
    said, over = [], []
    for account in accounts:
        total, budget = sums.get(account.id), account.monthly_budget
        if total is None:
            continue
        up_to = (
            tr("Up to {sum} a month for @{handle}")
            if budget is None
            else tr("Up to {sum} of {budget} a month for @{handle}")
        )
        of = "" if budget is None else budget_words(budget)
        said.append(up_to.format(sum=budget_words(total), budget=of, handle=account.handle))
        if budget is not None and total > budget:
            over.append(
                tr(
                    "The watches of @{handle} may cost {sum} a month, more than its "
                    "budget of {budget}: then all of them stop early."
                ).format(handle=account.handle, sum=budget_words(total), budget=of)
            )
    return joined(said), " ".join(over)
