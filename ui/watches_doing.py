"""Pauses and removes watches for a person, and says what was done.

Owns whether something is being written; what is done next waits till that was read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.watches import Watch
from console.errors import DeskError
from ui import watches_done
from ui.lanes import Lane
from ui.watches_acts import pauses


class WatchesDoing(QObject):
    """Acts on watches.

    Signals:
        changed(Changes): an act was stored.
        said(str): a passing word about what was done.
        failed(DeskError): it could not be.
        ended: either; the watches are to be read anew, then `rest` lets the next act begin.
    """

    changed = Signal(object)
    said = Signal(str)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, writer: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self.busy = False
        """Whether something is being written, or was and is not read yet."""

    def rest(self) -> None:
        """Take note that what was written was read."""
        self.busy = False

    def pause(self, marked: tuple[Watch, ...]) -> None:
        """Pause the marked watches where one of them looks, else let all go on."""
        paused = pauses(marked)
        others = tuple(watch for watch in marked if watch.paused is not paused)
        self._write(
            lambda desk: desk.watches.set_paused(tuple(one.id for one in others), paused=paused),
            watches_done.was_paused(others, paused=paused),
        )

    def remove(self, watches: tuple[Watch, ...]) -> None:
        """Remove watches; what they found stays."""
        self._write(
            lambda desk: desk.watches.remove(tuple(one.id for one in watches)),
            watches_done.was_removed(watches),
        )

    def _write(self, job: Callable[[Desk], Changes], said: str) -> None:
        if self.busy:
            return
        self.busy = True
        self._writer.submit(job, partial(self._written, said), self._refused, receiver=self)

    def _written(self, said: str, changes: Changes) -> None:
        self.changed.emit(changes)
        self.said.emit(said)
        self.ended.emit()

    @Slot(object)
    def _refused(self, error: DeskError) -> None:
        self.failed.emit(error)
        self.ended.emit()
