"""The head of the open case: who it is, where it stands, whether they called first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.domain.cases import CaseRow, CaseState
from ui import plain, words
from ui.theme import HALF, UNIT, Theme


class CaseHeader(QWidget):
    """Name, handle, state and the two acts on a case as a whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.name = _label("title")
        self.facts = _label("quiet")
        self.called_first = _label("accentText")
        self.note_button = QPushButton("Call note")
        self.note_button.setToolTip("Note a call on this case (N)")
        self.resolve_button = QPushButton("Resolve")
        for button in (self.note_button, self.resolve_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(self.name, 1)
        top.addWidget(self.note_button)
        top.addWidget(self.resolve_button)
        for label in (self.facts, self.called_first):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT + HALF)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addWidget(self.called_first)
        self.name.setMinimumWidth(40)

    def show_case(self, row: CaseRow, now: datetime) -> None:
        """Show what the inbox knows of the case."""
        self.facts.setFont(self._theme.small_font())
        self.called_first.setFont(self._theme.small_font())
        self.name.setText(plain.isolated(row.name) or "Unknown")
        facts = [f"@{row.handle}"] if row.handle else []
        facts.append(words.STATES[row.state])
        facts.append(f"last message {words.ago(row.last_at, now)}")
        self.facts.setText("  ·  ".join(facts))
        line = words.called_first(row)
        self.called_first.setText(line)
        self.called_first.setVisible(bool(line))
        resolved = row.state is CaseState.RESOLVED
        self.resolve_button.setText("Reopen" if resolved else "Resolve")
        self.resolve_button.setToolTip(
            "Bring the case back (Shift+E)" if resolved else "The problem is solved (E)"
        )


def _label(name: str) -> QLabel:
    label = plain.label("", name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
