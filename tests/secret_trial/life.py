"""What a desk does in a trial, in a process of its own.

`python -m tests.secret_trial.life HOW DATA API`, where HOW is one of these:

`read`, `send` and `count` go on through whatever X does wrong; `break` fails with the
account's secret in its message and its variables; `fall` dies of a segmentation fault.
"""

from __future__ import annotations

import ctypes
import logging
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from console import cli, settings
from console.desk import Context, Desk
from console.desk.context import credentials_key
from console.diagnostics import log
from console.diagnostics.crashes import CrashFile
from console.domain.accounts import Account
from console.domain.limits import LIMITS_280
from console.domain.lock_phrase import sealed
from console.errors import DeskError
from console.text.split import Part
from tests.crash_trial.life import PATIENCE

SHOP = "shop"
ROUNDS = 60
"""How often is asked: more often than there are faults."""
LONGEST_S = 90.0
PHRASE = "vorsicht-bissiger-kanarienvogel"
"""What lifts the lock; kept is a hash of it."""
NAP_S = 0.05
SHOWS_AFTER = timedelta(seconds=0.4)
"""When X shows a post for certain; its lag in this trial is one request."""


@contextmanager
def told() -> Iterator[None]:
    """Print what is expected to go wrong, as a person would see it, and go on."""
    try:
        yield
    except DeskError as error:
        print(f"{error.title}: {error.message} {error.advice} {error!r}")


def read(context: Context, desk: Desk) -> None:
    """Sync through all that goes wrong."""
    for _ in range(ROUNDS):
        with told():
            desk.accounts.sync(_signed_in(context, desk))


def count(context: Context, desk: Desk) -> None:
    """Price a watch, by the app's own access, through all that goes wrong."""
    for _ in range(ROUNDS):
        with told():
            account = _signed_in(context, desk)
            context.forget_connector(account)  # and with it the app's own token
            print(desk.watches.estimate(account, "parcel").counted_at)


def send(context: Context, desk: Desk) -> None:
    """Answer every case, and send till nothing is left to send."""
    desk.accounts.sync(_signed_in(context, desk))
    for row in desk.cases.rows():
        with told():
            text = f"We are sorry. Case {row.id} is looked into today."
            desk.replies.queue(row.id, text, (Part(text, len(text)),), LIMITS_280)
    deadline = time.monotonic() + LONGEST_S
    while desk.outbox.threads() and time.monotonic() < deadline:
        with told():
            account = _signed_in(context, desk)
            print(desk.replies.publish(account, at_once=True).problem)
        _decide(desk)
        time.sleep(NAP_S)


def _signed_in(context: Context, desk: Desk) -> Account:
    """Return the account, connected again by its keys where X has ended that."""
    account = desk.accounts.find(SHOP)
    if desk.sign_ins.granted(account).ended is None:
        return account
    secret = context.credentials.load(credentials_key(account))
    return desk.sign_ins.with_keys(secret, expected=account).account


def _decide(desk: Desk) -> None:
    """Do what a person is asked to, where one is."""
    for thread in desk.outbox.threads():
        if thread.asks:
            for decide in (desk.outbox.retry, desk.outbox.send_anyway):
                with told():
                    decide(thread.id)


def break_down(context: Context, desk: Desk) -> None:
    """Fail as nobody expects, with every secret at hand."""
    secret = context.credentials.load(credentials_key(desk.accounts.find(SHOP)))
    logging.getLogger("tweepy.client").error("Headers: %s", {"Authorization": str(secret)})
    logging.getLogger("desk").warning(f"The answer was {list(secret.values())}")  # noqa: G004
    warnings.warn(f"Unusable: {secret}", stacklevel=1)
    for value in secret.values():
        logging.getLogger("desk").debug("Body", extra={"text": value, "header": quote(value)})
    print("the fault comes now", flush=True)
    try:
        _refuse(secret)
    except ValueError as error:
        error.add_note(f"it was {secret}")
        raise RuntimeError("the header was", list(secret.values())) from error


def _refuse(secrets: object) -> None:
    raise ValueError(f"unusable: {secrets}")


def fall(_context: Context, desk: Desk) -> None:
    """Write all that is to be written, and die of a segmentation fault."""
    settings.save(Path(sys.argv[2]), settings.Settings(lock_phrase=sealed(PHRASE)))
    desk.drafts.save(next(iter(desk.cases.rows())).id, "A draft of this customer.", "280")
    ctypes.string_at(0)


LIVES = {"read": read, "send": send, "count": count, "break": break_down, "fall": fall}
_held: list[CrashFile] = []
"""Open till the process is gone."""


def main(how: str, data: str) -> None:
    """Open the desk as the command line does, with a log that says all, and live."""
    log.begin(Path(data), screen_level=logging.WARNING, debug=True)
    _held.append(CrashFile(Path(data)))
    context = cli.open_context(Path(data), None if len(sys.argv) < 4 else sys.argv[3])
    context.patience = replace(
        PATIENCE, shows_after=SHOWS_AFTER, replica_lag=SHOWS_AFTER, first_look=SHOWS_AFTER / 4
    )
    LIVES[how](context, Desk(context))
    context.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
