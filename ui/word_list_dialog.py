"""The dialog for a list of words that a person may edit: one a line, in their order.

Nothing is stored before it is saved; what cases hold already stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from console.errors import DeskError
from console.language import tr
from console.store.vocabulary import WordList
from ui import plain
from ui.copied_text import PlainEdit
from ui.theme import UNIT

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.lanes import Lanes

TITLES = {
    WordList.TOUCHPOINTS: tr("Touchpoints"),
    WordList.OUTCOMES: tr("Outcomes of a call"),
    WordList.BASES: tr("Bases of a link"),
}
HOW = tr("One a line, in the order in which they are offered. What is noted already stays.")


class WordListDialog(QDialog):
    """Asks for the words of one list.

    Signals:
        save_wanted(tuple[str, ...]): these from now on; `accept` or `refuse` is the answer.
    """

    save_wanted = Signal(object)

    def __init__(self, which: WordList, words: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLES[which])
        self.setMinimumSize(44 * UNIT, 45 * UNIT)
        self.words = PlainEdit("\n".join(words))
        self.words.setAccessibleName(TITLES[which])
        self.words.setTabChangesFocus(True)
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.hide()
        help_text = plain.label(HOW, "quiet")
        help_text.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(
            tr("Save list"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("Ctrl+Enter")
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(
            False
        )
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(plain.label(TITLES[which], "title"))
        column.addWidget(help_text)
        column.addWidget(self.words, 1)
        column.addWidget(self.message)
        column.addSpacing(UNIT)
        column.addWidget(buttons)

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was typed stays."""
        self.message.setText(f"{error.message} {error.advice}".strip())
        self.message.show()

    @Slot()
    def _save(self) -> None:
        lines = self.words.toPlainText().splitlines()
        self.save_wanted.emit(tuple(line for line in lines if line.strip()))


def edit_words(
    which: WordList, lanes: Lanes, parent: QWidget, done: Callable[[tuple[str, ...]], None]
) -> None:
    """Let a person edit a list, and store what they want; `done` is told the words then."""

    def show(words: tuple[str, ...]) -> None:
        dialog = WordListDialog(which, words, parent)
        dialog.save_wanted.connect(partial(put, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def put(dialog: WordListDialog, new: tuple[str, ...]) -> None:
        def job(desk: Desk) -> tuple[str, ...]:
            desk.vocabulary.put(which, new)
            return desk.vocabulary.words(which)

        def stored(words: tuple[str, ...]) -> None:
            dialog.accept()
            done(words)

        lanes.writer.submit(job, stored, dialog.refuse, receiver=dialog)

    lanes.reader.submit(lambda desk: desk.vocabulary.words(which), show, receiver=parent)
