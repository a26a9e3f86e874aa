"""The command line: the same verbs as the window's, for scripts and for a terminal.

Builds the parts (with `ui.app` the only place that does), runs one verb, prints what
came of it as text or, with --json, as one JSON value, and ends with an exit code that
tells the kind of trouble.
"""

from __future__ import annotations

import io
import json
import os
import sys
from argparse import Namespace
from logging import WARNING
from pathlib import Path

from console.cli import backups, checking, exit_codes, renewals, splitting
from console.cli.commands import COMMANDS
from console.cli.parser import parse
from console.cli.plain import safe
from console.cli.terminal import Terminal
from console.desk import Context, Desk
from console.diagnostics.log import begin
from console.diagnostics.words import Word
from console.errors import DeskError, NoKeyring

WITHOUT_KEYRING = (
    "Without one, keys can be used for one run: `--this-run-only`, and `--credentials-stdin` for"
    " `sync` and `send`."
)


def main(words: list[str]) -> int:
    """Run one command and return its exit code.

    0 done; 2 the command cannot be used as typed; 3 the data file; 4 the keyring;
    5 the network; 6 `send` left something unsent, or something that waits for a person;
    7 `check` found something; 8 a card number stops an answer. 1: `doctor` found something
    that does not work, or a fault of the desk itself, which the log tells more of.
    Raises SystemExit for `--help` and unusable options, as argparse does.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever it cannot show must not end us
            stream.reconfigure(errors="backslashreplace")
    given = parse(words)
    log = begin(_folder(given), screen_level=WARNING)
    try:
        if given.command == "split":
            return splitting.run(given)
        if given.command == "review":
            from console.cli import reviewing

            return reviewing.run(given)
        if given.command == "doctor":
            from console.cli import doctor

            return doctor.run(given, _folder(given))
        if given.command in ("restore", "backup_list", "backup_check"):
            return backups.without_desk(given, _folder(given))
        return checking.without_desk(given) if _needs_no_desk(given) else _run(given)
    except DeskError as error:
        _complain(error, as_json=given.json)
        return exit_codes.of(error)
    except BrokenPipeError:
        # The reader of our output (`head`, say) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.OK
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a bug; what Python prints could hold anything
        log.note(error, Word("command"))
        return exit_codes.FAULT
    finally:
        log.close()


def open_context(folder: Path, x_api: str | None) -> Context:
    """Return the means of a desk on the data file in `folder`."""
    import uuid
    from datetime import timedelta

    from console import settings
    from console.connectors.x_network import XNetwork
    from console.credentials import Credentials
    from console.domain.patience import Patience
    from console.store import location
    from console.store.database import Database

    path = location.prepare(folder)
    preferences = settings.load(folder)
    return Context(
        # Durable, for `send` records here what is on its way out.
        db=Database.open(path, durable=True),
        networks={"x": XNetwork(x_api)},
        credentials=Credentials(),
        agent_name=preferences.agent_name or settings.user_name(),
        signature=preferences.signature,
        region=preferences.country,
        process=f"command {os.getpid()} {uuid.uuid4().hex[:8]}",
        patience=Patience(stale_after=timedelta(hours=preferences.hold_after_h)),
    )


def _needs_no_desk(given: Namespace) -> bool:
    """Return whether a draft is checked of which nothing could be known: there is no data yet."""
    from console.store import location

    if given.command != "check" or given.case is not None:
        return False
    return not (_folder(given) / location.FILE_NAME).exists()


def _folder(given: Namespace) -> Path:
    from console.store import location

    return Path(given.data_dir) if given.data_dir else location.default_folder()


def _run(given: Namespace) -> int:
    """Run a command on the data file; an open window hears of what it wrote."""
    from console.store import doorbell, numbers

    folder = _folder(given)
    command = COMMANDS[given.command]

    def ring() -> None:
        doorbell.ring(folder, "look")

    context = open_context(folder, given.x_api)
    terminal = Terminal(context, Desk(context), given.json, ring)
    try:
        if command.writes:
            # No window may have opened since the update, which does this when it opens.
            numbers.canonicalise(context.db, context.region)
        return command.run(terminal, given)
    finally:
        renewals.tell(terminal)
        context.close()
        if command.writes:
            ring()  # also where it failed: what came before may be stored


def _complain(error: DeskError, *, as_json: bool) -> None:
    advice = error.advice
    if isinstance(error, NoKeyring):
        advice = f"{advice} {WITHOUT_KEYRING}"
    if as_json:
        words = {"title": error.title, "message": error.message, "advice": advice}
        print(json.dumps({"error": words}))
    print(safe(f"{error.title}: {error.message} {advice}"), file=sys.stderr)
