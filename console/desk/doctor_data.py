"""Looks of the doctor at what is stored: data folder and file, their soundness, backups.

Changes nothing, and tells no text that a person or a network wrote.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console import settings
from console.diagnostics.faults import fault_of
from console.diagnostics.report import Check, Health
from console.diagnostics.scrubbing import shown_path
from console.domain.sign_in import Ended
from console.language import tr_noop
from console.store import backup_files, doctor_facts, location

if TYPE_CHECKING:
    from console.credentials import Credentials
    from console.desk.doctor import Wanted

LEAST_FREE_BYTES = 200_000_000


def folder(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    """Look at the data folder, its modes and the room on its disk."""
    del credentials, stopped
    path, where = wanted.folder, shown_path(wanted.folder)
    if not path.is_dir():
        yield Check(
            "data folder", Health.WARN, f"{where}: not there", tr_noop("It is made at a start.")
        )
        return
    kind = location.filesystem_type(path)
    if location.is_network_type(kind):
        yield Check("data folder", Health.FAIL, f"{where}: on a network share ({kind})",
                    tr_noop("Keep the data on a disk of this machine."))  # fmt: skip
    elif not os.access(path, os.W_OK | os.X_OK):
        yield Check(
            "data folder", Health.FAIL, f"{where}: cannot be written", tr_noop("Look at its mode.")
        )
    else:
        mode = stat.S_IMODE(path.stat().st_mode)
        words = f", mode {mode:04o}" if os.name == "posix" else ""
        yield Check("data folder", Health.OK, f"{where}{words}")
    for each in location.modes(path)[:5]:
        name = each.path.name if each.path.name.startswith("canary-desk") else "a file or folder"
        yield Check("file modes", Health.WARN, f"{name}: {each.trouble.value}", _MODES)
    file = path / location.FILE_NAME
    own = file.stat().st_size if file.exists() else 0
    free = shutil.disk_usage(path).free
    enough = free > max(LEAST_FREE_BYTES, 2 * own)
    yield Check("disk", Health.OK if enough else Health.WARN, f"{size(free)} free",
                tr_noop(
                    "An update and a backup need twice the data file's size: make room."
                ))  # fmt: skip


_MODES = tr_noop("Start the desk once, which mends what it can; see SECURITY.md.")


def facts(wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]) -> Iterator[Check]:
    """Look at the data file: its form, what it holds, accounts and outbox."""
    del credentials
    path = wanted.folder / location.FILE_NAME
    if not path.exists():
        yield Check("data file", Health.OK, "none yet")
        return
    sizes = f"{size(path.stat().st_size)}, log {size(size_of(Path(f'{path}-wal')))}"
    try:
        found = doctor_facts.read(path, stopped)
    except sqlite3.Error as error:
        said = f"{sizes}; cannot be read: {fault_of(error).links[0].words}"
        yield Check(
            "data file", Health.FAIL, said, tr_noop("Start the desk: it offers the newest backup.")
        )
        return
    newer = found.version > found.newest_version
    counts = ", ".join(_counted(number, name) for name, number in found.counts.items())
    known = f"this version knows up to {found.newest_version}" if newer else "which is known here"
    said = f"{sizes}; format {found.version}, {known}\n{counts}"
    yield Check("data file", Health.FAIL if newer else Health.OK, said,
                tr_noop("A newer Canary Desk wrote it: update this one."))  # fmt: skip
    for number, one in enumerate(found.accounts, 1):
        yield _account(number, one)
    waiting = ", ".join(f"{count} {state}" for state, count in found.parts.items())
    stuck = any(state in found.parts for state in ("unsure", "refused", "held"))
    yield Check("outbox", Health.WARN if stuck else Health.OK, waiting or "nothing waits",
                tr_noop("Some answers wait for a person: open the outbox."))  # fmt: skip


_ONE = {
    "cases": "case",
    "messages": "message",
    "contacts": "contact",
    "posts": "post",
    "call_notes": "call note",
    "journal": "act in the journal",
}
_WAYS = {
    "keys": "signed in with four keys",
    "pin": "signed in with a PIN",
    "browser": "signed in in the browser",
    "handoff": "without access",
}


_SIGN_IN = tr_noop("Sign it in again: Accounts…, “Sign in again…”.")


def _counted(number: int, table: str) -> str:
    """Return how many rows a table has, as a person says it."""
    one = _ONE[table]
    many = "acts in the journal" if table == "journal" else f"{one}s"
    return f"{number:,} {one if number == 1 else many}"


def _account(number: int, one: doctor_facts.AccountFacts) -> Check:
    synced = "never synced"
    if one.synced_at_ms is not None:
        at = datetime.fromtimestamp(one.synced_at_ms / 1000, UTC)
        synced = f"synced {at:%Y-%m-%d %H:%M}Z"
    network = "X" if one.network == "x" else one.network
    if one.signed_in_by == "handoff":
        return Check(f"account {number}", Health.OK, f"{network}, {_WAYS['handoff']}")
    if one.signed_out:
        why = Ended(one.signed_out).words.rstrip(".")
        return Check(f"account {number}", Health.FAIL, f"{network}, {synced}. {why}", _SIGN_IN)
    said = f"{network}, {_WAYS.get(one.signed_in_by, 'signed in')}, {synced}"
    if one.sync_failed:
        said = f"{said}; last sync failed, {one.failures} in a row"
        return Check(
            f"account {number}", Health.WARN, said, tr_noop("The window says why, at its name.")
        )
    return Check(f"account {number}", Health.OK, said)


def sound(wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]) -> Iterator[Check]:
    """Have SQLite look through the data file."""
    del credentials
    path, began = wanted.folder / location.FILE_NAME, time.monotonic()
    if not path.exists():
        return
    try:
        whole = doctor_facts.is_sound(path, stopped)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            yield Check(
                "soundness",
                Health.WARN,
                "not finished: the file is large",
                tr_noop("Back up."),
            )
            return
        whole = False
    took = f"in {time.monotonic() - began:.1f} s"
    if whole:
        yield Check("soundness", Health.OK, f"SQLite finds nothing wrong, {took}")
    else:
        yield Check("soundness", Health.FAIL, f"the data file is damaged, seen {took}",
                    tr_noop("Restore a backup: Archive > Backups."))  # fmt: skip


def backups(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    """Look at the backups: how many, and how old the newest is."""
    del credentials, stopped
    chosen = settings.load(wanted.folder).backup_folder
    every = backup_files.every(wanted.folder, chosen)
    if not (wanted.folder / location.FILE_NAME).exists():
        return
    advice = tr_noop("Make one: Archive > Backups.")
    if not every:
        yield Check("backups", Health.WARN, "none", advice)
        return
    newest = max(each.made_at for each in every)
    old = (datetime.now(UTC) - newest).days >= 7
    said = f"{len(every)}, the newest of {newest:%Y-%m-%d %H:%M}Z"
    yield Check("backups", Health.WARN if old else Health.OK, said, advice)


def size(count: int) -> str:
    """Return a count of bytes in words."""
    return f"{count / 1e9:.1f} GB" if count >= 10**9 else f"{count / 1e6:.1f} MB"


def size_of(path: Path) -> int:
    """Return the bytes of a file; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
