"""The port for the browser's return, and who may knock there."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from console.connectors.x_return import LEAST_S, LONGEST_HEAD, MOST_CLIENTS, BrowserReturn
from console.errors import NoReturn, SignInFailed

STATE = "st4te-of-this-sign-in"


class Door:
    """A port that waits in a thread, and ways to knock."""

    def __init__(self, port: BrowserReturn, code: Future[str]) -> None:
        self.host = port.address.split("/")[2]
        self.code = code

    def connect(self) -> socket.socket:
        name, _, port = self.host.partition(":")
        return socket.create_connection((name, int(port)), timeout=10)

    def send(self, raw: bytes) -> bytes:
        """Send bytes as they are; return all that comes back."""
        with self.connect() as client:
            client.sendall(raw)
            answer = b""
            while part := client.recv(4096):
                answer += part
            return answer

    def get(self, target: str, *, host: str | None = None, method: str = "GET") -> bytes:
        head = f"{method} {target} HTTP/1.1\r\nHost: {host or self.host}\r\n\r\n"
        return self.send(head.encode())

    def bring(self, code: str = "the-c0de") -> bytes:
        """Come as the right browser."""
        return self.get(f"/callback?state={STATE}&code={code}")


@contextmanager
def waiting(patience_s: float = 20.0) -> Iterator[Door]:
    with (
        BrowserReturn.listening((0,), STATE) as port,
        ThreadPoolExecutor(1) as thread,
    ):
        yield Door(port, thread.submit(port.code, lambda: False, patience_s))


def test_the_right_answer_ends_the_wait_with_a_page_that_holds_nothing_of_it() -> None:
    with waiting() as door:
        page = door.bring()
        assert door.code.result(10) == "the-c0de"
    assert page.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"You can close this page" in page
    assert b"the-c0de" not in page
    assert STATE.encode() not in page
    for header in (b"Cache-Control: no-store", b"Referrer-Policy: no-referrer"):
        assert header in page


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/callback", b"400"),
        ("/callback?code=c0de", b"400"),
        ("/callback?state=wrong&code=c0de", b"400"),
        (f"/callback?state={STATE}", b"400"),
        (f"/callback?state={STATE}&code=", b"400"),
        (f"/callback?state={STATE}&code=a&code=b", b"400"),
        (f"/callback?state={STATE}&state={STATE}&code=a", b"400"),
        (f"/callback?state={STATE}&code=a&error=access_denied", b"400"),
        (f"/callback?state={STATE}&code=%00%0d%0aSet-Cookie:x", b"400"),
        (f"/callback?state=%ff%fe&code={'9' * 100}", b"400"),
        ("/callback?" + "&".join(f"a{i}=1" for i in range(50)), b"400"),
        (f"/?state={STATE}&code=a", b"404"),
        (f"/callback/?state={STATE}&code=a", b"404"),
        ("/favicon.ico", b"404"),
        ("/<script>alert(1)</script>", b"404"),
    ],
)
def test_what_is_not_the_answer_is_refused_and_the_wait_goes_on(target: str, status: bytes) -> None:
    with waiting() as door:
        page = door.get(target)
        assert page.split(b" ", 2)[1] == status
        assert b"<script" not in page
        door.bring()
        assert door.code.result(10) == "the-c0de"


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1"])
def test_another_name_for_this_machine_is_refused(host: str) -> None:
    with waiting() as door:
        page = door.get(f"/callback?state={STATE}&code=st0len", host=host)
        assert page.startswith(b"HTTP/1.1 400 ")
        door.bring()
        assert door.code.result(10) == "the-c0de"


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS", "DELETE"])
def test_only_get_is_served(method: str) -> None:
    with waiting() as door:
        page = door.get(f"/callback?state={STATE}&code=c0de", method=method)
        assert page.startswith(b"HTTP/1.1 405 ")
        door.bring()
        assert door.code.result(10) == "the-c0de"


def test_clients_that_say_nothing_or_too_much_hold_up_nobody() -> None:
    with waiting() as door, ExitStack() as open_ones:
        for number in range(MOST_CLIENTS * 4):
            client = open_ones.enter_context(door.connect())
            if number % 2:
                client.sendall(b"GET /callback?state=")
        with door.connect() as flood:
            flood.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * (LONGEST_HEAD // 2))
        for raw in (b"\x00" * 100 + b"\r\n\r\n", b"\r\n\r\n", b"GET\r\n\r\n"):
            assert door.send(raw).startswith(b"HTTP/1.1 400 ")
        door.bring()
        assert door.code.result(10) == "the-c0de"


def test_who_came_first_has_time_to_speak_however_many_come_after() -> None:
    with waiting() as door, ExitStack() as open_ones, door.connect() as browser:
        for _ in range(MOST_CLIENTS * 2):
            open_ones.enter_context(door.connect())
        browser.sendall(
            f"GET /callback?state={STATE}&code=c0de HTTP/1.1\r\nHost: {door.host}\r\n\r\n".encode()
        )
        assert door.code.result(10) == "c0de"


def test_where_the_system_has_no_room_it_is_not_asked_again_at_once() -> None:
    tried: list[float] = []

    class Full(socket.socket):
        def accept(self) -> tuple[socket.socket, object]:
            tried.append(time.monotonic())
            if len(tried) < 3:
                raise OSError(errno.EMFILE, "no room")
            return super().accept()

    listener = Full()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    with BrowserReturn(listener, STATE) as port, ThreadPoolExecutor(1) as thread:
        door = Door(port, thread.submit(port.code, lambda: False, 20.0))
        door.bring()
        assert door.code.result(10) == "the-c0de"
    assert tried[1] - tried[0] >= LEAST_S
    assert len(tried) == 3


def test_nobody_ends_with_the_time() -> None:
    with waiting(0.2) as door, pytest.raises(NoReturn):
        door.code.result(10)


def test_an_error_of_the_page_is_told_by_its_name_and_no_other_words() -> None:
    with waiting() as door:
        door.get(f"/callback?state={STATE}&error=server_error&error_description=call+me")
        with pytest.raises(SignInFailed, match="`server_error`") as failed:
            door.code.result(10)
    assert "call" not in failed.value.message
    with waiting() as door:
        door.get(f"/callback?state={STATE}&error=%3Cb%3Ebold")
        with pytest.raises(SignInFailed, match="`unknown`"):
            door.code.result(10)


def test_two_listeners_never_share_a_port() -> None:
    with BrowserReturn.listening((0,), "one") as first:
        port = int(first.address.split(":")[2].split("/")[0])
        with BrowserReturn.listening((port, 0), "two") as second:
            assert second.address != first.address
