"""Where a walk through posts of X stands, and how a page moves it on. Pure.

A cursor is JSON: `{"v": 1, "since_id": ..., "walk": {...}}`. `since_id` is the newest id
of the last complete walk and changes only when another one is complete, so an open
walk that is cut off by a crash leaves nothing out. Ids of X grow with time
(snowflakes), hence they are compared as numbers here, and only here.

X ends a timeline after its most recent 800 mentions or 3200 own posts
(https://docs.x.com/x-api/posts/timelines/introduction, 2026-08) without saying so. A
walk that saw about as many has met that end: posts between it and the last walk may
be missing, which is a gap. A search has no such end; what it has is kept by `x_search`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Self

from console.connectors.x_mapping import Items, read_count, read_id
from console.connectors.x_problems import InvalidRequest
from console.domain.ids import RemoteId
from console.domain.remote import Timeline
from console.errors import BadAnswer
from console.language import tr

VERSION = 1
ENDS = {Timeline.MENTIONS: 800, Timeline.OWN: 3200}
END_SHARE = 0.95
"""X counts posts that it then does not show, so a walk may meet the end a little earlier."""
MAX_EMPTY_PAGES = 10
"""Most pages without any post that are followed one after the other."""
MAX_TOKEN = 4096


@dataclass(frozen=True, slots=True)
class Walk:
    """An open walk: some pages are read, older ones are to come."""

    newest_id: RemoteId | None = None
    oldest_id: RemoteId | None = None
    token: str | None = None
    """X's word for the next page; None: ask for what is older than `oldest_id`."""
    seen: int = 0
    empty: int = 0
    """How many pages without a post came last."""
    cut: bool = False
    """Whether X is asked without `since_id`, and we stop there ourselves.

    So it is where X refuses `since_id`, and after a walk lost its token: by then newer
    posts may have moved the end of 800 past `since_id`, and only a post that is not
    newer than it proves that nothing is missing.
    """


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is kept between two pages."""

    since_id: RemoteId | None = None
    walk: Walk | None = None

    @classmethod
    def read(cls, text: str | None) -> Self:
        """Return the cursor that `text` holds; a damaged or newer one starts afresh.

        Starting afresh reads posts again and loses none.
        """
        try:
            raw: object = json.loads(text) if text else None
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(raw, dict) or raw.get("v") != VERSION:
            return cls()
        return cls(read_id(raw.get("since_id")), _read_walk(raw.get("walk")))

    def to_json(self) -> str:
        """Return the text that `read` takes."""
        walk = asdict(self.walk) if self.walk is not None else None
        return json.dumps({"v": VERSION, "since_id": self.since_id, "walk": walk})

    def params(self) -> dict[str, str]:
        """Return the parameters of the request for the next page."""
        walk = self.walk or Walk()
        params: dict[str, str] = {}
        if self.since_id is not None and not walk.cut:
            params["since_id"] = self.since_id
        if walk.token is not None:
            params["pagination_token"] = walk.token
        elif walk.oldest_id is not None:
            params["until_id"] = walk.oldest_id
        return params

    def after_refusal(self, error: InvalidRequest, *, end_moves: bool = True) -> Self | None:
        """Return the cursor to ask with when X refused this one, None where there is none.

        A refused token: go on below the oldest seen post; without `since_id` where newer
        posts may have moved the end past it (`end_moves`). A refused `since_id`: walk
        without it and stop there ourselves. Anything else about an open walk: begin it
        again. Each answer has less left to refuse, so this ends.
        """
        walk = self.walk
        has_since = self.since_id is not None
        if has_since and error.complains_of("since_id") and not (walk and walk.cut):
            return replace(self, walk=replace(walk or Walk(), cut=True))
        if walk is not None and walk.token is not None:
            cut = walk.cut or (has_since and end_moves)
            return replace(self, walk=replace(walk, token=None, cut=cut))
        if walk is not None and walk.oldest_id is not None:
            return replace(self, walk=Walk(cut=walk.cut))
        if has_since and walk is None and not error.parameters:
            return replace(self, walk=Walk(cut=True))
        return None


def _read_walk(raw: object) -> Walk | None:
    if not isinstance(raw, dict):
        return None
    token = raw.get("token")
    walk = Walk(
        newest_id=read_id(raw.get("newest_id")),
        oldest_id=read_id(raw.get("oldest_id")),
        token=token if isinstance(token, str) and 0 < len(token) <= MAX_TOKEN else None,
        seen=read_count(raw.get("seen")) or 0,
        empty=read_count(raw.get("empty")) or 0,
        cut=raw.get("cut") is True,
    )
    return walk if walk.token is not None or walk.oldest_id is not None else None


@dataclass(frozen=True, slots=True)
class Step:
    """What a page did to a walk."""

    cursor: Cursor
    wanted_from: RemoteId | None
    """Posts up to and with this id belong to the last walk and are left out; None: all count."""
    done: bool
    gap: bool


def step(
    cursor: Cursor,
    items: Items,
    next_token: str | None,
    *,
    end: int | None,
    knows_end: bool = True,
) -> Step:
    """Move a walk on by one page.

    `end` is how many of the most recent posts X shows at all; None: as many as there are.
    The next walk begins behind the newest post that was understood: one that was not comes
    again until a newer one is. Without `next_token` the walk is complete, unless the answer
    did not say whether more follows (`knows_end` False): then it goes on below the oldest
    seen post.
    Raises BadAnswer where X leads in a circle: the same token again, a page with
    nothing older than what was seen, or one empty page after the other.
    """
    walk, since = cursor.walk or Walk(), cursor.since_id
    ids = sorted(items.ids, key=int)
    if next_token is not None and (next_token == walk.token or len(next_token) > MAX_TOKEN):
        raise BadAnswer(tr("X gave the same page twice."))
    if ids and walk.oldest_id is not None and int(ids[0]) >= int(walk.oldest_id):
        raise BadAnswer(tr("X gave posts again that it had given before."))
    empty = 0 if ids else walk.empty + 1
    if next_token is not None and empty > MAX_EMPTY_PAGES:
        raise BadAnswer(tr("X gave one empty page after the other."))
    reached = walk.cut and since is not None and any(int(one) <= int(since) for one in ids)
    now = Walk(
        newest_id=max(
            [*(post.remote_id for post in items.posts), *_known(walk.newest_id)],
            key=int,
            default=None,
        ),
        oldest_id=min([*ids, *_known(walk.oldest_id)], key=int, default=None),
        token=next_token,
        seen=walk.seen + len(ids),
        empty=empty,
        cut=walk.cut,
    )
    wanted_from = since if walk.cut else None
    is_open = next_token is not None or (not knows_end and bool(ids))
    if is_open and not reached:
        return Step(Cursor(since, now), wanted_from, done=False, gap=False)
    newest = max([*_known(since), *_known(now.newest_id)], key=int, default=None)
    gap = not reached if walk.cut and since is not None else _met_end(now, since, end)
    return Step(Cursor(newest), wanted_from, done=True, gap=gap)


def _met_end(walk: Walk, since: RemoteId | None, end: int | None) -> bool:
    return end is not None and walk.seen >= (end if since is None else end * END_SHARE)


def _known(remote_id: RemoteId | None) -> tuple[RemoteId, ...]:
    return () if remote_id is None else (remote_id,)
