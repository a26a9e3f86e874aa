"""One copy of an SQLite file: written while others write, whole or not at all, on the disk.

Framework knowledge: SQLite begins a backup anew whenever another connection writes between
two of its steps (https://www.sqlite.org/c3ref/backup_finish.html); under a busy writer it
never ends. It does not where the source's connection holds a read transaction: that sees
one state of the file, and in WAL mode keeps nobody from writing. What grows meanwhile is
the log, for it cannot be taken over into the file before the copy is done.

A copy is not in WAL mode (bytes 18 and 19 of its header, https://www.sqlite.org/fileformat.html
1.3.3): so it is one file, and can be read where nothing can be written. `Database.open`
brings a file back to its log.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from console.domain.progress import NOBODY, Follower, Progress
from console.errors import StoreFull
from console.language import numeral, tr

PAGES = 512
"""Copied in one step: 2 MB, after which one who waits for the disk has a turn."""
REST_S = 0.001
_ROOM = 8 * 2**20
"""Bytes that stay free beside a copy."""
_FORMAT_AT, _ROLLBACK = 18, b"\x01\x01"
STOPPED = tr("The backup was stopped; nothing is left of it.")


def copy(
    source: sqlite3.Connection,
    target: Path,
    follower: Follower = NOBODY,
    *,
    step: str = "",
    stopped: str = STOPPED,
) -> dict[str, int]:
    """Write one state of `source` into the new file `target`; return the rows of its tables.

    The file is on the disk afterwards, readable by its owner only. What is there of it after
    an error is the caller's to remove. Blocks the thread; writers go on.

    Raises:
        StoreFull: the disk lacks room; nothing was written.
        Cancelled: the follower stopped it.
        sqlite3.Error, OSError: it cannot be read or written.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    page = int(source.execute("PRAGMA page_size").fetchone()[0])

    def tell(_status: int, left: int, total: int) -> None:
        follower.stop_here(stopped)
        follower.tell(Progress((total - left) * page, total * page, step))
        if left:
            time.sleep(REST_S)

    with snapshot(source):
        need_room(target.parent, int(source.execute("PRAGMA page_count").fetchone()[0]) * page)
        # Nobody else opens it yet: no lock is needed, which not every share has.
        with closing(sqlite3.connect(_uri(target, "mode=rw&nolock=1"), uri=True)) as made:
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")
            source.backup(made, pages=PAGES, progress=tell, sleep=0)
        follower.stop_here(stopped)
        counts = rows_of(source)
    with target.open("r+b") as file:
        file.seek(_FORMAT_AT)
        file.write(_ROLLBACK)
        file.flush()
        os.fsync(file.fileno())
    return counts


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a connection see one state of its file for the length of a block."""
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def rows_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has; of an index of words its own tables."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for (name,) in names
    }


def need_room(folder: Path, size: int) -> None:
    """Refuse to write so many bytes where the disk lacks room for them.

    Raises:
        StoreFull: it does.
    """
    free = shutil.disk_usage(folder).free
    if free < size + _ROOM:
        raise StoreFull(
            tr("The copy needs {value} MB, and the disk of {folder} has {value_2}.").format(
                value=numeral(size / 1e6), folder=folder, value_2=numeral(free / 1e6)
            ),
            advice=tr("Free some space there, or choose another folder. Nothing was changed."),
        )


def reading(path: Path) -> sqlite3.Connection:
    """Return a connection that reads a file that nobody writes, and leaves no trace beside it.

    One with a log of its own beside it is read with that.
    """
    with suppress(OSError):
        if path.with_name(f"{path.name}-wal").stat().st_size:
            return sqlite3.connect(_uri(path, "mode=ro"), uri=True, isolation_level=None)
    return sqlite3.connect(_uri(path, "mode=ro&immutable=1"), uri=True, isolation_level=None)


def writing(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that is nobody else's yet: without locks and journal file."""
    made = sqlite3.connect(_uri(path, "mode=rw&nolock=1"), uri=True, isolation_level=None)
    made.execute("PRAGMA journal_mode = MEMORY")
    return made


def sync_folder(folder: Path) -> None:
    """Put the names of a folder's files on the disk, where the system can."""
    if os.name != "posix":
        return
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def place(made: Path, target: Path) -> None:
    """Give a finished file its name, and put that on the disk."""
    made.replace(target)
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Remove a file with what SQLite puts beside it, as far as that can be."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    remove_log(path)


def remove_log(path: Path) -> None:
    """Remove what SQLite put beside a file that has another one's place now."""
    for ending in ("-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _uri(path: Path, options: str) -> str:
    return f"{path.absolute().as_uri()}?{options}"
