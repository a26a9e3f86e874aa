"""One case of the demo's past, made up: who wrote what when, and what became of it.

Answers come in staffed hours, customers write at any time of the day.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from math import log
from random import Random
from typing import Any, NamedTuple

from console.domain.business_hours import BusinessHours
from console.domain.calls import NOT_EMPOWERED
from console.domain.messages import Channel
from console.domain.resolutions import POST

SIGNATURES = (" ^MK", " ^JO")
"""Of the two agents, in the order in which `Said.agent` and `Noted.agent` name them."""
EARLY = timedelta(days=70)
"""What is older than that was answered worse."""
_CHOICE = re.compile(r"\[([^\]]*)\]")
LOUD = 1200
"""Followers from which on a complaint is repeated."""

Script = dict[str, Any]
"""Of `history.json`, or a piece of it."""


class Person(NamedTuple):
    """A customer."""

    name: str
    handle: str
    lang: str
    followers: int


class Said(NamedTuple):
    """What was posted at once: the customer's post, or the parts of our answer."""

    at: datetime
    texts: tuple[str, ...]
    agent: int | None = None
    """None for the customer."""
    anew: bool = False
    """Whether it begins another conversation."""


class Noted(NamedTuple):
    """A call note."""

    at: datetime
    text: str
    agent: int
    channel: Channel
    outcome: str = ""
    missing: str = ""
    ours: bool = False
    """Whether we called."""


class Promised(NamedTuple):
    """Something that we said we would do."""

    what: str
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None
    agent: int


class End(NamedTuple):
    """How a case was closed."""

    at: datetime
    agent: int
    fix: str = ""
    channel: str = ""
    """Empty where nobody said what fixed it."""


class Past(NamedTuple):
    """A case of the past."""

    person: Person
    touchpoint: str
    said: list[Said]
    noted: list[Noted]
    promised: list[Promised]
    end: End
    thanks: Said | None = None
    """What the customer wrote after the end."""
    reposts: int = 0
    """How often the first post was repeated."""
    ignored: datetime | None = None
    """When an agent let a finding about deflection stand."""

    @property
    def over_at(self) -> datetime:
        """Return when the last of it happened."""
        return self.end.at if self.thanks is None else max(self.end.at, self.thanks.at)


class Telling:
    """Makes up one case: `told` says it, once."""

    def __init__(
        self,
        script: Script,
        dice: Random,
        hours: BusinessHours,
        today: datetime,
        person: Person,
        touchpoint: str,
    ) -> None:
        self._dice, self._hours, self._today = dice, hours, today
        self._person, self._touchpoint = person, touchpoint
        self._facts: Script = script["touchpoints"][touchpoint]
        self._own: Script = self._facts[person.lang]
        self._common: Script = script["common"][person.lang]
        words = script["words"][person.lang]
        self._words = {
            "name": person.name.split()[0],
            "agent": "",
            "order": str(dice.randrange(30_000, 40_000)),
            "sum": f"{dice.randrange(14, 90)}.{dice.choice((10, 50, 90))}",
            "item": dice.choice(words["item"]),
            "day": dice.choice(words["day"]),
        }
        self._said: list[Said] = []
        self._noted: list[Noted] = []
        self._promised: list[Promised] = []
        self._agent = dice.randrange(2)
        self._ignored: datetime | None = None

    def told(self, at: datetime) -> Past:
        """Return the case, begun about then."""
        posted_at: datetime | None = at
        for channel, share in self._facts["first"].items():
            if self._chance(share) and self._own["notes"]:
                posted_at = self._call(Channel(channel), at)
                break
        if posted_at is None:
            return self._close_by_phone()
        posts = self._own["posts"]
        self._post(posted_at, posts)
        old = self._today - posted_at > EARLY
        if self._touchpoint and self._chance(0.2 if old else 0.06):
            return self._unanswered(posted_at)
        answered_at = self._answer(posted_at, old=old)
        return self._past(answered_at)

    def _call(self, channel: Channel, at: datetime) -> datetime | None:
        """Note a call; return when the customer posts after it, None where they do not."""
        call_at = self._hours.add(at, self._minutes(40))
        limited = channel is Channel.PHONE and self._chance(self._facts["limited"])
        outcome = NOT_EMPOWERED if limited else self._dice.choice(("promised", "escalated"))
        missing = self._dice.choice(self._facts["missing"]) if limited else ""
        text = self._fill(self._dice.choice(self._own["notes"]))
        self._noted.append(Noted(call_at, text, self._agent, channel, outcome, missing))
        if outcome == "promised":
            self._promise(call_at, timedelta(hours=self._dice.choice((4, 9, 18))))
        if not limited and self._chance(0.35):
            return None
        if self._chance(0.45):
            self._agent = 1 - self._agent  # who answers is not who took the call
        waited = min(70.0, max(2.0, self._dice.lognormvariate(log(25), 0.5)))
        return call_at + timedelta(hours=waited)

    def _close_by_phone(self) -> Past:
        """Let a call be all that there was, and another one end it."""
        first = self._noted[0]
        at = self._hours.add(first.at, timedelta(hours=self._dice.uniform(6, 22)))
        fix = self._dice.choice(self._facts["fixes"])
        self._noted.append(Noted(at, f"{fix}.", self._agent, first.channel, "solved", ours=True))
        return self._past(at, End(at, self._agent, fix, first.channel))

    def _unanswered(self, at: datetime) -> Past:
        """Let nobody answer, and somebody tidy up in the end."""
        if self._chance(0.4):
            self._post(at + timedelta(hours=self._dice.uniform(5, 60)), self._common["nudges"])
        last = self._said[-1].at
        tidied = self._hours.add(last, timedelta(hours=self._dice.uniform(20, 60)))
        return self._past(tidied, End(tidied, self._agent))

    def _answer(self, at: datetime, *, old: bool) -> datetime:
        """Answer what was posted, at once or in the end; return when it was solved."""
        at = self._hours.add(at, self._minutes(70 if old else 45))
        if not self._touchpoint:
            return self._ours(at, self._own["answers"])
        style = self._dice.random()
        if style < (0.26 if old else 0.09):
            at = self._deflect(at)
        elif style < (0.40 if old else 0.15):
            self._ours(at, [self._common["holding"]])
            self._promise(at, timedelta(hours=9))
            at = self._hours.add(at, timedelta(hours=self._dice.uniform(5, 20)))
        elif style < 0.55:
            asked_at = self._ours(at, self._common["asks"])
            replied_at = asked_at + timedelta(minutes=self._dice.uniform(4, 260))
            self._post(replied_at, self._common["replies"])
            at = self._hours.add(replied_at, self._minutes(40))
        return self._ours(at, self._own["answers"])

    def _deflect(self, at: datetime) -> datetime:
        """Send the customer elsewhere; return when they are answered after all."""
        at = self._ours(at, self._common["deflections"])
        self._ignored = at if self._chance(0.3) else None
        if self._own["notes"] and self._chance(0.4):
            called_at = self._hours.add(at, timedelta(hours=self._dice.uniform(2, 12)))
            text = self._fill(self._dice.choice(self._own["notes"]))
            channel = self._dice.choice((Channel.EMAIL, Channel.PHONE))
            self._noted.append(Noted(called_at, text, self._agent, channel, "escalated"))
            return self._hours.add(called_at, timedelta(hours=self._dice.uniform(3, 14)))
        anew = self._chance(0.3)
        later = at + timedelta(hours=self._dice.uniform(0.3, 20))
        self._post(later, self._common["anew" if anew else "cross"], anew=anew)
        return self._hours.add(later, timedelta(hours=self._dice.uniform(4, 16)))

    def _past(self, at: datetime, end: End | None = None) -> Past:
        """Return what was made up, ended soon after `at` unless it is said how."""
        thanks = None
        if end is None:
            end_at = self._hours.add(at, timedelta(minutes=self._dice.uniform(2, 90)))
            called = self._noted and not self._noted[-1].ours
            by_call = called and self._noted[-1].outcome == "escalated" and self._chance(0.4)
            channel = self._noted[-1].channel if by_call else POST
            end = End(end_at, self._agent, self._dice.choice(self._facts["fixes"]), channel)
            if self._chance(0.4):
                thanks_at = end_at + timedelta(hours=self._dice.lognormvariate(log(5), 1))
                thanks = Said(thanks_at, (self._fill(self._dice.choice(self._common["thanks"])),))
        loud = self._said and self._person.followers > 1500
        reposts = int(self._dice.lognormvariate(log(16), 1.2)) if loud and self._touchpoint else 0
        return Past(
            self._person, self._touchpoint, self._said, self._noted, self._promised, end,
            thanks, reposts, self._ignored,
        )  # fmt: skip

    def _post(self, at: datetime, among: list[str], *, anew: bool = False) -> None:
        self._said.append(Said(at, (self._fill(self._dice.choice(among)),), anew=anew))

    def _ours(self, at: datetime, among: list[list[str]]) -> datetime:
        """Answer with one of some texts; return when."""
        *parts, last = map(self._fill, self._dice.choice(among))
        self._said.append(Said(at, (*parts, last + SIGNATURES[self._agent]), self._agent))
        return at

    def _promise(self, at: datetime, work: timedelta) -> None:
        due_at = self._hours.add(at, work)
        luck, span = self._dice.random(), due_at - at
        kept_at: datetime | None = None
        if luck < 0.62:
            kept_at = at + span * self._dice.uniform(0.3, 0.95)
        elif luck < 0.9:
            kept_at = due_at + span * self._dice.uniform(0.2, 1.5)
        what = self._dice.choice(self._common["promises"])
        self._promised.append(Promised(what, at, due_at, kept_at, self._agent))

    def _minutes(self, median: float) -> timedelta:
        return timedelta(minutes=self._dice.lognormvariate(log(median), 1))

    def _chance(self, share: float) -> bool:
        return self._dice.random() < share

    def _fill(self, text: str) -> str:
        """Return a template filled in, one of each `[these|those]` taken."""
        taken = _CHOICE.sub(lambda found: self._dice.choice(found[1].split("|")), text)
        return taken.format_map(self._words | {"agent": ("Mika", "Jo")[self._agent]})
