"""Which promises of a draft its case holds already, and which it holds with another time.

Only promises that are still to come count: one that was not kept, or is over, tells nobody
of a new one. Finds no promise in a text: `checks.promising` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from console.checks.promised_times import Moment, plain
from console.domain.business_hours import BusinessHours
from console.domain.resolutions import Promise
from console.language import tr
from console.text import spoken_times
from console.text.lexicon import word_texts
from console.text.spoken_days import take_date

NEAR = timedelta(hours=1)
"""A time of the day that is noted as near as this is the one that the draft says."""
PART = timedelta(hours=5)
"""So long at most lasts a part of a day: `Tuesday morning` holds what is noted for ten."""
MOST_OPEN = 50
"""Promises of one case at most that are told with another time."""
STEM = 4
"""Letters by which two words are one: `refund`, `refunded`."""
_SHOWN = 60
_INSTANT = timedelta(seconds=1)
"""Midnight, when a day is over, is of that day."""
_DAYS = re.compile(
    r"\d+(?:[.,]\d+)? (?:day|week|month|business|working|werktag|arbeitstag)|\d+\.(?!\d)"
)
_CLOCK = re.compile(r"\d|\b(?:hour|minute|noon|midnight)\b")
_PARTS = re.compile(r"\b(?:morning|afternoon|evening|tonight)\b")


class Noted:
    """The promises of a case that are to come, beside those of a draft."""

    def __init__(self, promises: Iterable[Promise], now: datetime, hours: BusinessHours) -> None:
        self._clock = now, hours
        self._open = [
            (one, self._day(one.due_at))
            for one in promises
            if one.kept_at is None and one.due_at > now
        ]
        self._told: set[Promise] = set()
        """Those that the draft says as they are noted."""

    def has(self, moment: Moment) -> bool:
        """Return whether a promise is noted for the day of a time, and about that time of it."""
        day = self._day(moment.at) if self._open else None
        if not (same := {one for one, due_day in self._open if due_day == day}):
            return False
        if (early := self._early(moment)) is not None:
            same = {one for one in same if -early <= one.due_at - moment.at <= NEAR}
        self._told |= same
        return bool(same)

    def others(self, promised: Sequence[tuple[str, Moment]]) -> dict[int, Promise]:
        """Return which promises have another time than one of the draft, by its number.

        `promised` is what the draft promises, and by when, of all that `has` does not know.
        Each is beside one other at most: of the same words, else of the nearest time.
        """
        untold = [one for one, _ in islice(self._open, MOST_OPEN) if one not in self._told]
        stems = [_stems(one.what) for one in untold]
        pairs = sorted(
            (-len(_stems(what) & stems[place]), abs(one.due_at - moment.at), number, place)
            for number, (what, moment) in enumerate(promised)
            for place, one in enumerate(untold)
        )
        found: dict[int, Promise] = {}
        used: set[int] = set()
        for _, _, number, place in pairs:
            if number not in found and place not in used:
                found[number] = untold[place]
                used.add(place)
        return found

    def beside(self, other: Promise, moment: Moment) -> str:
        """Return the sentence that says of a time that a promise stands with another one."""
        what = other.what if len(other.what) <= _SHOWN else f"{other.what[: _SHOWN - 1]}…"
        if self._early(moment) is None:  # a day: the time of it is none that the draft says
            says = spoken_times.day_words(moment.at - _INSTANT, *self._clock)
        else:
            says = spoken_times.words(moment.at, *self._clock)
        due = spoken_times.words(other.due_at, *self._clock)
        return tr("The case holds “{what}” by {due}; this says {says}.").format(
            what=what, due=due, says=says
        )

    def _day(self, at: datetime) -> date:
        return self._clock[1].local(at - _INSTANT).date()

    def _early(self, moment: Moment) -> timedelta | None:
        """Return how early a noted time is still the one said; None where a day is, all of it."""
        now, hours = self._clock
        rest = _DAYS.sub(" ", take_date(plain(moment.said), hours.local(now).date())[1])
        if _CLOCK.search(rest):
            return NEAR
        return PART if _PARTS.search(rest) else None


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in word_texts(text) if len(word) >= STEM}
