"""`canary-desk capture`: a post comes in without a network."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from console import cli

LINK = "https://x.com/ada_fern/status/1460323737035677698?s=20"


@pytest.fixture
def capture(tmp_path: Path) -> list[str]:
    return ["capture", "--data-dir", str(tmp_path / "desk"), "--json"]


def test_a_post_is_captured_from_standard_input_once(
    capture: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = []
    for _ in range(2):
        stdin = SimpleNamespace(buffer=io.BytesIO("Still no\npärcel".encode()))
        monkeypatch.setattr("sys.stdin", stdin)
        assert cli.main([*capture, "--link", LINK, "--text", "-", "--name", "Ada Fern"]) == 0
        cases.append(json.loads(capsys.readouterr().out))
    assert cases == [{"case": 1, "new": True}, {"case": 1, "new": False}]
    assert cli.main(["show", "1", *capture[1:]]) == 0
    view = json.loads(capsys.readouterr().out)
    (post,) = view["messages"]
    assert (view["name"], view["handle"], view["account"]) == ("Ada Fern", "ada_fern", None)
    assert (post["text"], post["remote_id"]) == ("Still no\npärcel", "1460323737035677698")
    assert post["at"].startswith("2021-11-15T19:08")


def test_without_a_link_handle_and_time_are_said(
    capture: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--handle", "@ben", "--at", "2026-01-02T03:04+00:00"]
    assert cli.main([*capture[:-1], *words, "--text", "charged twice"]) == 0
    assert capsys.readouterr().out == "Captured in case 1.\n"
    assert cli.main([*capture[:-1], *words, "--text", "and again", "--case", "1"]) == 0
    assert cli.main([*capture[:-1], *words, "--text", "and again"]) == 0
    assert "there already, in case 1" in capsys.readouterr().out
    assert cli.main(["show", "1", *capture[1:]]) == 0
    messages = json.loads(capsys.readouterr().out)["messages"]
    assert [each["at"][:16] for each in messages] == ["2026-01-02T03:04"] * 2


@pytest.mark.parametrize(
    "words",
    [
        ["--text", "x"],
        ["--text", " ", "--handle", "ada"],
        ["--text", "x", "--handle", "a da"],
        ["--text", "x", "--handle", "ada", "--at", "yesterday"],
        ["--text", "x", "--handle", "ada", "--at", "2999-01-01T00:00"],
        ["--text", "x", "--link", "https://evil.example/ada/status/1"],
        ["--text", "x", "--handle", "ada", "--case", "99"],
    ],
)
def test_a_capture_that_makes_no_sense_is_refused_and_nothing_is_stored(
    capture: list[str], capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert cli.main([*capture, *words]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"]
    assert cli.main(["cases", *capture[1:]]) == 0
    assert json.loads(capsys.readouterr().out) == []
