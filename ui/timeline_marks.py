"""Which piece of which message is marked with the mouse."""

from __future__ import annotations

from console.domain.ids import MessageId


class Marks:
    """One marked piece at a time, within one message; positions are Qt's."""

    def __init__(self) -> None:
        self.message_id: MessageId | None = None
        self._from = self._to = 0

    def begin(self, message_id: MessageId, position: int) -> None:
        """Begin to mark; nothing is marked yet."""
        self.message_id, self._from, self._to = message_id, position, position

    def drag(self, position: int) -> None:
        """Mark up to a position, before or behind the beginning."""
        self._to = position

    def take(self, message_id: MessageId, first: int, end: int) -> None:
        """Mark a piece."""
        self.message_id, self._from, self._to = message_id, first, end

    def clear(self) -> None:
        """Mark nothing."""
        self.message_id, self._from, self._to = None, 0, 0

    def of(self, message_id: MessageId) -> tuple[int, int]:
        """Return the marked piece of a message; an empty one where nothing is marked."""
        if message_id != self.message_id:
            return 0, 0
        return min(self._from, self._to), max(self._from, self._to)
