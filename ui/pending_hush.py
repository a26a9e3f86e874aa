"""Lets typing run out where the field for it went away under the hands.

What was meant for the field would else be taken for the letters that act on an answer.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.override import override

PAUSE_MS = 1000
"""After a pause of this length, keys are meant for what is there now."""
KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class PendingHush(QObject):
    """Swallows the letters that go on arriving at a widget, till there is a pause."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.end)

    def begin(self) -> None:
        """Swallow what is typed from now on."""
        self._widget.installEventFilter(self)
        self._timer.start()

    @Slot()
    def end(self) -> None:
        """Let every key through again."""
        self._timer.stop()
        self._widget.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in KEYS and isinstance(event, QKeyEvent) and _types(event):
            self._timer.start()
            event.accept()
            return True
        return super().eventFilter(watched, event)


def _types(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable()
