"""Answers of the loopback X as they come, and a connector that is answered from memory.

All but the sockets is the connector's own: signing, the adapter, its limits, JSON, errors.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from urllib3 import HTTPHeaderDict, HTTPResponse

from console.connectors.x import XConnector
from console.connectors.x_auth import XCredentials
from console.connectors.x_transport import ApiAdapter, Timeouts, mount
from console.domain.ids import RemoteId
from console.domain.remote import NewPost, Timeline
from tests.console.connectors.x_net import x_net
from tests.console.given import START
from tests.x_server import Clock, Media, World

NOW = START + timedelta(hours=3)
KEYS = {
    "kind": "oauth1",
    "api_key": "k",
    "api_key_secret": "s",
    "access_token": "1-t",
    "access_token_secret": "x",
}
Reply = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What X answers, by the kind of question; each a JSON value."""

    own_id: RemoteId
    parent_id: RemoteId
    """The post that the recorded answer was published under."""
    asked: tuple[RemoteId, ...]
    """What was looked up; the last is gone."""
    answers: dict[str, Any]


def record(vocabulary: str) -> Recorded:
    """Ask a loopback X that speaks `vocabulary` for one of everything."""
    world = World("shop", now=Clock(NOW))
    parent = _fill(world)
    seen: list[Any] = []
    answers: dict[str, Any] = {}
    with x_net(world, vocabulary=vocabulary, self_reply="allowed") as net:
        connector = net.connector()
        connector._client.session.hooks["response"].append(
            lambda response, **_: seen.append(json.loads(response.content))
        )

        def ask(name: str, question: Callable[[], object]) -> None:
            question()
            answers[name] = seen[-1]

        own = net.own_id
        kept = [RemoteId(str(post.id)) for post in world.posts][:6]
        asked = (*kept, RemoteId("1000000000000000001"))
        ask("mentions", lambda: connector.read_page(Timeline.MENTIONS, own, None))
        ask("own", lambda: connector.read_page(Timeline.OWN, own, None))
        ask("lookup", lambda: connector.lookup(asked))
        ask("search", lambda: connector.search("parcel", NOW - timedelta(days=1), None))
        ask("count", lambda: connector.count("parcel"))
        ask("me", connector.whoami)
        ask("post", lambda: connector.publish(NewPost("we are looking into it", parent)))
    answers["error"] = {
        "title": "Forbidden",
        "type": "https://api.x.com/2/problems/resource-not-found",
        "detail": "You are not permitted to perform this action.",
        "status": 403,
        "errors": [
            {"message": "Invalid", "parameters": {"since_id": ["1"]}, "code": 187},
            {"parameter": "tweet.fields", "detail": "no", "title": "Not Found Error"},
        ],
    }
    return Recorded(own, parent, asked, answers)


def _fill(world: World) -> RemoteId:
    own = world.own
    parent = None
    for number, handle in enumerate(("ada", "ben", "cleo")):
        at = START + timedelta(minutes=number * 7)
        world.add_user(handle, f"{handle.title()} & <Co>")
        media = (Media("3_9", "photo", "https://pbs.example/a.jpg", 8, 6),) if number == 0 else ()
        text = f"@shop @ben where is my parcel {number}? https://example.com/{number} " + (
            "and so on " * 60 if number == 1 else ""
        )
        asked = world.add_post(handle, text, created_at=at, media=media)
        parent = RemoteId(str(asked.id))
        answer = world.add_post(
            own, f"on its way {number}", reply_to=asked, created_at=at + timedelta(minutes=1)
        )
        world.add_post(
            handle, "@shop thanks", reply_to=answer, created_at=at + timedelta(minutes=2)
        )
        world.add_post(
            handle,
            "@shop look",
            quotes=answer,
            created_at=at + timedelta(minutes=3),
            metrics={"retweet_count": number},
        )
    world.add_post(own, "parcels are late today", created_at=START + timedelta(hours=1))
    assert parent is not None
    return parent


class Answering(ApiAdapter):
    """The adapter with nobody behind it: what is asked goes to `reply`."""

    def __init__(self, reply: Callable[[str, str], Reply]) -> None:
        super().__init__(None, Timeouts())
        self._reply = reply

    def get_connection_with_tls_context(self, *_: object, **__: object) -> Any:
        return self

    def urlopen(self, *, method: str, url: str, **_: object) -> HTTPResponse:
        status, body = self._reply(method, urlsplit(url).path)
        headers = HTTPHeaderDict({"content-type": "application/json; charset=utf-8"})
        return HTTPResponse(io.BytesIO(body), headers=headers, status=status, preload_content=False)


def answered(
    reply: Callable[[str, str], Reply], now: Callable[[], datetime] = lambda: NOW
) -> XConnector:
    """Return a connector to whom `reply` (method, path) answers with a status and a body."""
    connector = XConnector(XCredentials.from_json(json.dumps(KEYS)), now=now)
    mount(connector._client.session, Answering(reply))
    return connector
