"""The column beside the text: the cards of the parts, and below them what the checks found.

Owns how both share its height; what stands there is theirs.
"""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from ui.check_pane import CheckPane
from ui.parts_view import PartsView
from ui.theme import UNIT

LOW_CARDS = 7 * UNIT
"""Room for the cards that is not taken from them while they want so much."""
LOW_FOUND = 9 * UNIT
"""The same for the findings: one can be read, and how many there are."""


class CheckColumn(QVBoxLayout):
    """Cards above, findings below; these take no room where there are none."""

    def __init__(self, cards: PartsView, found: CheckPane) -> None:
        super().__init__()
        self._cards, self._found = cards, found
        self.setSpacing(UNIT)
        self.addWidget(cards, 1)
        found.setContentsMargins(0, 0, cards.bar_width, 0)  # they end where the cards end
        found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.addWidget(found)

    def wanted(self, width: int) -> int:
        """Return how much higher the column is for the findings where it is so wide."""
        room = self._found.room(width - self._cards.bar_width)
        return room + UNIT if room else 0

    def least(self, width: int) -> int:
        """Return the same where there is hardly any room."""
        return min(self.wanted(width), LOW_FOUND + UNIT)

    def give(self, wanted: int, height: int, others: int, least: int) -> int:
        """Give the findings what they get of a height, and return how much that is.

        Whole where all `others` are whole beside them; else a third of the height, or half of
        it where one is opened, as far as that leaves the others their `least`.
        """
        share = height // (2 if self._found.is_opened else 3)
        most = max(height - others, min(share, height - least), LOW_FOUND + UNIT)
        given = min(wanted, most)
        if wanted and self._found.height() != given - UNIT:
            self._found.setFixedHeight(given - UNIT)
        if self._found.isHidden() is bool(wanted):
            self._found.setVisible(bool(wanted))
        return given if wanted else 0
