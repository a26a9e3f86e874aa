"""Choose where a text breaks: the fewest parts, and of those layouts the best in sum.

Since the parts are as few as can be, each break has a window of its own: from where the
rest still fits in the parts that follow, to where the parts before still reach. No two
windows overlap, so the best layout is found in one pass over them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from console.domain.limits import Limits
from console.domain.numbering import NO_NUMBERS, Numbering
from console.text.breaks import Break
from console.text.places import Stretch
from console.text.weight import weigh

KEPT = 10**9
"""What it is worth to keep a break where it was: more than all else.

But for a break before a mention, which is nowhere a good one.
"""
ORPHAN_WORDS = 3
ORPHAN = 70
"""Less a sentence's end than a break between any two words is worth: it is balanced."""
SHORT_END = 20
"""For a last part below a fifth of what it could hold."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the breaks that were shown stand in the text as it is now."""

    ends: frozenset[int] = frozenset()
    """Where a part ended."""
    starts: frozenset[int] = frozenset()
    """Where the part behind it began; known apart, as text may have come between."""


class Room:
    """What each part can hold beside its number, in hundredths."""

    def __init__(self, limits: Limits, numbering: Numbering, digits: int) -> None:
        """Take how many digits the number of parts has."""
        whole = limits.max_weight * 100
        self.numbering = numbering
        self._by_digits = [whole] * (digits + 1)
        if numbering != NO_NUMBERS:
            for number in range(1, digits + 1):
                label = numbering.label(10 ** (number - 1), 10 ** (digits - 1))
                self._by_digits[number] -= weigh(f"{label} ", limits) * 100
        self.least = min(self._by_digits)
        if self.least * 2 < whole:  # a number must not take most of a part
            self.numbering, self.least = NO_NUMBERS, whole
            self._by_digits = [whole] * (digits + 1)

    def of(self, number: int) -> int:
        """Return what part `number`, from 1, can hold."""
        digits = len(str(number))
        return self._by_digits[digits] if digits < len(self._by_digits) else self.least


def best_cuts(found: list[Stretch], room: Room, kept: Kept) -> list[list[int]]:
    """Return, for each stretch, the places between which its parts lie."""
    cuts: list[list[int]] = []
    done = 0
    for stretch in found:
        cuts.append(_Breaking(stretch, room, kept, done).cuts())
        done += len(cuts[-1]) - 1
    return cuts


def count(cuts: list[list[int]]) -> int:
    """Return how many parts there are."""
    return sum(len(each) - 1 for each in cuts)


class _Breaking:
    """The layouts of one stretch that have the fewest parts, and the best of them."""

    def __init__(self, stretch: Stretch, room: Room, kept: Kept, done: int) -> None:
        """Take how many parts there are before this stretch."""
        self._stretch, self._room, self._kept, self._done = stretch, room, kept, done
        self._last = len(stretch.ends) - 1

    def cuts(self) -> list[int]:
        """Return the places of the best layout: the beginning, each break, the end."""
        lowest, farthest = self._windows()
        if len(farthest) == 2:
            return [0, self._last]
        before, after = self._stretch.before, self._stretch.after
        values = self._values(lowest[-2])
        # Of the window before: its first place; and for each place of it the best that can
        # be had there or behind it, with the place where that is.
        first, worth, best = 0, [0], [0]
        ways: list[tuple[int, list[int]]] = []
        for number in range(1, len(farthest)):
            room = self._room.of(self._done + number)
            here, low, end = lowest[number], first, first + len(worth) - 1
            # Up to `near` the whole window before reaches, so the best of all of it counts.
            near = bisect_right(before, after[first] + room, here, farthest[number] + 1)
            reached = [worth[0] + value for value in values[here:near]]
            came = [best[0]] * len(reached)
            for place in range(near, farthest[number] + 1):
                most = before[place] - room
                while low < end and after[low] < most:
                    low += 1
                reached.append(worth[low - first] + values[place])
                came.append(best[low - first])
            ways.append((here, came))
            first = here
            worth, best = _best_from(reached, first)
        cuts = [self._last]
        for begin, came in reversed(ways):
            cuts.append(came[cuts[-1] - begin])
        return cuts[::-1]

    def _windows(self) -> tuple[list[int], list[int]]:
        """Return the first and last place at which each part may end, the fewest being made."""
        before, after = self._stretch.before, self._stretch.after
        farthest = [0]
        while farthest[-1] < self._last:
            room = self._room.of(self._done + len(farthest))
            reach = bisect_right(before, after[farthest[-1]] + room) - 1
            farthest.append(max(reach, farthest[-1] + 1))
        lowest = farthest[:]
        for number in range(len(farthest) - 2, 0, -1):
            room = self._room.of(self._done + number + 1)
            place = bisect_left(after, before[lowest[number + 1]] - room)
            lowest[number] = min(place, lowest[number + 1] - 1, farthest[number])
        return lowest, farthest

    def _values(self, last_window: int) -> list[int]:
        """Return what it is worth to break at each place; `last_window` begins the last break's."""
        stretch = self._stretch
        values = [found.quality for found in stretch.gaps]
        for kept, places in (
            (self._kept.ends, stretch.ends),
            (self._kept.starts, stretch.starts),
        ):
            for each in kept:
                place = bisect_left(places, each)
                if place <= self._last and places[place] == each and 0 <= values[place] < KEPT:
                    values[place] += KEPT
        values[0] = values[-1] = 0
        for place in range(last_window, self._last):
            values[place] -= self._orphaned(place)
        return values

    def _orphaned(self, place: int) -> int:
        """Return what it costs that so little is left for the last part."""
        stretch = self._stretch
        rest = stretch.before[-1] - stretch.after[place]
        within_a_word = Break.CHARACTER in (stretch.gaps[place].kind, stretch.closed_by)
        if within_a_word or rest * 5 >= self._room.least:
            return 0
        return ORPHAN if self._last - place <= ORPHAN_WORDS else SHORT_END


def _best_from(values: list[int], first: int) -> tuple[list[int], list[int]]:
    """Return, for each place on, the best value from there on and whose it is.

    Of equals the last counts: it fills the parts before, which then move least as the
    text goes on.
    """
    worth, best = values[:], list(range(first, first + len(values)))
    for index in range(len(values) - 2, -1, -1):
        if worth[index + 1] >= worth[index]:
            worth[index], best[index] = worth[index + 1], best[index + 1]
    return worth, best
