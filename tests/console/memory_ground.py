"""A network in memory on which the outbox is tried: fast, and each error by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from typing_extensions import override

from console.connectors.base import Connector
from console.connectors.memory import Call, MemoryConnector, MemoryWorld, Rules
from console.connectors.memory_world import ID_SHIFT
from console.domain.ids import RemoteId, to_ms
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.errors import (
    BadAnswer,
    ConnectorError,
    Gone,
    NoAnswer,
    NotSummoned,
    Offline,
    OutOfCredits,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
)
from tests.console.given import OWN
from tests.console.outbox_ground import LAG_S, START, Ground, OwnPost


class _World(MemoryWorld):
    """A memory world that refuses no text twice, hides posts for a while, and knows edits."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(OWN, clock=clock)
        self.own_posts: list[OwnPost] = []
        self.lags = False
        self._hidden: dict[RemoteId, datetime] = {}
        self._last_id = 0

    @override
    def publish(self, author: RemoteUser, text: str, reply_to: RemoteId | None) -> RemotePost:
        with self.lock:
            parent = None if reply_to is None else self.post(reply_to)
            if parent is not None and not self._may_answer(author, parent):
                raise NotSummoned("The network accepts no reply by an app to this post.")
            post = self.add_post(author, text, at=self.now(), reply_to=reply_to)
            self.own_posts.append(OwnPost(post.remote_id, text, reply_to))
            if self.lags:
                self._hidden[post.remote_id] = self.now() + timedelta(seconds=LAG_S)
                self.lags = False
            return post

    @override
    def post(self, remote_id: RemoteId) -> RemotePost:
        if remote_id not in {post.remote_id for post in self.posts()}:
            raise Gone("The post was deleted, or is not shown.")
        return super().post(remote_id)

    @override
    def posts(self) -> tuple[RemotePost, ...]:
        now = self.now()
        return tuple(
            post for post in super().posts() if self._hidden.get(post.remote_id, now) <= now
        )

    @override
    def timeline(self, timeline: Timeline, user_id: RemoteId) -> list[RemotePost]:
        shown = super().timeline(timeline, user_id)
        return [post for post in shown if post.newest_id in (None, post.remote_id)]

    @override
    def _next_id(self, at: datetime) -> RemoteId:
        # Never the one of a post that was deleted, though time stands still.
        self._last_id = max(to_ms(at) << ID_SHIFT, self._last_id + 1)
        return RemoteId(str(self._last_id))

    def edit(self, remote_id: RemoteId) -> None:
        old = super().post(remote_id)
        newest = self.add_post(old.author, f"{old.text} (edited)", at=self.now())
        self._posts[newest.remote_id] = replace(newest, conversation_id=old.conversation_id)
        versions = {remote_id, old.newest_id or remote_id, newest.remote_id}
        for one in versions:
            self._posts[one] = replace(self._posts[one], newest_id=newest.remote_id)

    def stands(self, remote_id: str) -> bool:
        return remote_id in self._posts


class MemoryGround:
    """The network in memory: fast, and each error of the connector by hand."""

    network = "memory"
    secret: Mapping[str, str] = {}

    def __init__(self) -> None:
        self._at = START
        self._world = _World(self.now)
        self._connector = MemoryConnector(self._world)
        self._faults: dict[str, Callable[[], None]] = dict(self._make_faults())
        self.faults = tuple(self._faults)

    def connect(self, secret: Mapping[str, str]) -> Connector:
        return self._connector

    def now(self) -> datetime:
        return self._at

    def forward(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)

    def ask(self, customer: str, text: str, reply_to: str | None = None) -> str:
        author = self._world.add_user(customer, remote_id=RemoteId(customer))
        parent = None if reply_to is None else RemoteId(reply_to)
        return self._world.add_post(author, f"@shop {text}", at=self._at, reply_to=parent).remote_id

    def answer(self, text: str, reply_to: str) -> str:
        post = self._world.add_post(OWN, text, at=self._at, reply_to=RemoteId(reply_to))
        self._world.own_posts.append(OwnPost(post.remote_id, text, reply_to))
        return post.remote_id

    def take_away(self, remote_id: str) -> None:
        self._world.delete_post(RemoteId(remote_id))

    def edit(self, remote_id: str) -> None:
        self._world.edit(RemoteId(remote_id))

    def go_wrong(self, fault: str) -> None:
        self._faults[fault]()

    def go_right(self) -> None:
        self._connector._failures.clear()
        self._world.lags = False

    def let_answer_itself(self, *, allowed: bool) -> None:
        self._world.rules = Rules(self_reply=allowed)

    def made(self) -> list[OwnPost]:
        return self._world.own_posts

    def stands(self, remote_id: str) -> bool:
        return self._world.stands(remote_id)

    def normalised(self, text: str) -> str:
        return text

    def _make_faults(self) -> Iterator[tuple[str, Callable[[], None]]]:
        calls: tuple[Call, ...] = ("publish", "lookup", "read_page", "delete")
        for call in calls:
            for error in _errors(self.now):
                yield f"{call}: {error()!r}", self._failing(call, error, after=False)
        for call in ("publish", "delete"):
            for error in _answers_lost():
                yield f"{call}, done: {error()!r}", self._failing(call, error, after=True)
                yield f"{call}, not done: {error()!r}", self._failing(call, error, after=False)
        yield "publish: hidden for a while", self._lag
        yield "publish, done and hidden: no answer", self._lag_and_lose
        yield "publish: refused", self._failing("publish", lambda: Refused("no"), after=False)

    def _failing(
        self, call: Call, error: Callable[[], ConnectorError], *, after: bool
    ) -> Callable[[], None]:
        return lambda: self._connector.fail_next(call, error(), after=after)

    def _lag(self) -> None:
        self._world.lags = True

    def _lag_and_lose(self) -> None:
        self._world.lags = True
        self._connector.fail_next("publish", NoAnswer("dropped"), after=True)


def _errors(now: Callable[[], datetime]) -> Iterator[Callable[[], ConnectorError]]:
    """Yield what says that a call was certainly not carried out."""
    yield lambda: Offline("not reached")
    yield lambda: RateLimited("slow down")
    yield lambda: RateLimited("slow down", reset_at=now() + timedelta(minutes=15))
    yield lambda: ServerTrouble("503")
    yield lambda: SignedOut("who are you")
    yield lambda: OutOfCredits("pay first")


def _answers_lost() -> Iterator[Callable[[], ConnectorError]]:
    """Yield what leaves open whether a call was carried out."""
    yield lambda: NoAnswer("dropped")
    yield lambda: ServerTrouble("500", maybe_done=True)
    yield lambda: BadAnswer("no JSON", maybe_done=True)


@contextmanager
def memory_ground() -> Iterator[Ground]:
    """Yield a network in memory."""
    yield MemoryGround()
