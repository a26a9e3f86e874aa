"""One connection to the data file: opening it, transactions, and SQLite's errors as ours.

Owns the connection's settings and the only place where `sqlite3` errors become
`StoreError`. Knows nothing of what the tables mean. A `Database` belongs to the thread
that opened it.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from console.errors import (
    Interrupted,
    StoreClash,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    of_os_error,
)
from console.language import tr
from console.store import upgrade
from console.text.folding import fold

Row = sqlite3.Row
Parameters = Sequence[Any] | dict[str, Any]

BUSY_TIMEOUT_S = 5.0
"""How long a step waits for another program before it is `StoreLocked`."""
_STEPS = 2000
CACHE_KIB = 4096
"""What each connection keeps of the file; the system's cache, which all share, has the rest."""
_CREATING = threading.Lock()


class Database:
    """A connection with foreign keys on, in WAL mode, each step in its own words."""

    def __init__(self, connection: sqlite3.Connection, *, durable: bool = False) -> None:
        self._connection = connection
        self._durable = durable

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        durable: bool = False,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> Database:
        """Open the data file, making or upgrading it where that is due.

        `durable` is for the connection that records what is being sent: each commit
        is on the disk before the next step, as a forgotten *sending* is a double post.

        Raises:
            StoreError: it cannot be opened; the file is unchanged.
        """
        with translated(path):
            _create_private(path)
            connection = sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None)
            try:
                upgrade.bring_up_to_date(connection, path)
                _configure(connection, durable=durable)
            except BaseException:
                connection.close()
                raise
        return cls(connection, durable=durable)

    @classmethod
    def open_read_only(cls, path: Path) -> Database:
        """Open a file that nobody writes, as `read_only` does.

        Raises:
            StoreError: it cannot be opened.
        """
        with translated(path):
            connection = read_only(path)
            connection.row_factory = sqlite3.Row
            _add_functions(connection)
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute("PRAGMA temp_store = MEMORY")
        return cls(connection)

    @classmethod
    def open_nothing(cls) -> Database:
        """Open an empty file in memory, for work that asks for none."""
        return cls(sqlite3.connect(":memory:", isolation_level=None))

    def close(self) -> None:
        """Close the connection; an open transaction is undone."""
        self._connection.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Return all rows of a query."""
        with translated():
            return self._connection.execute(sql, parameters).fetchall()

    def tuples(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query as plain tuples, which many of are sooner made."""
        with translated():
            cursor = self._connection.cursor()
            cursor.row_factory = None
            return cursor.execute(sql, parameters).fetchall()

    def slices(
        self, sql: str, size: int, parameters: Parameters = ()
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Return the rows of a query as plain tuples, so many at a time: no more are there."""
        with translated():
            cursor = self._connection.cursor()
            cursor.row_factory = None
            cursor.execute(sql, parameters)
            while found := cursor.fetchmany(size):
                yield found

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query as they are found; close it to look for no more.

        Each is had before the next is looked for, so the first of many come at once.
        """
        with translated():
            cursor = self._connection.cursor()
            cursor.row_factory = None
            try:
                yield from cursor.execute(sql, parameters)
            finally:
                cursor.close()

    @contextmanager
    def while_wanted(self, stopped: Callable[[], bool]) -> Iterator[None]:
        """Let what a block reads end with `Interrupted` once `stopped` says so.

        It is asked in this thread, every few thousand steps of SQLite, and may look at what
        another thread sets.
        """
        self._connection.set_progress_handler(stopped, _STEPS)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row of a query, None where there is none."""
        with translated():
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Return the first column of the first row, None where there is none."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement inside a `writing` block; return how many rows it touched."""
        with translated():
            return self._connection.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """Run one statement for each of `parameters`, inside a `writing` block."""
        with translated():
            self._connection.executemany(sql, parameters)

    def insert(self, table: str, values: dict[str, Any]) -> int:
        """Insert one row inside a `writing` block and return its rowid."""
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        with translated():
            cursor = self._connection.execute(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",
                tuple(values.values()),
            )
        return int(cursor.lastrowid or 0)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Run a block over one state of the file, whatever others write meanwhile."""
        with translated():
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[None]:
        """Run a block as one transaction: all of it is committed, or nothing.

        Blocks do not nest. The write lock is taken at the start, so that what the
        block reads first is still true when it writes. A `durable` one is on the disk at
        its end, as all are of a durable connection: what a person decides about an answer
        must not be forgotten by a power cut, or it would go out all the same.
        """
        once = durable and not self._durable
        with translated():
            if once:
                self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                if once:
                    self._connection.execute("PRAGMA synchronous = NORMAL")


def read_only(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that nobody writes: without a lock or a file beside it.

    What the file itself defines is trusted with nothing.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA query_only = ON")
    return connection


class _Translating:
    """Turns what fails within a `with` block into `StoreError`.

    A class, not a generator: a page of posts asks for hundreds of statements.
    """

    __slots__ = ("_where",)

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise ours instead of SQLite's and the file system's."""
        if isinstance(error, sqlite3.Error):
            raise _ours(error, self._where) from error
        if isinstance(error, OSError):
            raise of_os_error(error, self._where) from error


_OF_THE_FILE = _Translating(tr("The data file"))


def translated(path: Path | None = None) -> _Translating:
    """Turn SQLite's and the file system's errors within the block into `StoreError`."""
    return _Translating(str(path)) if path else _OF_THE_FILE


def _holds(pattern: str, text: str | None) -> bool:
    """Return whether a pattern is found in a text: SQLite's `text REGEXP pattern`."""
    return text is not None and _pattern(pattern).search(text) is not None


def _says(text: str, pattern: str) -> bool:
    """Return whether a pattern is found in a text that is not folded yet."""
    return _pattern(pattern).search(_folded(text)) is not None


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=128)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _ours(error: sqlite3.Error, where: str) -> StoreError:
    # The low byte is the primary code, https://www.sqlite.org/rescode.html
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_INTERRUPT:
            return Interrupted(tr("What was asked for first is no longer wanted."))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreLocked(tr("{where} is held by another program.").format(where=where))
        case sqlite3.SQLITE_FULL:
            return StoreFull(
                tr("{where} could not grow: no space left on its disk.").format(where=where)
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return StoreReadOnly(tr("{where} cannot be opened for writing.").format(where=where))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreCorrupt(
                tr("{where} is damaged or not a Canary Desk file.").format(where=where)
            )
        case sqlite3.SQLITE_CONSTRAINT:
            return StoreClash(
                tr("{where} cannot do this: {error}.").format(where=where, error=error)
            )
        case _:
            return StoreError(
                tr("{where} cannot do this: {error}.").format(where=where, error=error)
            )


def _create_private(path: Path) -> None:
    """Make sure that the file exists, can be written, and only its owner may read it.

    An existing file is never opened here: on POSIX, closing any descriptor of a file drops
    all locks that this process holds on it, those of SQLite's other connections included,
    and another process would then take itself for the last and delete the log
    (https://www.sqlite.org/howtocorrupt.html, 2.2). For the same reason one lane at a
    time may make a missing one; another process may be the first to, which is as good.
    """
    with _CREATING:
        if not path.exists():
            try:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                if not path.is_file():  # a symlink to nothing
                    raise
    if not os.access(path, os.R_OK | os.W_OK):
        raise PermissionError(errno.EACCES, tr("Permission denied"), str(path))
    if os.name != "posix":
        return
    # SQLite gives its side files the mode of the file, but leaves old ones as they are.
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(FileNotFoundError):  # another process may take the side files away
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)


def _add_functions(connection: sqlite3.Connection) -> None:
    """Add what searching asks of a text and SQLite knows not."""
    connection.create_function("regexp", 2, _holds, deterministic=True)
    connection.create_function("says", 2, _says, deterministic=True)


def _configure(connection: sqlite3.Connection, *, durable: bool) -> None:
    connection.row_factory = sqlite3.Row
    _add_functions(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # What a network withdrew, or a rule took away, is not to stay in the file's bytes.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
