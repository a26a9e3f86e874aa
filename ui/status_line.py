"""The line at the bottom: what the desk is doing, and quietly what keeps it from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.language import tr
from ui import announcing, plain
from ui.elided_label import ElidedLabel
from ui.theme import HALF, UNIT, Theme

NOTICE_MS = 6000
WIDEST_AGENT = 20 * UNIT


class StatusLine(QWidget):
    """State or a passing word at the left, what waits in the outbox at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = ""
        self._detail = ""
        self._notice = self._hint = ""
        self.message = ElidedLabel("", "quiet", theme.small_font())
        self.waiting = ElidedLabel("", "quiet", theme.small_font())
        self.place = ElidedLabel("", "accentText", theme.small_font())
        self.agent = QPushButton()
        self.agent.setObjectName("quietButton")
        self.agent.setFont(theme.small_font())
        self.agent.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click takes it from nobody
        self.agent.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTICE_MS)
        self._timer.timeout.connect(self._calm)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, HALF, 2 * UNIT, HALF)
        row.setSpacing(2 * UNIT)
        row.addWidget(self.message, 1)
        row.addWidget(self.waiting)
        row.addWidget(self.agent)
        row.addWidget(self.place)
        self.waiting.hide()
        self.place.hide()

    def show_state(self, text: str, detail: str, waiting: str) -> None:
        """Show the lasting state, `detail` behind it as a tip, and what the outbox holds."""
        self._state, self._detail = text, detail
        self.waiting.show_text(waiting)
        self.waiting.setVisible(bool(waiting))  # else it is met, and says nothing
        self._show()

    def show_place(self, text: str) -> None:
        """Show what kind of desk this is, such as the demo."""
        self.place.show_text(text)
        self.place.setVisible(bool(text))

    def show_agent(self, name: str, signature: str) -> None:
        """Show who is at the desk, and how they sign."""
        said = plain.isolated(name)
        self.agent.setVisible(bool(said))
        short = self.agent.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, WIDEST_AGENT)
        self.agent.setText(short.replace("&", "&&"))
        tip = (
            tr("{agent} is at the desk; answers end with {signature}. A click lets it be another.")
            if signature
            else tr("{agent} is at the desk; no signature. A click lets it be another.")
        )
        self.agent.setAccessibleName(tr("{agent} is at the desk").format(agent=said))
        plain.set_tip(self.agent, tip.format(agent=said, signature=plain.isolated(signature)))

    def notice(self, text: str) -> None:
        """Show a passing word, such as what was undone."""
        self._notice = text
        self._show()
        self._timer.start()
        announcing.say(self, text)

    def hint(self, text: str) -> None:
        """Show for now which keys may follow; nothing ends it."""
        self._hint = text
        self._show()

    def _calm(self) -> None:
        self._timer.stop()
        self._notice = ""
        self._show()

    def _show(self) -> None:
        passing = self._hint or self._notice
        self.message.show_text(passing or self._state, "" if passing else self._detail)
