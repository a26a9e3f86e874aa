"""The dialog for a call note: on the open case, or for a customer without one.

It stays open until the note is stored, so that what was typed is not lost where it
cannot be.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.desk.calls import NewCall
from console.domain.messages import Channel, Direction
from console.errors import DeskError
from ui import plain, words
from ui.override import override
from ui.theme import UNIT


class CallDialog(QDialog):
    """Asks for one call note.

    Signals:
        save_wanted(NewCall): this was entered; `stored` or `refuse` is the answer.
    """

    save_wanted = Signal(object)

    def __init__(self, now: datetime, about: str = "", parent: QWidget | None = None) -> None:
        """Take whose case it is about; empty asks for name and number as well."""
        super().__init__(parent)
        self._now = now
        self.setWindowTitle("Call note" if about else "New call")
        self.setMinimumWidth(440)
        said = f"Call with {plain.isolated(about)}" if about else "A call without a case yet"
        title = plain.label(said, "title")
        title.setWordWrap(True)
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.setVisible(False)
        self._busy = False
        self._needs_contact = not about
        self._make_fields()
        form = QFormLayout()
        form.setSpacing(UNIT)
        if not about:
            form.addRow(_field_label("Name", self.name), self.name)
        for label, field in (
            ("Number", self.number),
            ("Direction", self.direction),
            ("Channel", self.channel),
            ("Began", self.began),
            ("Length", self.minutes),
            ("Note", self.text),
        ):
            form.addRow(_field_label(label, field), field)
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton("Save note", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("Ctrl+Enter")
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.save_button.click)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(title)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addWidget(buttons)
        self._judge()
        (self.text if about else self.name).setFocus()

    def call(self) -> NewCall:
        """Return what was entered."""
        began = datetime.fromtimestamp(self.began.dateTime().toSecsSinceEpoch(), self._now.tzinfo)
        minutes = self.minutes.value()
        return NewCall(
            text=self.text.toPlainText(),
            at=min(began, self._now),
            direction=Direction(self.direction.currentData()),
            channel=Channel(self.channel.currentData()),
            number=self.number.text(),
            name=self.name.text(),
            duration_s=minutes * 60 if minutes else None,
        )

    def stored(self) -> None:
        """Close: the note is in the file."""
        self._busy = False
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self._busy = False
        self.message.setText(f"{error.title}. {error.message} {error.advice}")
        self.message.setVisible(True)
        self._judge()

    @override
    def reject(self) -> None:
        if not self._busy:  # else it is on its way into the file, and cannot be cancelled
            super().reject()

    @Slot()
    def _save(self) -> None:
        self._busy = True
        self._judge()
        self.save_wanted.emit(self.call())

    def _make_fields(self) -> None:
        self.name = QLineEdit()
        self.name.setPlaceholderText("How the customer is called")
        self.number = QLineEdit()
        self.number.setPlaceholderText("+44 1632 960118")
        self.direction = QComboBox()
        self.direction.addItem("The customer called us", Direction.IN)
        self.direction.addItem("We called the customer", Direction.OUT)
        self.channel = QComboBox()
        for channel, said in words.CHANNELS.items():
            self.channel.addItem(said, channel)
        began = QDateTime.fromSecsSinceEpoch(int(self._now.timestamp()))
        self.began = QDateTimeEdit(began)
        self.began.setMaximumDateTime(began)
        self.began.setCalendarPopup(True)
        self.began.setDisplayFormat("d MMM yyyy  HH:mm")
        self.minutes = QSpinBox()
        self.minutes.setRange(0, 600)
        self.minutes.setSpecialValueText("not noted")
        self.minutes.setSuffix(" min")
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("What was said, what was promised")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(12 * UNIT)
        for field in (self.name, self.number, self.text):
            field.textChanged.connect(self._judge)

    def _judge(self) -> None:
        known = bool(self.name.text().strip() or self.number.text().strip())
        said = bool(self.text.toPlainText().strip())
        self.save_button.setEnabled(said and (known or not self._needs_contact) and not self._busy)


def _field_label(text: str, field: QWidget) -> QLabel:
    label = plain.label(text)
    label.setBuddy(field)
    return label
