"""The head of the open case: who it is, where it stands, whether they called first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from console.domain.cases import CaseRow, CaseState
from ui import plain, words
from ui.elided_label import ElidedLabel
from ui.icons import Icons
from ui.theme import HALF, UNIT, Theme

ICON = 16


class CaseHeader(QWidget):
    """Name, handle, state and the acts on a case as a whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._icons = theme, Icons(theme)
        self.name = ElidedLabel("", "title")
        self.facts = ElidedLabel("", "quiet")
        self.called_first = plain.label("", "accentText")
        self.called_first.setWordWrap(True)
        self.called_first.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note_button = QPushButton("Call note")
        self.note_button.setToolTip("Note a call on this case (N)")
        self.resolve_button = QPushButton("Resolve")
        self.contact_button = QToolButton()
        self.contact_button.setObjectName("flat")
        self.contact_button.setIconSize(QSize(ICON, ICON))
        self.contact_button.setToolTip("Show or fold the contact (I)")
        self.contact_button.setAccessibleName("Show or fold the contact")
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(self.name, 1)
        for button in (self.note_button, self.resolve_button, self.contact_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT + HALF)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addWidget(self.called_first)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_case(self, row: CaseRow, now: datetime) -> None:
        """Show what the inbox knows of the case."""
        self.name.show_text(plain.isolated(row.name) or "Unknown")
        facts = [f"@{row.handle}"] if row.handle else []
        facts.append(words.STATES[row.state])
        facts.append(f"last message {words.ago(row.last_at, now)}")
        self.facts.show_text("  ·  ".join(facts))
        line = words.called_first(row)
        self.called_first.setText(line)
        self.called_first.setVisible(bool(line))
        resolved = row.state is CaseState.RESOLVED
        self.resolve_button.setText("Reopen" if resolved else "Resolve")
        self.resolve_button.setToolTip(
            "Bring the case back (Shift+E)" if resolved else "The problem is solved (E)"
        )

    @Slot()
    def _take_theme(self) -> None:
        self.facts.setFont(self._theme.small_font())
        self.called_first.setFont(self._theme.small_font())
        self.contact_button.setIcon(self._icons.icon("panel-right", "quiet"))
