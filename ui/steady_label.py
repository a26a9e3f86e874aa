"""A line of words that change at each key.

A QLabel has everything around it laid out anew whenever its text changes, also where it
has room: beside a text that is being written that is a good part of each keystroke.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.override import override

STEP = 32
"""Its room grows and shrinks by so many pixels."""


class SteadyLabel(QLabel):
    """Shows plain text at its right edge; wants other room only for far more or less of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._shown = ""
        self._room = 0

    @override
    def text(self) -> str:
        return self._shown

    @override
    def setText(self, arg__1: str) -> None:
        if arg__1 == self._shown:
            return
        self._shown = arg__1
        self.setAccessibleName(arg__1)
        wanted = self.fontMetrics().horizontalAdvance(arg__1)
        if not self._room - 2 * STEP < wanted <= self._room:
            self._room = -(-wanted // STEP) * STEP
            self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._room, self.fontMetrics().height())

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for none of the room that a button beside it cannot do without."""
        return QSize(0, self.fontMetrics().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        along = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        cut = Qt.TextElideMode.ElideRight
        said = self.fontMetrics().elidedText(self._shown, cut, self.width())
        self.style().drawItemText(
            painter, self.rect(), along, self.palette(), self.isEnabled(), said,
            self.foregroundRole(),
        )  # fmt: skip
        painter.end()
