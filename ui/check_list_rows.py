"""The rows of the findings: each goes on with its finding, wherever that stands now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from console.domain.checks import Finding
from ui.check_list_match import matched
from ui.check_row import CheckRow

MOST_ROWS = 50
"""So many findings have a row; of the others their number is said."""


class Rows:
    """Rows that are shown, and rows that wait for a finding."""

    def __init__(self, make: Callable[[], CheckRow]) -> None:
        self._make = make
        self.shown: list[CheckRow] = []
        """Of the findings that are shown, in their order."""
        self.spare: list[CheckRow] = []

    def match(self, findings: Sequence[Finding]) -> None:
        """Let each row go on with its finding; there are as many as findings, or `MOST_ROWS`."""
        kept, gone = matched(self.shown, findings[:MOST_ROWS])
        self.spare += gone
        self.shown = [row or (self.spare.pop() if self.spare else self._make()) for row in kept]
        for row in self.spare:
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show(
        self, findings: Sequence[Finding], current: int, taken: frozenset[str], focused: QWidget
    ) -> None:
        """Show each as it stands: the `current` one open, the `taken` keys noted with Send.

        The Tab key goes to the open one, else the first; to `focused` it may come back.
        """
        for number, row in enumerate(self.shown):
            finding = findings[number]
            is_taken, place = finding.key in taken, (number, len(findings))
            row.show_finding(finding, place, is_open=number == current, is_taken=is_taken)
            stop = number == max(current, 0) or row is focused
            row.setFocusPolicy(Qt.FocusPolicy.TabFocus if stop else Qt.FocusPolicy.NoFocus)
            row.show()

    def parted(self, current: int) -> list[int]:
        """Return where lines part them; the ground of the `current` one parts by itself."""
        numbered = enumerate(self.shown[1:], 1)
        return [row.y() for number, row in numbered if current not in (number - 1, number)]

    def take_theme(self) -> None:
        """Take the letters and colours of the theme in force."""
        for row in (*self.shown, *self.spare):
            row.take_theme()


def watch(stops: Sequence[QWidget], watcher: QObject) -> None:
    """Let the Tab key go from one to the next, and `watcher` see where the focus is."""
    for each in stops:
        each.removeEventFilter(watcher)  # once is enough
        each.installEventFilter(watcher)
    for before, behind in pairwise(stops):
        QWidget.setTabOrder(before, behind)
