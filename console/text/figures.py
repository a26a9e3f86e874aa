"""How a number is said, by what it counts: `63 %`, `3 h 20 min`, `6,480`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from console.domain.business_hours import BusinessHours
from console.domain.insight import Cell, Interval, Unit
from console.language import numeral, tr, tr_in
from console.text.day_words import SHORT_MONTHS

NOTHING = "–"
"""In the place of a value that there is not."""
_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000


def said(value: Cell, unit: Unit, zone: str = "") -> str:
    """Return a value in words; `zone` is that in which days begin, empty for the system's."""
    if value is None or value != value:  # noqa: PLR0124 - a number that is none
        return NOTHING
    if isinstance(value, str):
        return value
    if abs(value) == float("inf"):
        return tr_in("interval", "any") if value > 0 else tr_in("interval", "any less")
    match unit:
        case Unit.SHARE:
            return percent(value)
        case Unit.CHANGE:
            return change(value)
        case Unit.DURATION:
            return duration(value)
        case Unit.NUMBER:
            return numeral(value, 1)
        case Unit.PER_WEEK:
            return tr("{number} a week").format(number=numeral(value, 1 if value < 100 else 0))
        case Unit.MOMENT:
            at = _local(value, zone)
            return f"{_day(at)}, {at:%H:%M}"
        case Unit.DAY:
            at = _local(value, zone)
            return _day(at)
        case _:
            return numeral(value)


def percent(share: float) -> str:
    """Return a share: `63 %`, `0.4 %`; never a round 0 or 100 that is none."""
    number = share * 100
    if 0 < number < 1 or 99 < number < 100:
        return f"{numeral(min(max(number, 0.1), 99.9), 1)} %"
    return f"{number:.0f} %"


def change(ratio: float) -> str:
    """Return by how much something is more or less: `+50 %`, `-25 %`, `3.0 times`."""
    if ratio >= 3:
        return tr("{ratio} times").format(ratio=numeral(ratio, 1))
    more = round((ratio - 1) * 100)
    return f"{more:+} %".replace("-", "\u2212") if more else tr("as before")


def duration(ms: float) -> str:
    """Return a length of time, to two places: `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`."""
    if ms < 0:
        return f"\u2212{duration(-ms)}"
    if ms < _MINUTE:
        return tr("{count} s").format(count=int(ms // 1000))
    if ms < _HOUR:
        return tr("{count} min").format(count=int(ms // _MINUTE))
    if ms < _DAY:
        return _two(tr("{count} h"), ms // _HOUR, tr("{count} min"), ms % _HOUR // _MINUTE)
    return _two(tr("{count} d"), ms // _DAY, tr("{count} h"), ms % _DAY // _HOUR)


def _two(big: str, count: float, small: str, rest: float) -> str:
    said = big.format(count=int(count))
    return f"{said} {small.format(count=int(rest))}" if int(rest) else said


def between(interval: Interval, unit: Unit, zone: str = "") -> str:
    """Return an interval: `58 to 71 %` where both ends are shares, else `1 h to 3 h`."""
    low, high = said(interval.low, unit, zone), said(interval.high, unit, zone)
    if unit is Unit.SHARE:
        low = low.removesuffix(" %")
    elif low == high:
        return low
    return tr("{low} to {high}").format(low=low, high=high)


def days(first_ms: float, last_ms: float, zone: str = "") -> str:
    """Return the days from one to another: `26 Oct to 22 Nov 2026`; the year once if it can be."""
    first, last = _local(first_ms, zone), _local(last_ms, zone)
    if first.date() == last.date():
        return _day(last)
    if first.year != last.year:
        return tr("{first} to {last}").format(first=_day(first), last=_day(last))
    return tr_in("days", "{day} {month} to {last_day} {last_month} {year}").format(
        day=first.day,
        month=SHORT_MONTHS[first.month - 1],
        last_day=last.day,
        last_month=SHORT_MONTHS[last.month - 1],
        year=last.year,
    )


def _day(at: datetime) -> str:
    return tr_in("figure", "{day} {month} {year}").format(
        day=at.day, month=SHORT_MONTHS[at.month - 1], year=at.year
    )


def _local(ms: float, zone: str) -> datetime:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return BusinessHours(zone=zone).local(at)
