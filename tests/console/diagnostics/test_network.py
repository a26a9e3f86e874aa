"""Each step on the way to the API is told by name, and its clock is compared."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from time import time

import pytest

from console.diagnostics import network


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(5)
                asked.append(connection.recv(4096))
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        thread.join()


@pytest.mark.parametrize("ahead_s", [0, 90, -3600])
def test_the_clock_is_compared(ahead_s: int) -> None:
    date = formatdate(time() + ahead_s, usegmt=True)
    answer = f"HTTP/1.1 401 No\r\nDate: {date}\r\nContent-Length: 0\r\n\r\n".encode()
    with answering(answer) as (url, asked):
        found = network.ask(url)
    assert (found.step, found.status) == ("", 401)
    assert found.ahead_s == pytest.approx(ahead_s, abs=1.5)
    assert b"authorization" not in asked[0].lower()


def test_an_answer_that_is_none_is_told() -> None:
    with answering(b"\x00\x00 what?\r\n\r\n") as (url, _):
        assert network.ask(url).step == "answer"


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    assert network.ask(url).step == "connection"


def test_a_proxy_is_told_without_its_name_or_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://zoe:hunter22@proxy.example:3128")
    assert network.proxy_words("https://api.x.com") == "by a proxy, with a password"
