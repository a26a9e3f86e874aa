"""What the outbox holds, as it was read last: for its page and the notices alike."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.outbox import OutboxEntry
from ui.lanes import Lane


class OutboxReading(QObject):
    """Reads the entries of the outbox on the reader lane.

    Signals:
        came: they were read; see `entries`.
        failed(DeskError): they could not be.
    """

    came = Signal()
    failed = Signal(object)

    def __init__(self, reader: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self.entries: tuple[OutboxEntry, ...] | None = None
        """None till they were read once."""

    @Slot()
    def read(self) -> None:
        """Read them anew; of several readings that wait, one is done."""
        self._reader.submit(_read, self._take, self.failed.emit, receiver=self, key="outbox")

    @Slot(object)
    def _take(self, entries: tuple[OutboxEntry, ...]) -> None:
        self.entries = entries
        self.came.emit()


def _read(desk: Desk) -> tuple[OutboxEntry, ...]:
    return desk.outbox.entries()
