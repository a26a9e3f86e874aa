"""Brings back the cases whose sleep is over, at the moment when it is.

Asks the writer lane when the next one wakes, and looks again then: after each change, for
it may be another, and with each sync, for a computer that slept or a clock that was set
makes no timer come in time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.desk import Desk
from console.domain.changes import Changes
from console.errors import DeskError
from ui.lanes import Lane

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LONGEST = timedelta(hours=24)
"""A timer runs no longer; Qt's hold no more than 24 days."""
MS = timedelta(milliseconds=1)


class Wakener(QObject):
    """Looks when the next case wakes, and has it woken.

    Signals:
        woke(Changes): these cases are back.
        looked: the file was asked; `next_at` holds.
    """

    woke = Signal(object)
    looked = Signal()

    def __init__(
        self, writer: Lane, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._writer, self._now = writer, now
        self.next_at: datetime | None = None
        """When the next case wakes; None where none sleeps, or nobody looked yet."""
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Wake what is due, and ask when the next is."""
        self._writer.submit(_wake, self._take, self._fail, key="wake")

    @Slot()
    def look_if_due(self) -> None:
        """Look where the time for it has come, though no timer has."""
        if self.next_at is not None and self.next_at <= self._now():
            self.look()

    def stop(self) -> None:
        """Look no more by itself."""
        self._timer.stop()

    def _take(self, found: tuple[Changes, datetime | None]) -> None:
        changes, self.next_at = found
        if self.next_at is None:
            self._timer.stop()
        else:
            wait = min(max(self.next_at - self._now(), timedelta()), LONGEST)
            self._timer.start(wait // MS + 1)
        if changes.cases:
            self.woke.emit(changes)
        self.looked.emit()

    def _fail(self, error: DeskError) -> None:
        """Tell of it as of any job of the lane; the next sync looks again."""
        self._writer.trouble.emit(error)


def attend(window: MainWindow, parent: QObject) -> Wakener:
    """Return who wakes the cases of a window from now on, and bring its file up to date.

    What follows from rules and targets that are others now is found in the lane of syncs,
    before the first: what a person writes never waits behind it.
    """
    wakener = Wakener(window.lanes.writer, window.now, parent)
    wakener.woke.connect(window.take)
    window.courier.told.connect(wakener.look_if_due)
    window.refresher.due.connect(wakener.look)
    window.lanes.sync.submit(partial(_bring_up_to_date, window.now()), window.take)
    wakener.look()
    return wakener


def _bring_up_to_date(now: datetime, desk: Desk) -> Changes:
    """Follow what changed, and have the public holidays at hand: a window loads none."""
    desk.targets.get().hours.made_ready(now)
    return desk.triage.bring_up_to_date()


def _wake(desk: Desk) -> tuple[Changes, datetime | None]:
    changes = desk.triage.wake()
    return changes, desk.triage.next_wake()
