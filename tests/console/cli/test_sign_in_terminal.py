"""`account connect` at a real terminal: secrets are asked for, and never shown."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.x_server import Clock, World, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth_forms import CLIENT_ID, CLIENT_SECRET

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
PATIENCE_S = 60
APP = ("loopback-api-key", "loopback-api-key-secret")


class Terminal:
    """A command at a terminal of its own, so that what is echoed can be read."""

    def __init__(self, folder: Path, api: str, words: tuple[str, ...], **env: str) -> None:
        ours, theirs = os.openpty()
        self._ours = ours
        self.shown = self._rest = ""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ui.start", *words, "--data-dir", str(folder)],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env=os.environ | {"CANARY_DESK_X_API": api} | env,
        )  # fmt: skip
        os.close(theirs)

    def await_words(self, pattern: str) -> re.Match[str]:
        """Wait until words are shown that were not awaited before."""
        until, text = time.monotonic() + PATIENCE_S, self._rest
        while (found := re.search(pattern, text)) is None:
            assert time.monotonic() < until, self.shown
            if not (piece := self._read()):
                raise AssertionError(self.shown)
            text += piece
        self._rest = text[found.end() :]
        return found

    def type_in(self, text: str) -> None:
        os.write(self._ours, f"{text}\n".encode())

    def end(self) -> int:
        while self._read():
            pass
        os.close(self._ours)
        return self._process.wait(PATIENCE_S)

    def _read(self) -> str:
        ready, _, _ = select.select([self._ours], [], [], PATIENCE_S)
        try:
            piece = os.read(self._ours, 4096).decode("utf-8", "replace") if ready else ""
        except OSError:  # Linux says so where nobody is at the other end any more
            piece = ""
        self.shown += piece
        return piece


@pytest.fixture
def x(secret_service: str) -> Iterator[XServer]:
    assert secret_service
    with XServer(World("shop", now=Clock(datetime.now(UTC))), self_reply="allowed") as server:
        server.world.add_user("shop")
        yield server


def test_keys_and_pin_are_asked_for_and_not_echoed(x: XServer, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "desk", x.url, ("account", "connect", "--pin"))
    for said, key in zip(("API key: ", "API key secret: "), APP, strict=True):
        terminal.await_words(said)
        terminal.type_in(key)
    pin = Browser().pin(terminal.await_words(r"https?://\S+")[0])
    terminal.await_words(r"PIN \(not shown\): ")
    terminal.type_in(pin)
    terminal.await_words("Connected @shop")
    assert terminal.end() == 0
    for secret in (*APP, pin):
        assert secret not in terminal.shown


def test_a_page_is_opened_only_where_that_is_asked_for(x: XServer, tmp_path: Path) -> None:
    """`$BROWSER` stands in for the person's own: it notes which page it was given."""
    noted, browser = tmp_path / "noted", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{noted}"\n', "utf-8")
    browser.chmod(0o700)
    for more in ((), ("--open",)):
        words = ("account", "connect", "--browser", *more)
        terminal = Terminal(tmp_path / "desk", x.url, words, BROWSER=f"{browser} %s")
        terminal.await_words("Client ID: ")
        terminal.type_in(CLIENT_ID)
        terminal.await_words(r"may stay empty\): ")
        terminal.type_in(CLIENT_SECRET)
        page = terminal.await_words(r"https?://\S+")[0]
        person = Browser()
        person.open(person.way_back(page))
        terminal.await_words("Connected @shop")
        assert terminal.end() == 0
        assert CLIENT_SECRET not in terminal.shown
        assert noted.exists() == bool(more)
    assert noted.read_text("utf-8").split() == [page]
