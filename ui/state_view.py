"""A page that says in words why there is nothing else to see, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import plain
from ui.copied_text import let_select
from ui.override import override
from ui.theme import UNIT
from ui.wrapping_row import WrappingRow

WIDEST = 480
"""Longer lines are hard to read, in pixels."""


class StateView(QWidget):
    """Title, message, advice and buttons, in the middle of the room they get.

    Signals:
        painted: what it says was just painted.
    """

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = _label("title")
        self._message = _label()
        self._advice = _label("quiet")
        self._buttons = WrappingRow(centred=True)
        self._inner = inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 3 * UNIT, 0, 3 * UNIT)
        column.setSpacing(UNIT)
        column.addStretch(2)
        for label in (self._title, self._message, self._advice):
            column.addWidget(label)
        column.addSpacing(UNIT)
        column.addWidget(self._buttons)
        column.addStretch(3)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(2 * UNIT, 0, 2 * UNIT, 0)
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)

    def say(
        self,
        title: str,
        message: str = "",
        advice: str = "",
        buttons: tuple[tuple[str, Callable[[], None]], ...] = (),
    ) -> None:
        """Show these words; the first button is the main one."""
        for label, text in (
            (self._title, title),
            (self._message, message),
            (self._advice, advice),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._buttons.clear()
        for number, (text, act) in enumerate(buttons):
            button = QPushButton(text)
            button.setObjectName("" if number else "primary")
            button.clicked.connect(act)
            self._buttons.add(button)
        # Many buttons in a row are not to be cut off.
        self._inner.setMaximumWidth(max(WIDEST, self._buttons.sizeHint().width()))

    def focus_first(self) -> None:
        """Let the first button have the focus, where there is one."""
        for button in self._buttons.parts[:1]:
            button.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()


def _label(name: str = "") -> QLabel:
    label = plain.label("", name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    let_select(label)
    return label
