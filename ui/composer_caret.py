"""Which card is that of the caret: it is marked, and a card that is chosen takes the caret."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from ui import part_places
from ui.answer_edit import AnswerEdit
from ui.composer_parts import ComposerParts
from ui.parts_view import PartsView


class ComposerCaret(QObject):
    """Keeps text and cards at the same part."""

    def __init__(self, editor: AnswerEdit, cards: PartsView, parts: ComposerParts) -> None:
        super().__init__(editor)
        self._editor, self._cards, self._parts = editor, cards, parts
        editor.cursorPositionChanged.connect(self.mark)
        cards.part_chosen.connect(self._go_to)

    @Slot()
    def mark(self) -> None:
        """Mark the card of the part in which the caret stands."""
        if not self._parts.is_late:
            self._cards.mark(self._row())

    @Slot(int)
    def _go_to(self, row: int) -> None:
        """Put the caret before the text of this part, unless it stands in it."""
        if self._row() != row:
            cursor = self._editor.textCursor()
            cursor.setPosition(self._editor.places[row][0])
            self._editor.setTextCursor(cursor)

    def _row(self) -> int:
        starts = [start for start, _ in self._editor.places]
        return part_places.part_at(starts, self._editor.textCursor().position())
