"""The question before an answer of many parts goes out; it sends nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui import words

MOST_UNASKED = 10
"""So many parts go out at one key; more are seldom meant."""


def ask_where_many(window: QWidget, count: int, price: str, send: Callable[[], None]) -> None:
    """Call `send` at once, or where the parts are many after a yes; see `ask`."""
    if count <= MOST_UNASKED:
        send()
    else:
        ask(window, count, price, send)


def ask(window: QWidget, count: int, price: str, send: Callable[[], None]) -> None:
    """Ask whether so many parts are to go out, and return at once; only a yes calls `send`.

    `price` is about what they cost in words, empty where it is not known. Enter and Esc
    send nothing.
    """
    parts = words.several(count, "part")
    box = QMessageBox(window)
    box.setWindowTitle("Send")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Send this answer in {parts}?")
    cost = f" That costs about {price}." if price else ""
    box.setInformativeText(f"It goes out as {count:,} posts, one after the other.{cost}")
    yes = box.addButton(f"Send {parts}", QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton("Go on writing", QMessageBox.ButtonRole.RejectRole)
    yes.clicked.connect(send)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.finished.connect(box.deleteLater)
    box.open()
