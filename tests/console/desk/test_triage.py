"""What a person decides about cases, what moves them by itself, and taking all of it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.cases import CaseRow, CaseState, Order
from console.domain.ids import CaseId
from console.domain.kinds import MessageKind
from console.domain.messages import Direction
from console.domain.priority import Priority, Reason, judge
from console.domain.targets import Targets
from console.errors import InputError, NotFound
from tests.console import given
from tests.console.given import Bench

HOUR = timedelta(hours=1)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return given.bench(tmp_path, posts=(("ada", "@shop help"), ("ben", "@shop where is it?")))


def case_of(bench: Bench, handle: str) -> CaseId:
    return row_of(bench, handle).id


def row_of(bench: Bench, handle: str) -> CaseRow:
    return next(row for row in bench.desk.cases.rows() if row.handle == handle)


def write(bench: Bench, handle: str, text: str, **ago: float) -> None:
    """Let a customer write on in their conversation, and sync."""
    old = next(one for one in bench.world.posts() if one.author.handle == handle)
    at = bench.clock() - timedelta(**(ago or {"seconds": 1}))
    bench.world.add_post(bench.user(handle), text, at=at, reply_to=old.remote_id)
    bench.desk.accounts.sync(bench.account)


def state(bench: Bench, handle: str = "ada") -> CaseState:
    return row_of(bench, handle).state


def test_resolving_keeps_what_fixed_it_by_whom_and_how(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.resolve((ada,), fix="  new parcel\nsent ", channel="phone")
    fixed = bench.desk.cases.view(ada).resolution
    assert fixed is not None
    assert (fixed.fix, fixed.channel, fixed.agent_name) == ("new parcel sent", "phone", "Anna")
    assert not fixed.skipped
    assert fixed.confirmed_at is None
    bench.desk.acts.undo()
    assert bench.desk.cases.view(ada).resolution is None
    assert state(bench) is CaseState.NEEDS_REPLY


def test_a_skip_is_recorded_and_keeps_no_words(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.resolve((ada,), fix="typed and skipped", skipped=True)
    fixed = bench.desk.cases.view(ada).resolution
    assert fixed is not None
    assert (fixed.skipped, fixed.fix, fixed.channel) == (True, "", "")


def test_an_unknown_channel_or_a_long_line_is_refused(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    for fix, channel in (("", "pigeon"), ("x" * 300, "phone")):
        with pytest.raises(InputError):
            bench.desk.triage.resolve((ada,), fix=fix, channel=channel)
    assert state(bench) is CaseState.NEEDS_REPLY


def test_thanks_after_the_resolution_do_not_reopen_but_are_marked(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.resolve((ada,), fix="sent anew")
    bench.clock.forward(hours=1)
    write(bench, "ada", "@shop thank you so much!")
    view = bench.desk.cases.view(ada)
    assert view.row.state is CaseState.RESOLVED
    assert view.row.thanked_at is not None
    assert view.resolution is not None
    assert view.resolution.confirmed_at == view.row.thanked_at
    assert view.row.kind is MessageKind.THANKS
    bench.clock.forward(hours=1)
    write(bench, "ada", "@shop it is broken again")
    assert state(bench) is CaseState.NEEDS_REPLY
    assert row_of(bench, "ada").thanked_at is None


def test_a_snoozed_case_wakes_at_its_time_and_not_before(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    until = bench.clock() + 2 * HOUR
    bench.desk.triage.snooze((ada,), until)
    assert (state(bench), row_of(bench, "ada").snoozed_until) == (CaseState.SNOOZED, until)
    assert bench.desk.triage.next_wake() == until
    bench.clock.forward(hours=1.9)
    assert not bench.desk.triage.wake()
    bench.clock.forward(hours=0.2)
    assert bench.desk.triage.wake().cases == {ada}
    row = row_of(bench, "ada")
    assert row.state is CaseState.NEEDS_REPLY
    assert row.snoozed_until == until, "the sign that it woke by itself"
    assert bench.desk.triage.next_wake() is None
    assert not bench.desk.triage.wake()


def test_a_customer_wakes_their_case(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.snooze((ada,), bench.clock() + 50 * HOUR)
    bench.clock.forward(hours=1)
    write(bench, "ada", "@shop hello?")
    row = row_of(bench, "ada")
    assert (row.state, row.snoozed_until) == (CaseState.NEEDS_REPLY, None)


def test_a_case_sleeps_only_till_a_moment_within_a_year(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    for wrong in (bench.clock(), bench.clock() - HOUR, bench.clock() + timedelta(days=400)):
        with pytest.raises(InputError):
            bench.desk.triage.snooze((ada,), wrong)


def test_spam_stays_spam_whatever_comes(bench: Bench) -> None:
    bench.desk.triage.mark_spam((case_of(bench, "ada"),))
    bench.clock.forward(hours=1)
    write(bench, "ada", "@shop buy gold")
    assert state(bench) is CaseState.SPAM


def test_many_are_one_act_with_one_undo(bench: Bench) -> None:
    both = [row.id for row in bench.desk.cases.rows()]
    before = given.everything(bench.db)
    assert bench.desk.triage.resolve(both, skipped=True).cases == set(both)
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Resolve 2 cases"
    assert undone.changes.cases == set(both)
    after = given.everything(bench.db)
    assert after == before | {"agents": after["agents"]}


def test_undo_of_a_tag_is_not_barred_by_what_the_customer_writes(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.tag((ada,), add=("vip",))
    bench.desk.triage.set_touchpoint((ada,), "delivery")
    bench.clock.forward(hours=1)
    write(bench, "ada", "@shop and another thing")
    assert bench.desk.acts.undo()
    assert bench.desk.acts.undo()
    row = row_of(bench, "ada")
    assert (row.tags, row.touchpoint) == ((), "")
    assert len(bench.desk.cases.view(ada).messages) == 2


def test_redo_does_again_what_was_taken_back_and_only_that(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.set_touchpoint((ada,), "delivery")
    bench.desk.triage.tag((ada,), add=("vip",))
    assert bench.desk.acts.redo() is None
    bench.desk.acts.undo()
    bench.desk.acts.undo()
    assert row_of(bench, "ada").touchpoint == ""
    redone = [bench.desk.acts.redo(), bench.desk.acts.redo(), bench.desk.acts.redo()]
    assert [one and one.act for one in redone] == [
        "Set touchpoint case of ada", "Tag case of ada", None,
    ]  # fmt: skip
    bench.desk.acts.undo()
    bench.desk.triage.set_priority((ada,), Priority.HIGH)
    assert bench.desk.acts.redo() is None, "something else was done since"
    assert row_of(bench, "ada").tags == ()


def test_merge_brings_all_into_one_timeline_and_undo_parts_them(bench: Bench) -> None:
    bench.world.add_post(bench.user("ada"), "@shop another matter", at=bench.clock() - HOUR)
    bench.desk.accounts.sync(bench.account)
    one, two = sorted(row.id for row in bench.desk.cases.rows() if row.handle == "ada")
    bench.desk.triage.tag((two,), add=("vip",))
    bench.desk.drafts.save(two, "half an answer", "140")
    before = given.everything(bench.db)
    bench.desk.triage.merge((two,), one)
    view = bench.desk.cases.view(two)
    assert view.row.id == one
    assert len(view.messages) == 2
    assert view.row.tags == ("vip",)
    assert view.draft is not None
    write(bench, "ada", "@shop still there?")
    assert len(bench.desk.cases.view(one).messages) == 3
    with pytest.raises(InputError, match="cannot be undone"):
        bench.desk.acts.undo()
    assert len(bench.desk.cases.view(one).messages) == 3
    del before


def test_merge_is_taken_back_where_nothing_came_meanwhile(bench: Bench) -> None:
    bench.world.add_post(bench.user("ada"), "@shop another matter", at=bench.clock() - HOUR)
    bench.desk.accounts.sync(bench.account)
    one, two = sorted(row.id for row in bench.desk.cases.rows() if row.handle == "ada")
    bench.desk.drafts.save(two, "half an answer", "140")
    bench.desk.triage.tag((one,), add=("vip",))
    before = given.everything(bench.db)
    bench.desk.triage.merge((two,), one)
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before
    bench.desk.acts.redo()
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before


def test_cases_of_two_contacts_are_not_merged(bench: Bench) -> None:
    with pytest.raises(InputError, match="different contacts"):
        bench.desk.triage.merge((case_of(bench, "ada"),), case_of(bench, "ben"))
    with pytest.raises(InputError, match="itself"):
        bench.desk.triage.merge((case_of(bench, "ada"),), case_of(bench, "ada"))
    with pytest.raises(NotFound):
        bench.desk.triage.merge((CaseId(999),), case_of(bench, "ada"))


def test_split_takes_the_conversation_along_and_what_follows_goes_there(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.clock.forward(hours=1)
    write(bench, "ada", "@shop and my bill is wrong")
    first, second = bench.desk.cases.view(ada).messages
    new, changes = bench.desk.triage.split(ada, (second.id,))
    assert changes.cases >= {ada, new}
    assert [m.id for m in bench.desk.cases.view(ada).messages] == [first.id]
    bench.clock.forward(hours=1)
    write(bench, "ada", "@shop the bill, I mean")
    assert len(bench.desk.cases.view(new).messages) == 2
    with pytest.raises(InputError, match="all its messages"):
        bench.desk.triage.split(ada, (first.id,))
    with pytest.raises(InputError, match="not in this case"):
        bench.desk.triage.split(ada, (second.id,))


def test_called_first_counts_linked_calls_within_the_window(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    began = bench.desk.cases.view(ada).messages[0].at
    for hours in (73, 50, 3):
        call = NewCall(text="where is it", at=began - timedelta(hours=hours))
        bench.desk.calls.add(call, ada)
    row = row_of(bench, "ada")
    # The first of them is the case's first message by now; the post is still its first post.
    assert (row.calls_before, row.last_call_before_at) == (2, began - timedelta(hours=3))
    assert row.called_first
    bench.desk.targets.put(Targets(called_first=timedelta(hours=2)))
    assert not row_of(bench, "ada").called_first
    bench.desk.targets.put(Targets(called_first=timedelta(hours=80)))
    assert row_of(bench, "ada").calls_before == 3


def test_a_call_before_the_mention_is_one_case_with_it(bench: Bench) -> None:
    bench.desk.contacts.link_number(row_of(bench, "ben").contact_id, "089 123456", "told us")
    bench.desk.triage.resolve((case_of(bench, "ben"),), skipped=True)
    bench.clock.forward(hours=30)
    call = NewCall(text="no parcel", at=bench.clock(), number="089 123456")
    called, _ = bench.desk.calls.add(call)
    assert called != case_of(bench, "ada")
    bench.clock.forward(hours=3)
    bench.world.add_post(bench.user("ben"), "@shop I called you!", at=bench.clock() - HOUR)
    bench.desk.accounts.sync(bench.account)
    view = bench.desk.cases.view(called)
    assert [type(m).__name__ for m in view.messages] == ["CallNote", "Post"]
    assert view.row.called_first
    assert view.row.account_id == bench.account.id
    assert view.row.state is CaseState.NEEDS_REPLY


def test_due_times_follow_the_last_speaker(bench: Bench) -> None:
    bench.desk.targets.put(Targets(answer=2 * HOUR, solution=10 * HOUR))
    ada = case_of(bench, "ada")
    asked = bench.desk.cases.view(ada).messages[0].at
    row = row_of(bench, "ada")
    assert (row.due_at, row.solve_due_at) == (asked + 2 * HOUR, asked + 10 * HOUR)
    bench.desk.triage.snooze((ada,), bench.clock() + HOUR)
    assert row_of(bench, "ada").due_at is None
    bench.desk.acts.undo()
    assert row_of(bench, "ada").due_at == asked + 2 * HOUR
    bench.desk.triage.resolve((ada,), skipped=True)
    row = row_of(bench, "ada")
    assert (row.due_at, row.solve_due_at) == (None, None)


def test_reasons_of_priority_can_be_read(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    asked = bench.desk.cases.view(ada).messages[0].at
    bench.desk.targets.put(Targets(answer=2 * HOUR, solution=100 * HOUR))
    assert judge(row_of(bench, "ada"), asked).level is Priority.NORMAL
    soon = judge(row_of(bench, "ada"), asked + 1.9 * HOUR)
    assert (soon.level, soon.reasons) == (Priority.HIGH, (Reason.DUE_SOON,))
    late = judge(row_of(bench, "ada"), asked + 3 * HOUR)
    assert (late.level, late.reasons) == (Priority.HIGH, (Reason.OVERDUE,))
    bench.desk.calls.add(NewCall(text="called", at=asked - HOUR), ada)
    both = judge(row_of(bench, "ada"), asked + 1000 * HOUR)
    assert both.level is Priority.URGENT
    assert Reason.CALLED_FIRST in both.reasons
    bench.desk.triage.set_priority((ada,), Priority.LOW)
    said = judge(row_of(bench, "ada"), asked + 3 * HOUR)
    assert (said.level, said.reasons) == (Priority.LOW, (Reason.PERSON,))


def test_a_broken_promise_makes_a_case_urgent_till_it_was_kept(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    due = bench.clock() + HOUR
    bench.desk.triage.promise(ada, "call back", due)
    assert row_of(bench, "ada").promise_due_at == due
    broken = judge(row_of(bench, "ada"), due + HOUR)
    assert broken.level is Priority.URGENT
    assert broken.reasons[0] is Reason.PROMISE_BROKEN
    (promise,) = bench.desk.cases.view(ada).promises
    assert promise.is_broken(due + HOUR)
    bench.desk.triage.keep_promise(promise.id)
    assert row_of(bench, "ada").promise_due_at is None
    bench.desk.triage.drop_promise(promise.id)
    assert bench.desk.cases.view(ada).promises == ()
    with pytest.raises(NotFound):
        bench.desk.triage.keep_promise(promise.id)
    for wrong in (("", due), ("call", bench.clock())):
        with pytest.raises(InputError):
            bench.desk.triage.promise(ada, *wrong)


def test_a_promise_is_kept_and_taken_back_with_the_resolution(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.promise(ada, "call back", bench.clock() + HOUR)
    (promise,) = bench.desk.cases.view(ada).promises
    bench.desk.triage.resolve((ada,), fix="rang", channel="phone", keeps=(promise.id,))
    assert bench.desk.cases.view(ada).promises[0].kept_at == bench.clock()
    assert state(bench) is CaseState.RESOLVED
    bench.desk.acts.undo()
    assert bench.desk.cases.view(ada).promises[0].kept_at is None
    assert state(bench) is CaseState.NEEDS_REPLY


def test_the_most_pressing_come_first_in_order_of_urgency(bench: Bench) -> None:
    ada, ben = case_of(bench, "ada"), case_of(bench, "ben")
    keys = bench.desk.cases.keys(order=Order.URGENT)
    assert [key.id for key in keys] == [ada, ben], "who waits longest"
    bench.desk.triage.set_priority((ben,), Priority.URGENT)
    assert [key.id for key in bench.desk.cases.keys(order=Order.URGENT)] == [ben, ada]
    bench.desk.acts.undo()
    asked = bench.desk.cases.view(ben).messages[0].at
    bench.desk.calls.add(NewCall(text="called", at=asked - HOUR, direction=Direction.OUT), ben)
    assert [key.id for key in bench.desk.cases.keys(order=Order.URGENT)] == [ben, ada]
    assert [key.rank for key in bench.desk.cases.keys(order=Order.URGENT)] == sorted(
        (key.rank for key in bench.desk.cases.keys(order=Order.URGENT)), reverse=True
    )


def test_kind_is_the_rules_till_a_person_says_otherwise(bench: Bench) -> None:
    ben = case_of(bench, "ben")
    (post,) = bench.desk.cases.view(ben).messages
    assert row_of(bench, "ben").kind is MessageKind.QUESTION
    bench.desk.triage.set_kind(post.id, MessageKind.COMPLAINT)
    assert row_of(bench, "ben").kind is MessageKind.COMPLAINT
    with bench.db.writing():
        bench.db.execute("UPDATE desk_state SET value = 'older' WHERE name = 'kinds_judged_by'")
    bench.desk.triage.bring_up_to_date()
    assert row_of(bench, "ben").kind is MessageKind.COMPLAINT, "a person's word stays"
    bench.desk.triage.set_kind(post.id, None)
    assert row_of(bench, "ben").kind is MessageKind.QUESTION


def test_an_undo_after_a_restart_takes_back_the_act_from_before(tmp_path: Path) -> None:
    bench = given.bench(tmp_path)
    ada = case_of(bench, "ada")
    bench.desk.triage.set_touchpoint((ada,), "delivery")
    bench.desk.close()
    again = given.database(tmp_path)
    from console.desk import Desk

    bench.context.db = again
    desk = Desk(bench.context)
    undone = desk.acts.undo()
    assert undone is not None
    assert desk.cases.rows()[0].touchpoint == ""
    desk.close()
