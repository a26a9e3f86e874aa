"""The line at the bottom: what the desk is doing, and quietly what keeps it from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.errors import DeskError
from ui import plain, words
from ui.theme import HALF, UNIT, Theme

NOTICE_MS = 6000


class StatusLine(QWidget):
    """State at the left, what waits at the right; a person's trouble until dismissed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = ""
        self.message = plain.label("", "quiet", theme.small_font())
        self.waiting = plain.label("", "quiet", theme.small_font())
        self.message.setMinimumWidth(60)
        self.dismiss = QPushButton("OK")
        self.dismiss.setFont(theme.small_font())
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.dismiss.clicked.connect(self._calm)
        self.dismiss.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTICE_MS)
        self._timer.timeout.connect(self._calm)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, HALF, 2 * UNIT, HALF)
        row.setSpacing(2 * UNIT)
        row.addWidget(self.message, 1)
        row.addWidget(self.dismiss)
        row.addWidget(self.waiting)

    def show_state(self, text: str, waiting: int) -> None:
        """Show the lasting state, and how many parts wait in the outbox."""
        self._state = text
        self.waiting.setText(f"{words.several(waiting, 'part')} waiting" if waiting else "")
        if not self._timer.isActive() and not self.dismiss.isVisible():
            self._calm()

    def notice(self, text: str) -> None:
        """Show a passing word, such as what was undone."""
        self._show(text, "quiet")
        self._timer.start()

    def trouble(self, error: DeskError) -> None:
        """Show what a person's act met, until it is dismissed."""
        self._timer.stop()
        self._show(f"{error.title}: {error.message} {error.advice}", "danger")
        self.dismiss.show()

    def _calm(self) -> None:
        self._timer.stop()
        self.dismiss.hide()
        self._show(self._state, "quiet")

    def _show(self, text: str, name: str) -> None:
        self.message.setText(text)
        plain.set_tip(self.message, text)
        if self.message.objectName() != name:
            self.message.setObjectName(name)
            self.message.style().polish(self.message)
