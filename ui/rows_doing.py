"""Writes what a person does with the rows of a list, one act after the other, and says it.

Owns whether something is being written; what is done next waits till that was read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.changes import Changes
from console.errors import DeskError
from ui.lanes import Lane

Did = TypeVar("Did", bound=Changes)


class RowsDoing(QObject):
    """Acts on rows.

    Signals:
        changed(Changes): an act was stored.
        said(str): a passing word about what was done.
        failed(DeskError): it could not be.
        ended: either; the rows are to be read anew, then `rest` lets the next act begin.
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

    def write(self, job: Callable[[Desk], Did], said: Callable[[Did], str]) -> None:
        """Do a job unless another is being done; `said` returns what is told of it."""
        if self.busy:
            return
        self.busy = True
        self._writer.submit(job, partial(self._written, said), self._refused, receiver=self)

    def _written(self, said: Callable[[Did], str], changes: Did) -> None:
        self.changed.emit(changes)
        self.said.emit(said(changes))
        self.ended.emit()

    @Slot(object)
    def _refused(self, error: DeskError) -> None:
        self.failed.emit(error)
        self.ended.emit()
