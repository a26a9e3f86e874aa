"""A connector to a network that lives in this process: for the demo, and for tests.

`MemoryConnector` is one account on a `MemoryWorld`, with the semantics of
`console.connectors.base.Connector`. It can be shared between threads.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal
from uuid import uuid4

from console.connectors.memory_search import count_posts, search_page
from console.connectors.memory_world import MemoryWorld, Rules, order
from console.domain.ids import RemoteId
from console.domain.limits import LIMITS_140, LIMITS_280, Limits
from console.domain.remote import (
    Counted,
    Lookup,
    NewPost,
    Page,
    Published,
    RemotePost,
    RemoteUser,
    Timeline,
)
from console.domain.spending import BilledRead, Item
from console.errors import ConnectorError, PictureRefused, Refused
from console.language import tr

__all__ = ["Call", "MemoryConnector", "MemoryWorld", "Rules"]

Call = Literal[
    "whoami", "read_page", "search", "count", "publish", "lookup", "delete", "read_picture"
]


class MemoryConnector:
    """One account on a `MemoryWorld`: by default the world's own."""

    def __init__(self, world: MemoryWorld, user: RemoteUser | None = None) -> None:
        self._world = world
        self._user = user or world.own
        self._failures: dict[Call, deque[tuple[ConnectorError, bool]]] = defaultdict(deque)
        self._seen: dict[tuple[type, RemoteId], RemotePost | RemoteUser] = {}
        """What is billed: as X includes them, with a post the user who wrote it."""
        self._hits: set[RemoteId] = set()
        """Those of them that a search brought: nobody's own, as X bills them."""
        self._counts = 0

    def fail_next(self, call: Call, error: ConnectorError, *, after: bool = False) -> None:
        """Make the next such call raise `error`; with `after` it is carried out first."""
        with self._world.lock:
            self._failures[call].append((error, after))

    @property
    def network(self) -> str:
        """Return `memory`."""
        return "memory"

    @property
    def limits(self) -> tuple[Limits, ...]:
        """Return the same limits as X."""
        return (LIMITS_140, LIMITS_280)

    def whoami(self) -> RemoteUser:
        """Return the account."""
        with self._act("whoami"):
            self._note(self._user)
            return self._user

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        """Return the next page of a walk; a cursor that makes no sense starts afresh."""
        with self._act("read_page"):
            since, newest, below, seen = _read_cursor(cursor)
            rules = self._world.rules
            shown = self._world.timeline(timeline, user_id)
            # Newest first, so the keys are negated to be in order for bisect.
            start = 0 if below is None else bisect_left(shown, -below + 1, key=_negated)
            fresh = [post for post in shown[start:] if since is None or order(post) > since]
            posts, older = fresh[: rules.page_size], fresh[rules.page_size :]
            newest = newest if newest is not None else (order(posts[0]) if posts else None)
            seen += len(posts)
            self._note(*posts)
            if older:
                return Page(
                    tuple(posts), _cursor(since, newest, order(posts[-1]), seen), done=False
                )
            reached = any(since is not None and order(post) <= since for post in shown)
            gap = not reached and seen > 0 and len(shown) >= rules.cap
            return Page(
                tuple(posts),
                _cursor(since if newest is None else newest, None, None, 0),
                done=True,
                gap=gap,
            )

    def search(self, query: str, begin_at: datetime, cursor: str | None, most: int = 100) -> Page:
        """Return the next page of what a search finds; a senseless cursor starts afresh."""
        with self._act("search"):
            page = search_page(self._world, query, begin_at, cursor, most)
            found = {post.remote_id for post in page.posts}
            self._hits |= {one for one in found if (RemotePost, one) not in self._seen}
            self._note(*page.posts)
            return page

    def count(self, query: str) -> Counted:
        """Return how many posts a search finds."""
        with self._act("count"):
            counted = count_posts(self._world, query)
            self._counts += 1
            return counted

    def publish(self, post: NewPost) -> Published:
        """Publish by the world's rules."""
        with self._act("publish"):
            made = self._world.publish(self._user, post.text, post.reply_to)
            return Published(made.remote_id, made.text, made.at)

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        """Return which of the posts exist."""
        del bare
        with self._act("lookup"):
            existing = {post.remote_id: post for post in self._world.posts()}
            asked = dict.fromkeys(ids)
            found = tuple(existing[one] for one in asked if one in existing)
            self._note(*found)
            return Lookup(found, tuple(one for one in asked if one not in existing))

    def delete(self, remote_id: RemoteId) -> bool:
        """Delete an own post; raises Refused for another's."""
        with self._act("delete"):
            posts = {post.remote_id: post for post in self._world.posts()}
            post = posts.get(remote_id)
            if post is not None and post.author.remote_id != self._user.remote_id:
                raise Refused(tr("Only its author can delete a post."))
            self._world.delete_post(remote_id)
            return post is not None

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        """Hand over and forget what X would have billed, whoever of the sharers asks."""
        with self._world.lock:
            seen, self._seen = self._seen, {}
            hits, self._hits = self._hits, set()
            counts, self._counts = self._counts, 0
        return (
            *(BilledRead(_item(user_id, each, hits), each.remote_id) for each in seen.values()),
            *(BilledRead(Item.COUNT, RemoteId(uuid4().hex)) for _ in range(counts)),
        )

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        """Return what the world has at `url`; see `console.desk.context.Network`."""
        del stopping  # it takes no time
        with self._act("read_picture"):
            data = self._world.picture(url)
            if data is None:
                raise PictureRefused(tr("The network no longer has this picture."))
            return data

    def close(self) -> None:
        """Do nothing; there is no connection."""

    def _note(self, *shown: RemotePost | RemoteUser) -> None:
        for each in shown:
            self._seen[type(each), each.remote_id] = each
            if isinstance(each, RemotePost):
                self._note(each.author)

    @contextmanager
    def _act(self, call: Call) -> Iterator[None]:
        with self._world.lock:
            failures = self._failures[call]
            error, after = failures.popleft() if failures else (None, False)
            if error is not None and not after:
                raise error
            yield
            if error is not None:
                raise error


def _item(user_id: RemoteId, seen: RemotePost | RemoteUser, hits: set[RemoteId]) -> Item:
    if isinstance(seen, RemoteUser):
        return Item.USER_READ
    if seen.remote_id in hits:
        return Item.POST_READ
    people = {seen.author.remote_id, *(user.remote_id for user in seen.mentions)}
    return Item.OWN_READ if user_id in people else Item.POST_READ


def _negated(post: RemotePost) -> int:
    return -order(post)


def _cursor(since: int | None, newest: int | None, below: int | None, seen: int) -> str:
    return json.dumps({"v": 1, "since": since, "newest": newest, "below": below, "seen": seen})


def _read_cursor(text: str | None) -> tuple[int | None, int | None, int | None, int]:
    """Return (since, newest of the open walk, its oldest, how many it saw)."""
    try:
        raw: object = json.loads(text) if text else None
    except ValueError:
        raw = None
    if not isinstance(raw, dict) or raw.get("v") != 1:
        return (None, None, None, 0)

    def number(name: str) -> int | None:
        value = raw.get(name)
        return value if isinstance(value, int) else None

    return (number("since"), number("newest"), number("below"), number("seen") or 0)
