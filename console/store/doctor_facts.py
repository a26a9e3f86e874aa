"""What can be told of a data file without its contents: soundness, sizes, counts, states.

Opens it read-only with a connection of its own, whatever else has it open, and reads no
text that a person or a network wrote.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.domain.outbox import PartState
from console.domain.sign_in import Ended
from console.store import upgrade

_STEPS = 20_000
_BUSY_S = 2.0
_COUNTED = ("cases", "messages", "contacts", "posts", "call_notes", "journal")


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account of ours without its name."""

    network: str
    signed_in_by: str
    synced_at_ms: int | None
    sync_failed: bool
    failures: int
    signed_out: str
    """Why it is signed out, `here` or `refused`; empty where it is not."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was read of a data file."""

    version: int
    newest_version: int
    counts: dict[str, int]
    accounts: tuple[AccountFacts, ...]
    parts: dict[str, int]
    """How many parts of the outbox are in which state; finished ones are left out."""


def read(path: Path, stopped: Callable[[], bool]) -> FileFacts:
    """Return the facts; raise sqlite3.Error where they cannot be read, or once stopped."""
    with closing(_opened(path, stopped)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        counts = {
            table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in _COUNTED
            if table in tables
        }
        return FileFacts(
            version,
            upgrade.VERSION,
            counts,
            tuple(_accounts(connection)) if "accounts" in tables else (),
            _parts(connection) if "reply_parts" in tables else {},
        )


def is_sound(path: Path, stopped: Callable[[], bool]) -> bool:
    """Return whether SQLite finds nothing wrong with the file; raise as `read`."""
    with closing(_opened(path, stopped)) as connection:
        return [row[0] for row in connection.execute("PRAGMA quick_check(1)")] == ["ok"]


def _opened(path: Path, stopped: Callable[[], bool]) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_S)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.set_progress_handler(stopped, _STEPS)
    return connection


def _accounts(connection: sqlite3.Connection) -> list[AccountFacts]:
    connection.row_factory = sqlite3.Row
    found = []
    for row in connection.execute("SELECT * FROM accounts ORDER BY id"):
        names = row.keys()

        def value(name: str, row: sqlite3.Row = row, names: list[str] = names) -> Any:
            return row[name] if name in names else None

        by = value("signed_in_by") if value("access") != "handoff" else "handoff"
        found.append(
            AccountFacts(
                network="x" if value("network") == "x" else "another network",
                signed_in_by=by if by in ("keys", "pin", "browser", "handoff") else "unknown",
                synced_at_ms=_number(value("synced_at")),
                sync_failed=value("sync_error") is not None,
                failures=_number(value("failures")) or 0,
                signed_out=(
                    ""
                    if value("signed_out_at") is None
                    else Ended.HERE
                    if value("signed_out_why") == Ended.HERE
                    else Ended.REFUSED
                ),
            )
        )
    connection.row_factory = None
    return found


def _parts(connection: sqlite3.Connection) -> dict[str, int]:
    rows = dict(connection.execute("SELECT state, count(*) FROM reply_parts GROUP BY state"))
    finished = (PartState.SENT, PartState.CANCELLED, PartState.DELETED)
    return {
        state.value: int(rows[state.value])
        for state in PartState
        if state not in finished and state.value in rows
    }


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 2**53 else None


def until(seconds: float, stopped: Callable[[], bool]) -> Callable[[], bool]:
    """Return what tells that so many seconds are over, or that `stopped` says so."""
    end_s = time.monotonic() + seconds
    return lambda: time.monotonic() > end_s or stopped()
