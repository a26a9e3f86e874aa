"""Saved replies: found while one types, managed in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class SavedSide(QObject):
    """The saved replies of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def manage(self) -> None:
        """Show all saved replies."""
