"""The browser's way back to this machine: one port on loopback, open for one answer.

Runs in the thread that calls it, and starts none. Who connects may be any program of this
machine, or a page in its browser: nothing that comes in is believed but the state, nothing
is sent back but fixed pages, and no client can hold up another: each has some seconds and
some kilobytes. Where there are too many, the oldest makes room once it had time to speak;
till then the next ones wait at the door, in their order, so that a flood pushes out nobody.

Sources: RFC 8252, sections 7.3 and 8.3 (loopback only, open no longer than needed); RFC 6749,
section 4.1.2 (what comes back), 10.12 (state).
"""

from __future__ import annotations

import errno
import hmac
import re
import selectors
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl

from console.connectors import x_return_pages as pages
from console.domain.sign_in import RETURN_PATH
from console.errors import Cancelled, ConsentRefused, NoReturn, NoReturnPort, SignInFailed
from console.language import tr

HOST = "127.0.0.1"
LONGEST_HEAD = 16 * 1024
"""Bytes; a browser may send cookies that others on 127.0.0.1 have set."""
CLIENT_PATIENCE_S = 5.0
MOST_CLIENTS = 32
LEAST_S = 0.3
"""So long each may stay, however many want in; a browser speaks as soon as it is connected."""
POLL_S = 0.1
NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
CODE = re.compile(r"[!-~]{1,2048}")
ERROR = re.compile(r"[a-z_]{1,40}")
LINE = re.compile(rb"([A-Z]{1,10}) (\S{1,8192}) HTTP/1\.[01]")


@dataclass(slots=True)
class _Client:
    """A connection that has not said all yet."""

    socket: socket.socket
    until_s: float
    head: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the browser brought: a code, or why there is none."""

    code: str = field(default="", repr=False)
    error: str = ""


class BrowserReturn:
    """A port that waits for the browser; closed by leaving its `with`."""

    def __init__(self, listener: socket.socket, state: str) -> None:
        """Take a bound socket, and the state that the right answer carries."""
        self._listener = listener
        self._state = state.encode("ascii")
        self._port: int = listener.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._clients: dict[socket.socket, _Client] = {}
        self._closed_until_s: float | None = None
        """While it is set nobody is let in; who comes waits in the system's queue."""
        listener.settimeout(0)
        self._selector.register(listener, selectors.EVENT_READ)

    @classmethod
    def listening(cls, ports: Sequence[int], state: str) -> Self:
        """Listen on the first of `ports` that is free.

        Raises:
            NoReturnPort: none is.
        """
        for port in ports:
            try:
                return cls(_bound(port), state)
            except OSError:
                continue  # the next one; which were tried is said below
        tried = ", ".join(map(str, ports))
        raise NoReturnPort(
            tr("The ports to which the browser can come back ({tried}) are in use.").format(
                tried=tried
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for client in list(self._clients.values()):
            self._drop(client)
        self._selector.close()
        self._listener.close()

    @property
    def address(self) -> str:
        """Return the callback address, as it must be registered with the app."""
        return f"http://{HOST}:{self._port}{RETURN_PATH}"

    def code(self, stopping: Callable[[], bool], patience_s: float) -> str:
        """Wait for the browser, at most `patience_s` seconds, and return the code it brings.

        Raises:
            Cancelled: `stopping` said so.
            ConsentRefused: the person refused. SignInFailed: X did.
            NoReturn: nobody came.
        """
        until_s = time.monotonic() + patience_s
        while time.monotonic() < until_s:
            if stopping():
                raise Cancelled(tr("Signing in was stopped; nothing was stored."))
            for key, _ in self._selector.select(POLL_S):
                if key.fileobj is self._listener:
                    self._welcome()
                elif (client := self._clients.get(key.fileobj)) and (got := self._heard(client)):  # type: ignore[call-overload]
                    return _code(got)
            now_s = time.monotonic()
            for client in [one for one in self._clients.values() if one.until_s < now_s]:
                self._drop(client)
            if self._closed_until_s is not None and self._closed_until_s <= now_s:
                self._selector.register(self._listener, selectors.EVENT_READ)
                self._closed_until_s = None
        raise NoReturn(
            tr("X's page was not answered within {value:g} minutes.").format(value=patience_s / 60)
        )

    def _welcome(self) -> None:
        now_s = time.monotonic()
        if len(self._clients) >= MOST_CLIENTS:
            oldest = next(iter(self._clients.values()))
            leaves_at_s = oldest.until_s - CLIENT_PATIENCE_S + LEAST_S
            if leaves_at_s > now_s:
                self._close_door(leaves_at_s)
                return
            self._drop(oldest)
        try:
            connection, _ = self._listener.accept()
        except OSError as error:  # it is gone already
            if error.errno in NO_ROOM:  # the same again at once would only burn time
                self._close_door(now_s + LEAST_S)
            return
        connection.settimeout(0)
        self._clients[connection] = _Client(connection, now_s + CLIENT_PATIENCE_S)
        self._selector.register(connection, selectors.EVENT_READ)

    def _close_door(self, until_s: float) -> None:
        self._selector.unregister(self._listener)
        self._closed_until_s = until_s

    def _heard(self, client: _Client) -> _Answer | None:
        """Read what a client has to say; answer it once its head is whole."""
        try:
            part = client.socket.recv(4096)
        except BlockingIOError:
            return None
        except OSError:
            part = b""
        client.head += part
        if part and b"\r\n\r\n" not in client.head and len(client.head) <= LONGEST_HEAD:
            return None
        page, answer = pages.BAD_REQUEST, None
        if b"\r\n\r\n" in client.head and len(client.head) <= LONGEST_HEAD:
            page, answer = self._judged(bytes(client.head))
        with suppress(OSError):  # who does not wait for the page loses it; the answer counts
            client.socket.send(page)
            client.socket.shutdown(socket.SHUT_WR)
        self._drop(client)
        return answer

    def _judged(self, head: bytes) -> tuple[bytes, _Answer | None]:
        """Return the page for a request, and what it brings if it is the one waited for."""
        lines = head.partition(b"\r\n\r\n")[0].split(b"\r\n")
        first = LINE.fullmatch(lines[0])
        hosts = [
            line.partition(b":")[2].strip()
            for line in lines[1:]
            if line.lower().startswith(b"host:")
        ]
        if first is None or hosts != [f"{HOST}:{self._port}".encode("ascii")]:
            # Another name for this machine in Host is a page elsewhere that reaches for it.
            return pages.BAD_REQUEST, None
        path, _, query = first[2].decode("ascii", "replace").partition("?")
        if path != RETURN_PATH:
            return pages.NOT_FOUND, None
        if first[1] != b"GET":
            return pages.NOT_ALLOWED, None
        answer = self._answer(query)
        if answer is None:
            return pages.NOT_OURS, None
        return (pages.DONE if answer.code else pages.REFUSED), answer

    def _answer(self, query: str) -> _Answer | None:
        """Return what a query brings, None where it is not the answer to our question."""
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20, errors="strict")
        except ValueError:
            return None
        given = dict(pairs)
        state = given.get("state", "").encode("utf-8", "surrogatepass")
        if len(given) != len(pairs) or not hmac.compare_digest(state, self._state):
            return None
        code, error = given.get("code"), given.get("error")
        if error is not None and code is None:
            return _Answer(error=error if ERROR.fullmatch(error) else "unknown")
        if code is None or error is not None or not CODE.fullmatch(code):
            return None
        return _Answer(code)

    def _drop(self, client: _Client) -> None:
        del self._clients[client.socket]
        with suppress(KeyError, ValueError):
            self._selector.unregister(client.socket)
        client.socket.close()


def _code(answer: _Answer) -> str:
    if answer.code:
        return answer.code
    if answer.error == "access_denied":
        raise ConsentRefused(tr("You refused on X's page, so the account was not connected."))
    raise SignInFailed(tr("X's page ended with its error `{error}`.").format(error=answer.error))


def _bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there SO_REUSEADDR would let others share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError:
        listener.close()
        raise
    return listener
