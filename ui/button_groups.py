"""Two groups of buttons at the two ends of a line; under each other where that is too short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from ui.override import override
from ui.theme import UNIT

DIRECTION = QBoxLayout.Direction


class ButtonGroups(QWidget):
    """A row that is no wider than it has to be: then the first group stands above the last."""

    def __init__(self, first: Sequence[QPushButton], last: Sequence[QPushButton]) -> None:
        super().__init__()
        self._groups = tuple(_row() for _ in (first, last))
        for row, buttons in zip(self._groups, (first, last), strict=True):
            for button in buttons:
                row.addWidget(button)
        self._groups[0].addStretch()
        self._groups[1].insertStretch(0)
        self._line = QBoxLayout(DIRECTION.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(UNIT)
        for row in self._groups:
            self._line.addLayout(row)

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the wider group: the other finds room above or below it."""
        return QSize(max(self._widths()), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button came, went, or says more
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        room = self.width() - UNIT
        wanted = DIRECTION.TopToBottom if sum(self._widths()) > room else DIRECTION.LeftToRight
        if wanted != self._line.direction():
            self._line.setDirection(wanted)
            self.updateGeometry()

    def _widths(self) -> list[int]:
        return [row.minimumSize().width() for row in self._groups]


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(UNIT)
    return row
