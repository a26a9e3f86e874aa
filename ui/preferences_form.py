"""A page of the preferences: headings, and rows of what something is, means and is set to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import plain
from ui.theme import HALF, UNIT, Theme

FIELD_WIDTH = 20 * UNIT


class PreferencesForm(QWidget):
    """Rows in two columns: words at the left, the field at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        grid.setHorizontalSpacing(3 * UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(0, 1)

    def head(self, text: str) -> None:
        """Begin a section."""
        heading = plain.label(text, "", self._theme.strong_font())
        row = self._grid.rowCount()
        heading.setContentsMargins(0, 2 * UNIT if row > 1 else UNIT, 0, 0)
        self._grid.addWidget(heading, row, 0, 1, 2)

    def add(self, text: str, field: QWidget, *below: QWidget, width: int = FIELD_WIDTH) -> None:
        """Add a row: what it is and what it means at the left, its field at the right."""
        label = plain.label(text, "", self._theme.text_font())
        label.setBuddy(field)
        field.setFixedWidth(width)
        field.setAccessibleName(text)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(label)
        for widget in below:
            said.addWidget(widget)
        said.setContentsMargins(0, HALF, 0, UNIT)
        row = self._grid.rowCount()
        self._grid.addLayout(said, row, 0)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)

    def add_wide(self, widget: QWidget) -> None:
        """Add what takes the whole width."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def end(self) -> None:
        """Leave the room that is left below the rows."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def help(self, text: str = "") -> QLabel:
        """Return a line that says what a field means."""
        return self._line(text, "quiet")

    def trouble(self) -> QLabel:
        """Return a line for what is wrong with a field; it takes no room while it says nothing."""
        line = self._line("", "danger")
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.setVisible(False)
        return line

    def _line(self, text: str, name: str) -> QLabel:
        label = plain.label(text, name, self._theme.small_font())
        label.setWordWrap(True)
        return label


def say(line: QLabel, text: str, *, instead: QLabel | None = None) -> None:
    """Let a line of trouble say something, in place of another line; empty for nothing."""
    line.setText(text)
    line.setVisible(bool(text))
    if instead is not None:
        instead.setVisible(not text)


def scrolling(page: QWidget) -> QScrollArea:
    """Return a page within what scrolls it where it does not fit."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
