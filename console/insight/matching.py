"""Cases that began by phone beside like ones that began with a post: how soon both are solved.

The numbers alone, with between what they lie; `console.insight.parity` says them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import sub
from random import Random
from typing import NamedTuple

from console.domain.ids import CaseId
from console.domain.insight import Interval
from console.domain.messages import Channel
from console.domain.resolutions import POST
from console.insight.cases import Solved
from console.insight.figures import Part
from console.insight.statistics import (
    bootstrap_interval,
    bootstrap_medians,
    difference,
    median,
    wilson,
)
from console.insight.stories import Story

FEWEST_OF_BOTH = 3
"""A touchpoint with fewer solved cases of one kind is left out: their median is mere chance."""
DRAWS = 2000
SEED = 1979
"""The same rows give the same interval, whenever it is looked at."""
_PLACES = {Channel.PHONE.value: 0, POST: 1}
"""Of both kinds in a pair, by the way of the first contact."""


class Kind(NamedTuple):
    """The solved cases of a touchpoint that began in the same way."""

    cases: list[CaseId]
    times: list[int]
    """Of each, the milliseconds from its first message to its resolution."""
    ordered: list[int]
    """The same, the shortest first."""

    @property
    def median(self) -> float:
        """Return the median time; of none, nought."""
        return median(self.ordered) or 0.0


class Match(NamedTuple):
    """A touchpoint with solved cases of both kinds."""

    touchpoint: str
    kinds: tuple[Kind, Kind]
    """By phone first, by post first."""

    @property
    def weight(self) -> float:
        """Return how much it counts: n1 * n2 / (n1 + n2), as Mantel and Haenszel weigh.

        Where both kinds scatter alike, the variance of a difference goes with 1/n1 + 1/n2, of
        which this is the inverse: what is known best counts most.
        """
        n1, n2 = self.counts
        return n1 * n2 / (n1 + n2)

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many cases of both kinds there are."""
        return len(self.kinds[0].times), len(self.kinds[1].times)

    @property
    def apart(self) -> float:
        """Return the difference of the medians, phone minus post, in milliseconds."""
        return self.kinds[0].median - self.kinds[1].median


class Parity(NamedTuple):
    """Both kinds of a period, matched by touchpoint."""

    matches: list[Match]
    """Those that count most first."""
    unsolved: tuple[int, int]
    """Cases that are not solved: by phone first, by post first."""
    unsolved_like: tuple[int, int]
    """Those of them that are of the touchpoints that are compared."""
    unmatched: int
    """Solved cases of both kinds whose touchpoint was not said, or has too few of one kind."""
    others: int
    """Cases that began neither by phone nor with a post."""

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many are compared: by phone first, by post first."""
        counted = [each.counts for each in self.matches]
        return sum(phone for phone, _ in counted), sum(post for _, post in counted)

    def mean(self, of: Callable[[Match], float]) -> float | None:
        """Return the weighted mean of something over the touchpoints; None of none."""
        weight = sum(each.weight for each in self.matches)
        total = sum(each.weight * of(each) for each in self.matches)
        return total / weight if weight else None

    @property
    def solved(self) -> tuple[Part, Part]:
        """Return how many of how many are solved at these touchpoints, of both kinds."""
        phone, post = self.counts
        return (phone, phone + self.unsolved_like[0]), (post, post + self.unsolved_like[1])

    @property
    def apart(self) -> float | None:
        """Return by how much phone first took longer, in milliseconds; None where none is."""
        return self.mean(lambda each: each.apart)


def alike(one: Part, other: Part) -> bool:
    """Return whether two groups may be compared by the times of those alone that have one.

    They may where at least half of either have one, and where these shares do not clearly differ:
    else who waits longest would be missing on one side.
    """
    if any(2 * part < whole for part, whole in (one, other)):
        return False
    near, near_other = wilson(*one), wilson(*other)
    if near is None or near_other is None:
        return False
    apart = difference(one[0] / one[1], near, other[0] / other[1], near_other)
    return apart.low <= 0 <= apart.high


class Draws(NamedTuple):
    """Between what it all lies; None where nothing is compared."""

    phone: Interval | None
    post: Interval | None
    difference: Interval | None
    each: list[Interval | None]
    """The difference of each touchpoint, in their order."""


def matched(found: Solved) -> Parity:
    """Return the solved cases of both kinds, matched by touchpoint."""
    held: dict[str, tuple[Kind, Kind]] = {}
    for story, took in zip(found.resolved, found.times, strict=True):
        place = _place(story)
        if place is not None:
            case = story.case
            both = held.get(case.touchpoint)
            if both is None:
                both = held[case.touchpoint] = (Kind([], [], []), Kind([], [], []))
            both[place].cases.append(case.id)
            both[place].times.append(took)
    matches = [
        Match(touchpoint, (_ordered(both[0]), _ordered(both[1])))
        for touchpoint, both in held.items()
        if touchpoint and min(len(kind.times) for kind in both) >= FEWEST_OF_BOTH
    ]
    matches.sort(key=lambda each: (-each.weight, each.touchpoint))
    counted = sum(sum(each.counts) for each in matches)
    left = [(_place(story), story.case.touchpoint) for story in found.open]
    compared = {each.touchpoint for each in matches}
    unsolved = _of_both(place for place, _ in left)
    like = _of_both(place for place, touchpoint in left if touchpoint in compared)
    solved_ones = sum(len(kind.times) for both in held.values() for kind in both)
    others = len(found.all) - solved_ones - sum(unsolved)
    return Parity(matches, unsolved, like, solved_ones - counted, others)


def _place(story: Story) -> int | None:
    """Return of which kind a case is; None for another way, and where we were the first."""
    ours = bool(story.messages) and bool(story.messages[0].out)
    return None if ours else _PLACES.get(story.first_channel)


def _of_both(places: Iterable[int | None]) -> tuple[int, int]:
    found = Counter(places)
    return found[0], found[1]


def _ordered(kind: Kind) -> Kind:
    return kind._replace(ordered=sorted(kind.times))


def draw(matches: Sequence[Match]) -> Draws:
    """Return between what the medians and their differences lie, by a bootstrap."""
    dice = Random(SEED)  # noqa: S311 - chance, not a secret
    weight = sum(each.weight for each in matches)
    each_apart = []
    phones, posts = [0.0] * DRAWS, [0.0] * DRAWS
    for match in matches:
        phone, post = (bootstrap_medians(kind.ordered, DRAWS, dice) for kind in match.kinds)
        each_apart.append(bootstrap_interval(list(map(sub, phone, post))))
        part = match.weight / weight
        phones = [sum_ + part * one for sum_, one in zip(phones, phone, strict=True)]
        posts = [sum_ + part * one for sum_, one in zip(posts, post, strict=True)]
    if not matches:
        return Draws(None, None, None, [])
    return Draws(
        bootstrap_interval(phones),
        bootstrap_interval(posts),
        bootstrap_interval(list(map(sub, phones, posts))),
        each_apart,
    )
