"""`canary-desk export` and back again by `import`, as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.cli.conftest import Line

OTHER = "other"


@pytest.mark.usefixtures("office")
def test_everything_goes_out_and_comes_into_an_empty_folder(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl.gz"
    done = line.json("export", str(file))
    cases = line.json("cases")
    assert (done["format"], done["cases"]) == ("jsonl", len(cases))
    assert done["bytes"] == file.stat().st_size
    other = Line(tmp_path / OTHER, line.capsys, line.type_in)
    other.run("import", str(file))
    assert other.json("cases") == cases


@pytest.mark.usefixtures("office")
def test_the_form_is_told_by_the_name_and_cases_by_options(line: Line, tmp_path: Path) -> None:
    assert line.json("export", str(tmp_path / "one.html"), "--case", "1")["format"] == "html"
    assert line.json("export", str(tmp_path / "one.csv"), "--case", "1")["cases"] == 1
    found = line.json("export", str(tmp_path / "found.csv"), "--search", "charged")
    assert found["cases"] == 1
    assert "personal data" in line.run("export", str(tmp_path / "two.csv"), "--case", "1", "2")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "words",
    [
        ("--case", "99"),
        ("--search", "nobodysaidthis"),
        ("--from", "2026-11-02", "--to", "2026-11-01"),
        ("--format", "jsonl", "--without-numbers"),
        ("--format", "csv", "--without-notes"),
        ("--from", "1999-01-01", "--to", "1999-01-02"),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(
    line: Line, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "file.jsonl"
    line.run("export", str(file), *words, code=2)
    assert not list(tmp_path.glob("file*"))


@pytest.mark.usefixtures("office")
def test_a_file_that_is_there_stays(line: Line, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    line.run("export", str(tmp_path / "mine.csv"), code=2)
    assert "there already" in line.err
    assert (tmp_path / "mine.csv").read_text() == "mine"


@pytest.mark.usefixtures("office")
def test_an_ending_that_no_form_has_is_asked_about(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "all.xyz"
    line.run("export", str(file), code=2)
    assert "--format" in line.err
    assert not file.exists()
    assert line.json("export", str(file), "--format", "jsonl")["format"] == "jsonl"
