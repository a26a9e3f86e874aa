"""Bring the data file to the schema that this program knows.

Owns the version check, which uses nothing but `sqlite3` so that the desk starts fast;
sqlite-utils and the migrations are loaded only when a step is due. Before an existing
file is changed, a copy of it is put beside it.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from console.errors import StoreForeign, StoreTooNew

VERSION = 5
"""The schema that this program reads and writes; `migrations.LATEST_VERSION`."""
APPLICATION_ID = 0x43616E79
"""`PRAGMA application_id` of our files; `migrations.APPLICATION_ID`."""


def bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Make the file new or upgrade it to `VERSION`; do nothing where it is there already.

    Raises:
        StoreTooNew: a newer program wrote it.
        StoreForeign: it is a database of some other program.
    """
    version = _version(connection, path)
    if version == VERSION:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # A second process may have done it while we waited for the lock.
        version = _version(connection, path)
        if version < VERSION:
            if version > 0:
                _back_up(path, version)
            from console.store import migrations

            migrations.apply(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (tables or version or application):
        raise StoreForeign(f"{path} is a database of another program.")
    if version > VERSION:
        raise StoreTooNew(f"{path} has schema {version}; this Canary Desk knows up to {VERSION}.")
    return version


def _back_up(path: Path, version: int) -> None:
    """Copy the committed file beside itself, complete or not at all."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}-before-upgrade-from-{version}-{stamp}.db")
    unfinished = target.with_suffix(".part")
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    source = sqlite3.connect(path)
    copy = sqlite3.connect(unfinished)
    try:
        source.backup(copy)
    except BaseException:
        copy.close()
        unfinished.unlink(missing_ok=True)
        raise
    finally:
        source.close()
        copy.close()
    unfinished.replace(target)
