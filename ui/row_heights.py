"""How high the rows of a long list are, and where each begins: guessed until measured.

Pure numbers in pixels; knows neither Qt nor what a row shows. A change costs one addition
per row when the next place is asked for, which is some tenths of a millisecond for 5,000.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class RowHeights:
    """Heights of rows 0..n-1 that stand on each other, with some room below the last."""

    def __init__(self, foot: int = 0) -> None:
        """Begin without rows; `foot` is the room below the last."""
        self._foot = foot
        self._heights: list[int] = []
        self._measured = bytearray()
        self._tops: list[int] | None = [0]

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """How high all of it is; 0 without rows."""
        return self._all_tops()[-1] + self._foot if self._heights else 0

    def fill(self, guesses: Iterable[int]) -> None:
        """Take other rows, of guessed heights."""
        self._heights = list(guesses)
        self._measured = bytearray(len(self._heights))
        self._tops = None

    def insert(self, first: int, guesses: Iterable[int]) -> None:
        """Put rows of guessed heights before row `first`."""
        fresh = list(guesses)
        self._heights[first:first] = fresh
        self._measured[first:first] = bytearray(len(fresh))
        self._tops = None

    def remove(self, first: int, last: int) -> None:
        """Take the rows `first` to `last` out."""
        del self._heights[first : last + 1]
        del self._measured[first : last + 1]
        self._tops = None

    def doubt(self, first: int, last: int) -> None:
        """Take the heights of `first` to `last` for guesses: they are to be measured again."""
        self._measured[first : last + 1] = bytearray(last - first + 1)

    def is_measured(self, row: int) -> bool:
        """Return whether the height of a row is more than a guess."""
        return bool(self._measured[row])

    def put(self, row: int, height: int) -> None:
        """Take the measured height of a row."""
        self._measured[row] = 1
        if self._heights[row] != height:
            self._heights[row] = height
            self._tops = None

    def height(self, row: int) -> int:
        """Return the height of a row."""
        return self._heights[row]

    def top(self, row: int) -> int:
        """Return where a row begins."""
        return self._all_tops()[row]

    def row_at(self, y: int) -> int:
        """Return the row at `y`; the first or the last for a place outside."""
        found = bisect_right(self._all_tops(), y, 0, len(self._heights)) - 1
        return max(0, found)

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops
