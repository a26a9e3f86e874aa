"""The command line without a network: what it prints, refuses and returns."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from console import cli


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "desk")


def test_an_empty_desk_says_what_to_do_next(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["account", "list", "--data-dir", folder]) == 0
    assert "canary-desk account add x" in capsys.readouterr().out
    assert cli.main(["cases", "--data-dir", folder]) == 0
    assert capsys.readouterr().out == "No cases.\n"
    assert cli.main(["sync", "--data-dir", folder]) == 2
    assert "There is no account yet" in capsys.readouterr().err


def test_an_error_is_json_too_where_json_was_asked_for(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["show", "12", "--json", "--data-dir", folder]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out)["error"]["message"] == "There is no case 12."
    assert "There is no case 12." in printed.err


def test_a_call_without_a_post_opens_a_case_and_a_second_call_joins_it(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["call", "add", "--data-dir", folder, "--json", "--number", "+49 30 901820"]
    assert cli.main([*call, "--name", "Ada Fern", "--text", "Parcel lost."]) == 0
    first = json.loads(capsys.readouterr().out)["case"]
    assert cli.main([*call, "--text", "Asked again.", "--minutes", "4"]) == 0
    assert json.loads(capsys.readouterr().out)["case"] == first

    assert cli.main(["show", str(first), "--json", "--data-dir", folder]) == 0
    view = json.loads(capsys.readouterr().out)
    assert view["name"] == "Ada Fern"
    assert [m["text"] for m in view["messages"]] == ["Parcel lost.", "Asked again."]
    assert view["state"] == "needs_reply"


@pytest.mark.parametrize(
    "words",
    [
        ["--text", "x"],
        ["--number", "1"],
        ["--number", "1", "--text", " "],
        ["--number", "1", "--text", "x", "--at", "yesterday"],
        ["--number", "1", "--text", "x", "--at", "2999-01-01T00:00"],
        ["--number", "1", "--text", "x", "--at", "0001-01-02T00:00"],
        ["--number", "1", "--text", "x", "--minutes", "9223372036854775807"],
        ["--case", "99", "--text", "x"],
    ],
)
def test_a_call_that_makes_no_sense_is_refused_and_nothing_is_stored(
    folder: str, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert cli.main(["call", "add", "--data-dir", folder, *words]) == 2
    assert capsys.readouterr().err
    assert cli.main(["cases", "--json", "--data-dir", folder]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("words", [["show", "0"], ["show", "x"], ["cases", "--limit", "-1"], []])
def test_unusable_words_end_as_argparse_does(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2


def test_an_answer_to_a_case_without_a_post_is_refused(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("Hello", "utf-8")
    cli.main(["call", "add", "--data-dir", folder, "--name", "Ben", "--text", "Called."])
    assert cli.main(["reply", "1", "--text-file", str(file), "--data-dir", folder]) == 2
    assert "holds no post" in capsys.readouterr().err
    assert cli.main(["reply", "1", "--text-file", "missing", "--data-dir", folder]) == 2
    file.write_bytes(b"\xff\xfe\x00")
    assert cli.main(["reply", "1", "--text-file", str(file), "--data-dir", folder]) == 2
    assert "not UTF-8" in capsys.readouterr().err


def test_a_text_cannot_steer_the_terminal(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "red \x1b[31m bell \x07 turned \u202e family 👩\u200d👧 no-break\u00a0space"
    cli.main(["call", "add", "--data-dir", folder, "--name", "Eve", "--text", hostile])
    cli.main(["show", "1", "--data-dir", folder])
    printed = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)
    assert "👩\u200d👧 no-break\u00a0space" in printed


def test_keys_that_are_no_json_are_refused_without_repeating_them(
    folder: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stdin in ('{"api_key": "s3cret"', "[1]", '{"kind": "oauth2", "api_key": "s3cret"}'):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        assert cli.main(["account", "add", "x", "--data-dir", folder]) == 2
        printed = capsys.readouterr()
        assert "s3cret" not in printed.out + printed.err


def test_a_plain_http_address_that_is_not_this_machine_is_refused(
    folder: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {"kind": "oauth1"} | dict.fromkeys(
        ("api_key", "api_key_secret", "access_token", "access_token_secret"), "k"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(keys)))
    words = ["account", "add", "x", "--data-dir", folder, "--x-api", "http://x.example"]
    assert cli.main(words) == 2
    assert "https://" in capsys.readouterr().err


def test_every_kind_of_error_has_its_exit_code() -> None:
    from console import errors
    from console.cli import exit_codes

    def leaves(kind: type[errors.DeskError]) -> list[type[errors.DeskError]]:
        return [kind, *(leaf for sub in kind.__subclasses__() for leaf in leaves(sub))]

    codes = {
        kind.__name__: next(code for each, code in exit_codes.KINDS if issubclass(kind, each))
        for kind in leaves(errors.DeskError)
        if kind is not errors.DeskError and kind.__module__.startswith("console.")
    }
    wanted = SimpleNamespace(
        NotFound=2, StoreFull=3, KeyringLocked=4, RateLimited=5, CardInPublic=8
    )
    assert {name: codes[name] for name in vars(wanted)} == vars(wanted)
    assert set(codes.values()) == {2, 3, 4, 5, 8, 130}


def test_a_search_within_a_state_looks_at_all_hits(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["call", "add", "--data-dir", folder, "--text", "parcel lost", "--name"]
    cli.main([*call, "Waiting", "--out", "--at", "2026-01-01T10:00+00:00"])
    for number in range(3):
        cli.main([*call, f"Newer {number}"])
    capsys.readouterr()
    words = ["cases", "--search", "parcel", "--state", "waiting", "--limit", "1", "--json"]
    assert cli.main([*words, "--data-dir", folder]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == ["Waiting"]


def test_json_is_ascii_so_that_no_sign_in_it_steers_the_terminal(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "C1 \x9b31m turned \u202e 👩"
    cli.main(["call", "add", "--data-dir", folder, "--name", "Eve", "--text", hostile])
    capsys.readouterr()
    cli.main(["show", "1", "--json", "--data-dir", folder])
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert json.loads(printed)["messages"][0]["text"] == hostile


def test_a_terminal_that_cannot_show_a_sign_gets_its_code(folder: str) -> None:
    cli.main(["call", "add", "--data-dir", folder, "--name", "Eve 👩", "--text", "hi"])
    shown = subprocess.run(
        [sys.executable, "-m", "ui.start", "cases", "--data-dir", folder],
        env=os.environ | {"PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert rb"Eve \U0001f469" in shown.stdout
