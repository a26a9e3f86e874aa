"""The command that publishes what is queued, and waits for what is due soon."""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from console.cli import exit_codes, outbox, words
from console.cli.accounts import chosen
from console.cli.terminal import Terminal
from console.domain.accounts import Account
from console.errors import ConnectorError, CredentialsError, RateLimited

if TYPE_CHECKING:
    from console.sending.run import Sent

SHORTEST_PAUSE_S = 0.1


@dataclass(slots=True)
class Tally:
    """What the runs over the outboxes of some accounts came to."""

    published: int = 0
    deleted: int = 0
    problems: dict[Account, ConnectorError | CredentialsError] = field(default_factory=dict)
    """What stopped an account at last."""

    def add(self, account: Account, sent: Sent) -> datetime | None:
        """Count a run; return when the account goes on by itself, None where it does not.

        Trouble ends its turn, for the next `send` tries again; but the network's own word
        when to come back is taken.
        """
        self.published += sent.published
        self.deleted += sent.deleted
        self.problems.pop(account, None)
        if sent.problem is not None:
            self.problems[account] = sent.problem
        waits = sent.problem is None or isinstance(sent.problem, RateLimited)
        return sent.due_at if waits else None


def send(terminal: Terminal, given: argparse.Namespace) -> int:
    """Publish and delete what is due, and say what is left and how to go on with it."""
    accounts = chosen(terminal, given)
    tally = _publish(terminal, accounts, time.monotonic() + given.wait)
    ids = {account.id for account in accounts}
    left = [
        entry
        for entry in terminal.desk.outbox.entries()
        if entry.thread.next_part is not None and entry.thread.account_id in ids
    ]
    lines = [f"Published {words.several(tally.published, 'part')}."]
    if tally.deleted:
        lines.append(f"Deleted {words.several(tally.deleted, 'post')}.")
    lines += outbox.listing(terminal, left)
    terminal.print(
        {
            "published": tally.published,
            "deleted": tally.deleted,
            "left": outbox.shapes_of(terminal, left),
        },
        "\n".join(lines),
    )
    for account, problem in tally.problems.items():
        terminal.complain(problem, of=f"@{account.handle}: ")
    if tally.problems:
        return exit_codes.of(next(iter(tally.problems.values())))
    return exit_codes.NOT_SENT if left else exit_codes.OK


def _publish(terminal: Terminal, accounts: tuple[Account, ...], ends_at: float) -> Tally:
    """Run over the outboxes till nothing is due soon enough; no account waits for another."""
    tally = Tally()
    due = dict.fromkeys(accounts, terminal.now())
    at_once = True
    while due:
        for account in [each for each, at in due.items() if at <= terminal.now()]:
            sent = terminal.desk.replies.publish(
                account, at_once=at_once, on_change=lambda _: terminal.ring()
            )
            goes_on_at = tally.add(account, sent)
            if goes_on_at is None:
                del due[account]
            else:
                due[account] = goes_on_at
        at_once = False  # a person's word counts once: what X asks for now is kept
        pause_s = _pause(terminal, due)
        if time.monotonic() + pause_s > ends_at:
            break
        time.sleep(pause_s)
    return tally


def _pause(terminal: Terminal, due: dict[Account, datetime]) -> float:
    """Return how many seconds it takes till the next account is due."""
    now = terminal.now()
    return min(
        (max(SHORTEST_PAUSE_S, (at - now).total_seconds()) for at in due.values()), default=0.0
    )
