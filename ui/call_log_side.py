"""The import of a phone system's call log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class CallLogSide(QObject):
    """Imports of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def import_log(self) -> None:
        """Let a person choose a file, map its columns and take its calls in."""
