"""What search and count must do in every connector, whatever the network behind it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

import pytest

from console.connectors.base import Connector
from console.domain.ids import RemoteId
from console.domain.remote import Page
from console.domain.spending import BilledRead, Item
from console.errors import InvalidQuery
from tests.console.connectors.contract import Net, ids

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
SIZE = 10


class SearchNet(Net, Protocol):
    """A network under test whose time can be pushed."""

    def now(self) -> datetime: ...

    def forward(self, by: timedelta) -> None: ...


def complain(net: SearchNet, count: int, before: timedelta = MINUTE) -> list[RemoteId]:
    """Add posts that mention nobody, a minute apart, the newest `before` now; newest first.

    The oldest come first, for X numbers posts in the order of time.
    """
    newest_at = net.now() - before
    found = [
        net.add(f"customer_{n % 7}", f"my parcel {n} is late", newest_at - (count - 1 - n) * MINUTE)
        for n in range(count)
    ]
    net.add("ada", "what a day", newest_at)
    return found[::-1]


def look(
    connector: Connector,
    net: SearchNet,
    cursor: str | None = None,
    *,
    query: str = "parcel",
    begin_at: datetime | None = None,
) -> list[Page]:
    """Return the pages of a walk through a search, from a cursor to its end."""
    begin_at = begin_at or net.now() - 6 * DAY
    pages: list[Page] = []
    while not pages or not pages[-1].done:
        assert len(pages) < 100
        pages.append(connector.search(query, begin_at, cursor, SIZE))
        cursor = pages[-1].cursor
    return pages


class SearchContract:
    """The tests; `net` comes from the derived class."""

    def test_a_walk_finds_each_hit_once_newest_first(self, net: SearchNet) -> None:
        expected = complain(net, 2 * SIZE + 3)
        pages = look(net.connector(), net)
        assert ids(pages) == expected
        assert [len(page.posts) for page in pages] == [SIZE, SIZE, 3]
        assert not any(page.gap or page.malformed for page in pages)

    def test_a_second_walk_finds_nothing_and_a_third_only_what_came_since(
        self, net: SearchNet
    ) -> None:
        complain(net, SIZE + 1, before=timedelta(hours=1))
        connector = net.connector()
        first = look(connector, net)
        second = look(connector, net, first[-1].cursor)
        assert (ids(second), second[-1].gap) == ([], False)
        new = complain(net, SIZE + 2)
        third = look(connector, net, second[-1].cursor)
        assert (ids(third), third[-1].gap) == (new, False)

    def test_a_search_that_finds_nothing_is_one_finished_page(self, net: SearchNet) -> None:
        (page,) = look(net.connector(), net, query="refund")
        assert (page.posts, page.done, page.gap, page.malformed) == ((), True, False, 0)

    def test_an_open_walk_goes_on_in_another_connector_whatever_begin_is_given(
        self, net: SearchNet
    ) -> None:
        expected = complain(net, 2 * SIZE + 3)
        begin_at = net.now() - 2 * DAY
        first = net.connector().search("parcel", begin_at, None, SIZE)
        assert not first.done
        rest = look(net.connector(), net, first.cursor, begin_at=net.now())
        assert ids([first, *rest]) == expected

    @pytest.mark.parametrize("days", [0.5, 3, 6])
    def test_a_first_walk_that_stood_still_finds_the_rest_and_then_what_came(
        self, net: SearchNet, days: float
    ) -> None:
        expected = complain(net, 2 * SIZE + 3)
        connector = net.connector()
        first = connector.search("parcel", net.now() - timedelta(hours=2), None, SIZE)
        net.forward(days * DAY)
        new = complain(net, 2)
        rest = look(connector, net, first.cursor)
        assert ids([first, *rest]) == expected
        assert not rest[-1].gap
        assert ids(look(connector, net, rest[-1].cursor)) == new

    def test_a_walk_that_stood_still_for_too_long_says_that_the_rest_is_missing(
        self, net: SearchNet
    ) -> None:
        complain(net, 2 * SIZE + 3)
        connector = net.connector()
        first = connector.search("parcel", net.now() - DAY, None, SIZE)
        net.forward(8 * DAY)
        new = complain(net, 2)
        rest = look(connector, net, first.cursor)
        assert rest[-1].gap
        after = look(connector, net, rest[-1].cursor)
        assert ids([*rest, *after]) == new

    def test_what_comes_during_a_walk_is_found_by_the_next(self, net: SearchNet) -> None:
        expected = complain(net, SIZE + 3, before=timedelta(hours=1))
        connector = net.connector()
        first = connector.search("parcel", net.now() - DAY, None, SIZE)
        late = complain(net, 1)
        rest = look(connector, net, first.cursor)
        assert ids([first, *rest]) == expected
        assert ids(look(connector, net, rest[-1].cursor)) == late

    def test_the_first_walk_begins_where_it_was_told_and_no_later_one_before(
        self, net: SearchNet
    ) -> None:
        posts = complain(net, 5, before=timedelta(hours=3))
        connector = net.connector()
        begin_at = net.now() - timedelta(hours=3) - 2 * MINUTE
        assert ids(look(connector, net, begin_at=begin_at)) == posts[:3]
        nothing = look(connector, net, begin_at=net.now() - MINUTE)
        assert (ids(nothing), nothing[-1].gap) == ([], False)
        assert ids(look(connector, net, nothing[-1].cursor)) == []
        new = complain(net, 1, before=timedelta())
        net.forward(MINUTE)
        assert ids(look(connector, net, nothing[-1].cursor)) == new

    def test_what_came_while_nobody_looked_for_more_than_a_week_is_a_gap_once(
        self, net: SearchNet
    ) -> None:
        complain(net, 2)
        connector = net.connector()
        first = look(connector, net)
        net.forward(2 * DAY)
        complain(net, 3)
        net.forward(8 * DAY)
        new = complain(net, SIZE + 4)
        second = look(connector, net, first[-1].cursor)
        assert ids(second) == new
        assert [page.gap for page in second] == [False, True]
        third = look(connector, net, second[-1].cursor)
        assert (ids(third), third[-1].gap) == ([], False)

    def test_a_search_without_hits_for_weeks_has_no_gap_where_it_was_looked_through(
        self, net: SearchNet
    ) -> None:
        complain(net, 2)
        connector = net.connector()
        cursor = look(connector, net)[-1].cursor
        for _ in range(5):
            net.forward(5 * DAY)
            pages = look(connector, net, cursor)
            assert (ids(pages), pages[-1].gap) == ([], False)
            cursor = pages[-1].cursor
        new = complain(net, 2)
        pages = look(connector, net, cursor)
        assert (ids(pages), pages[-1].gap) == (new, False)

    @pytest.mark.parametrize(("back", "gap"), [(WEEK, False), (2 * WEEK, True)])
    def test_a_first_walk_from_before_the_network_looks_has_a_gap(
        self, net: SearchNet, back: timedelta, *, gap: bool
    ) -> None:
        expected = complain(net, 2)
        pages = look(net.connector(), net, begin_at=net.now() - back)
        assert (ids(pages), pages[-1].gap) == (expected, gap)

    @pytest.mark.parametrize("damaged", ["", "{", "null", "[]", '{"v": 99}', '{"v": 1}', "\x00"])
    def test_a_damaged_cursor_of_a_search_starts_afresh(self, net: SearchNet, damaged: str) -> None:
        expected = complain(net, 3)
        assert ids(look(net.connector(), net, damaged)) == expected

    @pytest.mark.parametrize("query", ["(parcel", "-parcel", "lang:en", "is:nice", "p" * 513])
    def test_a_query_that_is_wrong_is_refused_by_search_and_count(
        self, net: SearchNet, query: str
    ) -> None:
        complain(net, 1)
        connector = net.connector()
        for ask in (
            lambda: connector.search(query, net.now() - DAY, None),
            lambda: connector.count(query),
        ):
            with pytest.raises(InvalidQuery) as refused:
                ask()
            assert not refused.value.maybe_done
            assert 10 < len(refused.value.message) < 300
        assert connector.bill(net.own_id) == ()

    @pytest.mark.parametrize(
        "query",
        ["parcel", '"parcel 3"', "parcel -3", "parcel from:customer_2", "(day OR late) -from:ada"],
    )
    def test_a_count_is_what_a_search_finds(self, net: SearchNet, query: str) -> None:
        complain(net, 2, before=8 * DAY)
        complain(net, 4, before=3 * DAY)
        complain(net, 2 * SIZE + 3)
        connector = net.connector()
        found = look(connector, net, query=query, begin_at=net.now() - WEEK)
        counted = connector.count(query)
        assert counted.total == len(ids(found)) > 0
        assert list(counted.hours) == sorted(counted.hours)
        assert all(began.utcoffset() == timedelta() for began, _ in counted.hours)
        assert counted.hours[0][0] <= net.now() - WEEK + MINUTE
        lately = [post for page in found for post in page.posts if post.at > net.now() - DAY]
        assert counted.since(net.now() - DAY) == len(lately)

    def test_a_count_of_nothing_is_zero(self, net: SearchNet) -> None:
        assert net.connector().count("parcel").total == 0

    def test_a_hit_is_billed_with_its_author_and_a_count_by_itself(self, net: SearchNet) -> None:
        (hit,) = complain(net, 1)
        mention = net.add("ben", "@shop my parcel?", net.now() - MINUTE / 2)
        connector = net.connector()
        found = {post.remote_id: post for page in look(connector, net) for post in page.posts}
        assert set(connector.bill(net.own_id)) == {
            BilledRead(Item.POST_READ, hit),
            BilledRead(Item.POST_READ, mention),  # though it mentions us
            *(BilledRead(Item.USER_READ, post.author.remote_id) for post in found.values()),
        }
        for _ in range(2):
            connector.count("parcel")
        counts = connector.bill(net.own_id)
        assert [read.item for read in counts] == [Item.COUNT] * 2
        assert len({read.remote_id for read in counts}) == 2
        assert connector.bill(net.own_id) == ()
