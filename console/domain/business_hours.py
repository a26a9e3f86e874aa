"""When the business is staffed, and how much of a span of time is: targets count only that.

Pure arithmetic over a week's opening hours, a time zone and days off: each year becomes, at
its first use, a list of the times in which somebody is there, with how much of it lay
before each. `between` is then a difference of two places in that list and `add` its
inverse, so they agree by construction.

Somebody is there while the clock on the wall shows a time within a span: an hour that a
change of daylight saving skips is not worked, one that comes twice is worked twice. A span
belongs to the day on which it begins, also where it goes on after midnight: a day off takes
away what begins on it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import accumulate

from console.domain import public_holidays
from console.domain.opening_week import ALL_WEEK, FULL_DAY, NEVER, Week

FAR = timedelta(days=3660)
"""How far `add` and `next_opening` look: ten years. Hours that never open end there."""
USUAL_START, USUAL_END = 9 * 60, 17 * 60
"""Minutes at which a day begins and ends that has no hours of its own, or is open all night."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_S = 86_400
_SECOND = 1_000_000
_US = timedelta(microseconds=1)
_LAST_YEAR = 9990


@dataclass(frozen=True, slots=True)
class _Year:
    """The staffed time of one year of UTC; microseconds since 1970."""

    starts: list[int]
    ends: list[int]
    before: list[int]
    """How much of the year's staffed time lies before each start."""
    total: int

    def worked(self, at: int) -> int:
        """Return how much of the year's staffed time lies before a moment."""
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        return self.before[place] + min(at, self.ends[place]) - self.starts[place]

    def when(self, worked: int) -> int:
        """Return the first moment before which so much (more than none) was worked."""
        place = bisect_left(self.before, worked) - 1
        return self.starts[place] + worked - self.before[place]


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """The hours in which an answer can be expected."""

    week: Week = ALL_WEEK
    zone: str = ""
    """IANA name of the time zone; empty, or one that is not known, for the system's."""
    country: str = ""
    """Whose public holidays are off, ISO 3166-1; empty for none's."""
    region: str = ""
    """Its subdivision, ISO 3166-2 without the country; may be empty."""
    days_off: frozenset[date] = frozenset()
    """Own ones."""
    _years: dict[int, _Year] = field(
        default_factory=dict, init=False, repr=False, compare=False, hash=False
    )
    """What was found once. Two threads may find the same at a time, which does no harm."""

    @property
    def round_the_clock(self) -> bool:
        """Return whether somebody is there day and night, every day."""
        return self.week == ALL_WEEK and not self.country and not self.days_off

    def add(self, start: datetime, work: timedelta) -> datetime:
        """Return when `work` of staffed time after `start` is over; both aware.

        The first such moment: work that ends with the day is over when that closes, not
        when the next one opens. Where no such moment comes within `FAR`, the end of that.
        """
        if self.round_the_clock:
            return start + work
        left, at = work // _US, _us(start)
        if left <= 0:
            return start
        far = min(at + FAR // _US, _begin(_LAST_YEAR + 1))
        number = start.astimezone(UTC).year
        year = self._year(number)
        left += year.worked(at)
        while left > year.total:
            left -= year.total
            number += 1
            if _begin(number) >= far:
                return _at(far)
            year = self._year(number)
        return _at(min(year.when(left), far))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much staffed time lies between two aware times; zero if `end` is earlier."""
        if end <= start:
            return timedelta()
        if self.round_the_clock:
            return end - start
        first, last = start.astimezone(UTC).year, end.astimezone(UTC).year
        whole = sum(self._year(number).total for number in range(first, last))
        worked = self._year(last).worked(_us(end)) - self._year(first).worked(_us(start))
        return timedelta(microseconds=whole + worked)

    def is_open(self, at: datetime) -> bool:
        """Return whether somebody is there at an aware time; when it closes, no longer."""
        return self.next_opening(at) == at

    def next_opening(self, at: datetime) -> datetime | None:
        """Return the first moment from `at` on at which somebody is there, aware UTC.

        None where nobody is within `FAR`.
        """
        if self.round_the_clock:
            return at.astimezone(UTC)
        moment = _us(at)
        first = at.astimezone(UTC).year
        for number in range(first, min(first + FAR.days // 365, _LAST_YEAR) + 1):
            year = self._year(number)
            place = bisect_right(year.ends, moment)
            if place < len(year.starts):
                return _at(max(moment, year.starts[place]))
        return None

    def is_off(self, day: date) -> bool:
        """Return whether nobody works on a day of this zone, though the week may say so."""
        return day in self.days_off or day in public_holidays.days(
            self.country, self.region, day.year
        )

    def opening(self, day: date) -> datetime:
        """Return when a day begins, aware UTC; at nine where it is closed or open all night.

        Days off begin and end like others of their name.
        """
        spans = self.week[day.weekday()]
        return self.moment(day, spans[0].start if spans and spans[0].start else USUAL_START)

    def closing(self, day: date) -> datetime:
        """Return when a day ends, aware UTC; at five where it is closed or open all night."""
        spans = self.week[day.weekday()]
        ends = [span.end for span in spans if span.start < span.end < FULL_DAY]
        return self.moment(day, ends[-1] if ends else USUAL_END)

    def local(self, at: datetime) -> datetime:
        """Return an aware time in the time zone of these hours."""
        return at.astimezone(_zone(self.zone))

    def moment(self, day: date, minute: int) -> datetime:
        """Return the aware UTC time at which the clock of this zone shows a minute of a day."""
        clock = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - of this zone
        zone = _zone(self.zone)
        return (clock if zone is None else clock.replace(tzinfo=zone)).astimezone(UTC)

    def made_ready(self, now: datetime) -> BusinessHours:
        """Return these hours, the holidays of the years around `now` loaded."""
        for year in _around(now):
            public_holidays.days(self.country, self.region, year)
        return self

    def at_hand(self, now: datetime) -> BusinessHours:
        """Return these hours as far as nothing has to load for them.

        That is without public holidays till somebody called `made_ready`: for a window,
        which must not wait.
        """
        if public_holidays.at_hand(self.country, self.region, _around(now)):
            return self
        return _without_holidays(self.week, self.zone, self.days_off)

    def _year(self, number: int) -> _Year:
        year = self._years.get(number)
        if year is None:
            year = self._years[number] = _build(self, number)
        return year


ALWAYS = BusinessHours()
"""Staffed day and night."""


def zone_is_known(name: str) -> bool:
    """Return whether a time zone has this name on this computer."""
    return _zone(name) is not None


@lru_cache(maxsize=8)
def _without_holidays(week: Week, zone: str, days_off: frozenset[date]) -> BusinessHours:
    """Return the same hours each time, for what they found once is kept in them."""
    return BusinessHours(week, zone, days_off=days_off)


def _build(hours: BusinessHours, number: int) -> _Year:
    """Find the staffed time of a year of UTC."""
    merged: list[list[int]] = []
    if hours.week != NEVER:
        for start, end in sorted(_spans(hours, number)):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
    lengths = [end - start for start, end in merged]
    sums = list(accumulate(lengths, initial=0))
    return _Year(
        [start for start, _ in merged], [end for _, end in merged], sums[:-1], total=sums[-1]
    )


def _spans(hours: BusinessHours, number: int) -> Iterator[tuple[int, int]]:
    """Return the spans of a year of UTC as moments; they may touch and overlap."""
    for begin, end, offset in _pieces(hours.zone, number):
        # A span of the day before may go on after midnight.
        first, last = (begin + offset) // _DAY_S - 1, (end + offset - 1) // _DAY_S
        for day_number in range(first, last + 1):
            spans = hours.week[(day_number + 3) % 7]  # 1 January 1970 was a Thursday
            if not spans or hours.is_off(date(1970, 1, 1) + timedelta(days=day_number)):
                continue
            midnight = day_number * _DAY_S - offset
            for span in spans:
                start = max(midnight + span.start * 60, begin)
                stop = min(midnight + (span.start + span.lasts) * 60, end)
                if start < stop:
                    yield start * _SECOND, stop * _SECOND


def _pieces(zone: str, number: int) -> Iterator[tuple[int, int, int]]:
    """Return the pieces of a year of UTC in which the clock runs evenly.

    Each is its begin and its end in seconds since 1970, and how far the clock is ahead.
    """
    begin, end = _begin(number) // _SECOND, _begin(number + 1) // _SECOND
    offset = _offset(zone, begin)
    for day in range(begin + _DAY_S, end + _DAY_S, _DAY_S):
        later = min(day, end)
        if (then := _offset(zone, later)) != offset:
            low, high = later - _DAY_S, later
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(zone, middle) == offset else (low, middle)
            yield begin, high, offset
            begin, offset = high, then
    if begin < end:
        yield begin, end, offset


def _offset(zone: str, second: int) -> int:
    """Return by how many seconds the clock of a zone is ahead of UTC."""
    ahead = (_EPOCH + timedelta(seconds=second)).astimezone(_zone(zone)).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    """Return a time zone; None, which stands for the system's, for one that is not known."""
    if not name:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, no name, or a folder of zones
        return None


def _around(now: datetime) -> range:
    """Return the years that what is due now or is put off can lie in, and those beside them."""
    return range(now.year - 1, now.year + 3)


@lru_cache(maxsize=512)
def _begin(number: int) -> int:
    return (datetime(number, 1, 1, tzinfo=UTC) - _EPOCH) // _US


def _us(at: datetime) -> int:
    return (at - _EPOCH) // _US


def _at(moment: int) -> datetime:
    return _EPOCH + timedelta(microseconds=moment)
