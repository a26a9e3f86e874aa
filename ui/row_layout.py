"""Which part of a long list is in sight: the anchor, and what is measured for it.

The anchor is a row and where its top stands in the view. It stays while heights above it
change and rows come and go. Pure numbers in pixels; the view hands in its height and how
a row is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ui.row_heights import RowHeights

NEAR_END = 4
"""So many pixels before the end still count as there."""
END = None
"""The anchor of a view that stays at its end."""
Anchor = tuple[int, int] | None


class RowLayout:
    """Heights of all rows, and the place in them."""

    def __init__(self, measure: Callable[[int], int], foot: int) -> None:
        """Take how a row is measured, and the room below the last."""
        self.heights = RowHeights(foot)
        self.offset = 0
        """How much of it all is above the view."""
        self._measure = measure
        self._anchor: Anchor = END
        self._view_height = 0

    @property
    def furthest(self) -> int:
        """The offset at the end."""
        return max(0, self.heights.total - self._view_height)

    @property
    def at_end(self) -> bool:
        """Whether the end of the last row is in sight."""
        return self._anchor is END or self.offset >= self.furthest - NEAR_END

    def fill(self, guesses: Iterable[int]) -> None:
        """Take other rows; their end is in sight."""
        self.heights.fill(guesses)
        self._anchor = END

    def insert(self, first: int, guesses: Iterable[int]) -> None:
        """Put rows before row `first`."""
        before = len(self.heights)
        self.heights.insert(first, guesses)
        if self._anchor is not END and first <= self._anchor[0]:
            self._anchor = self._anchor[0] + len(self.heights) - before, self._anchor[1]

    def remove(self, first: int, last: int) -> None:
        """Take the rows `first` to `last` out."""
        self.heights.remove(first, last)
        if self._anchor is not END and first <= self._anchor[0]:
            row, y = self._anchor
            self._anchor = (row - (last - first + 1), y) if row > last else (first, 0)

    def hold(self, anchor: Anchor) -> None:
        """Put a row's top at a place of the view, or the end in sight."""
        self._anchor = anchor

    def scroll_to(self, value: int, furthest: int) -> None:
        """Move to an offset that a person chose, of `furthest` at most."""
        way = value - self.offset
        if abs(way) <= 2 * self._view_height:
            # Rows that come into sight may be higher than guessed: what is there moves by
            # `way` all the same.
            row, above = self.first_in_sight()
            self._anchor = row, -above - way
        elif value >= furthest:
            self._anchor = END
        else:
            row = self.heights.row_at(value)
            self._anchor = row, self.heights.top(row) - value

    def first_in_sight(self) -> tuple[int, int]:
        """Return the row at the upper edge, and how much of it is above; (0, 0) without rows."""
        if not len(self.heights):
            return 0, 0
        row = self.heights.row_at(self.offset)
        return row, self.offset - self.heights.top(row)

    def last_ended(self) -> int:
        """Return the last row whose end is in sight or above; -1 for none."""
        bottom = self.offset + self._view_height
        row = self.heights.row_at(bottom)
        ended = self.heights.top(row) + self.heights.height(row) <= bottom
        return row if ended else row - 1

    def settle(self, view_height: int) -> None:
        """Measure what is near the view, the anchor standing where it is."""
        self._view_height = view_height
        if not len(self.heights):
            self._anchor = END
        self._place()
        while self._measure_near():
            self._place()
        if self.offset >= self.furthest:
            self._anchor = END
        elif self._anchor is not END:
            row, above = self.first_in_sight()
            self._anchor = row, -above

    def measured(self, row: int) -> int:
        """Return the height of a row, measured now if it was not."""
        if not self.heights.is_measured(row):
            self.heights.put(row, self._measure(row))
        return self.heights.height(row)

    def _place(self) -> None:
        wanted = self.furthest
        if self._anchor is not END:
            row, y = self._anchor
            wanted = min(wanted, self.heights.top(min(row, len(self.heights) - 1)) - y)
        self.offset = max(0, wanted)

    def _measure_near(self) -> bool:
        """Measure rows in sight and a little around; return whether any was due."""
        if not len(self.heights):
            return False
        around = self._view_height // 4
        first = self.heights.row_at(self.offset - around)
        last = self.heights.row_at(self.offset + self._view_height + around)
        due = [row for row in range(first, last + 1) if not self.heights.is_measured(row)]
        for row in due:
            self.measured(row)
        return bool(due)
