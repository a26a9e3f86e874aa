"""The place of the findings below the text and its parts.

Owns how much room they ask for, and that none is taken or given back while one types. What
is listed, and how, is the list's.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from console.domain.checks import Checked
from ui.check_list import CheckList
from ui.theme import HALF, UNIT, Theme

MOST_FINDINGS = 3
"""The room is for so many at most; the rest is scrolled to."""
OPENED = 2
"""One that is opened, with its advice and buttons, has the room of so many more."""
GROWS_MS = 1_000
"""More room is taken when nothing was typed for so long: what one writes would jump."""
GIVES_BACK_MS = 1_500
"""Room that is not needed any more is given back when nothing was typed for so long."""


class Asked(NamedTuple):
    """What room is wanted, in pixels."""

    height: int
    """So much of it may be new: the whole answer grows by it."""
    shown: int
    """So much can be filled, where it is there."""
    opened: int
    """So much is needed by the one that is opened, with its buttons; 0 for none."""
    held_open: int
    """The same, also a moment after it was closed."""


class CheckPane(QWidget):
    """The findings of one draft.

    Signals:
        resized: it may want other room.
    """

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()  # till there is something to say
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list = CheckList(theme)
        self._held = 0
        """The room that was asked for, till it is given back."""
        self._held_open = 0
        """The same of the one that was opened."""
        self._opened = ""
        """Which one that is."""
        self._typing = QTimer(self, singleShot=True, interval=GROWS_MS)
        self._typing.timeout.connect(self.resized)
        self._rest = QTimer(self, singleShot=True, interval=GIVES_BACK_MS)
        self._rest.timeout.connect(self._give_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        self.list.height_changed.connect(self._follow)
        self.list.sheet.height_changed.connect(self._grow_at_once)

    @property
    def line(self) -> int:
        """Return the height of one line: the first title, or how many there are."""
        return self.list.head.fontMetrics().height() + UNIT + HALF + 1

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
        """Take note that one types: till that pauses, no room is taken or given back."""
        self._typing.start()
        if self._rest.isActive():
            self._rest.start()

    def stop(self) -> None:
        """Start nothing any more."""
        self._typing.stop()
        self._rest.stop()

    def ask(self, width: int) -> Asked:
        """Return what room is wanted where it is so wide; nothing where nothing is to be said."""
        opened = self._opened_height(width)
        shown = min(self.list.content_height(width), self._most())
        if self._typing.isActive():
            shown = max(min(shown, max(self._held, self.line)), opened)
            self._held = max(self._held, opened)
        else:
            shown = max(shown, opened)
            self._held = max(self._held, shown)
        self._held_open = max(self._held_open, opened)
        if shown >= self._held and opened >= self._held_open:
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()
        return Asked(self._held, shown, opened, self._held_open)

    def whole_rows(self, height: int) -> int:
        """Return the greatest height, not above this one, at which no finding is cut.

        With less than a row it is one line, with less than that nothing.
        """
        sheet, found = self.list.sheet, self.list.area.y()
        if height < self.line or self.list.current >= 0:  # which is scrolled to
            return height if height >= self.line else 0
        inside = self.list.width() - self.list.bar_width
        for row in sheet.rows:
            if found + row.height_for(inside) > height:
                return max(found, self.line)
            found += row.height_for(inside)
        return height

    def _opened_height(self, width: int) -> int:
        """Return how high the opened finding is with its buttons and what stands above it."""
        sheet, inside = self.list.sheet, width - self.list.bar_width
        if not 0 <= self.list.current < len(sheet.rows):
            return 0
        row = sheet.rows[self.list.current].height_for(inside)
        return self.list.area.y() + row + sheet.acts.height_for(inside)

    def _most(self) -> int:
        line = self.list.fontMetrics().lineSpacing()
        is_open = self.list.current >= 0 or self.list.is_unfolded
        rows = MOST_FINDINGS + (OPENED if is_open else 0)
        return rows * (2 * line + 2 * UNIT) + line + UNIT

    @Slot()
    def _follow(self) -> None:
        """Ask for other room; one that a person opened has it at once."""
        at, findings = self.list.current, self.list.findings
        opened = findings[at].key if 0 <= at < len(findings) else ""
        if opened and opened != self._opened:
            self._typing.stop()
        self._opened = opened
        self.resized.emit()

    @Slot()
    def _grow_at_once(self) -> None:
        """Ask for the room that a person wants to have."""
        self._typing.stop()
        self.resized.emit()

    @Slot()
    def _give_back(self) -> None:
        self._rest.stop()
        self._held = self._held_open = 0
        self.resized.emit()
