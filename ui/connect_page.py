"""X's page that is open in the browser: its address to copy or open again, if none came up."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.language import tr
from ui import plain
from ui.theme import UNIT

OPENED = tr("X's page was opened in your browser.")
NOT_OPENED = tr("No browser came up. Copy the address and open it in one yourself.")
COPY, COPIED = tr("Copy address"), tr("Copied")


class ConnectPage(QWidget):
    """Says whether the page was opened, and holds its address.

    Signals:
        open_wanted(str): the page is to be opened (again).
    """

    open_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = plain.label(OPENED)
        self.told.setWordWrap(True)
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        self.address.setAccessibleName(tr("Address of X's page"))
        self.copy_button, self.open_button = QPushButton(COPY), QPushButton(tr("Open again"))
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.address, 1)
        for button in (self.copy_button, self.open_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(self.told)
        column.addLayout(row)
        self.copy_button.clicked.connect(self._copy)
        self.open_button.clicked.connect(self._open)

    def show_page(self, address: str, *, opened: bool) -> None:
        """Show the address of a page, and whether a browser took it."""
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self.copy_button.setText(COPY)
        self.tell_opened(opened=opened)

    def tell_opened(self, *, opened: bool) -> None:
        """Say whether a browser took the page."""
        self.told.setText(OPENED if opened else NOT_OPENED)
        self.told.setObjectName("" if opened else "warn")
        self.told.style().polish(self.told)

    def wipe(self) -> None:
        """Forget the address."""
        self.address.clear()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
        self.copy_button.setText(COPIED)

    @Slot()
    def _open(self) -> None:
        self.open_wanted.emit(self.address.text())
