"""How a period is cut for a look over time: local days, weeks from Monday, or months."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console.domain.business_hours import BusinessHours
from console.domain.ids import to_ms
from console.domain.insight import Period

BY_DAY = timedelta(days=15)
"""Periods up to this are cut into days,"""
BY_WEEK = timedelta(days=740)
"""up to this into weeks, and longer ones into months."""


@dataclass(frozen=True, slots=True)
class Buckets:
    """The pieces of a period, in their order; the outermost two may be cut short."""

    name: str
    """`day`, `week` or `month`."""
    starts: tuple[int, ...]
    """When each begins, UTC milliseconds: the beginning of a local day."""
    end: int
    """When the last one ends."""
    open_from: int
    """The first bucket that is not over yet at the moment of looking; their count for none."""

    def place(self, ms: int) -> int:
        """Return in which bucket a moment of the period lies."""
        return bisect_right(self.starts, ms) - 1

    def span_ms(self, place: int) -> int:
        """Return how long a bucket lasts."""
        later = self.starts[place + 1] if place + 1 < len(self.starts) else self.end
        return later - self.starts[place]

    @property
    def note(self) -> str:
        """Return what a reader has to know of the last one; empty where it is over."""
        return f"The last {self.name} is not over." if self.open_from < len(self.starts) else ""


def cut(period: Period, hours: BusinessHours, now: datetime) -> Buckets:
    """Return the buckets of a period in the time zone of the business."""
    first = hours.local(period.start).date()
    last = hours.local(period.end - timedelta(microseconds=1)).date()
    length = period.end - period.start
    if length <= BY_DAY:
        name, days = "day", [first + timedelta(days=n) for n in range((last - first).days + 1)]
    elif length <= BY_WEEK:
        name, days = "week", _weeks(first, last)
    else:
        name, days = "month", _months(first, last)
    starts = [to_ms(hours.moment(day, 0)) for day in days]
    starts[0] = to_ms(period.start)
    now_ms = to_ms(now)
    ends = [*starts[1:], to_ms(period.end)]
    open_from = next((i for i, end in enumerate(ends) if end > now_ms), len(ends))
    return Buckets(name, tuple(starts), to_ms(period.end), open_from)


def _weeks(first: date, last: date) -> list[date]:
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=n) for n in range(0, (last - monday).days + 1, 7)]


def _months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while (later := (found[-1] + timedelta(days=32)).replace(day=1)) <= last:
        found.append(later)
    return found
