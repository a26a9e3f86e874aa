"""The sheet of keys: what can be done without the mouse, by menu."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import plain
from ui.actions import Listed
from ui.theme import HALF, UNIT, Theme

WITHIN_LISTS = (
    ("Next and previous row", "↓  ↑"),
    ("First and last row", "Home  End"),
    ("Next and previous pane", "F6  Shift+F6"),
    ("Copy a message", "Ctrl+C"),
    ("What can be done with a message", "Menu"),
)
"""What the lists themselves know: no menu holds it."""


class KeysDialog(QDialog):
    """All keys, two columns; closes with Esc."""

    def __init__(self, listed: Iterable[Listed], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 2 * UNIT, 0)
        grid.setHorizontalSpacing(4 * UNIT)
        grid.setVerticalSpacing(HALF)
        row, menu = 0, ""
        keyed = [(one.menu, one.text, one.keys) for one in listed if one.keys]
        for title, text, keys in (*keyed, *(("Lists", text, keys) for text, keys in WITHIN_LISTS)):
            if title != menu:
                heading = plain.label(title, "", theme.strong_font())
                heading.setContentsMargins(0, UNIT + HALF if row else 0, 0, 0)
                grid.addWidget(heading, row, 0, 1, 2)
                row, menu = row + 1, title
            grid.addWidget(plain.label(text, "", theme.text_font()), row, 0)
            grid.addWidget(plain.label(keys, "quiet", theme.text_font()), row, 1)
            row += 1
        grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Keyboard shortcuts")
        buttons = QDialogButtonBox()
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(plain.label("Keyboard shortcuts", "title"))
        column.addWidget(area, 1)
        column.addWidget(buttons)
        # Nothing is cut off at the right: the page is never narrower than its longest line.
        area.setMinimumWidth(page.sizeHint().width() + area.verticalScrollBar().sizeHint().width())
        self.resize(480, min(620, parent.height() - 6 * UNIT))
