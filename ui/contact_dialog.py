"""The dialog for a contact's name and tags; notes are edited in the pane."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.desk.contact_input import LONGEST_NAME
from console.domain.contacts import Contact
from console.errors import DeskError
from console.language import tr
from ui import plain
from ui.theme import HALF, UNIT


class ContactDialog(QDialog):
    """Asks what a contact is called, and by what words it is marked.

    Signals:
        save_wanted(str, tuple): this name and these tags; `stored` or `refuse` is the answer.
    """

    save_wanted = Signal(str, object)

    def __init__(self, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Edit contact"))
        self.setMinimumWidth(52 * UNIT)
        self.name = QLineEdit(contact.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(tr("As the network has it"))
        self.tags = QLineEdit(", ".join(contact.tags))
        self.tags.setPlaceholderText(tr("Words with commas between, such as vip, patient"))
        self.save_button = QPushButton(tr("Save"))
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.hide()
        form = QFormLayout()
        form.setSpacing(UNIT)
        for text, field in ((tr("Name"), self.name), (tr("Tags"), self.tags)):
            label = plain.label(text)
            label.setBuddy(field)
            form.addRow(label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + HALF)
        column.addWidget(plain.label(tr("Edit contact"), "title"))
        column.addLayout(form)
        column.addWidget(self.message)
        column.addLayout(self._button_row())
        self.name.setFocus()
        self.name.selectAll()

    def stored(self) -> None:
        """Close: it is in the file."""
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self.message.setText(f"{error.message} {error.advice}")
        self.message.show()
        self.save_button.setEnabled(True)

    @Slot()
    def _save(self) -> None:
        self.save_button.setEnabled(False)
        words = (word.strip() for word in self.tags.text().split(","))
        self.save_wanted.emit(self.name.text(), tuple(word for word in words if word))

    def _button_row(self) -> QHBoxLayout:
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)  # Enter saves
        cancel.clicked.connect(self.reject)
        self.save_button.setObjectName("primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row
