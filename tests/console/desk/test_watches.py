"""Verbs on watches, over a network in memory: what is refused, found, paid, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from console.connectors.memory import Call
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.ids import CaseId, WatchId
from console.domain.remote import Timeline
from console.domain.spending import Item
from console.domain.watches import PACES, NewWatch, Proposal, Watch, WatchRun, WatchState
from console.errors import (
    ConnectorError,
    InputError,
    InvalidQuery,
    NotFound,
    Offline,
    RateLimited,
    Refused,
    ServerTrouble,
)
from console.store import accounts
from console.watching import MOST_PAGES
from tests.console.given import Bench

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LISTS = Changes.of(lists=("watches",))


def new(bench: Bench, **other: object) -> NewWatch:
    given = NewWatch(
        account_id=bench.account.id,
        name="Brand",
        query="acme",
        pace=HOUR,
        monthly_budget=Decimal(10),
        begin_at=bench.clock() - 7 * DAY,
    )
    return replace(given, **other)  # type: ignore[arg-type]  # by name


def add(bench: Bench, **other: object) -> WatchId:
    watch_id, changes = bench.desk.watches.add(new(bench, **other))
    assert changes == LISTS
    return watch_id


def write(bench: Bench, *texts: str, by: str = "cleo") -> list[str]:
    """Let customers write, a minute apart, the last one now."""
    author = bench.user(by)
    for text in texts:
        bench.clock.forward(minutes=1)
        bench.world.add_post(author, text, at=bench.clock())
    return [post.remote_id for post in bench.world.posts()[: len(texts)]]


def run(bench: Bench, only: WatchId | None = None) -> tuple[WatchRun, ...]:
    return bench.desk.watches.run(bench.account, only=only)


def found(bench: Bench, watch_id: WatchId) -> set[str]:
    rows = bench.db.rows(
        "SELECT p.remote_id FROM watch_hits h JOIN posts p ON p.message_id = h.message_id"
        " WHERE h.watch_id = ?",
        (watch_id,),
    )
    return {row["remote_id"] for row in rows}


def only_watch(bench: Bench) -> Watch:
    (watch,) = bench.desk.watches.every()
    return watch


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "x" * 61}, "longer than 60"),
        ({"query": " "}, "something to look for"),
        ({"query": "acme (late"}, "character 6"),
        ({"query": "lang:en"}, "The query is wrong"),
        ({"pace": timedelta(minutes=1)}, "that often"),
        ({"monthly_budget": Decimal(0)}, "budget of its own"),
        ({"monthly_budget": Decimal("NaN")}, "budget of its own"),
        ({"monthly_budget": Decimal("0.001")}, "budget of its own"),
        ({"monthly_budget": Decimal(21)}, "may cost $20 a month"),
    ],
)
def test_a_watch_that_cannot_be_is_refused_with_the_reason(
    bench: Bench, other: dict[str, object], words: str
) -> None:
    bench.desk.spending.set_budget(bench.account, Decimal(20))
    with pytest.raises(InputError) as refused:
        bench.desk.watches.add(new(bench, **other))
    assert words in refused.value.message
    assert bench.desk.watches.every() == ()
    assert bench.desk.acts.undo() is None


def test_an_account_without_access_cannot_search(bench: Bench) -> None:
    account = accounts.add_handoff(
        bench.db, network="x", handle="by_hand", name="By Hand", now=bench.clock()
    )
    with pytest.raises(InputError, match="no access"):
        bench.desk.watches.add(new(bench, account_id=account.id))
    with pytest.raises(InputError, match="no access"):
        bench.desk.watches.estimate(account, "acme")
    assert bench.desk.watches.run(account) == ()


def test_a_name_is_given_once_whatever_its_case(bench: Bench) -> None:
    first = add(bench)
    with pytest.raises(InputError, match="already"):
        bench.desk.watches.add(new(bench, name="bRAND"))
    second = add(bench, name="another")
    assert [one.new.name for one in bench.desk.watches.every()] == ["another", "Brand"]
    with pytest.raises(InputError, match="already"):
        bench.desk.watches.change(second, new(bench, name="brand"))
    bench.desk.watches.remove((first,))
    assert bench.desk.watches.change(second, new(bench, name="brand")) == LISTS


def test_a_look_finds_each_post_once_and_a_case_for_each(bench: Bench) -> None:
    wanted = write(bench, "acme is late", "my acme broke", "nothing here", "Acme again")
    watch_id = add(bench)
    (ran,) = run(bench)
    assert (ran.read, ran.hits, ran.new, ran.done, ran.state) == (3, 3, 3, True, WatchState.READY)
    assert found(bench, watch_id) == {wanted[0], wanted[2], wanted[3]}
    assert run(bench) == ()
    (again,) = run(bench, watch_id)
    assert (again.read, again.hits, again.done) == (0, 0, True)
    rows = bench.desk.watches.cases(watch_id)
    assert [row.snippet for row in rows] == ["Acme again", "my acme broke", "acme is late"]
    assert all(row.unsummoned and row.state is CaseState.NEEDS_REPLY for row in rows)
    watch = bench.desk.watches.get(watch_id)
    assert (watch.ever.hits, watch.ever.cases, watch.ever.known) == (3, 3, 0)
    # Three posts, one author.
    assert watch.spent == watch.ever.cost == Decimal("0.025")


def test_a_mention_that_a_watch_finds_is_one_post_and_keeps_its_case(bench: Bench) -> None:
    write(bench, "@shop acme is late")
    bench.desk.accounts.sync(bench.account)
    before = bench.desk.cases.rows()
    watch_id = add(bench)
    (ran,) = run(bench)
    assert (ran.hits, ran.new) == (1, 0)
    assert bench.desk.cases.rows() == before
    watch = bench.desk.watches.get(watch_id)
    assert (watch.ever.hits, watch.ever.known, watch.ever.cases) == (1, 1, 0)
    assert bench.desk.watches.cases(watch_id) == ()
    assert timelines(bench) == [Timeline.MENTIONS]


def test_a_hit_that_comes_as_a_mention_later_is_one_post_that_summons(bench: Bench) -> None:
    write(bench, "@shop acme is late")
    watch_id = add(bench)
    run(bench)
    (row,) = bench.desk.watches.cases(watch_id)
    assert timelines(bench) == ["found"]
    assert not row.unsummoned
    pulled = bench.desk.accounts.sync(bench.account)
    assert (pulled.read, pulled.new) == (1, 0)
    assert timelines(bench) == [Timeline.MENTIONS]
    assert [one.id for one in bench.desk.cases.rows() if one.handle == "cleo"] == [row.id]
    run(bench, watch_id)
    assert timelines(bench) == [Timeline.MENTIONS]
    assert bench.desk.watches.get(watch_id).ever.known == 0


def timelines(bench: Bench) -> list[str]:
    """By which ways cleo's posts are known to the account."""
    rows = bench.db.rows(
        "SELECT a.timeline FROM account_posts a JOIN posts p ON p.message_id = a.message_id"
        " JOIN handles h ON h.remote_id = p.author_id WHERE h.handle = 'cleo'"
    )
    return [row["timeline"] for row in rows]


def test_two_watches_that_find_the_same_pay_once_and_each_has_its_hit(bench: Bench) -> None:
    wanted = set(write(bench, "acme phone is late", "acme phone broke"))
    one, two = add(bench), add(bench, name="Phones", query="phone")
    assert [(ran.hits, ran.new) for ran in run(bench)] == [(2, 2), (2, 0)]
    assert found(bench, one) == found(bench, two) == wanted
    first, second = bench.desk.watches.get(one), bench.desk.watches.get(two)
    assert (first.spent, second.spent) == (Decimal("0.020"), Decimal(0))
    assert (first.ever.cases, second.ever.cases, second.ever.known) == (2, 0, 2)


def test_the_pace_is_kept_and_a_desk_that_slept_looks_once(bench: Bench) -> None:
    watch_id = add(bench)
    start = bench.clock()
    looks = 0
    for _ in range(6 * 60 // 7):
        looks += len(run(bench))
        bench.clock.forward(minutes=7)
    assert looks == 6
    due_at = bench.desk.watches.get(watch_id).due_at
    assert due_at is not None
    assert (due_at - start) % HOUR == timedelta(), "it keeps to its plan"
    bench.clock.forward(days=3)
    assert len(run(bench)) == 1
    assert run(bench) == ()
    assert bench.desk.watches.get(watch_id).due_at == bench.clock() + HOUR


def test_another_pace_holds_at_once_and_an_undo_brings_the_old_one(bench: Bench) -> None:
    watch_id = add(bench, pace=PACES[-1])
    run(bench)
    bench.clock.forward(minutes=20)
    bench.desk.watches.change(watch_id, new(bench, pace=PACES[0]))
    assert len(run(bench)) == 1
    bench.desk.acts.undo()
    assert bench.desk.watches.get(watch_id).new.pace == PACES[-1]


def test_another_query_begins_anew_from_now_and_an_undo_goes_on_where_it_was(bench: Bench) -> None:
    write(bench, "acme is late", "zeta is late")
    watch_id = add(bench)
    run(bench)
    bench.clock.forward(minutes=1)
    bench.desk.watches.change(watch_id, new(bench, query="zeta", begin_at=begun(bench)))
    (ran,) = run(bench)
    assert (ran.read, ran.done) == (0, True), "what lies before was not asked for"
    (wanted,) = write(bench, "zeta again")
    run(bench, watch_id)
    assert wanted in found(bench, watch_id)
    bench.desk.watches.change(watch_id, new(bench, query="acme", begin_at=begun(bench)))
    bench.desk.acts.undo()
    bench.clock.forward(hours=1)
    (ran,) = run(bench)
    assert ran.read == 0, "nothing is read again"


def test_a_change_that_is_taken_back_after_it_looked_reads_and_pays_nothing_twice(
    bench: Bench,
) -> None:
    write(bench, *(f"acme {number}" for number in range(5)))
    watch_id = add(bench)
    run(bench)
    paid = only_watch(bench).spent
    bench.clock.forward(minutes=1)
    bench.desk.watches.change(watch_id, new(bench, query="zeta", begin_at=begun(bench)))
    run(bench, watch_id)
    (missed,) = write(bench, "acme meanwhile")
    # The next day all would be billed again.
    bench.clock.forward(days=1)
    bench.desk.acts.undo()
    (ran,) = run(bench)
    assert (ran.read, ran.hits, ran.done) == (1, 1, True)
    assert missed in found(bench, watch_id)
    assert only_watch(bench).spent == paid + Decimal("0.015")
    bench.desk.acts.redo()
    (ran,) = run(bench)
    assert (ran.read, ran.done) == (0, True), "nor is the other's read again"


def test_a_query_that_a_person_chooses_again_begins_from_then(bench: Bench) -> None:
    write(bench, "acme one")
    watch_id = add(bench)
    run(bench)
    bench.clock.forward(minutes=1)
    bench.desk.watches.change(watch_id, new(bench, query="zeta", begin_at=begun(bench)))
    run(bench)
    write(bench, "acme meanwhile")
    bench.clock.forward(minutes=1)
    bench.desk.watches.change(watch_id, new(bench, query="acme", begin_at=begun(bench)))
    assert only_watch(bench).walked_at is None
    (ran,) = run(bench)
    assert (ran.read, ran.done) == (0, True), "what lies before was not asked for"
    (later,) = write(bench, "acme again")
    run(bench, watch_id)
    assert later in found(bench, watch_id)


def test_a_walk_that_is_cut_off_keeps_to_what_was_asked_for_first(bench: Bench) -> None:
    bench.world.rules = replace(bench.world.rules, page_size=10)
    wanted = set(write(bench, *(f"acme {number}" for number in range(25))))
    watch_id = add(bench)
    asked = begun(bench)
    pages = iter((False, False, True))
    bench.desk.watches.run(bench.account, stopping=lambda: next(pages))
    assert len(found(bench, watch_id)) == 10
    bench.clock.forward(hours=2)
    wanted |= set(write(bench, "acme at last"))
    run(bench, watch_id), run(bench, watch_id)
    assert begun(bench) == asked
    assert found(bench, watch_id) == wanted


def test_a_long_walk_lets_others_have_their_turn_and_goes_on_at_once(bench: Bench) -> None:
    bench.world.rules = replace(bench.world.rules, page_size=10)
    write(bench, *(f"acme {number}" for number in range(10 * MOST_PAGES + 5)))
    watch_id = add(bench)
    (ran,) = run(bench)
    assert (ran.read, ran.done, ran.problem) == (10 * MOST_PAGES, False, "")
    (ran,) = run(bench)
    assert (ran.read, ran.done) == (5, True)
    assert len(found(bench, watch_id)) == 10 * MOST_PAGES + 5


def begun(bench: Bench) -> object:
    return only_watch(bench).new.begin_at


def test_a_chosen_beginning_is_read_from_but_no_farther_than_x_goes(bench: Bench) -> None:
    write(bench, "zeta is late")
    watch_id = add(bench, begin_at=bench.clock() - 60 * DAY)
    assert begun(bench) == bench.clock() - 7 * DAY
    bench.desk.watches.change(watch_id, new(bench, query="zeta", begin_at=bench.clock() - DAY))
    assert [ran.hits for ran in run(bench)] == [1]


def test_what_is_added_paused_and_removed_can_be_taken_back(bench: Bench) -> None:
    write(bench, "acme is late")
    watch_id = add(bench)
    run(bench)
    assert bench.desk.watches.set_paused((watch_id,), paused=True) == LISTS
    assert only_watch(bench).state is WatchState.PAUSED
    assert run(bench, watch_id) == (WatchRun(watch_id, state=WatchState.PAUSED),)
    bench.clock.forward(days=1)
    assert run(bench) == ()
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.changes.lists == {"watches"}
    assert only_watch(bench).state is WatchState.READY
    assert bench.desk.watches.remove((watch_id,)) == LISTS
    assert bench.desk.watches.every() == ()
    assert run(bench) == ()
    with pytest.raises(NotFound):
        bench.desk.watches.get(watch_id)
    with pytest.raises(NotFound):
        bench.desk.watches.remove((watch_id,))
    bench.desk.acts.undo()
    watch = only_watch(bench)
    assert (watch.ever.hits, watch.ever.cost) == (1, Decimal("0.015"))
    assert watch.walked_at is not None
    bench.desk.acts.undo()
    assert bench.desk.watches.every() == (), "its making is undone too"
    bench.desk.acts.redo()
    assert only_watch(bench) == watch, "with all that it found and cost"


def test_budgets_end_a_look_between_pages_till_there_is_more(bench: Bench) -> None:
    write(bench, *(f"acme {number}" for number in range(60)))
    watch_id = add(bench, monthly_budget=Decimal("0.15"))
    (ran,) = run(bench)
    # 10 posts of one author a page: 0.06, 0.05, 0.05.
    assert (ran.state, ran.done, ran.read) == (WatchState.SPENT, False, 30)
    assert "$0.16" in ran.problem
    watch = only_watch(bench)
    assert (watch.state, watch.spent, watch.problem) == (WatchState.SPENT, Decimal("0.16"), "")
    assert watch.due_at is not None
    assert (watch.due_at.day, watch.due_at.hour, watch.due_at > bench.clock()) == (1, 0, True)
    assert run(bench) == ()
    bench.desk.watches.change(
        watch_id, new(bench, monthly_budget=Decimal(1), begin_at=begun(bench))
    )
    (ran,) = run(bench)
    assert (ran.done, ran.read, ran.state) == (True, 30, WatchState.READY)
    assert len(found(bench, watch_id)) == 60


def test_the_accounts_budget_stops_its_watches_and_more_of_it_lets_them_go_on(bench: Bench) -> None:
    write(bench, "acme is late")
    add(bench)
    spent = bench.desk.spending.month(bench.account).total
    bench.desk.spending.set_budget(bench.account, Decimal("0.01"))
    assert spent > Decimal("0.01")
    assert only_watch(bench).state is WatchState.SPENT
    assert run(bench) == ()
    bench.desk.spending.set_budget(bench.account, None)
    assert [ran.hits for ran in run(bench)] == [1]


def test_a_spent_watch_looks_again_in_the_next_month(bench: Bench) -> None:
    write(bench, "acme is late")
    add(bench, monthly_budget=Decimal("0.01"))
    run(bench)
    assert only_watch(bench).state is WatchState.SPENT
    bench.clock.at = bench.clock.at.replace(month=11, day=1, hour=0, minute=0)
    assert only_watch(bench).state is WatchState.READY
    assert len(run(bench)) == 1


@pytest.mark.parametrize(
    ("error", "waits"),
    [
        (Offline("the line is down"), timedelta(minutes=1)),
        (ServerTrouble("503"), timedelta(minutes=1)),
        (InvalidQuery("no such operator"), DAY),
        (Refused("not this app"), DAY),
    ],
)
def test_what_goes_wrong_is_kept_with_the_watch_and_tried_again(
    bench: Bench, error: ConnectorError, waits: timedelta
) -> None:
    write(bench, "acme is late")
    watch_id = add(bench)
    bench.connector.fail_next("search", error)
    (ran,) = run(bench)
    assert (ran.state, ran.problem) == (WatchState.FAILING, f"{error.title}: {error.message}")
    watch = only_watch(bench)
    assert (watch.state, watch.problem) == (ran.state, ran.problem)
    assert watch.due_at == bench.clock() + waits
    assert run(bench) == ()
    bench.clock.forward(seconds=waits.total_seconds())
    (ran,) = run(bench)
    assert (ran.hits, ran.done) == (1, True)
    assert (only_watch(bench).state, only_watch(bench).problem) == (WatchState.READY, "")
    assert bench.desk.accounts.find("shop").sync_error is None
    assert found(bench, watch_id)


def test_a_change_lets_what_failed_look_at_once(bench: Bench) -> None:
    watch_id = add(bench)
    bench.connector.fail_next("search", InvalidQuery("no"))
    run(bench)
    bench.desk.watches.change(watch_id, new(bench, name="Other", begin_at=begun(bench)))
    assert only_watch(bench).state is WatchState.READY
    assert [ran.done for ran in run(bench)] == [True]


def test_the_waits_grow_up_to_the_pace(bench: Bench) -> None:
    add(bench, pace=PACES[0])
    waits = []
    for _ in range(6):
        bench.connector.fail_next("search", ServerTrouble("503"))
        run(bench)
        due_at = only_watch(bench).due_at
        assert due_at is not None
        waits.append((due_at - bench.clock()) / timedelta(minutes=1))
        bench.clock.at = due_at
    assert waits == [1, 2, 4, 8, 15, 15]


def test_one_that_fails_holds_up_no_other_unless_the_account_does(bench: Bench) -> None:
    write(bench, "acme phone is late")
    add(bench), add(bench, name="Phones", query="phone")
    bench.connector.fail_next("search", InvalidQuery("no"))
    assert [ran.state for ran in run(bench)] == [WatchState.FAILING, WatchState.READY]
    bench.clock.forward(days=2)
    reset_at = bench.clock() + timedelta(minutes=10)
    bench.connector.fail_next("search", RateLimited("slow down", reset_at=reset_at))
    assert [ran.state for ran in run(bench)] == [WatchState.FAILING] * 2
    assert {watch.due_at for watch in bench.desk.watches.every()} == {reset_at}


def test_a_look_that_is_stopped_goes_on_where_it_was(bench: Bench) -> None:
    bench.world.rules = replace(bench.world.rules, page_size=10)
    wanted = set(write(bench, *(f"acme {number}" for number in range(35))))
    watch_id = add(bench)
    pages = 0

    def stopping() -> bool:
        nonlocal pages
        pages += 1
        return pages > 3  # once before the look, once before each page

    (ran,) = bench.desk.watches.run(bench.account, stopping=stopping)
    assert (ran.read, ran.done) == (20, False)
    (ran,) = run(bench)
    assert (ran.read, ran.hits, ran.done) == (15, 15, True)
    assert found(bench, watch_id) == wanted


@pytest.mark.parametrize("what", ["remove", "change", "pause"])
def test_a_person_who_decides_meanwhile_is_heard(bench: Bench, what: str) -> None:
    bench.world.rules = replace(bench.world.rules, page_size=10)
    write(bench, *(f"acme {number}" for number in range(35)))
    watch_id = add(bench)

    def decide(_: Changes) -> None:
        if what == "remove":
            bench.desk.watches.remove((watch_id,))
        elif what == "change":
            other = new(bench, query="zeta", begin_at=begun(bench))
            bench.desk.watches.change(watch_id, other)
        else:
            bench.desk.watches.set_paused((watch_id,), paused=True)

    heard: list[Changes] = []

    def on_page(changes: Changes) -> None:
        heard.append(changes)
        if len(heard) == 1:
            decide(changes)

    (ran,) = bench.desk.watches.run(bench.account, on_page=on_page)
    # A pause is seen when the next page is stored, the others bar that.
    assert (ran.done, ran.hits) == (False, 20 if what == "pause" else 10)
    assert all(changes.lists == {"watches"} for changes in heard)
    bench.desk.acts.undo()
    (ran,) = run(bench)
    assert ran.done
    assert len(found(bench, watch_id)) == 35


def test_an_estimate_counts_by_day_and_tells_its_price(bench: Bench) -> None:
    write(bench, "acme one", "acme two", "other")
    bench.clock.forward(days=2)
    write(bench, "acme three")
    before = bench.desk.spending.month(bench.account).total
    estimate = bench.desk.watches.estimate(bench.account, "acme")
    assert (estimate.week, estimate.sampled) == (3, False)
    assert [count for _, count in estimate.days] == [0, 0, 0, 0, 0, 2, 0, 1]
    assert (estimate.hit_price, estimate.price) == (Decimal("0.015"), Decimal("0.005"))
    assert bench.desk.spending.month(bench.account).total - before == estimate.price
    assert estimate.month == Decimal("0.20")
    assert estimate.backlog(bench.clock() - 7 * DAY) == 3 * estimate.hit_price
    assert estimate.backlog(bench.clock()) == 0
    watch_id, _ = bench.desk.watches.add(new(bench), estimate)
    watch = bench.desk.watches.get(watch_id)
    assert (watch.counted_week, watch.estimated_month) == (3, estimate.month)


def test_few_posts_are_an_exact_sample_and_many_tell_of_the_rate(bench: Bench) -> None:
    write(bench, "acme one", "acme two")
    few = bench.desk.watches.estimate(bench.account, "acme", by_sample=True)
    assert (few.week, few.sampled, few.price) == (2, False, Decimal("0.020"))
    assert sum(count for _, count in few.days) == 2
    assert not bench.desk.watches.every()
    for _ in range(40):
        bench.clock.forward(minutes=59)
        write(bench, "acme again")
    many = bench.desk.watches.estimate(bench.account, "acme", by_sample=True)
    assert many.sampled
    assert many.week == 7 * 24
    assert sum(count for _, count in many.days) == many.week
    assert bench.db.value("SELECT count(*) FROM posts WHERE lang = 'no'") == 0
    assert bench.db.value("SELECT count(*) FROM watch_hits") == 0
    assert bench.db.value("SELECT count(*) FROM messages WHERE text LIKE 'acme%'") == 0


@pytest.mark.parametrize("call", ["count", "search"])
def test_what_the_network_says_to_an_estimate_is_passed_on(bench: Bench, call: Call) -> None:
    bench.connector.fail_next(call, Refused("not this app"))
    with pytest.raises(Refused):
        bench.desk.watches.estimate(bench.account, "acme", by_sample=call == "search")
    with pytest.raises(InputError):
        bench.desk.watches.estimate(bench.account, "(acme")
    assert Item.COUNT not in {
        charge.item for charge in bench.desk.spending.month(bench.account).charges
    }


def case_of(bench: Bench, handle: str) -> CaseId:
    (row,) = [row for row in bench.desk.cases.rows() if row.handle == handle]
    return row.id


def test_a_case_is_of_use_once_a_person_did_something_and_solved_with_a_fix(bench: Bench) -> None:
    for name in ("ada1", "ada2", "ada3", "ada4", "ada5", "ada6"):
        write(bench, f"acme of {name}", by=name)
    watch_id = add(bench)
    run(bench)
    assert (only_watch(bench).ever.cases, only_watch(bench).ever.useful) == (6, 0)
    triage = bench.desk.triage
    triage.tag((case_of(bench, "ada1"),), ("refund",))
    triage.set_touchpoint((case_of(bench, "ada2"),), "billing")
    triage.promise(case_of(bench, "ada3"), "Call back", bench.clock() + HOUR)
    triage.resolve((case_of(bench, "ada4"),), fix="sent anew")
    triage.resolve((case_of(bench, "ada5"),), skipped=True)
    ours = bench.world.posts()[0]
    bench.clock.forward(minutes=1)
    bench.world.add_post(
        bench.world.own, "We are sorry.", at=bench.clock(), reply_to=ours.remote_id
    )
    bench.desk.accounts.sync(bench.account)
    brought = only_watch(bench).ever
    assert (brought.cases, brought.useful, brought.solved) == (6, 5, 1)
    assert brought == only_watch(bench).lately
    assert brought.cost_per_case is not None
    triage.mark_spam((case_of(bench, "ada1"),))
    assert only_watch(bench).ever.useful == 4
    assert bench.desk.watches.get(watch_id).ever == only_watch(bench).ever
    bench.clock.forward(days=31)
    assert (only_watch(bench).lately.cases, only_watch(bench).lately.cost) == (0, Decimal(0))
    assert only_watch(bench).ever.cases == 6


def test_joined_cases_count_as_one(bench: Bench) -> None:
    write(bench, "acme one", "acme two")
    watch_id = add(bench)
    run(bench)
    one, two = (row.id for row in bench.desk.watches.cases(watch_id))
    bench.desk.triage.merge((one,), two)
    assert [row.id for row in bench.desk.watches.cases(watch_id)] == [two]
    assert (only_watch(bench).ever.hits, only_watch(bench).ever.cases) == (2, 1)
    bench.desk.triage.set_touchpoint((two,), "billing")
    assert only_watch(bench).ever.useful == 1


def test_what_a_rule_did_is_nobodys_deed(bench: Bench) -> None:
    write(bench, "acme one")
    add(bench)
    run(bench)
    case_id = case_of(bench, "cleo")
    bench.desk.triage.tag((case_id,), ("refund",))
    bench.desk.triage.set_touchpoint((case_id,), "billing")
    assert only_watch(bench).ever.useful == 1
    with bench.db.writing():
        bench.db.execute(
            "INSERT INTO triage_rules (name, conditions, effects, agent_id, made_at)"
            " VALUES ('Refunds', '{}', '{}', 1, 0)"
        )
        for kind, value in (("tag", "refund"), ("touchpoint", "billing")):
            bench.db.execute(
                "INSERT INTO rule_effects (rule_id, message_id, kind, value, at)"
                " SELECT 1, id, ?, ?, 0 FROM messages WHERE case_id = ?",
                (kind, value, case_id),
            )
    assert only_watch(bench).ever.useful == 0


def test_one_without_yield_is_proposed_and_a_changed_one_has_its_time(bench: Bench) -> None:
    write(bench, *(f"acme {number}" for number in range(25)))
    watch_id = add(bench)
    run(bench)
    assert only_watch(bench).proposal(bench.clock()) is None
    bench.clock.forward(days=15)
    assert only_watch(bench).proposal(bench.clock()) is Proposal.USELESS
    bench.clock.forward(days=16)
    run(bench)
    assert only_watch(bench).proposal(bench.clock()) is Proposal.SILENT
    bench.desk.watches.change(watch_id, new(bench, query="zeta", begin_at=begun(bench)))
    run(bench)
    assert only_watch(bench).proposal(bench.clock()) is None
