"""What search and counts share: the query, and how far back X lets anybody look.

Source: https://docs.x.com/x-api/posts/search/introduction and .../integrate/build-a-query (read
2026-08); the wordings of the refusals are those that clients report, named at each.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import problems, query
from .params import Params
from .records import Post
from .settings import Settings
from .snowflakes import id_at, ms_of
from .world import World

LONGEST = 512
LONGEST_OF_ENTERPRISE = 4096
_DAY_MS = 24 * 3600 * 1000
_FRESH_MS = 10_000
"""A start must lie that far back: Significant-Gravitas/AutoGPT pull 11461 (2025-11)."""
MIXED = "Invalid use of 'since_id' or 'until_id' in conjunction with 'start_time' or 'end_time'."
"""plhery/node-twitter-api-v2 issue 152 (2022); which parameter it names is not (unverified)."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Where to look for what a query finds, and what of it fits."""

    ids: Sequence[int]
    """Of posts that may fit, oldest first."""
    wanted: Callable[[Post], bool]
    oldest_ms: int
    """How far back X looks."""


def sought(params: Params, world: World, settings: Settings) -> Sought:
    """Return what is looked for; raises the 400 for all that is wrong with the parameters."""
    text = params.require("query")
    oldest_ms = 0
    if settings.search_days is not None:
        oldest_ms = world.now_ms() - round(settings.search_days * _DAY_MS)
    _check_bounds(params, oldest_ms, world.now_ms())
    longest = LONGEST_OF_ENTERPRISE if settings.enterprise else LONGEST
    if len(text) > longest:
        # The wording is made up (unverified).
        params.refuse("query", text, f"The query is longer than {longest} characters")
    params.done()
    try:
        node = query.parse(text)
    except ValueError as error:
        message = f"There were errors processing your request: {error}"
        raise problems.invalid_request(
            params.names, [{"parameters": {"query": [text]}, "message": message}]
        ) from error
    key = query.index_of(node, world)
    oldest = id_at(oldest_ms)

    def wanted(post: Post) -> bool:
        return post.id >= oldest and query.fits(node, post, world)

    return Sought(world.ids(*key) if key else world.ids("all"), wanted, oldest_ms)


def _check_bounds(params: Params, oldest_ms: int, now_ms: int) -> None:
    """Refuse what lies before the days that X searches, and what it does not take together."""
    ids = {name: params.snowflake(name) for name in ("since_id", "until_id")}
    times = {name: params.time_ms(name) for name in ("start_time", "end_time")}
    for name, post_id in ids.items():
        if post_id is not None and ms_of(post_id) < oldest_ms:
            # Word by word what clients logged in 2026; of until_id, by analogy (unverified).
            params.refuse(
                name, str(post_id),
                f"'{name}' must be a tweet id created after {_minute(oldest_ms)}. Please use a "
                f"'{name}' that is larger than {id_at(oldest_ms)}",
            )  # fmt: skip
    for name, at_ms in times.items():
        if at_ms is None:
            continue
        wrong = ""
        if at_ms < oldest_ms:
            # medialab/minet issue 445 (2022).
            wrong = f"must be on or after {_minute(oldest_ms)}"
        elif at_ms > now_ms - _FRESH_MS:
            wrong = "must be a minimum of 10 seconds prior to the request time"
        if wrong:
            said = f"Invalid '{name}':'{_minute(at_ms)}'. '{name}' {wrong}."
            params.refuse(name, _minute(at_ms), said)
    if any(each is not None for each in ids.values()) and any(
        each is not None for each in times.values()
    ):
        params.refuse_all(MIXED)


def _minute(at_ms: int) -> str:
    """Return a time as X writes it in its refusals."""
    return f"{dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC):%Y-%m-%dT%H:%MZ}"
