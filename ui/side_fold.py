"""Whether the side stands in words, or folded to icons so that the cases have room.

Owns how narrow the side may be. It is folded where the window is too narrow for words, list
and case beside each other, as they are at this size of texts; a wider window, or smaller
texts, bring the words back.
"""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter

from ui import geometry
from ui.side_view import SideView
from ui.theme import UNIT, Theme
from ui.views_delegate import folded_width, width_for

LIST_AND_CASE = 29 * UNIT + 360
"""Their least widths at the usual size of texts."""


class SideFold:
    """The first pane of the window's splitter."""

    def __init__(self, splitter: QSplitter, theme: Theme) -> None:
        self._splitter, self._theme = splitter, theme

    def settle(self) -> bool:
        """Fold the side or unfold it, as the splitter is wide; return whether it is folded."""
        side, theme = self._splitter.widget(0), self._theme
        if not isinstance(side, SideView):
            return False
        whole = width_for(theme)
        folded = self._splitter.width() < whole + theme.room_for(LIST_AND_CASE)
        if folded != side.is_folded:
            side.fold(folded=folded)
            self._splitter.setProperty(geometry.FOLDED, folded)
        least = folded_width(theme) if folded else whole
        if side.minimumWidth() != least:
            side.setMinimumWidth(least)
        return folded
