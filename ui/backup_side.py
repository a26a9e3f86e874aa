"""What the window has to do with copies of its data file: daily ones, restores, damage.

A restore ends this desk: the application asks `exchange` once it is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.errors import DeskError, StoreCorrupt

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from console.store.backup_restoring import Staged
    from ui.backups_daily import DailyBackup
    from ui.damage_side import DamageSide
    from ui.exchanging import Exchange, Greeting
    from ui.main_window import MainWindow


class BackupSide(QObject):
    """Listens for restores and for damage from the start; the rest once the window is painted."""

    def __init__(
        self,
        app: QCoreApplication,
        window: MainWindow,
        folder: Path,
        now: Callable[[], datetime],
        greeting: Greeting | None,
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._folder, self._now = app, window, folder, now
        self._greeting = greeting
        self._daily: DailyBackup | None = None
        self.damage: DamageSide | None = None
        """Built when the data file turns out to be damaged."""
        self.exchange: Exchange | None = None
        """What is to be done to the data file once this desk is closed; then it opens again."""
        window.failed.connect(self._look_for_damage)
        window.restore_wanted.connect(self._restore)
        for lane in window.lanes.every():
            lane.trouble.connect(self._look_for_damage)

    def begin(self, *, daily: bool) -> None:
        """Say what was done to the data file before, and make a backup each day if so wanted."""
        if daily:
            from ui.backups_daily import DailyBackup

            self._daily = DailyBackup(self._window, self)
        if self._greeting is not None:
            self._greeting(self._window)

    def close(self) -> None:
        """Begin nothing any more."""
        if self._daily is not None:
            self._daily.stop()
        if self.damage is not None:
            self.damage.close()

    @Slot(object)
    def _look_for_damage(self, error: DeskError) -> None:
        """Offer ways out where the data file is damaged."""
        if not isinstance(error, StoreCorrupt):
            return
        if self.damage is None:
            from ui.damage_side import DamageSide

            self.damage = DamageSide(self._window, self._folder, self._now, self)
            self.damage.exchange_wanted.connect(self._leave_for)
        self.damage.show(error)

    @Slot(object)
    def _restore(self, staged: Staged) -> None:
        from ui import exchanging

        self._leave_for(partial(exchanging.restore, staged))

    @Slot(object)
    def _leave_for(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self._app.exit(0)
