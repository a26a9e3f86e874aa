"""The whole desk by its command: real HTTP, real SQLite file, real Secret Service, no Qt."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import care
from tests.x_server import Fault, XServer

# 300 characters, as an agent types them.
ANSWER = (
    "We are sorry that the game crashes for you after the update. Please delete the settings "
    "folder first & start the game once without mods. If it still closes, tell us the time of "
    "the last crash, your platform and the build number, and we will look at it today. Thank "
    "you for your patience, really; Kim."
)


@dataclass
class Shell:
    """Runs `canary-desk` as a person would, in a process of its own."""

    folder: Path
    api: str

    def run(self, *words: str, stdin: str = "", code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ui.start", *words, "--data-dir", str(self.folder)],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            env=os.environ | {"CANARY_DESK_X_API": self.api},
            check=False,
        )
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout if code == 0 else done.stderr

    def json(self, *words: str, stdin: str = "") -> Any:
        return json.loads(self.run(*words, "--json", stdin=stdin))


@pytest.fixture
def x(test_data: Path) -> Iterator[XServer]:
    with care.serving(test_data) as server:
        yield server


@pytest.fixture
def shell(x: XServer, secret_service: str, tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "desk", x.url)
    shell.run("account", "add", "x", stdin=json.dumps(x.credentials))
    return shell


def test_sync_brings_every_post_once_into_its_case_and_a_second_sync_reads_none(
    shell: Shell, test_data: Path
) -> None:
    expected = care.expected(test_data)
    assert len(expected.mentions) == len(expected.own) == 101

    (first,) = shell.json("sync")
    assert first["read"] == first["new"] == 202
    (second,) = shell.json("sync")
    assert (second["read"], second["new"]) == (0, 0)

    # Every case is opened as its rows say; one process a case would only cost time.
    from console.cli import open_context
    from console.desk import Desk

    desk = Desk(open_context(shell.folder, None))
    try:
        rows = desk.cases.rows(limit=1000)
        views = [desk.cases.view(row.id) for row in rows]
    finally:
        desk.close()
    cases = {
        tuple(message.remote_id for message in view.messages if hasattr(message, "remote_id")): view
        for view in views
    }
    assert set(cases) == expected.cases
    assert {ids for ids, view in cases.items() if view.row.state == "waiting"} == expected.waiting
    assert sum(len(ids) for ids in cases) == 202
    for view in views:
        assert [m.at for m in view.messages] == sorted(m.at for m in view.messages)


def test_an_answer_of_300_characters_goes_out_as_a_chain_of_parts_within_140(
    shell: Shell, x: XServer, tmp_path: Path
) -> None:
    assert len(ANSWER) == 300
    shell.run("sync")
    case = shell.json("cases", "--limit", "1")[0]
    asked = [m for m in shell.json("show", str(case["id"]))["messages"] if m["summons"]][-1]
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER, "utf-8")

    queued = shell.json("reply", str(case["id"]), "--limit", "140", "--text-file", str(file))
    assert len(queued["parts"]) >= 3
    assert all(part["weight"] <= 140 for part in queued["parts"])
    sent = shell.json("send")
    assert sent == {"published": len(queued["parts"]), "deleted": 0, "left": [], "unstored": {}}

    chain = [post for post in x.world.posts if post.via_api]
    assert [post.typed_text for post in chain] == [part["text"] for part in queued["parts"]]
    assert all(len(post.typed_text) <= 140 for post in chain)
    assert " ".join(post.typed_text for post in chain) == ANSWER
    parents = [post.references[0].id for post in chain]
    assert parents == [int(asked["remote_id"]), *(post.id for post in chain[:-1])]

    view = shell.json("show", str(case["id"]))
    assert [m["text"] for m in view["messages"]][-len(chain) :] == [p.typed_text for p in chain]
    assert view["state"] == "waiting"
    shell.run("sync")
    assert shell.json("show", str(case["id"]))["messages"] == view["messages"]


def test_a_part_whose_answer_was_lost_is_found_and_not_posted_again(
    shell: Shell, x: XServer, tmp_path: Path
) -> None:
    shell.run("sync")
    case = shell.json("cases", "--limit", "1")[0]["id"]
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER, "utf-8")
    parts = shell.json("reply", str(case), "--text-file", str(file))["parts"]
    x.faults.add(Fault.accept_then_drop(), path="/2/tweets", method="POST", after=1)

    shell.run("send", "--wait", "1", code=6)
    assert shell.json("show", str(case))["threads"][0]["parts"][1]["state"] == "unsure"
    shell.run("send")

    chain = [post for post in x.world.posts if post.via_api]
    assert [post.typed_text for post in chain] == [part["text"] for part in parts]


def test_a_refused_second_part_is_said_and_the_first_is_not_repeated(
    shell: Shell, x: XServer, tmp_path: Path
) -> None:
    x.change(self_reply="refused")
    shell.run("sync")
    case = shell.json("cases", "--limit", "1")[0]["id"]
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER, "utf-8")
    shell.run("reply", str(case), "--text-file", str(file))
    shell.run("send", code=6)
    shell.run("send", code=6)
    states = [part["state"] for part in shell.json("show", str(case))["threads"][0]["parts"]]
    assert states[:2] == ["sent", "refused"]
    assert len([post for post in x.world.posts if post.via_api]) == 1
    assert shell.json("account", "list")[0]["self_reply"] == "no"


def test_a_customer_who_wrote_meanwhile_is_heard_before_the_answer_goes_out(
    shell: Shell, x: XServer, tmp_path: Path
) -> None:
    shell.run("sync")
    case = shell.json("cases", "--limit", "1")[0]
    asked = [m for m in shell.json("show", str(case["id"]))["messages"] if m["summons"]][-1]
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER, "utf-8")
    number = str(shell.json("reply", str(case["id"]), "--text-file", str(file))["thread"])
    more = f"@{care.HANDLE} never mind, it works again"
    x.world.add_post(asked["handle"], more, reply_to=int(asked["remote_id"]))

    shell.run("send", code=6)
    (held,) = shell.json("outbox")
    (caution,) = held["parts"][0]["cautions"]
    assert (caution["kind"], caution["who"]) == ("customer_wrote", asked["handle"])
    assert "never mind, it works again" in shell.run("outbox")
    assert [post for post in x.world.posts if post.via_api] == []

    shell.run("outbox", "anyway", number)
    published = shell.json("send")["published"]
    assert published == len(held["parts"])
    shell.run("outbox", "delete", number)
    assert shell.json("send") == {"published": 0, "deleted": published, "left": [], "unstored": {}}
    assert [post for post in x.world.posts if post.via_api] == []
    (spent,) = shell.json("spend")
    assert {each["item"]: each["count"] for each in spent["charges"]} == {
        item: count for item, count in x.billing.counts.items() if count
    }


def test_a_call_stands_in_the_case_of_the_post_and_marks_who_called_first(
    shell: Shell, x: XServer
) -> None:
    shell.run("sync")
    case = str(shell.json("cases", "--limit", "1")[0]["id"])
    posted = datetime.fromisoformat(shell.json("show", case)["messages"][0]["at"])
    shell.run(
        "call", "add", "--case", case, "--number", "+49 30 901820", "--minutes", "6",
        "--at", (posted - timedelta(hours=3)).isoformat(), "--text", "Was told to wait.",
    )  # fmt: skip
    view = shell.json("show", case)
    assert view["called_first"]
    assert view["messages"][0]["kind"] == "call_note"
    assert view["messages"][0]["duration_s"] == 360
    assert view["phones"] == [{"number": "+4930901820", "basis": "told us on the call"}]


def test_no_secret_is_on_the_disk_and_the_file_is_the_owners_alone(
    shell: Shell, x: XServer
) -> None:
    shell.run("sync")
    assert stat.S_IMODE(shell.folder.stat().st_mode) == 0o700
    for file in shell.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
        stored = file.read_bytes()
        for name in ("api_key", "api_key_secret", "access_token", "access_token_secret"):
            assert x.credentials[name].encode() not in stored


def test_trouble_ends_in_a_clear_line_and_its_exit_code(
    shell: Shell, x: XServer, tmp_path: Path
) -> None:
    assert "There is no case 77" in shell.run("show", "77", code=2)
    assert "no valid JSON" in shell.run("account", "add", "x", stdin="{", code=2)
    wrong = x.credentials | {"access_token_secret": "wrong"}
    assert "Not connected" in shell.run("account", "add", "x", stdin=json.dumps(wrong), code=5)
    x.faults.add(Fault.rate_limited(), path="/2/users/:id/mentions", method="GET")
    assert "Rate limited" in shell.run("sync", code=5)
    x.faults.add(Fault.html(), path="/2/users/:id/mentions", method="GET")
    assert "makes no sense" in shell.run("sync", code=5)
    assert shell.json("sync")[0]["new"] == 202
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    elsewhere = Shell(blocked, x.url)
    assert "cannot be written" in elsewhere.run("cases", code=3)
    (tmp_path / "garbage").mkdir()
    (tmp_path / "garbage" / "canary-desk.db").write_bytes(b"no database" * 1000)
    assert "damaged" in Shell(tmp_path / "garbage", x.url).run("cases", code=3)
    assert (tmp_path / "garbage" / "canary-desk.db").read_bytes() == b"no database" * 1000


def test_without_a_keyring_nothing_is_stored_and_the_way_on_is_named(
    x: XServer, tmp_path: Path
) -> None:
    shell = Shell(tmp_path / "desk", x.url)
    complaint = shell.run("account", "add", "x", stdin=json.dumps(x.credentials), code=4)
    assert "gnome-keyring" in complaint
    assert shell.json("account", "list") == []
