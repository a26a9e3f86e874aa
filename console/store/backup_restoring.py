"""Puts a backup in the place of the data file, whose own state is kept aside. Two steps.

`stage` takes seconds per gigabyte and changes nothing: a copy of the backup is made ready
beside the data file, checked, brought to today's schema, and made safe. `swap` takes a
moment, needs a data file that nobody has open, and is one rename: killed before it the old
file is there, after it the new one.

Made safe means: nothing of its outbox goes out by itself, for it may have gone out since the
backup was made; and who was forgotten since is forgotten in it too.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from console.domain.backups import Backup, BackupKind, Preview, Restored
from console.domain.progress import NOBODY, Follower
from console.errors import BackupDamaged, StoreError, StoreLocked
from console.language import tr
from console.store import (
    backup_checks,
    backup_copy,
    backup_files,
    backup_forgotten,
    backup_held,
    location,
    upgrade,
)
from console.store.database import Database, translated

STAGED_NAME = backup_files.STAGED_NAME
STOPPED = tr("The restore was stopped; nothing was changed.")
GONE = tr("What was made ready is no more, for somebody was forgotten since. Nothing was changed.")
PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy of a backup that waits to take the place of the data file."""

    path: Path
    outcome: Restored
    """What will have come of it; `aside` is not known yet."""
    damaged: bool
    """Whether the data file that it takes the place of is."""


def preview(data: Path, backup: Backup) -> Preview:
    """Return what a backup holds, and what today's file has that it has not.

    Raises:
        BackupDamaged, StoreForeign, StoreTooNew: it cannot be restored.
    """
    try:
        with closing(backup_copy.reading(backup.path)) as copied:
            contents = backup_checks.contents(copied, backup.path)
            waiting = backup_checks.waiting(copied)
    except sqlite3.Error as error:
        raise BackupDamaged(
            tr("{name} cannot be read: {error}.").format(name=backup.path.name, error=error)
        ) from error
    plain = Preview(backup, contents, None, None, waiting)
    present = data / location.FILE_NAME
    if not present.exists():
        return plain
    try:
        uri = f"{present.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as today:
            found = backup_checks.contents(today, present)
            return replace(plain, today=found, lacking=backup_checks.lacking(today, backup.path))
    except (sqlite3.Error, StoreError):  # damaged, or none of ours: that is why one restores
        return plain


def stage(
    data: Path, backup: Backup, now: datetime, follower: Follower = NOBODY, *, chosen: str = ""
) -> Staged:
    """Make a copy of a backup ready beside the data file; what was staged before goes.

    `chosen` is a person's own folder of backups: where today's file cannot be read, the other
    copies say who was forgotten.

    Raises:
        BackupDamaged, StoreForeign, StoreTooNew: it cannot be restored.
        StoreFull, StoreReadOnly: there is no room for it.
        Cancelled: the follower stopped it.
    """
    path = data / STAGED_NAME
    backup_copy.remove(path)
    noted = backup_files.known_of(backup.path)
    try:
        with translated(path):
            if noted is not None:
                _compare(backup, noted.digest, follower)
            _copy(backup, path, follower)
            backup_checks.check(path, None, follower, stopped=STOPPED)
            damaged = not _is_sound(data / location.FILE_NAME, follower)
            known = backup_forgotten.Known(data, chosen, damaged=damaged)
            outcome = _make_safe(known, backup, path, now)
            follower.stop_here(STOPPED)
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    except BaseException:
        backup_copy.remove(path)
        raise
    return Staged(path, outcome, damaged)


def discard(staged: Staged) -> None:
    """Remove what was made ready."""
    backup_copy.remove(staged.path)


def swap(data: Path, staged: Staged, now: datetime) -> Restored:
    """Put what was made ready in the place of the data file; that is kept aside.

    The caller has the lock of the data folder. A sound file becomes a backup of its own; a
    damaged one lies beside, with its log.

    Raises:
        StoreLocked: another program has the data file open; nothing was changed.
        StoreError: what was made ready is gone, or it cannot be written; the data file is one
            of the two.
    """
    if not staged.path.exists():
        raise StoreError(GONE, advice=tr("Begin the restore again."))
    present = data / location.FILE_NAME
    with translated(present):
        if staged.damaged and present.exists():
            aside: Path | None = _keep_damaged(present, now, staged.path)
        else:
            aside = _keep_aside(data, present, now, staged.path)
    return replace(staged.outcome, aside=aside)


def begin_anew(data: Path, now: datetime, *, chosen: str = "") -> Path | None:
    """Keep a damaged data file aside, so that the next to open it makes a new one.

    Where copies beside it say that somebody was forgotten, a new one is made here, with what
    keeps them from coming back. Returns where the old one lies, None where there was none.

    Raises:
        StoreError: it cannot be moved.
    """
    present = data / location.FILE_NAME
    with translated(present):
        if not present.exists():
            return None
        try:
            return _keep_damaged(present, now, _new_file(data, chosen))
        except BaseException:
            backup_copy.remove(data / STAGED_NAME)
            raise


def remove_stale(data: Path, before: float) -> None:
    """Remove what a restore that was killed had made ready by then, in seconds of the system."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path = data / f"{STAGED_NAME}{ending}"
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()


def _new_file(data: Path, chosen: str) -> Path | None:
    """Make a file with nothing in it but who was forgotten; None where nobody was."""
    path = data / STAGED_NAME
    backup_copy.remove(path)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with _made_ready(path) as db:
        known = backup_forgotten.Known(data, chosen, damaged=True)
        told = backup_forgotten.carry(db, known)
    if told:
        return path
    backup_copy.remove(path)
    return None


def _keep_aside(data: Path, present: Path, now: datetime, fresh: Path) -> Path | None:
    if not present.exists():
        backup_copy.remove_log(present)
        backup_copy.place(fresh, present)
        return None
    folder = data / backup_files.FOLDER_NAME
    backup_files.prepare(folder)
    aside = backup_files.name_for(folder, BackupKind.BEFORE_RESTORE, now)
    try:
        with _alone(present):
            _link(present, aside)
            backup_copy.place(fresh, present)
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        with suppress(OSError):
            aside.unlink()
        return _keep_damaged(present, now, fresh)
    return aside


def _keep_damaged(present: Path, now: datetime, fresh: Path | None) -> Path:
    """Give a damaged file and its log another name; then the fresh one, if any, its own."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = present.with_name(f"canary-desk-damaged-{stamp}.db")
    number = 1
    while aside.exists():
        number += 1
        aside = present.with_name(f"canary-desk-damaged-{stamp}-{number}.db")
    log = present.with_name(f"{present.name}-wal")
    _link(present, aside)
    if log.exists():
        _link(log, aside.with_name(f"{aside.name}-wal"))
    backup_copy.sync_folder(present.parent)
    backup_copy.remove_log(present)
    if fresh is None:
        present.unlink()
        backup_copy.sync_folder(present.parent)
    else:
        backup_copy.place(fresh, present)
    return aside


@contextmanager
def _alone(present: Path) -> Iterator[None]:
    """Have the data file for oneself, its log taken over into it, for the length of a block.

    To leave WAL mode a connection has to be the only one: so that it succeeds is the proof.

    Raises:
        StoreLocked: others have it open.
        sqlite3.DatabaseError: it is damaged.
    """
    uri = f"{present.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)
    try:
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            mode = "busy"
        if mode != "delete":
            raise StoreLocked(
                tr("{present} is open in another program.").format(present=present),
                advice=tr("Close its window and what else works with it, then restore again."),
            )
        connection.execute("ROLLBACK")
        if sys.platform == "win32":  # there a file that is open cannot be renamed
            connection.close()
        else:
            connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()


def _is_sound(present: Path, follower: Follower) -> bool:
    """Return whether the data file can be read; one that is not there is none that is damaged.

    It is looked at without a change: damaged, it is kept byte by byte.
    """
    if not present.exists():
        return True
    if not present.stat().st_size:
        return False
    uri = f"{present.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as today:
            today.set_progress_handler(follower.stopping, 20_000)
            return bool(today.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        follower.stop_here(STOPPED)
        return not _is_damage(error)


def _is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


def _link(path: Path, name: Path) -> None:
    """Give a file a second name; where the disk knows no such thing, a copy of it."""
    try:
        os.link(path, name)
    except OSError:
        part = name.with_name(f"{name.name}{backup_files.PART}")
        shutil.copyfile(path, part)
        with suppress(OSError):
            part.chmod(0o600)
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        backup_copy.place(part, name)


def _compare(backup: Backup, digest: str, follower: Follower) -> None:
    if digest not in ("", backup_checks.digest(backup.path, follower)):
        raise BackupDamaged(tr("{name} is not as it was written.").format(name=backup.path.name))


def _copy(backup: Backup, path: Path, follower: Follower) -> None:
    try:
        with closing(backup_copy.reading(backup.path)) as source:
            backup_checks.version_of(source, backup.path)
            backup_copy.copy(
                source, path, follower, step=tr("Reading the backup…"), stopped=STOPPED
            )
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            raise BackupDamaged(
                tr("{name} is damaged: {error}.").format(name=backup.path.name, error=error)
            ) from error
        raise


def _make_safe(
    known: backup_forgotten.Known, backup: Backup, path: Path, now: datetime
) -> Restored:
    with _made_ready(path) as db:
        held = backup_held.hold_all(db, backup.made_at)
        forgotten = backup_forgotten.after_restore(db, known, now)
    return Restored(backup, None, held, forgotten)


@contextmanager
def _made_ready(path: Path) -> Iterator[Database]:
    """Have a file that nobody else has open, at today's schema; it is one file afterwards."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        upgrade.bring_up_to_date(connection, path, keep=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        yield Database(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    backup_copy.remove_log(path)
