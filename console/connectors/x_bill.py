"""What X bills for its answers to reads: the posts and users in them, and counts.

Counts what an answer holds, not what of it can be used: X bills an item that we leave
out as well. That `includes` are billed is unverified; better one user too many than a
month that cost more than it said. Nor is it known whether a mention of us is an own read
where a search brought it: the price list speaks of our mentions, which have a timeline of
their own. So all that a search brings is charged as any post (unverified).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from console.connectors.x_mapping import Json, as_list, as_object, read_id
from console.domain.ids import RemoteId
from console.domain.spending import BilledRead, Item


@dataclass(slots=True)
class Bill:
    """What was read since the bill was last handed over."""

    _posts: dict[RemoteId, frozenset[RemoteId]] = field(default_factory=dict)
    """By id, those whose own a post is: who wrote it, whom it mentions, whose timeline it is on."""
    _users: dict[RemoteId, None] = field(default_factory=dict)
    _counts: list[RemoteId] = field(default_factory=list)
    """One made-up id for each answer that was a count: X bills every one of them."""

    def add_posts(self, answer: Json, timeline_of: RemoteId | None = None) -> None:
        """Note the posts of an answer and what it includes; `timeline_of`: whose timeline it is."""
        whose = frozenset() if timeline_of is None else frozenset((timeline_of,))
        for item in _items(answer.get("data")):
            self._add_post(item, whose | frozenset(_people(item)))
        for item in _included(answer, "tweets", "posts"):
            self._add_post(item, frozenset(_people(item)))
        for item in _included(answer, "users"):
            self._add_user(item)

    def add_hits(self, answer: Json) -> None:
        """Note what a search brought: nobody's own, whoever wrote it and is mentioned there."""
        for item in (*_items(answer.get("data")), *_included(answer, "tweets", "posts")):
            self._add_post(item)
        for item in _included(answer, "users"):
            self._add_user(item)

    def add_user(self, answer: Json) -> None:
        """Note the user whom an answer is about."""
        for item in _items(answer.get("data")):
            self._add_user(item)

    def add_count(self) -> None:
        """Note that X counted posts."""
        self._counts.append(RemoteId(uuid4().hex))

    def hand_over(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        """Return what is noted, and forget it; `user_id` is the account's own."""
        posts, self._posts = self._posts, {}
        users, self._users = self._users, {}
        counts, self._counts = self._counts, []
        return (
            *(
                BilledRead(Item.OWN_READ if user_id in whose else Item.POST_READ, post_id)
                for post_id, whose in posts.items()
            ),
            *(BilledRead(Item.USER_READ, each) for each in users),
            *(BilledRead(Item.COUNT, each) for each in counts),
        )

    def _add_post(self, item: Json, whose: frozenset[RemoteId] = frozenset()) -> None:
        post_id = read_id(item.get("id"))
        if post_id is not None:
            self._posts.setdefault(post_id, whose)

    def _add_user(self, item: Json) -> None:
        user_id = read_id(item.get("id"))
        if user_id is not None:
            self._users.setdefault(user_id)


def _items(raw: object) -> list[Json]:
    """Return the objects of a list, or of one object alone."""
    return [raw] if isinstance(raw, Mapping) else [as_object(item) for item in as_list(raw)]


def _included(answer: Json, *names: str) -> Iterator[Json]:
    includes = as_object(answer.get("includes"))
    for name in names:
        yield from _items(includes.get(name))


def _people(item: Json) -> Iterator[RemoteId]:
    """Yield who wrote a post and whom it mentions, in the whole text of a long one too."""
    author_id = read_id(item.get("author_id"))
    if author_id is not None:
        yield author_id
    notes = (as_object(item.get(name)) for name in ("note_tweet", "note_post"))
    for source in (item, *notes):
        for mention in as_list(as_object(source.get("entities")).get("mentions")):
            user_id = read_id(as_object(mention).get("id"))
            if user_id is not None:
                yield user_id
