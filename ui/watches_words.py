"""What the window says of a watch: how it stands, what is to be known of it, whether to keep it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from console.domain.accounts import Access, Account
from console.domain.spending import (
    day_of,
    dollars,
    next_month,
)
from console.domain.watches import Proposal, Watch, WatchState
from console.language import numeral, plural, tr, tr_in
from ui import words
from ui.plain import isolated
from ui.watch_words import pace
from ui.watches_yield import brought, came_of, month_words, worth

SOON = tr("looks with the next sync")
NO_ACCESS = tr("no access to its account")
NO_ACCOUNT = (
    tr("No account can search"),
    tr("A watch searches by the access of one of your accounts, and none has any."),
    tr("Once one is connected, a watch can begin."),
)
"""Title, message and advice where no watch can be made."""


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


def with_access(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return the accounts by which a watch can search."""
    return tuple(account for account in accounts if account.access is Access.API)


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
