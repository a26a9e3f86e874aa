"""The loopback X as a network under test."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from console.connectors.x import XConnector
from console.connectors.x_auth import XCredentials
from console.connectors.x_transport import Timeouts
from console.domain.ids import RemoteId
from tests.x_server import Clock, World, XServer


def receive_request(client: socket.socket) -> bytes:
    """Return a whole request; what is left unread would reset the connection on closing."""
    received = b""
    while not _is_whole(received) and (more := client.recv(65536)):
        received += more
    return received


def _is_whole(received: bytes) -> bool:
    if received.startswith(b"\x16"):  # a TLS handshake where none is spoken
        return True
    head, end, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return bool(end) and (length is None or len(body) >= int(length[1]))


TIMEOUTS = Timeouts(connect_s=10, read_s=20, whole_s=40)


class XNet:
    mentions_cap = 800
    page_size = 100

    def __init__(self, server: XServer) -> None:
        self.server = server
        _ = server.world.own  # there from the start, so that posts can mention it
        self._open: list[XConnector] = []

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def own_id(self) -> RemoteId:
        return RemoteId(str(self.world.own.id))

    def now(self) -> datetime:
        return self.world.now()

    def forward(self, by: timedelta) -> None:
        assert isinstance(self.world.now, Clock)
        self.world.now.advance(by.total_seconds())

    def connector(self, timeouts: Timeouts = TIMEOUTS) -> XConnector:
        credentials = XCredentials.from_json(json.dumps(self.server.credentials))
        connector = XConnector(
            credentials, api_url=self.server.url, timeouts=timeouts, now=self.now
        )
        self._open.append(connector)
        return connector

    def add(
        self, author: str, text: str, at: datetime, *, reply_to: RemoteId | None = None
    ) -> RemoteId:
        parent = None if reply_to is None else int(reply_to)
        post = self.world.add_post(author, text, created_at=at, reply_to=parent)
        return RemoteId(str(post.id))

    def allow_self_reply(self) -> None:
        self.server.change(self_reply="allowed")

    def close(self) -> None:
        for connector in self._open:
            connector.close()


@contextmanager
def x_net(world: World | None = None, **switches: Any) -> Iterator[XNet]:
    with XServer(world, **switches) as server:
        net = XNet(server)
        try:
            yield net
        finally:
            net.close()
