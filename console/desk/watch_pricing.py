"""What a query would find in a week, and cost: counted by the network, or from a few posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from console.domain.spending import Item
from console.domain.watches import MOST_BACK, Estimate
from console.pacing import FEWEST_HITS, x_prices

if TYPE_CHECKING:
    from console.desk.metered import MeteredConnector

DAY = timedelta(days=1)
SHORTEST_SPAN = timedelta(minutes=1)
"""Posts of one moment tell of no rate; they count as if they had come within this time."""


def counted(connector: MeteredConnector, query: str, now: datetime) -> Estimate:
    """Return an estimate by the network's own count.

    Raises:
        ConnectorError: the network cannot, or does not want to, count.
    """
    found = connector.count(query)

    def posts(start: datetime, end: datetime) -> int:
        return sum(count for began, count in found.hours if start <= began < end)

    estimate = _estimate(now, _by_day(now, posts), sampled=False)
    # A network without a bill, as the demo's, tells what X would have taken.
    return replace(estimate, price=connector.charged or x_prices().prices[Item.COUNT])


def sampled(connector: MeteredConnector, query: str, now: datetime) -> Estimate:
    """Return an estimate by the times of the newest posts; exact where these are all.

    Nothing of them is stored. Of n posts that came since a time, the first came just then:
    n - 1 tell of the rate.

    Raises:
        ConnectorError: they cannot be read.
    """
    page = connector.search(query, now - MOST_BACK, None, FEWEST_HITS)
    times = sorted(post.at for post in page.posts if post.at > now - MOST_BACK)
    if page.done or len(times) < 2:

        def exactly(start: datetime, end: datetime) -> int:
            return sum(start <= at < end for at in times)

        estimate = _estimate(now, _by_day(now, exactly), sampled=False)
    else:
        span = max(now - times[0], SHORTEST_SPAN)
        week = (len(times) - 1) * (MOST_BACK / span)

        def share(start: datetime, end: datetime) -> int:
            first = now - MOST_BACK
            # Each from the beginning, so that the days add up to the week.
            until_end, until_start = (
                round(week * ((min(max(at, first), now) - first) / MOST_BACK))
                for at in (end, start)
            )
            return until_end - until_start

        estimate = _estimate(now, _by_day(now, share), sampled=True)
    return replace(estimate, price=connector.charged)


def _by_day(
    now: datetime, posts: Callable[[datetime, datetime], int]
) -> tuple[tuple[datetime, int], ...]:
    """Return the UTC days of the last week, oldest first, each with how many posts it had."""
    day = datetime.combine((now - MOST_BACK).astimezone(UTC).date(), time(), UTC)
    days = []
    while day <= now:
        days.append((day, posts(day, day + DAY)))
        day += DAY
    return tuple(days)


def _estimate(now: datetime, days: tuple[tuple[datetime, int], ...], *, sampled: bool) -> Estimate:
    return Estimate(
        counted_at=now,
        days=days,
        week=sum(count for _, count in days),
        sampled=sampled,
        hit_price=x_prices().hit,
        price=Decimal(),
    )
