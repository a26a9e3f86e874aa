"""Which keys a person may give to an act, and what is said about one; pure.

What texts and lists live on stays theirs: an act of the window would take it from them.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence

from console.language import tr
from ui import key_names

OF_LISTS = ("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Menu")
OF_MARKS = ("Shift+Up", "Shift+Down")
OF_FIELDS = ("Tab", "Shift+Tab", "Return", "Enter", "Space", "Backspace", "Shift+Backtab")
EDITING = {
    QKeySequence.StandardKey.Copy: tr("{name} copies text, here as everywhere."),
    QKeySequence.StandardKey.Cut: tr("{name} cuts text, here as everywhere."),
    QKeySequence.StandardKey.Paste: tr("{name} pastes text, here as everywhere."),
}
IN_TEXTS = (
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)


def refusal(key: str, menus: Iterable[str]) -> str:
    """Return why a key cannot be given to an act; empty where it can.

    `menus` are the titles of the menu bar, with the marks of their letters.
    """
    name = key_names.shown(key)
    if key in OF_LISTS:
        return tr("{name} moves in lists and texts.").format(name=name)
    if key in OF_MARKS:
        return tr("{name} marks several in lists and texts.").format(name=name)
    if key in OF_FIELDS:
        return tr("{name} moves in dialogs and presses their buttons.").format(name=name)
    for standard, said in EDITING.items():
        if _is(key, standard):
            return said.format(name=name)
    for title in menus:
        letter = title.partition("&")[2][:1].upper()
        if letter and key == f"Alt+{letter}":
            return tr("{name} opens the menu {menu}.").format(
                name=name, menu=title.replace("&", "")
            )
    if not key_names.normal(key):
        return tr("This keyboard sends no name for that key.")
    return ""


def remark(key: str) -> str:
    """Return what is to be known of a key that can be given; empty for nothing."""
    if key_names.is_chord(key):
        return ""
    if key_names.types_text(key):
        return tr("While you write, it writes.")
    if any(_is(key, standard) for standard in IN_TEXTS):
        return tr("While you write, it edits the text.")
    return ""


def _is(key: str, standard: QKeySequence.StandardKey) -> bool:
    return QKeySequence(key) in QKeySequence.keyBindings(standard)
