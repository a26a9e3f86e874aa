"""Opens an export or a backup to be read, and leaves the file as it is.

A backup of the present schema is read where it lies, as SQLite reads what nobody writes:
without a lock and without files beside it. Everything else (exports, older schemas, a file
with a log beside it or in a data folder) is read from a working copy in a private temporary
folder, which goes at the end. One that a killed process left goes at the next opening.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from console.domain.progress import NOBODY, Follower, Progress
from console.domain.reviews import ReviewedFile
from console.errors import InputError, StoreFull, of_os_error
from console.exchange import own_file, review_schema, review_values
from console.language import tr
from console.store import location, upgrade, working_folders
from console.store.database import Database, read_only, translated

PREFIX = "canary-desk-review-"
LARGE = 512 << 20
"""Bytes from which on it is said before that a working copy takes its time and its room."""
STOPPED = tr("The file was not opened, and its working copy is gone.")
ADVICE = tr("Choose a backup (.db) or an export (.jsonl, .jsonl.gz) of Canary Desk.")
_SQLITE = b"SQLite format 3\0"
_BLOCK = 1 << 16
_SAMPLES = 64
_CHUNK = 4 << 20
_ROOM = {True: 4, False: 2}
"""By whether it is an export: how many times its size a working copy may take."""


@dataclass(slots=True)
class Source:
    """A file that is open for review; `close` takes its working copy away."""

    file: ReviewedFile
    db: Path
    """What is read: the file itself, or the working copy."""
    _folder: Path | None = None
    _lock: location.FolderLock | None = field(default=None, repr=False)

    @property
    def is_copy(self) -> bool:
        """Return whether a working copy is read."""
        return self._folder is not None

    def close(self) -> None:
        """Take the working copy away."""
        folder, self._folder = self._folder, None
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def needs_copy(path: Path) -> bool:
    """Return whether a database cannot be read where it lies, whatever its schema."""
    sides = (f"{path.name}-wal", f"{path.name}-journal", f"{path.name}-shm", location.LOCK_NAME)
    return any((path.parent / side).exists() for side in sides)


def open_source(path: Path, follower: Follower = NOBODY) -> Source:
    """Open a file for review; it may take minutes where a working copy is made.

    Raises:
        InputError: it is neither an export nor a backup.
        StoreError: it is damaged, of another program or newer, or there is no room for a copy.
        Cancelled: it was stopped.
    """
    sweep()
    path = path.resolve()  # what lies beside a link says nothing of the file
    try:
        if not path.is_file():
            raise InputError(tr("{path} is no file.").format(path=path), advice=ADVICE)
        with path.open("rb") as opened:
            is_database = opened.read(len(_SQLITE)) == _SQLITE
        file = _look(path)
    except OSError as error:
        raise InputError(
            tr("{path} cannot be read: {value}.").format(path=path, value=error.strerror or error)
        ) from error
    if is_database:
        return _open_backup(file, follower)
    head = own_file.look(path)
    if head is None:
        raise InputError(
            tr("{path} is neither a backup nor an export.").format(path=path), advice=ADVICE
        )
    return _open_export(replace(file, is_export=True, saved_at=head.made_at), follower)


def fingerprint(path: Path) -> str:
    """Return what tells a file from another: of its size, both ends and 64 places between.

    Not of all of it, which would take minutes at some sizes; SQLite counts changes in the
    first block, and an export ends with the sum of all its lines.
    """
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for place in range(_SAMPLES + 1):
            file.seek(max(0, size - _BLOCK) * place // _SAMPLES)
            digest.update(file.read(_BLOCK))
    return digest.hexdigest()[:32]


def sweep() -> None:
    """Take away the working copies that killed processes left behind."""
    working_folders.sweep(Path(tempfile.gettempdir()), PREFIX)


def _look(path: Path) -> ReviewedFile:
    seen = path.stat()
    return ReviewedFile(
        path=path,
        size=seen.st_size,
        saved_at=datetime.fromtimestamp(seen.st_mtime, UTC),
        fingerprint=fingerprint(path),
        is_export=False,
        schema=upgrade.VERSION,
    )


def _open_backup(file: ReviewedFile, follower: Follower) -> Source:
    path = file.path
    if not needs_copy(path):
        version = review_schema.schema_of(path)
        if version == upgrade.VERSION:
            review_values.check(path, follower, STOPPED)
            return Source(file, path)
    source = _working_copy(file)
    try:
        if (path.parent / f"{path.name}-shm").exists():
            _copy_open(path, source.db, follower)  # a desk is at it, or was killed
        else:
            _copy(path, source.db, follower)
            log = path.with_name(f"{path.name}-wal")
            if log.exists():
                _copy(log, source.db.with_name(f"{source.db.name}-wal"), follower)
        _settle_log(source.db)
        version = review_schema.schema_of(source.db)
        if version < upgrade.VERSION:
            follower.tell(
                Progress(
                    0,
                    None,
                    tr("Bringing the copy from schema {version} up to date…").format(
                        version=version
                    ),
                )
            )
            _bring_up(source.db)
        review_values.check(source.db, follower, STOPPED)
        source.file = replace(file, schema=version)
    except BaseException:
        source.close()
        raise
    return source


def _open_export(file: ReviewedFile, follower: Follower) -> Source:
    from console.exchange import own_import

    source = _working_copy(file)
    try:
        with translated(source.db), closing(Database.open(source.db)) as db:
            own_import.take_in(db, file.path, file.saved_at, follower=follower)
        _settle_log(source.db)
        follower.stop_here(STOPPED)
    except BaseException:
        source.close()
        raise
    return source


def _working_copy(file: ReviewedFile) -> Source:
    """Return a source whose private folder is there and locked, with nothing in it yet.

    Raises:
        StoreFull: there is not enough room for it.
        StoreError: it cannot be made.
    """
    where = Path(tempfile.gettempdir())
    try:
        wanted = file.size * _ROOM[file.is_export]
        if shutil.disk_usage(where).free < wanted:
            raise StoreFull(
                tr(
                    "A working copy of {name} may take {value:.1f} GB in {where}, and there "
                    "is less."
                ).format(name=file.path.name, value=wanted / 1e9, where=where),
                advice=tr("Make room there, or set TMPDIR to a folder on another disk."),
            )
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    except OSError as error:
        raise of_os_error(error, str(where)) from error
    lock = location.occupy(folder)
    return Source(file, folder / "review.db", folder, lock)


def _copy(path: Path, to: Path, follower: Follower) -> None:
    size, done = path.stat().st_size, 0
    with path.open("rb") as read, os.fdopen(_made(to), "wb") as written:
        while chunk := read.read(_CHUNK):
            written.write(chunk)
            done += len(chunk)
            follower.stop_here(STOPPED)
            follower.tell(Progress(done, size, tr("Making a private working copy…")))


def _copy_open(path: Path, to: Path, follower: Follower) -> None:
    """Copy a file at which a desk may be working, as it is after its last whole step."""

    def tell(_status: int, left: int, total: int) -> None:
        follower.stop_here(STOPPED)
        follower.tell(Progress(total - left, total, tr("Making a private working copy…")))

    os.close(_made(to))
    source = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    with translated(path), closing(source), closing(sqlite3.connect(to)) as copy:
        source.execute("PRAGMA trusted_schema = OFF")
        source.backup(copy, pages=1024, progress=tell)


def _made(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def _settle_log(path: Path) -> None:
    """Bring a copy's log into it, so that it can be read as a file that nobody writes."""
    connection = sqlite3.connect(path, isolation_level=None)
    with translated(path), closing(connection):
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _bring_up(path: Path) -> None:
    """Bring a copy, whose objects are known to be ours, to the present schema."""
    from console.store import migrations

    connection = sqlite3.connect(path, isolation_level=None)
    with translated(path), closing(connection):
        connection.execute("PRAGMA synchronous = OFF")
        migrations.apply(connection)
    _settle_log(path)
    with closing(read_only(path)):
        pass
