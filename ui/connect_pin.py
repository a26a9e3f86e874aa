"""The PIN that X shows in the browser: where it is shown, and the field that takes it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.language import tr
from ui import plain
from ui.connect_page import ConnectPage
from ui.theme import UNIT

TO_DO = tr(
    "Sign in there as the account that is to be connected, allow access, and type the PIN here."
)
LONGEST = 32
"""Signs; X's have 7."""


class ConnectPin(QWidget):
    """A page in the browser, and one field.

    Signals:
        changed: a person typed or pasted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = ConnectPage()
        to_do = plain.label(TO_DO)
        to_do.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setFixedWidth(16 * UNIT)
        self.field.setAccessibleName("PIN")
        self.field.textChanged.connect(self._changed)
        label = plain.label("PIN")
        label.setBuddy(self.field)
        self.complaint = plain.label("", "danger")
        self.complaint.setWordWrap(True)
        self.complaint.setVisible(False)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(label)
        row.addWidget(self.field)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(self.page)
        column.addWidget(to_do)
        column.addSpacing(UNIT)
        column.addLayout(row)
        column.addWidget(self.complaint)
        column.addStretch()
        self.setFocusProxy(self.field)

    @property
    def pin(self) -> str:
        """Return what was typed, without white space: X shows the PIN in groups."""
        return "".join(self.field.text().split())

    def complain(self, text: str) -> None:
        """Say below the field what is wrong, and go there."""
        self.complaint.setText(text)
        self.complaint.setVisible(True)
        self.field.setAccessibleDescription(text)
        self.field.setFocus()
        self.field.selectAll()

    def wipe(self) -> None:
        """Forget PIN and page."""
        self.field.clear()
        self.page.wipe()

    @Slot()
    def _changed(self) -> None:
        self.complaint.setVisible(False)
        self.field.setAccessibleDescription("")
        self.changed.emit()
