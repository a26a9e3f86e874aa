"""What a person sets up in X's console before a way works: a numbered list, and what it costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.domain.sign_in import Way
from console.language import tr
from ui import connect_words, plain
from ui.copied_text import let_select
from ui.theme import HALF, UNIT

COPY, COPIED = tr("Copy"), tr("Copied")


class ConnectSteps(QWidget):
    """The list of one way, with each callback address to be copied.

    Signals:
        console_wanted: X's console is to be opened in the browser.
    """

    console_wanted = Signal()

    def __init__(
        self, way: Way, callbacks: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.copy_buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(plain.label(tr("In X's developer console, in your app:"), "quiet"))
        self.console_button = QPushButton(tr("Open console.x.com"))
        self.console_button.setObjectName("quietButton")
        self.console_button.setAutoDefault(False)
        self.console_button.clicked.connect(self.console_wanted)
        top.addWidget(self.console_button)
        top.addStretch()
        column.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(connect_words.STEPS[way], 1):
            row = grid.rowCount()
            grid.addWidget(plain.label(f"{number}."), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_wrapped(step), row, 1)
            if step == connect_words.CALLBACKS:
                grid.addLayout(self._addresses(callbacks), row + 1, 1)
        column.addLayout(grid)
        column.addSpacing(HALF)
        column.addWidget(_wrapped(connect_words.cost(), "quiet"))

    def _addresses(self, callbacks: tuple[str, ...]) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(UNIT)
        rows.setVerticalSpacing(0)
        rows.setColumnStretch(2, 1)
        for row, address in enumerate(callbacks):
            shown = plain.label(address)
            let_select(shown)
            button = QPushButton(COPY)
            button.setObjectName("quietButton")
            button.setAutoDefault(False)
            button.setAccessibleName(tr("Copy {address}").format(address=address))
            button.setProperty("address", address)
            # As wide as the longer word, so that nothing moves once it was copied.
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(COPIED) + 2 * UNIT)
            button.clicked.connect(self._copy)
            self.copy_buttons.append(button)
            rows.addWidget(shown, row, 0)
            rows.addWidget(button, row, 1)
        return rows

    @Slot()
    def _copy(self) -> None:
        """Copy the address of the button that was pressed."""
        sender = self.sender()
        for button in self.copy_buttons:
            if button is sender:
                QGuiApplication.clipboard().setText(str(button.property("address")))
            button.setText(COPIED if button is sender else COPY)


def _wrapped(text: str, name: str = "") -> QLabel:
    label = plain.label(text, name)
    label.setWordWrap(True)
    return label
