"""The backups of a data folder as files: names, kinds, which there are, what is known of each.

What was found when one was last looked at stands in a small file beside them, by name, with
the size and the digest that it had: one that changed since counts as not looked at. That file
may be lost without harm.

A backup may be a second name of the data file itself, where a restore was cut short between
two steps: such a name is taken away here, before anybody reads or changes what it names.
"""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from console.domain.backups import Backup, BackupKind
from console.domain.ids import from_ms, to_ms
from console.errors import InputError, StoreReadOnly, of_os_error
from console.language import tr
from console.store import backup_copy, location

FOLDER_NAME = "backups"
KNOWN_NAME = "canary-desk-backups.json"
PART = ".part"
STAGED_NAME = "canary-desk-restoring.db"
"""A copy of a backup that is about to take the place of the data file."""
_STALE_S = 600.0
"""An unfinished copy that nobody wrote to for so long was left by one that was killed."""
_ENDINGS = {
    BackupKind.DAILY: "",
    BackupKind.BY_HAND: "-by-hand",
    BackupKind.BEFORE_RESTORE: "-before-restore",
}
_HEADER, _GZIP = b"SQLite format 3\0", b"\x1f\x8b"
"""How a data file begins, and a compressed one."""
_OURS = re.compile(r"canary-desk-(\d{8}T\d{6}Z)(-by-hand|-before-restore)?\.db")
_UPGRADE = re.compile(r"canary-desk-before-upgrade-from-\d+-(\d{8}-\d{6})\.db")


@dataclass(frozen=True, slots=True)
class Known:
    """What was found when a backup was looked at."""

    size: int
    digest: str
    checked_at: int
    """UTC milliseconds."""
    problem: str = ""


def folder_of(data: Path, chosen: str = "") -> Path:
    """Return the folder of the backups of a data folder; `chosen` is a person's own."""
    return Path(chosen).expanduser() if chosen else data / FOLDER_NAME


def prepare(folder: Path) -> None:
    """Make the folder of the backups, for its owner only; one that is there keeps its mode.

    Raises:
        StoreReadOnly: it cannot be made or written; of a stick that is not there too.
    """
    try:
        if not folder.parent.is_dir():
            raise StoreReadOnly(
                tr("{parent} is not there.").format(parent=folder.parent),
                advice=tr("Plug in its disk, or choose another folder for backups."),
            )
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise of_os_error(error, str(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreReadOnly(
            tr("{folder} cannot be written.").format(folder=folder),
            advice=tr("Choose another folder for backups."),
        )
    for entry in folder.glob(f"canary-desk-*{PART}"):
        with suppress(OSError):
            if time.time() - entry.stat().st_mtime > _STALE_S:
                backup_copy.remove(entry)


def name_for(folder: Path, kind: BackupKind, now: datetime) -> Path:
    """Return a name that no file has yet."""
    second = int(now.timestamp())
    while True:
        stamp = datetime.fromtimestamp(second, UTC).strftime("%Y%m%dT%H%M%SZ")
        path = folder / f"canary-desk-{stamp}{_ENDINGS[kind]}.db"
        if not path.exists():
            return path
        second += 1


def every(data: Path, chosen: str = "") -> tuple[Backup, ...]:
    """Return the backups of a data folder, newest first; those before upgrades among them.

    Also those in the usual folder where a person chose another since.

    Raises:
        StoreError: a folder that is there cannot be read.
    """
    folders = dict.fromkeys((data / FOLDER_NAME, folder_of(data, chosen), data))
    found = [backup for folder in folders for backup in _within(folder, data)]
    return tuple(sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True))


def find(data: Path, name: str, chosen: str = "") -> Backup:
    """Return the backup of a name, or of a path.

    Raises:
        InputError: there is none.
    """
    path = Path(name)
    for backup in every(data, chosen):
        if name == backup.path.name or _same(path, backup.path):
            return backup
    if _same(path, data / location.FILE_NAME):
        raise InputError(
            tr("{path} is the data file itself.").format(path=path), advice=tr("Choose a backup.")
        )
    return of_path(path)


def of_path(path: Path) -> Backup:
    """Return any file as a backup that was made when it was last written.

    Raises:
        InputError: it is not there, or no file.
    """
    try:
        facts = path.stat()
    except (OSError, ValueError):
        facts = None
    if facts is None or not path.is_file():
        raise InputError(
            tr("There is no file {path}.").format(path=path),
            advice=tr("Choose a backup that is there."),
        )
    made = _made(path.name)
    if made is None:
        _refuse_others(path)
    kind, made_at = made or (BackupKind.BY_HAND, datetime.fromtimestamp(facts.st_mtime, UTC))
    return _backup(path, kind, made_at, facts.st_size, _read_known(path.parent))


def _refuse_others(path: Path) -> None:
    """Refuse a file that begins as no data file does; one that cannot be read is left to others.

    Raises:
        InputError: it is none; what it may be instead is said.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError:
        return
    if head == _HEADER:
        return
    export = head[:1] == b"{" or head[:2] == _GZIP
    raise InputError(
        tr("{path} is no backup.").format(path=path),
        advice=tr("An export is taken in by `import`, and shown by `review`.")
        if export
        else tr("Choose a backup."),
    )


def note(path: Path, known: Known | None) -> None:
    """Keep what was found of a backup, None where it is gone; without it nothing else changes.

    Nothing is written beside a file that has no name of ours: that folder is another's.
    """
    if _made(path.name) is None:
        return
    all_known = {
        name: each
        for name, each in _read_known(path.parent).items()
        if name != path.name and (path.parent / name).exists()
    }
    if known is not None:
        all_known[path.name] = known
    fresh = path.parent / f"{KNOWN_NAME}.new"
    lines = {
        name: [each.size, each.digest, each.checked_at, each.problem]
        for name, each in all_known.items()
    }
    with suppress(OSError):
        fresh.unlink(missing_ok=True)
        opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(json.dumps(lines, indent=1) + "\n")
        fresh.replace(path.parent / KNOWN_NAME)


def known_of(path: Path) -> Known | None:
    """Return what was found of a backup that has its size still; None where nothing is known."""
    known = _read_known(path.parent).get(path.name)
    with suppress(OSError):
        if known is not None and path.stat().st_size == known.size:
            return known
    return None


def _within(folder: Path, data: Path) -> list[Backup]:
    known, found = _read_known(folder), []
    try:
        for entry in folder.iterdir():
            made = _made(entry.name)
            if made is None or entry.is_symlink() or not entry.is_file():
                continue
            facts = entry.stat()
            if _same(entry, data / location.FILE_NAME):
                entry.unlink()
                continue
            found.append(_backup(entry, *made, facts.st_size, known))
    except FileNotFoundError:
        return found  # no backup yet, or the disk of a chosen folder is not there now
    except OSError as error:
        raise of_os_error(error, str(folder)) from error
    return found


def _backup(
    path: Path, kind: BackupKind, made_at: datetime, size: int, all_known: dict[str, Known]
) -> Backup:
    known = all_known.get(path.name)
    if known is None or known.size != size:
        return Backup(path, kind, made_at, size)
    return Backup(path, kind, made_at, size, from_ms(known.checked_at), known.problem)


def _made(name: str) -> tuple[BackupKind, datetime] | None:
    """Return what a file's name says of it; None for no backup of ours."""
    try:
        if (ours := _OURS.fullmatch(name)) is not None:
            kind = next(each for each, end in _ENDINGS.items() if end == (ours[2] or ""))
            return kind, datetime.strptime(ours[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if (before := _UPGRADE.fullmatch(name)) is not None:
            at = datetime.strptime(before[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
            return BackupKind.BEFORE_UPGRADE, at
    except ValueError:  # digits that are no date
        pass
    return None


def _read_known(folder: Path) -> dict[str, Known]:
    try:
        stored: Any = json.loads((folder / KNOWN_NAME).read_text("utf-8"))
        return {
            str(name): Known(int(size), str(digest), to_ms(from_ms(int(at))), str(problem))
            for name, (size, digest, at, problem) in stored.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
