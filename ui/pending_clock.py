"""When what is said of answers on their way is no longer true, for the time has come.

Runs only while something pauses or waits; reads and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from console.domain.outbox import ReplyThread
from ui import answer_words

LONGEST = timedelta(hours=1)
"""So long at most it is not looked; a clock may be set meanwhile."""
LEAST = timedelta(milliseconds=100)


class PendingClock(QObject):
    """Tells when the next answer goes on.

    Signals:
        struck: what is said is to be said anew.
    """

    struck = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.struck)

    @property
    def is_running(self) -> bool:
        """Return whether it will strike."""
        return self._timer.isActive()

    def follow(
        self, threads: Iterable[ReplyThread], now: datetime, account_waits_till: datetime | None
    ) -> None:
        """Strike when the first of these goes on; never where none waits."""
        ends = [answer_words.goes_on_at(each, now, account_waits_till) for each in threads]
        waits = [at - now for at in ends if at is not None]
        if waits:
            wait = min(max(min(waits), LEAST), LONGEST)
            self._timer.start(-(-wait // timedelta(milliseconds=1)))
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Strike no more."""
        self._timer.stop()
