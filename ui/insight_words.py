"""The words for a figure beside its value: from how many, between what, against before; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import isinf

from console.domain.insight import Column, Figure, Period, Scope, Unit
from console.domain.verdicts import Verdict
from console.insight.statistics import FEWEST
from console.language import numeral, plural, tr
from console.text import figures

UP, DOWN, SAME = "\u25b2", "\u25bc", "="
# Translators: {much} is such as `12 %`, `3 h`, `4`, or `hardly`.
_LONGER = (tr("{much} longer"), tr("{much} shorter"))
_COUNTED = (tr("{much} more"), tr("{much} fewer"))
_MORE = (tr("{much} more"), tr("{much} less"))
WAYS = {Unit.DURATION: _LONGER, Unit.COUNT: _COUNTED, Unit.PEOPLE: _COUNTED}
"""How more and less are said of a unit, where that is not `more` and `less`."""
_AS_MANY = tr("{number} times as many")
TIMES = {
    Unit.DURATION: tr("{number} times as long"),
    Unit.COUNT: _AS_MANY,
    Unit.PEOPLE: _AS_MANY,
}
_TONES = {Verdict.BETTER: "ok", Verdict.WORSE: "warn"}
_CLEAR = (Verdict.MORE, Verdict.LESS)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure against the one before it."""

    arrow: str
    """Up, down, or as before."""
    words: str
    """Such as `12 % fewer`; what it is without the arrow."""
    verdict: str
    """`better`, `worse`, `a clear change`, `no clear change`, `too few to say`; empty where none
    is due."""
    was: str
    """The value before: `before 4 h`."""
    token: str
    """The token of its colour, which says no more than the words do."""

    @property
    def text(self) -> str:
        """Return all of it in one line, with the arrow."""
        verdict = f", {self.verdict}" if self.verdict else ""
        return f"{self.arrow} {self.words}{verdict}"


def value(figure: Figure, zone: str = "") -> str:
    """Return what a figure is."""
    return figures.said(figure.value, figure.unit, zone)


def basis(figure: Figure) -> str:
    """Return from what it was found: `31 cases with an answer`."""
    if figure.unit is Unit.COUNT and figure.value == figure.n:
        return figure.of  # the value says how many
    return f"{numeral(figure.n)} {figure.of}"


def interval(figure: Figure, zone: str = "") -> str:
    """Return between what it lies: `between 58 and 71 %`; empty for no estimate."""
    found = figure.interval
    if found is None or figure.value is None:
        return ""
    low, high = (figures.said(each, figure.unit, zone) for each in (found.low, found.high))
    if isinf(found.high):
        return tr("at least {low}").format(low=low)
    if low == high:
        return tr("about {low}").format(low=low)
    if figure.unit is Unit.SHARE:
        low = low.removesuffix(" %")
    return tr("between {low} and {high}").format(low=low, high=high)


def interval_in_full(figure: Figure, zone: str = "") -> str:
    """Return the same as who knows statistics reads it, with its level and method."""
    found = figure.interval
    if found is None or figure.value is None:
        return ""
    between = figures.between(found, figure.unit, zone)
    # Translators: {between} is such as `58 to 71 %`, {percent} how sure that is.
    return tr("{between}, {percent} interval ({method})").format(
        between=between, percent=figures.percent(found.level), method=found.method
    )


def is_too_few(figure: Figure) -> bool:
    """Return whether it was found from too few to be an answer; a plain count always is one."""
    return figure.verdict is Verdict.TOO_FEW and figure.unit is not Unit.COUNT


def compared(figure: Figure, zone: str = "") -> Compared | None:
    """Return how it changed; None where there is nothing to compare."""
    now, before = figure.value, figure.before
    if now is None or before is None or figure.unit in (Unit.MOMENT, Unit.DAY, Unit.WORD):
        return None
    was = tr("before {value}").format(value=figures.said(before, figure.unit, zone))
    said = _difference(figure.unit, now, before)
    if not said:
        return Compared(SAME, tr("as before"), "", was, "quiet")
    up = now > before
    verdict = tr("a clear change") if figure.verdict in _CLEAR else figure.verdict.words
    token = _TONES.get(figure.verdict, "quiet")
    return Compared(UP if up else DOWN, said, verdict, was, token)


def period(of: Period, zone: str = "", now: datetime | None = None) -> str:
    """Return the days of a period, both ends within: `26 Oct to 22 Nov 2026`.

    Where it is not over by `now`, that is said: `26 Oct to 22 Nov 2026, so far`.
    """
    days = figures.days(of.start.timestamp() * 1000, of.end.timestamp() * 1000 - 1, zone)
    return tr("{days}, so far").format(days=days) if now is not None and now < of.end else days


def scope(of: Scope, zone: str = "", now: datetime | None = None) -> str:
    """Return what is looked at: the days, and the touchpoint where only one is."""
    said = period(of.period, zone, now)
    if of.touchpoint is None:
        return said
    where = of.touchpoint or tr("cases without a touchpoint")
    return f"{said}, {where}"


def is_number(column: Column) -> bool:
    """Return whether a column holds numbers, which stand at the right."""
    return column.unit is not Unit.WORD


def _difference(unit: Unit, now: float, before: float) -> str:
    """Return by how much it is more or less; empty where nobody would see a difference."""
    gap = abs(now - before)
    up = now > before
    way = WAYS.get(unit, _MORE)[0 if up else 1]
    if unit is Unit.SHARE:
        points = round(gap * 100)
        if not points:
            return ""
        if up:
            return plural(points, "{count} point more", "{count} points more")
        return plural(points, "{count} point less", "{count} points less")
    if figures.said(now, unit) == figures.said(before, unit):
        return ""
    if unit is Unit.DURATION and (now < 0 or before <= 0):
        return way.format(much=figures.duration(gap))
    if before <= 0 or now < 0 or max(now, before) < FEWEST:
        return way.format(much=figures.said(gap, unit))
    if now >= 3 * before:
        times = TIMES.get(unit, tr("{number} times as much"))
        return times.format(number=numeral(now / before, 1))
    share = round(gap / before * 100)
    return way.format(much=f"{share} %" if share else tr("hardly"))
