"""The question that a dialog asks before it throws away what was typed.

It stores nothing: saving is the dialog's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from console.language import tr

What = Literal["fix", "post", "rule", "saved reply", "watch"]
WORDS = {
    "fix": (tr("Fix"), tr("This fix is not saved.")),
    "post": (tr("Post"), tr("This post is not saved.")),
    "rule": (tr("Rule"), tr("This rule is not saved.")),
    "saved reply": (tr("Saved reply"), tr("This saved reply is not saved.")),
    "watch": (tr("Watch"), tr("This watch is not saved.")),
}
"""The title and the text of the question."""


def ask(dialog: QDialog, what: What, save: Callable[[], None], *, can_save: bool) -> None:
    """Ask what is to become of what was typed; return at once.

    `can_save` is False where something is still lacking. Discarding closes the dialog.
    """
    box = QMessageBox(dialog)
    title, text = WORDS[what]
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
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
