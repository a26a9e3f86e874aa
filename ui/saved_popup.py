"""The saved replies that are found while one types, under the caret.

A part of the window and no window of its own: it never has the focus. Which are shown it
is told; what a person chooses goes up as a signal.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.domain.saved_replies import SavedReply
from console.language import tr
from ui import announcing, frame, plain
from ui.override import override
from ui.saved_list import REPLY, SavedModel, row_height, saved_list
from ui.saved_values import Measure
from ui.theme import HALF, UNIT, Theme

WIDTH = 60 * UNIT
MOST_ROWS = 6
HINT = tr("Enter inserts  ·  Esc leaves the text as typed")
NONE_FOUND = tr("No saved reply is called that or holds it.")
NONE_YET = tr("There is no saved reply yet. Ctrl+Shift+R makes one.")


class SavedPopup(QFrame):
    """A list that lies over the window.

    Signals:
        chosen(SavedReply): the person clicked on this one.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self.over = theme, window
        self.model = SavedModel(self)
        self.list = saved_list(self.model, theme, always_active=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setObjectName("page")
        self.line = plain.label(HINT, "quiet", theme.small_font())
        self.line.setContentsMargins(UNIT + HALF, HALF, UNIT, HALF)
        self._parting = frame.hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self._parting)
        column.addWidget(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Saved replies"))
        self.list.clicked.connect(self._tell)
        self.hide()

    @property
    def current(self) -> SavedReply | None:
        """Return the one that Enter inserts; None where none is shown."""
        found = self.list.currentIndex().data(REPLY)
        return found if self.isVisible() and isinstance(found, SavedReply) else None

    def show_found(
        self, found: Sequence[SavedReply], measure: Measure, caret: QRect, *, any_saved: bool
    ) -> None:
        """Show these at the caret, a rectangle of the window, the first chosen."""
        self.model.show_replies(found, measure)
        self.list.setVisible(bool(found))
        self._parting.setVisible(bool(found))
        self.line.setText(HINT if found else NONE_FOUND if any_saved else NONE_YET)
        self._place(caret)
        self.show()
        self.raise_()
        self._choose(0)

    def step(self, rows: int) -> None:
        """Choose another row; at an end it goes on at the other."""
        count = self.model.rowCount()
        row = self.list.currentIndex().row() + rows
        if abs(rows) > 1:
            row = min(max(row, 0), count - 1)
        self._choose(row % count if count else -1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBrush(self._theme.colour("window"))
        painter.setPen(self._theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _choose(self, row: int) -> None:
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        if index.isValid():
            announcing.say(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _place(self, caret: QRect) -> None:
        """Lie below the caret where there is room in the window, else above it."""
        window = self.over.rect().adjusted(UNIT, UNIT, -UNIT, -UNIT)
        rows = min(self.model.rowCount(), MOST_ROWS)
        below = window.bottom() - caret.bottom() - HALF
        above = caret.top() - HALF - window.top()
        around = self.line.sizeHint().height() + 3
        one = row_height(self._theme)
        # Where it has room for few rows only, it has as many as are seen whole.
        rows = min(rows, max((max(below, above) - around) // one, 1))
        self.list.setFixedHeight(rows * one)
        height = around + (rows * one if rows else 0)
        width = min(WIDTH, window.width())
        begins = caret.right() + UNIT - width if self.isRightToLeft() else caret.left() - UNIT
        left = min(max(begins, window.left()), window.right() + 1 - width)
        fits = height <= below
        top = caret.bottom() + HALF if fits else caret.top() - HALF - height
        self.setGeometry(left, top, width, height)

    @Slot(QModelIndex)
    def _tell(self, index: QModelIndex) -> None:
        found = index.data(REPLY)
        if isinstance(found, SavedReply):
            self.chosen.emit(found)
