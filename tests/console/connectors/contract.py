"""What every connector must do, whatever the network behind it.

A network's test module derives a class from `ConnectorContract` and gives it a `net`
fixture: a network with nothing in it but our own account `shop`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from console.connectors.base import Connector
from console.domain.ids import RemoteId
from console.domain.remote import NewPost, Page, RemotePost, Timeline
from console.domain.spending import BilledRead, Item
from console.errors import Duplicate, Gone, NotSummoned

START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


class Net(Protocol):
    """A network under test, seen from behind."""

    mentions_cap: int
    page_size: int

    @property
    def own_id(self) -> RemoteId: ...

    def connector(self) -> Connector:
        """Return a connector of our account; closed by the fixture."""
        ...

    def add(
        self,
        author: str,
        text: str,
        at: datetime,
        *,
        reply_to: RemoteId | None = None,
    ) -> RemoteId: ...

    def allow_self_reply(self) -> None: ...


def fill(net: Net, count: int, start: datetime = START) -> list[RemoteId]:
    """Add mentions, a minute apart; return their ids, newest first."""
    ids = [
        net.add(f"customer_{n % 7}", f"@shop parcel {n} is late", start + timedelta(minutes=n))
        for n in range(count)
    ]
    return ids[::-1]


def walk(
    connector: Connector,
    net: Net,
    cursor: str | None = None,
    timeline: Timeline = Timeline.MENTIONS,
) -> list[Page]:
    """Return the pages of a walk from a cursor to its end."""
    pages: list[Page] = []
    while not pages or not pages[-1].done:
        assert len(pages) < 100
        pages.append(connector.read_page(timeline, net.own_id, cursor))
        cursor = pages[-1].cursor
    return pages


def posts(pages: list[Page]) -> list[RemotePost]:
    return [post for page in pages for post in page.posts]


def ids(pages: list[Page]) -> list[RemoteId]:
    return [post.remote_id for post in posts(pages)]


class ConnectorContract:
    """The tests; `net` comes from the derived class."""

    def test_whoami_is_the_account_that_mentions_name(self, net: Net) -> None:
        user = net.connector().whoami()
        assert (user.remote_id, user.handle) == (net.own_id, "shop")

    def test_an_empty_timeline_is_one_finished_page(self, net: Net) -> None:
        (page,) = walk(net.connector(), net)
        assert (page.posts, page.done, page.gap, page.malformed) == ((), True, False, 0)

    def test_a_walk_reads_every_mention_once_newest_first(self, net: Net) -> None:
        expected = fill(net, net.page_size * 2 + 3)
        pages = walk(net.connector(), net)
        assert ids(pages) == expected
        assert len(pages) == 3
        assert not any(page.gap or page.malformed for page in pages)

    def test_a_second_walk_reads_nothing_and_a_third_only_what_came_since(self, net: Net) -> None:
        fill(net, net.page_size + 1)
        connector = net.connector()
        first = walk(connector, net)
        second = walk(connector, net, first[-1].cursor)
        assert ids(second) == []
        new = net.add("ada", "@shop me too", START + timedelta(days=1))
        assert ids(walk(connector, net, second[-1].cursor)) == [new]

    def test_a_walk_cut_off_goes_on_where_it_stopped_in_another_connector(self, net: Net) -> None:
        expected = fill(net, net.page_size * 2 + 3)
        first = net.connector().read_page(Timeline.MENTIONS, net.own_id, None)
        rest = walk(net.connector(), net, first.cursor)
        assert ids([first, *rest]) == expected

    def test_what_comes_during_a_walk_is_read_by_the_next(self, net: Net) -> None:
        expected = fill(net, net.page_size + 3)
        connector = net.connector()
        first = connector.read_page(Timeline.MENTIONS, net.own_id, None)
        late = net.add("ada", "@shop meanwhile", START + timedelta(days=1))
        rest = walk(connector, net, first.cursor)
        assert ids([first, *rest]) == expected
        assert ids(walk(connector, net, rest[-1].cursor)) == [late]

    @pytest.mark.parametrize("damaged", ["", "{", "null", "[]", '{"v": 99}', '{"v": 1}', "\x00"])
    def test_a_damaged_cursor_starts_afresh(self, net: Net, damaged: str) -> None:
        expected = fill(net, 3)
        assert ids(walk(net.connector(), net, damaged)) == expected

    def test_more_new_posts_than_the_network_keeps_leave_a_gap(self, net: Net) -> None:
        connector = net.connector()
        fill(net, 2)
        first = walk(connector, net)
        fill(net, net.mentions_cap + 5, START + timedelta(days=1))
        second = walk(connector, net, first[-1].cursor)
        assert len(ids(second)) == net.mentions_cap
        assert [page.gap for page in second] == [False] * (len(second) - 1) + [True]
        assert not walk(connector, net, second[-1].cursor)[-1].gap

    def test_a_first_walk_that_meets_the_end_leaves_a_gap_too(self, net: Net) -> None:
        fill(net, net.mentions_cap + 5)
        assert walk(net.connector(), net)[-1].gap

    def test_the_own_timeline_holds_own_posts_only(self, net: Net) -> None:
        mention = net.add("ada", "@shop hello?", START)
        own = net.add("shop", "We are here.", START + timedelta(minutes=1), reply_to=mention)
        (post,) = posts(walk(net.connector(), net, timeline=Timeline.OWN))
        assert (post.remote_id, post.parent_id, post.text) == (own, mention, "We are here.")

    def test_a_mention_tells_who_wrote_what_when_and_to_whom(self, net: Net) -> None:
        mention = net.add("ada", "@shop 5 < 6 & nobody answers", START)
        (post,) = posts(walk(net.connector(), net))
        assert post.remote_id == mention
        assert post.text == "@shop 5 < 6 & nobody answers"
        assert (post.author.handle, post.at) == ("ada", START)
        assert post.conversation_id == mention
        assert (post.parent_id, post.parent_author_id, post.quoted_id) == (None, None, None)
        assert [user.remote_id for user in post.mentions] == [net.own_id]
        assert not post.repost

    def test_a_published_answer_has_its_parent_and_conversation(self, net: Net) -> None:
        mention = net.add("ada", "@shop hello?", START)
        connector = net.connector()
        made = connector.publish(NewPost("Hello & sorry! ^AB", mention))
        (post,) = connector.lookup((made.remote_id,)).found
        assert (post.parent_id, post.conversation_id) == (mention, mention)
        assert (post.text, post.author.remote_id) == ("Hello & sorry! ^AB", net.own_id)
        assert post.parent_author_id is not None
        assert post.parent_author_id in [user.remote_id for user in post.mentions]

    def test_a_chain_of_parts_hangs_together_where_self_reply_is_allowed(self, net: Net) -> None:
        net.allow_self_reply()
        mention = net.add("ada", "@shop hello?", START)
        connector = net.connector()
        parents: list[RemoteId] = [mention]
        for number in (1, 2, 3):
            made = connector.publish(NewPost(f"Part {number}/3", parents[-1]))
            parents.append(made.remote_id)
        found = connector.lookup(tuple(parents[1:])).found
        assert [post.parent_id for post in found] == parents[:-1]
        assert {post.conversation_id for post in found} == {mention}

    def test_a_part_behind_an_own_part_is_refused_where_self_reply_is_not(self, net: Net) -> None:
        mention = net.add("ada", "@shop hello?", START)
        connector = net.connector()
        made = connector.publish(NewPost("Part 1/2", mention))
        with pytest.raises(NotSummoned) as refused:
            connector.publish(NewPost("Part 2/2", made.remote_id))
        assert not refused.value.maybe_done

    def test_a_post_of_somebody_who_did_not_summon_us_is_not_answered(self, net: Net) -> None:
        other = net.add("ada", "No shop answers, ever.", START)
        with pytest.raises(NotSummoned) as refused:
            net.connector().publish(NewPost("Hello!", other))
        assert not refused.value.maybe_done

    def test_the_same_answer_twice_is_a_duplicate_that_may_be_the_first_try(self, net: Net) -> None:
        mention = net.add("ada", "@shop hello?", START)
        connector = net.connector()
        connector.publish(NewPost("On its way.", mention))
        with pytest.raises(Duplicate) as refused:
            connector.publish(NewPost("On its way.", mention))
        assert refused.value.maybe_done

    def test_an_answer_to_a_deleted_post_is_refused_as_gone(self, net: Net) -> None:
        mention = net.add("shop", "@shop hello?", START)
        connector = net.connector()
        connector.delete(mention)
        with pytest.raises(Gone) as refused:
            connector.publish(NewPost("Hello!", mention))
        assert not refused.value.maybe_done

    def test_a_lookup_divides_the_asked_into_found_and_missing(self, net: Net) -> None:
        first = net.add("ada", "@shop one", START)
        second = net.add("ben", "@shop two", START + timedelta(minutes=1))
        never = RemoteId("1")
        lookup = net.connector().lookup((second, never, first))
        assert [post.remote_id for post in lookup.found] == [second, first]
        assert lookup.missing == (never,)

    def test_a_lookup_of_nothing_finds_nothing(self, net: Net) -> None:
        lookup = net.connector().lookup(())
        assert (lookup.found, lookup.missing) == ((), ())

    def test_deleting_twice_is_deleting_once(self, net: Net) -> None:
        own = net.add("shop", "Closed today.", START)
        connector = net.connector()
        assert connector.delete(own)
        assert not connector.delete(own)
        assert connector.lookup((own,)).missing == (own,)

    def test_what_was_read_is_billed_once_it_is_asked_for(self, net: Net) -> None:
        mention = net.add("ada", "@shop hello?", START)
        other = net.add("ada", "Nice weather.", START + timedelta(minutes=1))
        connector = net.connector()
        assert connector.bill(net.own_id) == ()
        ada = connector.lookup((other,)).found[0].author.remote_id
        posts(walk(connector, net))
        assert set(connector.bill(net.own_id)) == {
            BilledRead(Item.OWN_READ, mention),
            BilledRead(Item.POST_READ, other),
            BilledRead(Item.USER_READ, ada),
        }
        assert connector.bill(net.own_id) == ()
        connector.whoami()
        assert connector.bill(net.own_id) == (BilledRead(Item.USER_READ, net.own_id),)
