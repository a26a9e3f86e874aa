"""A dialog of the menu *Archive*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from console.domain.ids import ContactId
    from ui.main_window import MainWindow


class ForgetDialog(QDialog):
    """Opened by `ui.archive_side`."""

    def __init__(self, window: MainWindow, contact_id: ContactId) -> None:
        super().__init__(window)
        self.contact_id = contact_id
