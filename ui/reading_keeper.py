"""Remembers how far the open case was read and where it was left, in the data file.

Told by the timeline what was in sight; writes through the writer lane, after a pause
and when the case is left. Nothing is lost but the last second's scrolling.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.cases import Reading
from console.domain.ids import CaseId, MessageId
from ui.lanes import Lane
from ui.timeline_view import TimelineView

PAUSE_MS = 800


class ReadingKeeper(QObject):
    """The reading of one case at a time.

    Signals:
        changed(Changes): the case is no longer unread.
    """

    changed = Signal(object)

    def __init__(self, timeline: TimelineView, writer: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._timeline, self._writer = timeline, writer
        self._case_id: CaseId | None = None
        self._read_id = MessageId(0)
        self._kept: Reading | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep)
        timeline.seen.connect(self._see)
        timeline.moved.connect(self._wait)

    def begin(self, case_id: CaseId, reading: Reading | None) -> None:
        """Go on with a case that was read so far; None for one never opened here."""
        self._case_id, self._kept = case_id, reading
        self._read_id = MessageId(0) if reading is None else reading.read_id

    def end(self) -> None:
        """Leave the case; what was read of it is kept."""
        self.keep()
        self._case_id = None

    @Slot()
    def keep(self) -> None:
        """Store the reading if it is another than the stored one."""
        self._timer.stop()
        case_id = self._case_id
        if case_id is None or not self._read_id:
            return
        reading = Reading(self._read_id, *self._timeline.place())
        if reading != self._kept:
            self._kept = reading
            self._writer.submit(
                lambda desk: desk.cases.keep_reading(case_id, reading),
                self.changed.emit,
                receiver=self,
            )

    @Slot(object)
    def _see(self, message_id: MessageId) -> None:
        if message_id > self._read_id:
            self._read_id = message_id
            self._wait()

    @Slot()
    def _wait(self) -> None:
        self._timer.start()
