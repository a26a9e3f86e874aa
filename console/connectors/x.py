"""X (https://x.com) as a connector: one account, OAuth 1.0a or 2.0, API version 2.

Owns what is asked of X and in which words; how answers are read, failures named and
walks kept stands in the modules `x_*` beside it. Every call asks for no more fields
and expansions than are used, for what X includes may be billed. One object serves one
thread at a time.

The requests speak the names of API 2.166, as tweepy 4.17.0 does, and those of 2.167
once X refuses the old ones; which answered is remembered as long as the object lives.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from console.connectors.x_address import checked_api_url
from console.connectors.x_auth import XKeys, XTokens, build_client
from console.connectors.x_bill import Bill
from console.connectors.x_counts import count
from console.connectors.x_grants import READ_ONLY, READ_ONLY_ADVICE, granted
from console.connectors.x_mapping import ID, as_list, as_object, read_id, read_items, read_user
from console.connectors.x_pages import timeline_page
from console.connectors.x_problems import GONE_TYPES, Problem
from console.connectors.x_requests import Requests
from console.connectors.x_search import LARGEST_PAGE, SearchCursor, page_size
from console.connectors.x_search import ROUTE as SEARCH_ROUTE
from console.connectors.x_text import clean, unescaped
from console.connectors.x_transport import ApiAdapter, Timeouts
from console.connectors.x_walk import ENDS, Cursor
from console.domain.ids import RemoteId
from console.domain.limits import LIMITS_140, LIMITS_280, Limits
from console.domain.remote import Counted, Lookup, NewPost, Page, Published, RemoteUser, Timeline
from console.domain.sign_in import Granted
from console.domain.spending import BilledRead
from console.errors import BadAnswer, Gone, SignedOut
from console.language import tr
from console.text.post_links import time_of_id

PAGE_SIZE = 100
LOOKUP_SIZE = 100
ROUTES = {Timeline.MENTIONS: "mentions", Timeline.OWN: "tweets"}


class XConnector:
    """One account on X; see `console.connectors.base.Connector`."""

    def __init__(
        self,
        credentials: XKeys,
        *,
        api_url: str | None = None,
        timeouts: Timeouts | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the keys; `api_url` puts another server in X's place, as `checked_api_url` allows.

        `now` tells how far back a search can go. Nothing is sent before the first call.
        Raises InputError for an address that may not be used.
        """
        address = checked_api_url(api_url) if api_url is not None else None
        self._adapter = ApiAdapter(address, timeouts or Timeouts(), now)
        self._keys = credentials
        self._client = build_client(credentials, self._adapter)
        self._requests = Requests(self._client, credentials)
        self._now = now
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
        answer = self._requests.call(
            self._client.get_me,
            user_auth=self._requests.signs,
            user_fields=["name", "public_metrics", "username"],
        )
        self._bill.add_user(answer)
        user = read_user(answer.get("data"))
        if user is None or not user.handle:
            raise BadAnswer(tr("X did not say which account the keys belong to."))
        return user

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        """Return the next page of a walk, newest first, at most 100 posts.

        Where X no longer takes the cursor's token or its `since_id`, the walk goes on
        without (see `Cursor.after_refusal`).
        """
        if not ID.fullmatch(user_id):
            raise Gone(tr("The account's id is none of X's."))
        route = f"/2/users/{user_id}/{ROUTES[timeline]}"
        params = {"max_results": str(PAGE_SIZE)}
        at, answer = self._requests.page(route, params, Cursor.read(cursor))
        self._bill.add_posts(answer, timeline_of=user_id)
        author_id = user_id if timeline is Timeline.OWN else None
        return timeline_page(at, answer, ENDS[timeline], now=self._now(), author_id=author_id)

    def search(
        self, query: str, begin_at: datetime, cursor: str | None, most: int = LARGEST_PAGE
    ) -> Page:
        """Return the next page of what a search finds, newest first."""
        begin = SearchCursor.read(cursor, begin_at, self._now())
        params = {"query": query, "max_results": page_size(most)}
        at, answer = self._requests.page(SEARCH_ROUTE, params, begin)
        self._bill.add_hits(answer)
        return at.page(answer, self._now())

    def count(self, query: str) -> Counted:
        """Return how many posts a search finds, by the app's own access."""
        return count(self._requests, self._bill, query)

    def publish(self, post: NewPost) -> Published:
        """Publish `post`; X fills in the mentions of a reply by itself."""
        if post.reply_to is not None and not ID.fullmatch(post.reply_to):
            raise Gone(tr("The post to be answered is none of X's."))
        self._check_may_post()
        answer = self._requests.call(
            self._client.create_tweet,
            write=True,
            text=post.text,
            in_reply_to_tweet_id=post.reply_to,
            user_auth=self._requests.signs,
        )
        data = as_object(answer.get("data"))
        remote_id, text = read_id(data.get("id")), data.get("text")
        if remote_id is None:
            raise BadAnswer(
                tr("X did not say under which id it published the post."), maybe_done=True
            )
        if post.reply_to is not None and not _follows(remote_id, post.reply_to):
            raise BadAnswer(tr("X answered with the id of an older post."), maybe_done=True)
        return Published(
            remote_id,
            unescaped(clean(text)) if isinstance(text, str) else "",
            time_of_id(remote_id),
        )

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        """Return which of the posts exist; missing are those that X itself calls so.

        A `bare` one asks for no author and no picture, which X may bill (unverified). In the
        names of 2.167 who wrote a post is only told with its author, which is asked for then.

        Raises BadAnswer where X leaves one out without a word: a cache lets go of
        what is missing, so silence does not count.
        """
        asked = dict.fromkeys(ids)
        usable = [one for one in asked if ID.fullmatch(one)]
        parts = [
            self._lookup_some(usable[start : start + LOOKUP_SIZE], bare=bare)
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
        self._check_may_post()
        try:
            answer = self._requests.call(
                self._client.delete_tweet, remote_id, write=True, user_auth=self._requests.signs
            )
        except Gone:
            return False
        if as_object(answer.get("data")).get("deleted") is True:
            return True
        problem = Problem.read(200, answer)
        if problem.types.isdisjoint({"resource-not-found"}):
            raise BadAnswer(tr("X did not say that it deleted the post."), maybe_done=True)
        return False

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        """Hand over and forget what X billed for reads, by what its answers held."""
        return self._bill.hand_over(user_id)

    def granted(self) -> Granted:
        """Return what the keys allow, as far as X said so up to now."""
        return granted(self._keys, self._adapter.access_level)

    def expires_in(self) -> timedelta | None:
        """Return how long the keys are still good; None: till they are revoked.

        By X's clock as far as `ahead` knows it.
        """
        if not isinstance(self._keys, XTokens):
            return None
        return self._keys.expires_at - self._now() - (self.ahead or timedelta(0))

    @property
    def ahead(self) -> timedelta | None:
        """By how much X's clock is before this machine's; None: X did not answer yet."""
        return self._adapter.ahead

    @ahead.setter
    def ahead(self, ahead: timedelta | None) -> None:
        self._adapter.ahead = ahead

    def close(self) -> None:
        """Close the connections."""
        self._client.session.close()

    def _check_may_post(self) -> None:
        # X answers such a try with a 403 that says no more than "Forbidden".
        if isinstance(self._keys, XTokens) and self.granted().may_post is False:
            raise SignedOut(READ_ONLY, advice=READ_ONLY_ADVICE, ended=False)

    def _lookup_some(self, ids: list[RemoteId], *, bare: bool) -> Lookup:
        answer = self._requests.posts("/2/tweets", {"ids": ",".join(ids)}, bare=bare)
        self._bill.add_posts(answer)
        found = {post.remote_id: post for post in read_items(answer).posts}
        gone = {
            read_id(raw.get("resource_id", raw.get("value")))
            for raw in map(as_object, as_list(answer.get("errors")))
            if not Problem.read(200, raw).types.isdisjoint(GONE_TYPES)
        }
        if silent := [one for one in ids if one not in found and one not in gone]:
            raise BadAnswer(
                tr("X said nothing of {count} of the {count_2} posts asked for.").format(
                    count=len(silent), count_2=len(ids)
                )
            )
        return Lookup(
            tuple(found[one] for one in ids if one in found),
            tuple(one for one in ids if one not in found),
        )


def _follows(remote_id: RemoteId, earlier: RemoteId) -> bool:
    """Return whether an id may be that of an answer: X's ids grow with time."""
    return int(remote_id) > int(earlier)
