"""What can be done with mutes: the buttons over the list with their keys, and its filter."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from console.language import tr
from ui import key_names, plain
from ui.find_field import find_field
from ui.theme import UNIT

FILTER_WIDTH = 28 * UNIT
MANY = 8
"""A list of more than these has a filter."""


class MutesActs(QWidget):
    """The buttons, and the filter at the right.

    Signals:
        word_wanted: a word is to be muted.
        unmute_wanted: the marked ones are to be heard again.
        filtered: the filter became another.
        let_go: the button that had the keys went out, and they are to go elsewhere.
    """

    word_wanted = Signal()
    unmute_wanted = Signal()
    filtered = Signal()
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mute_word, self.unmute = QPushButton(tr("Mute a word…")), QPushButton(tr("Unmute"))
        self.mute_word.setObjectName("primary")
        plain.set_tip(self.mute_word, tr("Hear no more of posts that hold a word (N in the list)"))
        tip = tr("Hear of the marked ones again. Ctrl+Z takes it back (U or Del in the list)")
        plain.set_tip(self.unmute, tip)
        self.filter = find_field(tr("Filter"), tr("Filter what is muted"))
        self.filter.setFixedWidth(FILTER_WIDTH)
        self.filter.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.mute_word)
        row.addWidget(self.unmute)
        row.addStretch()
        row.addWidget(self.filter)
        self.mute_word.clicked.connect(self.word_wanted)
        self.unmute.clicked.connect(self.unmute_wanted)
        self.filter.textChanged.connect(self.filtered)

    def enable(self, *, marked: bool, busy: bool) -> None:
        """Let the marked ones be unmuted; `busy`: something is being written."""
        pressed = self.unmute.hasFocus()
        self.unmute.setEnabled(marked and not busy)
        if pressed and not self.unmute.isEnabled():
            self.let_go.emit()

    def show_filter(self, count: int) -> None:
        """Offer the filter where there are many; one in use stays."""
        self.filter.setVisible(count > MANY or bool(self.filter.text()))

    def press(self, key: str) -> None:
        """Do what a key of the list is for, if it is for anything."""
        if key in ("U", "Del"):
            self.unmute.click()
        elif key == "N":
            self.mute_word.click()

    def open_menu(self, place: QPoint) -> None:
        """Offer what can be done, at a global place."""
        menu = QMenu(self)
        for button, key in ((self.unmute, "U"), (self.mute_word, "N")):
            action = menu.addAction(f"{button.text()}\t{key_names.shown(key)}")
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
