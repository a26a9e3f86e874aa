"""Copies of the data file: what each is, what stands in it, and which are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class BackupKind(StrEnum):
    """How a copy came about."""

    DAILY = "daily"
    """By itself; rotated."""
    BY_HAND = "by_hand"
    """On a person's word; stays till a person deletes it."""
    BEFORE_UPGRADE = "before_upgrade"
    """Before a newer Canary Desk changed the file; stays."""
    BEFORE_RESTORE = "before_restore"
    """What a restored backup took the place of; stays."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the data file that can be restored."""

    path: Path
    kind: BackupKind
    made_at: datetime
    size: int
    """Bytes."""
    checked_at: datetime | None = None
    """When it was last found to be sound, or damaged; None: never, as the file is now."""
    problem: str = ""
    """What was found wrong with it then."""

    @property
    def is_sound(self) -> bool:
        """Return whether it was checked, and is as it was then."""
        return self.checked_at is not None and not self.problem


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a data file."""

    schema: int
    accounts: int
    contacts: int
    cases: int
    messages: int
    newest_at: datetime | None
    """When its newest message was written; None where it has none."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What today's data file has and a backup has not."""

    cases: int
    messages: int
    call_notes: int
    """Of the messages."""
    answers: int
    """Parts that went out since, as today's file knows."""
    waiting: int
    """Parts that wait in today's outbox: they stay in the file that is kept aside."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring a backup would bring, and cost."""

    backup: Backup
    contents: Contents
    today: Contents | None
    """None where today's file is not there, or cannot be read."""
    lacking: Lacking | None
    """The same."""
    waiting: int
    """Parts of answers that wait in the backup's outbox: each is held for a person."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore."""

    backup: Backup
    aside: Path | None
    """Where the file lies that it took the place of; None where there was none."""
    held: int
    """Parts of answers that wait for a person's word now."""
    forgotten: int | None
    """Contacts forgotten since the backup, forgotten again; None: nobody knows who they were."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How many of the daily backups stay: the newest of so many days, weeks and months."""

    days: int = 7
    weeks: int = 4
    months: int = 6

    def too_many(self, made: Iterable[datetime]) -> frozenset[datetime]:
        """Return those of local times that are not kept; the newest always is.

        Of each of the newest `days` days that have a backup the last one stays, and likewise
        of weeks (from Monday) and months. Days without one count for nothing: who was away
        for a month comes back to as many backups as before.
        """
        newest_first = sorted(set(made), reverse=True)
        kept = set(newest_first[:1])
        for count, period in (
            (self.days, lambda at: at.date()),
            (self.weeks, lambda at: at.isocalendar()[:2]),
            (self.months, lambda at: (at.year, at.month)),
        ):
            of_period: dict[object, datetime] = {}
            for at in newest_first:
                of_period.setdefault(period(at), at)
            kept.update(list(of_period.values())[:count])
        return frozenset(newest_first) - kept
