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

from console.cli import splitting
from console.cli.commands import EXIT_CREDENTIALS, EXIT_NETWORK, Terminal
from console.cli.parser import parse
from console.cli.plain import safe
from console.desk import Context, Desk
from console.errors import (
    ConnectorError,
    CredentialsError,
    DeskError,
    InputError,
    PictureRefused,
    StoreError,
)

EXIT_OK, EXIT_INPUT, EXIT_STORE = 0, 2, 3

EXIT_CODES: tuple[tuple[type[DeskError], int], ...] = (
    (InputError, EXIT_INPUT),
    (StoreError, EXIT_STORE),
    (CredentialsError, EXIT_CREDENTIALS),
    (ConnectorError, EXIT_NETWORK),
    (PictureRefused, EXIT_NETWORK),
)


def main(words: list[str]) -> int:
    """Run one command and return its exit code.

    0 done; 2 the command cannot be used as typed; 3 the data file; 4 the keyring;
    5 the network; 6 `send` left something unsent that waits for a person.
    Raises SystemExit for `--help` and unusable options, as argparse does.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever it cannot show must not end us
            stream.reconfigure(errors="backslashreplace")
    given = parse(words)
    try:
        if given.command == "split":
            return splitting.run(given)
        desk = open_desk(given.data_dir, given.x_api)
        try:
            return Terminal(desk, as_json=given.json).run(given)
        finally:
            desk.close()
    except DeskError as error:
        _complain(error, as_json=given.json)
        return next(code for kind, code in EXIT_CODES if isinstance(error, kind))
    except BrokenPipeError:
        # The reader of our output (`head`, say) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except KeyboardInterrupt:
        return 130


def open_desk(data_dir: str | None, x_api: str | None) -> Desk:
    """Return a desk on the data file in `data_dir`, the platform's own folder where None."""
    import uuid
    from pathlib import Path

    from console import settings
    from console.connectors.x_network import XNetwork
    from console.credentials import Credentials
    from console.store import location
    from console.store.database import Database

    folder = Path(data_dir) if data_dir else location.default_folder()
    path = location.prepare(folder)
    preferences = settings.load(folder)
    return Desk(
        Context(
            # Durable, for `send` records here what is on its way out.
            db=Database.open(path, durable=True),
            networks={"x": XNetwork(x_api)},
            credentials=Credentials(),
            agent_name=preferences.agent_name or settings.user_name(),
            signature=preferences.signature,
            process=f"command {os.getpid()} {uuid.uuid4().hex[:8]}",
        )
    )


def _complain(error: DeskError, *, as_json: bool) -> None:
    if as_json:
        words = {"title": error.title, "message": error.message, "advice": error.advice}
        print(json.dumps({"error": words}))
    print(safe(f"{error.title}: {error.message} {error.advice}"), file=sys.stderr)
