"""Makes backups of the data file while it is worked with, checks them, thins them out.

A backup has its name only once it is complete, on the disk, and looked through. What is left
of one that failed or was killed is removed, at once or when the next is made.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from console.domain.backups import Backup, BackupKind, Keep
from console.domain.ids import from_ms, to_ms
from console.domain.progress import NOBODY, Follower
from console.errors import BackupDamaged, StoreCorrupt, StoreError, of_os_error
from console.language import tr
from console.store import backup_checks, backup_copy, backup_files, location
from console.store.backup_files import Known
from console.store.database import BUSY_TIMEOUT_S, translated

COPYING = tr("Copying the data file…")
ERASED = tr("The backup was stopped, for somebody was forgotten meanwhile.")
AGAIN = tr("It is made again later, without them; or make one now.")
DAMAGED = tr(
    "The desk can still be used, but restore the newest good backup soon: "
    "Archive, Backups. The backups made before stay."
)


def make(
    data: Path,
    folder: Path,
    kind: BackupKind,
    now: datetime,
    follower: Follower = NOBODY,
) -> Backup:
    """Copy the data file of a data folder into the folder of the backups, and check the copy.

    Blocks the thread for seconds per gigabyte; who works at the desk goes on.

    Raises:
        StoreFull, StoreReadOnly: there is no room, or it cannot be written there.
        StoreCorrupt: the data file itself is damaged; nothing of the copy is left.
        BackupDamaged: the copy is not what the data file is: its disk is failing.
        Cancelled: the follower stopped it; nothing is left of it.
        StoreError: an erasure stopped it; nothing is left of it either.
    """
    source = data / location.FILE_NAME
    backup_files.prepare(folder)
    target = backup_files.name_for(folder, kind, now)
    part = target.with_name(f"{target.name}.{os.getpid()}{backup_files.PART}")
    backup_copy.remove(part)
    try:
        with translated(source), closing(_opened(source)) as connection:
            counts = backup_copy.copy(connection, part, follower, step=COPYING)
        try:
            backup_checks.check(part, counts, follower, stopped=backup_copy.STOPPED)
        except BackupDamaged as error:
            if not part.exists():
                raise
            raise _whose(source, error) from error
        with translated(part):
            found = backup_checks.digest(part, follower)
            size = part.stat().st_size
            backup_copy.place(part, target)
    except StoreError as error:
        if not part.exists():  # `erasure_copies.remove_leftovers` took it
            raise StoreError(ERASED, advice=AGAIN) from error
        backup_copy.remove(part)
        raise
    except BaseException:
        backup_copy.remove(part)
        raise
    backup_files.note(target, Known(size, found, to_ms(now)))
    return Backup(target, kind, now.replace(microsecond=0), size, from_ms(to_ms(now)))


def check(backup: Backup, now: datetime, follower: Follower = NOBODY) -> Backup:
    """Look a backup through, and keep what was found; return it with that.

    Raises:
        Cancelled: the follower stopped it; what was known stays.
        StoreError: it cannot be read at all.
    """
    path, known, problem, found = backup.path, backup_files.known_of(backup.path), "", ""
    try:
        with translated(path):
            found = backup_checks.digest(path, follower)
        if known is not None and known.digest and known.digest != found:
            problem = tr("It is not as it was written: its disk may be failing.")
        backup_checks.check(path, None, follower)
    except BackupDamaged as error:
        problem = problem or error.message
    except OSError as error:  # it vanished meanwhile
        raise of_os_error(error, str(path)) from error
    # The digest stays that of the sound one, so that a damage is not taken for what it was.
    digest = known.digest if problem and known is not None else "" if problem else found
    backup_files.note(path, Known(path.stat().st_size, digest, to_ms(now), problem))
    return Backup(path, backup.kind, backup.made_at, backup.size, from_ms(to_ms(now)), problem)


def thin_out(data: Path, folder: Path, keep: Keep) -> int:
    """Remove the daily backups that are too many; return how many that were.

    Only in `folder`, and only as long as the newest that stays is sound.
    """
    chosen = str(folder)
    daily = [
        each
        for each in backup_files.every(data, chosen)
        if each.kind is BackupKind.DAILY and each.path.parent == folder
    ]
    if not daily or not daily[0].is_sound:
        return 0
    # A damaged one takes no sound one's place: it stays beside, till a person deletes it.
    local = {each.made_at.astimezone(): each for each in daily if not each.problem}
    gone = [local[at] for at in keep.too_many(local)]
    for each in gone:
        remove(each)
    return len(gone)


def remove(backup: Backup) -> None:
    """Delete a backup.

    Raises:
        StoreError: it cannot be deleted.
    """
    try:
        backup.path.unlink()
    except OSError as error:
        raise of_os_error(error, str(backup.path)) from error
    backup_files.note(backup.path, None)


def rewrite(
    backup: Backup,
    change: Callable[[sqlite3.Connection], None],
    now: datetime,
    follower: Follower = NOBODY,
) -> Backup:
    """Put a changed copy of a backup in its place; return it. At each moment one of them is there.

    `change` is given a connection to the copy, in no transaction and at the backup's own
    schema, and has to leave nothing of what it deletes behind: the copy is vacuumed after it.
    The copy is checked before it takes the place.

    Raises:
        StoreError: it cannot be read or written; the backup is as it was.
        Cancelled: the follower stopped it; the same.
    """
    path = backup.path
    part = path.with_name(f"{path.name}.{os.getpid()}{backup_files.PART}")
    backup_copy.remove(part)
    try:
        with translated(path):
            with closing(backup_copy.reading(path)) as source:
                backup_checks.version_of(source, path)
                backup_copy.copy(source, part, follower, step=tr("Rewriting a backup…"))
            with closing(backup_copy.writing(part)) as copied:
                copied.execute("PRAGMA secure_delete = ON")
                change(copied)
                copied.execute("VACUUM")
                counts = backup_copy.rows_of(copied)
            backup_checks.check(part, counts, follower)
            _to_disk(part)
            found, size = backup_checks.digest(part, follower), part.stat().st_size
            backup_copy.place(part, path)
            backup_copy.remove_log(path)
    except BaseException:
        backup_copy.remove(part)
        raise
    backup_files.note(path, Known(size, found, to_ms(now)))
    return Backup(path, backup.kind, backup.made_at, size, from_ms(to_ms(now)))


def _opened(source: Path) -> sqlite3.Connection:
    uri = f"{source.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)


def _whose(source: Path, error: BackupDamaged) -> Exception:
    """Return whose the damage is: the data file's, or that of the copy alone."""
    with translated(source), closing(_opened(source)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found == "ok" and lost is None:
        return BackupDamaged(
            tr("The copy was not written as it should be. {message}").format(message=error.message),
            advice=tr("The disk of the backups may be failing; choose another folder."),
        )
    return StoreCorrupt(tr("A backup was not made, for the data file is damaged."), advice=DAMAGED)


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
