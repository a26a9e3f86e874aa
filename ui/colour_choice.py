"""The colour of an account: a row of discs, one of which is chosen; each has its name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from console.domain.accounts import COLOURS
from console.language import tr
from ui import plain
from ui.override import override
from ui.theme import HALF, UNIT, Theme

DISC = 20


NAMES = {
    "amber": tr("Amber"),
    "blue": tr("Blue"),
    "green": tr("Green"),
    "rust": tr("Rust"),
    "sky": tr("Sky"),
    "mauve": tr("Mauve"),
}
"""Of `domain.accounts.COLOURS`, whose own words are stored."""


class ColourButton(QAbstractButton):
    """One disc, with a check mark where it is chosen."""

    def __init__(self, colour: str, theme: Theme) -> None:
        super().__init__()
        self.colour, self._theme = colour, theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(NAMES[colour])
        plain.set_tip(self, NAMES[colour])
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(DISC + 2 * HALF, DISC + 2 * HALF)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self._theme.account(self.colour)
        place = QRect(0, 0, DISC, DISC)
        place.moveCenter(self.rect().center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(place)
        if self.isChecked():
            pen = QPen(ink, 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            x, y = place.left(), place.top()
            painter.drawLine(x + 6, y + 10, x + 9, y + 13)
            painter.drawLine(x + 9, y + 13, x + 14, y + 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent_text"), 2))
            painter.drawEllipse(place.adjusted(-3, -3, 3, 3))
        painter.end()


class ColourChoice(QWidget):
    """All colours; the arrow keys go from one to the next.

    Signals:
        chosen(str): a person chose this one.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(tr("Colour"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT // 2)
        self._group = QButtonGroup(self)
        self.buttons = tuple(ColourButton(colour, theme) for colour in COLOURS)
        for button in self.buttons:
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        self._group.buttonClicked.connect(self._tell)

    def show_colour(self, colour: str) -> None:
        """Check this one."""
        for button in self.buttons:
            button.setChecked(button.colour == colour)

    def _tell(self, button: QAbstractButton) -> None:
        if isinstance(button, ColourButton):
            self.chosen.emit(button.colour)
