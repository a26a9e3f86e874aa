"""The page over the whole window where the data file is damaged: what can be done, and how far."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.job_bar import JobBar
from ui.state_view import WIDEST, StateView
from ui.theme import UNIT, Theme

Ways = tuple[tuple[str, Callable[[], None]], ...]


class DamagePage(QWidget):
    """Words with buttons, and below them how far what is under way has come."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.state, self.bar = StateView(), JobBar(theme)
        self.bar.setMaximumWidth(WIDEST)
        row = QHBoxLayout()
        row.setContentsMargins(2 * UNIT, 0, 2 * UNIT, 6 * UNIT)
        row.addStretch(1)
        row.addWidget(self.bar, 100)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.state, 1)
        column.addLayout(row)

    def say(self, title: str, message: str, advice: str, ways: Ways) -> None:
        """Show these words; the first button is the main one."""
        self.state.say(title, message, advice, ways)
