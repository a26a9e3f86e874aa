"""`canary-desk watch`, against the loopback X: price, save, look, what it brought, remove."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from console.cli import watch_options, watch_text
from console.cli.parser import parse
from console.domain.ids import AccountId, WatchId
from console.domain.watches import NewWatch, Watch, WatchRun, WatchState
from console.errors import StoreFull
from console.store import watches
from tests.console.cli.conftest import Line
from tests.x_server import Fault, World, XServer

QUERY = "teapot (broken OR chipped) -is:retweet -from:shop"
"""Without `-@shop`, so that mentions are found as well."""
BOTH = "Mentions come by sync for less, and @shop's own posts are paid for as well:"


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
    assert printed.startswith(
        "Mentions come by sync for less: add -@shop\n2 posts in the last 7 days (counted).\n"
    )
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
    assert "3 posts, 3 cases, 0 solved" in wire.run("watch", "list")


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


@pytest.mark.parametrize(
    "words",
    [
        ("price", "-"),
        ("add", "Teapots", "-", "--budget", "2"),
        ("change", "1", "--query", "-"),
    ],
)
def test_keys_on_standard_input_are_never_read_as_the_query(
    wire: Line, x: XServer, words: tuple[str, ...]
) -> None:
    wire.run("watch", "add", "Pots", QUERY, "--budget", "2", "--no-count")
    asked, keys = len(x.requests), json.dumps(x.credentials)
    for more in ((), ("--json",)):
        printed = wire.run("watch", *words, "--credentials-stdin", *more, stdin=keys, code=2)
        told_all = printed + wire.err
        assert "Standard input holds the keys" in told_all
        assert not any(secret in told_all for secret in x.credentials.values())
        assert "access_token" not in told_all
    assert len(x.requests) == asked


def test_keys_on_standard_input_go_with_a_query_in_words(wire: Line, x: XServer) -> None:
    told(x, "teapot broken")
    keys = json.dumps(x.credentials)
    assert wire.json("watch", "price", QUERY, "--credentials-stdin", stdin=keys)["week"] == 1
    assert wire.json("watch", "price", "-", stdin=QUERY)["week"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "pots", "teapot", "--budget", "2"), "There is a watch “Pots” already."),
        (("add", "Cups", "cup", "--budget", "80"), "@shop may cost $50 a month in all."),
        (("add", " ", "cup", "--budget", "2"), "A watch needs a name."),
        (("change", "2", "--query", "cup", "--name", "Pots"), "There is a watch “Pots” already."),
        (("change", "2", "--query", "cup", "--budget", "80"), "@shop may cost $50"),
        (("change", "2"), "Nothing is given to change. Give --name, --query, --pace or --budget."),
        (("change", "9", "--query", "cup"), "There is no watch 9."),
        (("run", "9"), "There is no watch 9."),
        (("cases", "9"), "There is no watch 9."),
        (("pause", "9"), "There is no watch 9."),
        (("remove", "1", "9"), "There is no watch 9."),
    ],
)
def test_what_cannot_be_stored_is_said_before_a_count_is_paid_for(
    wire: Line, x: XServer, words: tuple[str, ...], said: str
) -> None:
    wire.run("account", "budget", "shop", "50")
    for name in ("Pots", "Pans"):
        wire.run("watch", "add", name, QUERY, "--budget", "2", "--no-count")
    asked = len(x.requests)
    wire.run("watch", *words, code=2)
    assert said in wire.err
    assert len(x.requests) == asked
    assert len(wire.json("watch", "list")) == 2


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("insert_removed", ("add", "Pans", "pan", "--budget", "2")),
        ("change", ("change", "1", "--query", "pan")),
    ],
)
def test_a_count_that_was_paid_for_is_told_although_storing_failed(
    wire: Line, x: XServer, monkeypatch: pytest.MonkeyPatch, verb: str, words: tuple[str, ...]
) -> None:
    wire.run("watch", "add", "Pots", QUERY, "--budget", "2", "--no-count")
    told(x, "a pan without a handle")

    def fail(*_: object) -> None:
        raise StoreFull("The disk is full.")

    monkeypatch.setattr(watches, verb, fail)
    assert "error" in wire.json("watch", *words, code=3)
    assert "1 post in the last 7 days (counted)." in wire.err
    assert "The disk is full." in wire.err


def test_a_paused_watch_is_not_run_and_says_how_it_goes_on(wire: Line, x: XServer) -> None:
    made = wire.json("watch", "add", "Pots", QUERY, "--budget", "2", "--no-count")
    wire.run("watch", "pause", str(made["id"]))
    asked = len(x.requests)
    assert wire.run("watch", "run", str(made["id"]), code=2) == ""
    assert f"It is paused. canary-desk watch resume {made['id']}" in wire.err
    assert len(x.requests) == asked
    late = watch_text.run(WatchRun(WatchId(1), state=WatchState.PAUSED), "Pots")
    assert late.endswith("It is paused: canary-desk watch resume 1"), "paused as it looked"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("teapot", f"{BOTH} add -from:shop -@shop -is:retweet"),
        ("teapot -from:Shop", "Mentions come by sync for less: add -@shop -is:retweet"),
        ("teapot -@SHOP -is:retweet", "@shop's own posts are paid for as well: add -from:shop"),
        ("teapot -from:@shop -@shop", ""),
        ("teapot @shop -from:other -@other -is:retweet", f"{BOTH} add -from:shop -@shop"),
    ],
)
def test_a_query_that_pays_for_what_the_account_has_is_remarked_on(query: str, said: str) -> None:
    assert watch_text.marked(query, "shop") == watch_text.remarks(query, "shop")
    assert watch_text.remarks(query, "shop") == ([said] if said else [])


def test_remarks_stand_marked_before_the_price_and_refuse_nothing(wire: Line) -> None:
    query = "teapot or cup -from:shop -@shop"
    first, mark, said, price = wire.run("watch", "price", query).splitlines()[:4]
    assert (first, mark) == (query, "       ^^")
    assert said == "“or” is a word to look for here. Write OR in capitals if one of both is enough."
    assert price == "0 posts in the last 7 days (counted)."
    assert wire.json("watch", "price", query)["remarks"] == [said]
    made = wire.json("watch", "add", "Pots", query, "--budget", "2", "--no-count")
    assert made["remarks"] == [said]
    printed = wire.run("watch", "change", str(made["id"]), "--query", query, "--name", "Cups")
    assert printed.splitlines()[:3] == [query, mark, said]


def test_the_hint_of_an_empty_list_is_a_query_that_leaves_nothing_out_of_account(
    wire: Line,
) -> None:
    printed = wire.run("watch", "list")
    query = printed[printed.index("'") + 1 : printed.rindex("'")]
    assert query == '"YOUR BRAND" -from:shop -@shop -is:retweet'
    assert wire.json("watch", "price", query)["remarks"] == []


@pytest.mark.parametrize(
    ("spent", "whose"), [("2", "the month's budget"), ("1.99", "the account's budget")]
)
def test_the_list_says_whose_budget_is_used_up(spent: str, whose: str) -> None:
    now = datetime.now(UTC)
    pace = watch_options.PACE_WORDS["1h"]
    new = NewWatch(AccountId(1), "Pots", QUERY, pace, Decimal(2), now)
    one = Watch(WatchId(1), new, now, "Kim", paused=False, counted_week=None,
                estimated_month=None, state=WatchState.SPENT, spent=Decimal(spent))  # fmt: skip
    assert f"{whose} is used up; " in watch_text.watch(one, "shop", now)


def test_a_query_that_begins_with_a_minus_has_its_place_in_the_help(
    wire: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb, way in (("price", "-- '-from:shop"), ("add", "-- '-from:shop"),
                      ("change", "--query='-from:shop")):  # fmt: skip
        with pytest.raises(SystemExit):
            wire.run("watch", verb, "--help")
        printed = " ".join(capsys.readouterr().out.split())
        assert way in printed
        assert ("--no-count" in printed) == (verb != "price")
    assert parse(["watch", "price", "--", "-from:shop"]).query == "-from:shop"
    assert parse(["watch", "change", "1", "--query=-from:shop"]).query == "-from:shop"
