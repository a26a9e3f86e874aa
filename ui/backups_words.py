"""The words for backups: when, of which kind, how large, what is in them; pure."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from console.domain.backups import Backup, BackupKind, Contents, Preview, Restored
from ui import words
from ui.plain import isolated

KINDS = {
    BackupKind.DAILY: "daily",
    BackupKind.BY_HAND: "by hand",
    BackupKind.BEFORE_UPGRADE: "before an upgrade",
    BackupKind.BEFORE_RESTORE: "before a restore",
}
NONE_YET = "No backups yet"
WHAT_THEY_ARE = "A backup is a copy of everything on this desk, checked after it is written."
SAFE = (
    "Today's file is kept, as a backup of its own. Nothing goes out by itself afterwards:"
    " answers that waited then ask you first."
)
UNKNOWN_FORGOTTEN = (
    "Who was forgotten since cannot be known, for the old file could not be read:"
    " forget them again."
)


def when(backup: Backup) -> str:
    """Return when it was made, local: `Friday, 20 Nov 2026, 08:30`."""
    local = backup.made_at.astimezone()
    return f"{local:%A}, {words.date(local)}, {words.clock(local)}"


def place(path: Path) -> str:
    """Return a path as a person knows it: what lies at home begins with `~`."""
    try:
        return isolated(f"~/{path.relative_to(Path.home())}")
    except (ValueError, RuntimeError):  # elsewhere, or nobody is at home
        return isolated(str(path))


def size(count: int) -> str:
    """Return a number of bytes: `1.2 GB`, `34 MB`, `0.4 MB`."""
    if count >= 1_000_000_000:
        return f"{count / 1e9:,.1f} GB"
    return f"{count / 1e6:,.0f} MB" if count >= 10_000_000 else f"{count / 1e6:,.1f} MB"


def state(backup: Backup, now: datetime) -> str:
    """Return whether it is sound, as far as is known."""
    if backup.problem:
        return "damaged"
    if backup.checked_at is None:
        return "not checked"
    return f"checked {words.ago(backup.checked_at, now)}"


def facts(backup: Backup, now: datetime) -> str:
    """Return the second line of a backup in the list."""
    return "  ·  ".join((KINDS[backup.kind], state(backup, now)))


def holds(found: Contents, now: datetime) -> str:
    """Return what stands in a file, in one line."""
    counts = (
        words.several(found.cases, "case"),
        words.several(found.messages, "message"),
        words.several(found.contacts, "contact"),
    )
    newest = (
        "" if found.newest_at is None else f"; the newest of {words.moment(found.newest_at, now)}"
    )
    return f"{', '.join(counts)}{newest}."


def lacks(preview: Preview) -> str:
    """Return what of today it has not."""
    lost = preview.lacking
    if lost is None:
        return "Today's file cannot be read, so it is not known what came in since."
    if not (lost.messages or lost.answers or lost.waiting):
        return "Nothing: no message came in since."
    notes = f", {words.several(lost.call_notes, 'call note')} among them" if lost.call_notes else ""
    lines = [f"{words.several(lost.messages, 'message')}{notes}; a sync brings the posts back."]
    if lost.answers:
        one = lost.answers == 1
        lines.append(
            f"{words.several(lost.answers, 'part')} of answers that {'was' if one else 'were'}"
            " sent since."
        )
    if lost.waiting:
        stay = "stays" if lost.waiting == 1 else "stay"
        lines.append(
            f"{words.several(lost.waiting, 'part')} that {stay} in today's outbox, unsent."
        )
    return " ".join(lines)


def after(preview: Preview) -> str:
    """Return what is so once it is restored."""
    if not preview.waiting:
        return "Today's file is kept, as a backup of its own."
    return SAFE


def question(backup: Backup) -> str:
    """Return what is asked before a restore."""
    return f"Go back to {when(backup)}?"


def restored(done: Restored) -> str:
    """Return what came of a restore, for the bar over the desk."""
    said = [f"The desk is as it was on {when(done.backup)}."]
    if done.aside is not None:
        said.append(f"What it took the place of is kept: {place(done.aside)}.")
    if done.held:
        said.append(
            f"{words.several(done.held, 'part')} of answers in the outbox"
            f" {'asks' if done.held == 1 else 'ask'} you first."
        )
    if done.forgotten is None:
        said.append(UNKNOWN_FORGOTTEN)
    elif done.forgotten:
        said.append(f"{words.several(done.forgotten, 'contact')} forgotten since: forgotten again.")
    return " ".join(said)
