"""Saved replies in one window: found while one types, managed in a dialog, signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.saved_replies import Sender
from ui import plain, saved_values
from ui.saved_finder import SavedFinder

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.saved_dialog import SavedDialog


class SavedSide(QObject):
    """The saved replies of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._sender = Sender("", "", "")
        answer = window.case.answer
        self._composer = answer.composer
        self.finder = SavedFinder(
            self._composer, window.lanes.reader, lambda: answer.row, window.theme, window
        )
        self.finder.inserted.connect(answer.note_use)
        self.finder.troubled.connect(window.show_trouble)
        self._composer.filling.save_wanted.connect(self.save_present_text)
        self.read_sender()

    def read_sender(self) -> None:
        """Read what texts say of us, after preferences were changed."""
        self._window.lanes.writer.submit(
            lambda desk: desk.saved_replies.sender(), self._take_sender, receiver=self
        )

    def manage(self) -> None:
        """Show all saved replies."""
        self._open()

    @Slot()
    def save_present_text(self) -> None:
        """Let the text of the answer be a saved reply; its name is asked for."""
        from console.text import templates

        self._open().begin_with(templates.escaped(self._composer.text))

    def _open(self) -> SavedDialog:
        from ui.saved_dialog import SavedDialog

        window, composer = self._window, self._composer
        row = window.case.row
        known = saved_values.values(row, self._sender)
        about = "As it would look"
        if row is None:
            known = saved_values.SAMPLE | known
        else:
            about += f" to {plain.isolated(row.name or f'@{row.handle}')}"
        measure = saved_values.Measure(
            known, composer.limits, composer.numbering, composer.signature
        )
        dialog = SavedDialog(window.lanes, window.theme, measure, about, window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot(object)
    def _take_sender(self, sender: Sender) -> None:
        self._sender = sender
        self._composer.set_signature(sender.signature)
