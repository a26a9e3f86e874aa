"""The copies of the data file that lie in its folder, and forgetting in each of them.

Backups are rewritten, each in one step: as a whole it is there before and after. A copy that
cannot be read (a damaged file that was kept aside) cannot be rewritten either: it is named, for
a person to delete. What an older Canary Desk wrote is brought to today's schema with it.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from console.domain.backups import Backup
from console.domain.erasure import CopyOutcome, CopyState
from console.domain.ids import to_ms
from console.domain.progress import NOBODY, Follower
from console.errors import Cancelled, DeskError, InputError
from console.store import (
    backup,
    backup_copy,
    backup_files,
    erasure_rows,
    erasure_traces,
    erasures,
    location,
    tombstones,
)
from console.store.database import Database
from console.store.upgrade import VERSION

_NO_COPIES = {location.FILE_NAME, location.LOCK_NAME, backup_files.KNOWN_NAME}
_ENDINGS = ("-wal", "-shm", "-journal")


def every(data: Path, chosen: str = "") -> tuple[Backup, ...]:
    """Return all copies: backups, and files that were kept aside.

    Raises:
        StoreError: a folder that is there cannot be read.
    """
    found = {each.path: each for each in backup_files.every(data, chosen)}
    for folder in (data, backup_files.folder_of(data), backup_files.folder_of(data, chosen)):
        for path in sorted(folder.glob("canary-desk*")) if folder.is_dir() else ():
            if path not in found and _is_copy(path):
                with suppress(InputError):  # gone meanwhile
                    found[path] = backup_files.of_path(path)
    return tuple(found.values())


def remove_leftovers(data: Path, chosen: str = "") -> None:
    """Remove copies that were being written when a program was killed, whatever their age."""
    for folder in (data, backup_files.folder_of(data), backup_files.folder_of(data, chosen)):
        for path in folder.glob(f"canary-desk*{backup_files.PART}") if folder.is_dir() else ():
            backup_copy.remove(path)
    backup_copy.remove(data / backup_files.STAGED_NAME)


def forget(
    source: Database,
    data: Path,
    copies: tuple[Backup, ...],
    now: datetime,
    follower: Follower = NOBODY,
) -> tuple[CopyOutcome, ...]:
    """Forget in each copy who was forgotten in the data file `source`; return what became of each.

    Raises:
        Cancelled: the follower stopped it between two copies; it is begun again later.
    """
    found = []
    for each in copies:
        follower.stop_here("The copies are rewritten at the next start.")
        found.append(_forget_in(source, data, each, now, follower))
    return tuple(found)


def delete(data: Path, name: str, chosen: str = "") -> None:
    """Delete a copy that cannot be rewritten.

    Raises:
        InputError: there is none of this name.
    """
    for each in every(data, chosen):
        if name_of(data, each.path) == name:
            backup.remove(each)
            backup_copy.remove(each.path)
            return
    raise InputError(f"There is no copy {name}.", advice="It may be gone already.")


def name_of(data: Path, path: Path) -> str:
    """Return how a receipt names a copy: below the data folder, else in full."""
    return str(path.relative_to(data)) if path.is_relative_to(data) else str(path)


def _forget_in(
    source: Database, data: Path, copy: Backup, now: datetime, follower: Follower
) -> CopyOutcome:
    name = name_of(data, copy.path)
    try:
        backup.rewrite(copy, lambda made: _change(source, made, now), now, follower)
    except Cancelled:
        raise
    except DeskError as error:
        return CopyOutcome(name, CopyState.FAILED, error.message)
    except sqlite3.Error as error:
        return CopyOutcome(name, CopyState.FAILED, f"It cannot be read: {error}.")
    return CopyOutcome(name, CopyState.REWRITTEN)


def _change(source: Database, made: sqlite3.Connection, now: datetime) -> None:
    """Forget in a copy that nobody else has open, and leave nothing of it in its bytes."""
    if int(made.execute("PRAGMA user_version").fetchone()[0]) < VERSION:
        from console.store import migrations

        migrations.apply(made)
    made.row_factory = sqlite3.Row
    made.execute("PRAGMA foreign_keys = ON")
    db = Database(made)
    with db.writing():
        tombstones.carry(source, db)
        erasures.carry(source, db)
        erasure_rows.erase_again(db, to_ms(now))
    erasure_traces.clean_index(db)
    before = erasure_traces.layout(db)
    erasure_traces.write_anew(db)
    erasure_traces.check_layout(db, before)
    made.row_factory = None


def _is_copy(path: Path) -> bool:
    if path.name in _NO_COPIES or path.name.startswith(f"{location.FILE_NAME}-"):
        return False
    held = ".db" in path.name and not path.name.endswith((*_ENDINGS, backup_files.PART))
    return held and path.is_file() and not path.is_symlink()
