"""Verbs on copies of the data file.

They need the data folder only, so that they can be used where the data file is damaged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from console import settings
from console.desk.context import Context, utc_now
from console.domain.backups import Backup, BackupKind, Keep, Preview, Restored
from console.domain.progress import NOBODY, Follower
from console.errors import BackupDamaged, DeskError, NotFound, StoreError
from console.language import plural, tr
from console.store import backup, backup_files, backup_folders, backup_restoring
from console.store.backup_restoring import Staged

LOG = logging.getLogger(__name__)
NONE_GOOD = tr("There is no good backup.")


class Backups:
    """Verbs on the backups of one data folder."""

    def __init__(self, data: Path, now: Callable[[], datetime] = utc_now) -> None:
        """Take the data folder; whether the backups go elsewhere is in its preferences."""
        self._data, self._now = data, now

    @classmethod
    def of(cls, context: Context) -> Backups:
        """Return the verbs for the data folder of an open desk."""
        file = context.db.row("SELECT file FROM pragma_database_list WHERE name = 'main'")
        return cls(Path(file["file"]).parent if file is not None else Path(), context.now)

    @property
    def folder(self) -> Path:
        """Return where backups go now."""
        return backup_files.folder_of(self._data, settings.load(self._data).backup_folder)

    @property
    def is_daily(self) -> bool:
        """Return whether one is made each day by itself."""
        return settings.load(self._data).backup_daily

    def every(self) -> tuple[Backup, ...]:
        """Return all that can be restored, newest first.

        Raises:
            StoreError: the folder cannot be read.
        """
        return backup_files.every(self._data, str(self.folder))

    def find(self, name: str) -> Backup:
        """Return the backup of a name or path.

        Raises:
            InputError: there is none.
        """
        return backup_files.find(self._data, name, str(self.folder))

    def make(self, follower: Follower = NOBODY, *, to: Path | None = None) -> Backup:
        """Make a backup on a person's word, `to` another folder if that is given.

        Raises:
            StoreError: none was made; nothing of it is left.
            Cancelled: the follower stopped it.
        """
        folder = self.folder if to is None else to.expanduser().absolute()
        made = backup.make(self._data, folder, BackupKind.BY_HAND, self._now(), follower)
        LOG.info("A backup was made", extra={"fields": {"what": BackupKind.BY_HAND}})
        backup_folders.remember(self._data, folder)
        return made

    def make_if_due(self, follower: Follower = NOBODY) -> Backup | None:
        """Make the backup of this day, and let go of daily ones that are too many.

        None where there is one of this local day, or the preferences say that none is made.

        Raises:
            StoreError, Cancelled: as `make`.
        """
        if not self.is_due():
            return None
        made = backup.make(self._data, self.folder, BackupKind.DAILY, self._now(), follower)
        LOG.info("A backup was made", extra={"fields": {"what": BackupKind.DAILY}})
        backup_folders.remember(self._data, self.folder)
        chosen = settings.load(self._data)
        keep = Keep(chosen.backup_days, chosen.backup_weeks, chosen.backup_months)
        backup.thin_out(self._data, self.folder, keep)
        return made

    def is_due(self) -> bool:
        """Return whether the backup of this local day is still to be made."""
        if not settings.load(self._data).backup_daily:
            return False
        today, folder = self._now().astimezone().date(), self.folder
        return not any(
            each.kind is BackupKind.DAILY
            and each.path.parent == folder
            and each.made_at.astimezone().date() == today
            for each in self.every()
        )

    def check(self, chosen: Backup, follower: Follower = NOBODY) -> Backup:
        """Look a backup through; return it with what was found.

        Raises:
            StoreError, Cancelled: it cannot be read at all, or the follower stopped it.
        """
        return backup.check(chosen, self._now(), follower)

    def remove(self, chosen: Backup) -> None:
        """Delete a backup for good.

        Raises:
            StoreError: it cannot be deleted.
        """
        backup.remove(chosen)

    def preview(self, chosen: Backup) -> Preview:
        """Return what restoring a backup brings, and what of today it lacks.

        Raises:
            StoreError: it cannot be restored.
        """
        return backup_restoring.preview(self._data, chosen)

    def newest_good(self, follower: Follower = NOBODY) -> Backup:
        """Return the newest backup that is sound, looked through now.

        Raises:
            NotFound: there is none.
            Cancelled: the follower stopped it.
        """
        damaged = 0
        for each in self.every():
            try:
                found = self.check(each, follower)
            except (BackupDamaged, StoreError):
                damaged += 1
                continue
            if found.is_sound:
                return found
            damaged += 1
        raise NotFound(
            plural(
                damaged,
                "There is no good backup: {count} was looked at.",
                "There is no good backup: {count} were looked at.",
            )
            if damaged
            else NONE_GOOD,
            advice=tr("Begin anew, or give the path of a copy that you have elsewhere."),
        )

    def stage(self, chosen: Backup, follower: Follower = NOBODY) -> Staged:
        """Make a backup ready to take the place of the data file; nothing is changed yet.

        Raises:
            StoreError: it cannot be restored.
            Cancelled: the follower stopped it.
        """
        return backup_restoring.stage(
            self._data, chosen, self._now(), follower, chosen=str(self.folder)
        )

    def discard(self, staged: Staged) -> None:
        """Take back what was made ready."""
        backup_restoring.discard(staged)

    def swap(self, staged: Staged) -> Restored:
        """Let what was made ready take the place of the data file, which nobody has open.

        Raises:
            StoreError: it could not; then nothing is left of what was made ready.
        """
        try:
            return backup_restoring.swap(self._data, staged, self._now())
        except DeskError:
            backup_restoring.discard(staged)
            raise

    def begin_anew(self) -> Path | None:
        """Keep a damaged data file aside, and let the next desk begin with nothing.

        Returns where it lies; None where there was none.

        Raises:
            StoreError: it cannot be moved.
        """
        return backup_restoring.begin_anew(self._data, self._now(), chosen=str(self.folder))

    def remove_stale(self, before: float) -> None:
        """Remove what a restore that was killed had made ready by then.

        For whoever has the lock of the data folder; `before` is in seconds of the system, when
        they had it, so that what is made ready since stays.
        """
        backup_restoring.remove_stale(self._data, before)
