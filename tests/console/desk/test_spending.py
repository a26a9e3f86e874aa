"""What the desk says that X costs is what X bills; over the budget nothing is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.metered import MeteredConnector
from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.limits import LIMITS_140
from console.domain.remote import NewPost
from console.domain.spending import Item
from console.errors import (
    BadAnswer,
    InputError,
    InvalidQuery,
    Offline,
    OverBudget,
    RateLimited,
    StoreFull,
)
from console.store import spending
from console.store.database import Database
from console.text.split import Part
from tests.console import given
from tests.console.given import ADA, START, Bench
from tests.x_server import Clock, Fault, Post, World, XServer

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
NIGHT_S = 12 * 3600
MENTIONS = "/2/users/:id/mentions"


@dataclass
class Till:
    """A desk on the loopback X, and X's own count beside it."""

    server: XServer
    clock: Clock
    context: Context
    desk: Desk
    account: Account

    @property
    def connector(self) -> MeteredConnector:
        connector = self.context.connector(self.account)
        assert isinstance(connector, MeteredConnector)
        return connector

    def sync(self) -> int:
        return self.desk.accounts.sync(self.account).read

    def answer(self, text: str, to: int | str, *, summoned: bool = True) -> str:
        """Publish and charge, as sending does."""
        made = self.connector.publish(NewPost(text, RemoteId(str(to)))).remote_id
        with self.context.db.writing():
            spending.add_post(
                self.context.db, self.account, text, summoned=summoned, now=self.clock()
            )
        return made

    def delete(self, remote_id: str) -> None:
        """Delete and charge, as sending does."""
        if self.connector.delete(RemoteId(remote_id)):
            with self.context.db.writing():
                spending.add_deletion(self.context.db, self.account, self.clock())

    def look_up(self, *ids: int) -> None:
        self.connector.lookup(tuple(RemoteId(str(each)) for each in ids))

    def counted(self) -> dict[str, int]:
        """What the store counts, of all months."""
        found = dict.fromkeys((item.value for item in Item), 0)
        for spend in self.desk.spending.months(self.account):
            for charge in spend.charges:
                found[charge.item.value] += charge.count
        return found

    def agrees(self) -> None:
        assert self.counted() == self.server.billing.counts
        total = sum(spend.total for spend in self.desk.spending.months(self.account))
        assert total == self.server.billing.dollars


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    clock = Clock(NOON)
    with XServer(World("shop", now=clock), self_reply="allowed") as server:
        credentials = Credentials()
        context = Context(
            given.database(tmp_path),
            {"x": XNetwork(server.url, now=clock)},
            credentials,
            "Anna",
            now=clock,
        )
        desk = Desk(context)
        account = desk.sign_ins.with_keys(server.credentials, this_run_only=True).account
        yield Till(server, clock, context, desk, account)
        desk.close()


def test_connecting_is_billed_once_a_day(till: Till) -> None:
    assert till.counted()["user_read"] == 1
    till.desk.sign_ins.with_keys(till.server.credentials, this_run_only=True)
    till.agrees()


def test_a_hundred_idle_polls_read_nothing_in_two_hundred_requests(till: Till) -> None:
    for number in range(150):
        till.server.world.add_post(f"customer_{number % 9}", f"@shop parcel {number} is late")
    till.sync()
    till.agrees()
    before, requests = till.server.billing.counts, len(till.server.requests)
    assert [till.sync() for _ in range(100)] == [0] * 100
    assert till.server.billing.counts == before
    assert len(till.server.requests) - requests <= 200
    till.agrees()


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_a_day_of_mixed_use_is_counted_as_x_counts_it(till: Till, vocabulary: str) -> None:
    till.server.change(vocabulary=vocabulary)
    world = till.server.world
    world.add_post("ben", "@shop charged twice " + "and again " * 40)
    first = world.add_post("ada", "@shop where is my parcel?")
    stray = world.add_post("cleo", "Nobody asked you.")
    ours = world.add_post("shop", "Open today.")
    quote = world.add_post("cleo", "Is it?", quotes=ours.id)
    till.sync()
    till.agrees()
    converse(till, first, quote)
    look_again(till, first, stray, quote)
    meet_trouble(till)
    pass_midnight(till, ours, stray)


def converse(till: Till, first: Post, quote: Post) -> None:
    """Answer with and without a link, in parts; delete one part, twice."""
    one = till.answer("We look into it.", first.id)
    till.answer("It is on its way: https://shop.com/track", one, summoned=False)
    till.answer("It will be there by noon.", one, summoned=False)
    till.answer("It is.", quote.id)
    till.sync()  # our own answers, once each
    till.agrees()
    assert till.counted()["post_with_url"] == 1
    till.delete(one)
    till.delete(one)
    till.sync()
    till.agrees()


def look_again(till: Till, first: Post, stray: Post, quote: Post) -> None:
    """Look posts up, twice the same day; one was edited, one never was."""
    till.look_up(first.id, stray.id, quote.id)
    till.look_up(first.id, stray.id, 5)
    edited = till.server.world.edit_post(first.id, "@shop where are my parcels?")
    till.look_up(first.id, edited.id)
    till.sync()
    till.agrees()


def meet_trouble(till: Till) -> None:
    """Be asked to wait, lose half an answer, get an item that makes no sense."""
    faults, world = till.server.faults, till.server.world
    faults.add(Fault.rate_limited(), path=MENTIONS)
    with pytest.raises(RateLimited):
        till.sync()
    world.add_post("dora", "@shop me too")
    faults.add(Fault.truncated(), path=MENTIONS)
    with pytest.raises(BadAnswer):
        till.sync()
    till.sync()  # billed with the answer that broke off, and not again the same day
    till.agrees()
    faults.add(Fault.missing_fields("text"), path=MENTIONS)
    world.add_post("emil", "@shop this item is malformed")
    assert till.desk.accounts.sync(till.account).malformed == 1
    till.agrees()


def pass_midnight(till: Till, ours: Post, stray: Post) -> None:
    """Read the same posts again on the day after, which begins a month."""
    till.look_up(ours.id, stray.id)
    before = till.counted()
    till.clock.advance(NIGHT_S)
    till.look_up(ours.id, stray.id)
    till.agrees()
    after = till.counted()
    assert {item for item in after if after[item] == before[item] + 1} == {
        "own_read",
        "post_read",
    }
    months = till.desk.spending.months(till.account)
    assert [spend.first for spend in months] == [date(2026, 12, 1), date(2026, 11, 1)]
    assert months[0] == till.desk.spending.month(till.account)


def test_what_the_outbox_does_is_charged_as_x_bills_it(till: Till) -> None:
    till.server.world.add_post("ada", "@shop where is my parcel?")
    till.sync()
    (row,) = till.desk.cases.rows()
    texts = ("We look into it.", "See https://shop.com/track", "Sorry again!")
    parts = tuple(Part(text, len(text)) for text in texts)
    thread_id, _ = till.desk.replies.queue(row.id, " ".join(texts), parts, LIMITS_140)
    till.server.faults.add(Fault.accept_then_drop(), path="/2/tweets", method="POST", after=2)
    assert till.desk.replies.publish(till.account).published == 2
    till.clock.advance(60)
    assert till.desk.replies.publish(till.account).published == 1  # it was out, and is found
    till.sync()
    till.agrees()
    assert {item: count for item, count in till.counted().items() if "read" not in item} == {
        "summoned_reply": 1,
        "post_created": 1,
        "post_with_url": 1,
        "delete": 0,
        "count": 0,
    }
    till.server.world.delete_post(next(p.id for p in till.server.world.posts if p.via_api))
    till.desk.outbox.delete(thread_id)
    till.desk.replies.publish(till.account)
    till.agrees()
    assert till.counted()["delete"] == 2


def test_searches_and_counts_are_charged_as_x_bills_them(till: Till) -> None:
    for number in range(12):
        till.server.world.add_post(f"customer_{number % 5}", f"my parcel {number} is late")
    till.clock.advance(60)
    begin_at = NOON - timedelta(days=1)
    assert till.connector.count("parcel").total == 12
    first = till.connector.search("parcel", begin_at, None, 10)
    rest = till.connector.search("parcel", begin_at, first.cursor, 10)
    assert (len(first.posts), len(rest.posts), rest.done) == (10, 2, True)
    till.agrees()
    till.connector.search("late", begin_at, None, 10)  # the same posts, the same day
    till.connector.count("parcel")  # each count is billed
    with pytest.raises(InvalidQuery):
        till.connector.count("(parcel")
    till.server.faults.add(Fault.truncated(), path="/2/tweets/counts/recent")
    with pytest.raises(BadAnswer):
        till.connector.count("parcel")
    till.agrees()
    counted = till.counted()
    assert (counted["post_read"], counted["user_read"], counted["count"]) == (12, 6, 3)


def test_over_the_budget_the_outbox_goes_on(till: Till) -> None:
    till.server.world.add_post("ada", "@shop where is my parcel?")
    till.sync()
    (row,) = till.desk.cases.rows()
    parts = (Part("We look into it.", 16), Part("Sorry!", 6))
    till.desk.replies.queue(row.id, "We look into it. Sorry!", parts, LIMITS_140)
    till.desk.spending.set_budget(till.account, Decimal(0))
    till.server.faults.add(Fault.accept_then_drop(), path="/2/tweets", method="POST")
    sent = till.desk.replies.publish(till.account)
    assert (sent.published, sent.problem) == (0, None)
    till.clock.advance(60)
    assert till.desk.replies.publish(till.account).published == 2
    assert [post.typed_text for post in till.server.world.posts if post.via_api] == [
        "We look into it.",
        "Sorry!",
    ]
    till.agrees()


def test_what_must_be_known_is_read_beyond_the_budget_and_charged(till: Till) -> None:
    mention = till.server.world.add_post("ada", "@shop hi")
    till.desk.spending.set_budget(till.account, Decimal(0))
    free = till.connector.beyond_budget()
    assert free.lookup((RemoteId(str(mention.id)),)).found
    till.agrees()
    with pytest.raises(OverBudget):
        till.look_up(mention.id)


def test_users_that_are_only_included_count_where_x_forgives_them(till: Till) -> None:
    till.server.change(bill_includes=False)
    till.server.world.add_post("ada", "@shop hi")
    till.sync()
    assert till.counted() == till.server.billing.counts | {"user_read": 2}


def test_over_the_budget_nothing_is_asked_and_answers_go_out(till: Till) -> None:
    mention = till.server.world.add_post("ada", "@shop hi")
    till.sync()
    assert till.desk.spending.set_budget(till.account, Decimal("0.02")).accounts == {
        till.account.id
    }
    requests = len(till.server.requests)
    reads: list[Callable[[], object]] = [
        till.sync,
        till.connector.whoami,
        lambda: till.look_up(mention.id),
    ]
    for read in reads:
        with pytest.raises(OverBudget) as stopped:
            read()
        assert stopped.value.message == (
            "@shop has cost $0.021 this month, of a budget of $0.02: nothing new is read."
        )
        assert stopped.value.advice == (
            "Raise the budget, or wait for 1 December; replies still go out."
        )
        assert not stopped.value.maybe_done
    assert len(till.server.requests) == requests
    (account,) = till.desk.accounts.every()
    assert account.sync_error == f"Over budget: {stopped.value.message}"

    till.delete(till.answer("Hello.", mention.id))
    assert len(till.server.requests) == requests + 2
    till.agrees()


def test_a_budget_ends_with_its_month_and_may_be_raised_meanwhile(
    till: Till, tmp_path: Path
) -> None:
    till.desk.spending.set_budget(till.account, Decimal("0.01"))
    with pytest.raises(OverBudget):
        till.sync()
    other = given.database(tmp_path)  # as another lane has one
    spending.set_budget(other, till.account.id, Decimal("0.02"))
    other.close()
    till.sync()
    till.desk.spending.set_budget(till.account, Decimal(0))
    with pytest.raises(OverBudget):
        till.sync()
    till.clock.advance(NIGHT_S)
    with pytest.raises(OverBudget):  # nothing is what it may cost
        till.sync()
    till.desk.spending.set_budget(till.account, Decimal("0.01"))
    till.sync()
    (account,) = till.desk.accounts.every()
    assert account.sync_error is None


def test_a_walk_that_meets_the_budget_goes_on_from_there(till: Till) -> None:
    for number in range(130):
        till.server.world.add_post("ada", f"@shop {number}")
    till.desk.spending.set_budget(till.account, Decimal("0.05"))
    with pytest.raises(OverBudget):
        till.sync()
    assert len(till.desk.cases.view(till.desk.cases.rows()[0].id).messages) == 1
    till.desk.spending.set_budget(till.account, None)
    assert till.sync() == 30
    till.agrees()


@pytest.mark.parametrize("budget", ["-1", "NaN", "Infinity", "1000000.01", "0.001", "1E+9"])
def test_what_is_no_amount_is_no_budget(bench: Bench, budget: str) -> None:
    with pytest.raises(InputError, match="no budget"):
        bench.desk.spending.set_budget(bench.account, Decimal(budget))
    assert bench.desk.accounts.every()[0].monthly_budget is None


def test_what_the_networks_of_the_demo_would_bill_is_seen(bench: Bench) -> None:
    spends = bench.desk.spending.this_month()
    assert spends == {bench.account.id: bench.desk.spending.month(bench.account)}
    assert {one.item.value: one.count for one in spends[bench.account.id].charges} == {
        "own_read": 1,
        "user_read": 2,
    }
    assert bench.desk.spending.month(bench.account, START.replace(year=2025)).total == 0


def test_a_read_is_used_though_it_cannot_be_charged_and_is_charged_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counted(bench)
    post = bench.world.add_post(ADA, "@shop hi", at=START)
    connector = bench.context.connector(bench.account)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", full)
        found = connector.lookup((post.remote_id,)).found
        bench.connector.fail_next("lookup", Offline("no network"), after=True)
        with pytest.raises(Offline):  # the call's own error is the one that is seen
            connector.lookup((post.remote_id,))
    assert [one.remote_id for one in found] == [post.remote_id]
    assert counted(bench) == before
    connector.lookup(())
    assert counted(bench) == before + 2
    bench.clock.forward(days=3)
    for _ in range(2):
        connector.lookup((post.remote_id,))
        assert counted(bench) == before + 4  # once more for this day, and nothing of that one


def test_what_could_not_be_charged_has_a_last_chance(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counted(bench)
    post = bench.world.add_post(ADA, "@shop hi", at=START)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", full)
        bench.context.connector(bench.account).lookup((post.remote_id,))
    bench.context.forget_connector(bench.account)
    assert counted(bench) == before + 2


def full(db: Database) -> None:
    raise StoreFull("The data file could not grow: no space left on its disk.")


def counted(bench: Bench) -> int:
    return sum(one.count for one in bench.desk.spending.month(bench.account).charges)
