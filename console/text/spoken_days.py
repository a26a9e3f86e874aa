"""Days as a person says them: `friday`, `24.12.`, `1 december`, `next week`, `the 25th`.

Reads what comes out of `text.time_words`, without any time of the day; never looks at hours.

Framework knowledge: parsedatetime 2.6 takes 0.1 s to import, a millisecond an answer, and
gets several of the phrases wrong that are read here (`1.12.` is 12 January): it is only
asked for what is left with the name of a month, and for `12/11`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from console.text.time_words import MONTH_NAMES, WEEKDAYS

Days = tuple[date, date | None]
"""The day that is meant, and the one that is if that is over; None where there is only one."""

_UNITS = {"day": timedelta(days=1), "week": timedelta(days=7)}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?(?!\d)|$)(?! ?[ap]m)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")
_MONTH = "|".join(MONTH_NAMES)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})\.? ({_MONTH})(?: (\d{{4}}))?(?![\w:])")
_MONTH_DAY = re.compile(
    rf"\b({_MONTH}) (\d{{1,2}})(?![\d:/]|\.\d| ?(?:am|pm|uhr)\b)\.?(?: (\d{{4}})(?![\w:]))?"
)
_DISTANCE = re.compile(r"(\d{1,3}) (day|week|month)")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})\.$")
_FOR_OTHERS = re.compile(rf"\b(?:{_MONTH})\b|^\d{{1,2}}/\d{{1,2}}(?:/\d+)?$")


def take_date(plain: str, today: date) -> tuple[date | None, str]:
    """Return a date that is said with its month, and what is left; ValueError for no such day."""
    if found := _ISO.search(plain):
        return date(int(found[1]), int(found[2]), int(found[3])), without(plain, found)
    found = _DOTTED.search(plain)
    # `9.30` is a time of the day, `1.12` a date: only one of them has such a month.
    if found is not None and 1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31:
        return _date(int(found[1]), int(found[2]), found[3], today), without(plain, found)
    if found := _SLASHED.search(plain):
        first, second = int(found[1]), int(found[2])
        if max(first, second) <= 12 and first != second:
            return None, plain  # either of them may be the month
        day, month = (first, second) if second <= 12 else (second, first)
        return _date(day, month, found[3], today), without(plain, found)
    if found := _DAY_MONTH.search(plain):
        month = MONTH_NAMES.index(found[2]) + 1
        return _date(int(found[1]), month, found[3], today), without(plain, found)
    if found := _MONTH_DAY.search(plain):
        month = MONTH_NAMES.index(found[1]) + 1
        return _date(int(found[2]), month, found[3], today), without(plain, found)
    return None, plain


def days_of(rest: str, today: date) -> Days | None:
    """Return the day that words name; ValueError for a day that no month has."""
    monday = today - timedelta(days=today.weekday())
    fixed = {
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "overmorrow": today + timedelta(days=2),
        "next week": monday + timedelta(days=7),
        "next month": months_later(today.replace(day=1), 1),
        "next day": today + timedelta(days=1),
        "eom": months_later(today.replace(day=1), 1) - timedelta(days=1),
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
            return months_later(today, count), None
        return today + count * _UNITS[found[2]], None
    return _on_weekday(rest, today, monday)


def ask_others(rest: str, today: date) -> Days | None:
    """Ask parsedatetime for a day with a month; None unless it understood all words."""
    if not _FOR_OTHERS.search(rest):
        return None
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


def weekday_of(word: str) -> int | None:
    """Return the number of a weekday, Monday 0; None for another word."""
    return WEEKDAYS.index(word) if word in WEEKDAYS else None


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


def without(text: str, found: re.Match[str]) -> str:
    """Return a text without what was found in it."""
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())


def _date(day: int, month: int, year: str | None, today: date) -> date:
    """Return a date; without its year the next one of this name, which may be today."""
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = [
        each
        for each in range(today.year, today.year + 9)
        if month != 2 or day <= 28 or not each % 4
    ]
    return next(one for each in years if (one := date(each, month, day)) >= today)


def _on_weekday(rest: str, today: date, monday: date) -> Days | None:
    """Read `friday`, `next friday` and `friday next week`."""
    weekday = weekday_of(re.sub(r"^next ", "", rest))
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7
        if rest.startswith("next "):
            ahead = ahead or 7
        day = today + timedelta(days=ahead)
        return day, day + timedelta(days=7)
    next_week = re.sub(r"\bnext week\b", "", rest).strip()
    if next_week != rest and (weekday := weekday_of(next_week)) is not None:
        return monday + timedelta(days=7 + weekday), None
    return None


def _monthly(day: int, today: date) -> Days:
    """Return the next day of a month with this number, and the one after it."""
    if not 1 <= day <= 31:
        raise ValueError(day)
    found = []
    for step in range(4):
        month = months_later(today.replace(day=1), step)
        try:
            found.append(month.replace(day=day))
        except ValueError:  # no such day in this month
            continue
    coming = [one for one in found if one >= today]
    return coming[0], coming[1]
