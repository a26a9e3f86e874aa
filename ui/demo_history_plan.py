"""The demo's past as a plan: who had trouble when; nothing is stored here.

Told from the templates of `resources/demo/history.json` by a seeded dice: of one day the plan
is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import log
from random import Random

from console.domain.business_hours import BusinessHours
from console.domain.opening_week import read_week
from ui.demo_history_case import Past, Person, Script, Telling

WEEKS = 26
"""How far the past goes back: a quarter, and the one before to compare it with."""
STAFFED = "Mon-Fri 09:00-18:00"
"""When somebody answered."""
LATEST = timedelta(hours=12)
"""How long before today all that is told was over, so that the samples are the present."""
AGAIN_AFTER = timedelta(days=21)
"""How long after a case began the same customer has the next: by then that one is over."""
MOST_FOLLOWERS = 48_000
SEED = 1847
_DAY = timedelta(days=1)
_BY_DAY = (1.25, 1.1, 1.0, 0.95, 1.0, 0.85, 0.85)
"""How many write on which day of the week, Monday first, beside the mean."""
_HOURS = (7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 20, 21, 22)


def plan(script: Script, now: datetime, zone: str = "") -> list[Past]:
    """Return the cases of the past, oldest first; days begin in `zone`, as in `BusinessHours`."""
    hours = BusinessHours(read_week(STAFFED), zone)
    teller = _Teller(script, now, hours)
    cases = [teller.case(touchpoint, at) for at, touchpoint in teller.begins()]
    latest = hours.moment(hours.local(now).date(), 0) - LATEST
    return [case for case in cases if case.over_at < latest]


class _Teller:
    """Makes up one case after the other."""

    def __init__(self, script: Script, now: datetime, hours: BusinessHours) -> None:
        self._script, self._hours = script, hours
        self._today = hours.local(now).date()
        self._begin = hours.moment(self._today, 0)
        self._dice = Random(SEED)  # noqa: S311 - a story, no secret
        self._handles: set[str] = set()
        self._known: dict[str, list[tuple[Person, datetime]]] = {}
        """Who wrote before, by touchpoint, and when."""

    def begins(self) -> Iterator[tuple[datetime, str]]:
        """Yield when which touchpoint failed somebody, oldest first."""
        for ago in range(7 * WEEKS, 1, -1):
            day = self._today - timedelta(days=ago)
            found = []
            for name, facts in self._script["touchpoints"].items():
                since = facts.get("since", {"days": 0})
                weekly = facts["weekly"] if ago > since["days"] else since["weekly"]
                share = weekly / 7 * _BY_DAY[day.weekday()]
                for _ in range(int(share + self._dice.random())):
                    minute = self._dice.choice(_HOURS) * 60 + self._dice.randrange(60)
                    found.append((self._hours.moment(day, minute), name))
            yield from sorted(found)

    def case(self, touchpoint: str, at: datetime) -> Past:
        """Return a case that begins about then."""
        facts = self._script["touchpoints"][touchpoint]
        person = self._person(touchpoint, at, german=bool(facts["de"]["posts"]))
        case = Telling(self._script, self._dice, self._hours, self._begin, person, touchpoint)
        return case.told(at)

    def _person(self, touchpoint: str, at: datetime, *, german: bool) -> Person:
        """Return somebody new, or who had the same trouble before."""
        known = self._known.setdefault(touchpoint, [])
        early = [one for one in known if at - one[1] > AGAIN_AFTER]
        if touchpoint and early and self._dice.random() < 0.13:
            person = self._dice.choice(early)[0]
            known[:] = [one for one in known if one[0] != person]
        else:
            person = self._new_person("de" if german and self._dice.random() < 0.12 else "en")
        known.append((person, at))
        return person

    def _new_person(self, lang: str) -> Person:
        people, dice = self._script["people"][lang], self._dice
        first, last = dice.choice(people["first"]), dice.choice(people["last"])
        plain = str.maketrans({"ö": "oe", "ü": "ue", "ä": "ae", "ß": "ss"})
        stem = f"{first}_{last}".lower().translate(plain)[:12].rstrip("_")
        handle, number = stem, dice.randrange(10, 90)
        while handle in self._handles:
            number += 1
            handle = f"{stem}{number}"
        self._handles.add(handle)
        return Person(
            f"{first} {last}",
            handle,
            lang,
            min(MOST_FOLLOWERS, int(dice.lognormvariate(log(210), 1.6))),
        )
