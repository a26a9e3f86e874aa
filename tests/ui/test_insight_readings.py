"""Our own answers are read in the background, and nobody waits for it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.remote import Timeline
from console.errors import DeskError, StoreLocked
from console.store import accounts
from tests.console import given
from tests.console.given import ADA, OWN
from ui.insight_readings import InsightReadings
from ui.lanes import Lane, Lanes

READ = "SELECT count(*) FROM answer_readings"


def build(folder: Path) -> Desk:
    return Desk(Context(given.database(folder), {}, Credentials(), "Mika"))


def answers(folder: Path, first: int, last: int) -> None:
    """Store a customer's post with our answers of these numbers to it."""
    db = given.database(folder)
    known = accounts.every(db)
    account = known[0] if known else given.account(db)
    asked = given.post(10, ADA, 10, "@shop my parcel is late again")
    given.save(db, account, asked)
    posts = [given.post(n, OWN, n, "Hello.", reply_to=asked) for n in range(first, last)]
    given.save(db, account, *posts, timeline=Timeline.OWN)
    db.close()


@pytest.fixture
def lanes(qapp: object, tmp_path: Path) -> Iterator[Lanes]:
    names = ("writer", "reader", "sync", "sending", "pictures", "downloads", "files", "signing_in")
    made = Lanes(*(Lane(name, lambda: build(tmp_path)) for name in names))
    yield made
    assert made.close(8)


@pytest.fixture
def readings(lanes: Lanes, qapp: object) -> Iterator[InsightReadings]:
    made = InsightReadings(lanes)
    yield made
    made.stop()


@pytest.fixture
def told(readings: InsightReadings) -> list[tuple[int, int]]:
    heard: list[tuple[int, int]] = []
    readings.progressed.connect(lambda done, of: heard.append((done, of)))
    return heard


def asked_of(qtbot: QtBot, lane: Lane, job: Callable[[Desk], int]) -> int:
    found: list[int] = []
    lane.submit(job, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def count(qtbot: QtBot, lane: Lane) -> int:
    return asked_of(qtbot, lane, lambda desk: int(desk._context.db.value(READ)))


def test_all_are_read_and_it_is_told_how_far(
    qtbot: QtBot, lanes: Lanes, readings: InsightReadings, told: list[object], tmp_path: Path
) -> None:
    answers(tmp_path, 20, 30)
    under_way: list[bool] = []
    for signal in (readings.progressed, readings.finished):
        signal.connect(lambda *_: under_way.append(readings.is_under_way))
    with qtbot.waitSignal(readings.finished):
        readings.start()
    assert told == [(0, 10), (10, 10)]
    assert under_way == [True, True, False]
    assert readings.read == 10
    assert count(qtbot, lanes.reader) == 10


def test_where_nothing_is_left_it_is_finished_and_nothing_progressed(
    qtbot: QtBot, readings: InsightReadings, told: list[object]
) -> None:
    with qtbot.waitSignal(readings.finished):
        readings.start()
    assert (told, readings.read) == ([], 0)


def test_a_long_work_is_done_in_pieces_with_others_in_between(
    qtbot: QtBot,
    lanes: Lanes,
    readings: InsightReadings,
    told: list[object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(tmp_path, 20, 24)
    monkeypatch.setattr("ui.insight_readings.PIECE_S", 0.0)  # one answer a piece
    seen: list[int] = []
    readings.progressed.connect(lambda done, of: _peek(lanes.sync, seen) if done == 1 else None)
    with qtbot.waitSignal(readings.finished):
        readings.start()
    assert readings.read == 4
    # Each piece tells where it begins and where it ends.
    assert told == [(0, 4), (1, 4), (1, 4), (2, 4), (2, 4), (3, 4), (3, 4), (4, 4)]
    assert seen
    assert seen[0] < 4  # a job that came later ran before the end


def _peek(lane: Lane, seen: list[int]) -> None:
    lane.submit(lambda desk: int(desk._context.db.value(READ)), seen.append)


def test_what_comes_meanwhile_is_read_too(
    qtbot: QtBot, lanes: Lanes, readings: InsightReadings, tmp_path: Path
) -> None:
    answers(tmp_path, 20, 30)
    came: list[bool] = []

    def more(done: int, _of: int) -> None:
        if done == 10 and not came:  # the last slice is stored, and nobody will look again
            came.append(True)
            answers(tmp_path, 30, 33)
            readings.start()

    readings.progressed.connect(more)
    with qtbot.waitSignal(readings.finished):
        readings.start()
    assert readings.read == 13
    assert count(qtbot, lanes.reader) == 13


def test_stopped_before_its_turn_it_reads_nothing_and_tells_nothing(
    qtbot: QtBot, lanes: Lanes, readings: InsightReadings, told: list[object], tmp_path: Path
) -> None:
    answers(tmp_path, 20, 60)
    finished: list[bool] = []
    readings.finished.connect(lambda: finished.append(True))
    gate = threading.Event()
    lanes.sync.submit(lambda _: gate.wait(8))
    readings.start()
    readings.stop()
    assert not readings.is_under_way
    gate.set()
    left = asked_of(qtbot, lanes.sync, lambda desk: desk.insight.read_answers())
    assert left == 40
    assert (told, finished) == ([], [])


def test_stopped_in_the_middle_it_keeps_what_it_read_and_goes_on_there(
    qtbot: QtBot,
    lanes: Lanes,
    readings: InsightReadings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(tmp_path, 20, 60)
    monkeypatch.setattr("ui.insight_readings.PIECE_S", 60.0)
    monkeypatch.setattr("ui.insight_readings.REST_S", 0.2)  # all of them would take 8 s
    with qtbot.waitSignal(readings.progressed):
        readings.start()
    readings.stop()
    read = count(qtbot, lanes.sync)
    assert 0 < read < 40
    monkeypatch.setattr("ui.insight_readings.REST_S", 0.0)
    with qtbot.waitSignal(readings.finished):
        readings.start()
    assert (readings.read, count(qtbot, lanes.reader)) == (40 - read, 40)


def test_a_file_that_is_held_is_told_of_and_the_next_start_tries_again(
    qtbot: QtBot, lanes: Lanes, readings: InsightReadings, tmp_path: Path
) -> None:
    answers(tmp_path, 20, 22)
    other = given.database(tmp_path)
    troubles: list[DeskError] = []
    lanes.sync.trouble.connect(troubles.append)
    with other.writing():
        readings.start()
        qtbot.waitUntil(lambda: bool(troubles))
    other.close()
    assert isinstance(troubles[0], StoreLocked)
    assert not readings.is_under_way
    with qtbot.waitSignal(readings.finished):
        readings.start()
    assert readings.read == 2


def test_a_lane_that_closes_does_not_wait_for_it(
    qtbot: QtBot,
    lanes: Lanes,
    readings: InsightReadings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(tmp_path, 20, 90)
    monkeypatch.setattr("ui.insight_readings.PIECE_S", 60.0)
    monkeypatch.setattr("ui.insight_readings.REST_S", 0.2)  # all of them would take 14 s
    with qtbot.waitSignal(readings.progressed):
        readings.start()
    assert lanes.close(8)
