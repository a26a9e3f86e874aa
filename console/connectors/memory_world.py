"""A network that lives in this process: its users, its posts and its rules.

The rules are X's (ARCHITECTURE, X): a reply needs a summons, the same words to
the same people twice are refused, and whether an account may answer itself is a
switch. A world can be shared between threads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import RLock

from console.domain.ids import RemoteId, to_ms
from console.domain.messages import Media
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.errors import Duplicate, Gone, NotSummoned, Refused
from console.language import tr

MENTION = re.compile(r"(?<![\w@])@(\w{1,50})", re.ASCII)
ID_SHIFT = 20
"""An id is `milliseconds since 1970 << 20 | sequence`: ordered by time, as X's are."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the network behaves."""

    page_size: int = 100
    cap: int = 800
    """How many of the newest posts a timeline shows at most."""
    self_reply: bool = True
    """Whether an account may answer its own posts."""
    summons: bool = True
    """Whether an answer is accepted only by who was mentioned or quoted."""


class MemoryWorld:
    """Users and posts, added by hand or published through a connector."""

    def __init__(
        self,
        own: RemoteUser,
        *,
        rules: Rules | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the account that connectors sign in as; `clock` dates what they publish."""
        self.own = own
        self.rules = rules or Rules()
        self.lock = RLock()
        """Held by a connector over each whole act; reentrant."""
        self._clock = clock
        self._users: dict[RemoteId, RemoteUser] = {own.remote_id: own}
        self._posts: dict[RemoteId, RemotePost] = {}
        self._pictures: dict[str, bytes] = {}

    def now(self) -> datetime:
        """Return the network's own time, aware."""
        return self._clock()

    def add_user(
        self,
        handle: str,
        name: str = "",
        *,
        followers: int | None = None,
        remote_id: RemoteId | None = None,
    ) -> RemoteUser:
        """Return a new user; without `remote_id` the network counts on."""
        with self.lock:
            remote_id = remote_id or RemoteId(str(1000 + len(self._users)))
            user = RemoteUser(remote_id, handle, name or handle, followers)
            self._users[user.remote_id] = user
            return user

    def add_post(
        self,
        author: RemoteUser,
        text: str,
        *,
        at: datetime,
        remote_id: RemoteId | None = None,
        reply_to: RemoteId | None = None,
        quoted_id: RemoteId | None = None,
        media: tuple[Media, ...] = (),
        lang: str = "",
        repost: bool = False,
        reposted_id: RemoteId | None = None,
        reposts: int | None = None,
    ) -> RemotePost:
        """Return a new post, whatever the rules say.

        A numeric `remote_id` orders the timelines; without one it is made from `at`. An
        answer mentions its parent's author and whom the parent mentions, as on X. `reposts`
        is how often others repeated it, None where the network does not say; a repost may
        tell which post it repeats. Raises Gone where the parent does not exist.
        """
        with self.lock:
            self._users.setdefault(author.remote_id, author)
            parent = self.post(reply_to) if reply_to is not None else None
            remote_id = remote_id or self._next_id(at)
            self._posts[remote_id] = post = RemotePost(
                remote_id=remote_id,
                author=author,
                at=at,
                text=text,
                conversation_id=parent.conversation_id if parent else remote_id,
                parent_id=reply_to,
                parent_author_id=parent.author.remote_id if parent else None,
                quoted_id=quoted_id,
                mentions=self._mentions(author, text, parent),
                lang=lang,
                media=media,
                repost=repost or reposted_id is not None,
                reposted_id=reposted_id,
                reposts=reposts,
            )
            return post

    def count_reposts(self, remote_id: RemoteId, reposts: int) -> None:
        """Let a post have been repeated so often by now."""
        with self.lock:
            self._posts[remote_id] = replace(self._posts[remote_id], reposts=reposts)

    def post(self, remote_id: RemoteId) -> RemotePost:
        """Return a post; raises Gone where there is none."""
        with self.lock:
            if remote_id not in self._posts:
                raise Gone(tr("The post was deleted, or never was."))
            return self._posts[remote_id]

    def delete_post(self, remote_id: RemoteId) -> None:
        """Take a post away; one that is gone already is fine."""
        with self.lock:
            self._posts.pop(remote_id, None)

    def add_picture(self, url: str, data: bytes) -> None:
        """Serve `data` as the picture at `url`, which posts name in their media."""
        with self.lock:
            self._pictures[url] = data

    def picture(self, url: str) -> bytes | None:
        """Return the picture at `url`, None where there is none."""
        with self.lock:
            return self._pictures.get(url)

    def posts(self) -> tuple[RemotePost, ...]:
        """Return every post, newest first."""
        with self.lock:
            return tuple(sorted(self._posts.values(), key=order, reverse=True))

    def timeline(self, timeline: Timeline, user_id: RemoteId) -> list[RemotePost]:
        """Return what a timeline shows now, newest first, at most `rules.cap`."""
        found = [post for post in self.posts() if _is_on(timeline, user_id, post)]
        return found[: self.rules.cap]

    def publish(self, author: RemoteUser, text: str, reply_to: RemoteId | None) -> RemotePost:
        """Return a new post of now; raises what X would, by the rules."""
        with self.lock:
            parent = self.post(reply_to) if reply_to is not None else None
            made = (author.remote_id, text, self._mentions(author, text, parent))
            if made in [(one.author.remote_id, one.text, one.mentions) for one in self.posts()]:
                raise Duplicate(tr("The same text was posted to the same people before."))
            if not text.strip():
                raise Refused(tr("A post needs some text."))
            if parent is not None and not self._may_answer(author, parent):
                raise NotSummoned(tr("The network accepts no reply by an app to this post."))
            return self.add_post(author, text, at=self._clock(), reply_to=reply_to)

    def _may_answer(self, author: RemoteUser, parent: RemotePost) -> bool:
        if parent.author.remote_id == author.remote_id:
            return self.rules.self_reply
        quoted = self._posts.get(parent.quoted_id) if parent.quoted_id is not None else None
        return (
            not self.rules.summons
            or any(user.remote_id == author.remote_id for user in parent.mentions)
            or (quoted is not None and quoted.author.remote_id == author.remote_id)
        )

    def _mentions(
        self, author: RemoteUser, text: str, parent: RemotePost | None
    ) -> tuple[RemoteUser, ...]:
        by_handle = {user.handle.lower(): user for user in self._users.values()}
        named = [by_handle.get(match[1].lower()) for match in MENTION.finditer(text)]
        filled_in = [parent.author, *parent.mentions] if parent is not None else []
        users = {user.remote_id: user for user in [*filled_in, *named] if user is not None}
        users.pop(author.remote_id, None)
        return tuple(users.values())

    def _next_id(self, at: datetime) -> RemoteId:
        number = to_ms(at) << ID_SHIFT
        while str(number) in self._posts:
            number += 1
        return RemoteId(str(number))


def order(post: RemotePost) -> int:
    """Return what sorts posts by time: their id as a number."""
    return int(post.remote_id)


def _is_on(timeline: Timeline, user_id: RemoteId, post: RemotePost) -> bool:
    if timeline is Timeline.OWN:
        return post.author.remote_id == user_id
    return any(user.remote_id == user_id for user in post.mentions)
