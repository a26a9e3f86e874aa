"""The verbs on searching: find, stop, complete, keep."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from random import Random

import pytest

from console.domain.changes import Changes
from console.domain.ids import from_ms
from console.domain.searching import HitKind, HitOrder
from console.errors import InputError, Interrupted, NotFound
from console.store import search_streams
from console.text.search_query_tree import Term
from tests.console.given import Bench
from tests.console.text.test_search_queries import PIECES


def test_what_was_typed_of_a_draft_is_found(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    bench.desk.drafts.save(row.id, "Your Päckchen is found", "140")
    (hit,) = bench.desk.searches.find("packchen").hits
    assert (hit.kind, hit.case_id, hit.message_id) == (HitKind.DRAFT, row.id, None)
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["Päckchen"]


def test_a_wrong_query_finds_nothing_and_says_where(bench: Bench) -> None:
    found = bench.desk.searches.find("help state:opn")
    assert found.hits == ()
    assert found.problems == bench.desk.searches.problems("help state:opn") != ()
    assert bench.desk.searches.find("help state:opn", typing=True).problems == ()


@pytest.mark.parametrize(
    "query",
    ["after:3000", "on:2300-01-01", "before:9000", "after:2200", "-on:2200", "from:\ud800abc",
     "@abc\udcff", "to:\udcff", "tag:\udcff", "account:\udcff", "\udcff", "help \udcff",
     "phone:12\udcff34"],
)  # fmt: skip
def test_no_query_is_too_odd_to_be_looked_for(bench: Bench, query: str) -> None:
    verbs = bench.desk.searches
    for typing in (True, False):
        for order in HitOrder:
            found = verbs.find(query, typing=typing, order=order)
            assert not (found.hits and found.problems)
    for caret in range(len(query) + 1):
        verbs.complete(query, caret)
    bench.desk.cases.search(query, limit=5)


def test_no_random_query_is_too_odd_to_be_looked_for(bench: Bench) -> None:
    dice = Random(12)
    for _ in range(400):
        query = "".join(dice.choices(PIECES, k=dice.randrange(1, 10)))
        for typing in (False, True):
            found = bench.desk.searches.find(query, typing=typing)
            assert not (found.hits and found.problems), query
        bench.desk.searches.complete(query, dice.randrange(len(query) + 1))


def test_what_is_half_a_character_can_be_kept(bench: Bench) -> None:
    kept, _ = bench.desk.searches.save("A\udcff", "help from:\udcff", HitOrder.NEWEST)
    assert (kept.name, kept.query) == ("A\ufffd", "help from:\ufffd")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one zone a process")
def test_a_day_of_winter_is_found_in_summer(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Europe/Berlin")
        time.tzset()
        read = bench.desk.searches._read("on:2026-01-15").root
    time.tzset()
    assert isinstance(read, Term)
    assert from_ms(read.since_ms) == datetime(2026, 1, 14, 23, tzinfo=UTC)


def test_a_short_number_that_is_not_wanted_hides_no_person(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    bench.desk.contacts.link_number(row.contact_id, "+441632960118", "told us")
    for query in ("-12", "-32", "ada -32", "ada -(32 11)", "in:contact -32"):
        assert {hit.case_id for hit in bench.desk.searches.find(query).hits} == {row.id}, query
    assert not bench.desk.searches.find("in:contact -1632").hits


def test_a_search_that_nobody_waits_for_ends(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.store.database._STEPS", 1)
    newer = threading.Event()
    newer.set()
    for query in ("help", "-help", "state:open", "from:ada"):
        with pytest.raises(Interrupted):
            bench.desk.searches.find(query, stopped=newer.is_set)
    newer.clear()
    assert bench.desk.searches.find("help", stopped=newer.is_set).hits
    newer.set()
    assert bench.desk.searches.find("help").hits, "the next one is not touched"
    assert bench.desk.cases.rows(), "nor anything else"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("he", ()),
        ("help st", ("state:",)),
        ("-is:una", ("-is:unanswered",)),
        ("state:need", ("state:needs_reply",)),
        ("tag:", ('tag:"very late"', "tag:vip")),
        ("tag:v", ('tag:"very late"', "tag:vip")),
        ("from:ad", ("from:ada",)),
        ("@ad", ("@ada",)),
        ("account:", ("account:shop",)),
        ("before:t", ("before:today",)),
        ('"from:ad', ()),
        ("", ()),
    ],
)
def test_a_term_is_completed(bench: Bench, query: str, found: tuple[str, ...]) -> None:
    (row,) = bench.desk.cases.rows()
    bench.desk.triage.tag([row.id], add=("vip", "very late"))
    assert bench.desk.searches.complete(f"{query} x", len(query)) == found


def test_pictures_are_found_without_a_look_at_every_message(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    (message,) = bench.desk.cases.view(row.id).messages
    assert not bench.desk.searches.find("has:picture").hits
    with bench.db.writing():
        bench.db.execute("UPDATE posts SET media = '[]' WHERE message_id = ?", (message.id,))
        bench.db.execute("ANALYZE")
    statements = list[str]()
    bench.db._connection.set_trace_callback(statements.append)
    found = [bench.desk.searches.find(query).hits for query in ("has:picture", "has:picture -x")]
    bench.db._connection.set_trace_callback(None)
    assert [hit.message_id for hits in found for hit in hits] == [message.id] * 2
    newest = [sql for sql in statements if "FROM posts p" in sql]
    assert len(newest) == 2
    for sql in newest:
        plan = bench.db.tuples(f"EXPLAIN QUERY PLAN {sql}")
        assert "posts_media" in plan[0][-1], plan
    assert not bench.desk.searches.find("from:picture").hits


def test_a_kept_search_is_changed_and_each_act_taken_back(bench: Bench) -> None:
    verbs, acts = bench.desk.searches, bench.desk.acts
    kept, changes = verbs.save(" Help ", " help ", HitOrder.NEWEST)
    assert changes == Changes.of(lists=("saved_searches",))
    assert (kept.name, kept.query) == ("Help", "help")
    other = type(kept)(kept.id, "Aid", "help OR aid", HitOrder.RANKED)
    assert verbs.change(other)
    assert verbs.saved() == (other,)
    assert not verbs.change(other), "nothing is another"
    acts.undo()
    assert verbs.saved() == (kept,)
    acts.redo()
    assert verbs.saved() == (other,)
    assert verbs.remove(other.id)
    with pytest.raises(NotFound):
        verbs.remove(other.id)
    with pytest.raises(NotFound):
        verbs.change(other)
    acts.undo()
    assert verbs.saved() == (other,)


@pytest.mark.parametrize(
    ("name", "query"), [("", "help"), ("x" * 61, "help"), ("A", ""), ("A", "(help"), ("help", "x")]
)
def test_what_cannot_be_kept_is_refused(bench: Bench, name: str, query: str) -> None:
    bench.desk.searches.save("Help", "help", HitOrder.NEWEST)
    with pytest.raises(InputError):
        bench.desk.searches.save(name, query, HitOrder.NEWEST)
    assert len(bench.desk.searches.saved()) == 1


@pytest.mark.parametrize(
    "query",
    ["help", "help -x", '"help me"', "hel", "help tag:vip", "tag:vip", "from:ada", "@ada",
     "phone:1632", "1632 960", "has:picture", "touchpoint:delivery", "help before:1d"],
)  # fmt: skip
def test_no_statement_of_a_search_looks_at_every_row(
    bench: Bench, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = bench.desk.cases.rows()
    bench.desk.triage.tag([row.id], add=("vip",))
    monkeypatch.setattr(search_streams, "FEW_CASES", 5)
    told = list[str]()
    connection = bench.db._connection
    connection.set_trace_callback(told.append)
    bench.desk.searches.find(query, typing=True)
    connection.set_trace_callback(None)
    statements = [sql for sql in told if sql.startswith(("SELECT", "WITH")) and "%_" not in sql]
    assert statements
    for sql in statements:
        for *_, step in bench.db.tuples(f"EXPLAIN QUERY PLAN {sql}"):
            if step.startswith("SCAN "):
                what = step.split()[1]
                small = {"d", "v", "accounts", "agents", "json_each", "each_one", "CONSTANT"}
                virtual = "VIRTUAL TABLE INDEX" in step
                indexed = "USING" in step and "INDEX" in step
                assert what in small or virtual or indexed or "(" in what, f"{step}: {sql}"
