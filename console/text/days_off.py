"""A list of days as a person writes it: `24.12., 2026-12-31, 2.1.2027-6.1.2027`; pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from console.errors import InputError
from console.language import tr

ADVICE = tr("Write days like 24.12.2026 or 2026-12-24, with a comma between them.")
LONGEST_SPAN = timedelta(days=366)
_DAY = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.?(?:\s?\d{4})?)"
_PART = re.compile(rf"{_DAY}(?:\s*(?:-|\u2013|to|till|bis|\.\.\.?)\s*{_DAY})?")


def text(days: Collection[date]) -> str:
    """Return days as they are shown, in order; such as follow each other as a span."""
    groups: list[list[date]] = []
    for day in sorted(days):
        if groups and day - groups[-1][-1] == timedelta(days=1):
            groups[-1].append(day)
        else:
            groups.append([day])
    return ", ".join(
        _said(group[0]) if len(group) == 1 else f"{_said(group[0])}-{_said(group[-1])}"
        for group in groups
    )


def read(written: str, today: date) -> frozenset[date]:
    """Return the days that a person wrote; one without a year is the next of its name.

    Raises:
        InputError: one of them is no day.
    """
    found: set[date] = set()
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", written))):
        matched = _PART.fullmatch(part.casefold())
        if matched is None:
            raise InputError(tr("“{part}” is no day.").format(part=part), advice=ADVICE)
        first = _day(matched[1], today)
        last = first if matched[2] is None else _day(matched[2], first)
        if not timedelta() <= last - first <= LONGEST_SPAN:
            raise InputError(
                tr("“{part}” ends before it begins, or lasts too long.").format(part=part),
                advice=ADVICE,
            )
        found |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return frozenset(found)


def _day(written: str, from_day: date) -> date:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    try:
        if "-" in written:
            return date(*numbers)
        day, month, *years = numbers
        if years:
            return date(years[0], month, day)
        this = date(from_day.year, month, day)
        return this if this >= from_day else date(from_day.year + 1, month, day)
    except ValueError:
        raise InputError(
            tr("“{written}” stands in no calendar.").format(written=written), advice=ADVICE
        ) from None


def _said(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
