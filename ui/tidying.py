"""Ends what forgetting or a restore left undone, and lets rules on retention take things daily.

Works in the lane of files, at the start and then when a sync tells, for a computer that slept
makes no timer come in time. Nothing is asked where there is nothing to do.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from console.domain.changes import Changes
from console.domain.progress import Follower
from console.errors import DeskError

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.main_window import MainWindow

EVERY = timedelta(hours=1)
"""How often it is looked whether a day is over."""
FIRST_MS = 20_000
"""After the start, which has enough to do."""


class Tidying(QObject):
    """Looks whether there is something to tidy, and does it."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._looked_at: datetime | None = None
        self._began = time.time()
        self._timer = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        window.courier.told.connect(self._look_if_due)

    @Slot()
    def look(self) -> None:
        """Look now."""
        self._looked_at = self._window.now()
        self._window.lanes.files.submit(self._tidy, self._take, self._fail, key="tidying")

    @Slot()
    def _look_if_due(self) -> None:
        now, last = self._window.now(), self._looked_at
        if last is not None and not last <= now < last + EVERY:
            self.look()

    def _tidy(self, desk: Desk) -> Changes:
        """Do what is due, in the lane."""
        follower = Follower(stopping=self._window.lanes.files.stopping)
        desk.backups.remove_stale(self._began)
        if desk.erasure.is_underway():
            desk.erasure.go_on(follower)
        report = desk.retention.run_if_due(follower)
        desk.retention.clean(follower)
        return Changes() if report is None else report.changes

    @Slot(object)
    def _take(self, changes: Changes) -> None:
        if changes:
            self._window.take(changes)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        """Say so; it is tried again within the hour."""
        self._window.show_trouble(error)
