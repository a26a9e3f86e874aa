"""One window per data folder, with real processes where it is about processes."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.calls import NewCall
from console.desk.context import utc_now
from console.domain.ids import CaseId, RemoteId
from console.domain.limits import LIMITS_140
from console.domain.messages import Direction
from console.store import accounts, doorbell, location, outbox, publishing
from console.store.database import Database
from console.store.doorbell import Call
from console.store.location import FolderLock
from console.text.split import split
from tests import care
from tests.console import given
from tests.test_end_to_end_command_line import ANSWER, Shell
from tests.ui.conftest import OpenDesk, names, open_case, timeline
from tests.x_server import XServer
from ui import one_desk
from ui.app import MemoryNetwork, doorkeeper
from ui.application import Application
from ui.one_desk import Doorkeeper, UnansweredDialog, bring_to_front
from ui.override import override

PROGRAM = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QMainWindow
from console.store.doorbell import come_in
from ui import app
from ui.start import WindowOptions

class Witness(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.WindowStateChange:
            print("minimised" if watched.isMinimized() else "restored", flush=True)
        return False

def obey():
    word = sys.stdin.readline().strip()
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))
    window.showMinimized() if word == "minimise" else window.close()

def painted():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))
    window.witness, window.ear = Witness(), QSocketNotifier(0, QSocketNotifier.Type.Read)
    window.installEventFilter(window.witness)
    window.ear.activated.connect(obey)
    print("painted", flush=True)

folder = Path(sys.argv[1])
options = WindowOptions(data_dir=folder, x_api=os.environ.get("CANARY_DESK_X_API"))
code = app.run(options, painted, lock=come_in(folder))
print("closed", flush=True)
sys.exit(code)
"""
"""A window that tells what becomes of it, and does what a person at it would."""

SECOND = """
import sys
from ui.start import main
code = main(["--data-dir", sys.argv[1]])
loaded = {"PySide6", "sqlite3", "console.store.database"} & set(sys.modules)
print(code, sorted(loaded))
"""


class Window:
    """The first window, a process of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
        )
        self.wait_for("painted")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate(timeout=30)

    def wait_for(self, word: str) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.strip() == word:
                return
        pytest.fail(f"the window ended before it was {word}")

    def tell(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self) -> int:
        return self._process.wait(timeout=30)


def start(folder: Path) -> subprocess.Popen[str]:
    """A second start, by the command."""
    return subprocess.Popen(
        [sys.executable, "-m", "ui.start", "--data-dir", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_shows_the_first_window_and_opens_nothing(tmp_path: Path) -> None:
    with Window(tmp_path / "desk") as first:
        first.tell("minimise")
        first.wait_for("minimised")
        second = subprocess.run(
            [sys.executable, "-c", SECOND, str(tmp_path / "desk")],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert second.stdout == (
            "Canary Desk is open already: its window was brought to the front.\n0 []\n"
        )
        first.wait_for("restored")
        first.tell("close")
        first.wait_for("closed")
        assert first.wait() == 0
    assert not (tmp_path / "desk" / doorbell.BELL).exists()


def test_of_several_starts_at_once_one_opens_and_the_others_show_it(tmp_path: Path) -> None:
    starts = [start(tmp_path / "desk") for _ in range(3)]
    with ThreadPoolExecutor() as many:
        ending = as_completed(many.submit(each.wait) for each in starts)
        try:
            assert [next(ending).result() for _ in range(2)] == [0, 0]
            assert sum(each.poll() is None for each in starts) == 1  # the window
        finally:
            for each in starts:
                each.kill()
                each.communicate(timeout=30)


@pytest.mark.skipif(os.name != "posix", reason="stops and goes on by POSIX's signals")
def test_a_window_that_hangs_is_told_of_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    with Window(folder) as first:
        first.send(signal.SIGSTOP)
        second = start(folder)
        _, told = second.communicate(timeout=60)
        assert second.returncode == 3
        assert told.startswith("Canary Desk is open, but does not answer. ")
        assert str(folder) in told
        assert "start Canary Desk again" in told
        assert list((folder / doorbell.BELL).iterdir()) == []
        first.send(signal.SIGCONT)
        first.tell("close")
        first.wait_for("closed")


def test_after_a_kill_the_next_start_opens(tmp_path: Path) -> None:
    with Window(tmp_path / "desk") as first:
        doorbell.ring(tmp_path / "desk", "look")
        first.send(signal.SIGKILL)
        first.wait()
    assert (tmp_path / "desk" / doorbell.BELL).exists()
    with Window(tmp_path / "desk") as second:
        second.tell("minimise")
        second.wait_for("minimised")
        third = start(tmp_path / "desk")
        third.communicate(timeout=60)
        assert third.returncode == 0
        second.wait_for("restored")


def test_what_a_killed_window_had_on_its_way_is_looked_for_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    db = given.database(folder)
    own = accounts.add(
        db, network="x", remote_id=RemoteId("1"), handle="shop", name="Shop", now=utc_now()
    )
    given.save(db, own, given.post(10, given.ADA, 0))
    outbox.queue(
        db, account_id=own.id, case_id=CaseId(given.case_of(db, 10) or 0),
        agent_id=accounts.agent(db, "Anna", "", utc_now()).id, reply_to=RemoteId("10"),
        text="On it.", limit="140", parts=[("On it.", 6)], now=utc_now(),
    )  # fmt: skip
    (thread,) = outbox.unfinished(db)
    assert publishing.claim(db, thread.parts[0].id, "window 1 dead", utc_now(), 3_600_000)
    with Window(folder):
        until_s = time.monotonic() + 30
        while (state := db.value("SELECT state FROM reply_parts")) == "sending":
            assert time.monotonic() < until_s, "the lease of a dead window was waited for"
    assert state == "unsure"
    db.close()


@pytest.fixture
def x(test_data: Path) -> Iterator[XServer]:
    with care.serving(test_data) as server:
        yield server


def test_commands_beside_an_open_window_do_each_other_no_harm(
    x: XServer, secret_service: str, tmp_path: Path
) -> None:
    shell = Shell(tmp_path / "desk", x.url)
    shell.run("account", "add", "x", stdin=json.dumps(x.credentials))
    shell.run("sync")
    cases = [case["id"] for case in shell.json("cases", "--limit", "2")]
    answers = {}
    for case in cases:
        answers[case] = tmp_path / f"answer-{case}.txt"
        answers[case].write_text(f"{ANSWER[:200]} {case}", "utf-8")
    with Window(shell.folder, CANARY_DESK_X_API=x.url) as window, ThreadPoolExecutor() as many:
        queued = many.map(
            lambda case: shell.json("reply", str(case), "--text-file", str(answers[case])), cases
        )
        read = many.submit(shell.json, "cases")
        texts = [part["text"] for thread in queued for part in thread["parts"]]
        doorbell.ring(shell.folder, "look")  # the window sends, and so does the command
        sending = [many.submit(send, shell) for _ in range(2)]
        assert len(read.result()) > len(cases)
        assert all(each.result() in (0, 6) for each in sending)
        while send(shell):  # 6 as long as another sends, or a part waits for its turn
            pass
        window.tell("close")
        window.wait_for("closed")
        assert window.wait() == 0
    posted = [post.typed_text for post in x.world.posts if post.via_api]
    assert sorted(posted) == sorted(texts)


def send(shell: Shell) -> int:
    """Returns the exit code of `canary-desk send`."""
    words = [sys.executable, "-m", "ui.start", "send", "--data-dir", str(shell.folder)]
    environment = os.environ | {"CANARY_DESK_X_API": shell.api}
    return subprocess.run(words, env=environment, capture_output=True, check=False).returncode


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[FolderLock]:
    lock = location.occupy(tmp_path / "locked")
    assert lock is not None
    yield lock
    lock.release()


@pytest.fixture
def door(open_desk: OpenDesk, connector: MemoryConnector, tmp_path: Path) -> Iterator[Door]:
    door = Door(open_desk(), connector, tmp_path / "data")
    yield door
    door.close()


class Door:
    """An open desk with its doorkeeper, and a command's desk beside it."""

    def __init__(self, desk: Application, connector: MemoryConnector, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        lock = location.occupy(folder)
        assert lock is not None
        self._lock = lock
        self.keeper = doorkeeper(desk, lock)
        self.keeper.listen()
        self.beside = Desk(
            Context(
                db=Database.open(folder / location.FILE_NAME),
                networks={"memory": MemoryNetwork(connector)},
                credentials=Credentials(),
                agent_name="Command",
                process="command",
            )
        )

    def close(self) -> None:
        self.beside.close()
        self.keeper.stop()
        self._lock.release()


def note(text: str, name: str = "") -> NewCall:
    return NewCall(text=text, at=utc_now(), direction=Direction.IN, name=name)


def test_the_window_comes_back_as_it_was(qtbot: QtBot, door: Door) -> None:
    window = door.desk.window
    window.showMaximized()
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    doorbell.ring(door.folder, "raise")
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert window.isMaximized()
    qtbot.waitUntil(window.isActiveWindow)


class Activated(QWidget):
    """Notes with which token it was activated."""

    token: str | None = None

    @override
    def activateWindow(self) -> None:
        self.token = os.environ.get(one_desk.TOKEN)
        super().activateWindow()


def test_the_token_is_where_qt_looks_for_it_and_holds_once(qtbot: QtBot) -> None:
    window = Activated()
    qtbot.addWidget(window)
    bring_to_front(window, "kwin-17")
    assert window.token == "kwin-17"
    assert one_desk.TOKEN not in os.environ
    bring_to_front(window, "")
    assert window.token is None


def test_the_token_comes_with_the_ring(qtbot: QtBot, door: Door) -> None:
    with qtbot.waitSignal(door.keeper.raise_wanted) as raised:
        doorbell.ring(door.folder, "raise", "kwin-17")
    assert raised.args == ["kwin-17"]


def test_what_a_command_stored_is_shown(qtbot: QtBot, door: Door) -> None:
    open_case(qtbot, door.desk)
    shown = timeline(door.desk)
    case = door.desk.window.case.row
    assert case is not None
    door.beside.calls.add(note("Called about it"), case.id)
    door.beside.calls.add(note("A new customer", "Dora Elm"))
    doorbell.ring(door.folder, "look")
    qtbot.waitUntil(lambda: "Dora Elm" in names(door.desk))
    qtbot.waitUntil(lambda: len(timeline(door.desk)) == len(shown) + 1)
    assert "Called about it" in timeline(door.desk)[-1]


def test_what_a_command_queued_is_sent(qtbot: QtBot, door: Door, world: MemoryWorld) -> None:
    (row, *_) = door.beside.cases.rows(limit=1)
    door.beside.replies.queue(row.id, "We look", split("We look", LIMITS_140), LIMITS_140)
    doorbell.ring(door.folder, "look")
    qtbot.waitUntil(lambda: world.posts()[0].text == "We look")


def test_what_a_command_decided_is_shown_in_the_outbox(qtbot: QtBot, door: Door) -> None:
    reading = door.desk.window.outbox.reading
    (row, *_) = door.beside.cases.rows(limit=1)
    door.beside.replies.queue(
        row.id, "We look", split("We look", LIMITS_140), LIMITS_140, pause=timedelta(minutes=1)
    )
    doorbell.ring(door.folder, "look")
    qtbot.waitUntil(lambda: bool(reading.entries))
    (thread,) = door.beside.outbox.threads()
    door.beside.outbox.cancel(thread.id)
    doorbell.ring(door.folder, "look")
    qtbot.waitUntil(lambda: reading.entries is not None and bool(reading.entries[0].finished_at))


def test_a_bell_that_was_removed_is_put_up_again(qtbot: QtBot, door: Door) -> None:
    shutil.rmtree(door.folder / doorbell.BELL)
    qtbot.waitUntil((door.folder / doorbell.BELL).exists)
    with qtbot.waitSignal(door.keeper.look_wanted):
        doorbell.ring(door.folder, "look")


def test_the_bell_of_a_folders_new_desk_is_left_to_it(
    qtbot: QtBot, lock: FolderLock, tmp_path: Path
) -> None:
    keeper = Doorkeeper(lock)
    keeper.listen()
    (tmp_path / "locked").rename(tmp_path / "moved")
    successor = location.occupy(tmp_path / "locked")
    assert successor is not None
    bell = doorbell.put_up(tmp_path / "locked")
    keeper.listen()
    keeper.stop()
    assert bell.exists()
    successor.release()


def test_where_nothing_is_locked_nobody_listens(qapp: object, tmp_path: Path) -> None:
    keeper = Doorkeeper(FolderLock(tmp_path, None))
    keeper.listen()
    keeper.stop()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def unanswered(
    qtbot: QtBot, lock: FolderLock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Call, UnansweredDialog]]:
    monkeypatch.setattr(doorbell, "RINGING_S", 0.0)
    doorbell.put_up(lock.folder)
    call = doorbell.come_in(lock.folder)
    assert isinstance(call, Call)
    dialog = UnansweredDialog(call)
    qtbot.addWidget(dialog)
    dialog.open()
    yield call, dialog
    call.give_up()


def test_a_call_that_is_heard_late_closes_its_dialog(
    qtbot: QtBot, lock: FolderLock, unanswered: tuple[Call, UnansweredDialog]
) -> None:
    call, dialog = unanswered
    assert doorbell.hear(lock.folder) == {"raise": ""}
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert call.heard


def test_the_dialog_of_an_unheard_call_says_what_to_do(
    qtbot: QtBot, unanswered: tuple[Call, UnansweredDialog]
) -> None:
    call, dialog = unanswered
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert doorbell.TITLE in texts
    assert call.complaint in texts
    (button,) = dialog.findChildren(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert not call.heard
