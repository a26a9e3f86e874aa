"""Where a walk through X's recent search stands, and what of it is missing. Pure.

A search's walk is a timeline's (`x_walk`) with the same cursor, to which it adds `search`:
from when on posts are wanted, what was asked for, and when was last looked. Until a first
walk is complete its bound, the last id before `begin_ms`, stands in the place of `since_id`:
what X gives beyond it is left out, and with `until_id` X is asked so, since it refuses ids
beside times (https://github.com/plhery/node-twitter-api-v2/issues/152, 2022).

X searches the last seven days and refuses a `start_time` or `since_id` from before them
(https://docs.x.com/x-api/posts/search/introduction, 2026-08). Then all that X has is walked,
down to the bound. Whether anything is missing, the times tell and not the ids: a search that
found nothing for a month and was looked through yesterday lacks nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from console.connectors.x_mapping import Json, as_object, read_count
from console.connectors.x_pages import read
from console.connectors.x_problems import InvalidRequest
from console.connectors.x_walk import Cursor, Walk
from console.domain.ids import RemoteId, from_ms, to_ms
from console.domain.remote import Page
from console.domain.watches import MOST_BACK
from console.text.post_links import SNOWFLAKE_EPOCH_MS

ROUTE = "/2/tweets/search/recent"
SMALLEST_PAGE, LARGEST_PAGE = 10, 100
MARGIN = timedelta(minutes=1)
"""How far inside the seven days, and before now, is asked: our clock is not X's, which refuses
a time of the last ten seconds too (https://github.com/Significant-Gravitas/AutoGPT/pull/11461)."""
ID_SHIFT = 22
MAX_MS = 1 << 45
"""Later than any time that a cursor can hold."""


@dataclass(frozen=True, slots=True)
class Times:
    """What of a search's walk is told in times: Unix milliseconds, of our clock."""

    begin_ms: int | None = None
    """From when on posts are wanted; None once a first walk is complete."""
    start_ms: int | None = None
    """From when on X was asked for them."""
    began_ms: int | None = None
    """When the open walk began."""
    looked_ms: int | None = None
    """When the last complete walk began."""


@dataclass(frozen=True, slots=True)
class SearchCursor:
    """What is kept between two pages of a search."""

    walk: Cursor
    times: Times

    @classmethod
    def read(cls, text: str | None, begin_at: datetime, now: datetime) -> Self:
        """Return the cursor that `text` holds; without one a first walk, down to `begin_at`."""
        walk, now_ms = Cursor.read(text), to_ms(now)
        if walk.since_id is None:
            begin_ms = to_ms(begin_at)
            earliest, latest = to_ms(now - MOST_BACK + MARGIN), to_ms(now - MARGIN)
            start_ms = min(max(begin_ms, earliest), latest)
            bound = Cursor(since_id=_last_id_before(begin_ms))
            return cls(bound, Times(begin_ms, start_ms, began_ms=now_ms))
        times = _read_times(text)
        if walk.walk is None:
            times = Times(began_ms=now_ms, looked_ms=times.looked_ms)
        return cls(walk, times)

    def to_json(self) -> str:
        """Return the text that `read` takes."""
        return json.dumps(json.loads(self.walk.to_json()) | {"search": asdict(self.times)})

    def params(self) -> dict[str, str]:
        """Return the parameters of the request for the next page."""
        params = self.walk.params()
        if self.times.start_ms is None or "until_id" in params or "since_id" not in params:
            return params
        del params["since_id"]
        start_at = from_ms(self.times.start_ms).replace(microsecond=0, tzinfo=None)
        return {"start_time": f"{start_at.isoformat()}Z", **params}

    def after_refusal(self, error: InvalidRequest) -> Self | None:
        """Return the cursor to ask with when X refused this one, None where there is none."""
        open_walk = self.walk.walk or Walk()
        if error.complains_of("start_time") and not open_walk.cut:
            return replace(self, walk=replace(self.walk, walk=replace(open_walk, cut=True)))
        other = self.walk.after_refusal(error, end_moves=False)
        return None if other is None else replace(self, walk=other)

    def page(self, answer: Json, now: datetime) -> Page:
        """Return the page that an answer holds, with the cursor to go on from."""
        page = read(self.walk, answer, None, now=now)
        bound, moved = int(self.walk.since_id or 0), page.step
        posts = tuple(post for post in page.posts if int(post.remote_id) > bound)
        if not moved.done:
            cursor = replace(self, walk=moved.cursor)
            return Page(posts, cursor.to_json(), done=False, malformed=page.malformed)
        cursor = replace(self, walk=moved.cursor, times=Times(looked_ms=self.times.began_ms))
        cut = self.walk.walk is not None and self.walk.walk.cut
        gap = moved.gap and self._is_late(now) if cut else self._was_late()
        return Page(posts, cursor.to_json(), done=True, gap=gap, malformed=page.malformed)

    def _was_late(self) -> bool:
        """Return whether more was wanted than X had when it was first asked."""
        begin_ms, start_ms = self.times.begin_ms, self.times.start_ms
        late = timedelta(milliseconds=(start_ms or 0) - (begin_ms or 0))
        return begin_ms is not None and start_ms is not None and late > 2 * MARGIN

    def _is_late(self, now: datetime) -> bool:
        """Return whether X has no longer all that is wanted, or nobody knows since when."""
        known = self.times.begin_ms if self.times.begin_ms is not None else self.times.looked_ms
        return known is None or now - from_ms(known) > MOST_BACK + MARGIN


def page_size(most: int) -> str:
    """Return the next best to `most` posts a page that X takes."""
    return str(min(max(most, SMALLEST_PAGE), LARGEST_PAGE))


def _last_id_before(at_ms: int) -> RemoteId:
    return RemoteId(str(max(((at_ms - SNOWFLAKE_EPOCH_MS) << ID_SHIFT) - 1, 1)))


def _read_times(text: str | None) -> Times:
    raw = as_object(as_object(json.loads(text or "{}")).get("search"))
    found = {name: read_count(raw.get(name)) for name in Times.__slots__}
    return Times(**{name: ms for name, ms in found.items() if ms is not None and ms < MAX_MS})
