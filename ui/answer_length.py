"""How long an answer can get: what would make it longer is not written, and it says so.

A text that is pasted has its own words: see `ui.answer_clipboard`, where the limit stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor

from ui.answer_clipboard import FULL, MOST_CHARACTERS

if TYPE_CHECKING:
    from ui.answer_edit import AnswerEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def refuses_key(edit: AnswerEdit, event: QKeyEvent) -> bool:
    """Return whether a key would write what has no room; say so."""
    command = event.modifiers() & (_CTRL | _ALT) == _CTRL  # both together are AltGr
    writes = event.key() in _ENTER or (bool(event.text()) and event.text().isprintable())
    return writes and not command and refuses(edit, edit.textCursor(), event.text() or "\n")


def bound_input(edit: AnswerEdit, event: QInputMethodEvent) -> None:
    """Take out of an input method's word what has no room; say so."""
    if event.commitString() and refuses(edit, edit.textCursor(), event.commitString()):
        event.setCommitString("")


def refuses(edit: AnswerEdit, place: QTextCursor, text: str) -> bool:
    """Return whether a text has no room in place of what a cursor marks; say so."""
    taken, room = place.selectionEnd() - place.selectionStart(), MOST_CHARACTERS
    # Of UTF-16, which is known at once, there are no fewer than characters.
    if edit.document().characterCount() - 1 - taken + len(text) <= room:
        return False
    full = len(edit.text) - len(place.selectedText()) + len(text) > max(room, len(edit.text))
    if full:
        edit.say(FULL)
    return full
