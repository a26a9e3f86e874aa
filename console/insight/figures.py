"""How figures are put together, so that each kind has its interval and its words alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.domain.ids import CaseId
from console.domain.insight import NO_EVIDENCE, Cell, Evidence, Figure, Unit, Wish
from console.domain.verdicts import Verdict
from console.insight.statistics import (
    FEWEST,
    difference,
    median,
    median_interval,
    quantile,
    rate_ratio,
    wilson,
)
from console.language import tr

Part = tuple[int, int]
"""How many of how many."""
_POINTS = (Unit.MOMENT, Unit.DAY, Unit.WORD)
"""Of these nothing is more or less."""


def none_of(of: str) -> str:
    """Return that there is nothing that a figure could be of."""
    return tr("There are no {of}.").format(of=of)


def judged(figure: Figure) -> Figure:
    """Return a figure with its verdict; what has one already stays as it is.

    A verdict is given where the interval of the difference holds no nought. It needs `FEWEST` on
    each side, and the intervals of both.
    """
    value, before = figure.value, figure.before
    if figure.verdict is not Verdict.NONE or value is None or figure.unit in _POINTS:
        return figure
    if figure.unit is Unit.COUNT and figure.interval is None:
        return figure  # a plain count is judged by `count`
    if figure.n < FEWEST or (before is not None and figure.before_n < FEWEST):
        return replace(figure, verdict=Verdict.TOO_FEW)
    if before is None or figure.interval is None or figure.before_interval is None:
        return figure
    apart = difference(value, figure.interval, before, figure.before_interval)
    return replace(figure, verdict=_verdict(figure.wish, apart.low, apart.high))


def _count_verdict(found: int, before: int | None, wish: Wish) -> Verdict:
    """Return what may be said of two counts of the same length of time."""
    if before is None:
        return Verdict.NONE
    if found + before < FEWEST:
        return Verdict.TOO_FEW
    ratio = rate_ratio(found, 1, before, 1)
    if ratio is None:
        return Verdict.NONE  # nothing at all may mean that the desk held nothing then
    return _verdict(wish, ratio[1].low - 1, ratio[1].high - 1)


def _verdict(wish: Wish, low: float, high: float) -> Verdict:
    """Return what is said of a change that lies between these."""
    if low <= 0 <= high:
        return Verdict.NO_CLEAR_CHANGE
    more = low > 0
    if wish is Wish.NEITHER:
        return Verdict.MORE if more else Verdict.LESS
    return Verdict.BETTER if more == (wish is Wish.MORE) else Verdict.WORSE


def share(
    key: str,
    title: str,
    found: Part,
    before: Part | None,
    *,
    of: str,
    formula: str,
    wish: Wish = Wish.NEITHER,
    evidence: Evidence = NO_EVIDENCE,
    note: str = "",
) -> Figure:
    """Return a share with Wilson's interval; without a value where there is no whole."""
    part, whole = found
    was, was_of = before or (0, 0)
    made = Figure(
        key,
        title,
        Unit.SHARE,
        part / whole if whole else None,
        whole,
        of,
        formula,
        wish,
        wilson(part, whole),
        was / was_of if was_of else None,
        was_of,
        note or ("" if whole else none_of(of)),
        evidence,
        wilson(was, was_of),
    )
    return judged(made)


def count(
    key: str,
    title: str,
    found: int,
    before: int | None,
    *,
    of: str,
    formula: str,
    wish: Wish = Wish.NEITHER,
    evidence: Evidence = NO_EVIDENCE,
    note: str = "",
) -> Figure:
    """Return a plain count, which is no estimate and has no interval."""
    was = None if before is None else float(before)
    return Figure(
        key, title, Unit.COUNT, float(found), found, of, formula, wish, None, was, before or 0,
        note, evidence, verdict=_count_verdict(found, before, wish),
    )  # fmt: skip


def middle(
    key: str,
    title: str,
    values: Sequence[float],
    before: Sequence[float] | None,
    *,
    of: str,
    formula: str,
    unit: Unit = Unit.DURATION,
    wish: Wish = Wish.LESS,
    evidence: Evidence = NO_EVIDENCE,
    note: str = "",
) -> Figure:
    """Return the median of values in any order, with the interval of order statistics."""
    ordered, was = sorted(values), sorted(before or ())
    made = Figure(
        key, title, unit, median(ordered), len(ordered), of, formula, wish,
        median_interval(ordered), median(was), len(was),
        note or ("" if ordered else none_of(of)), evidence,
        median_interval(was),
    )  # fmt: skip
    return judged(made)


def high(
    key: str,
    title: str,
    values: Sequence[float],
    before: Sequence[float] | None,
    *,
    at: float = 0.9,
    of: str,
    formula: str,
    unit: Unit = Unit.DURATION,
    wish: Wish = Wish.LESS,
    evidence: Evidence = NO_EVIDENCE,
    note: str = "",
) -> Figure:
    """Return a high quantile of values in any order; without an interval, so never judged."""
    ordered, was = sorted(values), sorted(before or ())
    made = Figure(
        key, title, unit, quantile(ordered, at), len(ordered), of, formula, wish, None,
        quantile(was, at), len(was), note or ("" if ordered else none_of(of)),
        evidence,
    )  # fmt: skip
    return judged(made)


def of_cases(
    cases: Sequence[CaseId], values: Sequence[Cell] = (), unit: Unit = Unit.WORD, title: str = ""
) -> Evidence:
    """Return the cases behind something."""
    return Evidence(cases, values, unit, title)
