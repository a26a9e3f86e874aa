"""How far two readers agree, and how far a rule agrees with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

Z = 1.959964
"""Standard deviations around the mean that hold 95 % of a normal distribution."""


class Share(NamedTuple):
    """So many of so many, with the Wilson interval of 95 %."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """Return the share; 0 of none."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the Wilson score interval (E. B. Wilson, JASA 22, 1927); (0, 1) of none."""
        if not self.of:
            return 0.0, 1.0
        middle = (self.value + Z * Z / (2 * self.of)) / (1 + Z * Z / self.of)
        spread = self.value * (1 - self.value) / self.of + Z * Z / (4 * self.of * self.of)
        half = Z * sqrt(spread) / (1 + Z * Z / self.of)
        return max(middle - half, 0.0), min(middle + half, 1.0)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.2f} [{low:.2f}, {high:.2f}], {self.hits} of {self.of}"


def kappa(first: Mapping[str, str], second: Mapping[str, str]) -> float:
    """Return Cohen's kappa of two readers over the same ids; 1 where both only say one word."""
    count = len(first)
    agreed = sum(first[each] == second[each] for each in first) / count
    one, other = Counter(first.values()), Counter(second.values())
    chance = sum(one[label] * other[label] for label in one) / count**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def precision(said: Mapping[str, str], label: str, truth: Mapping[str, str]) -> Share:
    """Return how many of those called `label` are that."""
    called = [each for each in truth if said[each] == label]
    return Share(sum(truth[each] == label for each in called), len(called))


def recall(said: Mapping[str, str], label: str, truth: Mapping[str, str]) -> Share:
    """Return how many of those that are `label` are called that."""
    theirs = [each for each in truth if truth[each] == label]
    return Share(sum(said[each] == label for each in theirs), len(theirs))


def accuracy(said: Mapping[str, str], truth: Mapping[str, str]) -> Share:
    """Return how many are called what they are."""
    return Share(sum(said[each] == truth[each] for each in truth), len(truth))
