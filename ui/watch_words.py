"""What the dialog of a watch says of paces, prices and budgets; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from console.domain.accounts import Account
from console.domain.spending import budget_words, dollars
from console.domain.watches import MONTH, Estimate, Watch
from console.language import numeral, plural, tr
from console.pacing import FEWEST_HITS, x_prices
from console.text.query_fields import QueryFields

FIRST_BUDGET = Decimal(5)
"""Suggested while nothing is known of the price."""
SPARE = Decimal("1.25")
"""A suggested budget is at least so many times the estimate: weeks differ."""
STEPS = tuple(Decimal(step) for step in ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8"))
"""Suggested budgets are these, and ten, a hundred times these."""
LONGEST_NAME = 60
_PACES = {
    timedelta(minutes=15): tr("Every 15 minutes"),
    timedelta(hours=1): tr("Every hour"),
    timedelta(hours=4): tr("Every 4 hours"),
    timedelta(hours=12): tr("Every 12 hours"),
    timedelta(days=1): tr("Once a day"),
}


class Said(NamedTuple):
    """A line, and how loud it is: `quiet`, `warn` or `danger`."""

    text: str
    voice: str = "quiet"


def pace(every: timedelta) -> str:
    """Return how often a watch looks."""
    return _PACES.get(every) or _hourly(every.total_seconds() / 3600)


def _hourly(hours: float) -> str:
    digits = len(f"{hours:g}".partition(".")[2])
    return tr("Every {hours} hours").format(hours=numeral(hours, digits))


def name_of(fields: QueryFields | None, query: str) -> str:
    """Return how a watch is called that a person gave no name: by its first word."""
    first = fields.any_of[0] if fields is not None and fields.any_of else query
    return " ".join(first.split())[:LONGEST_NAME]


def hits(estimate: Estimate) -> str:
    """Return what was found, in a line."""
    if not estimate.week:
        return tr("No posts in 7 days")
    if estimate.sampled:
        return plural(
            estimate.week, "About {count} post in 7 days", "About {count} posts in 7 days"
        )
    return plural(estimate.week, "{count} post in 7 days", "{count} posts in 7 days")


def month(estimate: Estimate) -> str:
    """Return what a month costs."""
    if not estimate.week:
        return tr("Nobody wrote this; it costs nothing while nobody does.")
    said = tr("About {price} a month") if estimate.sampled else tr("{price} a month at most")
    return said.format(price=dollars(estimate.month))


def grounds(estimate: Estimate) -> str:
    """Return what a hit costs and what the estimate did, in small."""
    said = (
        tr("{each} a post, with its author. Drawn from ten posts; reading them cost {price}.")
        if estimate.sampled
        else tr("{each} a post, with its author. Asking cost {price}.")
    )
    return said.format(each=dollars(estimate.hit_price), price=dollars(estimate.price))


def before(watch: Watch) -> str:
    """Return what a watch was found to cost when it was saved; empty where nobody counted."""
    if watch.estimated_month is None:
        return ""
    return tr("{price} a month, counted when it was saved").format(
        price=dollars(watch.estimated_month)
    )


def left(account: Account, others: Iterable[Watch]) -> Decimal | None:
    """Return what the other watches leave of an account's budget; None where it has none."""
    if account.monthly_budget is None:
        return None
    return max(account.monthly_budget - _sum(account, others), Decimal())


def suggested(estimate: Estimate | None, most: Decimal | None) -> Decimal | None:
    """Return a generous round budget for a month; never above `most`, what is left.

    None where that is too little for one page.
    """
    wanted = FIRST_BUDGET
    if estimate is not None:
        least, scale = max(estimate.month * SPARE, Decimal(1)), Decimal(1)
        while least > STEPS[-1] * scale and least > 10 * scale:
            scale *= 10
        wanted = next((step * scale for step in STEPS if step * scale >= least), 10 * scale)
    if most is not None and most < page_price():
        return None
    return wanted if most is None else min(wanted, most)


def page_price() -> Decimal:
    """Return what the posts of the smallest page cost, in US dollars."""
    return FEWEST_HITS * x_prices().hit


def none_left(account: Account, others: Iterable[Watch]) -> str:
    """Return that the other watches leave nothing of an account's budget; empty where they do."""
    rest = left(account, others)
    if rest is None or rest >= page_price():
        return ""
    of = budget_words(account.monthly_budget or Decimal())
    return tr("The other watches of @{handle} may use up all of its {budget} already.").format(
        handle=account.handle, budget=of
    )


def budget(
    wanted: Decimal, account: Account, others: Iterable[Watch], estimate: Estimate | None
) -> tuple[Said, ...]:
    """Return what is to be known of a watch's budget beside that of its account.

    `others` are the other watches of all accounts.
    """
    said = [_stop(wanted, estimate), _least(wanted)]
    of, whose = account.monthly_budget, f"@{account.handle}"
    if of is None:
        said.append(
            Said(
                tr("{account} has no budget: only this one bounds what it costs.").format(
                    account=whose
                )
            )
        )
    elif wanted > of:
        more = tr(
            "This is more than the {budget} that {account} may cost. "
            "Give it less, or raise that budget first."
        )
        said.append(Said(more.format(budget=budget_words(of), account=whose), "danger"))
    else:
        share = tr("{percent}% of the {budget} that {account} may cost.").format(
            percent=numeral(float(100 * wanted / of)), budget=budget_words(of), account=whose
        )
        said.append(Said(share))
        total = _sum(account, others) + wanted
        if total > of:
            both = tr("All watches of {account} together: {sum}, above its {budget}.")
            said.append(
                Said(
                    both.format(account=whose, sum=budget_words(total), budget=budget_words(of)),
                    "warn",
                )
            )
    return tuple(line for line in said if line.text)


def begin(days: int, estimate: Estimate | None, begin_at: datetime) -> str:
    """Return from where a watch begins, with what that costs where it is known."""
    said = plural(days, "Last day", "Last {count} days")
    if estimate is None:
        return said
    cost = estimate.backlog(begin_at)
    return (
        tr("{days}: about {price}").format(days=said, price=dollars(cost))
        if cost
        else tr("{days}: nothing").format(days=said)
    )


def _sum(account: Account, others: Iterable[Watch]) -> Decimal:
    same = (each.new for each in others if each.new.account_id == account.id)
    return sum((each.monthly_budget for each in same), Decimal())


def _least(wanted: Decimal) -> Said:
    """Return that one page may cost more than the budget, where it does."""
    if wanted >= page_price():
        return Said("")
    said = tr("A watch stops after the page on its way: at least {count} posts, {price}.")
    return Said(said.format(count=FEWEST_HITS, price=dollars(page_price())), "warn")


def _stop(wanted: Decimal, estimate: Estimate | None) -> Said:
    """Return when the month's budget is used up, where that is before its end."""
    if estimate is None or not estimate.month or wanted >= estimate.month:
        return Said("")
    day = int(wanted / estimate.month * Decimal(MONTH / timedelta(days=1))) + 1
    return Said(tr("At this price it stops about day {day} of the month.").format(day=day), "warn")
