from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

import pytest

from console.insight.statistics import (
    bootstrap_interval,
    bootstrap_medians,
    difference,
    median,
    median_interval,
    quantile,
    rate_ratio,
    wilson,
)

DRAWS = 40_000
NEAR = 0.012
"""More than four standard errors of a share of so many draws."""


def test_a_quantile_lies_between_two_values_and_there_is_none_of_nothing() -> None:
    assert quantile([1, 2, 3, 4], 0.9) == pytest.approx(3.7)  # place 2.7: 3 + 0.7 * (4 - 3)
    assert median([1, 2, 3, 10]) == 2.5
    assert median([7]) == 7.0
    assert median([]) is None


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Ranks as tables of the sign test have them.
    [(6, 1, 6), (8, 1, 8), (9, 2, 8), (10, 2, 9), (20, 6, 15), (100, 40, 61), (101, 41, 61)],
)
def test_the_interval_of_a_median_is_of_two_ranks(count: int, low: int, high: int) -> None:
    found = median_interval(range(1, count + 1))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1 if count > 100 else 0)


def test_five_values_hold_no_median_with_that_certainty() -> None:
    assert median_interval([1, 2, 3, 4, 5]) is None


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0)],
)
def test_wilson_keeps_within_bounds(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert wilson(0, 0) is None


def test_a_rate_that_doubled_has_an_interval_around_two() -> None:
    found = rate_ratio(20, 1, 10, 1)
    assert found is not None
    # Wilson of 20 among 30 is 0.4878 to 0.8077; as odds 0.952 to 4.199.
    assert (found[0], found[1].low, found[1].high) == pytest.approx((2, 0.952, 4.199), abs=2e-3)
    halved = rate_ratio(20, 2, 10, 1)
    assert halved is not None
    assert halved[0] == 1.0
    assert rate_ratio(3, 1, 0, 1) is None


@pytest.mark.parametrize(
    "values",
    [[7.0], [5.0, 6.0], [1.0, 2.0, 3.0], [0.0, 1.0, 10.0, 100.0], [1.0, 1.0, 2.0, 4.0, 9.0]],
)
def test_bootstrap_medians_are_those_of_all_resamples(values: list[float]) -> None:
    every = Counter(median(sorted(sample)) for sample in product(values, repeat=len(values)))
    drawn = Counter(bootstrap_medians(values, DRAWS, Random(1)))
    assert set(drawn) <= set(every)
    for value, ways in every.items():
        share = ways / len(values) ** len(values)
        assert drawn[value or 0.0] / DRAWS == pytest.approx(share, abs=NEAR)


@pytest.mark.parametrize("count", [25, 40])
def test_bootstrap_medians_are_like_those_of_resamples_that_were_drawn(count: int) -> None:
    dice = Random(2)
    values = sorted(dice.expovariate(1 / 3_600_000) for _ in range(count))
    drawn = sorted(bootstrap_medians(values, 10_000, Random(3)))
    naive = sorted(median(sorted(dice.choices(values, k=count))) or 0 for _ in range(10_000))
    for share in (0.025, 0.25, 0.5, 0.75, 0.975):
        # How many naive ones lie below that quantile; a draw has ties, so either side may do.
        at = quantile(drawn, share) or 0
        below = sum(value < at for value in naive) / len(naive)
        up_to = sum(value <= at for value in naive) / len(naive)
        assert below - 0.03 <= share <= up_to + 0.03


def test_a_bootstrap_is_the_same_each_time() -> None:
    values = [1.0, 4.0, 9.0, 16.0]
    assert bootstrap_medians(values, 50, Random(5)) == bootstrap_medians(values, 50, Random(5))
    assert bootstrap_medians([], 50, Random(5)) == []


def test_a_bootstrap_interval_leaves_out_a_fortieth_at_each_end() -> None:
    found = bootstrap_interval([float(n) for n in range(1000, -1, -1)])
    assert found is not None
    assert (found.low, found.high) == (25.0, 975.0)
    assert bootstrap_interval([]) is None


def test_the_difference_of_two_shares_is_that_of_newcombe() -> None:
    # His first example: 56 of 70 against 48 of 80, method 10.
    one, other = wilson(56, 70), wilson(48, 80)
    assert one is not None
    assert other is not None
    found = difference(0.8, one, 0.6, other)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=0.0001)
