"""A dialog of the menu *Archive*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class RetentionDialog(QDialog):
    """Opened by `ui.archive_side`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
