"""Where a sign-in is kept; if the keyring cannot, why, and the choice to keep it in memory."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from console.errors import DeskError
from console.language import tr
from ui import connect_words, plain
from ui.theme import UNIT


class ConnectKeyring(QWidget):
    """One line, till there is trouble."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = plain.label(connect_words.KEPT, "quiet")
        self.note.setWordWrap(True)
        self.this_run_only = QCheckBox(tr("Stay signed in for this run only, in memory"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(self.note)
        column.addWidget(self.this_run_only)
        self.this_run_only.setVisible(False)

    def tell(self, trouble: DeskError) -> None:
        """Say what to do about the keyring, and offer the other way."""
        self.note.setText(connect_words.said(trouble))
        self.note.setObjectName("warn")
        self.note.style().polish(self.note)
        self.this_run_only.setVisible(True)
