"""A long piece of work in the lane of files: started, told of, stopped, ended.

Owns the way of its news to the GUI thread, a few times a second whatever the work tells.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.progress import Follower, Progress
from console.errors import DeskError
from ui.lanes import Lane

Work = Callable[[Desk, Follower], Any]
BETWEEN_S = 0.1
"""So long between two pieces of news."""


class LongJob(QObject):
    """Runs one piece of work; made anew for the next.

    Signals:
        told(Progress): how far it is.
        ended(object): it is over; what the work returned.
        failed(DeskError): it met trouble, or was stopped (`Cancelled`) without a result.
    """

    told = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, lane: Lane, work: Work, parent: QObject | None = None) -> None:
        """Take the lane and the work, and begin."""
        super().__init__(parent)
        self._lane, self._work = lane, work
        self._stop = threading.Event()
        self._told_at = 0.0
        self._step = ""
        self.is_over = False
        lane.submit(self._run, self._end, self._fail)

    @property
    def is_stopping(self) -> bool:
        """Return whether it was asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to stop where that leaves nothing half done; it still ends or fails."""
        self._stop.set()

    def _run(self, desk: Desk) -> object:
        """Work, in the lane."""
        return self._work(desk, Follower(self._tell, self._is_to_stop))

    def _is_to_stop(self) -> bool:
        return self._stop.is_set() or self._lane.stopping()

    def _tell(self, progress: Progress) -> None:
        """Send news home, in the lane; what comes too soon after the last is left out."""
        now = time.monotonic()
        step = progress.step or self._step
        if now - self._told_at >= BETWEEN_S or step != self._step:
            self._told_at, self._step = now, step
            self._lane.tell(self._hear, Progress(progress.done, progress.total, step))

    @Slot(object)
    def _hear(self, progress: Progress) -> None:
        if not self.is_over:
            self.told.emit(progress)

    @Slot(object)
    def _end(self, value: object) -> None:
        self.is_over = True
        self.ended.emit(value)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self.is_over = True
        self.failed.emit(error)
