"""Call notes that are being written: opened with one key, kept as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from console.domain.cases import CaseRow
    from ui.main_window import MainWindow


class CallSide(QObject):
    """The call notes of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def begin(self, row: CaseRow | None) -> None:
        """Begin a note on a case, None for a customer without one."""
