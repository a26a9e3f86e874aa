"""Swallows the keys of the first moment after the desk was opened again.

Who went on typing at the curtain would else run commands on what comes back behind it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from ui.override import override

HUSH_MS = 500
_T = QEvent.Type
_KEYS = frozenset({_T.KeyPress, _T.ShortcutOverride, _T.Shortcut})


class Hush(QObject):
    """A filter of the application, there only while keys are to do nothing."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.end)

    @property
    def is_on(self) -> bool:
        """Return whether keys do nothing."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Swallow keys from now on, for `HUSH_MS`."""
        self._app.installEventFilter(self)
        self._timer.start(HUSH_MS)

    @Slot()
    def end(self) -> None:
        """Swallow none any more."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS:
            return False
        event.accept()  # a shortcut that is overridden is none
        return True
