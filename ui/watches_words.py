"""What the window says of a watch: its pace, how it stands, its money, what it brought; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from console.domain.accounts import Access, Account
from console.domain.ids import AccountId
from console.domain.spending import (
    Charge,
    Item,
    MonthSpend,
    budget_words,
    day_of,
    dollars,
    first_of_month,
    next_month,
)
from console.domain.watches import Proposal, Watch, WatchState, Yield
from console.language import numeral, plural, tr, tr_in
from ui import spending_words, words
from ui.plain import isolated, joined
from ui.spending_words import Fill
from ui.watch_words import pace

SOON = tr("looks with the next sync")
NO_ACCESS = tr("no access to its account")
NO_ACCOUNT = (
    tr("No account can search"),
    tr("A watch searches by the access of one of your accounts, and none has any."),
    tr("Once one is connected, a watch can begin."),
)
"""Title, message and advice where no watch can be made."""
BUDGETS_TIP = tr("What all watches may cost in a month, beside what the account may cost.")


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the token of their colour; a sign goes with those that a person must see."""

    text: str
    token: str
    icon: str = ""


def name(watch: Watch) -> str:
    """Return a watch's name within a sentence: `“Brand”`."""
    return words.quoted(isolated(watch.new.name))


def names(watches: Iterable[Watch]) -> str:
    """Return one watch by its name, several by their number."""
    every = tuple(watches)
    return (
        name(every[0])
        if len(every) == 1
        else plural(len(every), "{count} watch", "{count} watches")
    )


def state(watch: Watch, now: datetime, *, looking: bool = False) -> Said:
    """Return how a watch stands, in a line."""
    if looking:
        return Said(tr("looking…"), "text", "sync")
    if watch.state is WatchState.PAUSED or watch.paused:
        return Said(tr("paused"), "quiet")
    if watch.state is WatchState.NO_ACCESS:
        return Said(NO_ACCESS, "danger", "lock")
    if watch.state is WatchState.SPENT:
        used = tr("month's budget used") if _is_own(watch) else tr("account's budget used")
        return Said(used, "warn", "warning")
    if watch.state is WatchState.FAILING:
        return Said(isolated(watch.problem) or tr("the last look failed"), "danger", "warning")
    return Said(_next(watch.due_at, now), "quiet")


def problem(watch: Watch, now: datetime) -> str:
    """Return what keeps a watch from looking and what to do about it; empty for nothing."""
    if watch.state is WatchState.NO_ACCESS:
        return tr(
            "Its account is not connected to the API. Connect it, or give the watch to another."
        )
    if watch.state is WatchState.SPENT:
        until = next_month(day_of(now))
        said = (
            tr("Its budget is used up. Edit gives it more, or wait for {date}.")
            if _is_own(watch)
            else tr("Its account's budget is used up. Give the account more, or wait for {date}.")
        )
        return said.format(date=words.dated(until, tr_in("date pattern", "d MMMM")))
    if watch.state is WatchState.FAILING:
        said = tr("The last look failed. {problem}").format(problem=isolated(watch.problem))
        return said if watch.due_at is None else f"{said} {_again(watch.due_at, now)}"
    return ""


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


def proposal(watch: Watch, why: Proposal) -> str:
    """Return why a watch might go, in a sentence."""
    if why is Proposal.SILENT:
        return tr("{name} has found nothing for 30 days.").format(name=name(watch))
    posts = plural(watch.lately.hits, "{count} post", "{count} posts")
    return tr("{name} found {posts} in 30 days, and nobody did anything about any of them.").format(
        name=name(watch), posts=posts
    )


def facts(watch: Watch, account: Account | None, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return what is to be known of a watch, each with its title."""
    handle = tr("an account that is gone") if account is None else f"@{account.handle}"
    looked = tr("not yet") if watch.walked_at is None else words.ago(watch.walked_at, now)
    month = watch.estimated_month
    estimate = tr("not estimated") if month is None else _estimated(month, watch.counted_week)
    ever = watch.ever
    return (
        (
            tr("Looks"),
            tr("{pace}, as {account}. Last looked through: {ago}.").format(
                pace=pace(watch.new.pace), account=handle, ago=looked
            ),
        ),
        (tr("Estimated"), estimate),
        (
            tr("Really cost"),
            tr("{spent_of_budget} this month; {price} since it was made").format(
                spent_of_budget=month_words(watch), price=dollars(ever.cost)
            ),
        ),
        (tr("In 30 days"), f"{brought(watch.lately)}; {came_of(watch.lately)}"),
        (
            tr("In all"),
            tr("{found}; {count} of the posts were known already").format(
                found=brought(ever), count=numeral(ever.known)
            ),
        ),
        (
            tr("Made"),
            tr("{ago} by {agent}").format(
                ago=words.ago(watch.made_at, now),
                agent=isolated(watch.agent_name) or tr_in("by whom", "somebody"),
            ),
        ),
    )


def gap(watch: Watch, now: datetime) -> str:
    """Return which posts it could not have; empty where none is missing."""
    if watch.gap_before is None:
        return ""
    return tr("Posts before {when} are missing: a search goes back seven days at most.").format(
        when=words.when(watch.gap_before, now)
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


def with_access(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return the accounts by which a watch can search."""
    return tuple(account for account in accounts if account.access is Access.API)


def was_paused(watches: tuple[Watch, ...], *, paused: bool) -> str:
    """Return that watches were paused, or go on."""
    if len(watches) == 1:
        said = tr("{watch} paused. P lets it go on.") if paused else tr("{watch} goes on.")
        return said.format(watch=name(watches[0]))
    said = tr("{watches} paused. P lets them go on.") if paused else tr("{watches} go on.")
    return said.format(watches=names(watches))


def was_removed(watches: tuple[Watch, ...]) -> str:
    """Return that watches were removed, and how they come back."""
    said = (
        tr("{watches} removed; its cases stay. Ctrl+Z brings it back.")
        if len(watches) == 1
        else tr("{watches} removed; their cases stay. Ctrl+Z brings them back.")
    )
    return said.format(watches=names(watches))


def looking(watch: Watch, pages: int, *, cancelled: bool) -> str:
    """Return how far a look is."""
    if cancelled:
        return tr("{name} stops after the page that is on its way…").format(name=name(watch))
    said = [tr("{name} is looking…").format(name=name(watch))]
    if pages:
        said.append(plural(pages, "{count} page read.", "{count} pages read."))
    return " ".join(said)


def found(each: Iterable[tuple[str, int]]) -> str:
    """Return what looks found, given by the watch's name: `“Brand” found 3 new posts`."""
    said = [
        tr("“{name}” found {posts}").format(
            name=isolated(name), posts=plural(count, "{count} new post", "{count} new posts")
        )
        for name, count in each
        if count
    ]
    return ", ".join(said)


def spoken(watch: Watch, now: datetime) -> str:
    """Return a watch as a screen reader says it."""
    lately = watch.lately
    return tr(
        "{name}; {state}; {pace}; {spent_of_budget} this month; in 30 days {found}, {worth}; "
        "looks for {query}"
    ).format(
        name=isolated(watch.new.name),
        state=state(watch, now).text,
        pace=pace(watch.new.pace),
        spent_of_budget=month_words(watch),
        found=brought(lately),
        worth=worth(lately).replace("  ·  ", ", "),
        query=isolated(watch.new.query),
    )


def _next(due_at: datetime | None, now: datetime) -> str:
    """Return when a watch looks next."""
    if due_at is None or due_at <= now:
        return SOON
    return tr("looks again in {span}").format(span=words.span(due_at - now))


def _again(due_at: datetime, now: datetime) -> str:
    """Return the same as a sentence."""
    if due_at <= now:
        return tr("It looks with the next sync by itself.")
    return tr("It looks again in {span} by itself.").format(span=words.span(due_at - now))


def _estimated(month: Decimal, week: int | None) -> str:
    """Return what a month was estimated to cost, and from how many posts."""
    if week is None:
        return tr("{price} a month").format(price=dollars(month))
    return tr("{price} a month, from {posts} in the week before it was saved").format(
        price=dollars(month), posts=plural(week, "{count} post", "{count} posts")
    )


def _is_own(watch: Watch) -> bool:
    """Return whether its own budget is used up, and not its account's."""
    return watch.spent >= watch.new.monthly_budget
