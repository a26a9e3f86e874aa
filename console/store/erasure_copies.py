"""The copies of the data file that lie in its folder, and forgetting in each of them.

Backups are rewritten, each in one step: as a whole it is there before and after. A copy that
cannot be read (a damaged file that was kept aside) cannot be rewritten either: it is named, for
a person to delete. What an older Canary Desk wrote is brought to today's schema with it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from console.domain.backups import Backup
from console.domain.erasure import CopyOutcome, CopyState
from console.domain.ids import to_ms
from console.domain.progress import NOBODY, Follower
from console.errors import (
    BackupDamaged,
    Cancelled,
    DeskError,
    InputError,
    StoreCorrupt,
    StoreForeign,
    StoreTooNew,
)
from console.language import tr
from console.store import (
    backup,
    backup_copy,
    backup_files,
    backup_folders,
    erasure_notes,
    erasure_rows,
    erasure_traces,
    erasures,
    location,
    tombstones,
)
from console.store.database import Database
from console.store.upgrade import APPLICATION_ID, VERSION

_DAMAGED = (BackupDamaged, StoreCorrupt, StoreForeign, StoreTooNew)
_PASSING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
)
_MAGIC = b"SQLite format 3\0"


def every(data: Path, chosen: str = "") -> tuple[Backup, ...]:
    """Return all copies: backups, files that were kept aside, whatever is one by its content.

    The latter anywhere below the data folder, but for folders that are another desk's.

    Raises:
        StoreError: a folder that is there cannot be read.
    """
    found = {each.path: each for each in backup_files.every(data, chosen)}
    others = backup_folders.known(data)
    for folder in others:
        found |= {each.path: each for each in backup_files.every(data, str(folder))}
    own = (data / backup_files.FOLDER_NAME, _chosen(data, chosen), data)
    folders = dict.fromkeys((*own, *others))
    named = [path for folder in folders for path in sorted(folder.glob("canary-desk*"))]
    held = [path for path in named if path.suffix == ".db" and _may_be_copy(path)]
    held += [path for path in _below(data) if _may_be_copy(path) and _is_ours(path)]
    for path in held:
        if path not in found:
            with suppress(InputError):  # gone meanwhile
                found[path] = backup_files.of_path(path)
    return tuple(found.values())


def out_of_reach(data: Path, chosen: str) -> str:
    """Say that the chosen folder is not there; empty where it is, or none was chosen."""
    if not chosen or _chosen(data, chosen).is_dir():
        return ""
    return tr(
        "The folder of backups {chosen} is not there: what lies in it still "
        "holds what was erased. Plug in its disk, or choose another folder for "
        "backups."
    ).format(chosen=chosen)


def lost_folders(data: Path, chosen: str = "") -> tuple[CopyOutcome, ...]:
    """Return the folders, not the chosen one, in which backups were made and that are not there."""
    return tuple(
        CopyOutcome(str(folder), CopyState.OUT_OF_REACH, tr("backups were made there"))
        for folder in backup_folders.known(data)
        if folder != _chosen(data, chosen) and not folder.is_dir()
    )


def review_notes(data: Path, chosen: str = "") -> tuple[Path, ...]:
    """Return the notes of reviews that lie below the data folder or in the chosen one."""
    folder = _chosen(data, chosen)
    found = [*_below(data), *(sorted(folder.iterdir()) if folder.is_dir() else ())]
    return tuple(
        path
        for path in dict.fromkeys(found)
        if path.name.endswith(erasure_notes.ENDING) and path.is_file() and not path.is_symlink()
    )


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
        follower.stop_here(tr("The copies are rewritten at the next start."))
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
    raise InputError(
        tr("There is no copy {name}.").format(name=name), advice=tr("It may be gone already.")
    )


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
        state = CopyState.FAILED if isinstance(error, _DAMAGED) else CopyState.WAITING
        return CopyOutcome(name, state, error.message)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        state = CopyState.WAITING if code in _PASSING else CopyState.FAILED
        return CopyOutcome(name, state, tr("It cannot be read: {error}.").format(error=error))
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


def _chosen(data: Path, chosen: str) -> Path:
    return backup_files.folder_of(data, chosen)


def _below(data: Path) -> Iterator[Path]:
    """Return the files below the data folder, but for those of other desks."""
    for folder, folders, names in os.walk(data):
        place = Path(folder)
        if place != data and location.LOCK_NAME in names:
            folders.clear()
            continue
        folders.sort()
        yield from (place / name for name in sorted(names))


def _may_be_copy(path: Path) -> bool:
    if path.name == location.FILE_NAME or path.suffix == backup_files.PART:
        return False
    return path.is_file() and not path.is_symlink()


def _is_ours(path: Path) -> bool:
    """Return whether a file is one of the desk by its head, or by name one that was kept aside.

    The mark stands in its bytes 68 to 71, https://www.sqlite.org/fileformat.html 1.3.
    """
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return path.name.startswith("canary-desk")
    marked = head.startswith(_MAGIC) and head[68:] == APPLICATION_ID.to_bytes(4, "big")
    return marked or (path.name.startswith("canary-desk-damaged") and path.suffix == ".db")
