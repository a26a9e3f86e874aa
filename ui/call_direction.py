"""Who called whom: one of two buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from console.domain.messages import Direction
from console.language import tr
from ui.theme import UNIT

DIRECTIONS = ((Direction.IN, tr("They called")), (Direction.OUT, tr("We called")))


class DirectionField(QWidget):
    """Two buttons, one of which is pressed.

    Signals:
        changed: a person pressed one.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        chosen = QFont(self.font())
        chosen.setBold(True)  # as the style sheet draws it; the other must not move then
        widest = max(QFontMetrics(chosen).horizontalAdvance(said) for _, said in DIRECTIONS)
        for number, ((_, said), side) in enumerate(zip(DIRECTIONS, ("Left", "Right"), strict=True)):
            button = QPushButton(said)
            button.setObjectName(f"segment{side}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumWidth(widest + 3 * UNIT)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._group.idClicked.connect(self.changed)

    @property
    def direction(self) -> Direction:
        """Return who called whom."""
        return DIRECTIONS[self._group.checkedId()][0]

    def buttons(self) -> list[QPushButton]:
        """Return both buttons."""
        return [one for one in self._group.buttons() if isinstance(one, QPushButton)]

    def show_direction(self, direction: Direction) -> None:
        """Show who called whom."""
        place = [one for one, _ in DIRECTIONS].index(direction)
        self._group.button(place).setChecked(True)
