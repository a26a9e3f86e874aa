"""How figures are put together, so that each kind has its interval and its words alike."""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.ids import CaseId
from console.domain.insight import NO_EVIDENCE, Cell, Evidence, Figure, Unit, Wish
from console.insight.statistics import median, median_interval, quantile, wilson

Part = tuple[int, int]
"""How many of how many."""


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
    return Figure(
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
        note or ("" if whole else f"There are no {of}."),
        evidence,
    )


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
        note, evidence,
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
    return Figure(
        key, title, unit, median(ordered), len(ordered), of, formula, wish,
        median_interval(ordered), median(was), len(was),
        note or ("" if ordered else f"There are no {of}."), evidence,
    )  # fmt: skip


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
    """Return a high quantile of values in any order; without an interval."""
    ordered, was = sorted(values), sorted(before or ())
    return Figure(
        key, title, unit, quantile(ordered, at), len(ordered), of, formula, wish, None,
        quantile(was, at), len(was), note or ("" if ordered else f"There are no {of}."), evidence,
    )  # fmt: skip


def of_cases(
    cases: Sequence[CaseId], values: Sequence[Cell] = (), unit: Unit = Unit.WORD, title: str = ""
) -> Evidence:
    """Return the cases behind something."""
    return Evidence(cases, values, unit, title)
