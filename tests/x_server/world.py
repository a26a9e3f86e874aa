"""The state of the loopback X: users and posts, with an index for every way to ask for them.

Thread safe: one re-entrant lock, `world.lock`, held by every method and by the server for the
whole of a request. Sources of the rules are in `composing` (texts) and `rules` (refusals).
"""

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from . import composing
from .clock import Clock
from .lag import ReplicaLag
from .long_posts import append_link, as_served
from .records import Json, Media, Post, Reference, User
from .snowflakes import SnowflakeSource, ms_of, ms_of_time
from .timelines import Timelines

_WORD = re.compile(r"\w+")
_FIRST_USER_ID = 1_000_000_001


class World:
    """Users and posts. `own` is the account that the server's credentials belong to.

    `now` gives the time (aware UTC); a `Clock` can be pushed by tests.
    """

    def __init__(
        self, own_handle: str = "shop", *, now: Callable[[], dt.datetime] | None = None
    ) -> None:
        self.now = now or Clock()
        self.lock = threading.RLock()
        self.lag = ReplicaLag()
        self._own_handle = own_handle
        self._ids = SnowflakeSource()
        self._users: dict[int, User] = {}
        self._user_ids: dict[str, int] = {}
        self._posts: dict[int, Post] = {}
        self._timelines = Timelines()
        self._deleted: set[int] = set()

    @property
    def own(self) -> User:
        """Return our own account; it is made when it is first asked for."""
        with self.lock:
            return self.user_named(self._own_handle) or self.add_user(self._own_handle)

    def now_ms(self) -> int:
        """Return the time in Unix milliseconds."""
        return ms_of_time(self.now())

    # users

    def add_user(self, username: str, name: str | None = None, **details: object) -> User:
        """Add a user, or return a known one unchanged; `details` are further fields of `User`."""
        with self.lock:
            known = self.user_named(username)
            if known is not None:
                return known
            user = User(
                id=_FIRST_USER_ID + len(self._users),
                username=username,
                name=name or username,
                created_at_ms=self.now_ms(),
            )
            return self.put_user(replace(user, **details))  # type: ignore[arg-type]  # by name

    def put_user(self, user: User) -> User:
        """Add a user as it is, or replace the one of the same id (protect, suspend, rename)."""
        with self.lock:
            known = self._users.get(user.id)
            if known is not None:
                del self._user_ids[known.username.lower()]
            self._users[user.id] = user
            self._user_ids[user.username.lower()] = user.id
            return user

    def change_user(self, username: str, **details: object) -> User:
        """Change fields of a user, such as `protected=True`; KeyError where nobody has the name."""
        with self.lock:
            user = self._users[self._user_ids[username.lower()]]
            return self.put_user(replace(user, **details))  # type: ignore[arg-type]  # by name

    def user(self, user_id: int) -> User | None:
        """Return the user of an id."""
        with self.lock:
            return self._users.get(user_id)

    def user_named(self, username: str) -> User | None:
        """Return the user of a handle; case does not matter."""
        with self.lock:
            user_id = self._user_ids.get(username.lower())
            return None if user_id is None else self._users[user_id]

    @property
    def users(self) -> tuple[User, ...]:
        """Return every user, in the order of their arrival."""
        with self.lock:
            return tuple(self._users.values())

    # posts

    def add_post(
        self,
        author: str | User,
        text: str,
        *,
        reply_to: Post | int | None = None,
        quotes: Post | int | None = None,
        repeats: Post | int | None = None,
        metrics: Json | None = None,
        exclude: Iterable[int] = (),
        fill_in: bool = True,
        created_at: dt.datetime | None = None,
        lang: str = "en",
        via_api: bool = False,
        media: tuple[Media, ...] = (),
    ) -> Post:
        """Publish a post as if its author had typed `text`, and return it as X stores it.

        `exclude` are user ids whose handles are not put in front of a reply; `fill_in=False`
        leaves that out altogether. A handle that the text begins with is not put there twice,
        unless the post comes through the API, where typed handles are the author's own doing.
        Behind the text of one with `media` X puts a link to them. One that `repeats` another
        is a repost of it; `metrics` are the counts under it, by their names of API 2.166.
        """
        with self.lock:
            writer = self._user_given(author)
            at_ms = self.now_ms() if created_at is None else ms_of_time(created_at)
            post_id = self._ids.next(at_ms)
            parent = self._post_given(reply_to)
            typed = composing.normalise(text)
            filled = self.filled_in(writer, parent, exclude) if fill_in else []
            if not via_api:
                filled = [user for user in filled if not _begins_with(typed, user.username)]
            quoted = self._post_given(quotes)
            references = [Reference("replied_to", parent.id)] if parent else []
            references += [Reference("quoted", quoted.id)] if quoted else []
            repeated = self._post_given(repeats)
            references += [Reference("retweeted", repeated.id)] if repeated else []
            post = Post(
                id=post_id,
                author_id=writer.id,
                text="",
                typed_text=typed,
                created_at_ms=at_ms if created_at is not None else ms_of(post_id),
                conversation_id=parent.conversation_id if parent else post_id,
                lang=lang,
                references=tuple(references),
                in_reply_to_user_id=parent.author_id if parent else None,
                metrics=metrics or {},
                via_api=via_api,
                media=media,
            )
            return self.put_post(self._with_texts(post, [user.username for user in filled], quoted))

    def put_post(self, post: Post) -> Post:
        """Take a post in as it is."""
        with self.lock:
            if post.id in self._posts:
                raise ValueError(f"post {post.id} exists")
            self._ids.saw(post.id)
            self._posts[post.id] = post
            for key in self._keys(post):
                self._timelines.add(key, post.id)
            return post

    def edit_post(self, post_id: int, text: str) -> Post:
        """Replace a post by a new version with an id of its own, as X does.

        Time lines show the newest version only; every version can still be looked up, and names
        them all. Source: https://docs.x.com/x-api/fundamentals/edit-posts (read 2026-08).
        """
        with self.lock:
            old = self._posts[post_id]
            new_id = self._ids.next(self.now_ms())
            quoted = None if old.quoted_id is None else self._posts.get(old.quoted_id)
            filled = old.text[: old.display_range[0]].replace("@", "").split()
            edited = replace(
                old,
                id=new_id,
                typed_text=composing.normalise(text),
                created_at_ms=ms_of(new_id),
                note=None,
                history=(*old.versions, new_id),
            )
            self._unfile(old)
            for version in old.versions:
                self._posts[version] = replace(self._posts[version], history=edited.history)
            return self.put_post(self._with_texts(edited, filled, quoted))

    def delete_post(self, post_id: int) -> None:
        """Delete a post, all its versions; look-ups answer for it as for one that never was."""
        with self.lock:
            versions = self._posts[post_id].versions
            self._unfile(self._posts[versions[-1]])
            for version in versions:
                del self._posts[version]
                self._deleted.add(version)

    def post(self, post_id: int) -> Post | None:
        """Return the post of an id, whether readers may see it or not."""
        with self.lock:
            return self._posts.get(post_id)

    @property
    def posts(self) -> tuple[Post, ...]:
        """Return every post that is not deleted, oldest first."""
        with self.lock:
            return tuple(self._posts[post_id] for post_id in self._timelines.ids("all"))

    @property
    def deleted(self) -> frozenset[int]:
        """Return the ids of deleted posts."""
        with self.lock:
            return frozenset(self._deleted)

    # ways to ask; the caller holds the lock

    def ids(self, kind: str, key: object = None) -> Sequence[int]:
        """Return post ids, oldest first: kind is all, by, mentioning, conversation or word."""
        return self._timelines.ids("all" if kind == "all" else (kind, key))

    def shows(self, post: Post, viewer: User) -> bool:
        """Tell whether a viewer may see a post: not lagging, not of a protected stranger."""
        author = self._users[post.author_id]
        hidden = (author.protected or author.suspended) and author.id != viewer.id
        return not hidden and not self.lag.hides(post.id)

    def filled_in(self, writer: User, parent: Post | None, exclude: Iterable[int]) -> list[User]:
        """Return whose handles X puts in front of a reply: the parent's author and its mentioned.

        Without the writer and the excluded ones. Source: `auto_populate_reply_metadata` in
        https://docs.x.com/x-api/posts/creation-of-a-post (read 2026-08).
        """
        if parent is None:
            return []
        mentions = chain(parent.entities.mentions, parent.note.entities.mentions if parent.note
                         else ())  # fmt: skip
        wanted = dict.fromkeys((parent.author_id, *(m.user_id for m in mentions)))
        left_out = {writer.id, *exclude}
        return [
            self._users[user_id]
            for user_id in wanted
            if user_id is not None and user_id not in left_out
        ]

    def resolve(self, username: str) -> int | None:
        """Return the user id of a handle."""
        return self._user_ids.get(username.lower())

    # inside

    def _with_texts(self, post: Post, handles: list[str], quoted: Post | None) -> Post:
        composed = composing.compose(
            post.typed_text, post_id=post.id, filled_in=handles, resolve=self.resolve
        )
        if quoted is not None:
            author = self._users[quoted.author_id]
            url = f"https://x.com/{author.username}/status/{quoted.id}"
            composed = _with_link(composed, post.id, url)
        if post.media:
            author = self._users[post.author_id]
            url = f"https://x.com/{author.username}/status/{post.id}/photo/1"
            composed = _with_link(composed, post.id, url)
        return as_served(post, composed)

    def _unfile(self, post: Post) -> None:
        for key in self._keys(post):
            self._timelines.remove(key, post.id)

    def _keys(self, post: Post) -> Iterator[object]:
        yield "all"
        yield ("by", post.author_id)
        yield ("conversation", post.conversation_id)
        for user_id in post.mentioned_ids - {post.author_id}:
            yield ("mentioning", user_id)
        whole = post.note.text if post.note else post.text
        for word in set(_WORD.findall(whole.lower())):
            yield ("word", word)

    def _user_given(self, given: str | User) -> User:
        return given if isinstance(given, User) else self.add_user(given.removeprefix("@"))

    def _post_given(self, given: Post | int | None) -> Post | None:
        return self._posts[given] if isinstance(given, int) else given


def _with_link(composed: composing.Composed, post_id: int, url: str) -> composing.Composed:
    """Put a link behind the text, as X does for a quoted post and for media."""
    text, entities = append_link(composed.text, composed.entities, post_id, url)
    return composing.Composed(text, entities, (composed.display_range[0], len(text)))


def _begins_with(typed: str, handle: str) -> bool:
    leading = re.match(r"(?:@\w+\s*)+", typed)
    return leading is not None and f"@{handle.lower()}" in leading[0].lower().split()
