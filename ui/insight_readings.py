"""Has our own answers read for what they say, in the background, while figures are looked at.

Works in the lane of syncs, between these: what the window shows and what a person writes never
wait for it, and what a sync brought is whole by then. A piece takes a second at most and is
followed by the next one, so that a sync begins in between; after each answer it lets go of
Python for a moment, so that the window does not wait for it either.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.errors import DeskError
from ui.lanes import Lane, Lanes

PIECE_S = 1.0
"""So long reads one job of the lane, without what it takes to find out what is left."""
REST_S = 0.000_2
"""So long Python is left to others after each answer, which takes about 1 ms."""
_Counts = tuple[int, int]
"""How many of how many."""


class InsightReadings(QObject):
    """Reads what is left to be read, piece by piece.

    Signals:
        progressed(int, int): so many posts of so many are read; where there are any.
        finished: all are, also where there were none; `read` tells how many were.
    """

    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: Lane = lanes.sync
        self.read = 0
        """How many posts were read since the last start that found nothing under way."""
        self._stop: Event | None = None
        """Stops what is under way; None where nothing is."""
        self._again = False
        """Whether posts may have come since the piece under way began."""

    @property
    def is_under_way(self) -> bool:
        """Return whether something is being read."""
        return self._stop is not None

    @Slot()
    def start(self) -> None:
        """Read all that is left; what is under way takes in what came since."""
        if self._stop is not None:
            self._again = True
            return
        self.read = 0
        self._stop = Event()
        self._go_on(self._stop)

    @Slot()
    def stop(self) -> None:
        """Stop within some milliseconds; what was read is kept, and nothing more is told."""
        if self._stop is not None:
            self._stop.set()
        self._stop = None

    def _go_on(self, stop: Event) -> None:
        self._again = False
        hear = partial(self._lane.tell, partial(self._hear, stop), receiver=self)
        self._lane.submit(
            partial(_read_piece, stop, self._lane.stopping, hear),
            partial(self._take, stop),
            partial(self._fail, stop),
            receiver=self,
        )

    def _hear(self, stop: Event, counts: _Counts) -> None:
        done, of = counts
        if stop is self._stop and of:
            self.progressed.emit(self.read + done, self.read + of)

    def _take(self, stop: Event, counts: _Counts) -> None:
        if stop is not self._stop:
            return
        done, of = counts
        self.read += done
        if self._again or 0 < done < of:
            self._go_on(stop)
        else:
            self._stop = None
            self.finished.emit()

    def _fail(self, stop: Event, error: DeskError) -> None:
        """Tell of it as of any job of the lane; the next start tries again."""
        if stop is self._stop:
            self._stop = None
            self._lane.trouble.emit(error)


def _read_piece(
    stop: Event, closing: Callable[[], bool], hear: Callable[[_Counts], None], desk: Desk
) -> _Counts:
    """Read for a while; return how many posts were read, of how many that were left."""
    counts: _Counts = (0, 0)
    until: float | None = None

    def stopping() -> bool:
        nonlocal until
        until = until or time.monotonic() + PIECE_S
        time.sleep(REST_S)
        return stop.is_set() or closing() or time.monotonic() > until

    def told(done: int, of: int) -> None:
        nonlocal counts
        counts = done, of
        hear(counts)

    if not stop.is_set():
        desk.insight.read_answers(stopping, told)
    return counts
