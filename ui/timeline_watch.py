"""Notices what a person has had in sight, and that they scrolled; tells it at leisure.

Stores nothing. Both timers are single shots, and stand still while the view is hidden.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.ids import MessageId

SEEN_MS = 500
"""A message is seen when it is in sight after that time; told no more often."""
MOVED_MS = 1000


class TimelineWatch(QObject):
    """What happened before the eyes of a person.

    Signals:
        seen(MessageId): the newest message whose end has been in sight.
        moved: the reading place is another one, and scrolling has stopped.
    """

    seen = Signal(object)
    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._in_sight = self._told = MessageId(0)
        self._seen_timer = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._seen_timer.timeout.connect(self._tell_seen)
        self._moved_timer = QTimer(self, singleShot=True, interval=MOVED_MS)
        self._moved_timer.timeout.connect(self.moved)

    def in_sight(self, message_id: MessageId) -> None:
        """Take notice that this is the newest message whose end is in sight now."""
        self._in_sight = message_id
        if message_id > self._told and not self._seen_timer.isActive():
            self._seen_timer.start()

    def scrolled(self) -> None:
        """Take notice that a person scrolled."""
        self._moved_timer.start()

    def begin(self) -> None:
        """Forget what was in sight: it is another case."""
        self._in_sight = self._told = MessageId(0)
        self.rest()

    def rest(self) -> None:
        """Say nothing more until something is in sight again."""
        self._seen_timer.stop()
        self._moved_timer.stop()

    @Slot()
    def _tell_seen(self) -> None:
        # What a case began with may have been scrolled away before it was painted.
        if self._in_sight > self._told:
            self._told = self._in_sight
            self.seen.emit(self._told)
