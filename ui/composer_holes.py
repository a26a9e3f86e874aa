"""What is still to be filled in of an answer: marked in its text, asked before it goes out.

A hole is a `{word}` in the text, whoever put it there; so it is found again in a draft.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from console.text import templates
from ui import answer_length, part_places
from ui.answer_edit import AnswerEdit
from ui.same_word import SameWord
from ui.theme import Theme


class ComposerHoles(QObject):
    """The holes of one editor's text."""

    def __init__(self, editor: AnswerEdit, theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._theme = editor, theme
        self._marked: tuple[tuple[str, int, int], ...] = ()
        self._asked = ""
        """The text of which it was asked whether it is to go out as it is."""
        self._same_word = SameWord()
        editor.textChanged.connect(self.mark)
        theme.changed.connect(self._mark_anew)  # no partial: it would outlive the editor

    @property
    def names(self) -> tuple[str, ...]:
        """Return what is to be filled in, each once, in the order of the text."""
        return templates.missing(self._editor.text)

    def asks(self) -> bool:
        """Return whether a person is to be asked before this text goes out: once.

        What is pressed right after the question is no answer to it: a double click.
        """
        if self._same_word.lasts:
            return True
        text = self._editor.text
        if not templates.holes(text) or text == self._asked:
            return False
        self._asked = text
        self._same_word.begin()
        return True

    def begin(self) -> None:
        """Forget what was asked: another draft is shown."""
        self._asked = ""
        self._same_word.end()
        self.mark()

    def fill(self, values: Mapping[str, str], *, joined: bool) -> None:
        """Put values in place of the holes of their names, as one step of undo.

        `joined`: one with the step before.
        """
        text = self._editor.text
        cursor = QTextCursor(self._editor.document())
        longer = sum(
            len(values[name]) - (end - start)
            for name, start, end in templates.holes(text)
            if values.get(name)
        )
        if answer_length.refuses(self._editor, cursor, " " * longer):
            return
        (cursor.joinPreviousEditBlock if joined else cursor.beginEditBlock)()
        for name, start, end in reversed(templates.holes(text)):
            if values.get(name):
                cursor.setPosition(part_places.units(text, start))
                cursor.setPosition(part_places.units(text, end), cursor.MoveMode.KeepAnchor)
                cursor.insertText(values[name])
        cursor.endEditBlock()

    @Slot()
    def _mark_anew(self) -> None:
        self.mark(anew=True)

    @Slot()
    def mark(self, *, anew: bool = False) -> None:
        """Mark the holes in the text."""
        text = self._editor.text
        found = templates.holes(text)
        if found == self._marked and not anew:
            return
        self._marked = found
        self._editor.setExtraSelections([self._selection(text, *one[1:]) for one in found])

    def _selection(self, text: str, start: int, end: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        look, cursor = QTextCharFormat(), QTextCursor(self._editor.document())
        look.setBackground(self._theme.colour("warn_ground"))
        look.setForeground(self._theme.colour("warn"))
        look.setFontUnderline(True)
        cursor.setPosition(part_places.units(text, start))
        cursor.setPosition(part_places.units(text, end), cursor.MoveMode.KeepAnchor)
        # PySide's stubs know its two members as attributes of the class only.
        made.format, made.cursor = look, cursor
        return made
