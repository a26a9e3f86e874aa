"""`canary-desk account connect`, `show` and `sign-out`: a real process, HTTP and Secret Service."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.x_server import Clock, World, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth_forms import CLIENT_ID, CLIENT_SECRET

CLIENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
APP = {"api_key": "loopback-api-key", "api_key_secret": "loopback-api-key-secret"}
PATIENCE_S = 60


@dataclass
class Ended:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


class Running:
    """A command under way."""

    def __init__(self, folder: Path, api: str, *words: str) -> None:
        self.words = words
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ui.start", *words, "--data-dir", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"CANARY_DESK_X_API": api},
        )
        self._seen = ""

    def type_in(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()

    def page(self) -> str:
        """Wait for the address of X's page, and return it."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._seen += line
            if (found := re.search(r"https?://\S+", line)) is not None:
                return found[0]
        raise AssertionError(self._seen)

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def end(self) -> Ended:
        out, err = self._process.communicate(timeout=PATIENCE_S)
        assert "Traceback" not in err
        return Ended(self._process.returncode, out, self._seen + err)


@dataclass
class Shell:
    folder: Path
    x: XServer

    def start(self, *words: str, stdin: str = "") -> Running:
        running = Running(self.folder, self.x.url, *words)
        running.type_in(stdin)
        return running

    def run(self, *words: str, stdin: str = "") -> Ended:
        return self.start(*words, stdin=stdin).end()


@pytest.fixture
def shell(secret_service: str, tmp_path: Path) -> Iterator[Shell]:
    with XServer(World("shop", now=Clock(datetime.now(UTC))), self_reply="allowed") as x:
        x.world.add_user("shop")  # a mention of nobody is none
        x.world.add_post("ada", "@shop where is my parcel?")
        yield Shell(tmp_path / "desk", x)


def test_an_account_is_connected_shown_and_signed_out(shell: Shell) -> None:
    running = shell.start("account", "connect", "--browser", "--json", stdin=json.dumps(CLIENT))
    running.type_in("\n")
    browser = Browser()
    browser.open(browser.way_back(running.page()))
    connected = running.end()
    assert connected.code == 0, connected.err
    account = connected.value
    assert (account["handle"], account["way"], account["may_post"]) == ("shop", "browser", True)
    assert "offline.access" in account["scopes"]
    assert not any(secret in connected.out + connected.err for secret in (CLIENT_SECRET, "access-"))

    assert datetime.now(UTC) - datetime.fromisoformat(account["signed_in_at"]) < timedelta(
        minutes=5
    )

    shown = shell.run("account", "show", "shop").out
    since = datetime.fromisoformat(account["signed_in_at"]).astimezone()
    assert f"sign-in   in the browser since {since:%Y-%m-%d %H:%M}; may publish" in shown
    assert "tweet.write" in shown
    assert "budget    none" in shown
    synced = shell.run("sync", "--json").value
    assert synced[0]["new"] == 1

    out = shell.run("account", "sign-out", "@shop")
    assert out.code == 0, out.err
    assert "The keyring was asked again: it holds nothing of it." in out.out
    assert shell.run("account", "show", "shop", "--json").value["signed_out"] == "here"
    shown = shell.run("account", "show", "shop").out
    assert "sign-in   none (last: in the browser)" in shown
    assert "tweet.write" not in shown
    synced = shell.run("sync")
    assert synced.code == 4  # as of any account without a sign-in
    assert "x:" not in synced.err, "the keyring's own name of it tells a person nothing"
    assert synced.err == (
        "Signed out at this desk: @shop was signed out at this desk."
        " Sign it in again: canary-desk account connect --browser --again shop\n"
    )
    assert shell.run("account", "sign-out", "shop").out.startswith("@shop was signed out already.")


def test_a_pin_follows_the_keys_on_standard_input_and_a_wrong_one_is_told(shell: Shell) -> None:
    running = shell.start(
        "account", "connect", "--pin", "--json", stdin=json.dumps(APP, indent=2) + "\n"
    )
    page = running.page()
    running.type_in("0\n")
    running.type_in(Browser().pin(page) + "\n")
    ended = running.end()
    assert ended.code == 0, ended.err
    assert "does not take this PIN" in ended.err
    assert (ended.value["handle"], ended.value["way"]) == ("shop", "pin")
    assert "loopback-api-key-secret" not in ended.out + ended.err
    out = shell.run("account", "sign-out", "shop").out
    assert out.endswith("canary-desk account connect --pin --again shop\n"), "as it was signed in"


def test_the_keys_may_come_from_a_file_and_the_pin_alone_from_standard_input(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "app.json"
    file.write_text(json.dumps(APP), "utf-8")
    running = shell.start("account", "connect", "--pin", "--app-file", str(file))
    running.type_in(Browser().pin(running.page()) + "\n")
    ended = running.end()
    assert (ended.code, ended.out[:15]) == (0, "Connected @shop")


def test_ctrl_c_ends_the_waiting_with_its_own_code_and_stores_nothing(shell: Shell) -> None:
    running = shell.start("account", "connect", "--browser", stdin=json.dumps(CLIENT) + "\n")
    running.page()
    running.interrupt()
    ended = running.end()
    assert (ended.code, ended.out) == (130, "")
    assert shell.run("account", "list", "--json").value == []


def test_waiting_has_an_end(shell: Shell) -> None:
    words = ("account", "connect", "--browser", "--timeout", "1", "--json")
    ended = shell.run(*words, stdin=json.dumps(CLIENT) + "\n")
    assert ended.code == 5
    assert ended.value["error"]["title"] == "The browser did not come back"


@pytest.mark.parametrize(
    ("way", "typed", "said"),
    [
        ("--browser", "", "no valid JSON"),
        ("--browser", '{"client_id": "top-secret"', "no valid JSON"),
        ("--browser", '["top-secret"]', "one JSON object"),
        ("--browser", '{"client_secret": "top-secret"}', "lack client_id"),
        ("--pin", '{"api_key": "top-secret", "api_key_secret": 1}', "lack api_key_secret"),
    ],
)
def test_keys_that_cannot_be_used_are_told_without_being_quoted(
    shell: Shell, way: str, typed: str, said: str
) -> None:
    ended = shell.run("account", "connect", way, stdin=typed)
    assert ended.code == 2
    assert said in ended.err
    assert "top-secret" not in ended.err + ended.out


def test_an_account_is_signed_in_again_and_nobody_else_in_its_place(shell: Shell) -> None:
    shell.run("account", "add", "x", stdin=json.dumps(shell.x.credentials))
    words = ("account", "connect", "--pin", "--again", "shop")
    running = shell.start(*words, stdin=json.dumps(APP) + "\n")
    running.type_in(Browser("ada").pin(running.page()) + "\n")
    ended = running.end()
    assert ended.code == 2
    assert "@ada" in ended.err
    assert "@shop" in ended.err
    assert [each["handle"] for each in shell.run("account", "list", "--json").value] == ["shop"]


def test_no_way_of_giving_a_secret_as_an_argument() -> None:
    from console.cli import parser

    for words in (["--browser", "--client-secret", "a"], ["--pin", "1234567"], []):
        with pytest.raises(SystemExit) as ended:
            parser.parse(["account", "connect", *words])
        assert ended.value.code == 2
