"""`canary-desk watch`, against the loopback X: price, save, look, what it brought, remove."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.console.cli.conftest import Line
from tests.x_server import Fault, World, XServer

QUERY = "teapot (broken OR chipped) -is:retweet -from:shop"


@pytest.fixture
def x() -> Iterator[XServer]:
    with XServer(World("shop")) as server:
        yield server


@pytest.fixture
def wire(line: Line, x: XServer, secret_service: object) -> Line:
    """A command line whose X is the loopback one, with an account."""
    del secret_service
    line.more = ("--x-api", x.url)
    line.run("account", "add", "x", stdin=json.dumps(x.credentials))
    return line


def told(x: XServer, *texts: str) -> None:
    """Let people post, the last one just now."""
    for number, text in enumerate(texts):
        x.world.add_post(x.world.add_user(f"someone{number}"), text)


def test_a_price_says_posts_by_day_and_dollars_a_month_and_saves_nothing(
    wire: Line, x: XServer
) -> None:
    told(x, "my teapot is chipped", "teapot broken, again", "a fine teapot")
    found = wire.json("watch", "price", QUERY)
    assert (found["week"], found["sampled"], found["hit_price"]) == (2, False, "0.015")
    assert sum(day["posts"] for day in found["days"]) == 2
    assert found["price"] == "0.005"
    assert float(found["month"]) == pytest.approx(2 * 30.44 / 7 * 0.015, abs=0.01)
    printed = wire.run("watch", "price", QUERY)
    assert printed.startswith("2 posts in the last 7 days (counted).")
    assert "A month costs about $0.13, at $0.015 a post with its author." in printed
    assert wire.json("watch", "list") == []
    assert x.billing.counts["post_read"] == 0


def test_a_wrong_query_says_where_and_asks_nothing_of_x(wire: Line, x: XServer) -> None:
    before = len(x.requests)
    assert wire.run("watch", "price", "teapot (broken OR", code=2) == ""
    lines = wire.err.splitlines()
    place = next(number for number, each in enumerate(lines) if each.strip().startswith("^"))
    assert lines[place - 1][lines[place].index("^")] in "(O"
    assert wire.run("watch", "add", "Pots", "lang:en", "--budget", "1", code=2) == ""
    assert len(x.requests) == before


def test_a_watch_is_priced_saved_looks_and_tells_what_it_brought(wire: Line, x: XServer) -> None:
    told(x, "old: teapot broken")
    made = wire.json("watch", "add", "Pots", QUERY, "--budget", "2", "--since", "7d")
    assert (made["name"], made["query"], made["monthly_budget"]) == ("Pots", QUERY, "2")
    assert (made["pace_s"], made["state"], made["counted_week"]) == (3600, "ready", 1)
    assert made["estimate"]["week"] == 1
    told(x, "teapot chipped on day one", "@shop teapot broken", "nothing of it")
    (run,) = wire.json("watch", "run")
    assert (run["name"], run["hits"], run["new"], run["done"]) == ("Pots", 3, 3, True)
    assert wire.json("watch", "run") == [], "it is not due yet"
    (again,) = wire.json("watch", "run", str(made["id"]))
    assert (again["read"], again["hits"]) == (0, 0), "by a person's word, with nothing new"
    (listed,) = wire.json("watch", "list")
    assert (listed["lately"]["hits"], listed["lately"]["cases"]) == (3, 3)
    assert listed["spent"] == listed["lately"]["cost"]
    cases = wire.json("watch", "cases", str(made["id"]))
    assert {case["snippet"]: case["unsummoned"] for case in cases} == {
        "old: teapot broken": True,
        "teapot chipped on day one": True,
        "@shop teapot broken": False,
    }
    assert "3 hits, 3 cases, 0 solved" in wire.run("watch", "list")


def test_a_sync_finds_a_hit_again_as_the_same_post(wire: Line, x: XServer) -> None:
    made = wire.json("watch", "add", "Pots", QUERY, "--budget", "2", "--since", "1d", "--no-count")
    assert made["estimate"] is None
    told(x, "@shop teapot broken")
    wire.json("watch", "run")
    (case,) = wire.json("cases")
    (synced,) = wire.json("sync")
    assert (synced["read"], synced["new"]) == (1, 0)
    assert [each["id"] for each in wire.json("cases")] == [case["id"]]


def test_what_x_does_not_let_this_app_count_is_drawn_from_ten_posts(wire: Line, x: XServer) -> None:
    told(x, *(f"teapot broken {number}" for number in range(12)))
    x.faults.add(Fault.forbidden(), method="GET", path="/2/tweets/counts/recent")
    wire.run("watch", "price", QUERY, code=5)
    assert "sample" in wire.err
    found = wire.json("watch", "price", QUERY, "--sample")
    assert found["sampled"] is True
    assert x.billing.counts["post_read"] == 10


def test_changed_paused_removed_and_back(wire: Line, x: XServer) -> None:
    made = wire.json("watch", "add", "Pots", QUERY, "--budget", "2", "--no-count")
    number = str(made["id"])
    changed = wire.json("watch", "change", number, "--name", "Teapots", "--pace", "4h")
    assert (changed["name"], changed["pace_s"], changed["query"]) == ("Teapots", 14400, QUERY)
    assert [each["paused"] for each in wire.json("watch", "pause", number)] == [True]
    assert wire.json("watch", "run") == []
    assert "Going on: “Teapots”." in wire.run("watch", "resume", number)
    assert "undo" in wire.run("watch", "remove", number)
    assert wire.json("watch", "list") == []
    wire.run("watch", "remove", number, code=2)
    wire.run("undo")
    assert [each["name"] for each in wire.json("watch", "list")] == ["Teapots"]
    assert len(x.requests) == 1, "nothing of this asks X; only the keys were checked"


def test_a_budget_that_is_spent_is_said_and_reads_no_more(wire: Line, x: XServer) -> None:
    told(x, *(f"teapot broken {number}" for number in range(60)))
    made = wire.json("watch", "add", "Pots", QUERY, "--budget", "0.30", "--since", "1d")
    (run,) = wire.json("watch", "run")
    assert (run["state"], run["done"]) == ("spent", False)
    (listed,) = wire.json("watch", "list")
    assert float(listed["spent"]) <= 0.30 + 10 * 0.015
    assert "the month's budget is used up" in wire.run("watch", "list")
    asked = len(x.requests)
    wire.json("watch", "run", str(made["id"]))
    assert len(x.requests) == asked


def test_trouble_with_x_ends_in_its_exit_code_and_stands_with_the_watch(
    wire: Line, x: XServer
) -> None:
    made = wire.json("watch", "add", "Pots", QUERY, "--budget", "2", "--no-count")
    x.faults.add(Fault.forbidden(), method="GET", path="/2/tweets/search/recent")
    (run,) = wire.json("watch", "run", str(made["id"]), code=5)
    assert run["state"] == "failing"
    assert run["problem"]
    (listed,) = wire.json("watch", "list")
    assert (listed["state"], listed["problem"]) == ("failing", run["problem"])


def test_without_an_account_that_has_access_it_says_so(line: Line, tmp_path: Path) -> None:
    del tmp_path
    line.run("account", "add", "handoff", "corner_shop")
    line.run("watch", "price", "teapot", code=2)
    assert "No account has access." in line.err


def test_a_moment_is_in_utc(wire: Line) -> None:
    made = wire.json("watch", "add", "Pots", QUERY, "--budget", "2", "--no-count")
    begin = datetime.fromisoformat(made["begin_at"])
    assert abs(begin - datetime.now(UTC)) < timedelta(minutes=5)
