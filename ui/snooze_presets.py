"""The moments till which a case is often put off: they follow the business hours.

Pure: knows no widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console.domain.business_hours import BusinessHours
from console.language import tr
from ui import words

LATER_H = (3, 1)
"""How many hours `Later today` is away, the best first; rounded up to a full one."""
LATEST_HOUR = 20
"""Where somebody is there all night, today ends with this hour."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Preset:
    """A moment with its name."""

    name: str
    at: datetime


def presets(
    now: datetime, hours: BusinessHours, promise_due_at: datetime | None = None
) -> tuple[Preset, ...]:
    """Return the moments on offer, each later than `now`, no two the same; the soonest first."""
    hours = hours.at_hand(now)
    today = hours.local(now).date()
    found = []
    if promise_due_at is not None:
        found.append(Preset(tr("When the promise is due"), promise_due_at))
    if (later := _later_today(now, hours)) is not None:
        found.append(Preset(tr("Later today"), later))
    found += _days(today, hours)
    kept: dict[datetime, Preset] = {}
    for preset in found:
        if preset.at > now:
            kept.setdefault(preset.at, preset)
    return tuple(sorted(kept.values(), key=lambda preset: preset.at))


def _later_today(now: datetime, hours: BusinessHours) -> datetime | None:
    """Return a full hour of today at which somebody is there; None where none is left."""
    local = hours.local(now)
    for away in LATER_H:
        hour = local.hour + away + (1 if local.minute or local.second else 0)
        if hour <= LATEST_HOUR:
            at = hours.moment(local.date(), hour * 60)
            if hours.is_open(at):
                return at
    return None


def _days(today: date, hours: BusinessHours) -> list[Preset]:
    """Return the openings of the days to come that have a name."""
    monday = today + timedelta(days=7 - today.weekday())
    named = [
        (tr("Tomorrow"), today + DAY, True),
        (tr("Next Monday"), monday, True),
        (tr("In a week"), today + 7 * DAY, False),
        (tr("In two weeks"), today + 14 * DAY, False),
    ]
    """Names, days, and whether a name would be wrong of another day."""
    found = []
    for name, day, is_exact in named:
        at = hours.opening(day)
        if not hours.round_the_clock and not hours.is_open(at):
            # Nobody is there then: the next day on which somebody is, by its own name.
            opened = hours.next_opening(hours.moment(day, 0))
            if opened is None:
                continue
            at, day = opened, hours.local(opened).date()  # noqa: PLW2901
            if is_exact:
                name = words.weekday(day)  # noqa: PLW2901
        found.append(Preset(name, at))
    return found
