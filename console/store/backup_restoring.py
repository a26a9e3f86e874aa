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
from console.domain.cautions import Caution, CautionKind
from console.domain.ids import to_ms
from console.domain.outbox import PartState
from console.domain.progress import NOBODY, Follower
from console.errors import BackupDamaged, StoreError, StoreLocked
from console.store import (
    backup_checks,
    backup_copy,
    backup_files,
    backup_forgotten,
    cautions,
    location,
    upgrade,
)
from console.store.database import Database, translated

STAGED_NAME = "canary-desk-restoring.db"
STOPPED = "The restore was stopped; nothing was changed."
LOST = "The desk was restored from a backup that was made while this part was on its way."
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
        raise BackupDamaged(f"{backup.path.name} cannot be read: {error}.") from error
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


def stage(data: Path, backup: Backup, now: datetime, follower: Follower = NOBODY) -> Staged:
    """Make a copy of a backup ready beside the data file; what was staged before goes.

    Raises:
        BackupDamaged, StoreForeign, StoreTooNew: it cannot be restored.
        StoreFull, StoreReadOnly: there is no room for it.
        Cancelled: the follower stopped it.
    """
    path = data / STAGED_NAME
    backup_copy.remove(path)
    known = backup_files.known_of(backup.path)
    try:
        with translated(path):
            if known is not None:
                _compare(backup, known.digest, follower)
            _copy(backup, path, follower)
            backup_checks.check(path, None, follower, stopped=STOPPED)
            outcome = _make_safe(data, backup, path, now)
            damaged = not _is_sound(data / location.FILE_NAME, follower)
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
        StoreError: it cannot be written; the data file is one of the two.
    """
    present = data / location.FILE_NAME
    with translated(present):
        if staged.damaged and present.exists():
            aside: Path | None = _keep_damaged(present, now, staged.path)
        else:
            aside = _keep_aside(data, present, now, staged.path)
    return replace(staged.outcome, aside=aside)


def begin_anew(data: Path, now: datetime) -> Path | None:
    """Keep a damaged data file aside, so that the next to open it makes a new one.

    Returns where it lies, None where there was none.

    Raises:
        StoreError: it cannot be moved.
    """
    present = data / location.FILE_NAME
    with translated(present):
        return _keep_damaged(present, now, None) if present.exists() else None


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
                f"{present} is open in another program.",
                advice="Close its window and what else works with it, then restore again.",
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
        raise BackupDamaged(f"{backup.path.name} is not as it was written.")


def _copy(backup: Backup, path: Path, follower: Follower) -> None:
    try:
        with closing(backup_copy.reading(backup.path)) as source:
            backup_checks.version_of(source, backup.path)
            backup_copy.copy(source, path, follower, step="Reading the backup…", stopped=STOPPED)
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            raise BackupDamaged(f"{backup.path.name} is damaged: {error}.") from error
        raise


def _make_safe(data: Path, backup: Backup, path: Path, now: datetime) -> Restored:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        upgrade.bring_up_to_date(connection, path, keep=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        held = hold_all(db, backup.made_at)
        forgotten = backup_forgotten.after_restore(db, data / location.FILE_NAME, now)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    backup_copy.remove_log(path)
    return Restored(backup, None, held, forgotten)


def hold_all(db: Database, made_at: datetime) -> int:
    """Let every part of an answer that may have gone out since wait; return how many do.

    What was on its way is looked for among our own posts, as after a crash. About the rest a
    person decides. One held already is held for this as well.
    """
    why = Caution(CautionKind.RESTORED, at=made_at)
    with db.writing(durable=True):
        rows = db.rows(
            "SELECT id, state, cautions FROM reply_parts WHERE state IN"
            " ('queued', 'refused', 'held', 'sending')"
        )
        for row in rows:
            if row["state"] == PartState.SENDING:
                continue
            kept = cautions.from_json(row["cautions"])
            db.execute(
                "UPDATE reply_parts SET state = 'held', cautions = ?, not_before = NULL"
                " WHERE id = ?",
                (
                    cautions.to_json((why, *(each for each in kept if each.kind != why.kind))),
                    row["id"],
                ),
            )
        db.execute(
            "UPDATE reply_parts SET state = 'unsure', problem = ?, looked_at = NULL, looks = 0,"
            " not_before = NULL, lease_owner = NULL, lease_until = NULL,"
            " attempted_at = coalesce(attempted_at, ?) WHERE state = 'sending'",
            (LOST, to_ms(made_at)),
        )
    return len(rows)
