"""How X is searched: what is asked, in which order, and what is done about refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.connectors.x import XConnector
from console.connectors.x_auth import XCredentials
from console.connectors.x_problems import InvalidRequest
from console.connectors.x_search import SearchCursor
from console.domain.ids import RemoteId
from console.errors import BadAnswer, ConnectorError, InvalidQuery, Refused
from tests.console.connectors.contract import ids
from tests.console.connectors.search_contract import (
    DAY,
    MINUTE,
    SIZE,
    WEEK,
    SearchContract,
    complain,
    look,
)
from tests.console.connectors.x_net import TIMEOUTS, XNet, x_net
from tests.x_server import Clock, Fault, World
from tests.x_server.messages import Answer

NOW = datetime(2026, 11, 3, 9, 30, 15, 250_000, tzinfo=UTC)
ROUTE = "/2/tweets/search/recent"


def still_world() -> World:
    return World("shop", now=Clock(NOW))


class TestXSearchInOldNames(SearchContract):
    @pytest.fixture
    def net(self) -> Iterator[XNet]:
        with x_net(still_world(), vocabulary="old", rate_limits=None) as net:
            yield net


class TestXSearchInNewNames(SearchContract):
    @pytest.fixture
    def net(self) -> Iterator[XNet]:
        with x_net(still_world(), vocabulary="new", rate_limits=None) as net:
            yield net


@pytest.fixture
def net() -> Iterator[XNet]:
    with x_net(still_world()) as net:
        yield net


def asked(net: XNet) -> list[dict[str, str]]:
    """Return the parameters of the searches so far, without names of fields."""
    return [
        {name: value for name, (value,) in parse_qs(exchange.query).items() if "." not in name}
        | {"status": str(exchange.status)}
        for exchange in net.server.requests
        if exchange.path == ROUTE
    ]


def bounds(net: XNet) -> list[tuple[str, ...]]:
    """Return by what each search so far was bounded, and how X answered."""
    names = ("start_time", "since_id", "until_id", "pagination_token")
    return [
        (*(name for name in names if name in params), params["status"]) for params in asked(net)
    ]


def with_token(cursor: str, token: str) -> str:
    state = json.loads(cursor)
    state["walk"]["token"] = token
    return json.dumps(state)


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_every_exchange_of_search_and_count_is_as_documented(
    test_data: Path, vocabulary: str
) -> None:
    documents = test_data / "x-openapi"
    with x_net(still_world(), vocabulary=vocabulary, validate_with=documents) as net:
        complain(net, SIZE + 2)
        connector = net.connector()
        look(connector, net, look(connector, net)[-1].cursor)
        assert connector.count("parcel").total == SIZE + 2
        with pytest.raises(InvalidQuery):
            connector.count("(parcel")


def test_a_first_walk_asks_from_a_time_and_a_later_one_from_an_id(net: XNet) -> None:
    newest, *_ = complain(net, SIZE + 1)
    connector = net.connector()
    done = look(connector, net, begin_at=NOW - DAY)
    look(connector, net, done[-1].cursor)
    first, second, later = asked(net)
    assert (first["query"], first["max_results"]) == ("parcel", "10")
    assert first["start_time"] == second["start_time"] == "2026-11-02T09:30:15Z"
    assert later["since_id"] == newest
    assert bounds(net) == [
        ("start_time", "200"), ("start_time", "pagination_token", "200"), ("since_id", "200"),
    ]  # fmt: skip


@pytest.mark.parametrize(("most", "size"), [(1, "10"), (10, "10"), (55, "55"), (1000, "100")])
def test_pages_are_as_long_as_x_makes_them(net: XNet, most: int, size: str) -> None:
    net.connector().search("parcel", NOW - DAY, None, most)
    assert asked(net)[0]["max_results"] == size


@pytest.mark.parametrize("begin_at", [NOW - WEEK, NOW - 30 * DAY, NOW, NOW + DAY])
def test_the_time_asked_from_is_one_that_x_takes(net: XNet, begin_at: datetime) -> None:
    net.connector().search("parcel", begin_at, None)
    assert bounds(net) == [("start_time", "200")]


def test_a_clock_that_is_wrong_costs_a_request_and_loses_nothing(net: XNet) -> None:
    expected = complain(net, SIZE + 3)
    for wrong in (-40 * DAY, 40 * DAY):
        connector = XConnector(
            XCredentials.from_json(json.dumps(net.server.credentials)),
            api_url=net.server.url, timeouts=TIMEOUTS, now=Clock(NOW + wrong),
        )  # fmt: skip
        assert ids(look(connector, net, begin_at=NOW - DAY)) == expected
        assert bounds(net)[-3:] == [("start_time", "400"), ("200",), ("pagination_token", "200")]
        connector.close()


def test_a_first_walk_that_lost_its_token_asks_below_its_oldest_post_without_a_time(
    net: XNet,
) -> None:
    complain(net, 3, before=2 * DAY)
    expected = complain(net, SIZE + 3)
    connector = net.connector()
    first = connector.search("parcel", NOW - DAY, None, SIZE)
    rest = look(connector, net, with_token(first.cursor, "spoilt"))
    assert (ids([first, *rest]), rest[-1].gap) == (expected, False)
    assert bounds(net)[1:] == [
        ("start_time", "pagination_token", "400"), ("since_id", "until_id", "200"),
    ]  # fmt: skip


def test_a_later_walk_that_lost_its_token_reads_nothing_twice(net: XNet) -> None:
    complain(net, 3, before=2 * DAY)
    connector = net.connector()
    done = look(connector, net)
    expected = complain(net, SIZE + 3)
    first = connector.search("parcel", NOW, done[-1].cursor, SIZE)
    connector.bill(net.own_id)
    rest = look(connector, net, with_token(first.cursor, "spoilt"))
    assert (ids([first, *rest]), rest[-1].gap) == (expected, False)
    billed = {read.remote_id for read in connector.bill(net.own_id) if read.resource == "post"}
    assert billed == set(expected[SIZE:])


def test_a_since_id_that_x_finds_too_old_is_left_out(net: XNet) -> None:
    complain(net, 1)
    connector = net.connector()
    done = look(connector, net)
    net.forward(9 * DAY)
    new = complain(net, SIZE + 1)
    pages = look(connector, net, done[-1].cursor)
    assert (ids(pages), pages[-1].gap) == (new, True)
    assert bounds(net)[1:] == [("since_id", "400"), ("200",), ("pagination_token", "200")]


def test_the_begin_of_an_open_walk_stays_though_x_no_longer_takes_it(net: XNet) -> None:
    expected = complain(net, 2 * SIZE + 3, before=6 * DAY)
    connector = net.connector()
    first = connector.search("parcel", NOW - WEEK + timedelta(hours=1), None, SIZE)
    net.forward(timedelta(hours=2))
    second = connector.search("parcel", net.now(), first.cursor, SIZE)
    assert not second.done
    rest = look(net.connector(), net, second.cursor)
    assert ids([first, second, *rest]) == expected
    assert bounds(net)[1] == ("start_time", "pagination_token", "400")


def test_posts_that_x_gives_from_before_the_begin_are_left_out(net: XNet) -> None:
    complain(net, 1, before=MINUTE / 2)
    assert ids(look(net.connector(), net, begin_at=NOW)) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("-parcel", "Rules must contain at least one positive, non-stopword clause"),
        ("(parcel", "a parenthesis is not closed"),
    ],
)
def test_a_refused_query_is_told_in_the_words_of_x(net: XNet, query: str, said: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        net.connector().search(query, NOW - DAY, None)
    assert refused.value.message.startswith(f'X refuses the query. It says: "{said}')
    assert len(asked(net)) == 1


def test_what_x_says_of_a_query_is_cleaned_and_cut(net: XNet) -> None:
    said = "There were errors processing your request: bad\u202e\n<b>" + "very long " * 90
    errors = [{"parameters": {"query": ["x"]}, "message": said}]
    body = {"title": "Invalid Request", "detail": "Parameters were invalid.", "errors": errors}
    net.server.faults.add(Fault("query", Answer(400, body), processed=False))
    with pytest.raises(InvalidQuery) as refused:
        net.connector().search("parcel", NOW - DAY, None)
    message = refused.value.message
    assert message.startswith('X refuses the query. It says: "bad <b>very long very long')
    assert len(message) < 260
    assert message.isprintable()


def test_another_400_is_no_wrong_query(net: XNet) -> None:
    net.server.faults.add(Fault("other", Answer(400, {"title": "No"}), processed=False), times=9)
    with pytest.raises(InvalidRequest):
        net.connector().search("parcel", NOW - DAY, None)
    assert len(asked(net)) < 4


def test_a_page_that_leads_in_a_circle_ends_the_walk(net: XNet) -> None:
    data = [{"id": "5", "author_id": "7", "text": "a", "created_at": "2026-11-03T09:00:00Z"}]
    body = {"data": data, "meta": {"result_count": 1, "next_token": "a"}}
    net.server.faults.add(Fault("circle", Answer(200, body), processed=False), times=2)
    connector = net.connector()
    first = connector.search("parcel", NOW - DAY, None)
    with pytest.raises(BadAnswer):
        connector.search("parcel", NOW - DAY, first.cursor)


@given(
    st.none() | st.text() | st.recursive(
        st.none() | st.integers() | st.text() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(
            st.sampled_from(["v", "since_id", "walk", "search", "oldest_id", "token", "cut",
                             "begin_ms", "start_ms", "began_ms", "looked_ms"]),
            inner),
    ).map(lambda value: json.dumps({"v": 1, "since_id": "9"} | value)
          if isinstance(value, dict) else json.dumps(value)),
    st.lists(st.sampled_from(["5", "8", "2059000000000000000"]), max_size=3),
    st.sampled_from([None, "a", "b"]),
)  # fmt: skip
def test_any_cursor_and_answer_is_a_page_or_one_of_our_errors(
    text: str | None, found: list[str], token: str | None
) -> None:
    cursor = SearchCursor.read(text, NOW - DAY, NOW)
    params = cursor.params()
    assert not ({"start_time"} & set(params) and {"since_id", "until_id"} & set(params))
    data = [{"id": each, "author_id": "7", "text": "a"} for each in found]
    meta = {"result_count": len(found)} | ({"next_token": token} if token else {})
    try:
        page = cursor.page({"data": data, "meta": meta}, NOW)
    except ConnectorError:
        return
    after = SearchCursor.read(page.cursor, NOW, NOW)
    assert page.done is (after.walk.walk is None)
    assert page.done or after.walk.since_id == cursor.walk.since_id
    seen = {RemoteId(each) for each in found}
    assert {post.remote_id for post in page.posts} <= seen


@pytest.mark.parametrize("parameter", ["start_time", "since_id", "until_id", "next_token", ""])
def test_refusals_of_a_search_come_to_an_end(parameter: str) -> None:
    names = frozenset({parameter} if parameter else ())
    walk = {"newest_id": "30", "oldest_id": "20", "token": "t"}
    texts = (None, json.dumps({"v": 1, "since_id": "9", "walk": walk, "search": {}}))
    for text in texts:
        cursor: SearchCursor | None = SearchCursor.read(text, NOW - DAY, NOW)
        tried: list[dict[str, str]] = []
        while cursor is not None:
            assert cursor.params() not in tried
            tried.append(cursor.params())
            cursor = cursor.after_refusal(InvalidRequest("no", names))


def test_a_search_by_keys_that_may_not_search_is_refused(net: XNet) -> None:
    net.server.faults.add(Fault.forbidden(), path=ROUTE)
    with pytest.raises(Refused):
        net.connector().search("parcel", NOW - DAY, None)
