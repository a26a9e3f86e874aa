"""The parts of the answer that is being written: when they are made anew, and with what.

Owns the rules by which the text is split, and the signature that is put behind it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.limits import LIMITS_140, Limits
from console.domain.numbering import NO_NUMBERS, Numbering
from console.text import templates
from console.text.split import Layout
from ui.answer_edit import AnswerEdit
from ui.splitting import Splitting

LONG_TEXT = 20_000
"""From this length on the parts are made when typing pauses, not at each key."""
SPLIT_PAUSE_MS = 250


class ComposerParts(QObject):
    """Splits what an editor holds.

    Signals:
        made(Layout): the parts are these now.
    """

    made = Signal(object)

    def __init__(self, editor: AnswerEdit, parent: QObject) -> None:
        super().__init__(parent)
        self.limits: Limits = LIMITS_140
        self.numbering: Numbering = NO_NUMBERS
        self.signature = ""
        """Goes behind the last word of each answer; empty for none."""
        self._editor = editor
        self._splitting = Splitting()
        self._shown = Layout("", LIMITS_140, NO_NUMBERS, ())
        self._pause = QTimer(self, singleShot=True, interval=SPLIT_PAUSE_MS)
        self._pause.timeout.connect(self.follow)

    @property
    def is_late(self) -> bool:
        """Return whether the text was edited since the parts were made."""
        return self._pause.isActive()

    def begin(self) -> None:
        """Forget all texts: another one is going to be written."""
        self._splitting.forget()

    def edited(self, length: int) -> None:
        """Make the parts after an edit: at once, or where the text is long in the next pause."""
        if length >= LONG_TEXT:
            self._pause.start()
        else:
            self.follow()

    def anew(self) -> None:
        """Break the text where it reads best, whatever the parts were before."""
        self._show(self._splitting.anew(self._signed(), self.limits, self.numbering))

    @Slot()
    def follow(self) -> None:
        """Make the parts after an edit now."""
        self._show(
            self._splitting.after_edit(self._signed(), self.limits, self.numbering, self._shown)
        )

    def _signed(self) -> str:
        return templates.signed(self._editor.text, self.signature)

    def _show(self, layout: Layout) -> None:
        self._pause.stop()
        self._shown = layout
        self.made.emit(layout)
