"""The list of touchpoints for editing: a word a line, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from console.errors import DeskError
from ui import plain
from ui.theme import UNIT


class TouchpointList(QDialog):
    """Asks for the words; stays open until they are stored.

    Signals:
        save_wanted(tuple of str): the list is to hold these words; `stored` or `refuse` answers.
    """

    save_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Touchpoints")
        self.setMinimumWidth(48 * UNIT)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("Touchpoints, one a line")
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(32 * UNIT)
        self.words.setEnabled(False)
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.hide()
        said = plain.label(
            "Where the business can fail, one a line. Cases keep the word that they have.", "quiet"
        )
        said.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("Ctrl+Enter")
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + UNIT // 2)
        column.addWidget(plain.label("Touchpoints", "title"))
        column.addWidget(said)
        column.addWidget(self.words, 1)
        column.addWidget(self.message)
        column.addWidget(buttons)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._save)

    def show_words(self, words: Sequence[str]) -> None:
        """Show the words as they are."""
        self.words.setPlainText("\n".join(words))
        self.words.setEnabled(True)
        self.words.setFocus()

    def stored(self) -> None:
        """Close: the list is in the file."""
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self.message.setText(f"{error.message} {error.advice}".strip())
        self.message.show()

    @Slot()
    def _save(self) -> None:
        if self.words.isEnabled():
            lines = self.words.toPlainText().splitlines()
            self.save_wanted.emit(tuple(line for line in lines if line.strip()))
