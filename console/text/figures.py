"""How a number is said, by what it counts: `63 %`, `3 h 20 min`, `6,480`; English."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from console.domain.business_hours import BusinessHours
from console.domain.insight import Cell, Interval, Unit

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
        return "any" if value > 0 else "any less"
    match unit:
        case Unit.SHARE:
            return percent(value)
        case Unit.CHANGE:
            return change(value)
        case Unit.DURATION:
            return duration(value)
        case Unit.NUMBER:
            return f"{value:,.1f}"
        case Unit.PER_WEEK:
            return f"{value:,.1f} a week" if value < 100 else f"{value:,.0f} a week"
        case Unit.MOMENT:
            at = _local(value, zone)
            return f"{at.day} {at:%b %Y}, {at:%H:%M}"
        case Unit.DAY:
            at = _local(value, zone)
            return f"{at.day} {at:%b %Y}"
        case _:
            return f"{value:,.0f}"


def percent(share: float) -> str:
    """Return a share: `63 %`, `0.4 %`; never a round 0 or 100 that is none."""
    number = share * 100
    if 0 < number < 1 or 99 < number < 100:
        return f"{min(max(number, 0.1), 99.9):.1f} %"
    return f"{number:.0f} %"


def change(ratio: float) -> str:
    """Return by how much something is more or less: `+50 %`, `-25 %`, `3.0 times`."""
    if ratio >= 3:
        return f"{ratio:.1f} times"
    more = round((ratio - 1) * 100)
    return f"{more:+} %".replace("-", "\u2212") if more else "as before"


def duration(ms: float) -> str:
    """Return a length of time, to two places: `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`."""
    if ms < 0:
        return f"\u2212{duration(-ms)}"
    if ms < _MINUTE:
        return f"{ms // 1000:.0f} s"
    if ms < _HOUR:
        return f"{ms // _MINUTE:.0f} min"
    big, unit, small, part = (_HOUR, "h", _MINUTE, "min") if ms < _DAY else (_DAY, "d", _HOUR, "h")
    rest = int(ms % big // small)
    return f"{ms // big:.0f} {unit} {rest} {part}" if rest else f"{ms // big:.0f} {unit}"


def between(interval: Interval, unit: Unit, zone: str = "") -> str:
    """Return an interval: `58 to 71 %` where both ends are shares, else `1 h to 3 h`."""
    low, high = said(interval.low, unit, zone), said(interval.high, unit, zone)
    if unit is Unit.SHARE:
        return f"{low.removesuffix(' %')} to {high}"
    return low if low == high else f"{low} to {high}"


def _local(ms: float, zone: str) -> datetime:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return BusinessHours(zone=zone).local(at)
