"""The public holidays of a country: on which days nobody works though the week says so.

Framework knowledge: `holidays` takes 0.3 to 1 s to import and knows hundreds of calendars.
It is imported when a country is first asked for, never in the thread of a window: that asks
`at_hand` first. Its codes are ISO 3166-1 for countries and ISO 3166-2 (without the
country), or its own words, for their regions.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

_known: dict[tuple[str, str, int], frozenset[date]] = {}
"""By country, region and year; holidays that lie in the past do not change any more."""


def days(country: str, region: str, year: int) -> frozenset[date]:
    """Return the public holidays of a year; none where the country is not known.

    A region that is not known counts as not said.
    """
    if not country:
        return frozenset()
    place = (country, region, year)
    found = _known.get(place)
    if found is None:
        found = _known[place] = _look_up(*place)
    return found


def at_hand(country: str, region: str, years: range) -> bool:
    """Return whether all these years are known, so that nothing heavy has to load."""
    return not country or all((country, region, year) in _known for year in years)


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[str, ...]]:
    """Return the codes of all countries that are known, each with those of its regions."""
    import holidays

    return {
        country: tuple(regions)
        for country, regions in holidays.list_supported_countries(include_aliases=False).items()
    }


@lru_cache(maxsize=16)
def region_names(country: str) -> dict[str, str]:
    """Return the name of each region of a country, as its own people write it."""
    import holidays

    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    return {code: next(iter(aliases.get(code, ())), code) for code in countries().get(country, ())}


def _look_up(country: str, region: str, year: int) -> frozenset[date]:
    import holidays

    known = countries()
    if country not in known:
        return frozenset()
    subdivision = region if region in known[country] else None
    # A holiday of one day may be kept on another of the next year or the last.
    found = holidays.country_holidays(country, subdiv=subdivision, years=year)
    return frozenset(day for day in found if day.year == year)
