"""The composer's foot: what is said of the answer, how long it is, numbers of the parts, Send.

Owns in how many rows that stands, and none of what it says.
"""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from console.language import tr
from ui import plain
from ui.composer_line import ComposerLine
from ui.number_button import NumberButton
from ui.steady_label import SteadyLabel
from ui.theme import HALF, UNIT, Theme

Direction = QBoxLayout.Direction


class ComposerFoot(QBoxLayout):
    """One row; where it is narrow or the line has facts, the line stands above the others."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Direction.LeftToRight)
        self._size = ("", "")
        self._tip = ""
        self._narrow = False
        self.line = ComposerLine(theme)
        self.counter = SteadyLabel()
        self.counter.setObjectName("quiet")
        self.counter.setFont(theme.small_font())
        self.numbers = NumberButton(theme)
        self.send_button = QPushButton(tr("Send"))
        self.send_button.setObjectName("primary")
        self._tail = QHBoxLayout()
        self._tail.setSpacing(2 * UNIT)
        self._tail.addStretch()
        self._tail.addWidget(self.counter)
        self._tail.addWidget(self.send_button)
        self.setSpacing(HALF)
        self.addWidget(self.line, 1)
        self.addLayout(self._tail)
        self._place_numbers()

    def show_size(self, whole: str, short: str, tip: str, *, is_narrow: bool) -> None:
        """Say how long the answer is; in short where there is no room for the whole."""
        self._size = (whole, short)
        self.counter.setText(short if is_narrow else whole)
        if tip != self._tip:
            self._tip = tip
            plain.set_tip(self.counter, tip)
            self.counter.setAccessibleDescription(tip)

    def fit(self, *, is_narrow: bool, is_tight: bool) -> None:
        """Take the rows that the width asks for."""
        show(self.line, shown=self.line.has_facts or not is_tight)
        self._place_counter(alone=is_tight)
        self.setSpacing(UNIT if self.line.notes.warns else HALF)  # a ground needs more
        wanted = (
            Direction.TopToBottom if self._stacks(is_narrow=is_narrow) else Direction.LeftToRight
        )
        turned, widened = self.direction() != wanted, self._narrow != is_narrow
        self._narrow = is_narrow
        if turned:
            self.setDirection(wanted)
        if turned or widened:
            self._place_numbers()
        if widened:
            self.counter.setText(self._size[1 if is_narrow else 0])

    def height(self, inside: int, *, is_narrow: bool, is_tight: bool) -> int:
        """Return how high it is at a width, without what stands around it."""
        button = self.send_button.sizeHint().height()
        if self._stacks(is_narrow=is_narrow):
            said = 0 if self.line.isHidden() else self.line.heightForWidth(inside)
            if is_tight:
                said += self.counter.sizeHint().height() + self.spacing()
            return button + self.spacing() + said
        beside = (self.numbers, self.counter, self.send_button)
        tail = sum(widget.sizeHint().width() for widget in beside) + 5 * UNIT
        return max(button, self.line.heightForWidth(inside - tail))

    def _stacks(self, *, is_narrow: bool) -> bool:
        """Return whether the line stands above what else is here, not among it."""
        return is_narrow or self.line.has_facts

    def _place_counter(self, *, alone: bool) -> None:
        """Where letters are large, let the counter have the line of the hint to itself."""
        if alone is (self.indexOf(self.counter) >= 0):
            return
        if alone:
            self._tail.removeWidget(self.counter)
            self.insertWidget(self.indexOf(self.line) + 1, self.counter)
        else:
            self.removeWidget(self.counter)
            self._tail.insertWidget(self._tail.indexOf(self.send_button), self.counter)

    def _place_numbers(self) -> None:
        """Put the button for numbers at the left of the row that Send ends."""
        self.numbers.set_short(self._narrow)
        self.removeWidget(self.numbers)
        self._tail.removeWidget(self.numbers)
        row = self if self.direction() == Direction.LeftToRight else self._tail
        row.insertWidget(0, self.numbers)


def show(widget: QWidget, *, shown: bool) -> None:
    """Show or hide a widget, and do nothing where it is so already."""
    if widget.isHidden() is shown:
        widget.setVisible(shown)
