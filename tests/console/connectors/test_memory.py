from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from console.connectors.base import Connector
from console.connectors.memory import MemoryConnector, MemoryWorld, Rules
from console.domain.ids import RemoteId
from console.domain.remote import NewPost, RemoteUser, Timeline
from console.domain.spending import Item
from console.errors import NoAnswer, Offline, Refused
from tests.console.connectors.contract import START, ConnectorContract, fill
from tests.console.connectors.search_contract import SearchContract
from tests.x_server import Clock

OWN = RemoteUser(RemoteId("1"), "shop", "The Shop", 5)


class MemoryNet:
    mentions_cap = 40
    page_size = 10

    def __init__(self) -> None:
        self._clock = Clock(START + timedelta(days=30))
        self.world = MemoryWorld(
            OWN,
            rules=Rules(page_size=self.page_size, cap=self.mentions_cap, self_reply=False),
            clock=self._clock,
        )
        self._users: dict[str, RemoteUser] = {"shop": OWN}

    @property
    def own_id(self) -> RemoteId:
        return OWN.remote_id

    def now(self) -> datetime:
        return self._clock()

    def forward(self, by: timedelta) -> None:
        self._clock.advance(by.total_seconds())

    def connector(self) -> Connector:
        return MemoryConnector(self.world)

    def add(
        self, author: str, text: str, at: datetime, *, reply_to: RemoteId | None = None
    ) -> RemoteId:
        if author not in self._users:
            self._users[author] = self.world.add_user(author)
        return self.world.add_post(self._users[author], text, at=at, reply_to=reply_to).remote_id

    def allow_self_reply(self) -> None:
        self.world.rules = Rules(page_size=self.page_size, cap=self.mentions_cap, self_reply=True)


class TestMemory(ConnectorContract):
    @pytest.fixture
    def net(self) -> MemoryNet:
        return MemoryNet()


class TestMemorySearch(SearchContract):
    @pytest.fixture
    def net(self) -> MemoryNet:
        return MemoryNet()


def test_planned_failures_strike_searches_and_counts_too() -> None:
    net = MemoryNet()
    connector = MemoryConnector(net.world)
    connector.fail_next("search", Offline("no network"))
    connector.fail_next("count", Refused("not for this app"), after=True)
    with pytest.raises(Offline):
        connector.search("parcel", START, None)
    with pytest.raises(Refused):
        connector.count("parcel")
    assert [read.item for read in connector.bill(net.own_id)] == [Item.COUNT]
    assert connector.search("parcel", net.now() - timedelta(days=1), None).done


def test_a_planned_failure_strikes_once_and_before_the_act() -> None:
    net = MemoryNet()
    connector = MemoryConnector(net.world)
    connector.fail_next("publish", Offline("no network"))
    with pytest.raises(Offline):
        connector.publish(NewPost("Hello", None))
    assert net.world.posts() == ()
    assert connector.publish(NewPost("Hello", None)).text == "Hello"


def test_a_failure_after_the_act_leaves_it_done() -> None:
    net = MemoryNet()
    connector = MemoryConnector(net.world)
    connector.fail_next("publish", NoAnswer("dropped"), after=True)
    with pytest.raises(NoAnswer):
        connector.publish(NewPost("Hello", None))
    assert [post.text for post in net.world.posts()] == ["Hello"]


def test_another_users_post_is_not_deleted() -> None:
    net = MemoryNet()
    mention = net.add("ada", "@shop hi", START)
    with pytest.raises(Refused):
        MemoryConnector(net.world).delete(mention)


def test_a_quote_of_ours_is_a_summons() -> None:
    net = MemoryNet()
    own = net.add("shop", "Open today", START)
    ada = net.world.add_user("ada")
    quote = net.world.add_post(ada, "Is it?", at=datetime(2026, 10, 2, tzinfo=UTC), quoted_id=own)
    made = MemoryConnector(net.world).publish(NewPost("It is.", quote.remote_id))
    assert net.world.post(made.remote_id).parent_id == quote.remote_id


def test_posts_of_one_millisecond_have_ids_of_their_own() -> None:
    net = MemoryNet()
    assert len({net.add("ada", f"@shop {n}", START) for n in range(5)}) == 5


def test_threads_may_share_a_world() -> None:
    net = MemoryNet()
    fill(net, 20)
    connector = MemoryConnector(net.world)

    def publish(number: int) -> None:
        for part in range(20):
            connector.publish(NewPost(f"{number} {part}", None))
            connector.read_page(Timeline.OWN, net.own_id, None)

    threads = [threading.Thread(target=publish, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({post.remote_id for post in net.world.posts()}) == 100


def test_a_repost_says_which_post_it_repeats_and_how_often_that_was() -> None:
    net = MemoryNet()
    asked = net.add("ada", "@shop nobody answers", START)
    fan = net.world.add_user("fan", followers=1_200)
    net.world.add_post(
        fan, "RT @ada: @shop nobody answers", at=START + timedelta(minutes=1), reposted_id=asked
    )
    net.world.count_reposts(asked, 80)
    page = net.connector().read_page(Timeline.MENTIONS, net.own_id, None)
    assert [(each.repost, each.reposted_id, each.reposts) for each in page.posts] == [
        (True, asked, None),
        (False, None, 80),
    ]
