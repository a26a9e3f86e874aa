"""Saved replies by command line."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from console.cli import saved
from console.cli.commands import Command
from console.cli.terminal import Run, Terminal
from console.errors import InputError, NotFound
from tests.console.given import Bench


@pytest.fixture
def run(bench: Bench, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(command: Run, **options: str) -> Any:
        assert Command(command, writes=True).writes
        terminal = Terminal(bench.desk._context, bench.desk, as_json=True, ring=lambda: None)
        assert command(terminal, Namespace(**options)) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_replies_are_added_listed_and_removed(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Hi {first_name}, {tracking}\n", "utf-8")
    added = run(saved.add, name="Thanks", file=str(file))
    assert (added["name"], added["text"]) == ("Thanks", "Hi {first_name}, {tracking}")
    assert run(saved.every) == [added]
    assert run(saved.remove, name="THANKS")["id"] == added["id"]
    assert run(saved.every) == []
    with pytest.raises(NotFound):
        run(saved.remove, name="Thanks")


def test_what_is_given_out_is_taken_in(run: Any, bench: Bench, tmp_path: Path) -> None:
    bench.desk.saved_replies.add("Formula", "=1+1")
    file = str(tmp_path / "out.csv")
    run(saved.give_out, file=file)
    assert "'=1+1" in Path(file).read_text("utf-8")
    with pytest.raises(InputError, match="there already"):
        run(saved.give_out, file=file)
    again = run(saved.take_in, file=file, same_name="theirs")
    assert again == {"added": 0, "changed": 0, "left": 1, "bad": []}


def test_bad_rows_are_told(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b"name,text\nA,a\nalone\n"))
    monkeypatch.setattr("sys.stdin", typed)
    told = run(saved.take_in, file="-", same_name="mine")
    assert (told["added"], told["bad"][0]["line"]) == (1, 3)
