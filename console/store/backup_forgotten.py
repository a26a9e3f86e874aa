"""What went since a backup was made goes in it too, before it is used.

Who was forgotten, what their network withdrew, what was kept no longer: today's file knows. Where
it cannot be read the copies beside it say who was forgotten, as far as they were gone through.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.domain.ids import MessageId, to_ms
from console.domain.retention import RetentionRule
from console.errors import StoreError
from console.store import (
    backup_copy,
    backup_files,
    erasure_copies,
    erasure_rows,
    erasure_traces,
    erasures,
    location,
    retention,
    retention_again,
    tombstones,
    withdrawals,
)
from console.store.database import Database, translated
from console.store.upgrade import VERSION


@dataclass(frozen=True, slots=True)
class Known:
    """Where it stands who was forgotten."""

    data: Path
    chosen: str
    """A person's own folder of backups; empty for the usual one."""
    damaged: bool
    """Whether today's file is, so that the copies are asked as well."""

    @property
    def today(self) -> Path:
        """Return today's file."""
        return self.data / location.FILE_NAME


def after_restore(db: Database, known: Known, now: datetime) -> int | None:
    """Carry what is known over into a restored file, and heed it.

    Returns how many contacts were forgotten again; None where today's file is not there or
    cannot be read, and no copy says anything: then nobody knows who was to be forgotten.
    """
    told = carry(db, known)
    changed = 0
    found = _today(known)
    if found is not None:
        changed += _withdraw(db, found.gone, now)
        _keep_rules(db, found, now)
    with db.writing(durable=True):
        changed += retention_again.take(db)
        erased = erasure_rows.erase_again(db, to_ms(now))
    if changed or erased is not None:
        _leave_nothing(db)
    if erased is None:
        return None if told is None else 0
    return erased.counts.get("contacts", 0)


def carry(db: Database, known: Known) -> bool | None:
    """Carry tombstones and receipts over; return whether there are any, None if nobody knows.

    An erasure that was not at its end begins again: the file that is put aside, and perhaps
    other copies, hold what it took.
    """
    sources = [known.today]
    readable = _knows(known.today)
    if readable is None or known.damaged:
        copies = erasure_copies.every(known.data, known.chosen)
        staged = known.data / backup_files.STAGED_NAME
        oldest_first = sorted(copies, key=lambda each: each.made_at)
        sources = [*(each.path for each in oldest_first if each.path != staged), known.today]
    telling = [each for each in sources if _knows(each)]
    for path in telling:
        with _reading(path) as source:
            if source is not None:
                with db.writing(durable=True):
                    tombstones.carry(source, db)
                    erasures.carry(source, db)
    with db.writing(durable=True):
        erasures.begin_again(db)
    return True if telling else readable


def _knows(path: Path) -> bool | None:
    """Return whether a file has tombstones or receipts, all of them readable; None: it is not."""
    try:
        with _reading(path) as source:
            if source is None:
                return None
            if not source.value("SELECT 1 FROM sqlite_master WHERE name = 'tombstones'"):
                return False  # of an older schema
            tables = ("tombstone_keys", "tombstones", "erasures", "agents")
            rows = {table: source.tuples(f"SELECT * FROM {table}") for table in tables}
            return bool(rows["tombstones"] or rows["erasures"])
    except StoreError:
        return None


@contextmanager
def _reading(path: Path) -> Iterator[Database | None]:
    """Have a file to read, with its log; None where it is not there.

    Raises:
        StoreError: it cannot be read.
    """
    if not path.exists():
        yield None
        return
    with translated(path):
        if path.name == location.FILE_NAME:
            uri = f"{path.absolute().as_uri()}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        else:
            connection = backup_copy.reading(path)
    with closing(connection):
        connection.row_factory = sqlite3.Row
        yield Database(connection)


@dataclass(frozen=True, slots=True)
class _Today:
    """What today's file says of posts that are gone, and of how long what is kept."""

    gone: list[tuple[str, str, int | None, int | None]]
    """Network, id, gone at, withdrawn at."""
    rules: tuple[RetentionRule, ...]
    daily: bool


def _today(known: Known) -> _Today | None:
    """Read today's file; None where that cannot be, or it is of an older schema."""
    try:
        with _reading(known.today) as today:
            if today is None or today.value("PRAGMA user_version") != VERSION:
                return None
            gone = today.tuples(
                "SELECT network, remote_id, gone_at, withdrawn_at FROM posts"
                " WHERE gone_at IS NOT NULL OR withdrawn_at IS NOT NULL"
            )
            return _Today(gone, retention.rules(today), retention.is_daily(today))
    except StoreError:
        return None


def _withdraw(
    db: Database, gone: list[tuple[str, str, int | None, int | None]], now: datetime
) -> int:
    """Take out what the network withdrew since; return of how many posts."""
    here: dict[int, tuple[int | None, int | None]] = {}
    for network, remote_id, gone_at, withdrawn_at in gone:
        message_id = db.value(
            "SELECT message_id FROM posts WHERE network = ? AND remote_id = ?", (network, remote_id)
        )
        if message_id is not None:
            here[message_id] = (gone_at, withdrawn_at)
    taken = [MessageId(each) for each, (_, at) in here.items() if at is not None]
    with db.writing(durable=True):
        withdrawals.withdraw(db, taken, now)
        db.execute_many(
            "UPDATE posts SET gone_at = ?, withdrawn_at = ? WHERE message_id = ?",
            [(*moments, message_id) for message_id, moments in here.items()],
        )
    return len(taken)


def _keep_rules(db: Database, today: _Today, now: datetime) -> None:
    """Let the rules on how long what is kept be today's."""
    with db.writing(durable=True):
        for rule in today.rules:
            retention.put(db, rule, now)
        retention.set_daily(db, daily=today.daily)


def _leave_nothing(db: Database) -> None:
    """Take what was deleted out of the bytes."""
    erasure_traces.clean_index(db)
    before = erasure_traces.layout(db)
    erasure_traces.write_anew(db)
    erasure_traces.check_layout(db, before)
