"""Moments as a person says them: `fri 9am`, `tomorrow`, `in 2 h`, `1.12. 9:00`, `morgen 9 uhr`.

Understands English and German. A day without a time means when that day opens, or, for
whom it `ends` the time, when it closes. A moment that is over is never the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from console.domain.business_hours import FAR, BusinessHours
from console.domain.opening_week import FULL_DAY
from console.language import tr_in
from console.text.day_words import SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from console.text.spoken_days import (
    Days,
    ask_others,
    days_of,
    months_later,
    take_date,
    weekday_of,
    without,
)
from console.text.time_words import plain

LONGEST = 60
"""Characters of what can be a moment."""
WEEKDAY_NAMES = WEEKDAYS
NOON, AFTERNOON, EVENING, NIGHT = 12 * 60, 14 * 60, 18 * 60, 20 * 60
"""Minutes of the day."""
EARLIEST_BARE = 7
"""An hour below this, said without minutes and half of the day, means the afternoon."""

_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_DAYS = {"day": timedelta(days=1), "week": timedelta(days=7)}
_LENGTH = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?) ?(minute|hour|day|week|month)\b[, ]*")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[:.](\d{2})(?::00)?(?: ?(am|pm)\b)?(?: ?uhr\b)?(?![\d.])")
_HALF_DAY = re.compile(r"(?<![\d.:])(\d{1,2}) ?(am|pm)\b")
_OCLOCK = re.compile(r"(?<![\d.:])(\d{1,2}) ?(?:uhr|hour)(?: (\d{2}))?\b")
_BESIDE = re.compile(r"\b(past|before)(15|30) (\d{1,2})\b")
_BARE = re.compile(r"(\d{1,2})|(\d{1,2}) (.+)|(.+) (?<![\d.:/-])(\d{1,2})")
_PART = re.compile(r"\b(noon|midnight|morning|afternoon|evening|tonight|eod)\b")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a phrase says of the day and of the time."""

    rest: str
    """What says the day, once the time is taken out."""
    minute: int | None = None
    """Of the day; None where no time was said."""
    part: str = ""
    """The part of the day that was said."""
    is_sure: bool = True
    """Whether the half of the day is known."""

    @property
    def has_time(self) -> bool:
        return self.minute is not None or bool(self.part)


def read(text: str, now: datetime, hours: BusinessHours, *, ends: bool = False) -> datetime | None:
    """Return the moment that a person meant, aware UTC, later than `now`; None for none.

    `now` is aware. Days and times are those of the time zone of `hours`, which also say
    when a day begins and ends. With `ends` it is for something that is over by then: a day
    means its end, `morning` noon; and what is ambiguous means none.
    """
    said = plain(text) if len(text) <= LONGEST else ""
    if not said:
        return None
    try:
        found = _after(said, now, hours, ends=ends) or _on_a_day(said, now, hours, ends=ends)
    except (ValueError, OverflowError):  # a day that no calendar has, or after its end
        return None
    return found.astimezone(UTC) if found is not None and now < found <= now + FAR else None


def words(at: datetime, now: datetime, hours: BusinessHours) -> str:
    """Return a moment as it is told back: `Fri 27 Nov, 09:00`, with the year if another."""
    return f"{day_words(at, now, hours)}, {hours.local(at):%H:%M}"


def day_words(at: datetime, now: datetime, hours: BusinessHours) -> str:
    """Return the day of a moment: `Fri 27 Nov`, with the year if another."""
    local = hours.local(at)
    # Translators: {year} is empty for this year, else a space and the year.
    return tr_in("moment", "{weekday} {day} {month}{year}").format(
        weekday=SHORT_WEEKDAYS[local.weekday()],
        day=local.day,
        month=SHORT_MONTHS[local.month - 1],
        year="" if local.year == hours.local(now).year else f" {local.year}",
    )


def _after(said: str, now: datetime, hours: BusinessHours, *, ends: bool) -> datetime | None:
    """Read `2 hour`: how long from now. Days and more keep the time of the day, or end it."""
    place, exact, days, months = 0, timedelta(), timedelta(), 0.0
    for found in _LENGTH.finditer(said):
        if found.start() != place:
            return None
        place, count = found.end(), float(found[1].replace(",", "."))
        if found[2] == "month":
            months += count
        elif found[2] in _DAYS:
            days += count * _DAYS[found[2]]
        else:
            exact += count * _UNITS[found[2]]
    if not place or place != len(said):
        return None
    if not days and not months:
        return now + exact
    local = hours.local(now)
    day = months_later(local.date(), int(months)) + timedelta(days=days.days)
    if ends and not exact and not days.seconds:
        return hours.closing(day)
    minute = local.hour * 60 + local.minute + days.seconds // 60
    return hours.moment(day, minute) + exact


def _on_a_day(plain: str, now: datetime, hours: BusinessHours, *, ends: bool) -> datetime | None:
    """Read a day, a time, or both."""
    today = hours.local(now).date()
    dated, plain = take_date(plain, today)
    said = _take_time(plain)
    days: Days | None = None
    if dated is not None:
        if said.rest and weekday_of(said.rest) is None:
            said = _take_hour(said)
        if said.rest and weekday_of(said.rest) != dated.weekday():
            return None
        days = dated, None
    elif said.rest:
        days = days_of(said.rest, today)
        if days is None and (with_hour := _take_hour(said)) is not said:
            said = with_hour
            days = days_of(said.rest, today) if said.rest else (today, today + timedelta(days=1))
        if days is None and not ends:
            days = ask_others(said.rest, today)
    elif said.has_time:
        days = today, today + timedelta(days=1)
    if days is None:
        return None
    if said.rest in ("today", "eow", "eom") and not said.has_time and not ends:
        said = replace(said, part="eod")
    at = _over(days, said, hours, now) if ends else _at(days[0], said, hours)
    if at > now or days[1] is None:
        return at
    return _over((days[1], None), said, hours, now) if ends else _at(days[1], said, hours)


def _take_time(plain: str) -> _Said:
    """Return which time of the day is said, and what is left."""
    said = _take_clock(plain)
    found = _PART.search(said.rest)
    if found is None:
        return said
    return _in_part(replace(said, rest=without(said.rest, found), part=found[1]))


def _take_clock(plain: str) -> _Said:
    if found := _CLOCK.search(plain):
        minute = _minute(int(found[1]), int(found[2]), found[3])
        return _Said(without(plain, found), minute, is_sure=found[3] is not None)
    if found := _HALF_DAY.search(plain):
        return _Said(without(plain, found), _minute(int(found[1]), 0, found[2]))
    if found := _OCLOCK.search(plain):
        minute = _minute(int(found[1]), int(found[2] or 0), None)
        return _Said(without(plain, found), minute, is_sure=False)
    if found := _BESIDE.search(plain):
        minute = int(found[2]) * (1 if found[1] == "past" else -1)
        return _Said(without(plain, found), (_bare(int(found[3])) + minute) % FULL_DAY)
    return _Said(plain)


def _take_hour(said: _Said) -> _Said:
    """Take the hour that stands bare before or behind the day, `3 tomorrow`, `friday 10`."""
    found = _BARE.fullmatch(said.rest)
    if found is None or said.minute is not None:
        return said
    hour = int(found[1] or found[2] or found[5])
    rest = found[3] or found[4] or ""
    if said.part:
        return _in_part(replace(said, rest=rest, minute=_minute(hour, 0, None), is_sure=False))
    return replace(said, rest=rest, minute=_bare(hour))


def _in_part(said: _Said) -> _Said:
    """Return a clock with its part of the day as one time: `8 tonight` is 20:00."""
    if said.minute is None:
        return said
    is_late = said.part in ("afternoon", "evening", "tonight")
    if is_late and not said.is_sure and said.minute < NOON:
        return replace(said, minute=said.minute + NOON, part="", is_sure=True)
    return replace(said, part="")


def _minute(hour: int, minute: int, half: str | None) -> int:
    if minute > 59 or hour > (24 if half is None else 12) or (half is not None and hour < 1):
        raise ValueError(hour, minute)
    if half is not None:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour * 60 + minute > FULL_DAY:
        raise ValueError(hour, minute)
    return hour * 60 + minute


def _bare(hour: int) -> int:
    return _minute(hour + 12 if 1 <= hour < EARLIEST_BARE else hour, 0, None)


_PARTS = {"noon": NOON, "midnight": FULL_DAY, "afternoon": AFTERNOON, "evening": EVENING}
_PARTS["tonight"] = NIGHT
_PART_ENDS = {
    "morning": (NOON,),
    "noon": (NOON,),
    "midnight": (FULL_DAY,),
    "evening": (EVENING, NIGHT, FULL_DAY),
    "tonight": (NIGHT, FULL_DAY),
}
"""Until when one has time for what is said for a part of the day; a later one if it is over."""


def _at(day: date, said: _Said, hours: BusinessHours) -> datetime:
    """Return the moment on a day; where no time is said, when it opens."""
    if said.minute is not None:
        return hours.moment(day, said.minute)
    if said.part in _PARTS:
        return hours.moment(day, _PARTS[said.part])
    return hours.closing(day) if said.part == "eod" else hours.opening(day)


def _over(days: Days, said: _Said, hours: BusinessHours, now: datetime) -> datetime:
    """Return when a time on a day is over; the end of a day that closed already is midnight."""
    day = days[0]
    if said.minute is not None:
        return hours.moment(day, said.minute)
    if said.part in _PART_ENDS:
        ends = [hours.moment(day, minute) for minute in _PART_ENDS[said.part]]
    else:
        ends = [hours.closing(day)]
        if days[1] is None and not said.part:
            ends.append(hours.moment(day, FULL_DAY))
    return next((each for each in ends if each > now), ends[-1])
