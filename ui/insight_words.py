"""The words for a figure beside its value: from how many, between what, against before; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import isinf

from console.domain.insight import Column, Figure, Period, Scope, Unit
from console.domain.verdicts import Verdict
from console.insight.statistics import FEWEST
from console.language import tr
from console.text import figures

UP, DOWN, SAME = "\u25b2", "\u25bc", "="
SPACE = {Unit.DURATION: ("longer", "shorter")}
MORE = ("more", "less")
_AS = {Unit.DURATION: "long", Unit.COUNT: "many", Unit.PEOPLE: "many"}
COUNTED = (Unit.COUNT, Unit.PEOPLE)
"""What is said as fewer, not less."""
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

    @property
    def text(self) -> str:
        """Return all of it in one line, with the arrow."""
        verdict = f", {self.verdict}" if self.verdict else ""
        return f"{self.arrow} {self.words}{verdict}"

    @property
    def token(self) -> str:
        """Return the token of its colour, which says no more than the words do."""
        return {"better": "ok", "worse": "warn"}.get(self.verdict, "quiet")


def value(figure: Figure, zone: str = "") -> str:
    """Return what a figure is."""
    return figures.said(figure.value, figure.unit, zone)


def basis(figure: Figure) -> str:
    """Return from what it was found: `31 cases with an answer`."""
    if figure.unit is Unit.COUNT and figure.value == figure.n:
        return figure.of  # the value says how many
    return f"{figure.n:,} {figure.of}"


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
    was = tr("before {said}").format(said=figures.said(before, figure.unit, zone))
    said = _difference(figure.unit, now, before)
    if not said:
        return Compared(SAME, tr("as before"), "", was)
    up = now > before
    verdict = tr("a clear change") if figure.verdict in _CLEAR else figure.verdict.words
    return Compared(UP if up else DOWN, said, verdict, was)


def period(of: Period, zone: str = "", now: datetime | None = None) -> str:
    """Return the days of a period, both ends within: `26 Oct to 22 Nov 2026`.

    Where it is not over by `now`, that is said: `26 Oct to 22 Nov 2026, so far`.
    """
    first = figures.said(of.start.timestamp() * 1000, Unit.DAY, zone)
    last = figures.said(of.end.timestamp() * 1000 - 1, Unit.DAY, zone)
    goes_on = tr(", so far") if now is not None and now < of.end else ""
    if first == last:
        return first + goes_on
    if first[-4:] == last[-4:]:
        first = first[:-5]
    return tr("{first} to {last}{goes_on}").format(first=first, last=last, goes_on=goes_on)


def scope(of: Scope, zone: str = "", now: datetime | None = None) -> str:
    """Return what is looked at: the days, and the touchpoint where only one is."""
    said = period(of.period, zone, now)
    if of.touchpoint is None:
        return said
    return f"{said}, {of.touchpoint or 'cases without a touchpoint'}"


def is_number(column: Column) -> bool:
    """Return whether a column holds numbers, which stand at the right."""
    return column.unit is not Unit.WORD


def _difference(unit: Unit, now: float, before: float) -> str:
    """Return by how much it is more or less; empty where nobody would see a difference."""
    gap = abs(now - before)
    more, less = SPACE.get(unit, ("more", "fewer") if unit in COUNTED else MORE)
    way = more if now > before else less
    if unit is Unit.SHARE:
        points = round(gap * 100)
        return f"{points} {'point' if points == 1 else 'points'} {way}" if points else ""
    if figures.said(now, unit) == figures.said(before, unit):
        return ""
    if unit is Unit.DURATION and (now < 0 or before <= 0):
        return f"{figures.duration(gap)} {way}"
    if before <= 0 or now < 0 or max(now, before) < FEWEST:
        return f"{figures.said(gap, unit)} {way}"
    if now >= 3 * before:
        return tr("{value:.1f} times as {get}").format(
            value=now / before, get=_AS.get(unit, "much")
        )
    share = round(gap / before * 100)
    return f"{share} % {way}" if share else tr("hardly {way}").format(way=way)
