"""Posts and users as JSON: the default fields and those asked for, and what expansions bring.

Source: https://docs.x.com/x-api/fundamentals/fields and .../expansions (read 2026-08).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from . import problems
from .records import Json, Post, User
from .vocabulary import RELATIONS, Vocabulary
from .world import World

POST_DEFAULTS = frozenset({"id", "text", "edit_history_tweet_ids"})
USER_DEFAULTS = frozenset({"id", "name", "username"})

_NO_COUNTS: Json = dict.fromkeys(
    ("retweet_count", "reply_count", "like_count", "quote_count", "bookmark_count",
     "impression_count"), 0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request wants to see; fields in the names used inside, expansions as sent."""

    post_fields: frozenset[str] = frozenset()
    user_fields: frozenset[str] = frozenset()
    media_fields: frozenset[str] = frozenset()
    expansions: frozenset[str] = frozenset()


@dataclass(slots=True)
class Rendered:
    """A body under way, with the resources that it shows (they are billed)."""

    body: Json = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    included_posts: list[Post] = field(default_factory=list)
    included_users: list[User] = field(default_factory=list)
    searched: bool = False
    """Whether a search brought the posts, which are billed alike then."""
    counted: bool = False
    """Whether it is a count, which is billed by itself."""


class Renderer:
    """Renders for one request: its vocabulary, its viewer, its fields. Holds no state."""

    def __init__(self, world: World, names: Vocabulary, viewer: User, asked: Asked) -> None:
        self._world = world
        self._names = names
        self._viewer = viewer
        self._asked = asked
        wanted = POST_DEFAULTS | asked.post_fields
        if names.relations_by_expansion:
            wanted |= {names.inward(name) for name in asked.expansions} & RELATIONS
        self._post_fields = [
            (names.outward(name), read) for name, read in _POST_FIELDS.items() if name in wanted
        ]
        self._user_fields = [
            (name, read)
            for name, read in _USER_FIELDS.items()
            if name in USER_DEFAULTS | asked.user_fields
        ]

    def post(self, post: Post) -> Json:
        """Return a post; fields without a value are left out."""
        found: Json = {}
        for name, read in self._post_fields:
            value = read(post)
            if value is not None:
                found[name] = value
        if "public_metrics" in found:
            found["public_metrics"] = self._counts(found["public_metrics"])
        if "username" in self._asked.expansions:
            author = self._world.user(post.author_id)
            found["username"] = author.username if author else ""
        return found

    def user(self, user: User) -> Json:
        """Return a user."""
        found = {name: read(user) for name, read in self._user_fields}
        if "public_metrics" in found:
            found["public_metrics"] = self._counts(found["public_metrics"])
        return found

    def expand(self, rendered: Rendered) -> None:
        """Add `includes` for the posts of a body, and the errors of what cannot be included."""
        posts, errors = self._referenced(rendered.posts)
        users = self._related_users(rendered.posts, posts)
        shown = {post.id for post in rendered.posts}
        rendered.included_posts = [post for post in posts if post.id not in shown]
        rendered.included_users = users
        includes: Json = {}
        if users:
            includes["users"] = [self.user(user) for user in users]
        if posts:
            includes[self._names.includes_posts] = [self.post(post) for post in posts]
        if media := self._media(rendered.posts):
            includes["media"] = media
        if includes:
            rendered.body["includes"] = includes
        if errors:
            rendered.body.setdefault("errors", []).extend(errors)

    def _referenced(self, posts: Iterable[Post]) -> tuple[list[Post], list[Json]]:
        parameter = next(
            (name for name in ("referenced_tweets.id", "referenced_posts")
             if name in self._asked.expansions),
            None,
        )  # fmt: skip
        if parameter is None and "referenced_tweets.id.author_id" in self._asked.expansions:
            parameter = "referenced_tweets.id"
        if parameter is None:
            return [], []
        found: list[Post] = []
        errors: list[Json] = []
        for post_id in dict.fromkeys(ref.id for post in posts for ref in post.references):
            post = self._world.post(post_id)
            if post is None or self._world.lag.hides(post_id):
                errors.append(
                    problems.missing(self._names, self._names.resource, parameter, str(post_id))
                )
            elif not self._world.shows(post, self._viewer):
                errors.append(problems.protected(self._names, parameter, str(post_id), "includes"))
            else:
                found.append(post)
        return found, errors

    def _related_users(self, posts: Iterable[Post], included: Iterable[Post]) -> list[User]:
        expansions = self._asked.expansions
        wanted: dict[int | None, None] = {}
        for post in posts:
            if "author_id" in expansions:
                wanted[post.author_id] = None
            if "in_reply_to_user_id" in expansions:
                wanted[post.in_reply_to_user_id] = None
            if "entities.mentions.username" in expansions:
                wanted |= dict.fromkeys(mention.user_id for mention in post.entities.mentions)
            if "entities.note.mentions.username" in expansions and post.note:
                wanted |= dict.fromkeys(mention.user_id for mention in post.note.entities.mentions)
        if "referenced_tweets.id.author_id" in expansions:
            wanted |= dict.fromkeys(post.author_id for post in included)
        users = (self._world.user(user_id) for user_id in wanted if user_id is not None)
        return [user for user in users if user is not None]

    def _media(self, posts: Iterable[Post]) -> list[Json]:
        if "attachments.media_keys" not in self._asked.expansions:
            return []
        found = {media.key: media for post in posts for media in post.media}
        return [media.as_json(self._asked.media_fields) for media in found.values()]

    def _counts(self, counts: Json) -> Json:
        if not self._names.renamed:
            return counts
        return {self._names.outward(name): count for name, count in counts.items()}


def time_text(at_ms: int) -> str:
    """Return a time as X writes it: UTC with milliseconds and `Z`."""
    moment = dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _note(post: Post) -> Json | None:
    if post.note is None:
        return None
    entities = post.note.entities.as_json()
    return {"text": post.note.text} | ({"entities": entities} if entities else {})


_POST_FIELDS: dict[str, Callable[[Post], Any]] = {
    "id": lambda post: str(post.id),
    "text": lambda post: post.text,
    "edit_history_tweet_ids": lambda post: [str(version) for version in post.versions],
    "attachments": lambda post: (
        {"media_keys": [media.key for media in post.media]} if post.media else None
    ),
    "author_id": lambda post: str(post.author_id),
    "conversation_id": lambda post: str(post.conversation_id),
    "created_at": lambda post: time_text(post.created_at_ms),
    "display_text_range": lambda post: list(post.display_range),
    "entities": lambda post: post.entities.as_json() or None,
    "in_reply_to_user_id": lambda post: (
        None if post.in_reply_to_user_id is None else str(post.in_reply_to_user_id)
    ),
    "lang": lambda post: post.lang,
    "note_tweet": _note,
    "possibly_sensitive": lambda post: False,
    "public_metrics": lambda post: _NO_COUNTS | post.metrics,
    "referenced_tweets": lambda post: (
        [{"type": ref.type, "id": str(ref.id)} for ref in post.references] or None
    ),
    "reply_settings": lambda post: "everyone",
}

_USER_FIELDS: dict[str, Callable[[User], Any]] = {
    "id": lambda user: str(user.id),
    "name": lambda user: user.name,
    "username": lambda user: user.username,
    "created_at": lambda user: time_text(user.created_at_ms),
    "description": lambda user: user.description,
    "protected": lambda user: user.protected,
    "verified": lambda user: user.verified,
    "public_metrics": lambda user: {
        "followers_count": user.followers,
        "following_count": user.following,
        "tweet_count": user.post_count,
        "listed_count": user.listed,
    },
}
