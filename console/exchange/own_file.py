"""Reads the desk's own export back: its head, its rows, and whether it is whole.

Whatever the bytes are, what comes out are objects of known tables with known columns, or an
`InputError` that names the line. Rows are not looked at further; see `own_rows`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from console.domain.progress import NOBODY, Follower, Progress
from console.errors import InputError, of_os_error
from console.exchange.own_form import FORMAT, LONGEST_LINE, VERSION, Head
from console.language import tr

_GZIP = b"\x1f\x8b"
_LONGEST_HEAD = 1 << 20
_MOST_TABLES, _MOST_COLUMNS = 500, 500
TITLE = tr("The export cannot be used: ")
OTHER_COPY = tr("Take another copy of the file, or export again.")


class RawRow(NamedTuple):
    """A row as the file has it."""

    line: int
    """Counted from 1."""
    table: str
    columns: dict[str, Any]


def refused(why: str, advice: str = OTHER_COPY) -> InputError:
    """Return the error that says why an export is not taken."""
    return InputError(TITLE + why, advice=advice)


def look(path: Path) -> Head | None:
    """Return what an export says of itself; None for a file of another kind.

    Raises:
        InputError: it is an export, but damaged at its head or of a newer kind.
        DeskError: it cannot be read.
    """
    with _opened(path) as file:
        try:
            line = file.readline(_LONGEST_HEAD)
            value = json.loads(line)
        except (ValueError, RecursionError, EOFError, zlib.error, gzip.BadGzipFile):
            return None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        return None
    return _head(value)


def check(path: Path, follower: Follower = NOBODY) -> Head:
    """Read a whole export, and return its head if nothing of it is missing or changed.

    Raises:
        InputError: it is no export, cut off, or changed.
        Cancelled: it was stopped.
        DeskError: it cannot be read.
    """
    head = look(path)
    if head is None:
        raise refused(tr("its first line is not that of an export."))
    with _opened(path) as file:
        digest, rows, last = hashlib.sha256(), -1, b""
        for line in _lines(file):
            digest.update(last)
            last, rows = line, rows + 1
            if rows % 10_000 == 0:
                follower.stop_here(tr("The import was stopped. Nothing was taken in."))
                follower.tell(Progress(rows, head.total, tr("Checking the file…")))
    # The head and the end are no rows.
    _check_end(last, rows - 1, digest.hexdigest(), head)
    return head


def rows(path: Path, head: Head) -> Iterator[RawRow]:
    """Yield the rows of an export that was checked, and check it again on the way.

    Raises:
        InputError: a line is no row, or the file is another by now.
    """
    digest, number, last = hashlib.sha256(), 0, b""
    with _opened(path) as file:
        for line in _lines(file):
            number += 1
            if number > 2:
                yield _row(last, number - 1, head)
            digest.update(last)
            last = line
    _check_end(last, number - 2, digest.hexdigest(), head)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            if packed:
                with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refused(tr("its compression is damaged, or it was cut off.")) from error
    except OSError as error:
        raise of_os_error(error, str(path)) from error


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise refused(tr("one of its lines is longer than any that was written."))
        yield line


def _check_end(line: bytes, rows: int, digest: str, head: Head) -> None:
    end = _object(line)
    if end is None or end.get("end") != FORMAT:
        raise refused(tr("it ends before its end, so it was cut off."))
    if end.get("sha256") != digest:
        raise refused(tr("it was changed after it was written."))
    if end.get("rows") != rows or head.total != rows:
        raise refused(tr("it does not hold as many rows as it says."))


def _row(line: bytes, number: int, head: Head) -> RawRow:
    columns = _object(line)
    if columns is None:
        raise refused(tr("line {number} is no row.").format(number=number))
    table = columns.pop("table", None)
    names = head.columns.get(table) if isinstance(table, str) else None
    if names is None or not isinstance(table, str):
        raise refused(tr("line {number} is of no table that it names.").format(number=number))
    if columns.keys() != set(names):
        raise refused(
            tr("line {number} has other columns than its head says.").format(number=number)
        )
    return RawRow(number, table, columns)


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _head(value: dict[str, Any]) -> Head:
    damaged = refused(tr("its first line is damaged."))
    version, schema = value.get("version"), value.get("schema")
    if not _is_count(version) or not _is_count(schema):
        raise damaged
    if version != VERSION:
        raise refused(
            tr("it has form {version}, and this Canary Desk knows form {version_2}.").format(
                version=version, version_2=VERSION
            ),
            tr("Install the newest Canary Desk."),
        )
    tables, scope = value.get("tables"), value.get("scope")
    if not isinstance(tables, dict) or len(tables) > _MOST_TABLES:
        raise damaged
    if scope not in ("everything", "cases") or not all(map(_is_table, tables.values())):
        raise damaged
    try:
        made_at = datetime.fromisoformat(value["made_at"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise damaged from None
    return Head(
        schema=value["schema"],
        program=str(value.get("program"))[:40],
        made_at=made_at,
        scope=scope,
        pictures=value.get("pictures") is True,
        columns={name: tuple(table["columns"]) for name, table in tables.items()},
        rows={name: table["rows"] for name, table in tables.items()},
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53


def _is_table(value: object) -> bool:
    if not isinstance(value, dict) or not _is_count(value.get("rows")):
        return False
    columns = value.get("columns")
    return (
        isinstance(columns, list)
        and 0 < len(columns) <= _MOST_COLUMNS
        and all(isinstance(name, str) for name in columns)
        and len(set(columns)) == len(columns)
    )
