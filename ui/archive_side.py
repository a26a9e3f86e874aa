"""What a person does with their data as a whole: take in, give out, keep copies, forget.

Owns which dialog opens; each is loaded when it is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ui.main_window import MainWindow


class ArchiveSide(QObject):
    """The dialogs of the menu *Archive*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def take_in(self) -> None:
        """Let a person choose an archive of X, pages of its API or an export, and take it in."""
        from ui.import_dialog import ImportDialog

        self._open(ImportDialog(self._window))

    def export(self) -> None:
        """Let a person write everything, or what a search finds, into a file."""
        from ui.export_dialog import ExportDialog

        self._open(ExportDialog(self._window))

    def export_case(self) -> None:
        """Let a person write the open case into a file: first offered is a page to hand on."""
        from ui.export_dialog import ExportDialog

        if self._window.case.row is not None:
            self._open(ExportDialog(self._window, case_alone=True))

    def review(self) -> None:
        """Let a person choose an export or a backup, and open it to be read in a second window."""
        from ui.review_opening import open_review

        open_review(self._window)

    def backups(self) -> None:
        """Show the backups: make one, look at one, restore one."""
        from ui.backups_dialog import BackupsDialog

        self._open(BackupsDialog(self._window))

    def forget(self) -> None:
        """Ask whether the contact of the open case is to be forgotten."""
        from ui.forget_dialog import ForgetDialog

        row = self._window.case.row
        if row is not None:
            self._open(ForgetDialog(self._window, row.contact_id))

    def retention(self) -> None:
        """Show how long what is kept, and what would go now."""
        from ui.retention_dialog import RetentionDialog

        self._open(RetentionDialog(self._window))

    def rechecks(self) -> None:
        """Show how long ago posts were last asked for again, and ask now."""
        from ui.rechecks_dialog import RechecksDialog

        self._open(RechecksDialog(self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
