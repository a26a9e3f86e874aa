"""Which account of ours is to be served without keys: its handle, and its name."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from console.language import tr
from ui import plain
from ui.theme import UNIT

LABEL_WIDTH = 18 * UNIT
"""As wide as the labels of the keys, so that nothing jumps from one way to the other."""


class HandOffFields(QWidget):
    """Two fields.

    Signals:
        changed: a person typed or pasted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.handle = QLineEdit()
        self.handle.setPlaceholderText(tr("@your_shop"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("As it stands on X; may stay empty"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(UNIT)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.complaint = plain.label("", "danger")
        self.complaint.setWordWrap(True)
        self.complaint.setVisible(False)
        grid.addWidget(self.complaint, 1, 1)
        for row, (title, field) in enumerate(
            ((tr("Handle"), self.handle), (tr("Name"), self.name))
        ):
            label = plain.label(title)
            label.setBuddy(field)
            field.setAccessibleName(title)
            field.textChanged.connect(self._changed)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(field, 2 * row, 1)
        self.setFocusProxy(self.handle)

    def complain(self, text: str) -> None:
        """Say under the handle what is wrong with it, and go there."""
        self.complaint.setText(text)
        self.complaint.setVisible(True)
        self.handle.setAccessibleDescription(text)
        self.handle.setFocus()

    def clear(self) -> None:
        """Empty both fields, for another account."""
        self.handle.clear()
        self.name.clear()

    @Slot()
    def _changed(self) -> None:
        self.complaint.setVisible(False)
        self.handle.setAccessibleDescription("")
        self.changed.emit()
