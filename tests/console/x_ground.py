"""The loopback X API on which the outbox is tried, over HTTP: each fault as X would show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from console.connectors.base import Connector
from console.connectors.x_network import XNetwork
from tests.console.outbox_ground import LAG_S, START, Ground, OwnPost
from tests.x_server import Clock, Fault, World, XServer
from tests.x_server.composing import normalise


class XGround:
    """The loopback X API, over HTTP: each fault as X would show it."""

    network = "x"

    def __init__(self) -> None:
        self._clock = Clock(START)
        self._x = XServer(
            World("shop", now=self._clock), self_reply="allowed", duplicate_window_s=0
        )
        self._x.start()
        self._network = XNetwork(self._x.url)
        self._by_hand: list[OwnPost] = []
        self._faults = {
            f"{method} {path}, {name}": (fault, method, path)
            for method, path, faults in (
                ("POST", "/2/tweets", _posting()),
                ("GET", "/2/users/:id/tweets", _reading()),
                ("GET", "/2/users/:id/mentions", _reading()),
                ("GET", "/2/tweets", _reading()),
                ("DELETE", "/2/tweets/:id", _deleting()),
            )
            for name, fault in faults.items()
        }
        self.faults = tuple(self._faults)

    def close(self) -> None:
        """End the server."""
        self._x.stop()

    @property
    def secret(self) -> Mapping[str, str]:
        return self._x.credentials

    def connect(self, secret: Mapping[str, str]) -> Connector:
        return self._network.connect(secret)

    def now(self) -> datetime:
        return self._clock()

    def forward(self, seconds: float) -> None:
        self._clock.advance(seconds)

    def ask(self, customer: str, text: str, reply_to: str | None = None) -> str:
        parent = None if reply_to is None else int(reply_to)
        return str(self._x.world.add_post(customer, f"@shop {text}", reply_to=parent).id)

    def answer(self, text: str, reply_to: str) -> str:
        world = self._x.world
        post = world.add_post(world.own, text, reply_to=int(reply_to))
        self._by_hand.append(OwnPost(str(post.id), post.typed_text, reply_to))
        return str(post.id)

    def take_away(self, remote_id: str) -> None:
        self._x.world.delete_post(int(remote_id))

    def edit(self, remote_id: str) -> None:
        post = self._x.world.post(int(remote_id))
        assert post is not None
        self._x.world.edit_post(post.versions[-1], f"@shop edited at {self._clock():%X}")

    def go_wrong(self, fault: str) -> None:
        planned, method, path = self._faults[fault]
        self._x.faults.add(planned, method=method, path=path)

    def go_right(self) -> None:
        self._x.faults.clear()

    def let_answer_itself(self, *, allowed: bool) -> None:
        self._x.change(self_reply="allowed" if allowed else "refused")

    def made(self) -> list[OwnPost]:
        through_the_desk = [
            OwnPost(
                str(one.created_id),
                normalise(one.body["text"]),
                one.body["reply"]["in_reply_to_tweet_id"],
            )
            for one in self._x.requests
            if one.created_id is not None
        ]
        return through_the_desk + self._by_hand

    def stands(self, remote_id: str) -> bool:
        return self._x.world.post(int(remote_id)) is not None

    def normalised(self, text: str) -> str:
        return normalise(text)


def _posting() -> dict[str, Fault]:
    lost_and_hidden = Fault("replica_lag", delivery="dropped", lag_s=LAG_S)
    return _reading() | {
        "done, then dropped": Fault.accept_then_drop(),
        "done, then 500": Fault.server_error(processed=True),
        "done, then 503": Fault.unavailable(processed=True),
        "done, then a page of HTML": Fault.html(processed=True),
        "done, then null errors": Fault.null_errors(processed=True),
        "done, then a list": Fault.list_body(processed=True),
        "forbidden": Fault.forbidden(),
        "hidden for a while": Fault.replica_lag(seconds=LAG_S),
        "hidden for two requests": Fault.replica_lag(requests=2),
        "done, hidden, then dropped": lost_and_hidden,
    }


def _deleting() -> dict[str, Fault]:
    return _reading() | {
        "done, then dropped": Fault.accept_then_drop(),
        "done, then 500": Fault.server_error(processed=True),
        "done, then a page of HTML": Fault.html(processed=True),
    }


def _reading() -> dict[str, Fault]:
    return {
        "429 with a time": Fault.rate_limited(),
        "429 without": Fault.rate_limited(reset=False),
        "500": Fault.server_error(),
        "503": Fault.unavailable(),
        "a page of HTML": Fault.html(),
        "half of it": Fault.truncated(),
        "cut off": Fault.truncated(cut=True),
        "null errors": Fault.null_errors(),
        "a list": Fault.list_body(),
        "dropped": Fault.drop(),
        "401": Fault.unauthorized(),
        "402": Fault.out_of_credits(),
        "times without milliseconds": Fault.no_fraction(),
        "unknown fields": Fault.unknown_fields(),
    }


@contextmanager
def x_ground() -> Iterator[Ground]:
    """Yield a loopback X."""
    ground = XGround()
    try:
        yield ground
    finally:
        ground.close()
