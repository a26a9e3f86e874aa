from __future__ import annotations

from datetime import timedelta

import pytest

from console.connectors.base import Connector
from console.connectors.memory import MemoryConnector, MemoryWorld, Rules
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import RemoteId
from console.domain.remote import Page, RemoteUser, Timeline
from console.errors import BadAnswer, Offline
from console.store import cursors
from console.store.database import Database
from console.sync import Pulled, pull_account, pull_timeline
from tests.console.given import OWN, START, Clock


@pytest.fixture
def world() -> MemoryWorld:
    """25 mentions by five customers, each answered by us; pages of 10."""
    world = MemoryWorld(OWN, rules=Rules(page_size=10))
    users = [world.add_user(f"customer{n}") for n in range(5)]
    for number in range(25):
        at = START + timedelta(minutes=number * 10)
        question = world.add_post(users[number % 5], f"@shop question{number}", at=at)
        world.add_post(
            world.own, f"answer{number}", at=at + timedelta(minutes=1), reply_to=question.remote_id
        )
    return world


def pull(db: Database, connector: Connector, account: Account) -> Pulled:
    return pull_account(db, connector, account, now=Clock())


def stored(db: Database) -> list[str]:
    return [row[0] for row in db.rows("SELECT remote_id FROM posts ORDER BY message_id")]


def on_the_network(world: MemoryWorld) -> list[str]:
    return [one.remote_id for one in reversed(world.posts())]


def test_a_pull_brings_both_timelines_and_the_next_brings_nothing(
    db: Database, account: Account, world: MemoryWorld
) -> None:
    connector = MemoryConnector(world)
    pulled = pull(db, connector, account)
    assert (pulled.read, pulled.new, pulled.malformed, pulled.gap) == (50, 50, 0, False)
    assert stored(db) == on_the_network(world)
    cases = {row[0] for row in db.rows("SELECT id FROM cases")}
    assert cases <= pulled.changes.cases
    assert pull(db, connector, account) == Pulled()


def test_what_came_since_is_read_and_nothing_else(
    db: Database, account: Account, world: MemoryWorld
) -> None:
    connector = MemoryConnector(world)
    pull(db, connector, account)
    late = world.add_user("late")
    world.add_post(late, "@shop late", at=START + timedelta(days=1))
    pulled = pull(db, connector, account)
    assert (pulled.read, pulled.new) == (1, 1)
    assert len(pulled.changes.cases) == 1


@pytest.mark.parametrize("broken_page", range(6))
def test_a_walk_that_breaks_off_goes_on_where_it_stopped(
    db: Database, account: Account, world: MemoryWorld, broken_page: int
) -> None:
    class Breaks(MemoryConnector):
        calls = 0

        def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
            self.calls += 1
            if self.calls == broken_page + 1:
                raise Offline("the line is down")
            return super().read_page(timeline, user_id, cursor)

    connector = Breaks(world)
    seen: list[Changes] = []
    with pytest.raises(Offline):
        pull_account(db, connector, account, now=Clock(), on_page=seen.append)
    assert len(seen) == broken_page
    before = len(stored(db))
    assert db.value("SELECT count(*) FROM cases WHERE settled = 1") == 0
    # What comes meanwhile is above the open walk, and for the next one.
    world.add_post(world.add_user("late"), "@shop late", at=START + timedelta(days=1))
    second = pull(db, connector, account)
    third = pull(db, connector, account)
    assert stored(db) == on_the_network(world)
    assert before + second.new + third.new == 51
    assert second.read + third.read == 51 - before, "no page is read twice"


def test_a_walk_that_is_stopped_stores_what_it_has_and_settles_nothing(
    db: Database, account: Account, world: MemoryWorld
) -> None:
    seen: list[Changes] = []
    connector = MemoryConnector(world)
    pulled = pull_account(
        db, connector, account, now=Clock(), on_page=seen.append, stopping=lambda: len(seen) >= 2
    )
    assert pulled.new == len(stored(db)) == 20
    assert db.value("SELECT count(*) FROM cases WHERE settled = 1") == 0
    pull(db, connector, account)
    assert stored(db) == on_the_network(world)
    assert db.value("SELECT count(*) FROM cases WHERE settled = 0") == 0


def test_a_page_that_cannot_be_stored_moves_no_cursor(
    db: Database, account: Account, world: MemoryWorld
) -> None:
    from console.errors import StoreReadOnly

    connector = MemoryConnector(world)
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreReadOnly):
        pull(db, connector, account)
    db.execute("PRAGMA query_only = OFF")
    assert cursors.get(db, account.id, Timeline.MENTIONS) is None
    assert pull(db, connector, account).new == 50


def test_a_walk_without_end_is_broken_off(db: Database, account: Account) -> None:
    class Endless(MemoryConnector):
        def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
            return Page((), "{}", done=False)

    with pytest.raises(BadAnswer, match="never came to an end"):
        pull_timeline(db, Endless(MemoryWorld(OWN)), account, Timeline.OWN, now=Clock())


def test_the_end_of_what_the_network_keeps_is_a_gap(db: Database, account: Account) -> None:
    world = MemoryWorld(OWN, rules=Rules(page_size=10, cap=30))
    ada = world.add_user("ada")
    for number in range(50):
        world.add_post(ada, f"@shop {number}", at=START + timedelta(minutes=number))
    assert pull(db, MemoryConnector(world), account).gap
    cursor = cursors.get(db, account.id, Timeline.MENTIONS)
    assert cursor is not None
    assert cursor.gap_before == START + timedelta(minutes=20)
    pull(db, MemoryConnector(world), account)
    again = cursors.get(db, account.id, Timeline.MENTIONS)
    assert again is not None
    assert again.gap_before == cursor.gap_before


def test_two_accounts_of_one_desk_store_a_post_once(db: Database, account: Account) -> None:
    from tests.console import given

    other_user = RemoteUser(RemoteId("500"), "shop_two", "Second Shop")
    other = given.account(db, other_user)
    world = MemoryWorld(OWN)
    world._users[other_user.remote_id] = other_user
    ada = world.add_user("ada")
    world.add_post(ada, "@shop @shop_two help", at=START)
    assert pull(db, MemoryConnector(world), account).new == 1
    assert pull(db, MemoryConnector(world, other_user), other).new == 0
    assert db.value("SELECT count(*) FROM account_posts") == 2
    assert db.value("SELECT count(*) FROM cases") == 1
