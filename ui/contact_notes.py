"""The notes on a contact, edited where they stand.

What is typed is drafted within a second and stored as one act when the field is left: one
undo for all that was written at a time. What others store meanwhile does not touch a field
in which somebody writes.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QSizePolicy

from console.domain.ids import ContactId
from console.language import tr
from ui.copied_text import PlainEdit
from ui.override import override
from ui.theme import HALF, UNIT, Theme

PAUSE_MS = 700
FEWEST_LINES, MOST_LINES = 2, 9


class ContactNotes(PlainEdit):
    """One contact's notes.

    Signals:
        drafted(ContactId, str): this is being written, not yet an act.
        written(ContactId, str): this was written; the person went on to something else.
    """

    drafted = Signal(object, str)
    written = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._contact_id: ContactId | None = None
        self._stored = ""
        self._drafted: str | None = None
        self._recovered: set[ContactId] = set()
        self._unstored: dict[ContactId, str] = {}
        """What could not be stored; it stands in the field again, and is tried again."""
        self._filling = False
        self.setPlaceholderText(tr("For everybody at this desk"))
        self.setAccessibleName(tr("Notes on the contact"))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFont(theme.text_font())
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._draft)
        self.textChanged.connect(self._note_change)
        theme.changed.connect(lambda: self.setFont(theme.text_font()))

    def show_notes(self, contact_id: ContactId, notes: str) -> None:
        """Show what is stored of a contact, unless somebody writes on it here."""
        if contact_id != self._contact_id:
            self.finish()
            self._contact_id, self._drafted = contact_id, None
        elif self.being_written:
            return
        self._stored = notes
        self._put(self._unstored.get(contact_id, notes))

    def give_back(self, contact_id: ContactId, notes: str) -> None:
        """Take back notes that could not be stored; told again when the field is left."""
        if contact_id != self._contact_id:
            self._unstored[contact_id] = notes
        elif not self.being_written:  # else the person wrote on
            self._unstored[contact_id] = notes
            self._put(notes)

    def recover(self, draft: str) -> None:
        """Store what was being written of the contact when the program ended.

        Only once for each: from then on a draft that is read is this field's own.
        """
        if self._contact_id not in self._recovered and not self.being_written:
            self._put(draft)
            self._drafted = draft
            self.finish()

    def finish(self) -> None:
        """Tell what was written, if anything was."""
        self._timer.stop()
        if self._contact_id is None or not (self.being_written or self._drafted is not None):
            return
        self._recovered.add(self._contact_id)
        self._stored = self.toPlainText().strip()
        self._drafted = None
        self._unstored.pop(self._contact_id, None)
        self.written.emit(self._contact_id, self._stored)

    @property
    def being_written(self) -> bool:
        """Return whether something else stands there than what is stored."""
        is_unstored = self._contact_id in self._unstored
        return is_unstored or self.toPlainText().strip() != self._stored.strip()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not event.reason().PopupFocusReason:  # its own menu
            self.finish()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.finish()
        super().hideEvent(event)

    @override
    def sizeHint(self) -> QSize:
        # A plain text's document counts its height in lines, once it is as wide as the field.
        lines = min(max(round(self.document().size().height()), FEWEST_LINES), MOST_LINES)
        height = lines * self.fontMetrics().lineSpacing() + 2 * UNIT + HALF
        return QSize(10 * UNIT, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _put(self, text: str) -> None:
        if text != self.toPlainText():
            self._filling = True
            self.setPlainText(text)
            self._filling = False

    @Slot()
    def _note_change(self) -> None:
        self.updateGeometry()
        if not self._filling:
            self._timer.start()

    @Slot()
    def _draft(self) -> None:
        text = self.toPlainText()
        if self._contact_id is not None and self.being_written and text != self._drafted:
            self._drafted = text
            self._recovered.add(self._contact_id)
            self.drafted.emit(self._contact_id, text)
