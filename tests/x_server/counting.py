"""How many posts a search finds, by buckets: GET /2/tweets/counts/recent.

Source: https://docs.x.com/x-api/posts/counts/introduction (read 2026-08); X's OpenAPI documents
say who may ask (see `TAKES`). The first bucket begins where is asked from and the last ends where
is asked to, so both can be short.
"""

from . import searching
from .auth import APP_ONLY, OAUTH2_USER
from .reading import Context
from .records import Json
from .render import Rendered, time_text
from .snowflakes import ms_of
from .timelines import Token

TAKES = {"old": (APP_ONLY,), "new": (OAUTH2_USER, APP_ONLY)}
"""Kinds of credentials, by vocabulary."""
BUCKETS_MS = {"minute": 60_000, "hour": 3_600_000, "day": 24 * 3_600_000}
_KNOWN = frozenset({"query", "granularity", "start_time", "end_time", "since_id", "until_id",
                    "next_token", "pagination_token", "search_count.fields"})  # fmt: skip


def counts_recent(context: Context) -> Rendered:
    """Return the buckets, oldest first; where there are pages, the newest comes first."""
    params, world, names = context.params, context.world, context.names
    params.allow(_KNOWN)
    granularity = params.choices("granularity", BUCKETS_MS) or {"hour"}
    token = params.token(context.path, "next_token", "pagination_token")
    start_ms, end_ms = params.time_ms("start_time"), params.time_ms("end_time")
    since_id, until_id = params.snowflake("since_id"), params.snowflake("until_id")
    found = searching.sought(params, world, context.settings)
    if start_ms is None:
        start_ms = found.oldest_ms if since_id is None else ms_of(since_id)
    if token is not None:
        end_ms = token.anchor
    elif end_ms is None:
        end_ms = world.now_ms() + 1 if until_id is None else ms_of(until_id)
    starts = _starts(start_ms, end_ms, BUCKETS_MS[min(granularity)])
    most = context.settings.count_buckets
    shown, rest = starts[-most:], starts[:-most]
    posts = [world.post(each) for each in found.ids if shown[0] <= ms_of(each) < end_ms]
    times = [
        ms_of(post.id)
        for post in posts
        if post is not None and world.shows(post, context.viewer) and found.wanted(post)
    ]
    name = names.outward("tweet_count")
    data: list[Json] = [
        {"start": time_text(start), "end": time_text(end),
         name: sum(start <= at_ms < end for at_ms in times)}
        for start, end in zip(shown, [*shown[1:], end_ms], strict=True)
    ]  # fmt: skip
    meta: Json = {names.outward("total_tweet_count"): len(times)}
    if rest:
        meta["next_token"] = Token("older", shown[0]).encode(context.path)
    return Rendered({"data": data, "meta": meta}, counted=True)


def _starts(start_ms: int, end_ms: int, width_ms: int) -> list[int]:
    """Return where the buckets begin: at the start, then at whole minutes, hours or days."""
    return [start_ms, *range((start_ms // width_ms + 1) * width_ms, end_ms, width_ms)]
