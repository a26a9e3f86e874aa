from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from console.credentials import Credentials
from console.desk import Context, Desk
from console.errors import DeskError, InputError, StoreLocked
from console.store.database import Database
from tests.guards import ExpectLog
from ui.lanes import Lane, Lanes

Build = Callable[..., Lane]


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: list[QThread] = []

    def take(self, value: object) -> None:
        self.got.append(value)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def build(qapp: object, tmp_path: Path) -> Iterator[Build]:
    lanes: list[Lane] = []

    def one(factory: Callable[[], Desk] | None = None, *, drains: bool = False) -> Lane:
        lane = Lane("test", factory or (lambda: make_desk(tmp_path)), drains=drains)
        lanes.append(lane)
        return lane

    yield one
    for lane in lanes:
        assert lane.close(20)


def make_desk(folder: Path) -> Desk:
    db = Database.open(folder / "canary-desk.db")
    return Desk(Context(db=db, networks={}, credentials=Credentials(), agent_name="Tester"))


def test_job_runs_in_one_thread_of_its_own_and_its_result_comes_home(
    qtbot: QtBot, build: Build
) -> None:
    lane, receiver = build(), Receiver()
    lane.submit(lambda _: threading.get_ident(), receiver.take)
    lane.submit(lambda _: threading.get_ident(), receiver.take)
    qtbot.waitUntil(lambda: len(receiver.got) == 2)
    assert receiver.got[0] == receiver.got[1] != threading.get_ident()
    assert all(thread is QThread.currentThread() for thread in receiver.threads)


def test_desk_is_built_at_first_use_and_once(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    built: list[int] = []

    def factory() -> Desk:
        built.append(threading.get_ident())
        return make_desk(tmp_path)

    lane, receiver = build(factory), Receiver()
    assert not built
    lane.submit(lambda desk: desk.accounts.every(), receiver.take)
    lane.submit(lambda desk: desk.accounts.every(), receiver.take)
    qtbot.waitUntil(lambda: receiver.got == [(), ()])
    assert len(built) == 1


def test_factory_that_failed_is_tried_again(qtbot: QtBot, build: Build, tmp_path: Path) -> None:
    troubles = [StoreLocked("It is held.")]

    def factory() -> Desk:
        if troubles:
            raise troubles.pop()
        return make_desk(tmp_path)

    lane, done, failed = build(factory), Receiver(), Receiver()
    lane.submit(lambda _: "first", done.take, failed.take)
    lane.submit(lambda _: "second", done.take, failed.take)
    qtbot.waitUntil(lambda: done.got == ["second"])
    assert [type(error) for error in failed.got] == [StoreLocked]


def test_expected_failure_nobody_asked_for_is_signalled(qtbot: QtBot, build: Build) -> None:
    lane = build()

    def job(_: Desk) -> None:
        raise InputError("No.")

    with qtbot.waitSignal(lane.trouble) as heard:
        lane.submit(job)
    assert str(heard.args[0]) == "No."


def test_bug_in_a_job_is_logged_with_its_traceback_and_the_lane_goes_on(
    qtbot: QtBot, build: Build, expect_log: ExpectLog, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("A job of the test lane failed")
    lane, failed, done = build(), Receiver(), Receiver()

    def job(_: Desk) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(lane.crashed):
        lane.submit(job, None, failed.take)
        lane.submit(lambda _: "alive", done.take)
    qtbot.waitUntil(lambda: done.got == ["alive"])
    assert isinstance(failed.got[0], DeskError)
    assert "ZeroDivisionError" in caplog.text
    assert "Traceback" in caplog.text


def test_result_for_a_receiver_that_is_gone_is_dropped(qtbot: QtBot, build: Build) -> None:
    lane, gone, here = build(), Receiver(), Receiver()
    lane.submit(lambda _: "lost", gone.take)
    delete(gone)
    lane.submit(lambda _: "kept", here.take)
    qtbot.waitUntil(lambda: here.got == ["kept"])
    assert gone.got == []


def test_newer_job_of_a_key_replaces_one_that_waits(qtbot: QtBot, build: Build) -> None:
    lane, receiver, go, ran = build(), Receiver(), threading.Event(), list[int]()

    def job(number: int) -> Callable[[Desk], int]:
        def run(_: Desk) -> int:
            ran.append(number)
            return number

        return run

    lane.submit(lambda _: go.wait(20))
    for number in range(4):
        lane.submit(job(number), receiver.take, key="search")
    go.set()
    qtbot.waitUntil(lambda: receiver.got == [3])
    assert ran == [3]


def test_older_result_of_a_key_is_dropped(qtbot: QtBot, build: Build) -> None:
    lane, receiver, started, go = build(), Receiver(), threading.Event(), threading.Event()

    def slow(_: Desk) -> str:
        started.set()
        go.wait(20)
        return "old"

    lane.submit(slow, receiver.take, key="search")
    assert started.wait(20)
    lane.submit(lambda _: "new", receiver.take, key="search")
    go.set()
    qtbot.waitUntil(lambda: bool(receiver.got))
    assert receiver.got == ["new"]


def test_news_from_within_a_job_come_home_before_its_result(qtbot: QtBot, build: Build) -> None:
    lane, receiver = build(), Receiver()

    def job(_: Desk) -> str:
        for page in (1, 2):
            lane.tell(receiver.take, page)
        return "end"

    lane.submit(job, receiver.take)
    qtbot.waitUntil(lambda: receiver.got == [1, 2, "end"])


def test_closing_stops_a_long_job_between_its_steps_and_drops_what_waits(build: Build) -> None:
    lane, steps, started = build(), list[str](), threading.Event()

    def job(_: Desk) -> None:
        started.set()
        while not lane.stopping():
            time.sleep(0.005)
        steps.append("stopped")

    lane.submit(job)
    lane.submit(lambda _: steps.append("waiting"))
    assert started.wait(20)
    assert lane.close(20)
    assert steps == ["stopped"]


def test_closing_a_draining_lane_does_what_waits(build: Build) -> None:
    lane, steps = build(drains=True), list[int]()

    def adding(step: int) -> Callable[[Desk], None]:
        return lambda _: steps.append(step)

    for step in range(5):
        lane.submit(adding(step))
    assert lane.close(20)
    assert steps == [0, 1, 2, 3, 4]


def test_closing_is_bounded(qapp: object, tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("did not end in time")
    go = threading.Event()
    parts: dict[str, Any] = {
        name: Lane(name, lambda: make_desk(tmp_path))
        for name in (
            "writer",
            "reader",
            "sync",
            "sending",
            "pictures",
            "downloads",
            "files",
            "signing_in",
        )
    }
    lanes = Lanes(**parts)
    lanes.sync.submit(lambda _: go.wait(20))
    began = time.monotonic()
    assert not lanes.close(0.2)
    assert time.monotonic() - began < 10
    go.set()
    assert lanes.close(20)


def test_bug_is_told_although_nobody_waits_for_the_result_any_more(
    qtbot: QtBot, build: Build, expect_log: ExpectLog
) -> None:
    expect_log("A job of the test lane failed")
    lane, gone, told = build(), Receiver(), Receiver()
    started, go = threading.Event(), threading.Event()
    lane.crashed.connect(told.take)

    def job(_: Desk) -> None:
        started.set()
        go.wait(20)
        raise ZeroDivisionError

    lane.submit(job, gone.take, key="case")
    assert started.wait(20)
    delete(gone)
    lane.submit(lambda _: None, key="case")  # the other is outdated now
    go.set()
    qtbot.waitUntil(lambda: len(told.got) == 1)
