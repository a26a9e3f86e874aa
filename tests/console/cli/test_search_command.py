"""Searching by command line."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import datetime
from typing import Any

import pytest

from console.cli import parser, searching
from console.cli.commands import COMMANDS
from console.cli.terminal import Terminal
from console.errors import InputError, NotFound
from tests.console.given import Bench


@pytest.fixture
def run(bench: Bench, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str) -> Any:
        given: Namespace = parser.parse([*words, "--json"])
        terminal = Terminal(bench.desk._context, bench.desk, as_json=True, ring=lambda: None)
        assert COMMANDS[given.command].run(terminal, given) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_a_hit_names_case_message_time_and_what_stands_there(bench: Bench, run: Any) -> None:
    (row,) = bench.desk.cases.rows()
    (message,) = bench.desk.cases.view(row.id).messages
    found = run("search", "HELP")
    (hit,) = found["hits"]
    assert found["after"] is None
    assert (hit["case"], hit["message"], hit["kind"]) == (row.id, message.id, "post")
    assert datetime.fromisoformat(hit["at"]) == message.at
    ((start, end),) = hit["marks"]
    assert hit["snippet"][start:end] == "help"
    assert run("search", "nothing") == {"hits": [], "after": None}


def test_found_words_are_marked_in_a_terminal(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(bench.desk._context, bench.desk, as_json=False, ring=lambda: None)
    searching.find(terminal, parser.parse(["search", "help"]))
    assert "@shop [help]" in capsys.readouterr().out


def test_a_wrong_query_says_where(
    bench: Bench, run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError) as told:
        run("search", "help state:opn")
    assert "state:open" in told.value.advice
    assert capsys.readouterr().err == "help state:opn\n     ^^^^^^^^^\n"


def test_searches_are_kept_listed_removed_and_brought_back(bench: Bench, run: Any) -> None:
    kept = run("saved-search", "add", "Lost  parcels", "parcel lost", "--ranked")
    assert (kept["name"], kept["query"], kept["order"]) == (
        "Lost parcels",
        "parcel lost",
        "ranked",
    )
    with pytest.raises(InputError):
        run("saved-search", "add", "LOST parcels", "van")
    with pytest.raises(InputError):
        run("saved-search", "add", "Other", "frm:ada")
    assert run("saved-search", "list") == [kept]
    run("saved-search", "remove", "lost parcels")
    assert run("saved-search", "list") == []
    with pytest.raises(NotFound):
        run("saved-search", "remove", "lost parcels")
    bench.desk.acts.undo()
    assert run("saved-search", "list") == [kept]
