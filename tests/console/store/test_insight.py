"""What is read for the figures of a period, and what beside it, on a real data file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.business_hours import BusinessHours
from console.domain.ids import CaseId
from console.domain.insight import Period, Scope
from console.domain.messages import Direction
from console.domain.targets import Targets
from console.insight import answering, called_first
from console.insight.rows import Rows
from console.insight.stories import stories
from console.insight.windows import Window
from console.store import insight
from tests.console import given
from tests.console.given import Bench
from tests.console.insight.told import figure

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Ada and Ben wrote a day before `bench.clock()`, which is 2 October 2026, 09:00 UTC."""
    made = given.bench(tmp_path, posts=(("ada", "@shop it is broken"), ("ben", "@shop where?")))
    made.desk.targets.put(Targets(BusinessHours(zone="UTC")))
    return made


def case_of(bench: Bench, handle: str) -> CaseId:
    return next(row.id for row in bench.desk.cases.rows() if row.handle == handle)


def rows(bench: Bench, start: datetime, end: datetime) -> Rows:
    return insight.rows(bench.db, Scope(Period(start, end), compare=False), bench.clock())


def called(bench: Bench, at: datetime, handle: str = "ada") -> CaseId:
    """Let a customer call, which is a case of its own."""
    found, _ = bench.desk.calls.add(NewCall("rang", at, Direction.IN, name=f"{at:%d %H %M}"))
    with bench.db.writing():
        bench.db.execute(
            "UPDATE cases SET contact_id = (SELECT contact_id FROM cases WHERE id = ?)"
            " WHERE id = ?",
            (case_of(bench, handle), found),
        )
    return found


def test_calls_of_before_the_period_are_read_as_far_as_they_count(bench: Bench) -> None:
    start = bench.clock() - 26 * HOUR
    late = called(bench, start - 72 * HOUR)
    early = called(bench, start - 72 * HOUR - timedelta(minutes=1))
    found = rows(bench, start, bench.clock())
    assert late in {case.id for case in found.cases}
    assert early not in {case.id for case in found.cases}
    (call,) = [each for each in found.messages if not each.is_post]
    assert (call.case_id, found.calls[call.id].channel) == (late, "phone")
    assert list(found.messages) == sorted(found.messages)


def test_who_called_before_they_posted_is_the_same_whatever_is_compared(bench: Bench) -> None:
    called(bench, bench.clock() - 60 * HOUR)
    period = Period(bench.clock() - 26 * HOUR, bench.clock())
    shares = []
    for compare in (True, False):
        scope = Scope(period, compare=compare)
        read = insight.rows(bench.db, scope, bench.clock())
        window = Window(read, stories(read), scope, period, bench.clock())
        shares.append(figure(called_first.section(window, None), "called_first").value)
    assert shares == [0.5, 0.5]


def test_calls_of_strangers_before_the_period_are_not_read(bench: Bench) -> None:
    start = bench.clock() - 26 * HOUR
    bench.desk.calls.add(NewCall("rang", start - HOUR, Direction.IN, name="Somebody else"))
    assert all(each.is_post for each in rows(bench, start, bench.clock()).messages)


def test_a_call_after_the_period_is_read_as_long_as_one_is_waited_for(bench: Bench) -> None:
    asked = next(post for post in bench.world.posts() if "broken" in post.text)
    told = bench.world.add_post(
        bench.world.own, "Please call us.", at=bench.clock(), reply_to=asked.remote_id
    )
    bench.clock.forward(days=3)
    bench.desk.accounts.sync(bench.account)
    in_time = called(bench, told.at + 48 * HOUR)
    too_late = called(bench, told.at + 49 * HOUR)
    found = rows(bench, asked.at - HOUR, told.at + HOUR)
    assert in_time in {case.id for case in found.cases}
    assert too_late not in {case.id for case in found.cases}


def sent(bench: Bench, case_id: CaseId, number: int, remote_id: str) -> None:
    """Let a post of ours be one that this desk sent."""
    bench.db.execute(
        "INSERT INTO reply_threads (id, account_id, case_id, agent_id, reply_to, text, limit_name,"
        " created_at) SELECT ?, ?, ?, min(id), '1', 'a', 'x', 1 FROM agents",
        (number, bench.account.id, case_id),
    )
    bench.db.execute(
        "INSERT INTO reply_parts (thread_id, position, text, weight, state, remote_id)"
        " VALUES (?, 0, 'a', 1, 'sent', ?)",
        (number, remote_id),
    )


def test_senders_are_read_of_the_posts_of_the_period_alone(bench: Bench) -> None:
    asked = next(post for post in bench.world.posts() if "broken" in post.text)
    case = case_of(bench, "ada")
    bench.desk.triage.set_touchpoint((case,), "delivery")  # so that there is an agent
    ids = []
    for day in range(2):
        post = bench.world.add_post(
            bench.world.own, f"Answer {day}", at=bench.clock(), reply_to=asked.remote_id
        )
        ids.append(post.remote_id)
        bench.clock.forward(days=10)
    bench.desk.accounts.sync(bench.account)
    with bench.db.writing():
        for number, remote_id in enumerate(ids, 1):
            sent(bench, case, number, remote_id)
    first = rows(bench, asked.at - HOUR, asked.at + 2 * DAY)
    assert set(first.senders) == set(ids), "what came later in the case too"
    last = rows(bench, asked.at + 5 * DAY, bench.clock())
    assert set(last.senders) == {ids[1]}


def test_what_is_muted_is_no_complaint_and_no_first_post(bench: Bench) -> None:
    start, end = bench.clock() - 26 * HOUR, bench.clock()
    before = rows(bench, start, end)
    assert len([each for each in before.messages if each.is_post]) == 2
    bench.desk.mutes.mute_word("broken")
    found = rows(bench, start, end)
    assert [each.case_id for each in found.messages] == [case_of(bench, "ben")]
    window = Window(found, stories(found), Scope(Period(start, end)), Period(start, end), end)
    assert figure(answering.section(window, None), "without_answer").n == 0
    bench.desk.acts.undo()
    assert rows(bench, start, end).messages == before.messages
