"""What the log tells of the desk's work, kind by kind, as its file holds it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk.backups import Backups
from console.diagnostics import log
from console.diagnostics.log_file import FILE_NAME
from console.errors import ConnectorError, NoCredentials, NoKeyring
from tests.console.given import ADA, START, Bench
from tests.x_server import Fault, World, XServer


@pytest.fixture(autouse=True)
def begun(tmp_path: Path) -> Iterator[None]:
    made = log.begin(tmp_path, screen_level=logging.CRITICAL + 1)
    yield
    made.close()


def told(folder: Path, event: str) -> list[dict[str, Any]]:
    lines = (folder / FILE_NAME).read_text("utf-8").splitlines()
    return [one["fields"] for one in map(json.loads, lines) if one["event"] == event]


def test_what_each_walk_brought_is_told(tmp_path: Path, bench: Bench) -> None:
    before = len(told(tmp_path, "A walk came to its end"))
    bench.world.add_post(ADA, "@shop hi", at=START)
    bench.desk.accounts.sync(bench.account)
    mentions, own = told(tmp_path, "A walk came to its end")[before:]
    assert (mentions["account"], mentions["what"]) == (1, "MENTIONS")
    assert (mentions["posts"], mentions["count"], mentions["failed"]) == (1, 1, 0)
    assert (own["what"], own["posts"]) == ("OWN", 0)


@pytest.mark.usefixtures("secret_service")
def test_what_the_keyring_answered_is_told_by_its_kind(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path / "turns")
    credentials.save("x:1", {"token": "t0p-s3cr3t"})
    credentials.delete("x:1")
    with pytest.raises(NoCredentials):
        credentials.load("x:1")
    asked = told(tmp_path, "The keyring was asked")
    assert [one["what"] for one in asked] == ["write", "delete", "read", "delete", "read"]
    assert {one["trouble"] for one in asked} == {None}
    assert "t0p" not in (tmp_path / FILE_NAME).read_text("utf-8")


def test_why_the_keyring_could_not_be_asked_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoKeyring):
        Credentials(tmp_path / "turns").load("x:1")
    (asked,) = told(tmp_path, "The keyring was asked")
    assert (asked["what"], asked["trouble"]) == ("read", "console.errors.NoKeyring")


def test_a_backup_that_was_made_is_told(tmp_path: Path, bench: Bench) -> None:
    assert bench.account.id == 1
    Backups(tmp_path).make()
    assert told(tmp_path, "A backup was made") == [{"what": "BY_HAND"}]


def test_a_request_without_an_answer_is_told_by_its_kind(tmp_path: Path) -> None:
    with XServer(World("shop"), self_reply="allowed") as x:
        x.faults.add(Fault.accept_then_drop(), method="GET")
        with pytest.raises(ConnectorError):
            XNetwork(x.url).connect(x.credentials).whoami()
    (one,) = told(tmp_path, "X gave no answer")
    assert one["method"] == "GET"
    assert one["route"].startswith("/2")
    assert one["trouble"].startswith("requests.exceptions.")
