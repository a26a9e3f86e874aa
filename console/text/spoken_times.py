"""Moments as a person says them: `fri 9am`, `tomorrow`, `in 2 h`, `1.12. 9:00`, `morgen 9 uhr`.

Understands English and German; a day without a time means when that day opens. What it does
not know it leaves to parsedatetime, and believes that only where it understood every word.
A moment that is over is never the answer.

Framework knowledge: parsedatetime 2.6 takes 0.1 s to import and gets several of the phrases
wrong that are read here (`this afternoon` is two days off, `1.12.` is 12 January): it is
asked for days with the name of a month, and for `12/24`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from console.domain.business_hours import FAR, BusinessHours
from console.domain.opening_week import DAYS, FULL_DAY, MONTHS
from console.text.time_words import WEEKDAYS, plain

LONGEST = 60
"""Characters of what can be a moment."""
WEEKDAY_NAMES = tuple(word.title() for word in WEEKDAYS)
AFTERNOON, EVENING, NIGHT = 14 * 60, 18 * 60, 20 * 60
"""Minutes of the day."""
EARLIEST_BARE = 7
"""An hour below this, said without minutes and half of the day, means the afternoon."""

_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}
_LENGTH = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?) ?(minute|hour|day|week|month)\b[, ]*")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?(?!\d)|$)(?! ?[ap]m)")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[:.](\d{2})(?::00)?(?: ?(am|pm)\b)?(?: ?uhr\b)?(?![\d.])")
_HALF_DAY = re.compile(r"(?<![\d.:])(\d{1,2}) ?(am|pm)\b")
_OCLOCK = re.compile(r"(?<![\d.:])(\d{1,2}) ?(?:uhr|hour)(?: (\d{2}))?\b")
_BESIDE = re.compile(r"\b(past|before)(15|30) (\d{1,2})\b")
_BARE = re.compile(r"(?<![\d.:/-])(\d{1,2})$")
_DISTANCE = re.compile(r"(\d{1,3}) (day|week|month)")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})\.$")
_FOR_OTHERS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|^\d{1,2}/\d{1,2}(?:/\d+)?$"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a phrase says of the day and of the time."""

    rest: str
    """What says the day, once the time is taken out."""
    minute: int | None = None
    """Of the day; None where no time was said."""
    word: str = ""
    """The part of the day that was said, to be looked up in the hours."""

    @property
    def has_time(self) -> bool:
        return self.minute is not None or bool(self.word)


def read(text: str, now: datetime, hours: BusinessHours) -> datetime | None:
    """Return the moment that a person meant, aware UTC, later than `now`; None for none.

    `now` is aware. Days and times are those of the time zone of `hours`, which also say
    when a day begins and ends.
    """
    said = plain(text) if len(text) <= LONGEST else ""
    if not said:
        return None
    try:
        found = _after(said, now, hours) or _on_a_day(said, now, hours)
    except (ValueError, OverflowError):  # a day that no calendar has, or after its end
        return None
    return found.astimezone(UTC) if found is not None and now < found <= now + FAR else None


def words(at: datetime, now: datetime, hours: BusinessHours) -> str:
    """Return a moment as it is told back: `Fri 27 Nov, 09:00`, with the year if another."""
    local = hours.local(at)
    year = "" if local.year == hours.local(now).year else f" {local.year}"
    day = f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"
    return f"{day}{year}, {local.hour:02}:{local.minute:02}"


def _after(said: str, now: datetime, hours: BusinessHours) -> datetime | None:
    """Read `2 hour`: how long from now. Days and more keep the time of the day."""
    place, exact, days, months = 0, timedelta(), timedelta(), 0.0
    for found in _LENGTH.finditer(said):
        if found.start() != place:
            return None
        place, count = found.end(), float(found[1].replace(",", "."))
        if found[2] == "month":
            months += count
        elif found[2] in ("day", "week"):
            days += count * _UNITS[found[2]]
        else:
            exact += count * _UNITS[found[2]]
    if not place or place != len(said):
        return None
    if not days and not months:
        return now + exact
    local = hours.local(now)
    day = _months_later(local.date(), int(months)) + timedelta(days=days.days)
    minute = local.hour * 60 + local.minute + days.seconds // 60
    return hours.moment(day, minute) + exact


def _on_a_day(plain: str, now: datetime, hours: BusinessHours) -> datetime | None:
    """Read a day, a time, or both."""
    today = hours.local(now).date()
    dated, plain = _take_date(plain, today)
    said = _take_time(plain)
    rest = said.rest
    if dated is not None:
        if rest and _weekday(rest) != dated.weekday():
            return None
        return _at(dated, said, hours)
    if not rest:
        if not said.has_time:
            return None
        days: tuple[date, date | None] | None = (today, today + timedelta(days=1))
    elif _FOR_OTHERS.search(rest):
        days = _others(rest, today)
    else:
        number = re.fullmatch(rf"(.+) {_BARE.pattern}", rest)
        if number and not said.has_time:
            said, rest = replace(said, minute=_bare(int(number[2]))), number[1]
        if rest in ("today", "eow", "eom") and not said.has_time:
            said = replace(said, word="eod")
        days = _days(rest, today)
    if days is None:
        return None
    at = _at(days[0], said, hours)
    return at if at > now or days[1] is None else _at(days[1], said, hours)


def _take_date(plain: str, today: date) -> tuple[date | None, str]:
    """Return a date written in digits, and what is left."""
    if found := _ISO.search(plain):
        return date(int(found[1]), int(found[2]), int(found[3])), _without(plain, found)
    found = _DOTTED.search(plain)
    # `9.30` is a time of the day, `1.12` a date: only one of them has such a month.
    if found is None or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[1]) <= 31:
        return None, plain
    day, month = int(found[1]), int(found[2])
    if found[3]:
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return date(year, month, day), _without(plain, found)
    return _yearly(month, day, today), _without(plain, found)


def _yearly(month: int, day: int, today: date) -> date:
    """Return the next day of this name, which may be today."""
    years = [
        year
        for year in range(today.year, today.year + 9)
        if month != 2 or day <= 28 or not year % 4
    ]
    return next(one for year in years if (one := date(year, month, day)) >= today)


def _take_time(plain: str) -> _Said:
    """Return which time of the day is said, and what is left."""
    if found := _CLOCK.search(plain):
        minute = _minute(int(found[1]), int(found[2]), found[3])
        return _Said(_without(plain, found), minute)
    if found := _HALF_DAY.search(plain):
        return _Said(_without(plain, found), _minute(int(found[1]), 0, found[2]))
    if found := _OCLOCK.search(plain):
        return _Said(_without(plain, found), _minute(int(found[1]), int(found[2] or 0), None))
    if found := _BESIDE.search(plain):
        minute = int(found[2]) * (1 if found[1] == "past" else -1)
        return _Said(_without(plain, found), (_bare(int(found[3])) + minute) % FULL_DAY)
    if found := re.search(r"\b(noon|midnight|morning|afternoon|evening|tonight|eod)\b", plain):
        return _Said(_without(plain, found), word=found[1])
    if found := re.fullmatch(r"(\d{1,2})", plain):
        return _Said("", _bare(int(found[1])))
    return _Said(plain)


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


def _days(rest: str, today: date) -> tuple[date, date | None] | None:
    """Return the day that words name, and the one that they name if that is over."""
    monday = today - timedelta(days=today.weekday())
    fixed = {
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "overmorrow": today + timedelta(days=2),
        "next week": monday + timedelta(days=7),
        "next month": _months_later(today.replace(day=1), 1),
        "next day": today + timedelta(days=1),
        "eom": _months_later(today.replace(day=1), 1) - timedelta(days=1),
        "eow": monday + timedelta(days=4),
        "weekend": monday + timedelta(days=5),
    }
    if rest in fixed:
        return fixed[rest], None
    if found := _DAY_OF_MONTH.match(rest):
        return _monthly(int(found[1]), today)
    if found := _DISTANCE.fullmatch(rest):
        count = int(found[1])
        if found[2] == "month":
            return _months_later(today, count), None
        return today + count * _UNITS[found[2]], None
    next_week = re.sub(r"\bnext week\b", "", rest).strip()
    weekday = _weekday(re.sub(r"^next ", "", rest))
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7
        if rest.startswith("next "):
            ahead = ahead or 7
        day = today + timedelta(days=ahead)
        return day, day + timedelta(days=7)
    if next_week != rest and (weekday := _weekday(next_week)) is not None:
        return monday + timedelta(days=7 + weekday), None
    return None


def _others(rest: str, today: date) -> tuple[date, date | None] | None:
    """Ask parsedatetime for a day; None unless it understood all words."""
    import parsedatetime

    rest = rest.replace(".", "")
    calendar = parsedatetime.Calendar(
        parsedatetime.Constants("en_US", usePyICU=False), parsedatetime.VERSION_CONTEXT_STYLE
    )
    try:  # a day, no moment
        found = calendar.nlp(rest, datetime(today.year, today.month, today.day, 12))  # noqa: DTZ001
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, KeyError):
        return None  # parsedatetime 2.6 lets errors of its parts through
    if not found or len(found) != 1 or found[0][4].strip() != rest or not found[0][1].hasDate:
        return None
    return found[0][0].date(), None


def _weekday(word: str) -> int | None:
    return WEEKDAYS.index(word) if word in WEEKDAYS else None


def _monthly(day: int, today: date) -> tuple[date, date | None]:
    """Return the next day of a month with this number, and the one after it."""
    if not 1 <= day <= 31:
        raise ValueError(day)
    found = []
    for step in range(4):
        month = _months_later(today.replace(day=1), step)
        try:
            found.append(month.replace(day=day))
        except ValueError:  # no such day in this month
            continue
    coming = [one for one in found if one >= today]
    return coming[0], coming[1]


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


def _at(day: date, said: _Said, hours: BusinessHours) -> datetime:
    """Return the moment on a day; where no time is said, when it opens."""
    if said.minute is not None:
        return hours.moment(day, said.minute)
    named = {
        "noon": 12 * 60,
        "midnight": FULL_DAY,
        "afternoon": AFTERNOON,
        "evening": EVENING,
        "tonight": NIGHT,
    }
    if said.word in named:
        return hours.moment(day, named[said.word])
    return hours.closing(day) if said.word == "eod" else hours.opening(day)


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())
