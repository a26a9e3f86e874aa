"""What the outbox holds, as it was read last: for its page and the notices alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.ids import ThreadId
from console.domain.outbox import OutboxEntry
from ui import outbox_order
from ui.lanes import Lane
from ui.outbox_order import Listed


class OutboxReading(QObject):
    """Reads the entries of the outbox on the reader lane, and finds their places there.

    Signals:
        came: they were read; see `entries`.
        failed(DeskError): they could not be.
    """

    came = Signal()
    failed = Signal(object)

    def __init__(self, reader: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self.listing: dict[ThreadId, Listed] = {}
        """Each with its place, in the order in which they were read."""
        self.entries: tuple[OutboxEntry, ...] | None = None
        """None till they were read once."""
        self.asking: tuple[OutboxEntry, ...] = ()
        """Those of them that need a person."""

    @Slot()
    def read(self) -> None:
        """Read them anew; of several readings that wait, one is done."""
        job = partial(_read, self.listing)
        self._reader.submit(job, self._take, self.failed.emit, receiver=self, key="outbox")

    @Slot(object)
    def _take(self, read: tuple[dict[ThreadId, Listed], tuple[OutboxEntry, ...]]) -> None:
        self.listing, self.asking = read
        self.entries = tuple(one.entry for one in self.listing.values())
        self.came.emit()


def _read(
    before: Mapping[ThreadId, Listed], desk: Desk
) -> tuple[dict[ThreadId, Listed], tuple[OutboxEntry, ...]]:
    found = outbox_order.listing(desk.outbox.entries(), before)
    return found, tuple(one.entry for one in found.values() if one.asks)
