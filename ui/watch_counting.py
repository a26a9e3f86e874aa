"""Asks the network what a search would find, in the lane of syncs; one question at a time.

An answer is told only while its question stands: once it was taken back, or another was
asked, it is dropped. What still waits in the lane then is never asked, for it would be billed.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from console.domain.accounts import Account
from console.domain.watches import Estimate
from console.errors import DeskError

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.lanes import Lane


class Counting(QObject):
    """The question that is on its way, if any.

    Signals:
        counted(Estimate): the answer.
        failed(DeskError): it could not be had.
    """

    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._taken_back: Event | None = None

    @property
    def is_asking(self) -> bool:
        """Return whether an answer is awaited."""
        return self._taken_back is not None

    def ask(self, account: Account, query: str, *, by_sample: bool = False) -> None:
        """Ask; what was asked before is taken back."""
        self.take_back()
        self._taken_back = taken_back = Event()

        def job(desk: Desk) -> Estimate | None:
            if taken_back.is_set():
                return None
            return desk.watches.estimate(account, query, by_sample=by_sample)

        def done(estimate: Estimate | None) -> None:
            if estimate is not None and self._end(taken_back):
                self.counted.emit(estimate)

        def failed(error: DeskError) -> None:
            if self._end(taken_back):
                self.failed.emit(error)

        self._lane.submit(job, done, failed, receiver=self)

    def take_back(self) -> None:
        """Want no answer any more."""
        if self._taken_back is not None:
            self._taken_back.set()
            self._taken_back = None

    def _end(self, asked: Event) -> bool:
        """Return whether a question still stands, and end it."""
        if asked is not self._taken_back:
            return False
        self._taken_back = None
        return True
