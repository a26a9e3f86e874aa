"""A section and the cases behind it: side by side where there is room, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui import reading_order
from ui.override import override
from ui.theme import UNIT

BESIDE = 100 * UNIT
"""From this width on the cases stand at the right, else below."""
CASES = 40 * UNIT
"""How wide they are there at first."""
LEAST = (30 * UNIT, 22 * UNIT)
"""How wide and high they are at least."""


class CasesSplitter(QSplitter):
    """Owns where the edge between both is until a person moves it."""

    def __init__(self, section: QWidget, cases: QWidget) -> None:
        super().__init__()
        self._shared_out = False
        """Whether the cases had their room once; from then on a person may have moved the edge."""
        self._cases = cases
        cases.setMinimumSize(*LEAST)
        cases.hide()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for part, share in ((section, 2), (cases, 1)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, share)
        reading_order.as_seen(self)

    def show_cases(self) -> None:
        """Open the cases, with as much room as they had."""
        if self._cases.isHidden():
            self._cases.show()
            if not self._shared_out:
                self._shared_out = True
                self._share_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= BESIDE
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way is not self.orientation():
            self.setOrientation(way)
            # Once both have their new size: until then Qt goes by that of before.
            QTimer.singleShot(0, self, self._share_out)

    def _share_out(self) -> None:
        """Give the cases a column of their own, or the lower half."""
        if self.orientation() is Qt.Orientation.Horizontal:
            self.setSizes([self.width() - CASES, CASES])
        else:
            self.setSizes([self.height() // 2, self.height() // 2])
