"""Times in a query: `2026-10-01`, `2026-10`, `2026`, `today`, `yesterday`, `7d`, `2w`, `3m`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

ADVICE = "Write a day such as 2026-10-01, a month (2026-10), today, yesterday, or 7d, 2w, 3m, 1y."
WORDS = ("today", "yesterday", "7d", "30d", "3m", "1y")
"""What is offered first."""
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"(\d{1,4})([dwmy])", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1971, 2200
"""Ids of messages hold no time long behind them."""
YEARS = f"Years from {_FIRST_YEAR} to {_LAST_YEAR} can be looked for."
_DECEMBER = 12


def span(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the first moment of what is meant and the first behind it; None for no time.

    Days begin at midnight of `now`'s zone, with the offset of that day. `7d` is the day seven
    days before today.
    """
    days = _days(text.strip().lower(), now.date())
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
    if text in ("today", "yesterday"):
        day = today - timedelta(days=text == "yesterday")
        return day, day + timedelta(days=1)
    if ago := _AGO.fullmatch(text):
        begin = _before(today, int(ago[1]), ago[2])
        return None if begin is None else (begin, begin + timedelta(days=1))
    said = _DAY.fullmatch(text)
    if said is None or not _FIRST_YEAR <= int(said[1]) <= _LAST_YEAR:
        return None
    year, month, day_of_month = (int(part) if part else 0 for part in said.groups())
    try:
        begin = date(year, month if said[2] else 1, day_of_month if said[3] else 1)
    except ValueError:  # there is no 31st of June
        return None
    if said[3]:
        return begin, begin + timedelta(days=1)
    if said[2]:
        return begin, date(year + (month == _DECEMBER), month % _DECEMBER + 1, 1)
    return begin, date(year + 1, 1, 1)


def _before(today: date, number: int, unit: str) -> date | None:
    days = {"d": 1, "w": 7, "m": 30, "y": 365}[unit] * number
    if days >= (today - date(_FIRST_YEAR, 1, 1)).days:
        return None
    return today - timedelta(days=days)
