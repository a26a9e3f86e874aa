"""What the pages of the preferences have to know of the data: read in a lane.

Loads the calendars of public holidays, which takes a second the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from console.domain import public_holidays

if TYPE_CHECKING:
    from console.desk import Desk
    from console.domain.targets import Targets


@dataclass(frozen=True, slots=True)
class Lists:
    """What hours can be chosen from."""

    zones: tuple[str, ...]
    """Names of all time zones that this computer knows."""
    countries: dict[str, tuple[str, ...]]
    """Codes of the countries whose holidays are known, with those of their regions."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """What is known of a country's public holidays."""

    country: str
    region: str
    region_names: dict[str, str]
    """By their codes."""
    coming: tuple[date, ...]
    """Those of the year that begins now."""


def read_targets(desk: Desk) -> Targets:
    """Return the targets that hold."""
    return desk.targets.get()


def read_lists(_desk: Desk) -> Lists:
    """Return what there is to choose from."""
    from zoneinfo import available_timezones

    zones = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    return Lists(tuple(zones), public_holidays.countries())


def read_holidays(country: str, region: str, now: datetime, _desk: Desk) -> Holidays:
    """Return the names of a country's regions, and its holidays to come."""
    if not country:
        return Holidays("", "", {}, ())
    today = now.date()
    days = frozenset[date]().union(
        *(public_holidays.days(country, region, today.year + n) for n in (0, 1))
    )
    coming = sorted(day for day in days if today <= day < today + timedelta(days=366))
    return Holidays(country, region, public_holidays.region_names(country), tuple(coming))
