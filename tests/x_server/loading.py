"""Fill a world: from a file in X's shape, or from a deterministic generator."""

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import composing
from .long_posts import as_served
from .records import Entities, Json, Link, Mention, Post, Reference, Tag, User
from .snowflakes import SEQUENCE_BITS, ms_of, ms_of_time
from .world import World

_OPENERS = (
    "My parcel has not moved since Monday", "The app logs me out every time",
    "You charged me twice this month", "Nobody picks up your phone line",
    "The shop on Mill Lane turned me away", "My order came with the wrong size",
    "The delivery window came and went", "Your invoice has my old address",
)  # fmt: skip
_CLOSERS = (
    "what now?", "can someone look into it?", "this is the second time.",
    "I called first and was cut off.", "thanks for any help!", "please fix it.",
)  # fmt: skip
_ANSWERS = (
    "sorry about that, we have found it and it goes out today", "thank you, that is fixed now",
    "we have paid the second charge back", "we looked into it and changed your address",
)  # fmt: skip


def load_posts(
    file: Path,
    own_handle: str,
    *,
    now: Callable[[], dt.datetime] | None = None,
    newest_at: dt.datetime | None = None,
) -> World:
    """Return a world of the users and posts in `file` (`{"users": [...], "posts": [...]}`).

    Texts are served as they stand there; those over 280 become long posts with a stub. With
    `newest_at` every id and time moves by the same amount, so that the newest post is of then.
    ValueError where no user of the file has the handle.
    """
    raw: dict[str, list[Json]] = json.loads(file.read_text(encoding="utf-8"))
    shift_ms = 0
    if newest_at is not None:
        shift_ms = ms_of_time(newest_at) - max(ms_of(int(post["id"])) for post in raw["posts"])
    world = World(own_handle, now=now)
    for user in raw["users"]:
        world.put_user(_user(user))
    if world.user_named(own_handle) is None:
        raise ValueError(f"{file} has no user @{own_handle}")
    for post in sorted(raw["posts"], key=lambda post: int(post["id"])):
        world.put_post(_post(post, world, shift_ms))
    return world


def generate(world: World, posts: int, *, seed: int = 1, newest_at: dt.datetime | None = None,
             spacing_s: float = 60.0, customers: int = 500) -> None:  # fmt: skip
    """Add `posts` posts, the same for the same seed: mentions of ours, every fourth an answer.

    They are `spacing_s` apart and end at `newest_at` (now, unless given).
    """
    rng = random.Random(seed)
    end_ms = ms_of_time(newest_at) if newest_at is not None else world.now_ms()
    own = world.own
    last: Post | None = None
    for number in range(posts):
        at = dt.datetime.fromtimestamp(
            (end_ms - round((posts - 1 - number) * spacing_s * 1000)) / 1000, dt.UTC
        )
        if last is not None and number % 4 == 3:
            text = f"{rng.choice(_ANSWERS)} ^{number:05d}"
            world.add_post(own, text, reply_to=last, created_at=at)
            last = None
        else:
            text = f"@{own.username} {rng.choice(_OPENERS)}, {rng.choice(_CLOSERS)} ({number:05d})"
            author = f"customer_{rng.randrange(customers):04d}"
            last = world.add_post(author, text, created_at=at)


def _user(raw: Json) -> User:
    metrics = raw.get("public_metrics", {})
    return User(
        id=int(raw["id"]),
        username=raw["username"],
        name=raw["name"],
        created_at_ms=_ms(raw.get("created_at", "2014-01-01T00:00:00.000Z")),
        description=raw.get("description", ""),
        verified=raw.get("verified", False),
        protected=raw.get("protected", False),
        followers=metrics.get("followers_count", 0),
        following=metrics.get("following_count", 0),
        post_count=metrics.get("tweet_count", 0),
        listed=metrics.get("listed_count", 0),
    )


def _post(raw: Json, world: World, shift_ms: int) -> Post:
    def moved(snowflake: str) -> int:
        return int(snowflake) + (shift_ms << SEQUENCE_BITS)

    post_id = moved(raw["id"])
    text: str = raw["text"]
    shown_from = _leading_mentions(raw)
    post = Post(
        id=post_id,
        author_id=int(raw["author_id"]),
        text=text,
        typed_text=text,
        created_at_ms=_ms(raw["created_at"]) + shift_ms,
        conversation_id=moved(raw["conversation_id"]),
        lang=raw.get("lang", "en"),
        references=tuple(
            Reference(ref["type"], moved(ref["id"])) for ref in raw.get("referenced_tweets", ())
        ),
        in_reply_to_user_id=_optional_id(raw.get("in_reply_to_user_id")),
        metrics=raw.get("public_metrics", {}),
    )
    entities = _entities(raw.get("entities", {}), world)
    return as_served(post, composing.Composed(text, entities, (shown_from, len(text))))


def _leading_mentions(raw: Json) -> int:
    """Return where the text of a reply begins behind the handles that X put there."""
    end = 0
    if "in_reply_to_user_id" in raw:
        for mention in raw.get("entities", {}).get("mentions", ()):
            if mention["start"] == end:
                end = mention["end"] + 1
    return min(end, len(raw["text"]))


def _entities(raw: dict[str, Any], world: World) -> Entities:
    mentions = tuple(
        Mention(m["start"], m["end"], m["username"], world.resolve(m["username"]))
        for m in raw.get("mentions", ())
    )
    urls = tuple(
        Link(u["start"], u["end"], u["url"], u.get("expanded_url", u["url"]),
             u.get("display_url", u["url"]))
        for u in raw.get("urls", ())
    )  # fmt: skip
    hashtags, cashtags = (
        tuple(Tag(t["start"], t["end"], t["tag"]) for t in raw.get(kind, ()))
        for kind in ("hashtags", "cashtags")
    )
    return Entities(mentions, urls, hashtags, cashtags)


def _ms(time: str) -> int:
    return ms_of_time(dt.datetime.fromisoformat(time))


def _optional_id(value: str | None) -> int | None:
    return None if value is None else int(value)
