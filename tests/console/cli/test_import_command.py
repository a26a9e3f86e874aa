"""`canary-desk import`: X's archive and pages come in from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli import imports
from console.domain.imports import LeftOut
from tests.console.cli.conftest import Line
from tests.console.exchange import archives as made


@pytest.fixture
def archive(tmp_path: Path) -> str:
    talk = made.conversation("1-100", made.direct_message(5, 100, 1, "Hello"))
    files = {
        "data/tweets.js": made.script("tweets", [*made.answers(4), {"tweet": {"id": "x"}}]),
        "data/direct-messages.js": made.script("direct_messages", [talk]),
    }
    return str(made.archive(tmp_path / "archive.zip", files))


def test_a_dry_run_says_what_is_there_and_stores_nothing(line: Line, archive: str) -> None:
    told = line.json("import", archive, "--dry-run", "--add-account")
    assert (told["kind"], told["handle"], told["about"]) == ("x_archive", "shop", 5)
    assert told["direct_messages"] is True
    assert told["deleted"] is False
    assert "About 5 posts." in line.run("import", archive, "--dry-run", "--add-account")
    assert line.json("account", "list") == []


def test_an_archive_comes_in_once_with_what_was_left_out(line: Line, archive: str) -> None:
    told = line.json("import", archive, "--add-account", "--direct-messages")
    assert (told["new"], told["notes"], told["resolved"], told["state"]) == (4, 1, 5, "done")
    assert told["left_out"] == [
        {"reason": "posts without an id", "count": 1, "places": ["tweets.js, item 5"]}
    ]
    again = line.run("import", archive, "--direct-messages")
    assert "Took in 0 posts, 4 known already; 0 cases." in again
    assert "Left out 1: posts without an id (tweets.js, item 5)" in again


def test_another_accounts_archive_is_refused(line: Line, archive: str) -> None:
    line.run("import", archive, code=2)
    told = line.err
    assert "@shop, which is no account of this desk" in told
    assert "--add-account" in told


def test_cases_stay_open_where_that_is_wanted(line: Line, archive: str) -> None:
    assert line.json("import", archive, "--add-account", "--keep-open")["resolved"] == 0
    assert {each["state"] for each in line.json("cases", "--state", "waiting")} == {"waiting"}


def test_what_was_left_out_at_no_place_has_no_empty_parentheses() -> None:
    out = LeftOut("notes on files that were imported there", 3)
    assert imports._left_out([out]) == ["Left out 3: notes on files that were imported there"]
