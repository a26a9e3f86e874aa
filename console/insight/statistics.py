"""The few statistics that the figures need, each with its source; nothing of cases.

Small enough to be checked by hand, and soon loaded, with the first figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, cos, hypot, sqrt, tau
from random import Random

from console.domain.insight import Interval
from console.language import tr

Z = 1.959963984540054
"""The normal quantile of a 95 % interval, two-sided."""
FEWEST = 10
"""Of fewer, two counts are not compared in words: one more or less turns them over."""


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Return a quantile of values in order, linear between two; None of none.

    Type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996.
    """
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    if below + 1 >= len(ordered):
        return float(ordered[below])
    return ordered[below] + (ordered[below + 1] - ordered[below]) * (place - below)


def median(ordered: Sequence[float]) -> float | None:
    """Return the median of values in order; None of none."""
    return quantile(ordered, 0.5)


def median_interval(ordered: Sequence[float]) -> Interval | None:
    """Return between which of the values their median lies; None of fewer than six.

    By order statistics: the number of values below the true median is binomial with a half,
    whatever they are distributed like (Conover, "Practical Nonparametric Statistics", 3.2).
    From six values on the outermost two hold it with 95 %.
    """
    count = len(ordered)
    if count < 6:
        return None
    below = _values_below(count)
    return Interval(ordered[below - 1], ordered[count - below], tr("order statistics"))


def _values_below(count: int) -> int:
    """Return how many values are, but for 2.5 % of the times, not all below their true median."""
    if count > 100:  # by then the normal approximation is right to a rank
        return int((count - Z * sqrt(count)) / 2)
    ways, found = 0, 0
    while (ways := ways + comb(count, found)) <= 0.025 * 2**count:
        found += 1
    return found


def wilson(part: int, whole: int) -> Interval | None:
    """Return the interval of a share; None of nothing.

    Wilson's score interval, "Probable Inference, the Law of Succession, and Statistical
    Inference", 1927: it keeps within 0 and 1 and holds for small counts.
    """
    if not whole:
        return None
    share, square = part / whole, Z * Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = (
        Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    )
    low = 0.0 if part == 0 else max(0.0, middle - half)
    high = 1.0 if part == whole else min(1.0, middle + half)
    return Interval(low, high, tr("Wilson score"))


def rate_ratio(
    count: int, span: float, before: int, span_before: float
) -> tuple[float, Interval] | None:
    """Return by what factor a rate changed, with its interval; None where a rate is nought.

    Of two Poisson counts the later is binomial given their sum (Przyborowski and Wilenski,
    1940), so the interval of that share is that of the ratio.
    """
    if not before or not span or not span_before:
        return None
    found = wilson(count, count + before)
    if found is None:
        return None
    scale = span_before / span
    high = float("inf") if found.high == 1 else found.high / (1 - found.high) * scale
    return (
        count / before * scale,
        Interval(found.low / (1 - found.low) * scale, high, tr("Poisson rate ratio")),
    )


def difference(value: float, near: Interval, before: float, near_before: Interval) -> Interval:
    """Return between what the difference of two estimates lies, from the interval of each.

    By the method of variance estimates recovery (Zou and Donner, "Construction of Confidence
    Limits about Effect Measures", 2008). Of two shares with Wilson's intervals it is method 10 of
    Newcombe, "Interval Estimation for the Difference between Independent Proportions", 1998.
    """
    apart = value - before
    return Interval(
        apart - hypot(value - near.low, near_before.high - before),
        apart + hypot(near.high - value, before - near_before.low),
        tr("variance estimates recovery"),
    )


def bootstrap_medians(ordered: Sequence[float], draws: int, dice: Random) -> list[float]:
    """Return the medians of so many resamples of values in order; empty for none.

    No resample is drawn, and yet they are distributed just so: a resample takes the value of
    rank ceil(n*U) for each of n uniform U, so its k-th value is that of rank ceil(n*U_k), where
    U_k is the k-th of them in order and beta distributed with k and n - k + 1 (David and
    Nagaraja, "Order Statistics", 2003, chapter 2). Of an odd n the median is the middle one.

    Of an even n = 2m it is the mean of the two middle ones. Leave one of the n out: the
    middle of the others is M, beta distributed with m and m. The one left out lies below M with
    probability M. Then M is the upper of the two, and the lower is the greatest of m that
    are uniform below M; or else M is the lower, and the other the least of m above it.
    """
    count = len(ordered)
    if not count:
        return []
    values = [*ordered, ordered[-1]]  # a U that is rounded to 1 takes the last one too
    random = dice.random
    if count % 2:
        power = 2 / count
        return [
            values[int(count * (0.5 + 0.5 * cos(tau * random()) * sqrt(1 - random() ** power)))]
            for _ in range(draws)
        ]
    power, root, found = 2 / (count - 1), 2 / count, []
    for _ in range(draws):
        # A symmetric beta variate by Ulrich, "Computer Generation of Distributions on the
        # m-Sphere", 1984; the same as above, where its parameters are (n + 1) / 2.
        low = high = 0.5 + 0.5 * cos(tau * random()) * sqrt(1 - random() ** power)
        if random() < low:
            low *= random() ** root
        else:
            high = 1 - (1 - high) * random() ** root
        found.append((values[int(count * low)] + values[int(count * high)]) / 2)
    return found


def bootstrap_interval(draws: Sequence[float]) -> Interval | None:
    """Return between what 95 % of the draws of a bootstrap lie; None of none.

    The percentile interval (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
    chapter 13).
    """
    ordered = sorted(draws)
    low, high = quantile(ordered, 0.025), quantile(ordered, 0.975)
    return None if low is None or high is None else Interval(low, high, tr("bootstrap percentiles"))
