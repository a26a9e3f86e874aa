"""The backup of the day, made by itself: some minutes after the start, then once a day."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from console.errors import Cancelled, DeskError
from console.language import tr
from ui.long_job import LongJob

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LOG = logging.getLogger(__name__)
FIRST_MS, AGAIN_MS = 5 * 60_000, 30 * 60_000
"""When after the start it is looked whether one is due, and how often after that."""


class DailyBackup(QObject):
    """Makes the backup of each day; trouble is told once, till it is another or is over."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._job: LongJob | None = None
        self._told = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Begin none any more; one under way ends with its lane, and leaves nothing."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Make the backup of this day where that is due and nothing is under way."""
        self._timer.start(AGAIN_MS)
        if self._job is not None:
            return
        self._job = job = LongJob(
            self._window.lanes.files,
            lambda desk, follower: desk.backups.make_if_due(follower),
            self,
        )
        job.ended.connect(self._end)
        job.failed.connect(self._fail)

    @Slot(object)
    def _end(self, made: object) -> None:
        self._let_go()
        if made is not None:
            LOG.info("The backup of this day was made and checked")
            self._told = ""

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._let_go()
        if isinstance(error, Cancelled) or error.message == self._told:
            return
        self._told = error.message
        self._window.show_trouble(
            DeskError(
                tr("No backup was made today. {message}").format(message=error.message),
                advice=error.advice,
            )
        )

    def _let_go(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
