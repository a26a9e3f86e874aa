"""Saved replies in one window: found while one types, managed in a dialog, signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.saved_replies import Sender
from console.language import tr
from ui import plain, saved_values
from ui.saved_finder import SavedFinder
from ui.saved_values import Measure

if TYPE_CHECKING:
    from console.domain.cases import CaseRow
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

        window = self._window
        row = window.case.row
        about = tr("As it would look")
        if row is not None:
            about = tr("As it would look to {customer}").format(
                customer=plain.isolated(row.name or f"@{row.handle}")
            )
        dialog = SavedDialog(window.lanes, window.theme, self._measure(row), about, window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

        def take(sender: Sender) -> None:
            self._take_sender(sender)
            dialog.measure_by(self._measure(row))

        # What texts say of us may have been changed since: hours, or by the command line.
        window.lanes.writer.submit(lambda desk: desk.saved_replies.sender(), take, receiver=dialog)
        return dialog

    def _measure(self, row: CaseRow | None) -> Measure:
        """Return by what texts are filled in and split, for the customer of a case."""
        composer, known = self._composer, saved_values.values(row, self._sender)
        if row is None:
            known = saved_values.SAMPLE | known
        return Measure(known, composer.limits, composer.numbering, composer.signature)

    @Slot(object)
    def _take_sender(self, sender: Sender) -> None:
        self._sender = sender
        self._composer.set_signature(sender.signature)
