"""Bring the data file to the schema that this program knows.

Owns the version check, which uses nothing but `sqlite3` so that the desk starts fast;
sqlite-utils and the migrations are loaded only when a step is due. Before an existing
file is changed, a copy of it is put beside it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from console.errors import StoreCorrupt, StoreForeign, StoreTooNew
from console.language import tr

VERSION = 15
"""The schema that this program reads and writes; `migrations.LATEST_VERSION`."""
APPLICATION_ID = 0x43616E79
"""`PRAGMA application_id` of our files; `migrations.APPLICATION_ID`."""
_AGAIN_S = 0.01
_BEING_MADE_S = 10.0


def bring_up_to_date(connection: sqlite3.Connection, path: Path, *, keep: bool = True) -> None:
    """Make the file new or upgrade it to `VERSION`; do nothing where it is there already.

    `keep`: an existing file is copied before it is changed. A restored one has no log yet,
    and is brought back to it.

    Raises:
        StoreTooNew: a newer program wrote it.
        StoreForeign: it is a database of some other program.
        StoreCorrupt: it has nothing in it any more, though it once had.
    """
    _refuse_emptied(path)
    with _transaction(connection, "BEGIN"):
        version = _version(connection, path)
    if version == VERSION:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            _write_ahead(connection)
        return
    _write_ahead(connection)
    with _transaction(connection, "BEGIN IMMEDIATE"):
        # A second process may have done it while we waited for the lock.
        version = _version(connection, path)
        if version < VERSION:
            if version > 0 and keep:
                _back_up(path, version)
            from console.store import migrations

            migrations.apply(connection)


def _refuse_emptied(path: Path) -> None:
    """Refuse a file that something emptied: with its backups beside it, it is no new one.

    Looked at before SQLite does, which would take away the log of an empty file. One that is
    just being made is empty too.
    """
    try:
        facts = path.stat()
        if facts.st_size or time.time() - facts.st_mtime < _BEING_MADE_S:
            return
        log = path.with_name(f"{path.name}-wal")
        kept = next(path.parent.glob("backups/canary-desk-*.db"), None) or next(
            path.parent.glob(f"{path.stem}-before-upgrade-*.db"), None
        )
        if kept is None and not (log.exists() and log.stat().st_size):
            return
    except OSError:
        return  # whoever opens it says what is wrong
    raise StoreCorrupt(tr("{path} is empty, though it once held your cases.").format(path=path))


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch the file to its log, as patiently as the connection is at other steps.

    SQLite does not wait for another program's lock here: the switch reads first, and who
    holds a read lock already is refused at once, as two of them would wait for one another
    (https://www.sqlite.org/c3ref/busy_handler.html).
    """
    patience_ms = int(connection.execute("PRAGMA busy_timeout").fetchone()[0])
    until = time.monotonic() + patience_ms / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() >= until:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the file's schema, 0 where it has none; inside a transaction.

    Else another process may make the tables between one answer and the next.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (tables or version or application):
        raise StoreForeign(tr("{path} is a database of another program.").format(path=path))
    if version > VERSION:
        raise StoreTooNew(
            tr("{path} has schema {version}; this Canary Desk knows up to {version_2}.").format(
                path=path, version=version, version_2=VERSION
            )
        )
    return version


def _back_up(path: Path, version: int) -> None:
    """Copy the committed file beside itself, complete or not at all."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}-before-upgrade-from-{version}-{stamp}.db")
    unfinished = target.with_suffix(".part")
    # Loaded here, for a start that upgrades nothing does not need it.
    from console.store import backup_copy

    backup_copy.remove(unfinished)
    source = sqlite3.connect(path)
    source.isolation_level = None
    try:
        backup_copy.copy(source, unfinished)
        backup_copy.place(unfinished, target)
    except BaseException:
        backup_copy.remove(unfinished)
        raise
    finally:
        source.close()
