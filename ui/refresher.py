"""Gathers what was changed, and says when it is to be read anew: not at each change."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.changes import Changes

PAUSE_MS = 60
"""What a person did is shown after this time, together with what comes within it."""
SYNC_PAUSE_MS = 400
"""The same for what a sync brings, page after page: reading it anew takes from its time."""


class Refresher(QObject):
    """Joins changes.

    Signals:
        due(Changes): read these anew.
    """

    due = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._changes = Changes()
        self._last_s = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)

    @Slot(object)
    def take(self, changes: Changes) -> None:
        """Take what a person's act changed: it is due soon."""
        self._changes |= changes
        if not 0 <= self._timer.remainingTime() <= PAUSE_MS:
            self._timer.start(PAUSE_MS)

    @Slot(object)
    def take_synced(self, changes: Changes) -> None:
        """Take what a sync or the sending changed: due soon, but not again and again."""
        self._changes |= changes
        if not self._timer.isActive():
            rested = time.monotonic() - self._last_s > SYNC_PAUSE_MS / 1000
            self._timer.start(PAUSE_MS if rested else SYNC_PAUSE_MS)

    def stop(self) -> None:
        """Say nothing any more."""
        self._timer.stop()

    @Slot()
    def _tell(self) -> None:
        changes, self._changes = self._changes, Changes()
        self._last_s = time.monotonic()
        self.due.emit(changes)
