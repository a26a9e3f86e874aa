"""One life of an import, in a process of its own that may be killed at any time.

Run as `python -m tests.console.exchange.import_life FOLDER ARCHIVE`; says `batch` at each
committed batch, and `done` at the end.
"""

from __future__ import annotations

import sys
from pathlib import Path

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.changes import Changes
from console.domain.imports import Options
from console.store.database import Database
from tests.console.exchange.archives import NOW


def main() -> None:
    """Take an archive in, or go on with it."""
    folder, archive = map(Path, sys.argv[1:])
    db = Database.open(folder / "canary-desk.db")
    desk = Desk(Context(db, {}, Credentials(), "Mia", now=lambda: NOW))

    def tell(_changes: Changes) -> None:
        sys.stdout.write("batch\n")
        sys.stdout.flush()

    desk.imports.take_in(archive, Options(direct_messages=True, add_account=True), on_batch=tell)
    desk.close()
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
