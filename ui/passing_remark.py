"""What the composer says in passing: it stands for a while, then goes by itself.

Owns the words and their time; shows nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

STAYS_MS = 8_000
"""Long enough to be read twice."""


class PassingRemark(QObject):
    """One remark at a time; the newest takes the place of the one before.

    Signals:
        gone: its time is over.
    """

    gone = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        """What is said at present; empty for nothing."""
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self._end)

    def make(self, text: str) -> None:
        """Say this; an empty text ends what was said."""
        self.text = text
        if text:
            self._timer.start()
        else:
            self._timer.stop()

    def _end(self) -> None:
        self.make("")
        self.gone.emit()
