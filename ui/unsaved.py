"""The question that a dialog asks before it throws away what was typed.

It stores nothing: saving is the dialog's own.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from console.language import tr


def ask(dialog: QDialog, what: str, save: Callable[[], None], *, can_save: bool) -> None:
    """Ask what is to become of `what`, a few words such as `call note`; return at once.

    `can_save` is False where something is still lacking. Discarding closes the dialog.
    """
    box = QMessageBox(dialog)
    box.setWindowTitle(what.capitalize())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("This {what} is not saved.").format(what=what))
    save_button = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
    go_on = box.addButton(tr("Go on writing"), QMessageBox.ButtonRole.RejectRole)
    save_button.setEnabled(can_save)
    save_button.clicked.connect(save)
    discard.clicked.connect(lambda: QDialog.reject(dialog))  # without asking again
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    box.finished.connect(box.deleteLater)
    box.open()
