"""Control from another process, and the program that a person starts."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.x_server import Fault, World, XServer
from tests.x_server_tests.http import Http

ROOT = Path(__file__).parents[2]


def control(url: str, noun: str, body: dict[str, Any] | None = None, status: int = 200) -> Any:
    response = (
        requests.get(f"{url}/_control/{noun}", timeout=10)
        if body is None
        else requests.post(f"{url}/_control/{noun}", json=body, timeout=10)
    )
    assert response.status_code == status, response.text
    return response.json()


def test_posts_and_users_are_added(x: XServer, world: World) -> None:
    root = control(x.url, "posts", {"author": "ada", "text": "@shop hi"})
    reply = control(x.url, "posts", {"author": "ben", "text": "me too", "reply_to": root["id"]})
    assert reply["parent_id"] == root["id"]
    edited = control(x.url, "edits", {"id": reply["id"], "text": "me neither"})
    assert edited["versions"] == [reply["id"], edited["id"]]
    control(x.url, "users", {"username": "ada", "protected": True})
    ada = world.user_named("ada")
    assert ada is not None
    assert ada.protected
    requests.delete(f"{x.url}/_control/posts/{root['id']}", timeout=10)
    assert control(x.url, "state")["deleted"] == [root["id"]]


def test_the_state_tells_what_was_made_billed_and_asked(
    http: Http, x: XServer, world: World
) -> None:
    mention = world.add_post("ada", "@shop hi")
    http.reply("hello", mention.id)
    state = control(x.url, "state")
    made = state["posts"][-1]
    assert (made["typed_text"], made["parent_id"], made["via_api"]) == (
        "hello", str(mention.id), True,
    )  # fmt: skip
    assert state["billing"]["counts"]["summoned_reply"] == 1
    assert [line["path"] for line in state["requests"]] == ["/2/tweets"]
    assert state["own"] == "shop"


def test_faults_settings_and_clock_are_set(http: Http, x: XServer, world: World) -> None:
    control(x.url, "faults", {"fault": "rate_limited", "arguments": {"reset": False}, "times": 2})
    http.get("/2/users/me", 429)
    requests.delete(x.url + "/_control/faults", timeout=10)
    http.get("/2/users/me")
    control(x.url, "settings", {"self_reply": "allowed", "credit": "1.5"})
    assert x.settings.self_reply == "allowed"
    before = world.now_ms()
    control(x.url, "clock", {"advance": 60})
    assert world.now_ms() == before + 60_000


@pytest.mark.parametrize(
    ("noun", "body"),
    [
        ("posts", {"author": "ada"}),
        ("faults", {"fault": "explode"}),
        ("settings", {"mood": "good"}),
        ("posts", {"author": "ada", "text": "x", "reply_to": "7"}),
    ],
)
def test_a_wrong_control_request_is_told_so(x: XServer, noun: str, body: dict[str, Any]) -> None:
    assert "error" in control(x.url, noun, body, 400)
    control(x.url, "nothing", {}, 404)


def test_the_server_binds_loopback_only(world: World) -> None:
    with pytest.raises(ValueError, match="loopback"):
        XServer(world, host="0.0.0.0")


def test_an_unknown_path_is_an_empty_404(x: XServer) -> None:
    response = requests.get(x.url + "/2/usage/credits", headers=x.bearer, timeout=10)
    assert (response.status_code, response.content) == (404, b"")


def test_every_fault_has_the_name_it_is_made_by() -> None:
    makers = [name for name, kind in vars(Fault).items() if isinstance(kind, classmethod)]
    for name in makers:
        make = getattr(Fault, name)
        fault = make(1) if name in ("slow", "late") else make()
        assert fault.name == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send these signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_program_serves_until_a_signal(test_data: Path, number: signal.Signals) -> None:
    command = [
        sys.executable, "-m", "tests.x_server", "--posts",
        str(test_data / "care-posts" / "posts.json"), "--as", "RockstarSupport", "--recent",
        "--seed-live", "0.05", "--self-reply", "allowed",
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            first = json.loads(program.stdout.readline())
            assert first["credentials"]["kind"] == "oauth1"
            state = control(first["url"], "state")
            assert state["own"] == "RockstarSupport"
            assert len(state["posts"]) >= 1205
            assert state["settings"]["self_reply"] == "allowed"
            while len(control(first["url"], "state")["posts"]) < len(state["posts"]) + 2:
                pass
        finally:
            program.send_signal(number)
        assert program.wait(timeout=60) == 0
