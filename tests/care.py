"""What the care posts hold for one company, computed from the file alone.

Independent of the product's code: it states the rule of which case a post belongs
to a second time, over the whole data at once, so that what a sync makes of pages can be
held against it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.x_server import XServer, load_posts

Json = dict[str, Any]
HANDLE = "RockstarSupport"


@dataclass(frozen=True)
class Expected:
    """The posts of one company's timelines, and the cases that they make."""

    mentions: frozenset[str]
    own: frozenset[str]
    cases: frozenset[tuple[str, ...]]
    """Each case as the ids of its posts, oldest first."""
    waiting: frozenset[tuple[str, ...]]
    """Those in which we spoke last."""


def posts_file(data: Path) -> Path:
    return data / "care-posts" / "posts.json"


@contextmanager
def serving(data: Path) -> Iterator[XServer]:
    """Serves the care posts to the company; every exchange is held against X's documents."""
    world = load_posts(posts_file(data), HANDLE)
    with XServer(world, self_reply="allowed", validate_with=data / "x-openapi") as server:
        yield server


def expected(data: Path, handle: str = HANDLE) -> Expected:
    raw: dict[str, list[Json]] = json.loads(posts_file(data).read_text("utf-8"))
    own_id = next(user["id"] for user in raw["users"] if user["username"] == handle)
    posts = {post["id"]: post for post in raw["posts"]}
    mentions = {
        post["id"]
        for post in raw["posts"]
        if post["author_id"] != own_id and handle.lower() in _mentioned(post)
    }
    own = {post["id"] for post in raw["posts"] if post["author_id"] == own_id}
    cases: dict[tuple[str, str], list[Json]] = {}
    for post_id in sorted(mentions | own, key=int):
        post = posts[post_id]
        customer = _customer(post, posts, own_id)
        if customer is not None:
            cases.setdefault((post["conversation_id"], customer), []).append(post)
    joined = _joined(cases, own_id)
    ids = {tuple(post["id"] for post in case): case[-1]["author_id"] == own_id for case in joined}
    return Expected(
        frozenset(mentions),
        frozenset(own),
        frozenset(ids),
        frozenset(case for case, ours_is_last in ids.items() if ours_is_last),
    )


def _customer(post: Json, posts: dict[str, Json], own_id: str) -> str | None:
    while post["author_id"] == own_id:
        parent = next((ref["id"] for ref in post.get("referenced_tweets", ())), None)
        if parent is None:
            return None
        post = posts[parent]
    return str(post["author_id"])


def _joined(cases: dict[tuple[str, str], list[Json]], own_id: str) -> list[list[Json]]:
    """Join each case that begins within 24 h of our last answer to the same customer."""
    done: list[tuple[str, list[Json]]] = []
    for (_, customer), case in sorted(cases.items(), key=lambda item: _time(item[1][0])):
        began = _time(case[0])
        candidates = [
            (_time(post), older)
            for other, older in done
            if other == customer
            for post in older
            if post["author_id"] == own_id and began - timedelta(hours=24) <= _time(post) < began
        ]
        if candidates:
            older = max(candidates, key=lambda pair: pair[0])[1]
            older.extend(case)
            older.sort(key=lambda post: int(post["id"]))
        else:
            done.append((customer, case))
    return [case for _, case in done]


def _mentioned(post: Json) -> set[str]:
    return {each["username"].lower() for each in post.get("entities", {}).get("mentions", ())}


def _time(post: Json) -> datetime:
    return datetime.fromisoformat(post["created_at"])
