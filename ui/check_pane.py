"""The place of the findings beside the parts.

Owns how much room they have, and that it does not come and go while one types. What is
listed, and how, is the list's.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.checks import Checked
from ui.check_list import CheckList
from ui.theme import UNIT, Theme

MOST_FINDINGS = 3
"""The room is for so many at most; the rest is scrolled to."""
OPENED = 2
"""One that is opened, with its advice and buttons, has the room of so many more."""
GIVES_BACK_MS = 1_500
"""Room that is not needed any more is given back when nothing was typed for so long."""


class CheckPane(QWidget):
    """The findings of one draft.

    Signals:
        resized: it may want other room.
    """

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()  # till there is something to say
        self.list = CheckList(theme)
        self._held = 0
        """The room that was had, till it is given back."""
        self._rest = QTimer(self, singleShot=True, interval=GIVES_BACK_MS)
        self._rest.timeout.connect(self._give_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        self.list.height_changed.connect(self.resized)

    @property
    def is_opened(self) -> bool:
        """Return whether a person is at one of the findings, which says more then."""
        return self.list.current >= 0

    def show_checked(self, checked: Checked | None, names: tuple[str, str]) -> None:
        """Show what was found, None for nothing; `names` are our handle and the customer's name."""
        self.list.show_checked(checked, names)
        if checked is None:
            self._give_back()
        else:
            self.resized.emit()

    def show_failed(self) -> None:
        """Say quietly that the text could not be checked; one writes and sends as ever."""
        self.list.show_failed()
        self.resized.emit()

    def typed(self) -> None:
        """Take note that one types: till that pauses, no room is given back."""
        if self._rest.isActive():
            self._rest.start()

    def stop(self) -> None:
        """Start nothing any more."""
        self._rest.stop()

    def room(self, width: int) -> int:
        """Return how high it is to be where it is so wide; 0 where nothing is to be said."""
        wanted = min(self.list.content_height(width), self._most())
        if wanted < self._held:
            if not self._rest.isActive():
                self._rest.start()
            return self._held
        self._rest.stop()
        self._held = wanted
        return wanted

    def _most(self) -> int:
        line = self.list.fontMetrics().lineSpacing()
        rows = MOST_FINDINGS + (OPENED if self.is_opened else 0)
        return rows * (2 * line + 2 * UNIT) + line + UNIT

    @Slot()
    def _give_back(self) -> None:
        self._rest.stop()
        self._held = 0
        self.resized.emit()
