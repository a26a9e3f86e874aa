"""`canary-desk recheck`: how old what is stored may be, and asking now."""

from __future__ import annotations

from tests.console import given
from tests.console.cli.conftest import Line


def test_what_is_stored_has_its_standing(line: Line) -> None:
    line.run("cases")
    with_posts = given.database(line.folder)
    given.save(with_posts, given.account(with_posts), given.post(1, given.ADA, 1))
    with_posts.close()
    told = line.json("recheck", "status")
    assert (told["posts"], told["never"], told["runs"]) == (1, True, [])
    assert told["oldest"].startswith("2026-10-01")
    assert "asked for daily" in line.run("recheck", "status")


def test_an_empty_desk_says_that_there_is_nothing_to_ask(line: Line) -> None:
    assert "none is to be asked" in line.run("recheck", "status")


def test_the_money_for_older_posts_is_set_and_what_is_none_is_refused(line: Line) -> None:
    assert line.json("recheck", "budget", "7.50")["monthly"] == "7.50"
    assert line.json("recheck", "status")["monthly"] == "7.50"
    line.run("recheck", "budget", "much", code=2)
    assert line.json("recheck", "status")["monthly"] == "7.50"


def test_without_an_account_nothing_can_be_asked(line: Line) -> None:
    line.run("recheck", "run", code=2)
    assert "no account yet" in line.err
