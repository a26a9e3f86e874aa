"""The question before a watch is saved whose price nobody knows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from console.language import tr

QUESTION = tr("Save without knowing the price?")
GROUNDS = tr("The watch stops at its budget all the same. Counting tells what a month costs.")


def ask_about_price(dialog: QDialog, count: Callable[[], None], save: Callable[[], None]) -> None:
    """Ask whether to count first or to save all the same; return at once."""
    box = QMessageBox(dialog)
    box.setWindowTitle(tr("Price"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(QUESTION)
    box.setInformativeText(GROUNDS)
    count_button = box.addButton(tr("Count first"), QMessageBox.ButtonRole.AcceptRole)
    save_button = box.addButton(tr("Save anyway"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    count_button.clicked.connect(count)
    save_button.clicked.connect(save)
    box.setDefaultButton(count_button)
    box.setEscapeButton(cancel)
    box.finished.connect(box.deleteLater)
    box.open()
