"""Search: the field, and the line that says what was found where."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui import plain, words
from ui.elided_label import ElidedLabel
from ui.override import override
from ui.theme import HALF, UNIT, Theme

TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the focus goes only to come back by itself."""


class SearchField(QLineEdit):
    """Takes the words to search for; Esc leaves the search, Down and Return go to the list.

    Signals:
        left: the search is over.
        list_wanted: on to what was found.
        entered: the focus came into it, or went to another widget.
    """

    left = Signal()
    list_wanted = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Search all cases  (/)")
        self.setClearButtonEnabled(True)
        self.setAccessibleName("Search all cases")

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # else the window's Esc would only take the focus away
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in COMES_BACK:
            self.entered.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in TO_LIST:
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)


class SearchLine(QWidget):
    """Says how many cases were found, with which words, and among which."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.said = ElidedLabel("", "quiet")
        self.scope = plain.label("  ·  all states", "quiet")
        self.leave = QPushButton("Clear")
        self.leave.setFlat(True)
        self.leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.leave.setAccessibleName("Leave the search")
        plain.set_tip(self.leave, "Leave the search (Esc)")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, 0, 2 * UNIT, HALF)
        row.setSpacing(0)
        row.addWidget(self.said)
        row.addWidget(self.scope)
        row.addStretch(1)
        row.addWidget(self.leave)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def tell(self, query: str, count: int, *, more: bool) -> None:
        """Say what was found; `more`: these are only the newest."""
        found = f"The newest {count} cases" if more else words.several(count, "case")
        self.said.show_text(f"{found} for “{plain.isolated(query)}”", query)

    def _take_theme(self) -> None:
        for widget in (self.said, self.scope, self.leave):
            widget.setFont(self._theme.small_font())
