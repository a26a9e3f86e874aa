"""The dialog that asks for a word to be muted, and says of how many open cases it would be."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from console.desk.mutes import FEWEST, FEWEST_CJK
from console.errors import DeskError
from console.language import plural, tr
from ui import plain, read_out
from ui.lanes import Lane
from ui.theme import HALF, UNIT

WAIT_MS = 200
"""So long after the last key it is counted."""
LONGEST = 100
HOW = tr("Posts that hold this word or phrase ask for nothing any more. Capitals do not count.")


class MuteDialog(QDialog):
    """Asks for a word.

    Signals:
        wanted(str): this is to be muted; `accept` or `refuse` is the answer.
    """

    wanted = Signal(str)

    def __init__(self, reader: Lane, offered: str, parent: QWidget) -> None:
        """Take the lane that counts, and the words that stand in the field at first."""
        super().__init__(parent)
        self._reader = reader
        self.setWindowTitle(tr("Mute a word"))
        self.setMinimumWidth(52 * UNIT)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(tr("Word or phrase"))
        self.field.setPlaceholderText(tr("Word or phrase"))
        read_out.describe_field(self.field)
        self.said = plain.label("", "quiet")
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        # The field stays where it is, whether one line is said or two.
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing() + HALF)
        self._lay_out()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAIT_MS)
        self._waiting.timeout.connect(self._count)
        self.field.textChanged.connect(self._wait)
        self._wait()
        line = " ".join(offered.split())
        self.field.setText(line if len(line) <= LONGEST else "")
        self.field.selectAll()
        self.field.setFocus()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be muted; what was typed stays."""
        self._say(f"{error.message} {error.advice}".strip(), "danger")
        self.mute_button.setEnabled(True)

    @Slot()
    def _wait(self) -> None:
        """Count anew when nobody types for a moment."""
        self.mute_button.setEnabled(_may_be_enough(self.field.text()))
        self._say("" if self.field.text().strip() else HOW, "quiet")
        self._waiting.start()

    @Slot()
    def _count(self) -> None:
        word = self.field.text()
        if not word.strip():
            return

        def show(count: int) -> None:
            if self.field.text() == word:
                self._say(
                    plural(
                        count,
                        "It would mute {count} open case.",
                        "It would mute {count} open cases.",
                    )
                    if count
                    else tr("No open case is muted by it.")
                )

        def tell(error: DeskError) -> None:
            if self.field.text() == word:
                self.mute_button.setEnabled(False)
                self._say(error.message)

        self._reader.submit(
            lambda desk: desk.mutes.would_mute(word), show, tell, receiver=self, key="would_mute"
        )

    @Slot()
    def _mute(self) -> None:
        if self.mute_button.isEnabled():
            self.mute_button.setEnabled(False)  # till it is stored or refused
            self._waiting.stop()
            self.wanted.emit(self.field.text())

    def _say(self, text: str, look: str = "quiet") -> None:
        self.said.setObjectName(look)
        self.said.style().polish(self.said)
        self.said.setText(text or " ")

    def _lay_out(self) -> None:
        how = plain.label(tr("Which word is not to be heard?"), "title")
        buttons = QDialogButtonBox()
        self.mute_button = buttons.addButton(
            tr("Mute word"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.mute_button.setObjectName("primary")
        self.mute_button.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(
            False
        )
        buttons.accepted.connect(self._mute)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + UNIT // 2)
        for widget in (how, self.field, self.said):
            column.addWidget(widget)
        column.addSpacing(UNIT)
        column.addWidget(buttons)


def _may_be_enough(text: str) -> bool:
    """Return whether a word is long enough; where the script decides, the desk does."""
    word = " ".join(text.split())
    return len(word) >= (FEWEST if word.isascii() else FEWEST_CJK)
