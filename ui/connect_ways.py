"""The first step of connecting: which way, each told by what a person has at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from console.domain.sign_in import Way
from ui import connect_words, plain
from ui.margins import set_margins
from ui.theme import HALF, UNIT

INDENT = 3 * UNIT + HALF
"""Where the text of a radio button begins."""


class ConnectWays(QWidget):
    """One way a row, the recommended one first and chosen; arrows go from one to the next.

    Signals:
        changed: another way was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Way | None, QRadioButton] = {}
        self._lines: dict[Way | None, QLabel] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        for way, (name, line) in connect_words.WAYS.items():
            button = QRadioButton(name)
            button.setAccessibleDescription(line)
            self.buttons[way] = button
            self._group.addButton(button)
            told = plain.label(line, "quiet")
            told.setWordWrap(True)
            set_margins(told, INDENT, 0, 0, 0)
            column.addWidget(button)
            column.addWidget(told)
            column.addSpacing(UNIT)
            self._lines[way] = told
        column.addStretch()
        self.choose(Way.BROWSER)
        self._group.buttonToggled.connect(self._tell)

    @property
    def way(self) -> Way | None:
        """Return the way that is chosen; None: without access."""
        return next(way for way, button in self.buttons.items() if button.isChecked())

    def choose(self, way: Way | None) -> None:
        """Choose a way, and let the keyboard begin or go on there."""
        was_here = self.window().focusWidget() in self.buttons.values()
        self.buttons[way].setChecked(True)
        self.setFocusProxy(self.buttons[way])
        if was_here:
            self.buttons[way].setFocus()

    def offer_access_alone(self) -> None:
        """Leave out the way without access."""
        self.buttons[None].setVisible(False)
        self._lines[None].setVisible(False)

    @Slot()
    def _tell(self) -> None:
        self.setFocusProxy(self.buttons[self.way])
        self.changed.emit()
