"""`canary-desk review notes`: what was said of a file, without a data folder or the file's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console import cli
from console.domain.reviews import NewNote, Verdict
from tests.console.review_ground import backup, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of which two reviewers said something."""
    path = backup(tmp_path)
    for by in ("Mara", "Noor"):
        source, desk = opened(path, by)
        case_id = desk.cases.rows()[0].id
        desk.reviews.annotate(case_id, NewNote(f"=by {by}\x1b[2J", None, Verdict.GOOD, ("kind",)))
        desk.reviews.mark(case_id, done=by == "Mara")
        desk.close()
        source.close()
    return path


def test_notes_of_all_reviewers_are_printed_as_json(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "nowhere"
    words = ["review", "notes", str(path), "--json", "--data-dir", str(nowhere)]
    assert cli.main(words) == 0
    told = json.loads(capsys.readouterr().out)
    (case,) = told["cases"]
    assert [note["by"] for note in case["notes"]] == ["Mara", "Noor"]
    assert [mark["by"] for mark in case["reviewed"]] == ["Mara"]
    assert case["notes"][0]["verdict"] == "good"
    assert told["unread_lines"] == 0
    assert not nowhere.exists()


def test_notes_are_printed_as_text_that_moves_no_terminal(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["review", "notes", str(path)]) == 0
    said = capsys.readouterr().out
    assert "reviewed by Mara" in said
    assert "=by Noor" in said
    assert "\x1b" not in said


def test_notes_are_there_also_where_the_file_is_gone(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.unlink()
    assert cli.main(["review", "notes", str(path)]) == 0
    assert "by Mara" in capsys.readouterr().out


def test_a_table_is_written_and_nothing_overwritten(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "notes.csv"
    words = ["review", "notes", str(path), "--csv", str(out)]
    assert cli.main(words) == 0
    assert "'=by Mara" in out.read_text("utf-8-sig")
    assert cli.main(words) == 2


def test_a_file_that_nobody_knows_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["review", "notes", str(tmp_path / "none.db")]) == 2
    assert "no notes" in capsys.readouterr().err
    assert cli.main(["review", str(tmp_path / "none.db")]) == 2
