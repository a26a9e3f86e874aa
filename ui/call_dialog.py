"""The dialog for a call note: on the open case, or for a customer without one.

It stays open until the note is stored, so that what was typed is not lost where it
cannot be; it asks before it throws away what was typed.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.desk.calls import LONGEST_S, NewCall
from console.domain.messages import Channel, Direction
from console.errors import DeskError
from ui import duration, plain, unsaved, words
from ui.moment_field import MomentField
from ui.override import override
from ui.theme import HALF, UNIT

DIRECTIONS = ((Direction.IN, "They called us"), (Direction.OUT, "We called them"))
LENGTH_FORM = "Write the length like 6, 6:30 or 1 h 5 min, or leave it empty."


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
        self._busy = False
        self._needs_contact = not about
        self.setWindowTitle("Call note" if about else "New call")
        self.setMinimumWidth(70 * UNIT)
        self.title = plain.label(
            f"Call with {plain.isolated(about)}" if about else "A call without a case yet", "title"
        )
        self.title.setWordWrap(True)
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.setVisible(False)
        self._make_fields()
        self._lay_out()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._save)
        self._judge()
        (self.text if about else self.name).setFocus()

    def call(self) -> NewCall:
        """Return what was entered; raise ValueError for a length that says nothing."""
        began = datetime.fromtimestamp(self.began.dateTime().toSecsSinceEpoch(), self._now.tzinfo)
        return NewCall(
            text=self.text.toPlainText(),
            at=min(began, self._now),
            direction=DIRECTIONS[self.direction.checkedId()][0],
            channel=Channel(self.channel.currentData()),
            number=self.number.text(),
            name=self.name.text(),
            duration_s=duration.seconds(self.length.text()),
        )

    def stored(self) -> None:
        """Close: the note is in the file."""
        self._busy = False
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self._busy = False
        self._judge()
        self._say(f"{error.title}. {error.message} {error.advice}")

    @override
    def reject(self) -> None:
        if self._busy:  # on its way into the file, it cannot be cancelled
            return
        typed = (self.name.text(), self.number.text(), self.length.text(), self.text.toPlainText())
        if any(text.strip() for text in typed):
            unsaved.ask(self, "call note", self._save, can_save=self.save_button.isEnabled())
        else:
            super().reject()

    @Slot()
    def _save(self) -> None:
        lacking = self._lacking()
        if lacking is not None:
            field, said = lacking
            self._say(said)
            field.setFocus()
        elif not self._busy:
            call = self.call()
            self._busy = True
            self._judge()
            self.save_wanted.emit(call)

    def _lacking(self) -> tuple[QWidget, str] | None:
        """Return what has to be mended before it can be stored, and what to say of it."""
        known = self.name.text().strip() or self.number.text().strip()
        if self._needs_contact and not known:
            return self.name, "Say whose call it was: a name, a number or both."
        try:
            if (duration.seconds(self.length.text()) or 0) > LONGEST_S:
                return self.length, "No call lasts that long."
        except ValueError:
            return self.length, LENGTH_FORM
        if not self.text.toPlainText().strip():
            return self.text, "Write what was said."
        return None

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    @Slot()
    def _judge(self) -> None:
        self._say("")
        known = bool(self.name.text().strip() or self.number.text().strip())
        said = bool(self.text.toPlainText().strip())
        self.save_button.setEnabled(said and (known or not self._needs_contact) and not self._busy)
        self.save_button.setText("Saving…" if self._busy else "Save note")

    def _make_fields(self) -> None:
        self.name = QLineEdit()
        self.number = QLineEdit()
        self.number.setPlaceholderText("if it was said")
        self.direction = QButtonGroup(self)
        self.channel = QComboBox()
        for channel, said in words.CHANNELS.items():
            self.channel.addItem(said, channel)
        began = QDateTime.fromSecsSinceEpoch(int(self._now.timestamp()))
        self.began = MomentField(began)
        self.began.setMaximumDateTime(began)
        self.began.setCalendarPopup(True)
        self.began.setDisplayFormat("d MMM yyyy  HH:mm")
        self.length = QLineEdit()
        self.length.setPlaceholderText("minutes")
        self.length.setToolTip(LENGTH_FORM)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("What was said, what was promised")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(12 * UNIT)
        for field in (self.name, self.number, self.length, self.text):
            field.textChanged.connect(self._judge)

    def _direction_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        chosen = QFont(self.font())
        chosen.setBold(True)  # as the style sheet draws it; the other must not move then
        widest = max(QFontMetrics(chosen).horizontalAdvance(said) for _, said in DIRECTIONS)
        for number, ((_, said), side) in enumerate(zip(DIRECTIONS, ("Left", "Right"), strict=True)):
            button = QPushButton(said)
            button.setObjectName(f"segment{side}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumWidth(widest + 3 * UNIT)
            button.setChecked(number == 0)
            self.direction.addButton(button, number)
            row.addWidget(button, 1)
        return row

    def _lay_out(self) -> None:
        """Put the fields in the order in which a person hears what belongs there."""
        form = QGridLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT + HALF)
        for column in (0, 1):
            form.setColumnStretch(column, 1)
            form.setColumnMinimumWidth(column, 30 * UNIT)
        if self._needs_contact:
            form.addLayout(_labelled("Name", self.name), 0, 0)
            form.addLayout(_labelled("Number", self.number), 0, 1)
        else:
            form.addLayout(_labelled("Number", self.number), 0, 0, 1, 2)
        directions = QVBoxLayout()
        directions.setSpacing(HALF)
        directions.addWidget(plain.label("Direction", "quiet"))
        directions.addLayout(self._direction_row())
        top = Qt.AlignmentFlag.AlignTop
        form.addLayout(directions, 1, 0, top)
        form.addLayout(_labelled("Channel", self.channel), 1, 1, top)
        form.addLayout(_labelled("Began", self.began), 2, 0, top)
        form.addLayout(_labelled("Length", self.length), 2, 1, top)
        form.addLayout(_labelled("Note", self.text), 3, 0, 1, 2)
        form.setRowStretch(3, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        whole.setSpacing(UNIT + HALF)
        whole.addWidget(self.title)
        whole.addLayout(form, 1)
        whole.addWidget(self.message)
        whole.addWidget(self._button_row())

    def _button_row(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton("Save note", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("Ctrl+Enter")
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        return buttons


def _labelled(text: str, field: QWidget) -> QVBoxLayout:
    """Return a field below its label."""
    label = plain.label(text, "quiet")
    label.setBuddy(field)
    column = QVBoxLayout()
    column.setSpacing(HALF)
    column.addWidget(label)
    column.addWidget(field)
    return column
