"""Cases whose sleep is over come back by themselves, when it is over and not before."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.targets import Targets
from console.store.database import Database
from tests.ui.conftest import OpenDesk, connect_and_sync, names
from ui.app import MemoryNetwork
from ui.application import Application
from ui.lanes import Lane
from ui.wakener import Wakener


class Clock:
    """A clock that stands till it is set."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lane(tmp_path: Path, connector: MemoryConnector, clock: Clock) -> Iterator[Lane]:
    def build() -> Desk:
        network = MemoryNetwork(connector)
        db = Database.open(tmp_path / "canary-desk.db")
        desk = Desk(Context(db, {"memory": network}, Credentials(), "Mika", now=clock))
        if not desk.cases.rows():
            connect_and_sync(desk)
        return desk

    made = Lane("writer", build, drains=True)
    yield made
    assert made.close(8)


@pytest.fixture
def wakener(qtbot: QtBot, lane: Lane, clock: Clock) -> Iterator[Wakener]:
    made = Wakener(lane, clock)
    yield made
    made.stop()


def snooze(qtbot: QtBot, lane: Lane, length: timedelta, clock: Clock, place: int = 0) -> CaseId:
    """Let one case sleep; return its id."""
    done: list[CaseId] = []

    def job(desk: Desk) -> CaseId:
        case_id = desk.cases.rows()[place].id
        desk.triage.snooze((case_id,), clock.at + length)
        return case_id

    lane.submit(job, done.append)
    qtbot.waitUntil(lambda: bool(done))
    return done[0]


def look(qtbot: QtBot, wakener: Wakener) -> None:
    with qtbot.waitSignal(wakener.looked):
        wakener.look()


def test_where_none_sleeps_no_timer_runs(qtbot: QtBot, wakener: Wakener) -> None:
    look(qtbot, wakener)
    assert wakener.next_at is None
    assert not wakener._timer.isActive()


def test_it_waits_for_the_next_that_wakes(
    qtbot: QtBot, wakener: Wakener, lane: Lane, clock: Clock
) -> None:
    snooze(qtbot, lane, timedelta(hours=3), clock)
    snooze(qtbot, lane, timedelta(minutes=5), clock, 1)
    look(qtbot, wakener)
    assert wakener.next_at is not None
    assert abs(wakener.next_at - clock.at - timedelta(minutes=5)) < timedelta(seconds=1)
    assert wakener._timer.interval() == pytest.approx(300_000, abs=1000)


def test_a_timer_runs_a_day_at_most(
    qtbot: QtBot, wakener: Wakener, lane: Lane, clock: Clock
) -> None:
    snooze(qtbot, lane, timedelta(days=300), clock)
    look(qtbot, wakener)
    assert wakener._timer.interval() == pytest.approx(86_400_000, abs=1)


def test_a_case_is_woken_when_its_timer_runs_out(
    qtbot: QtBot, wakener: Wakener, lane: Lane, clock: Clock
) -> None:
    case_id = snooze(qtbot, lane, timedelta(milliseconds=20), clock)
    look(qtbot, wakener)
    clock.at += timedelta(milliseconds=20)
    with qtbot.waitSignal(wakener.woke) as woke:
        pass
    assert woke.args == [Changes.of(cases=(case_id,))]
    assert wakener.next_at is None
    assert not wakener._timer.isActive()


def test_a_clock_that_jumped_is_noticed_at_the_next_sync(
    qtbot: QtBot, wakener: Wakener, lane: Lane, clock: Clock
) -> None:
    case_id = snooze(qtbot, lane, timedelta(hours=3), clock)
    look(qtbot, wakener)
    told: list[Changes] = []
    wakener.woke.connect(told.append)
    wakener.look_if_due()
    look(qtbot, wakener)  # whatever that had asked for is done by now
    assert told == []
    clock.at += timedelta(hours=4)
    with qtbot.waitSignal(wakener.woke) as woke:
        wakener.look_if_due()
    assert woke.args == [Changes.of(cases=(case_id,))]


def test_a_case_comes_back_into_the_window(qtbot: QtBot, desk: Application) -> None:
    wakener = desk.wakener
    assert wakener is not None
    before, woken = names(desk), list[Changes]()
    wakener.woke.connect(woken.append)
    done: list[Changes] = []

    def job(desk: Desk) -> Changes:
        row = next(row for row in desk.cases.rows() if row.name == before[0])
        return desk.triage.snooze((row.id,), desk._context.now() + timedelta(seconds=1.5))

    desk.lanes.writer.submit(job, done.append)
    qtbot.waitUntil(lambda: bool(done))
    desk.window.take(done[0])
    # The change itself makes it look anew; nobody has to ask.
    case_id = next(iter(done[0].cases))
    qtbot.waitUntil(lambda: any(case_id in changes.cases for changes in woken))
    states: list[CaseState] = []
    desk.lanes.reader.submit(lambda desk: desk.cases.view(case_id).row.state, states.append)
    qtbot.waitUntil(lambda: bool(states))
    assert states == [CaseState.NEEDS_REPLY]


def test_what_slept_while_the_desk_was_closed_is_awake_after_its_start(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    def asleep(desk: Desk) -> None:
        connect_and_sync(desk)
        row = desk.cases.rows()[0]
        desk.triage.snooze((row.id,), desk._context.now() + timedelta(hours=1))
        with desk._context.db.writing():
            desk._context.db.execute("UPDATE cases SET snoozed_until = 1 WHERE id = ?", (row.id,))

    desk = open_desk(set_up=asleep)
    states: list[list[CaseState]] = []

    def read() -> bool:
        desk.lanes.reader.submit(
            lambda desk: [row.state for row in desk.cases.rows()], states.append
        )
        return bool(states) and CaseState.SNOOZED not in states[-1]

    qtbot.waitUntil(read)


def test_targets_that_are_others_are_followed_at_the_start(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    def other(desk: Desk) -> None:
        connect_and_sync(desk)
        from console.store import targets

        with desk._context.db.writing():
            targets.put(desk._context.db, Targets(answer=timedelta(minutes=7)))

    desk = open_desk(set_up=other)
    found: list[list[timedelta]] = []

    def read() -> bool:
        desk.lanes.reader.submit(
            lambda desk: [
                row.due_at - row.last_at for row in desk.cases.rows() if row.due_at is not None
            ],
            found.append,
        )
        return bool(found) and set(found[-1]) == {timedelta(minutes=7)}

    qtbot.waitUntil(read)
