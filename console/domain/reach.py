"""How far a post may have carried, and how fast: an estimate, the same wherever it is told.

`v * F0 + the sum of v * Fi`: of the author's followers and of those of everybody who
repeated the post a share `v` sees it. Nobody outside the network can count that, so `v` and
the followers of somebody unknown are assumptions: they order posts, and are not to be taken
for a count of readers. Followers whom two of them share are counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SEEN_BY = 0.2
"""v: which share of somebody's followers sees a post. Assumed."""
UNKNOWN_FOLLOWERS = 400
"""How many follow somebody of whom it is not known. Assumed."""
LOUD = 1_000
"""From so many people on, a complaint's reach is shown beside its case."""
FAST = 3.0
"""So many times our own usual speed spreads fast, where it was repeated and is loud."""
FEWEST_REPOSTS = 3
"""Of fewer nothing spreads, however many follow the author: one repost is no wave."""
LATELY_MS = 7 * 86_400_000
"""What is older than a case's last message by more than this presses no more."""
LAST = 200
"""From so many complaints, the newest, our own usual speed is found."""
FEWEST = 10
"""From fewer it is not."""
MOST = 10_000_000_000
"""More people there are not, whatever a network says."""
_HOUR_MS = 3_600_000


def number_of_reposts(counted: int | None, known: int) -> int:
    """Return how often a post was repeated: as the network counted, or as many as are known."""
    return max(counted or 0, known)


def estimate(
    followers: int | None, counted: int | None, known: int = 0, known_followers: float = 0
) -> int:
    """Return how many people may have seen a post.

    `followers` are its author's, None where they are unknown, and `counted` how often the
    network says it was repeated. Of `known` reposters it is known who they are:
    `known_followers` is the sum of their followers, with `UNKNOWN_FOLLOWERS` for each
    of whom these are unknown.
    """
    rest = number_of_reposts(counted, known) - known
    own = UNKNOWN_FOLLOWERS if followers is None else followers
    return min(MOST, int(SEEN_BY * (own + known_followers + UNKNOWN_FOLLOWERS * rest) + 0.5))


def estimates(followers: Iterable[int | None], counted: Iterable[int | None]) -> list[int]:
    """Return the same for many posts of whose reposters nobody is known; `estimate`, at once."""
    share, unknown = SEEN_BY, UNKNOWN_FOLLOWERS
    found = [
        int(share * ((unknown if own is None else own) + unknown * (number or 0)) + 0.5)
        for own, number in zip(followers, counted, strict=True)
    ]
    return found if max(found, default=0) <= MOST else [min(MOST, each) for each in found]


def speed(reach: int, age_ms: int) -> float:
    """Return how many people an hour a post reached that was so old when it was counted.

    Within its first hour it counts as an hour old: else the speed would tell how soon
    somebody looked.
    """
    return reach * _HOUR_MS / max(age_ms, _HOUR_MS)


def usual_speed(speeds: Sequence[float]) -> float | None:
    """Return our own median of the speeds of complaints; None where they are too few.

    Of two digits, so that it stays the same from day to day.
    """
    if len(speeds) < FEWEST:
        return None
    ordered, count = sorted(speeds), len(speeds)
    median = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return float(f"{median:.2g}") or None
