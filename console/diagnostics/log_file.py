"""The log's file: lines of JSON, in so many files of so many bytes, by several processes.

Each line is one write at the end of the file, so those of several processes do not mix
(POSIX, O_APPEND, on a local disk). Whoever finds the file too long takes the lock beside it,
looks again and moves the files on; others see at their next line that theirs was moved. A
line that is on its way then ends up in the moved one. Where anything fails, the desk goes
on without the line.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from console.diagnostics.records import told
from console.diagnostics.scrubbing import scrubbed

if sys.platform != "win32":
    import fcntl

FILE_NAME = "canary-desk.log"
LOCK_NAME = "canary-desk.log.lock"
MOST_BYTES, OLD_FILES = 1_000_000, 3
"""Of each file, and how many are kept beside the one that is written."""
LONGEST_LINE = 16_000
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class LogFile(logging.Handler):
    """Writes what may be written of each record; never raises."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        """Open nothing yet: the file is made with the first line, where there is a folder."""
        super().__init__()
        self.path = folder / FILE_NAME
        self._most_bytes = most_bytes
        self._file: int | None = None
        self._busy = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        if getattr(self._busy, "now", False):
            return  # something that this line is made of logs too
        self._busy.now = True
        try:
            self._write(line(record))
        except Exception:  # noqa: BLE001 - whatever is logged, and whatever the disk says, the desk goes on
            self._let_go()
        finally:
            self._busy.now = False

    def close(self) -> None:
        """Close the file."""
        with self.lock or threading.Lock():
            self._let_go()
        super().close()

    def _write(self, text: str) -> None:
        raw = text.encode("ascii", "backslashreplace") + b"\n"
        if self._file is None or not self._is_ours():
            self._let_go()
            self._file = os.open(self.path, _FLAGS, 0o600)
        if os.fstat(self._file).st_size + len(raw) > self._most_bytes:
            self._move_on(len(raw))
        if os.fstat(self._file).st_size < 2 * self._most_bytes:  # else it cannot be moved on
            os.write(self._file, raw)

    def _is_ours(self) -> bool:
        """Return whether the open file still is the one of that name."""
        try:
            return self._file is not None and os.path.samestat(
                os.fstat(self._file), self.path.lstat()
            )
        except OSError:
            return False

    def _move_on(self, coming: int) -> None:
        if sys.platform == "win32":  # there, what another has open cannot be moved
            return
        lock = os.open(self.path.with_name(LOCK_NAME), _FLAGS, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if self.path.lstat().st_size + coming > self._most_bytes:
                    _rotate(self.path)
        finally:
            os.close(lock)
        self._let_go()
        self._file = os.open(self.path, _FLAGS, 0o600)

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                os.close(file)


ASIDE = "ui.qt_messages"
"""The logger of messages that stand in the file only."""


class Screen(logging.StreamHandler[Any]):
    """Writes the same to standard error, as one reads it; a terminal may be kept as well.

    What Qt says (`ASIDE`) is passed over unless everything is asked for: its words are left
    out, so that a person at a terminal can do nothing with it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is to be seen here."""
        is_aside = record.name == ASIDE and self.level > logging.DEBUG
        return not is_aside and bool(super().filter(record))

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one or more lines."""
        try:
            return as_text(json.loads(line(record)))
        except Exception:  # noqa: BLE001 - as above
            return "A record could not be written."

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Go on where nobody reads any more."""


def line(record: logging.LogRecord) -> str:
    """Return a record as one line of JSON, scrubbed."""
    found = told(record) | {"pid": os.getpid()}
    text = json.dumps(_each_scrubbed(found), ensure_ascii=True)
    if len(text) > LONGEST_LINE:
        found.pop("fault", None)
        text = json.dumps(_each_scrubbed(found | {"event": str(found["event"])[:2000]}))
    return text[:LONGEST_LINE]


def as_text(entry: dict[str, Any]) -> str:
    """Return a line of the log as a person reads it."""
    at_s = entry["at_ms"] / 1000
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at_s))
    words = [f"{at}Z", entry["level"], f"{entry['logger']}:", str(entry["event"])]
    words += [f"{name}={value}" for name, value in entry.get("fields", {}).items()]
    lines = [" ".join(words)]
    for link in entry.get("fault", ()):
        lines += [f"  {link['kind']}", *(f"    {frame}" for frame in link["at"])]
    return "\n".join(lines)


def last_lines(folder: Path, most: int, *, level: int = logging.INFO) -> tuple[dict[str, Any], ...]:
    """Return the newest entries of the log from a level on, oldest first; none where unreadable.

    Each is scrubbed again: the file may be older than this program, or another's.
    """
    found: list[dict[str, Any]] = []
    for path in (folder / f"{FILE_NAME}.1", folder / FILE_NAME):
        with suppress(OSError):
            raw = path.read_bytes()[-MOST_BYTES:]
            found += [entry for one in raw.splitlines() if (entry := _entry(one, level))]
    return tuple(found[-most:])


def _entry(raw: bytes, level: int) -> dict[str, Any] | None:
    try:
        entry = json.loads(raw)
        if logging.getLevelNamesMapping().get(entry["level"], 0) < level:
            return None
        as_text(entry)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    scrubbed_entry: dict[str, Any] = _each_scrubbed(entry)
    return scrubbed_entry


def _each_scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return scrubbed(value)
    if isinstance(value, dict):
        return {name: _each_scrubbed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_each_scrubbed(each) for each in value]
    return value


def _rotate(path: Path) -> None:
    for number in range(OLD_FILES, 0, -1):
        before = path if number == 1 else path.with_name(f"{path.name}.{number - 1}")
        with suppress(FileNotFoundError):
            before.replace(path.with_name(f"{path.name}.{number}"))
