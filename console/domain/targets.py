"""What we want to keep to: how soon an answer and a solution are due, and what counts as before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.opening_week import read_week, week_text
from console.errors import InputError

MINUTE = timedelta(minutes=1)
ANSWER = (timedelta(minutes=5), timedelta(days=14))
"""The bounds of durations: the least, and the most."""
SOLUTION = (timedelta(minutes=5), timedelta(days=90))
CALLED_FIRST = (timedelta(hours=1), timedelta(days=30))
MOST_DAYS_OFF = 1000


@dataclass(frozen=True, slots=True)
class Targets:
    """A business's own targets; answer and solution count staffed time only."""

    hours: BusinessHours = ALWAYS
    answer: timedelta = timedelta(hours=4)
    """From a customer's first word that nobody answered to our answer; within `ANSWER`."""
    solution: timedelta = timedelta(hours=24)
    """From the first word of a case to its resolution; within `SOLUTION`."""
    called_first: timedelta = timedelta(hours=72)
    """How long before a case's first post a call counts as one that came before it."""

    def text(self) -> str:
        """Return these targets as they are stored: JSON, durations in whole minutes."""
        hours = self.hours
        return json.dumps(
            {
                "answer": self.answer // MINUTE,
                "solution": self.solution // MINUTE,
                "called_first": self.called_first // MINUTE,
                "week": week_text(hours.week),
                "zone": hours.zone,
                "country": hours.country,
                "region": hours.region,
                "days_off": sorted(day.isoformat() for day in hours.days_off),
            }
        )

    @classmethod
    def of(cls, text: str) -> Self:
        """Return what `text` stored; what cannot be read counts as not set."""
        try:
            stored = json.loads(text)
        except (ValueError, RecursionError):
            stored = None
        if not isinstance(stored, dict):
            return cls()
        default = cls()
        return cls(
            hours=_hours(stored),
            answer=_span(stored.get("answer"), ANSWER, default.answer),
            solution=_span(stored.get("solution"), SOLUTION, default.solution),
            called_first=_span(stored.get("called_first"), CALLED_FIRST, default.called_first),
        )


def _span(minutes: object, bounds: tuple[timedelta, timedelta], default: timedelta) -> timedelta:
    if type(minutes) is not int or not bounds[0] // MINUTE <= minutes <= bounds[1] // MINUTE:
        return default
    return minutes * MINUTE


def _hours(stored: dict[str, Any]) -> BusinessHours:
    week = ALWAYS.week
    if isinstance(said := stored.get("week"), str):
        try:
            week = read_week(said)
        except InputError:
            week = ALWAYS.week
    off = stored.get("days_off")
    days = (_day(one) for one in (off if isinstance(off, list) else [])[:MOST_DAYS_OFF])
    return BusinessHours(
        week,
        zone=_word(stored.get("zone")),
        country=_word(stored.get("country")),
        region=_word(stored.get("region")),
        days_off=frozenset(day for day in days if day is not None),
    )


def _word(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 60 and value.isprintable() else ""


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
