"""Whether cases get more: the last seven days of a period beside the seven before them.

Seven local days each, the later ones at most till now and the earlier ones no longer than
these, so that a day that is not over is set beside as much of one. Counted from all cases
that were read, for the week before may lie outside the period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from math import erfc, sqrt
from typing import NamedTuple

from console.domain.ids import from_ms, to_ms
from console.insight.statistics import FEWEST, rate_ratio
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import tr, tr_in

WEEK = timedelta(days=7)
EVERY = (1.0, 1.0)
"""The shares of what does not hang on whether somebody said a touchpoint."""
LEVEL = 0.05
"""So often a difference is said where there is none."""
MORE, FEWER, NEW = tr_in("cases", "more"), tr_in("cases", "fewer"), tr_in("cases", "new")
TOO_FEW, ALIKE = tr("too few to say"), tr("no clear change")
NOT_SAID_YET = tr("too many not said yet")
"""The verdict where touchpoints that nobody said yet could make the whole difference."""
NOTHING_BEFORE = tr("nothing before it")


class Span(NamedTuple):
    """The two weeks, UTC milliseconds; each to before its end."""

    begin: int
    end: int
    was_begin: int
    was_end: int


class Trend(NamedTuple):
    """How many cases the last week had, beside the week before it."""

    now: int
    before: int
    ratio: float | None
    low: float | None
    high: float | None
    verdict: str
    """What can be said of it, for itself."""
    chance: float
    """How probable so great a difference is where nothing changed; 1 where it is not asked."""


NONE = Trend(0, 0, None, None, None, TOO_FEW, 1.0)
"""Of a touchpoint that had no case in the two weeks."""


class Weeks(NamedTuple):
    """The two weeks of a scope."""

    whole: Trend
    """All cases."""
    unsaid: tuple[int, int]
    """Of how many of them, now and before, nobody said where it failed."""
    of: dict[str, Trend]
    """By touchpoint; the empty one for these."""

    def clear(self, verdicts: tuple[str, ...]) -> list[str]:
        """Return the touchpoints of which this may be said in one breath with all others.

        Of a dozen one seems to change by chance in every second week. Holm, "A Simple
        Sequentially Rejective Multiple Test Procedure", 1979: all of them together are
        wrong in one week of twenty.
        """
        asked = [
            (trend.chance, name)
            for name, trend in self.of.items()
            if name and trend.now + trend.before >= FEWEST
        ]
        found = []
        for place, (chance, name) in enumerate(sorted(asked)):
            if chance > LEVEL / (len(asked) - place):
                break
            if self.of[name].verdict in verdicts:
                found.append(name)
        return found


def weeks(window: Window, before: Window | None) -> Weeks | None:
    """Return the two weeks; None where what was read does not reach back so far."""
    span = _span(window, before)
    if span is None:
        return None
    both = (
        _within(window, span.begin, span.end),
        _within(window, span.was_begin, span.was_end),
    )
    said = _said_share(window, both[0]), _said_share(window, both[1])
    now, was = (Counter(s.case.touchpoint for s in held if window.holds(s)) for held in both)
    known = was.total() > 0
    return Weeks(
        trend(now.total(), was.total(), said if window.scope.touchpoint else EVERY, known=known),
        (now[""], was[""]),
        {
            name: trend(now[name], was[name], said if name else EVERY, known=known)
            for name in sorted(now.keys() | was.keys())
        },
    )


def _span(window: Window, before: Window | None) -> Span | None:
    end, hours = min(window.end_ms, window.now_ms), window.hours
    if end <= window.start_ms:
        return None
    first = hours.local(from_ms(end - 1)).date() - WEEK + timedelta(days=1)
    begin, was_begin = (to_ms(hours.moment(day, 0)) for day in (first, first - WEEK))
    reach = window.start_ms if before is None else before.start_ms
    if was_begin < reach:
        return None
    return Span(begin, end, was_begin, min(was_begin + end - begin, begin))


def _within(window: Window, begin: int, end: int) -> list[Story]:
    return [
        story
        for story in window.told.values()
        if story.case.begun_ms is not None and begin <= story.case.begun_ms < end
    ]


def _said_share(window: Window, stories: Sequence[Story]) -> float:
    """Return of which share of some cases somebody said a touchpoint, whichever is asked for."""
    account = window.scope.account_id
    said = [bool(s.case.touchpoint) for s in stories if account in (None, s.case.account_id)]
    return sum(said) / len(said) if said else 1.0


def trend(now: int, before: int, said: tuple[float, float], *, known: bool) -> Trend:
    """Return what became of two counts; `said`, which share of the cases has a touchpoint.

    `known`: whether the week before holds any case at all.
    """
    found = rate_ratio(now, 1, before, 1)
    if now + before < FEWEST:
        return Trend(now, before, None, None, None, TOO_FEW, 1.0)
    if not known:
        return Trend(now, before, None, None, None, NOTHING_BEFORE, 1.0)
    ratio, low, high = (None, None, None)
    if found is not None:
        ratio, low, high = found[0], found[1].low, found[1].high
    chance, as_counted = _chance(now, before, said), _chance(now, before, EVERY)
    if as_counted > LEVEL:
        verdict = ALIKE
    elif chance > LEVEL:
        verdict = NOT_SAID_YET
    else:
        verdict = NEW if not before else MORE if now > before else FEWER
    return Trend(now, before, ratio, low, high, verdict, chance)


def _chance(now: int, before: int, said: tuple[float, float]) -> float:
    """Return how probable so great a difference is where nothing changed.

    Of two Poisson counts the later is binomial given their sum; the normal approximation, as
    in Wilson's interval, so that both say the same. Where the share of cases with a touchpoint
    differs, the nearer of both expectations counts: as counted, and as if those of which nobody
    said yet failed where the others did.
    """
    whole = now + before
    fair = said[0] / (said[0] + said[1]) if said[0] + said[1] else 0.5
    expected = max(0.5, fair) if now > before else min(0.5, fair)
    if not 0 < expected < 1 or (now > whole * expected) != (now > before):
        return 1.0
    return erfc(abs(now - whole * expected) / sqrt(2 * whole * expected * (1 - expected)))
