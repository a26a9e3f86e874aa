"""`canary-desk call import`: a call log comes in from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.cli.conftest import Line

LOG = "A;B;C\n+442079460001;2026-01-02 03:04;60\n+442079460002;2026-01-02 04:04;60\n;2026-01-02;1\n"


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "calls.csv"
    path.write_text(LOG, "utf-8")
    return str(path)


def test_a_dry_run_says_what_would_happen_and_stores_nothing(line: Line, log: str) -> None:
    told = line.json("call", "import", log, "--dry-run")
    assert (told["calls"], told["aside"], told["known"]) == (2, 1, 0)
    assert told["columns"] == {"began": "B", "number": "A"}
    assert "Would take in 2 calls" in line.run("call", "import", log, "--dry-run")
    assert line.json("call", "list") == []


def test_a_log_comes_in_once_and_is_taken_back_as_one(line: Line, log: str) -> None:
    mapping = "duration=c,agent="
    assert line.json("call", "import", log, "--map", mapping)["calls"] == 2
    assert [each["duration_s"] for each in line.json("call", "list")] == [60, 60]
    again = line.json("call", "import", log)
    assert (again["calls"], again["known"]) == (0, 2)
    assert again["columns"]["duration"] == "C", "as last time"
    assert "Import call log" in line.run("undo")
    assert line.json("call", "list") == []


def test_rows_that_are_kept_aside_are_told_with_why(line: Line, log: str, tmp_path: Path) -> None:
    for words in (("--dry-run",), ()):
        told = line.run("call", "import", log, *words)
        assert "Kept aside: 1 row.\n  line 4: It has neither a number nor a name." in told
    assert "(2026-01-02)" in told
    other = tmp_path / "other.csv"
    other.write_text("A;B;C\nx;2026-01-02 03:04;soon\n", "utf-8")
    told = line.json("call", "import", str(other), "--map", "duration=C")
    assert told["rows_aside"] == [
        {
            "line": 2,
            "problem": "“soon” is no duration.",
            "cells": {"number": "x", "began": "2026-01-02 03:04", "duration": "soon"},
        }
    ]
    assert (told["aside"], told["waiting"]) == (1, 1)
    again = line.run("call", "import", str(other))
    assert "Kept aside: 0 rows.\n2 rows from before still to be looked at." in again


def test_what_is_first_in_a_date_is_asked(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("Caller,Start\n+442079460001,3/4/2026 10:00\n", "utf-8")
    line.run("call", "import", str(path), code=2)
    assert "--dates" in line.err
    line.run("call", "import", str(path), "--dates", "month")
    (call,) = line.json("call", "list")
    assert call["at"].startswith("2026-03-04")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "number"], "maps no column"),
        (["--map", "colour=A"], "maps no column"),
        (["--map", "number=Z"], "no column"),
        (["--map", "number=9"], "no column"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    line: Line, log: str, words: list[str], said: str
) -> None:
    line.run("call", "import", log, *words, code=2)
    assert said in line.err


def test_a_wrong_file_is_refused(line: Line, tmp_path: Path) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    line.run("call", "import", str(picture), code=2)
    assert "holds no text" in line.err
