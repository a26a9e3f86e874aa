"""Whether a database that somebody handed over is what this program makes, and nothing more.

A file may hold triggers and views of its own, which would run at our next step. So before
anything but its list of objects is read, that is put beside the list of a fresh file of the
same schema; what differs is refused. No function of the file is trusted meanwhile, and
nothing can be written (https://www.sqlite.org/security.html, read November 2026).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from console.errors import StoreCorrupt, StoreForeign, StoreTooNew
from console.language import tr
from console.store import upgrade
from console.store.database import read_only, translated
from console.store.fresh import make

CHECKED_WHOLE = 64 << 20
"""Bytes; every page of a file up to this is looked at before it is opened."""
ADVICE = tr("Ask whoever gave you the file for a backup or an export of Canary Desk.")
_BY_SQLITE = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
"""Tables that SQLite itself makes, when it first needs them."""


def schema_of(path: Path) -> int:
    """Return the schema of a database of ours; the file is neither changed nor locked.

    Raises:
        StoreForeign: it is none of ours, or holds what this program never makes.
        StoreTooNew: a newer program wrote it.
        StoreCorrupt: it is damaged.
    """
    with translated(path), closing(read_only(path)) as connection:
        version = _version(connection, path)
        _compare(connection, version, path)
        if path.stat().st_size <= CHECKED_WHOLE:
            said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if said != "ok":
                raise StoreCorrupt(tr("{path} is damaged.").format(path=path), advice=ADVICE)
    return version


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if application != upgrade.APPLICATION_ID or version < 1:
        raise StoreForeign(
            tr("{path} is a database of another program.").format(path=path), advice=ADVICE
        )
    if version > upgrade.VERSION:
        raise StoreTooNew(
            tr("{path} has schema {version}; this Canary Desk knows up to {version_2}.").format(
                path=path, version=version, version_2=upgrade.VERSION
            ),
            advice=tr("Install the newest Canary Desk to review it."),
        )
    return version


def _compare(connection: sqlite3.Connection, version: int, path: Path) -> None:
    """Refuse a file with other objects than a fresh one has."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        make(fresh, version)
        expected = _objects(fresh)
    found = _objects(connection)
    strange = [
        one[1] for one in found.keys() | expected.keys() if found.get(one) != expected.get(one)
    ]
    if strange:
        name = "".join(sign for sign in min(strange)[:60] if sign.isprintable())
        raise StoreForeign(
            tr(
                "{path} holds “{name}”, which a file of schema {version} has not, or not so."
            ).format(path=path, name=name, version=version),
            advice=tr("It was not opened. {advice}").format(advice=ADVICE),
        )


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return the words of every object, by its kind and name."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {
        (str(kind), str(name)): " ".join(f"{table} {sql}".split())
        for kind, name, table, sql in rows
        if not (kind == "table" and name in _BY_SQLITE)
    }
