"""A person's acts on the open case's contact: link, merge, edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from ui.case_page import CasePage
    from ui.contact_view import ContactView
    from ui.main_window import MainWindow


class PeopleActs(QObject):
    """Acts on a contact that can be undone."""

    def __init__(
        self, window: MainWindow, page: CasePage, view: ContactView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._page, self._view = window, page, view

    @Slot()
    def link(self) -> None:
        """Link a handle or a number to the contact."""

    @Slot()
    def merge(self) -> None:
        """Make the contact one with another."""

    @Slot()
    def edit(self) -> None:
        """Change name, notes and tags."""
