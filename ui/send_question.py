"""The question before an answer of many parts goes out; it sends nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from console.language import tr
from console.text.split import Layout
from ui import composer_words
from ui.composer_facts import Standing

MOST_UNASKED = 10
"""So many parts go out at one key; more are seldom meant."""


def ask_where_many(
    window: QWidget, layout: Layout, standing: Standing, send: Callable[[], None]
) -> None:
    """Call `send` at once, or where the parts are many after a yes; see `ask`."""
    if len(layout) <= MOST_UNASKED:
        send()
    else:
        ask(window, layout, standing, send)


def ask(window: QWidget, layout: Layout, standing: Standing, send: Callable[[], None]) -> None:
    """Ask whether so many parts are to go out, and return at once; only a yes calls `send`.

    What becomes of them and costs is said by how their way out stands. Enter and Esc send
    nothing.
    """
    act = composer_words.send(len(layout), by_hand=standing.by_hand)
    box = QMessageBox(window)
    box.setWindowTitle(tr("Send"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"{act}?")
    box.setInformativeText(standing.outcome(layout))
    yes = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(tr("Go on writing"), QMessageBox.ButtonRole.RejectRole)
    yes.clicked.connect(send)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.finished.connect(box.deleteLater)
    box.open()
