"""How a text stands in its field: at which side it begins, and how much room it wants.

Framework knowledge: Qt's own size of a plain text is a number of lines, and does not yet
count those of a paragraph that undo put back. A letter of another font makes its line
higher. To ask for the geometry of a paragraph lays it out.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtWidgets import QPlainTextEdit

from ui.text_layout import alignment_of

LEAST_LINES = 3
"""So many lines of the text are in sight at least."""
MOST_LINES = 20
"""A longer text scrolls, whatever room there is."""
_FRAME = 6
"""Edge and padding of the field at one side, with a pixel to spare."""


class TextRoom:
    """Measures the text of one field, no farther than it can be seen."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor

    @property
    def least(self) -> int:
        """Return the height of the field below which too little can be seen."""
        return self._of_lines(LEAST_LINES)

    def wanted(self) -> int:
        """Return the height of the field at which the text is shown whole."""
        document = self._editor.document()
        layout, block = document.documentLayout(), document.begin()
        height, most = 0.0, MOST_LINES * self._line
        while block.isValid() and height < most:
            layout.blockBoundingRect(block)
            height += block.layout().boundingRect().height()
            block = block.next()
        return max(ceil(min(height, most)) + self._margins, self.least)

    def whole_lines(self, height: int) -> int:
        """Return the height of as many lines as have room in another."""
        return self._of_lines(max((height - self._margins) // self._line, LEAST_LINES))

    def align(self, text: str) -> None:
        """Begin the lines at the side of the first letter, as the network shows them."""
        document = self._editor.document()
        option = document.defaultTextOption()
        if option.alignment() != alignment_of(text):
            option.setAlignment(alignment_of(text))
            document.setDefaultTextOption(option)

    def _of_lines(self, count: int) -> int:
        return count * self._line + self._margins

    @property
    def _line(self) -> int:
        return self._editor.fontMetrics().lineSpacing()

    @property
    def _margins(self) -> int:
        return 2 * (round(self._editor.document().documentMargin()) + _FRAME)
