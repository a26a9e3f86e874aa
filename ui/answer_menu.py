"""What the menu of an answer offers beside what Qt offers for any text: breaks, findings, replies.

Owns the words and the keys that are shown; what is done is the editor's.

Framework knowledge: Qt leaves the key of an entry out where the window has the same key
for an act of its own, though the editor, which has the focus, takes it first. A key that
an entry had as a shortcut would be ambiguous with that of the window; so it is a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from console.language import tr

BREAK = "Ctrl+Shift+Return"
MOVES = (
    (tr("Move break left"), "Alt+Shift+Left", -1),
    (tr("Move break right"), "Alt+Shift+Right", 1),
)
"""What is said, by which key it is done, and to which side it goes."""
_UNDO = "edit-undo"
"""Qt's own name of its entry."""
_FIRST = "put-first"
"""Ours of the line below what was put first."""


class Act(NamedTuple):
    """An entry."""

    words: str
    keys: str
    done: Callable[[], None]
    enabled: bool = True
    within: tuple[tuple[Act, ...], ...] = ()
    """Entries of a menu within the menu, which opens it: groups, with a line between them."""


def complete(menu: QMenu, acts: Iterable[Act]) -> None:
    """Put these entries below those of Qt."""
    for action in menu.actions():
        if action.objectName() == _UNDO and "\t" not in action.text():
            action.setText(f"{action.text()}\t{_shown(QKeySequence.StandardKey.Undo)}")
    add(menu, acts)


def add(menu: QMenu, acts: Iterable[Act]) -> None:
    """Put entries at the end of a menu, below a line."""
    menu.addSeparator()  # at the very end none is drawn
    for act in acts:
        action = menu.addAction(f"{act.words}\t{_shown(act.keys)}" if act.keys else act.words)
        action.triggered.connect(act.done)
        action.setEnabled(act.enabled)


def put_first(menu: QMenu, acts: Iterable[Act]) -> None:
    """Put entries at the top of a menu, above a line; what they say is no mark of a letter.

    What was put there before stands below them, above the same line.
    """
    made = [_entry(menu, act) for act in acts]
    if not made:
        return
    if not any(action.objectName() == _FIRST for action in menu.actions()):
        line = QAction(menu)
        line.setSeparator(True)
        line.setObjectName(_FIRST)
        made.append(line)
    if menu.actions():
        menu.insertActions(menu.actions()[0], made)
    else:
        menu.addActions(made)


def _entry(menu: QMenu, act: Act) -> QAction:
    words = act.words.replace("&", "&&")
    if act.within:
        inner = QMenu(words, menu)
        for group in act.within:
            inner.addActions([_entry(inner, each) for each in group])
            inner.addSeparator()  # at the very end none is drawn
        return inner.menuAction()
    action = QAction(f"{words}\t{_shown(act.keys)}" if act.keys else words, menu)
    action.triggered.connect(act.done)
    action.setEnabled(act.enabled)
    return action


def _shown(keys: str | QKeySequence.StandardKey) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
