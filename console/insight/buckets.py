"""How a period is cut for a look over time: local days, weeks from Monday, or months."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console.domain.business_hours import BusinessHours
from console.domain.ids import to_ms
from console.domain.insight import Period
from console.language import plural, tr, tr_in

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
    ahead_from: int
    """The first bucket that has not begun by then, of which nothing is known; likewise."""
    short: tuple[int, int] = (0, 0)
    """How many days the first and the last one have, where they are cut short; else 0."""

    def place(self, ms: int) -> int:
        """Return in which bucket a moment of the period lies."""
        return bisect_right(self.starts, ms) - 1

    def span_ms(self, place: int) -> int:
        """Return how long a bucket lasts."""
        later = self.starts[place + 1] if place + 1 < len(self.starts) else self.end
        return later - self.starts[place]

    @property
    def begun(self) -> tuple[bool, ...]:
        """Return of each bucket whether it has begun; of the others nothing is known."""
        return tuple(place < self.ahead_from for place in range(len(self.starts)))

    @property
    def note(self) -> str:
        """Return what a reader has to know of those that are not whole; empty where all are."""
        first, last = self.short
        ahead = len(self.starts) - self.ahead_from
        said = [_FIRST[self.name].format(days=_days(first))] if first else []
        if ahead:
            said.append(_ahead(self.name, ahead))
        elif self.open_from < len(self.starts):
            said.append(_OPEN[self.name])
        elif last:
            said.append(_LAST[self.name].format(days=_days(last)))
        return " ".join(said)

    @property
    def word(self) -> str:
        """Return what one of them is called, after `by`: `week`."""
        return _WORDS[self.name]

    @property
    def title(self) -> str:
        """Return what heads the column of when they begin: `Week`."""
        return _TITLES[self.name]


_WORDS = {
    "day": tr_in("cases by", "day"),
    "week": tr_in("cases by", "week"),
    "month": tr_in("cases by", "month"),
}
_TITLES = {"day": tr("Day"), "week": tr("Week"), "month": tr("Month")}
_FIRST = {
    # Translators: {days} is `1 day` or `3 days`.
    "week": tr("The first week has {days}."),
    "month": tr("The first month has {days}."),
}
_LAST = {"week": tr("The last week has {days}."), "month": tr("The last month has {days}.")}
_OPEN = {
    "day": tr("The last day is not over."),
    "week": tr("The last week is not over."),
    "month": tr("The last month is not over."),
}


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
    ahead_from = bisect_right(starts, now_ms)
    short = _short(name, first, last)
    return Buckets(name, tuple(starts), to_ms(period.end), open_from, ahead_from, short)


def _short(name: str, first: date, last: date) -> tuple[int, int]:
    """Return how many days the first and the last bucket have, 0 of those that are whole."""
    if name == "week":
        return (7 - first.weekday()) % 7, (last.weekday() + 1) % 7
    if name == "month":
        of_first, of_last = (monthrange(day.year, day.month)[1] for day in (first, last))
        return (0 if first.day == 1 else of_first - first.day + 1), last.day % of_last
    return 0, 0


def _days(count: int) -> str:
    return plural(count, "{count} day", "{count} days")


def _ahead(name: str, count: int) -> str:
    """Return how many buckets have not begun."""
    if name == "day":
        return plural(count, "{count} day has not begun.", "{count} days have not begun.")
    if name == "week":
        return plural(count, "{count} week has not begun.", "{count} weeks have not begun.")
    return plural(count, "{count} month has not begun.", "{count} months have not begun.")


def _weeks(first: date, last: date) -> list[date]:
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=n) for n in range(0, (last - monday).days + 1, 7)]


def _months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while (later := (found[-1] + timedelta(days=32)).replace(day=1)) <= last:
        found.append(later)
    return found
