"""Where one goes from a finding: it is closed as one writes elsewhere, and by Esc.

Owns nothing of what is shown; it tells the list and the text. Who leaves the list is in the
text then, but for one case: the list went away under their hand, and the next key that was
meant for it must not be written into an answer.

Framework knowledge: a window's shortcut goes before a key, unless `ShortcutOverride` is
accepted.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent

from ui.composer import Composer
from ui.override import override


class CheckLeaving(QObject):
    """Leaves the findings of one text."""

    def __init__(self, composer: Composer, parent: QObject) -> None:
        super().__init__(parent)
        self._composer = composer
        self._editor, self._list = composer.editor, composer.found.list
        self._editor.installEventFilter(self)
        self._editor.textChanged.connect(self._typed)
        self._list.left.connect(self._leave_list)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the first Esc in the text close the finding; the next one goes to the window."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent) or self._list.current < 0:
            return False
        if event.key() != Qt.Key.Key_Escape or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._close()
        return True

    @Slot()
    def _typed(self) -> None:
        """Close it where the cursor left its words; words that are being mended have no mark."""
        current = self._editor.found.current
        if self._list.current < 0 or current is None or not self._editor.hasFocus():
            return
        spot = self._editor.found.spot_of(current)
        at = self._editor.textCursor().position()
        if spot is not None and not spot.start <= at <= spot.end:
            self._close()

    def _close(self) -> None:
        self._list.set_current(-1)
        self._editor.show_current(None)

    @Slot()
    def _leave_list(self) -> None:
        composer = self._composer
        if self._list.findings:
            self._editor.setFocus()
        elif composer.cards.isVisible():
            composer.cards.setFocus()
        else:
            composer.setFocus()
