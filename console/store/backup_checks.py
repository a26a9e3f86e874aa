"""Whether a copy of the data file is sound, and what stands in it. Reads only.

The index of words is looked through once, when the copy is made: that takes a connection
which could write. Later its bytes say whether it still is what it was.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from console.domain.backups import Contents, Lacking
from console.domain.ids import MessageId, from_ms, message_ms
from console.domain.progress import NOBODY, Follower, Progress
from console.errors import BackupDamaged, StoreForeign, StoreTooNew
from console.language import tr
from console.store import backup_copy
from console.store.upgrade import APPLICATION_ID, VERSION

_BLOCK = 2**20
_STEPS = 20_000
"""Of SQLite's machine, between two looks at whether it is to stop."""
WAITING = "('queued', 'sending', 'unsure', 'refused', 'held')"
STOPPED = tr("The check was stopped; nothing was changed.")


def check(
    path: Path,
    counts: Mapping[str, int] | None = None,
    follower: Follower = NOBODY,
    *,
    stopped: str = STOPPED,
) -> None:
    """Look a copy through: its pages and indexes, its references, whose it is.

    With `counts` it was just made: it must hold as many rows, and its index of words is
    looked through as well.

    Raises:
        BackupDamaged: it is not sound; the message says where.
        StoreForeign: it is no file of ours.
        StoreTooNew: a newer Canary Desk wrote it.
        Cancelled: the follower stopped it.
    """
    try:
        opened = backup_copy.reading(path) if counts is None else backup_copy.writing(path)
        with closing(opened) as copied:
            copied.set_progress_handler(follower.stopping, _STEPS)
            version_of(copied, path)
            follower.tell(Progress(0, None, tr("Checking the copy…")))
            found = copied.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise BackupDamaged(
                    tr("{name} is damaged: {brief}.").format(name=path.name, brief=_brief(found))
                )
            if copied.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise BackupDamaged(
                    tr("{name} is damaged: a row refers to one that is not there.").format(
                        name=path.name
                    )
                )
            if counts is not None:
                _compare(copied, path, counts)
    except sqlite3.Error as error:
        follower.stop_here(stopped)
        raise BackupDamaged(
            tr("{name} is damaged: {brief}.").format(name=path.name, brief=_brief(str(error)))
        ) from error


def _compare(copied: sqlite3.Connection, path: Path, counts: Mapping[str, int]) -> None:
    if backup_copy.rows_of(copied) != counts:
        raise BackupDamaged(
            tr("{name} holds other rows than the data file.").format(name=path.name)
        )
    words = copied.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    ).fetchall()
    copied.execute("BEGIN")
    for (name,) in words:
        copied.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'integrity-check\')')
    copied.execute("ROLLBACK")


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema of a file of ours.

    Raises:
        StoreForeign, StoreTooNew, BackupDamaged: it is none that this program can restore.
        sqlite3.Error: it cannot be read.
    """
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if not tables:
        raise BackupDamaged(tr("{name} is empty.").format(name=path.name))
    if application != APPLICATION_ID or version < 1:
        raise StoreForeign(
            tr("{name} is not a copy of a Canary Desk file.").format(name=path.name), advice=CHOOSE
        )
    if version > VERSION:
        raise StoreTooNew(
            tr("{name} has schema {version}; this Canary Desk knows up to {version_2}.").format(
                name=path.name, version=version, version_2=VERSION
            ),
            advice=tr("Install the newest Canary Desk, or choose another backup."),
        )
    return version


CHOOSE = tr("Choose another backup.")


def digest(path: Path, follower: Follower = NOBODY) -> str:
    """Return the SHA-256 of a file that no connection of this process has open.

    Raises:
        Cancelled, OSError: it was stopped, or cannot be read.
    """
    found, total, done = hashlib.sha256(), path.stat().st_size, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            follower.stop_here(STOPPED)
            found.update(block)
            done += len(block)
            follower.tell(Progress(done, total, tr("Checking the copy…")))
    return found.hexdigest()


def contents(connection: sqlite3.Connection, path: Path) -> Contents:
    """Return what stands in an open file of ours.

    Raises:
        BackupDamaged, StoreForeign, StoreTooNew: it is none that can be read.
    """
    try:
        schema = version_of(connection, path)
        counts = [
            int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("accounts", "contacts", "cases", "messages")
        ]
        newest = connection.execute("SELECT max(id) FROM messages").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupDamaged(
            tr("{name} cannot be read: {brief}.").format(name=path.name, brief=_brief(str(error)))
        ) from error
    newest_at = None if newest is None else from_ms(message_ms(MessageId(newest)))
    accounts, contacts, cases, messages = counts
    return Contents(schema, accounts, contacts, cases, messages, newest_at)


def lacking(today: sqlite3.Connection, backup: Path) -> Lacking:
    """Return what the open data file has that a backup has not.

    Raises:
        sqlite3.Error: one of them cannot be read.
    """
    uri = f"{backup.absolute().as_uri()}?mode=ro&immutable=1"
    today.execute("ATTACH ? AS old", (uri,))
    try:
        fresh = "NOT EXISTS (SELECT 1 FROM old.{0} o WHERE o.id = n.id)"
        return Lacking(
            waiting=_count(today, f"main.reply_parts n WHERE n.state IN {WAITING}"),
            cases=_count(today, f"main.cases n WHERE {fresh.format('cases')}"),
            messages=_count(today, f"main.messages n WHERE {fresh.format('messages')}"),
            call_notes=_count(
                today,
                "main.messages n WHERE n.kind = 'call_note' AND " + fresh.format("messages"),
            ),
            answers=_count(
                today,
                "main.reply_parts n WHERE n.state = 'sent' AND NOT EXISTS (SELECT 1"
                " FROM old.reply_parts o WHERE o.id = n.id AND o.state = 'sent')",
            ),
        )
    finally:
        today.execute("DETACH old")


def waiting(connection: sqlite3.Connection) -> int:
    """Return how many parts of answers wait in the outbox of an open file."""
    return _count(connection, f"reply_parts WHERE state IN {WAITING}")


def _count(connection: sqlite3.Connection, what: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def _brief(words: str) -> str:
    """Return SQLite's words on one line, without what it puts around them."""
    line = " ".join(words.replace("*** in database main ***", "").split())
    return (line if len(line) <= 120 else f"{line[:119]}…").rstrip(".")
