"""When what is being typed is to be kept: in a pause, or after some time of steady typing.

Owns whether anything was typed that has not been told; knows nothing of the text.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class TypingWatch(QObject):
    """Tells of changes once there is a pause of `pause_ms`, at the latest after `latest_ms`.

    Signals:
        due: something was typed, and is to be kept now.
    """

    due = Signal()

    def __init__(self, pause_ms: int, latest_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dirty = False
        """Whether something was typed that was not told."""
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._latest = QTimer(self, singleShot=True, interval=latest_ms)
        for timer in (self._pause, self._latest):
            timer.timeout.connect(self._tell)

    def touch(self) -> None:
        """Take note that something was typed."""
        self.dirty = True
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def flush(self) -> bool:
        """Return whether there are changes not yet told; they count as told."""
        self._pause.stop()
        self._latest.stop()
        dirty, self.dirty = self.dirty, False
        return dirty

    @Slot()
    def _tell(self) -> None:
        if self.flush():
            self.due.emit()
