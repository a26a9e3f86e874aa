"""The question before a page is opened whose address may only look like one a person knows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from console.language import tr
from console.text.hosts import Doubt

TITLE = tr("Open the page")


def ask(window: QWidget, host: str, doubt: Doubt, open_page: Callable[[], None]) -> None:
    """Ask, and return at once; only a yes calls `open_page`. Enter and Esc open nothing."""
    box = QMessageBox(window)
    box.setWindowTitle(TITLE)
    box.setTextFormat(Qt.TextFormat.PlainText)
    # A host in ASCII, broken where a label ends: it can be longer than the window is wide.
    parted = host.replace(".", ".\u200b")
    box.setText(tr("This opens {address}").format(address=parted))
    box.setInformativeText(doubt.value)
    yes = box.addButton(tr("Open"), QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    yes.clicked.connect(open_page)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.finished.connect(box.deleteLater)
    box.open()
