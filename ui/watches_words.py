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
from console.language import numeral, plural, tr
from ui import spending_words, words
from ui.plain import isolated
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
    return f"“{isolated(watch.new.name)}”"


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
        return Said("paused", "quiet")
    if watch.state is WatchState.NO_ACCESS:
        return Said(NO_ACCESS, "danger", "lock")
    if watch.state is WatchState.SPENT:
        return Said(tr("{whose} budget used").format(whose=_whose(watch)), "warn", "warning")
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
        where = tr("Edit gives it more") if _is_own(watch) else tr("Give the account more")
        whose = tr("Its") if _is_own(watch) else tr("Its account's")
        return tr("{whose} budget is used up. {where}, or wait for {day} {until:%B}.").format(
            whose=whose, where=where, day=until.day, until=until
        )
    if watch.state is WatchState.FAILING:
        again = (
            ""
            if watch.due_at is None
            else tr(" It {next} by itself.").format(next=_next(watch.due_at, now))
        )
        return tr("The last look failed. {problem}{again}").format(
            problem=isolated(watch.problem), again=again
        )
    return ""


def month_words(watch: Watch) -> str:
    """Return what it cost this month of what it may: `$1.24 of $5`."""
    return tr("{dollars} of {budget_words}").format(
        dollars=dollars(watch.spent), budget_words=budget_words(watch.new.monthly_budget)
    )


def fill(watch: Watch, now: datetime) -> Fill | None:
    """Return how much of its month's budget is spent."""
    spent = Charge(Item.POST_READ, 1, watch.spent)
    return spending_words.fill(
        MonthSpend(first_of_month(day_of(now)), (spent,)), watch.new.monthly_budget
    )


def brought(found: Yield) -> str:
    """Return what it brought: `42 posts, 12 cases`."""
    return f"{words.several(found.hits, 'post')}, {words.several(found.cases, 'case')}"


def worth(found: Yield) -> str:
    """Return how many cases were of use, and at which price: `5 of 12 of use  ·  $0.25 each`.

    Where none was, what all of it cost.
    """
    if not found.cases:
        return dollars(found.cost)
    price = (
        tr("{dollars} each").format(dollars=dollars(found.cost / found.useful))
        if found.useful
        else dollars(found.cost)
    )
    return tr("{useful} of {cases} of use  ·  {price}").format(
        useful=numeral(found.useful), cases=numeral(found.cases), price=price
    )


def came_of(found: Yield) -> str:
    """Return all that came of it: `5 of 12 of use  ·  $0.25 each; 4 solved, $0.10 a case`."""
    price = found.cost_per_case
    more = (
        ""
        if price is None
        else tr("; {solved} solved, {dollars} a case").format(
            solved=numeral(found.solved), dollars=dollars(price)
        )
    )
    return f"{worth(found)}{more}"


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
    week = "" if watch.counted_week is None else _counted(watch.counted_week)
    month = watch.estimated_month
    estimate = (
        tr("not estimated")
        if month is None
        else tr("{dollars} a month{week}").format(dollars=dollars(month), week=week)
    )
    ever = watch.ever
    return (
        (
            tr("Looks"),
            tr("{pace}, as {handle}. Last looked through: {looked}.").format(
                pace=pace(watch.new.pace), handle=handle, looked=looked
            ),
        ),
        (tr("Estimated"), estimate),
        (
            tr("Really cost"),
            tr("{month_words} this month; {dollars} since it was made").format(
                month_words=month_words(watch), dollars=dollars(ever.cost)
            ),
        ),
        (tr("In 30 days"), f"{brought(watch.lately)}; {came_of(watch.lately)}"),
        (
            tr("In all"),
            tr("{brought}; {known} of the posts were known already").format(
                brought=brought(ever), known=numeral(ever.known)
            ),
        ),
        (
            tr("Made"),
            tr("{ago} by {value}").format(
                ago=words.ago(watch.made_at, now), value=isolated(watch.agent_name) or "somebody"
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
        of = (
            ""
            if budget is None
            else tr(" of {budget_words}").format(budget_words=budget_words(budget))
        )
        said.append(
            tr("Up to {budget_words}{of} a month for @{handle}").format(
                budget_words=budget_words(total), of=of, handle=account.handle
            )
        )
        if budget is not None and total > budget:
            over.append(
                tr(
                    "The watches of @{handle} may cost {budget_words} a month, more than its "
                    "budget of {budget_words_2}: then all of them stop early."
                ).format(
                    handle=account.handle,
                    budget_words=budget_words(total),
                    budget_words_2=budget_words(budget),
                )
            )
    return "  ·  ".join(said), " ".join(over)


def with_access(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return the accounts by which a watch can search."""
    return tuple(account for account in accounts if account.access is Access.API)


def was_paused(watches: tuple[Watch, ...], *, paused: bool) -> str:
    """Return that watches were paused, or go on."""
    one = len(watches) == 1
    did = (
        tr("paused. P lets {value} go on").format(value="it" if one else "them")
        if paused
        else tr("go{value} on").format(value="es" * one)
    )
    return f"{names(watches)} {did}."


def was_removed(watches: tuple[Watch, ...]) -> str:
    """Return that watches were removed, and how they come back."""
    one = len(watches) == 1
    whose, back = ("its", "it") if one else ("their", "them")
    return tr("{names} removed; {whose} cases stay. Ctrl+Z brings {back} back.").format(
        names=names(watches), whose=whose, back=back
    )


def looking(watch: Watch, pages: int, *, cancelled: bool) -> str:
    """Return how far a look is."""
    if cancelled:
        return tr("{name} stops after the page that is on its way…").format(name=name(watch))
    read = (
        tr(" {several} read.").format(several=plural(pages, "{count} page", "{count} pages"))
        if pages
        else ""
    )
    return tr("{name} is looking…{read}").format(name=name(watch), read=read)


def found(each: Iterable[tuple[str, int]]) -> str:
    """Return what looks found, given by the watch's name: `“Brand” found 3 new posts`."""
    said = [
        tr("“{name}” found {several}").format(
            name=isolated(name), several=plural(count, "{count} new post", "{count} new posts")
        )
        for name, count in each
        if count
    ]
    return ", ".join(said)


def spoken(watch: Watch, now: datetime) -> str:
    """Return a watch as a screen reader says it."""
    lately = watch.lately
    return tr(
        "{name}; {text}; {pace}; {month_words} this month; in 30 days {brought}, {worth}"
    ).format(
        name=isolated(watch.new.name),
        text=state(watch, now).text,
        pace=pace(watch.new.pace),
        month_words=month_words(watch),
        brought=brought(lately),
        worth=worth(lately),
    )


def _next(due_at: datetime | None, now: datetime) -> str:
    """Return when a watch looks next."""
    if due_at is None or due_at <= now:
        return SOON
    return tr("looks again in {span}").format(span=words.span(due_at - now))


def _counted(week: int) -> str:
    return tr(", from {several} in the week before it was saved").format(
        several=plural(week, "{count} post", "{count} posts")
    )


def _is_own(watch: Watch) -> bool:
    """Return whether its own budget is used up, and not its account's."""
    return watch.spent >= watch.new.monthly_budget


def _whose(watch: Watch) -> str:
    return "month's" if _is_own(watch) else "account's"
