"""What X bills for an answer: all that it holds, each once, at the right price."""

from __future__ import annotations

from typing import Any

import pytest

from console.connectors.x_bill import Bill
from console.domain.ids import RemoteId
from console.domain.remote import Timeline
from console.domain.spending import BilledRead, Item
from console.errors import BadAnswer, ConnectorError
from tests.console.connectors.contract import START
from tests.console.connectors.x_net import x_net
from tests.x_server import Fault
from tests.x_server.messages import Answer

US = RemoteId("1")


def billed(answer: dict[str, Any], timeline_of: RemoteId | None = None) -> set[tuple[str, str]]:
    bill = Bill()
    bill.add_posts(answer, timeline_of)
    return {(read.item.value, read.remote_id) for read in bill.hand_over(US)}


def test_our_own_posts_and_mentions_of_us_are_cheap() -> None:
    of_us = {"entities": {"mentions": [{"id": "1", "username": "shop"}]}}
    answer = {
        "data": [
            {"id": "10", "author_id": "1"},
            {"id": "11", "author_id": "2", **of_us},
            {"id": "12", "author_id": "2", "note_tweet": of_us},
            {"id": "13", "author_id": "2", "note_post": of_us},
            {"id": "14", "author_id": "2", "text": "@shop, in words only"},
        ]
    }
    assert billed(answer) == {
        ("own_read", "10"),
        ("own_read", "11"),
        ("own_read", "12"),
        ("own_read", "13"),
        ("post_read", "14"),
    }


def test_all_of_our_timeline_is_ours_and_what_it_includes_is_not() -> None:
    answer = {
        "data": [{"id": "10", "text": None}],
        "includes": {
            "tweets": [{"id": "20", "author_id": "2"}],
            "posts": [{"id": "21", "author_id": "1"}, {"id": "10", "author_id": "2"}],
            "users": [{"id": "2"}, {"id": "2"}, {"id": "nobody"}],
        },
    }
    assert billed(answer, US) == {
        ("own_read", "10"),
        ("post_read", "20"),
        ("own_read", "21"),
        ("user_read", "2"),
    }


def test_what_a_search_brought_is_nobodys_own() -> None:
    of_us = {"entities": {"mentions": [{"id": "1", "username": "shop"}]}}
    hits = {
        "data": [{"id": "10", "author_id": "2", **of_us}, {"id": "11", "author_id": "1"}],
        "includes": {"tweets": [{"id": "12", "author_id": "1"}], "users": [{"id": "2"}]},
    }
    bill = Bill()
    bill.add_posts({"data": [{"id": "11"}]}, US)
    bill.add_hits(hits)
    assert {(read.item.value, read.remote_id) for read in bill.hand_over(US)} == {
        ("own_read", "11"),  # read as ours before
        ("post_read", "10"),
        ("post_read", "12"),
        ("user_read", "2"),
    }


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": None, "includes": None},
        {"data": "x", "includes": []},
        {"data": [None, 1, [], {"id": "x"}, {"id": None}], "includes": {"users": {}, "posts": 3}},
        {"data": [], "errors": [{"resource_id": "10"}]},
    ],
)
def test_what_holds_nothing_bills_nothing(answer: dict[str, Any]) -> None:
    assert billed(answer) == set()


def test_a_single_post_is_billed_too() -> None:
    assert billed({"data": {"id": "10", "author_id": "2"}}) == {("post_read", "10")}


def test_a_bill_is_handed_over_once() -> None:
    bill = Bill()
    bill.add_user({"data": {"id": "5"}})
    assert bill.hand_over(US) == (BilledRead(Item.USER_READ, RemoteId("5")),)
    assert bill.hand_over(US) == ()


def test_a_call_that_fails_after_its_answer_is_billed() -> None:
    half = Answer(200, {"data": [{"id": "10"}], "includes": {"users": [{"id": "2"}]}})
    with x_net() as net:
        connector = net.connector()
        net.server.faults.add(Fault("silent", half), path="/2/tweets")
        with pytest.raises(BadAnswer, match="said nothing of"):
            connector.lookup((RemoteId("10"), RemoteId("11")))
        assert connector.bill(net.own_id) == (
            BilledRead(Item.POST_READ, RemoteId("10")),
            BilledRead(Item.USER_READ, RemoteId("2")),
        )


def test_an_answer_that_was_refused_or_broke_off_bills_nothing() -> None:
    with x_net() as net:
        net.add("ada", "@shop hi", START)
        connector = net.connector()
        for fault in (Fault.rate_limited(), Fault.html(), Fault.truncated()):
            net.server.faults.add(fault, path="/2/users/:id/mentions")
            with pytest.raises(ConnectorError):
                connector.read_page(Timeline.MENTIONS, net.own_id, None)
        assert connector.bill(net.own_id) == ()
