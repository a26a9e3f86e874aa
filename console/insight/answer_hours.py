"""The clock of the business over a stretch of time, for tens of thousands of moments at once.

`BusinessHours` answers for one moment, and is asked here only at those at which something can
change: where a staffed span begins or ends, and where the clock on the wall is changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import repeat

from console.domain.business_hours import BusinessHours
from console.domain.ids import from_ms

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
WEEK_HOURS = 7 * 24
_WEEK_MS = 7 * DAY_MS
_WEEK_MINUTES = WEEK_HOURS * 60
_MONDAY_MS = 4 * DAY_MS
"""The first Monday since 1970 began so long after it did, on a Thursday."""


class Clock:
    """Which hour it is at the business, and how much staffed time has passed."""

    def __init__(self, hours: BusinessHours, start_ms: int, end_ms: int) -> None:
        """Look through the time from `start_ms` to before `end_ms`; no moment may lie outside."""
        self._end_ms = end_ms
        self._starts, self._ahead = _offsets(hours, start_ms, end_ms)
        self._edges = _edges(hours, self._starts, self._ahead, end_ms)
        # Staffed time before a moment is this, by how many edges lie before it, and within a
        # span (after an odd number of edges) the moment itself.
        self._base, passed = [0], 0
        for opens, closes in zip(self._edges[::2], self._edges[1::2], strict=True):
            self._base.append(passed - opens)
            passed += closes - opens
            self._base.append(passed)

    @property
    def is_staffed(self) -> bool:
        """Return whether anybody is there at all."""
        return bool(self._edges)

    def worked(self, since: Sequence[int], to: Sequence[int]) -> list[int]:
        """Return how many milliseconds of staffed time lie between moments, pair by pair."""
        edges, base = repeat(self._edges), self._base
        begun = zip(since, map(bisect_right, edges, since), strict=True)
        ended = zip(to, map(bisect_right, edges, to), strict=True)
        return [
            base[last] + end * (last & 1) - base[first] - start * (first & 1)
            for (start, first), (end, last) in zip(begun, ended, strict=True)
        ]

    def closed(self, moments: Sequence[int]) -> list[slice]:
        """Return which of some moments, in order, come while nobody is there.

        When somebody comes, it is open; when the last one leaves, no longer.
        """
        cuts = [0, *(bisect_left(moments, edge) for edge in self._edges), len(moments)]
        return list(map(slice, cuts[::2], cuts[1::2]))

    def hours_of_week(self, moments: Sequence[int]) -> Iterator[tuple[int, slice]]:
        """Return which of some moments, in order, lie in the same local hour, hour by hour.

        An hour is told as that of the local week: 0 on Monday from 0:00 to before 1:00.
        """
        first = 0
        for end, ahead in zip([*self._starts[1:], self._end_ms], self._ahead, strict=True):
            shift = ahead - _MONDAY_MS
            last = bisect_left(moments, end, first)
            while first < last:
                hour = (moments[first] + shift) // HOUR_MS
                later = bisect_left(moments, (hour + 1) * HOUR_MS - shift, first, last)
                yield hour % WEEK_HOURS, slice(first, later)
                first = later


def _offsets(hours: BusinessHours, start_ms: int, end_ms: int) -> tuple[list[int], list[int]]:
    """Return from when on the local clock is ahead of UTC by how much, in milliseconds."""

    def ahead(ms: int) -> int:
        offset = hours.local(from_ms(ms)).utcoffset()
        return 0 if offset is None else round(offset.total_seconds() * 1000)

    starts, found = [start_ms], [ahead(start_ms)]
    for ms in range(start_ms, end_ms, DAY_MS):
        later = min(ms + DAY_MS, end_ms)
        if (then := ahead(later)) != (now := found[-1]):
            day = range(ms, later)
            starts.append(day[0] + bisect_left(day, 1, key=lambda each: ahead(each) != now))
            found.append(then)
    return starts, found


def _edges(hours: BusinessHours, starts: list[int], ahead: list[int], end_ms: int) -> list[int]:
    """Return when somebody comes and when nobody is left, by turns, from the first coming on."""
    # While the clock runs evenly, that changes only at these minutes of the week.
    minutes = sorted({
        (day * 1440 + minute) % _WEEK_MINUTES
        for day, spans in enumerate(hours.week)
        for span in spans
        for minute in (span.start, span.start + span.lasts)
    })  # fmt: skip
    found: list[int] = []
    for begin, end, shift in zip(starts, [*starts[1:], end_ms], ahead, strict=True):
        local = begin + shift - _MONDAY_MS
        monday = begin - local % _WEEK_MS
        turns = [
            ms
            for week in range(monday, end, _WEEK_MS)
            for minute in minutes
            if begin < (ms := week + minute * 60_000) < end
        ]
        for ms in (begin, *turns):
            if hours.is_open(from_ms(ms)) != bool(len(found) & 1):
                found.append(ms)
    if len(found) & 1:
        found.append(end_ms)
    return found
