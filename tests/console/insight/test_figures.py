from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from console.domain.insight import Figure, Interval, Unit, Wish
from console.domain.verdicts import Verdict
from console.insight import figures
from console.insight.figures import Part

CLEAR = {Verdict.BETTER, Verdict.WORSE, Verdict.MORE, Verdict.LESS}
DRAWS = 3_000
MOST = 0.07
"""Of desks where nothing changed, so many may be told otherwise; 5 % are meant."""


def share(now: Part, before: Part | None, wish: Wish = Wish.MORE) -> Figure:
    return figures.share("k", "T", now, before, of="cases", formula="F.", wish=wish)


def count(now: int, before: int | None, wish: Wish = Wish.LESS) -> Figure:
    return figures.count("k", "T", now, before, of="cases", formula="F.", wish=wish)


def middle(now: list[float], before: list[float], wish: Wish = Wish.LESS) -> Figure:
    return figures.middle("k", "T", now, before, of="cases", formula="F.", wish=wish)


def told_otherwise(make: Callable[[], Figure], draws: int = DRAWS) -> float:
    """Return how often a change is said to be clear."""
    return sum(make().verdict in CLEAR for _ in range(draws)) / draws


@pytest.mark.parametrize(("now", "before"), [(200, 200), (107, 49), (400, 30), (100, 12)])
def test_of_shares_that_did_not_change_hardly_any_is_told_otherwise(now: int, before: int) -> None:
    dice = Random(f"{now} {before}")

    def part(whole: int) -> Part:
        return sum(dice.random() < 0.3 for _ in range(whole)), whole

    assert told_otherwise(lambda: share(part(now), part(before))) < MOST


@pytest.mark.parametrize(("now", "before"), [(200, 200), (107, 49), (30, 12)])
def test_of_medians_that_did_not_change_hardly_any_is_told_otherwise(now: int, before: int) -> None:
    dice = Random(f"{now} {before}")

    def times(number: int) -> list[float]:
        return [dice.lognormvariate(0, 1) * 3.6e6 for _ in range(number)]

    assert told_otherwise(lambda: middle(times(now), times(before)), 1_000) < MOST


def test_of_counts_that_did_not_change_hardly_any_is_told_otherwise() -> None:
    dice = Random(3)

    def events() -> int:
        return sum(dice.random() < 0.04 for _ in range(500))

    assert told_otherwise(lambda: count(events(), events()), 1_000) < MOST


def test_what_did_change_is_told() -> None:
    assert share((120, 200), (60, 200)).verdict is Verdict.BETTER
    assert middle([1.0] * 40 + [2.0] * 10, [5.0] * 40).verdict is Verdict.BETTER
    assert count(60, 30).verdict is Verdict.WORSE


@pytest.mark.parametrize(
    ("now", "before"),
    # As they were told once: each of them as worse or better, and of each the method of
    # Newcombe holds nought.
    [((4, 141), (0, 63)), ((13, 107), (10, 49)), ((84, 110), (45, 51))],
)
def test_a_difference_within_the_interval_of_both_is_no_clear_change(
    now: Part, before: Part
) -> None:
    assert share(now, before).verdict is Verdict.NO_CLEAR_CHANGE


@pytest.mark.parametrize(
    ("wish", "up", "down"),
    [
        (Wish.MORE, Verdict.BETTER, Verdict.WORSE),
        (Wish.LESS, Verdict.WORSE, Verdict.BETTER),
        (Wish.NEITHER, Verdict.MORE, Verdict.LESS),
    ],
)
def test_the_wish_says_which_way_is_better(wish: Wish, up: Verdict, down: Verdict) -> None:
    assert share((60, 100), (20, 100), wish).verdict is up
    assert share((20, 100), (60, 100), wish).verdict is down
    assert count(90, 30, wish).verdict is up
    assert count(30, 90, wish).verdict is down


def test_under_ten_there_is_no_verdict() -> None:
    assert share((9, 9), (0, 40)).verdict is Verdict.TOO_FEW
    assert share((40, 40), (0, 9)).verdict is Verdict.TOO_FEW
    assert share((40, 40), (0, 10)).verdict is Verdict.BETTER
    assert share((10, 10), (0, 40)).verdict is Verdict.BETTER
    assert count(10, 0, Wish.NEITHER).verdict is Verdict.NONE
    assert count(1, 9).verdict is Verdict.BETTER
    assert share((9, 9), (0, 40), Wish.NEITHER).verdict is Verdict.TOO_FEW
    assert share((9, 9), None).verdict is Verdict.TOO_FEW
    assert (count(9, 0).verdict, count(8, 1).verdict) == (Verdict.TOO_FEW,) * 2
    assert count(0, 12).verdict is Verdict.BETTER


def test_without_a_figure_before_there_is_none() -> None:
    assert share((20, 40), None).verdict is Verdict.NONE
    assert share((20, 40), (0, 0)).verdict is Verdict.NONE
    assert share((0, 0), (20, 40)).verdict is Verdict.NONE
    assert count(40, None).verdict is Verdict.NONE
    assert count(40, 0).verdict is Verdict.NONE


def test_without_an_interval_of_both_there_is_none() -> None:
    slow = figures.high("k", "T", [9.0] * 50, [1.0] * 50, of="cases", formula="F.")
    assert (slow.before, slow.verdict) == (1.0, Verdict.NONE)
    reach = Figure("k", "T", Unit.PEOPLE, 900.0, 50, "c", "F.", Wish.LESS, before=9.0, before_n=50)
    assert figures.judged(reach).verdict is Verdict.NONE
    one = replace(reach, interval=Interval(800, 1000, "x"))
    assert figures.judged(one).verdict is Verdict.NONE
    both = replace(one, before_interval=Interval(5, 15, "x"))
    assert figures.judged(both).verdict is Verdict.WORSE


def test_what_is_a_moment_or_was_judged_is_left_as_it_is() -> None:
    since = Figure("k", "T", Unit.MOMENT, 1.0, 1, "c", "F.", before=2.0, before_n=1)
    assert figures.judged(since) is since
    few = Figure("k", "T", Unit.COUNT, 3.0, 3, "c", "F.", before=2.0, before_n=2)
    assert figures.judged(few) is few
    held = share((60, 100), (20, 100))
    assert figures.judged(held) is held
