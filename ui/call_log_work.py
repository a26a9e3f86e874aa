"""Counting a call log, or taking it in, in a lane: step by step, so that others get their turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.desk.call_logs import Tally
from console.domain.changes import Changes
from console.errors import DeskError
from ui.lanes import Lane


class Work(Protocol):
    """What goes in steps; made and used in one lane alone."""

    changes: Changes

    def step(self) -> Tally:
        """Go on for a moment."""
        ...

    def stop(self) -> Tally:
        """End it, whatever is left."""
        ...


class Steps(QObject):
    """Runs one piece of work till its end, or till it is to stop.

    Signals:
        told(Tally): how far it is.
        ended(Tally, Changes): it is over, or was stopped.
        failed(DeskError, Changes): it met trouble; what was done stays.
    """

    told = Signal(object)
    ended = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, lane: Lane, make: Callable[[Desk], Work], parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._work: Work | None = None
        """Touched in the lane only."""
        self._stopping = False
        lane.submit(partial(self._begin, make), self._go_on, self._fail)

    def stop(self) -> None:
        """End it after the step that is under way."""
        self._stopping = True

    def _begin(self, make: Callable[[Desk], Work], _desk: Desk) -> Tally:
        self._work = make(_desk)
        return self._work.step()

    @Slot(object)
    def _go_on(self, tally: Tally) -> None:
        if tally.done:
            self._lane.submit(partial(self._close, tally), self._end, self._fail)
        elif self._stopping:
            self._lane.submit(partial(self._close, None), self._end, self._fail)
        else:
            self.told.emit(tally)
            self._lane.submit(self._step, self._go_on, self._fail)

    def _step(self, _desk: Desk) -> Tally:
        assert self._work is not None
        return self._work.step()

    def _close(self, tally: Tally | None, _desk: Desk) -> tuple[Tally, Changes]:
        assert self._work is not None
        return tally or self._work.stop(), self._work.changes

    @Slot(object)
    def _end(self, ended: tuple[Tally, Changes]) -> None:
        self.ended.emit(*ended)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        def close(_desk: Desk) -> Changes:
            if self._work is None:
                return Changes()
            self._work.stop()
            return self._work.changes

        self._lane.submit(
            close,
            lambda changes: self.failed.emit(error, changes),
            lambda _worse: self.failed.emit(error, Changes()),
            receiver=self,
        )
