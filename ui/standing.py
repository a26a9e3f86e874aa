"""How the desk stands, in words: the line at the bottom and the bar over the window; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from console.domain.accounts import Account
from console.errors import (
    CredentialsError,
    DeskError,
    EntryTooNew,
    KeyringLocked,
    KeyringSlow,
    NoCredentials,
    NoKeyring,
    NotStored,
    OutOfCredits,
    OverBudget,
    RateLimited,
    SignedOut,
)
from console.language import plural, tr
from ui import plain, words
from ui.notice import Notice
from ui.overview import Overview

FOR_A_PERSON = (CredentialsError, SignedOut, OutOfCredits, OverBudget)
"""What does not pass by itself: the bar says it, the line at the bottom only names it."""

SIGN_IN = tr("Sign in again…")


@dataclass(frozen=True, slots=True)
class Problem:
    """What stopped an account's last sync or publishing."""

    account: Account
    error: DeskError


def line(
    overview: Overview,
    problems: tuple[Problem, ...],
    *,
    syncing: bool,
    now: datetime,
    asking: bool = False,
) -> tuple[str, str]:
    """Return the line about the last sync, and what its tip says beyond it."""
    if asking:
        return tr("Waiting for the keyring's password…"), tr("Its window may stand behind others.")
    if syncing:
        return tr("Syncing…"), ""
    newest = max((a.synced_at for a in overview.accounts if a.synced_at), default=None)
    last = (
        tr("Last sync {ago}").format(ago=words.ago(newest, now)) if newest else tr("Not synced yet")
    )
    if overview.by_hand:
        last = tr("By hand: posts are captured, answers posted in the browser")
    if problems:
        several = len(overview.accounts) > 1
        short = [_named(one, _short(one.error, now), several=several) for one in problems]
        long = [_named(one, _long(one.error), several=several) for one in problems]
        return plain.joined([*short, last]), "\n".join(long)
    if not overview.accounts:
        return tr("No account connected"), ""
    return last, ""


def waiting(overview: Overview) -> str:
    """Return what the outbox holds; empty where it holds nothing."""
    facts = []
    if overview.waiting:
        facts.append(plural(overview.waiting, "{count} part to go out", "{count} parts to go out"))
    if overview.deleting:
        facts.append(
            plural(overview.deleting, "{count} post to be deleted", "{count} posts to be deleted")
        )
    if overview.trouble:
        facts.append(
            plural(overview.trouble, "{count} answer needs you", "{count} answers need you")
        )
    return plain.joined(facts)


def notices(
    problems: tuple[Problem, ...],
    blocked: Mapping[int, str],
    try_again: Callable[[], None],
    sign_in: Callable[[Account], None],
    budget: Callable[[Account], None],
    let_go: Callable[[Account], None],
) -> tuple[Notice, ...]:
    """Return what lasts until a person does something, each with the way on.

    `sign_in` is called for an account that is to be signed in, in its own place; `let_go` for
    one whose spent budget a person does not mind.
    """
    found = []
    for one in problems:
        if isinstance(one.error, FOR_A_PERSON):
            act, run, gone = tr("Try again"), try_again, None
            if wants_sign_in(one.error):
                act, run = SIGN_IN, partial(sign_in, one.account)
            elif isinstance(one.error, KeyringLocked | KeyringSlow | NotStored):
                act = tr("Unlock")
            elif isinstance(one.error, NoKeyring):
                act, run = tr("Use for this run…"), partial(sign_in, one.account)
            elif isinstance(one.error, OverBudget):
                act, run = tr("Budget…"), partial(budget, one.account)
                gone = partial(let_go, one.account)
            said = blocked.get(one.account.id) or _whole(one)
            found.append(Notice(one.error.title, said, lasting=True, act=act, run=run, let_go=gone))
    return tuple(found)


def wants_sign_in(error: DeskError | None) -> bool:
    """Return whether an account goes on once it is signed in again."""
    if isinstance(error, EntryTooNew):  # what a newer version stored is not written over
        return False
    return isinstance(error, SignedOut | NoCredentials)


def _whole(problem: Problem) -> str:
    """Return what happened and what to do, with the account where the message names none."""
    handle, said = f"@{problem.account.handle}", f"{problem.error.message} {problem.error.advice}"
    return said if said.startswith(f"{handle} ") else f"{plain.ltr(handle)}: {said}"


def _named(problem: Problem, text: str, *, several: bool) -> str:
    return f"{plain.at(problem.account.handle)}: {text}" if several else text


def _short(error: DeskError, now: datetime) -> str:
    if isinstance(error, RateLimited) and error.reset_at is not None:
        return tr("{title} until {moment}").format(
            title=error.title, moment=words.moment(error.reset_at, now)
        )
    return error.title


def _long(error: DeskError) -> str:
    return f"{error.title}. {error.message} {error.advice}"
