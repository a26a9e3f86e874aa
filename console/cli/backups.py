"""The commands that make, list, check and restore copies of the data file.

All but `backup` itself work where the data file is damaged, so they run without a desk.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.cli.plain import safe, show
from console.cli.terminal import Terminal
from console.cli.words import several
from console.domain.backups import Backup, BackupKind, Contents, Preview, Restored
from console.domain.progress import Follower, Progress
from console.errors import InputError, StoreLocked

if TYPE_CHECKING:
    from console.desk.backups import Backups

KINDS = {
    BackupKind.DAILY: "daily",
    BackupKind.BY_HAND: "by hand",
    BackupKind.BEFORE_UPGRADE: "before upgrade",
    BackupKind.BEFORE_RESTORE: "before restore",
}


def make(terminal: Terminal, given: argparse.Namespace) -> int:
    """Make a backup; the daily one only where that is due."""
    if given.if_due and given.to:
        raise InputError("--if-due goes by the folder of the preferences; leave out --to.")
    verbs = terminal.desk.backups
    if given.if_due:
        made = verbs.make_if_due(_follower())
    else:
        made = verbs.make(_follower(), to=Path(given.to) if given.to else None)
    if made is None:
        terminal.print(None, "No backup is due today.")
        return 0
    terminal.print(shape(made), f"Backed up to {made.path} ({_size(made)}), checked.")
    return 0


def without_desk(given: argparse.Namespace, folder: Path) -> int:
    """Run one of the other commands on the data folder."""
    from console.desk.backups import Backups

    verbs = Backups(folder)
    if given.command == "restore":
        return restore(verbs, folder, given)
    if given.command == "backup_check":
        found = verbs.check(verbs.find(given.file), _follower())
        show(shape(found), _line(found), as_json=given.json)
        return 0 if found.is_sound else 3
    every = verbs.every()
    text = "\n".join(_line(each) for each in every) or "There are no backups yet."
    show([shape(each) for each in every], text, as_json=given.json)
    return 0


def restore(verbs: Backups, folder: Path, given: argparse.Namespace) -> int:
    """Say what restoring a backup would do, and do it where the person says so."""
    chosen = verbs.newest_good(_follower()) if given.newest else verbs.find(given.file)
    preview = verbs.preview(chosen)
    if not given.yes:
        text = f"{said(preview)}\nNothing was changed. Give --yes to restore it."
        show({"preview": preview_shape(preview)}, text, as_json=given.json)
        return 0
    with_lock = _occupied(folder)
    try:
        done = verbs.swap(verbs.stage(chosen, _follower()))
    finally:
        with_lock()
    shown = {"preview": preview_shape(preview), "restored": restored_shape(done)}
    show(shown, f"{said(preview)}\n{_done(done)}", as_json=given.json)
    return 0


def _occupied(folder: Path) -> Callable[[], None]:
    """Take the lock of the data folder; return what gives it back."""
    from console.store import location

    lock = location.occupy(folder)
    if lock is None:
        raise StoreLocked(
            f"A window of Canary Desk is open on {folder}.",
            advice="Restore there (Archive, Backups), or close it first.",
        )
    return lock.release


def _follower() -> Follower:
    """Return one that says each new step in a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        return Follower()
    said = [""]

    def tell(progress: Progress) -> None:
        if progress.step and progress.step != said[0]:
            said[0] = progress.step
            print(progress.step, file=sys.stderr)

    return Follower(tell)


def shape(backup: Backup) -> dict[str, object]:
    """Return a backup as JSON says it; times are UTC, sizes bytes."""
    return {
        "file": str(backup.path),
        "kind": str(backup.kind),
        "made_at": _iso(backup.made_at),
        "size": backup.size,
        "checked_at": _iso(backup.checked_at),
        "problem": backup.problem,
    }


def preview_shape(preview: Preview) -> dict[str, object]:
    """Return what a restore would bring and cost."""
    lacking = preview.lacking
    return {
        "backup": shape(preview.backup),
        "contents": _contents(preview.contents),
        "today": None if preview.today is None else _contents(preview.today),
        "lacking": None
        if lacking is None
        else {
            "cases": lacking.cases,
            "messages": lacking.messages,
            "call_notes": lacking.call_notes,
            "answers": lacking.answers,
            "waiting": lacking.waiting,
        },
        "waiting": preview.waiting,
    }


def restored_shape(done: Restored) -> dict[str, object]:
    """Return what came of a restore."""
    return {
        "aside": None if done.aside is None else str(done.aside),
        "held": done.held,
        "forgotten": done.forgotten,
    }


def said(preview: Preview) -> str:
    """Return what a restore would bring and cost, in lines."""
    held = preview.contents
    lines = [
        (
            f"{preview.backup.path.name}: {KINDS[preview.backup.kind]},"
            f" {_local(preview.backup.made_at)}, {_size(preview.backup)}"
        ),
        (
            f"  holds {several(held.accounts, 'account')}, {several(held.cases, 'case')},"
            f" {several(held.messages, 'message')}, the newest of {_local(held.newest_at)}"
        ),
    ]
    lacks = preview.lacking
    if lacks is None:
        lines.append("  Today's data file cannot be read; it is kept aside.")
    else:
        lines.append(
            f"  lacks of today {several(lacks.messages, 'message')}"
            f" ({several(lacks.call_notes, 'call note')}), {several(lacks.cases, 'case')},"
            f" {several(lacks.answers, 'answer')} sent since; a sync brings the posts back"
        )
    if preview.waiting:
        lines.append(
            f"  {several(preview.waiting, 'part')} of answers waited then; each asks you first,"
            " for it may have gone out since"
        )
    return "\n".join(lines)


def _done(done: Restored) -> str:
    lines = ["Restored."]
    if done.aside is not None:
        lines.append(f"What it took the place of is kept: {done.aside}")
    if done.forgotten is None:
        lines.append(
            "Who was forgotten since cannot be known, for the old file could not be read:"
            " forget them again."
        )
    elif done.forgotten:
        lines.append(f"Forgotten again: {several(done.forgotten, 'contact')}.")
    return "\n".join(lines)


def _line(backup: Backup) -> str:
    state = backup.problem and f"DAMAGED: {backup.problem}"
    state = state or ("sound" if backup.is_sound else "not checked")
    words = (_local(backup.made_at), f"{_size(backup):>9}", f"{KINDS[backup.kind]:<14}", state)
    return safe("  ".join((*words, str(backup.path))))


def _contents(found: Contents) -> dict[str, object]:
    return {
        "schema": found.schema,
        "accounts": found.accounts,
        "contacts": found.contacts,
        "cases": found.cases,
        "messages": found.messages,
        "newest_at": _iso(found.newest_at),
    }


def _size(backup: Backup) -> str:
    return f"{backup.size / 1e6:,.1f} MB"


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _local(at: datetime | None) -> str:
    return "never" if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"
