"""Counts who connects to a port of loopback, of both kinds of addresses."""

from __future__ import annotations

import selectors
import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Listener:
    """Listens until it is left; `connections` counts every one that came about."""

    def __init__(self) -> None:
        self.connections = 0
        self._sockets = [_bound("127.0.0.1", 0)]
        self.port = int(self._sockets[0].getsockname()[1])
        if socket.has_ipv6:
            with suppress(OSError):  # a machine without the other kind
                self._sockets.append(_bound("::1", self.port))
        self._stop, self._stopped = socket.socketpair()
        self._thread = threading.Thread(target=self._count, name="listener")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.close()
        self._thread.join()
        for each in (*self._sockets, self._stopped):
            each.close()

    def prove(self) -> bool:
        """Connect by every kind of address and return whether all were counted; forget them."""
        before, wanted = self.connections, 0
        for each in self._sockets:
            with socket.create_connection(each.getsockname()[:2], timeout=5) as made:
                made.settimeout(5)
                made.recv(1)  # the listener closes what it has counted
            wanted += 1
        counted, self.connections = self.connections - before, before
        return counted == wanted

    def _count(self) -> None:
        with selectors.DefaultSelector() as selector:
            for each in (*self._sockets, self._stopped):
                selector.register(each, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._stopped:
                        return
                    assert isinstance(key.fileobj, socket.socket)
                    connection, _ = key.fileobj.accept()
                    self.connections += 1
                    connection.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.bind((host, port))
    made.listen(50)
    return made
