"""What the sheet of keys can be taken along as: copied as text, saved as a page to print."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton

from console import language
from console.errors import DeskError
from console.language import tr
from ui import file_question, key_sheet, plain, written_file
from ui.key_map import KeyMap
from ui.lanes import Lane

PAGE = "canary-desk-keys.html"
"""How the page is called, until a person says otherwise."""


class KeySheetExport(QObject):
    """Two buttons for a dialog, which it belongs to; the file is written in a lane."""

    def __init__(self, keys: KeyMap, lane: Lane, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._keys, self._lane, self._dialog = keys, lane, dialog
        self.copy_button = QPushButton(tr("Copy as text"))
        self.save_button = QPushButton(tr("Save as page…"))
        plain.set_tip(self.save_button, tr("A page that a browser shows and prints."))
        for button, act in ((self.copy_button, self.copy), (self.save_button, self.save)):
            button.setAutoDefault(False)
            button.clicked.connect(act)

    @Slot()
    def copy(self) -> None:
        """Copy the keys that hold now."""
        QGuiApplication.clipboard().setText(key_sheet.as_text(key_sheet.groups(self._keys)))
        self.copy_button.setText(tr("Copied"))

    @Slot()
    def save(self) -> None:
        """Ask for a file, and write the page into it."""
        page = key_sheet.as_html(key_sheet.groups(self._keys), language.code()).encode()

        def take(path: Path) -> None:
            self._lane.submit(
                lambda _desk: written_file.write(path, page),
                lambda _done: self.save_button.setText(tr("Saved")),
                self._fail,
                receiver=self,
            )

        kinds = tr("Pages (*.html)")
        file_question.ask_to_write(self._dialog, tr("Save the keys"), kinds, PAGE, take)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self.save_button.setText(tr("Not saved"))
        plain.set_tip(self.save_button, f"{error.message} {error.advice}")
