"""The question before the window closes over answers in their pause; it sends nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui import words


def ask(window: QWidget, count: int, send: Callable[[], None], leave: Callable[[], None]) -> None:
    """Ask whether so many answers are to go out before the window closes; return at once.

    `send` sends them and closes, `leave` only closes. Esc stays.
    """
    one = count == 1
    box = QMessageBox(window)
    box.setWindowTitle("Quit")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"{words.several(count, 'answer')} {'has' if one else 'have'} not gone out yet.")
    it = "It goes out" if one else "They go out"
    box.setInformativeText(f"{it} now, or when the desk is opened next.")
    now = box.addButton("Send and quit", QMessageBox.ButtonRole.AcceptRole)
    later = box.addButton("Quit", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
    now.clicked.connect(send)
    later.clicked.connect(leave)
    box.setDefaultButton(now)
    box.setEscapeButton(stay)
    box.finished.connect(box.deleteLater)
    box.open()
