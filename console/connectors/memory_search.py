"""Search in a memory world: a week of its posts, walked and counted as X's recent search is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from console.connectors.memory_world import MemoryWorld, order
from console.domain.ids import from_ms, to_ms
from console.domain.remote import Counted, Page, RemotePost
from console.domain.watches import MOST_BACK
from console.errors import InvalidQuery
from console.language import tr

SMALLEST_PAGE, LARGEST_PAGE = 10, 100
MARGIN = timedelta(minutes=1)
"""What may be missing at the far end of the seven days without being called a gap."""
HOUR = timedelta(hours=1)
LATEST_MS = 1 << 45
"""Later than any time that a cursor can hold."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a search's walk stands; ids are those of `order`, times Unix milliseconds."""

    since: int | None = None
    """The newest post of all complete walks; None where they found nothing."""
    begin_ms: int | None = None
    """From when on posts are wanted; None once a complete walk found one."""
    looked_ms: int | None = None
    """When the last complete walk began."""
    began_ms: int | None = None
    """When the open walk began; None where none is open."""
    newest: int | None = None
    below: int | None = None
    """The oldest post that the open walk saw."""

    @property
    def known_ms(self) -> int:
        """From when on something may be missing."""
        return (self.looked_ms if self.looked_ms is not None else self.begin_ms) or 0


def search_page(
    world: MemoryWorld, query: str, begin_at: datetime, cursor: str | None, most: int
) -> Page:
    """Return the next page of a walk; see `console.connectors.base.Connector.search`."""
    now, stand = world.now(), _read(cursor, begin_at)
    began_ms = stand.began_ms if stand.began_ms is not None else to_ms(now)
    wanted = [post for post in _found(world, query) if _is_wanted(post, stand)]
    size = min(max(most, SMALLEST_PAGE), LARGEST_PAGE, world.rules.page_size)
    posts, older = wanted[:size], wanted[size:]
    newest = stand.newest if stand.newest is not None else (order(posts[0]) if posts else None)
    if older:
        after = _Stand(
            stand.since, stand.begin_ms, stand.looked_ms, began_ms, newest, order(posts[-1])
        )
        return Page(tuple(posts), json.dumps({"v": 1} | asdict(after)), done=False)
    since = newest if newest is not None else stand.since
    after = _Stand(since, stand.begin_ms if since is None else None, began_ms)
    gap = now - from_ms(stand.known_ms) > MOST_BACK + MARGIN
    return Page(tuple(posts), json.dumps({"v": 1} | asdict(after)), done=True, gap=gap)


def count_posts(world: MemoryWorld, query: str) -> Counted:
    """Return how many posts of the last seven days a search finds; empty hours count too."""
    now = world.now()
    first = _hour(now - MOST_BACK)
    hours = {first + number * HOUR: 0 for number in range((now - first) // HOUR + 1)}
    for post in _found(world, query):
        hour = _hour(post.at)
        hours[hour] = hours.get(hour, 0) + 1
    return Counted(tuple(sorted(hours.items())))


def _found(world: MemoryWorld, query: str) -> list[RemotePost]:
    """Return what a search finds now, newest first."""
    # Loaded late: no search is made before the first paint.
    from console.text.post_queries import compiled

    try:
        wanted = compiled(query)
    except ValueError as error:
        raise InvalidQuery(
            tr("The network refuses the query. {error}").format(error=error)
        ) from error
    oldest_at = world.now() - MOST_BACK
    return [post for post in world.posts() if post.at >= oldest_at and wanted.fits(post)]


def _is_wanted(post: RemotePost, stand: _Stand) -> bool:
    if stand.below is not None and order(post) >= stand.below:
        return False
    if stand.since is not None:
        return order(post) > stand.since
    return to_ms(post.at) >= (stand.begin_ms or 0)


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _read(text: str | None, begin_at: datetime) -> _Stand:
    """Return where a walk stands; a cursor that is none begins the first one."""
    try:
        raw: object = json.loads(text) if text else None
    except ValueError:
        raw = None
    if isinstance(raw, dict) and raw.get("v") == 1:
        named = {field.name: raw.get(field.name) for field in fields(_Stand)}
        stand = _Stand(**{name: each for name, each in named.items() if _is_number(name, each)})
        if stand.since is not None or stand.begin_ms is not None:
            return stand
    return _Stand(begin_ms=to_ms(begin_at))


def _is_number(name: str, value: object) -> bool:
    return type(value) is int and value >= 0 and (value < LATEST_MS or not name.endswith("_ms"))
