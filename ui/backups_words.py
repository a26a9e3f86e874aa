"""The words for backups: when, of which kind, how large, what is in them; pure."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from console.domain.backups import Backup, BackupKind, Contents, Preview, Restored
from console.language import numeral, plural, tr
from ui import words
from ui.plain import isolated, joined

KINDS = {
    BackupKind.DAILY: tr("daily"),
    BackupKind.BY_HAND: tr("by hand"),
    BackupKind.BEFORE_UPGRADE: tr("before an upgrade"),
    BackupKind.BEFORE_RESTORE: tr("before a restore"),
}
NONE_YET = tr("No backups yet")
WHAT_THEY_ARE = tr("A backup is a copy of everything on this desk, checked after it is written.")
SAFE = tr(
    "Today's file is kept, as a backup of its own. Nothing goes out by "
    "itself afterwards: answers that waited then ask you first."
)
NOTHING_LACKS = tr("Nothing: no message came in since.")
UNKNOWN_FORGOTTEN = tr(
    "Who was forgotten since cannot be known, for the old file could not be "
    "read: forget them again."
)


def when(backup: Backup) -> str:
    """Return when it was made, local: `Friday, 20 Nov 2026, 08:30`."""
    local = backup.made_at.astimezone()
    weekday = words.dated(local.date(), "dddd")
    return f"{weekday}, {words.date(local)}, {words.clock(local)}"


def place(path: Path) -> str:
    """Return a path as a person knows it: what lies at home begins with `~`."""
    try:
        return isolated(f"~/{path.relative_to(Path.home())}")
    except (ValueError, RuntimeError):  # elsewhere, or nobody is at home
        return isolated(str(path))


def size(count: int) -> str:
    """Return a number of bytes: `1.2 GB`, `34 MB`, `0.4 MB`."""
    if count >= 1_000_000_000:
        return tr("{value} GB").format(value=numeral(count / 1e9, 1))
    return (
        tr("{value} MB").format(value=numeral(count / 1e6))
        if count >= 10_000_000
        else tr("{value} MB").format(value=numeral(count / 1e6, 1))
    )


def state(backup: Backup, now: datetime) -> str:
    """Return whether it is sound, as far as is known."""
    if backup.problem:
        return tr("damaged")
    if backup.checked_at is None:
        return tr("not checked")
    return tr("checked {ago}").format(ago=words.ago(backup.checked_at, now))


def facts(backup: Backup, now: datetime) -> str:
    """Return the second line of a backup in the list."""
    return joined((KINDS[backup.kind], state(backup, now)))


def holds(found: Contents, now: datetime) -> str:
    """Return what stands in a file, in one line."""
    counts = (
        plural(found.cases, "{count} case", "{count} cases"),
        plural(found.messages, "{count} message", "{count} messages"),
        plural(found.contacts, "{count} contact", "{count} contacts"),
    )
    said = ", ".join(counts)
    if found.newest_at is None:
        return f"{said}."
    # Translators: {counts} ends with the number of contacts; the newest is a message.
    return tr("{counts}; the newest of {moment}.").format(
        counts=said, moment=words.moment(found.newest_at, now)
    )


def lacks(preview: Preview) -> str:
    """Return what of today it has not."""
    lost = preview.lacking
    if lost is None:
        return tr("Today's file cannot be read, so it is not known what came in since.")
    if not (lost.messages or lost.answers or lost.waiting):
        return NOTHING_LACKS
    messages = plural(lost.messages, "{count} message", "{count} messages")
    notes = plural(lost.call_notes, "{count} call note", "{count} call notes")
    line = tr("{messages}; a sync brings the posts back.")
    if lost.call_notes:
        line = tr("{messages}, {notes} among them; a sync brings the posts back.")
    lines = [line.format(messages=messages, notes=notes)]
    if lost.answers:
        lines.append(
            plural(
                lost.answers,
                "{count} part of answers that was sent since.",
                "{count} parts of answers that were sent since.",
            )
        )
    if lost.waiting:
        lines.append(
            plural(
                lost.waiting,
                "{count} part that stays in today's outbox, unsent.",
                "{count} parts that stay in today's outbox, unsent.",
            )
        )
    return " ".join(lines)


def lacks_as_a_sentence(preview: Preview) -> str:
    """Return the same where no head stands above it."""
    said = lacks(preview)
    if preview.lacking is None:
        return said
    if said == NOTHING_LACKS:
        return tr("It lacks nothing: no message came in since.")
    # Translators: {lost} is such as `3 messages; a sync brings the posts back.`
    return tr("It lacks {lost}").format(lost=said)


def after(preview: Preview) -> str:
    """Return what is so once it is restored."""
    if not preview.waiting:
        return tr("Today's file is kept, as a backup of its own.")
    return SAFE


def question(backup: Backup) -> str:
    """Return what is asked before a restore."""
    return tr("Go back to {when}?").format(when=when(backup))


def restored(done: Restored) -> str:
    """Return what came of a restore, for the bar over the desk."""
    said = [tr("The desk is as it was on {when}.").format(when=when(done.backup))]
    if done.aside is not None:
        said.append(
            tr("What it took the place of is kept: {place}.").format(place=place(done.aside))
        )
    if done.held:
        said.append(
            plural(
                done.held,
                "{count} part of answers in the outbox asks you first.",
                "{count} parts of answers in the outbox ask you first.",
            )
        )
    if done.forgotten is None:
        said.append(UNKNOWN_FORGOTTEN)
    elif done.forgotten:
        said.append(
            plural(
                done.forgotten,
                "{count} contact forgotten since: forgotten again.",
                "{count} contacts forgotten since: forgotten again.",
            )
        )
    return " ".join(said)
