"""The commands by name: what runs each, and whether it writes."""

from __future__ import annotations

from typing import NamedTuple

from console.cli import accounts, cases, outbox, sending, spending
from console.cli.terminal import Run


class Command(NamedTuple):
    """One command of the command line."""

    run: Run
    writes: bool = False
    """Whether it may change the data: an open window is told."""


COMMANDS = {
    "account_add_x": Command(accounts.add_x, writes=True),
    "account_add_handoff": Command(accounts.add_handoff, writes=True),
    "account_budget": Command(accounts.budget, writes=True),
    "account_list": Command(accounts.every),
    "sync": Command(accounts.sync, writes=True),
    "cases": Command(cases.every),
    "show": Command(cases.show),
    "reply": Command(cases.reply, writes=True),
    "call_add": Command(cases.add_call, writes=True),
    "capture": Command(cases.capture, writes=True),
    "send": Command(sending.send, writes=True),
    "outbox_list": Command(outbox.every),
    "outbox_show": Command(outbox.show),
    "outbox_retry": Command(outbox.retry, writes=True),
    "outbox_send": Command(outbox.send_now, writes=True),
    "outbox_anyway": Command(outbox.send_anyway, writes=True),
    "outbox_cancel": Command(outbox.cancel, writes=True),
    "outbox_delete": Command(outbox.delete, writes=True),
    "outbox_open": Command(outbox.hand_off, writes=True),
    "outbox_resolve": Command(outbox.resolve, writes=True),
    "spend": Command(spending.spend),
}
