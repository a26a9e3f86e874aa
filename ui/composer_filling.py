"""How a saved text comes into an answer, and how what it lacks is asked for and filled in.

Every step is one that undo takes back; what is filled in right after a text was inserted
goes with it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QTextCursor

from console.language import tr
from console.text.templates import Filled
from ui import answer_length
from ui.answer_edit import AnswerEdit
from ui.answer_menu import Act
from ui.composer_asking import ComposerAsking
from ui.composer_holes import ComposerHoles
from ui.theme import Theme


class ComposerFilling(QObject):
    """Inserts, asks, fills in.

    Signals:
        resized: the line of fields came or went.
        save_wanted: the text is to be a saved reply.
        begun: another draft is shown; what was asked of the last one is over.
    """

    resized = Signal()
    save_wanted = Signal()
    begun = Signal()

    def __init__(self, editor: AnswerEdit, asking: ComposerAsking, theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._asking = editor, asking
        self.holes = ComposerHoles(editor, theme)
        self._inserted = -1
        """The revision of the document right after a text was inserted."""
        editor.textChanged.connect(self._keep_to_text)
        editor.more_acts = self.acts
        asking.filled.connect(self._fill)
        asking.left.connect(self._leave)

    def begin(self) -> None:
        """Forget what was asked: another draft is shown."""
        self.holes.begin()
        self._inserted = -1
        self._end()
        self.begun.emit()

    def insert(self, place: QTextCursor, filled: Filled) -> bool:
        """Put a text in place of what a cursor marks; ask for what it lacks.

        Return whether it had room; else it was said that it has none.
        """
        if answer_length.refuses(self._editor, place, filled.text):
            return False
        place.beginEditBlock()
        place.insertText(f"{filled.text} ")
        place.deletePreviousChar()  # else Qt would join what is typed next to the same step
        place.endEditBlock()
        self._editor.setTextCursor(place)
        self._editor.ensureCursorVisible()
        self._inserted = self._editor.document().revision()
        if filled.missing:
            self._asking.ask_for(filled.missing)
            self.resized.emit()
        return True

    def asks(self) -> bool:
        """Return whether a person is to be asked before the text goes out; show what is lacking."""
        asked = self.holes.asks()
        if asked and self._asking.isHidden():
            self.ask()
        return asked

    @Slot()
    def ask(self) -> None:
        """Show a field for each thing that is to be filled in."""
        self._asking.ask_for(self.holes.names)
        self.resized.emit()

    def acts(self) -> tuple[Act, ...]:
        """Return what can be done with the text and saved replies, for its menu."""
        save = Act(tr("Save as reply…"), "", self.save_wanted.emit, bool(self._editor.text.strip()))
        return (Act(tr("Fill in…"), "", self.ask), save) if self.holes.names else (save,)

    @Slot(object)
    def _fill(self, values: dict[str, str]) -> None:
        joined = self._editor.document().revision() == self._inserted
        self._leave()
        if values:
            self.holes.fill(values, joined=joined)
            self._editor.ensureCursorVisible()

    @Slot()
    def _leave(self) -> None:
        self._editor.setFocus()
        self._end()

    @Slot()
    def _keep_to_text(self) -> None:
        """End where nothing of what is asked for stands in the text any more."""
        if not self._asking.isHidden() and not self._asking.fields.keys() & {*self.holes.names}:
            self._end()

    def _end(self) -> None:
        if not self._asking.isHidden():
            self._asking.end()
            self.resized.emit()
