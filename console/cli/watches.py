"""The commands on watches: price, save, look, pause, remove; what each found and cost."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from console.cli import cases, shapes, watch_shapes, watch_text
from console.cli.accounts import chosen
from console.cli.input import keys_from_stdin, text_from
from console.cli.plain import safe
from console.cli.terminal import Terminal
from console.cli.watch_options import PACE_WORDS, SINCE_WORDS
from console.domain.accounts import Access, Account
from console.domain.ids import WatchId
from console.domain.spending import budget_words, dollars
from console.domain.watches import Estimate, NewWatch, Watch, WatchRun, WatchState
from console.errors import DeskError, InputError, NotFound
from console.text.post_queries import problems

FAILED = 5
"""As for any trouble with the network."""


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """List all watches."""
    found, now = terminal.desk.watches.every(), terminal.now()
    lines = [
        watch_text.watch(each, terminal.account(each.new.account_id).handle, now) for each in found
    ]
    value = [watch_shapes.watch(each, now) for each in found]
    terminal.print(value, "\n".join(lines) or _first(terminal))
    return 0


def price(terminal: Terminal, given: argparse.Namespace) -> int:
    """Count what a query finds, and price it; nothing is saved."""
    query = _query(given, given.query)
    account = _by(terminal, given)
    _use_keys(terminal, given, account)
    found = terminal.desk.watches.estimate(account, query, by_sample=given.sample)
    remarks = watch_text.remarks(query, account.handle)
    value = watch_shapes.estimate(found) | {"remarks": remarks}
    marked = watch_text.marked(query, account.handle)
    terminal.print(value, "\n".join([*marked, watch_text.estimate(found)]))
    return 0


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Count, price and save a watch."""
    query, account = _query(given, given.query), _by(terminal, given)
    new = NewWatch(
        account_id=account.id,
        name=given.name,
        query=query,
        pace=PACE_WORDS[given.pace],
        monthly_budget=given.budget,
        begin_at=terminal.now() - SINCE_WORDS[given.since],
    )
    verbs = terminal.desk.watches
    verbs.check(new)  # what is asked of the network is paid for
    _use_keys(terminal, given, account)
    found = _estimate(terminal, given, account, query)
    try:
        watch_id, _ = verbs.add(new, found)
    except DeskError:
        _tell_paid(found)
        raise
    return _saved(terminal, watch_id, found)


def change(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let a watch be another; what is not given stays."""
    verbs = terminal.desk.watches
    was = _get(terminal, given.watch)
    new = _changed(given, was.new)
    verbs.check(new, was.id)
    found = None
    if new.query != was.new.query:
        account = terminal.account(new.account_id)
        _use_keys(terminal, given, account)
        found = _estimate(terminal, given, account, new.query)
    try:
        verbs.change(was.id, new, found)
    except DeskError:
        _tell_paid(found)
        raise
    return _saved(terminal, was.id, found)


def pause(terminal: Terminal, given: argparse.Namespace) -> int:
    """Stop watches."""
    return _set_paused(terminal, given, paused=True)


def resume(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let watches go on."""
    return _set_paused(terminal, given, paused=False)


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take watches away."""
    gone = [_get(terminal, each) for each in _ids(given)]
    terminal.desk.watches.remove(tuple(each.id for each in gone))
    names = ", ".join(f"“{each.new.name}”" for each in gone)
    said = f"Removed {names}. The cases stay; `undo` takes it back."
    terminal.print([watch_shapes.watch(each, terminal.now()) for each in gone], said)
    return 0


def run(terminal: Terminal, given: argparse.Namespace) -> int:
    """Look with the watches that are due, or with one now."""
    verbs = terminal.desk.watches
    only = None if given.watch is None else _get(terminal, given.watch)
    if only is not None:
        account = terminal.account(only.new.account_id)
        _check_may_look(only, account)
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
    rows = terminal.desk.watches.cases(_get(terminal, given.watch).id)
    lines = [cases.line(row) for row in rows]
    terminal.print([shapes.case(row) for row in rows], "\n".join(lines) or "No cases.")
    return 0


def _get(terminal: Terminal, number: int) -> Watch:
    """Return the watch of a number; one that never was, or was removed, is told by it."""
    try:
        return terminal.desk.watches.get(WatchId(number))
    except NotFound:
        raise NotFound(
            f"There is no watch {number}.", advice="`watch list` prints those that are there."
        ) from None


def _check_may_look(watch: Watch, account: Account) -> None:
    """Say why a watch that is named cannot look, before anything is asked or read."""
    if watch.paused:
        raise InputError("It is paused.", advice=f"canary-desk watch resume {watch.id}")
    if account.access is not Access.API:
        raise InputError(
            f"The desk has no access to @{account.handle}, so it cannot search by it.",
            advice="Connect the account.",
        )


def _first(terminal: Terminal) -> str:
    """Return what is said where no watch is there: how the first one is priced."""
    able = [each for each in terminal.desk.accounts.every() if each.access is Access.API]
    left_out = watch_text.left_out(able[0].handle if able else "YOUR_HANDLE")
    return (
        "No watch yet. One finds posts that name you without your handle; price it first:\n"
        f"canary-desk watch price '\"YOUR BRAND\" {left_out}'"
    )


def _changed(given: argparse.Namespace, was: NewWatch) -> NewWatch:
    """Return a watch with what is given on the command line in the place of what was."""
    if all(each is None for each in (given.query, given.name, given.pace, given.budget)):
        raise InputError(
            "Nothing is given to change.", advice="Give --name, --query, --pace or --budget."
        )
    return replace(
        was,
        query=was.query if given.query is None else _query(given, given.query),
        name=was.name if given.name is None else given.name,
        pace=was.pace if given.pace is None else PACE_WORDS[given.pace],
        monthly_budget=was.monthly_budget if given.budget is None else given.budget,
    )


def _query(given: argparse.Namespace, word: str) -> str:
    """Return a query that X would take; keys on standard input are never read as one."""
    if word == "-" and given.credentials_stdin:
        raise InputError(
            "Standard input holds the keys, so it cannot hold the query as well.",
            advice="Write the query on the command line.",
        )
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
    return account


def _use_keys(terminal: Terminal, given: argparse.Namespace, account: Account) -> None:
    if given.credentials_stdin:
        terminal.desk.accounts.use_for_this_run(account, keys_from_stdin(for_this_run=True))


def _estimate(
    terminal: Terminal, given: argparse.Namespace, account: Account, query: str
) -> Estimate | None:
    if given.no_count:
        return None
    return terminal.desk.watches.estimate(account, query, by_sample=given.sample)


def _tell_paid(found: Estimate | None) -> None:
    """Say what a count found although the watch could not be stored: it is paid for."""
    if found is not None:
        print(safe(watch_text.estimate(found)), file=sys.stderr)


def _saved(terminal: Terminal, watch_id: WatchId, found: Estimate | None) -> int:
    watch = terminal.desk.watches.get(watch_id)
    query, handle = watch.new.query, terminal.account(watch.new.account_id).handle
    lines = watch_text.marked(query, handle)
    lines += [] if found is None else [watch_text.estimate(found)]
    lines.append(f"Saved “{watch.new.name}” as watch {watch.id}.{_shortage(watch, found)}")
    value = watch_shapes.watch(watch, terminal.now()) | {
        "estimate": None if found is None else watch_shapes.estimate(found),
        "remarks": watch_text.remarks(query, handle),
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
    ids = tuple(_get(terminal, each).id for each in _ids(given))
    terminal.desk.watches.set_paused(ids, paused=paused)
    now = [_get(terminal, each) for each in ids]
    names = ", ".join(f"“{each.new.name}”" for each in now)
    terminal.print(
        [watch_shapes.watch(each, terminal.now()) for each in now],
        f"Paused: {names}." if paused else f"Going on: {names}.",
    )
    return 0


def _ids(given: argparse.Namespace) -> tuple[WatchId, ...]:
    return tuple(WatchId(each) for each in dict.fromkeys(given.watches))
