"""What the state machine and the crash trial found; each failed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from console.connectors.memory import Rules
from console.domain.outbox import PartState
from console.domain.remote import Timeline
from console.errors import Offline
from tests.console import given
from tests.console.memory_ground import memory_ground
from tests.console.outbox_ground import Ground
from tests.console.outbox_machine import OutboxMachine
from tests.console.played_desk import NEVER, Killed
from tests.console.x_ground import x_ground
from tests.crash_trial.watched import Step


@pytest.fixture(params=[memory_ground, x_ground])
def machine(request: pytest.FixtureRequest) -> Iterator[OutboxMachine]:
    make: Callable[[], AbstractContextManager[Ground]] = request.param
    machine = OutboxMachine(make)  # two answers are queued: one of two parts, one of one
    with machine.closing:
        yield machine
        machine.desk.close()


def test_a_post_that_is_shown_late_is_found_though_a_later_one_was_read(
    machine: OutboxMachine,
) -> None:
    lost = next(one for one in machine.ground.faults if "done" in one and "hidden" in one)
    machine.ground.go_wrong(lost)
    machine.publish(dies=NEVER, at_once=False)  # part 1 is out, unheard of, and not shown yet
    machine.time_goes_by(6, dies=NEVER)  # our timeline shows the other answer by now
    machine.time_goes_by(130, dies=NEVER)
    machine.time_goes_by(130, dies=NEVER)
    machine.all_is_well()
    machine.comes_to_an_end()


def test_a_part_that_got_out_as_the_desk_died_goes_with_its_deleted_thread(
    machine: OutboxMachine,
) -> None:
    def die(step: Step) -> None:
        if step == Step("before sent", 2):
            raise Killed

    machine.db.reach = die
    with pytest.raises(Killed):
        machine.desk.replies.publish(machine.account)
    machine.desk.close()
    machine.wake()
    machine.sync(dies=NEVER)
    machine.decide(0, "delete", dies=NEVER)
    machine.publish(dies=NEVER, at_once=False)  # the lease of part 2 is not over yet
    for _ in range(6):
        machine.time_goes_by(130, dies=NEVER)
    thread = machine.desk.outbox.thread(machine.threads[0])
    assert [part.state for part in thread.parts] == [PartState.DELETED] * 2
    machine.comes_to_an_end()


def test_a_walk_that_was_broken_off_does_not_keep_a_new_conversation_apart(
    tmp_path: Path,
) -> None:
    bench = given.bench(tmp_path)
    world, now = bench.world, bench.clock()
    world.rules = Rules(page_size=1)
    (question,) = world.posts()
    for minute in (1, 2):
        at = now + timedelta(minutes=minute)
        world.add_post(given.OWN, f"we look into it {minute}", at=at, reply_to=question.remote_id)
    _own_walk_breaks_off(bench)
    answered = now + timedelta(hours=1)
    world.add_post(given.OWN, "it is on its way", at=answered, reply_to=question.remote_id)
    later = answered + timedelta(hours=23, minutes=30)
    world.add_post(question.author, "@shop and now?", at=later)
    bench.clock.forward(days=3)
    for _ in range(2):
        bench.desk.accounts.sync(bench.account)
    assert len(bench.desk.cases.rows()) == 1
    bench.desk.close()


def _own_walk_breaks_off(bench: given.Bench) -> None:
    """Let the second page of our own posts be out of reach."""
    read = bench.connector.read_page

    def read_page(timeline: Timeline, *rest: object) -> object:
        if timeline is Timeline.OWN and own.pop(0):
            raise Offline("not reached")
        return read(timeline, *rest)  # type: ignore[arg-type]  # passed on as they came

    own = [False, True]
    bench.connector.read_page = read_page  # type: ignore[method-assign, assignment]
    with pytest.raises(Offline):
        bench.desk.accounts.sync(bench.account)
    bench.connector.read_page = read  # type: ignore[method-assign]
