"""X (https://x.com) as a connector: one account, OAuth 1.0a, API version 2.

Owns what is asked of X and in which words; how answers are read, failures named and
walks kept stands in the modules `x_*` beside it. Every call asks for no more fields
and expansions than are used, for what X includes may be billed. One object serves one
thread at a time.

The requests speak the names of API 2.166, as tweepy 4.17.0 does, and those of 2.167
once X refuses the old ones; which answered is remembered as long as the object lives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.connectors.x_address import checked_api_url
from console.connectors.x_auth import XCredentials, build_client
from console.connectors.x_bill import Bill
from console.connectors.x_errors import translated
from console.connectors.x_mapping import (
    ID,
    Items,
    Json,
    as_list,
    as_object,
    read_id,
    read_items,
    read_user,
)
from console.connectors.x_problems import GONE_TYPES, InvalidRequest, Problem, from_problem
from console.connectors.x_text import clean, unescaped
from console.connectors.x_transport import ApiAdapter, Timeouts
from console.connectors.x_walk import Cursor, step
from console.domain.ids import RemoteId
from console.domain.limits import LIMITS_140, LIMITS_280, Limits
from console.domain.remote import Counted, Lookup, NewPost, Page, Published, RemoteUser, Timeline
from console.domain.spending import BilledRead
from console.errors import BadAnswer, Gone
from console.text.post_links import time_of_id

PAGE_SIZE = 100
LOOKUP_SIZE = 100
ROUTES = {Timeline.MENTIONS: "mentions", Timeline.OWN: "tweets"}


@dataclass(frozen=True, slots=True)
class Names:
    """In which words posts are asked for."""

    fields: str
    params: Mapping[str, str]


COMMON_PARAMS = {
    "user.fields": "name,public_metrics,username",
    "media.fields": "alt_text,height,media_key,preview_image_url,type,url,width",
}
OLD_NAMES = Names(
    "tweet.fields",
    {
        "tweet.fields": "attachments,author_id,conversation_id,created_at,display_text_range,"
        "entities,in_reply_to_user_id,lang,note_tweet,public_metrics,referenced_tweets",
        "expansions": "attachments.media_keys,author_id",
    }
    | COMMON_PARAMS,
)
NEW_NAMES = Names(
    "post.fields",
    # 2.167 offers whom and what a post answers as expansions only, no longer as fields.
    {
        "post.fields": "attachments,conversation_id,created_at,display_text_range,entities,"
        "lang,note_post,public_metrics",
        "expansions": "attachments.media_keys,author_id,in_reply_to_user_id,referenced_posts",
    }
    | COMMON_PARAMS,
)
ABOUT_NAMES = ("tweet.fields", "post.fields", "expansions")


class XConnector:
    """One account on X; see `console.connectors.base.Connector`."""

    def __init__(
        self,
        credentials: XCredentials,
        *,
        api_url: str | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        """Take the keys; `api_url` puts another server in X's place, as `checked_api_url` allows.

        Nothing is sent before the first call. Raises InputError for an address that
        may not be used.
        """
        address = checked_api_url(api_url) if api_url is not None else None
        self._client = build_client(credentials, ApiAdapter(address, timeouts or Timeouts()))
        self._names = OLD_NAMES
        self._bill = Bill()

    @property
    def network(self) -> str:
        """Return `x`."""
        return "x"

    @property
    def limits(self) -> tuple[Limits, ...]:
        """Return the classic 140 and X's own 280."""
        return (LIMITS_140, LIMITS_280)

    def whoami(self) -> RemoteUser:
        """Return the signed-in user."""
        answer = self._call(
            self._client.get_me, user_auth=True, user_fields=["name", "public_metrics", "username"]
        )
        self._bill.add_user(answer)
        user = read_user(answer.get("data"))
        if user is None or not user.handle:
            raise BadAnswer("X did not say which account the keys belong to.")
        return user

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        """Return the next page of a walk, newest first, at most 100 posts.

        Where X no longer takes the cursor's token or its `since_id`, the walk goes on
        without (see `Cursor.after_refusal`).
        """
        if not ID.fullmatch(user_id):
            raise Gone("The account's id is none of X's.")
        route = f"/2/users/{user_id}/{ROUTES[timeline]}"
        at = Cursor.read(cursor)
        while True:
            try:
                answer = self._get_posts(route, {"max_results": str(PAGE_SIZE), **at.params()})
            except InvalidRequest as error:
                other = at.after_refusal(error)
                if other is None:
                    raise
                at = other
            else:
                self._bill.add_posts(answer, timeline_of=user_id)
                return _page(at, answer, timeline)

    def search(
        self, query: str, begin_at: datetime, cursor: str | None, most: int = PAGE_SIZE
    ) -> Page:
        """Return the next page of what a search finds."""
        raise NotImplementedError

    def count(self, query: str) -> Counted:
        """Return how many posts a search finds."""
        raise NotImplementedError

    def publish(self, post: NewPost) -> Published:
        """Publish `post`; X fills in the mentions of a reply by itself."""
        if post.reply_to is not None and not ID.fullmatch(post.reply_to):
            raise Gone("The post to be answered is none of X's.")
        answer = self._call(
            self._client.create_tweet,
            write=True,
            text=post.text,
            in_reply_to_tweet_id=post.reply_to,
            user_auth=True,
        )
        data = as_object(answer.get("data"))
        remote_id, text = read_id(data.get("id")), data.get("text")
        if remote_id is None:
            raise BadAnswer("X did not say under which id it published the post.", maybe_done=True)
        return Published(
            remote_id,
            unescaped(clean(text)) if isinstance(text, str) else "",
            time_of_id(remote_id),
        )

    def lookup(self, ids: tuple[RemoteId, ...]) -> Lookup:
        """Return which of the posts exist; missing are those that X itself calls so.

        Raises BadAnswer where X leaves one out without a word: a cache lets go of
        what is missing, so silence does not count.
        """
        asked = dict.fromkeys(ids)
        usable = [one for one in asked if ID.fullmatch(one)]
        parts = [
            self._lookup_some(usable[start : start + LOOKUP_SIZE])
            for start in range(0, len(usable), LOOKUP_SIZE)
        ]
        return Lookup(
            found=tuple(post for part in parts for post in part.found),
            missing=tuple(one for one in asked if not ID.fullmatch(one))
            + tuple(one for part in parts for one in part.missing),
        )

    def delete(self, remote_id: RemoteId) -> bool:
        """Delete an own post; one that X no longer has counts as deleted."""
        if not ID.fullmatch(remote_id):
            return False
        try:
            answer = self._call(self._client.delete_tweet, remote_id, write=True, user_auth=True)
        except Gone:
            return False
        if as_object(answer.get("data")).get("deleted") is True:
            return True
        problem = Problem.read(200, answer)
        if problem.types.isdisjoint({"resource-not-found"}):
            raise BadAnswer("X did not say that it deleted the post.", maybe_done=True)
        return False

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        """Hand over and forget what X billed for reads, by what its answers held."""
        return self._bill.hand_over(user_id)

    def close(self) -> None:
        """Close the connections."""
        self._client.session.close()

    def _lookup_some(self, ids: list[RemoteId]) -> Lookup:
        answer = self._get_posts("/2/tweets", {"ids": ",".join(ids)})
        self._bill.add_posts(answer)
        found = {post.remote_id: post for post in read_items(answer).posts}
        gone = {
            raw.get("resource_id", raw.get("value"))
            for raw in map(as_object, as_list(answer.get("errors")))
            if not Problem.read(200, raw).types.isdisjoint(GONE_TYPES)
        }
        if silent := [one for one in ids if one not in found and one not in gone]:
            raise BadAnswer(f"X said nothing of {len(silent)} of the {len(ids)} posts asked for.")
        return Lookup(
            tuple(found[one] for one in ids if one in found),
            tuple(one for one in ids if one not in found),
        )

    def _get_posts(self, route: str, params: dict[str, str]) -> Json:
        """Ask for posts, in new names from the time that X refuses the old ones."""
        try:
            return self._get(route, {**params, **self._names.params})
        except InvalidRequest as error:
            if self._names is NEW_NAMES or not error.complains_of(*ABOUT_NAMES):
                raise
        self._names = NEW_NAMES
        try:
            return self._get(route, {**params, **self._names.params})
        except InvalidRequest as error:
            if error.complains_of(*ABOUT_NAMES):
                self._names = OLD_NAMES
            raise

    def _get(self, route: str, params: dict[str, str]) -> Json:
        # tweepy's own methods warn of every parameter that is younger than they are.
        def call() -> object:
            return self._client.request("GET", route, params=params, user_auth=True).json()

        return self._call(call)

    def _call(
        self, function: Callable[..., Any], *args: object, write: bool = False, **kwargs: object
    ) -> Json:
        with translated(write=write):
            answer: object = function(*args, **kwargs)
        if not isinstance(answer, dict):
            raise BadAnswer("X's answer was no JSON object.", maybe_done=write)
        return answer


def _page(at: Cursor, answer: Json, timeline: Timeline) -> Page:
    """Return the page that an answer holds.

    Without posts it is one only where it counts none or leads on: anything else that
    looks empty would end a walk, and hide posts for good.
    """
    meta, data = as_object(answer.get("meta")), answer.get("data")
    token = meta.get("next_token")
    next_token = token if isinstance(token, str) and token else None
    items = read_items(answer) if isinstance(data, list) else Items((), (), 0)
    if not items.ids and next_token is None and meta.get("result_count") != 0:
        if as_list(answer.get("errors")):
            raise _refusal(answer)
        if not items.malformed or not meta:
            raise BadAnswer("X's answer holds no page of a timeline.")
    done = step(at, items, next_token, timeline, knows_end=bool(meta))
    posts = sorted(items.posts, key=lambda post: int(post.remote_id), reverse=True)
    if (bound := done.wanted_from) is not None:
        posts = [post for post in posts if int(post.remote_id) > int(bound)]
    return Page(tuple(posts), done.cursor.to_json(), done.done, done.gap, items.malformed)


def _refusal(answer: Json) -> Exception:
    """Return the error that a 200 without data describes in its `errors`."""
    problem = Problem.read(200, answer)
    status = 404 if "resource-not-found" in problem.types else 403
    return from_problem(Problem.read(status, answer), write=False)
