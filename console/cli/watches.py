"""The commands on watches: price, save, look, pause, remove; what each found and cost."""

from __future__ import annotations

import argparse
from dataclasses import replace

from console.cli import cases, shapes, watch_shapes, watch_text
from console.cli.accounts import chosen
from console.cli.input import keys_from_stdin, text_from
from console.cli.terminal import Terminal
from console.cli.watch_options import PACE_WORDS, SINCE_WORDS
from console.domain.accounts import Access, Account
from console.domain.ids import WatchId
from console.domain.spending import budget_words, dollars
from console.domain.watches import Estimate, NewWatch, Watch, WatchRun, WatchState
from console.errors import InputError
from console.text.post_queries import problems

FAILED = 5
"""As for any trouble with the network."""


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """List all watches."""
    found, now = terminal.desk.watches.every(), terminal.now()
    lines = [
        watch_text.watch(each, terminal.account(each.new.account_id).handle, now) for each in found
    ]
    empty = (
        "No watch yet. One finds posts that name you without your handle; price it first:\n"
        "canary-desk watch price 'YOUR BRAND'"
    )
    value = [watch_shapes.watch(each, now) for each in found]
    terminal.print(value, "\n".join(lines) or empty)
    return 0


def price(terminal: Terminal, given: argparse.Namespace) -> int:
    """Count what a query finds, and price it; nothing is saved."""
    query = _query(given.query)
    if given.no_count:
        raise InputError("A price without a count is none.", advice="Leave --no-count out.")
    found = terminal.desk.watches.estimate(_by(terminal, given), query, by_sample=given.sample)
    terminal.print(watch_shapes.estimate(found), watch_text.estimate(found))
    return 0


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Count, price and save a watch."""
    query, account = _query(given.query), _by(terminal, given)
    new = NewWatch(
        account_id=account.id,
        name=given.name,
        query=query,
        pace=PACE_WORDS[given.pace],
        monthly_budget=given.budget,
        begin_at=terminal.now() - SINCE_WORDS[given.since],
    )
    found = _estimate(terminal, given, account, query)
    watch_id, _ = terminal.desk.watches.add(new, found)
    return _saved(terminal, watch_id, found)


def change(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let a watch be another; what is not given stays."""
    was = terminal.desk.watches.get(WatchId(given.watch))
    new = was.new
    if given.query is not None:
        new = replace(new, query=_query(given.query))
    if given.name is not None:
        new = replace(new, name=given.name)
    if given.pace is not None:
        new = replace(new, pace=PACE_WORDS[given.pace])
    if given.budget is not None:
        new = replace(new, monthly_budget=given.budget)
    found = None
    if new.query != was.new.query:
        account = terminal.account(new.account_id)
        _use_keys(terminal, given, account)
        found = _estimate(terminal, given, account, new.query)
    terminal.desk.watches.change(was.id, new, found)
    return _saved(terminal, was.id, found)


def pause(terminal: Terminal, given: argparse.Namespace) -> int:
    """Stop watches."""
    return _set_paused(terminal, given, paused=True)


def resume(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let watches go on."""
    return _set_paused(terminal, given, paused=False)


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take watches away."""
    gone = [terminal.desk.watches.get(each) for each in _ids(given)]
    terminal.desk.watches.remove(tuple(each.id for each in gone))
    names = ", ".join(f"“{each.new.name}”" for each in gone)
    said = f"Removed {names}. The cases stay; `undo` brings the watch back."
    terminal.print([watch_shapes.watch(each, terminal.now()) for each in gone], said)
    return 0


def run(terminal: Terminal, given: argparse.Namespace) -> int:
    """Look with the watches that are due, or with one now."""
    verbs = terminal.desk.watches
    only = None if given.watch is None else verbs.get(WatchId(given.watch))
    if only is not None:
        account = terminal.account(only.new.account_id)
        _use_keys(terminal, given, account)
        accounts: tuple[Account, ...] = (account,)
    else:
        accounts = chosen(terminal, given)
    names = {each.id: each.new.name for each in verbs.every()}
    done: list[WatchRun] = []
    for account in accounts:
        if account.access is Access.API:
            done += verbs.run(account, only=None if only is None else only.id)
    lines = [watch_text.run(each, names[each.watch_id]) for each in done]
    value = [watch_shapes.run(each, names[each.watch_id]) for each in done]
    terminal.print(value, "\n".join(lines) or "No watch is due.")
    return FAILED if any(each.state is WatchState.FAILING for each in done) else 0


def brought(terminal: Terminal, given: argparse.Namespace) -> int:
    """List the cases that a watch opened or wrote on in, the newest first."""
    rows = terminal.desk.watches.cases(terminal.desk.watches.get(WatchId(given.watch)).id)
    lines = [cases.line(row) for row in rows]
    terminal.print([shapes.case(row) for row in rows], "\n".join(lines) or "No cases.")
    return 0


def _query(word: str) -> str:
    query = " ".join((text_from("-") if word == "-" else word).split())
    stopping = [each for each in problems(query) if each.stops]
    if stopping:
        raise InputError(f"The query is wrong.\n{watch_text.wrong(query, stopping)}\n", advice="")
    return query


def _by(terminal: Terminal, given: argparse.Namespace) -> Account:
    """Return by whose access is searched: the account that is named, else the only one."""
    every_one = [each for each in terminal.desk.accounts.every() if each.access is Access.API]
    if given.account is not None:
        account = terminal.desk.accounts.find(given.account)
    elif len(every_one) == 1:
        account = every_one[0]
    else:
        raise InputError(
            "It is not said which account searches." if every_one else "No account has access.",
            advice="Say --account HANDLE."
            if every_one
            else "Connect one: canary-desk account add x < keys.json",
        )
    _use_keys(terminal, given, account)
    return account


def _use_keys(terminal: Terminal, given: argparse.Namespace, account: Account) -> None:
    if given.credentials_stdin:
        terminal.desk.accounts.use_for_this_run(account, keys_from_stdin())


def _estimate(
    terminal: Terminal, given: argparse.Namespace, account: Account, query: str
) -> Estimate | None:
    if given.no_count:
        return None
    return terminal.desk.watches.estimate(account, query, by_sample=given.sample)


def _saved(terminal: Terminal, watch_id: WatchId, found: Estimate | None) -> int:
    watch = terminal.desk.watches.get(watch_id)
    lines = [] if found is None else [watch_text.estimate(found)]
    lines.append(f"Saved “{watch.new.name}” as watch {watch.id}.{_shortage(watch, found)}")
    value = watch_shapes.watch(watch, terminal.now()) | {
        "estimate": None if found is None else watch_shapes.estimate(found)
    }
    terminal.print(value, "\n".join(lines))
    return 0


def _shortage(watch: Watch, found: Estimate | None) -> str:
    budget = watch.new.monthly_budget
    if found is None or found.month <= budget:
        return ""
    return (
        f" It will stop before the month ends: {dollars(found.month)}, of {budget_words(budget)}."
    )


def _set_paused(terminal: Terminal, given: argparse.Namespace, *, paused: bool) -> int:
    verbs = terminal.desk.watches
    verbs.set_paused(_ids(given), paused=paused)
    now = [verbs.get(each) for each in _ids(given)]
    names = ", ".join(f"“{each.new.name}”" for each in now)
    terminal.print(
        [watch_shapes.watch(each, terminal.now()) for each in now],
        f"Paused: {names}." if paused else f"Going on: {names}.",
    )
    return 0


def _ids(given: argparse.Namespace) -> tuple[WatchId, ...]:
    return tuple(WatchId(each) for each in dict.fromkeys(given.watches))
