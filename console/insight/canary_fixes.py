"""The root-cause fixes as a table: how many cases there were before each, and since."""

from __future__ import annotations

from typing import NamedTuple

from console.domain.insight import Cell, Column, Table, Unit
from console.insight.rows import FixFact
from console.insight.statistics import FEWEST, rate_ratio
from console.insight.windows import Window
from console.language import tr, tr_in

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
SETTLED_MS = 14 * DAY_MS
"""So long before a fix, and since, nothing is judged: a week may be like none."""


class Judged(NamedTuple):
    """What can be said of a fix."""

    verdict: str
    before: float | None = None
    """Cases a week."""
    after: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None


def table(window: Window) -> Table:
    """Return the fixes of the scope, the newest first."""
    wanted = window.scope.touchpoint
    held = [each for each in window.rows.fixes if wanted in (None, each.fix.touchpoint)]
    return Table(
        "fixes",
        tr("Root-cause fixes"),
        (
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("action", tr("What was done"), Unit.WORD),
            Column("owner", tr("Who sees to it"), Unit.WORD),
            Column("at", tr("From"), Unit.DAY),
            Column("verdict", tr("Since then"), Unit.WORD),
            Column("before_cases", tr("Cases before"), Unit.COUNT),
            Column("before_days", tr("in days"), Unit.NUMBER),
            Column("after_cases", tr("Cases since"), Unit.COUNT),
            Column("after_days", tr("in days"), Unit.NUMBER),
            Column("before", tr("A week before"), Unit.PER_WEEK),
            Column("after", tr("A week since"), Unit.PER_WEEK),
            Column("change", tr("Change"), Unit.CHANGE),
            Column("change_low", tr("at least"), Unit.CHANGE),
            Column("change_high", tr("at most"), Unit.CHANGE),
        ),
        tuple(_row(each) for each in held),
        note=tr(
            "Cases that began in up to eight weeks before the day and since. Judged "
            "from two weeks on both sides on, where {fewest} cases are to be "
            "expected on each. Whatever else changed meanwhile is in it too, and "
            "cases of which nobody said a touchpoint are not."
        ).format(fewest=FEWEST),
        empty=tr("No fix is recorded for {wanted}.").format(wanted=wanted)
        if wanted
        else tr("No fix is recorded yet."),
    )


def _row(fact: FixFact) -> tuple[Cell, ...]:
    fix, judged = fact.fix, _judged(fact)
    return (
        fix.touchpoint,
        fix.action,
        fix.owner,
        round(fix.at.timestamp() * 1000),
        judged.verdict,
        fact.before,
        round(fact.before_ms / DAY_MS, 1),
        fact.after,
        round(fact.after_ms / DAY_MS, 1),
        *judged[1:],
    )


_MORE, _FEWER = tr_in("cases", "more"), tr_in("cases", "fewer")


def _judged(fact: FixFact) -> Judged:
    if not fact.after_ms:
        return Judged(tr("lies ahead"))
    if fact.before_ms < SETTLED_MS:
        return Judged(tr("too little is known of before"))
    if fact.after_ms < SETTLED_MS:
        return Judged(tr("too early to say"))
    expected = (fact.before + fact.after) / (fact.before_ms + fact.after_ms)
    if expected * min(fact.before_ms, fact.after_ms) < FEWEST:
        return Judged(tr("too few to say"))
    before, after = (
        count / span * WEEK_MS
        for count, span in ((fact.before, fact.before_ms), (fact.after, fact.after_ms))
    )
    found = rate_ratio(fact.after, fact.after_ms, fact.before, fact.before_ms)
    if found is None:
        return Judged(_MORE, before, after)  # none before, and enough of them since
    ratio, near = found
    verdict = _FEWER if near.high < 1 else _MORE if near.low > 1 else tr("no clear change")
    return Judged(verdict, before, after, ratio, near.low, near.high)
