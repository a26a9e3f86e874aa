"""The command that publishes what is queued, and waits for what is due soon."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.cli import exit_codes, outbox, renewals, words
from console.cli.accounts import chosen
from console.cli.signing import with_way_on
from console.cli.terminal import Terminal
from console.desk.outbox import Outbox
from console.domain.accounts import Account
from console.domain.ids import AccountId, PartId, ThreadId
from console.domain.outbox import OutboxEntry, PartState
from console.errors import ConnectorError, CredentialsError, RateLimited

Problem = ConnectorError | CredentialsError
SHORTEST_PAUSE_S = 0.1
LOOK_AGAIN = timedelta(seconds=1)
"""How soon it is looked what became of a part that another desk has on its way."""


@dataclass(slots=True)
class Progress:
    """What becomes of the outboxes of some accounts, whoever does it: this run or another desk."""

    outbox: Outbox
    account_ids: frozenset[AccountId]
    now: datetime
    _before: dict[PartId, PartState] = field(init=False)
    _threads: set[ThreadId] = field(init=False)

    def __post_init__(self) -> None:
        threads = [one for one in self.outbox.threads() if one.account_id in self.account_ids]
        self._threads = {thread.id for thread in threads}
        self._before = {part.id: part.state for thread in threads for part in thread.parts}

    def count(self, entries: Iterable[OutboxEntry], state: PartState) -> int:
        """Return how many parts came into a state since; `entries` are those of now."""
        new = {
            entry.thread.id
            for entry in entries
            if entry.thread.account_id in self.account_ids and entry.thread.created_at >= self.now
        }
        return sum(
            part.state is state and self._before.get(part.id) is not state
            for thread_id in self._threads | new
            for part in self.outbox.thread(thread_id).parts
        )


def send(terminal: Terminal, given: argparse.Namespace) -> int:
    """Publish and delete what is due, and say what is left and how to go on with it."""
    accounts = chosen(terminal, given)
    ids = frozenset(account.id for account in accounts)
    progress = Progress(terminal.desk.outbox, ids, terminal.now())
    problems = _publish(terminal, accounts, time.monotonic() + given.wait, at_once=given.now)
    entries = terminal.desk.outbox.entries()
    left = [
        entry
        for entry in entries
        if entry.thread.next_part is not None and entry.thread.account_id in ids
    ]
    published = progress.count(entries, PartState.SENT)
    deleted = progress.count(entries, PartState.DELETED)
    lines = [f"Published {words.several(published, 'part')}."]
    if deleted:
        lines.append(f"Deleted {words.several(deleted, 'post')}.")
    lines += outbox.listing(terminal, left) + _waiting_lines(terminal, accounts, left)
    unstored = {each.handle: renewals.shape(terminal, each) for each in accounts}
    value = {
        "published": published,
        "deleted": deleted,
        "left": outbox.shapes_of(terminal, left),
        "unstored": {handle: lost for handle, lost in unstored.items() if lost is not None},
    }
    terminal.print(value, "\n".join(lines))
    for account, problem in problems.items():
        terminal.complain(with_way_on(terminal, account, problem), of=f"@{account.handle}: ")
    if problems:
        return exit_codes.of(next(iter(problems.values())))
    return exit_codes.NOT_SENT if left else exit_codes.OK


def _waiting_lines(
    terminal: Terminal, accounts: tuple[Account, ...], left: list[OutboxEntry]
) -> list[str]:
    """Return which accounts wait with what is left, and how a person ends that."""
    lines, now = list[str](), terminal.now()
    with_more = {entry.thread.account_id for entry in left}
    for account in accounts:
        till = terminal.desk.outbox.waits_till(account.id)
        if till is not None and account.id in with_more:
            soon = words.soon(till, now)
            lines.append(
                f"@{account.handle} goes on {soon}; canary-desk send --now does not wait for it."
            )
    return ["", *lines] if lines else []


def _publish(
    terminal: Terminal, accounts: tuple[Account, ...], ends_at: float, *, at_once: bool
) -> dict[Account, Problem]:
    """Run over the outboxes till nothing is due soon enough; no account waits for another.

    Return what stopped an account at last. Trouble ends its turn, for the next `send` tries
    again; but the network's own word when to come back is taken.
    """
    problems: dict[Account, Problem] = {}
    due = dict.fromkeys(accounts, terminal.now())
    while due:
        for account in [each for each, at in due.items() if at <= terminal.now()]:
            sent = terminal.desk.replies.publish(
                account, at_once=at_once, on_change=lambda _: terminal.ring()
            )
            problems.pop(account, None)
            if sent.problem is not None:
                problems[account] = sent.problem
            goes_on_at = sent.due_at if isinstance(sent.problem, RateLimited | None) else None
            if goes_on_at is None:
                del due[account]
            else:
                due[account] = _look_at(terminal, account, goes_on_at)
        at_once = False  # a person's word counts once: what X asks for now is kept
        pause_s = _pause(terminal, due)
        if time.monotonic() + pause_s > ends_at:
            break
        time.sleep(pause_s)
    return problems


def _look_at(terminal: Terminal, account: Account, goes_on_at: datetime) -> datetime:
    """Return when to go on: soon where another desk has a part on its way."""
    elsewhere = any(
        part.state is PartState.SENDING
        for thread in terminal.desk.outbox.threads()
        if thread.account_id == account.id
        for part in thread.parts
    )
    return min(goes_on_at, terminal.now() + LOOK_AGAIN) if elsewhere else goes_on_at


def _pause(terminal: Terminal, due: dict[Account, datetime]) -> float:
    """Return how many seconds it takes till the next account is due."""
    now = terminal.now()
    return min(
        (max(SHORTEST_PAUSE_S, (at - now).total_seconds()) for at in due.values()), default=0.0
    )
