"""A bar for work of which it is not known how far it is; it holds still where motion is off.

Framework knowledge: Fusion lets the bar of such work wander for as long as it is shown and
knows no hint against that. Drawing it once as a bar that is at its beginning ends that.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPaintEvent
from PySide6.QtWidgets import (
    QProgressBar,
    QStyle,
    QStyleOptionProgressBar,
    QStylePainter,
)

from ui import motion
from ui.override import override


class BusyBar(QProgressBar):
    """A bar that wanders, or is hatched as a whole, while nobody knows how far it is."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum() or motion.moves():
            super().paintEvent(event)
            return
        option = QStyleOptionProgressBar()
        self.initStyleOption(option)
        option.minimum, option.maximum, option.progress = 0, 1, 0
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_ProgressBar, option)
        hatched = QBrush(self.palette().highlight().color(), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(self.rect().adjusted(2, 2, -2, -2), hatched)
