"""The commands on asking X again for posts that are stored."""

from __future__ import annotations

import argparse
from datetime import datetime

from console.cli import shapes, words
from console.cli.accounts import amount, chosen
from console.cli.exit_codes import NETWORK
from console.cli.shapes import Shape
from console.cli.terminal import Terminal
from console.domain.accounts import Access
from console.domain.rechecks import RecheckRun, RecheckStanding
from console.domain.spending import budget_words, dollars


def run(terminal: Terminal, given: argparse.Namespace) -> int:
    """Ask for what is due, account by account."""
    done: list[Shape] = []
    lines: list[str] = []
    for account in chosen(terminal, given):
        if account.access is Access.HAND_OFF:
            lines.append(f"@{account.handle}: without access to X's API, so nothing is asked.")
            continue
        made = terminal.desk.rechecks.run(account).run
        done.append({"handle": account.handle} | _run(made))
        lines.append(f"@{account.handle}: {_told(made)}")
    terminal.print(done, "\n".join(lines))
    return NETWORK if any(one["problem"] for one in done) else 0


def status(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Say how old what is stored may be."""
    standing = terminal.desk.rechecks.standing()
    terminal.print(_standing(standing), "\n".join(_said(standing, terminal.now())))
    return 0


def budget(terminal: Terminal, given: argparse.Namespace) -> int:
    """Set what the rolling plan may cost a month."""
    terminal.desk.rechecks.set_monthly(amount(given.dollars))
    return status(terminal, given)


def _told(made: RecheckRun) -> str:
    said = (
        f"{words.several(made.asked, 'post')} asked for, {made.rolling} of them older ones in turn;"
        f" {made.withdrawn} gone, {made.edited} edited; {dollars(made.cost)}."
    )
    return f"{said} It did not come to its end. {made.problem}" if made.problem else said


def _said(standing: RecheckStanding, now: datetime) -> list[str]:
    """Return how it stands, for a person."""
    others = []
    if standing.unreached:
        out = words.several(standing.unreached, "post")
        others = [f"{out} never asked for: no account of their network has access."]
    if standing.oldest is None:
        return others or ["No posts are stored, so none is to be asked for again."]
    since = "never asked for again since it was written" if standing.never else "last asked for"
    ago = words.several((now - standing.oldest).days, "day")
    older = words.several(standing.rolling_a_day, "post")
    lines = [
        (
            f"{words.several(standing.posts, 'post')} stored; {standing.daily} of them in open"
            f" cases or of the last seven days, asked for daily ({standing.overdue} overdue),"
            f" about {dollars(standing.daily_month)} a month."
        ),
        f"The oldest look: {words.when(standing.oldest)}, {ago} ago ({since}).",
        (
            f"Older ones in turn: {budget_words(standing.monthly)} a month for each account,"
            f" {older} a day{_round(standing)}."
        ),
    ]
    if standing.waiting:
        gone = words.several(standing.waiting, "post")
        lines.append(f"{gone} known to be gone, not taken out yet.")
    return (
        lines + others + [f"  {words.when(made.at)}  {_told(made)}" for made in standing.runs[:5]]
    )


def _round(standing: RecheckStanding) -> str:
    if standing.round_days is None:
        return ", so they are never asked for"
    if not standing.round_days:
        return ""
    return f", once round in {words.several(standing.round_days, 'day')}"


def _standing(standing: RecheckStanding) -> Shape:
    """Return it.

    Keys: `posts, unreached` (no account has access), `daily, overdue, waiting` (known to be
    gone, with their words), `oldest, never` (whether that one was never asked for again),
    `daily_month` (what the daily ones cost a month), `monthly, rolling_a_day, round_days, runs`.
    """
    return {
        "posts": standing.posts,
        "unreached": standing.unreached,
        "daily": standing.daily,
        "overdue": standing.overdue,
        "waiting": standing.waiting,
        "oldest": shapes.time(standing.oldest),
        "never": standing.never,
        "daily_month": shapes.money(standing.daily_month),
        "monthly": shapes.money(standing.monthly),
        "rolling_a_day": standing.rolling_a_day,
        "round_days": standing.round_days,
        "runs": [_run(made) for made in standing.runs],
    }


def _run(made: RecheckRun) -> Shape:
    """Return a run; keys: `account, at, asked, rolling, withdrawn, edited, cost, problem`."""
    return {
        "account": made.account_id,
        "at": shapes.time(made.at),
        "asked": made.asked,
        "rolling": made.rolling,
        "withdrawn": made.withdrawn,
        "edited": made.edited,
        "cost": shapes.money(made.cost),
        "problem": made.problem or None,
    }
