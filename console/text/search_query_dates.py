"""Days in a query: `2026-10-01`, `2026-10`, `today`, `7d`, `1.10.2026`, `gestern`, `Oktober`.

English and German are read in every language of the window: a query that is kept, or goes
to the command line, means the same there. What a day in the past is called is read here;
`text.spoken_times` reads what is to come.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from console.language import tr, tr_in
from console.text.time_words import MONTH_NAMES, WEEKDAYS, plain

ADVICE = tr(
    "Write a day such as 2026-10-01, a month (2026-10), today, yesterday, or 7d, 2w, 3m, 1y."
)
# Translators: what is offered behind “after:”; it is understood in your language too.
_TODAY = tr_in("day in a search", "today")
# Translators: what is offered behind “after:”; it is understood in your language too.
_YESTERDAY = tr_in("day in a search", "yesterday")
WORDS = (_TODAY, _YESTERDAY, "7d", "30d", "3m", "1y")
"""What is offered first."""
_NAMED = {
    _TODAY.casefold(): 0, "today": 0, "heute": 0,
    _YESTERDAY.casefold(): 1, "yesterday": 1, "gestern": 1, "vorgestern": 2,
}  # fmt: skip
"""How many days before today."""
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?)?", re.ASCII)
_DOTTED_MONTH = re.compile(r"(\d{1,2})\.(\d{4})", re.ASCII)
_NAMED_MONTH = re.compile(
    rf"(?:(\d{{1,2}})\.? )?({'|'.join(MONTH_NAMES)})(?: (\d{{4}}))?", re.ASCII
)
_AGO = re.compile(
    r"(?:vor )?(\d{1,4}) ?(?:(d|days?|t|tage?n?)|(w|weeks?|wochen?)|(m|months?|monate?n?)"
    r"|(y|years?|j|jahre?n?))(?: ago)?",
    re.ASCII,
)
_UNITS = (1, 7, 30, 365)
_FIRST_YEAR, _LAST_YEAR = 1971, 2200
"""Ids of messages hold no time long behind them."""
YEARS = tr("Years from {first} to {last} can be looked for.").format(
    first=_FIRST_YEAR, last=_LAST_YEAR
)
_DECEMBER = 12


def span(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the first moment of what is meant and the first behind it; None for no time.

    Days begin at midnight of `now`'s zone, with the offset of that day. `7d` is the day seven
    days before today. A day of the week is the last one, today or before; so is a day or a
    month without its year.
    """
    days = _days(text.strip().casefold(), now.date())
    if days is None:
        return None
    zone = now.tzinfo
    begin, end = (datetime.combine(day, time(), zone) for day in days)
    return begin, end


def advice(text: str) -> str:
    """Return what to write instead of what is no time."""
    said = _DAY.fullmatch(text.strip())
    return YEARS if said and not _FIRST_YEAR <= int(said[1]) <= _LAST_YEAR else ADVICE


def _days(text: str, today: date) -> tuple[date, date] | None:
    if text in _NAMED:
        return _one_day(today - timedelta(days=_NAMED[text]))
    if ago := _AGO.fullmatch(text):
        count = _UNITS[(ago.lastindex or 2) - 2] * int(ago[1])
        if count >= (today - date(_FIRST_YEAR, 1, 1)).days:
            return None
        return _one_day(today - timedelta(days=count))
    if said := _DAY.fullmatch(text):
        return _in_calendar(said[1], said[2], said[3], today)
    if said := _DOTTED_MONTH.fullmatch(text):
        return _in_calendar(said[2], said[1], None, today)
    if said := _DOTTED.fullmatch(text):
        year = f"20{said[3]}" if said[3] and len(said[3]) == 2 else said[3]
        return _in_calendar(year, said[2], said[1], today)
    meant = plain(text)
    if meant in WEEKDAYS:
        back = (today.weekday() - WEEKDAYS.index(meant)) % len(WEEKDAYS)
        return _one_day(today - timedelta(days=back))
    if said := _NAMED_MONTH.fullmatch(meant):
        return _in_calendar(said[3], str(MONTH_NAMES.index(said[2]) + 1), said[1], today)
    return None


def _in_calendar(
    year: str | None, month: str | None, day: str | None, today: date
) -> tuple[date, date] | None:
    """Return a day, a month or a year; without its year the last one that has begun."""
    if year is not None:
        return _of_year(int(year), month, day)
    found = (_of_year(each, month, day) for each in range(today.year, today.year - 9, -1))
    return next((days for days in found if days is not None and days[0] <= today), None)


def _of_year(year: int, month: str | None, day: str | None) -> tuple[date, date] | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        begin = date(year, int(month or 1), int(day or 1))
    except ValueError:  # there is no 31st of June
        return None
    if day:
        return _one_day(begin)
    if month:
        return begin, date(year + begin.month // _DECEMBER, begin.month % _DECEMBER + 1, 1)
    return begin, date(year + 1, 1, 1)


def _one_day(day: date) -> tuple[date, date]:
    return day, day + timedelta(days=1)
