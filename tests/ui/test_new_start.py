"""A new start of the program in the place of this process, with real processes."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console import language
from console.store import location
from tests.guards import ExpectLog
from ui import new_start, predecessor
from ui.application import Application
from ui.new_start_side import NewStart

PATIENCE_S = 60.0

PROGRAM = """
import os, signal, sys
from ui import predecessor
from ui.start import main

def say(*words):
    line = " ".join(map(str, (os.getpid(), *words)))
    os.write(1, line.encode() + b"\\n")  # at once: two processes speak

def obey():
    line = b""
    while not line.endswith(b"\\n"):  # no more than that: the next is another event
        line += os.read(0, 1)
    word, *rest = line.decode().split()
    if word == "language":
        from dataclasses import replace
        desk = owner()
        desk.preferred.take(replace(desk.settings, language=rest[0]))
        say("taken")
    elif word == "anew":
        window().start_anew()
    elif word == "lose":
        sys.executable = rest[0]
        say("lost")
    elif word == "environment":
        os.environ[rest[0]] = rest[1]
        say("set")
    elif word == "die-leaving":
        type(window()).leave = lambda self: os.kill(os.getpid(), signal.SIGKILL)
        say("doomed")
    elif word == "title":
        bar = window().notices
        say("title", window().isVisible(), window().windowTitle(), bar.title.text(),
            bar.text.text())
    elif word == "close":
        window().quit()

def window():
    from ui.main_window import MainWindow
    from PySide6.QtWidgets import QApplication
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

def owner():
    import gc
    from ui.application import Application
    return next(o for o in gc.get_objects() if isinstance(o, Application))

EARS = []

def painted():
    from PySide6.QtCore import QSocketNotifier
    from console import language
    EARS.append(QSocketNotifier(0, QSocketNotifier.Type.Read))
    EARS[-1].activated.connect(obey)
    say("painted", language.code(), os.environ.get("CANARY_DESK_LANGUAGE", "-"))

if os.environ.get("DIES_OPENING") and predecessor.VARIABLE in os.environ:
    import ui.app
    ui.app.run = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if os.environ.get("OPENS_DAMAGED") and predecessor.VARIABLE in os.environ:
    import ui.app
    from console.store import location
    run = ui.app.run
    def run_damaged(options, *rest, **named):
        (options.data_dir / location.FILE_NAME).write_bytes(b"no data file at all" * 400)
        return run(options, *rest, **named)
    ui.app.run = run_damaged
code = main(sys.argv[1:], painted)
say("ended")
sys.exit(code)
"""
"""The program, which says what becomes of it and does what a person at it would.

A process in its place has the same words, and hears them from the same pipe.
"""


class Program:
    """The program and whatever takes its place, by what they say."""

    def __init__(self, tmp_path: Path, *words: str) -> None:
        self.talks = tmp_path / "talks"
        self.talks.mkdir()
        environment = {
            name: value for name, value in os.environ.items() if name != language.VARIABLE
        }
        environment |= {"LANGUAGE": "en", "TMPDIR": str(self.talks)}
        self.first = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )
        self.heard: list[list[str]] = []

    def hear(self, word: str) -> tuple[int, list[str]]:
        """Return which process said it first, and what came with it; two speak at a time."""
        assert self.first.stdout is not None
        while (at := next((at for at, line in enumerate(self.heard) if line[1] == word), -1)) < 0:
            line = self.first.stdout.readline().split()
            assert line, f"all ended before one was {word}"
            self.heard.append(line)
        pid, _, *rest = self.heard.pop(at)
        return int(pid), rest

    def tell(self, *words: str) -> None:
        assert self.first.stdin is not None
        self.first.stdin.write(" ".join(words) + "\n")
        self.first.stdin.flush()

    def title(self) -> str:
        self.tell("title")
        return " ".join(self.hear("title")[1])

    def await_title(self, part: str) -> str:
        until_s = time.monotonic() + PATIENCE_S
        while part not in (said := self.title()):
            assert time.monotonic() < until_s, said
            time.sleep(0.1)
        return said


Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    begun: list[Program] = []

    def begin(*words: str) -> Program:
        begun.append(Program(tmp_path, *words))
        return begun[-1]

    yield begin
    for program in begun:
        with suppress(ProcessLookupError):  # whoever took its place is of its group
            os.killpg(program.first.pid, signal.SIGKILL)
        program.first.communicate(timeout=30)


def test_another_process_takes_the_place_in_the_other_language(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    program = start("--data-dir", str(folder))
    assert program.hear("painted") == (program.first.pid, ["en", "-"])
    program.tell("language", "de")
    program.hear("taken")
    program.tell("anew")
    ended, _ = program.hear("ended")
    assert ended == program.first.pid
    assert program.first.wait(30) == 0
    pid, said = program.hear("painted")
    assert said == ["de", "-"]
    assert pid != program.first.pid
    assert location.occupant(folder) == pid
    assert json.loads((folder / "settings.json").read_text("utf-8"))["language"] == "de"
    assert list(program.talks.glob("canary-desk-start-*")) == []
    program.tell("close")
    assert program.hear("ended")[0] == pid


def test_a_program_that_is_gone_leaves_the_window_and_says_why(
    start: Start, tmp_path: Path
) -> None:
    program = start("--data-dir", str(tmp_path / "desk"))
    program.hear("painted")
    program.tell("lose", str(tmp_path / "moved-by-an-update"))
    program.hear("lost")
    program.tell("anew")
    said = program.await_title("Not started anew")
    assert said.startswith("True Canary Desk")
    assert "moved-by-an-update cannot be started: No such file or directory." in said
    assert list(program.talks.glob("canary-desk-start-*")) == []
    program.tell("close")
    program.hear("ended")
    assert program.first.wait(30) == 0


def test_a_process_that_cannot_open_a_window_leaves_the_first(start: Start, tmp_path: Path) -> None:
    program = start("--data-dir", str(tmp_path / "desk"))
    program.hear("painted")
    program.tell("environment", "QT_QPA_PLATFORM", "no-such-platform")
    program.hear("set")
    program.tell("anew")
    said = program.await_title("Not started anew")
    assert said.startswith("True Canary Desk")
    assert "ended before its window stood (exit code " in said


@pytest.mark.skipif(os.name != "posix", reason="ends a process by POSIX's signals")
def test_one_that_dies_with_the_folder_in_its_hands_is_replaced_by_the_first(
    start: Start, tmp_path: Path
) -> None:
    program = start("--data-dir", str(tmp_path / "desk"))
    program.hear("painted")
    program.tell("environment", "DIES_OPENING", "1")
    program.hear("set")
    program.tell("anew")
    said = program.await_title("Not started anew")
    assert said.startswith("True Canary Desk")
    assert "(exit code -9)" in said
    assert location.occupant(tmp_path / "desk") == program.first.pid
    program.tell("close")
    assert program.hear("ended")[0] == program.first.pid
    assert program.first.wait(30) == 0


def test_one_whose_window_says_that_it_cannot_open_is_waited_for_no_longer(
    start: Start, tmp_path: Path
) -> None:
    program = start("--data-dir", str(tmp_path / "desk"))
    program.hear("painted")
    program.tell("environment", "OPENS_DAMAGED", "1")
    program.hear("set")
    program.tell("anew")
    assert program.hear("ended")[0] == program.first.pid
    assert program.first.wait(30) == 0
    assert location.occupant(tmp_path / "desk") not in {None, program.first.pid}


@pytest.mark.skipif(os.name != "posix", reason="ends a process by POSIX's signals")
def test_where_the_first_is_killed_while_it_closes_the_other_opens(
    start: Start, tmp_path: Path
) -> None:
    program = start("--data-dir", str(tmp_path / "desk"))
    program.hear("painted")
    program.tell("die-leaving")
    program.hear("doomed")
    program.tell("anew")
    pid, _ = program.hear("painted")
    assert program.first.wait(30) == -signal.SIGKILL
    assert location.occupant(tmp_path / "desk") == pid
    assert list(program.talks.glob("canary-desk-start-*")) == []


def test_the_demo_starts_anew_in_the_language_that_was_chosen_in_it(start: Start) -> None:
    program = start("--demo")
    assert program.hear("painted")[1] == ["en", "-"]
    program.tell("language", "de")
    program.hear("taken")
    program.tell("anew")
    pid, said = program.hear("painted")
    assert said == ["de", "-"], "another can be chosen there: no variable forbids it"
    assert program.title().startswith("True Canary Desk: Demo")
    program.tell("language", "en")
    program.hear("taken")
    program.tell("anew")
    third, said = program.hear("painted")
    assert said[0] == "en"
    assert len({program.first.pid, pid, third}) == 3


@pytest.fixture
def side(desk: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewStart]:
    """A window whose new process says nothing: it waits."""
    monkeypatch.setattr(sys, "orig_argv", ["python", "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(sys, "argv", ["-c"])
    made = NewStart(desk.window, lambda: desk.settings)
    yield made
    made.give_up()


def test_who_will_not_wait_keeps_the_window(
    qtbot: QtBot, desk: Application, side: NewStart
) -> None:
    desk.window.start_anew()
    assert side.box is not None
    assert side.box.text() == "Canary Desk starts anew…"
    waiting = side.waiting
    assert waiting is not None
    assert waiting.process.poll() is None
    (stay,) = side.box.findChildren(QPushButton)
    qtbot.mouseClick(stay, Qt.MouseButton.LeftButton)
    assert waiting.process.poll() is not None, "the other process was told to end"
    assert desk.window.isVisible()
    assert side.successor is None


def test_one_that_never_comes_is_given_up(
    qtbot: QtBot, desk: Application, side: NewStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.new_start_side.PATIENCE_S", 0.0)
    desk.window.start_anew()
    waiting = side.waiting
    assert waiting is not None
    qtbot.waitUntil(lambda: side.waiting is None)
    assert waiting.process.poll() is not None
    assert desk.window.isVisible()
    assert "did not come to open a window." in desk.window.notices.text.text()


def test_it_is_the_same_command_in_a_new_process() -> None:
    words = new_start.command(
        frozen=False,
        executable="/env/bin/python",
        own=["/src/ui/start.py", "--hidden", "--data-dir", "/d", "--debug"],
        original=["python", "-m", "ui.start", "--hidden", "--data-dir", "/d", "--debug"],
    )
    assert words == ["/env/bin/python", "-m", "ui.start", "--data-dir", "/d", "--debug"]


def test_a_packed_program_is_its_own_interpreter() -> None:
    words = new_start.command(
        frozen=True,
        executable="/opt/canary-desk",
        own=["/opt/canary-desk", "--debug"],
        original=["/opt/canary-desk", "--debug"],
    )
    assert words == ["/opt/canary-desk", "--debug"]


def test_a_demo_that_was_opened_from_a_desk_is_a_demo_again() -> None:
    words = new_start.command(
        frozen=False,
        executable="/env/bin/python",
        own=["/src/ui/start.py", "--data-dir", "/d"],
        original=["python", "-m", "ui.start", "--data-dir", "/d"],
        demo=True,
    )
    assert words == ["/env/bin/python", "-m", "ui.start", "--demo"]


def test_what_held_for_one_start_only_is_not_handed_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    names = ("XDG_ACTIVATION_TOKEN", language.VARIABLE, predecessor.VARIABLE)
    values = f"json.dumps([os.environ.get(name, '-') for name in {names!r}])"
    code = f"import json, os, pathlib; pathlib.Path({str(told)!r}).write_text({values})"
    monkeypatch.setattr(sys, "orig_argv", ["python", "-c", code, "--hidden"])
    monkeypatch.setattr(sys, "argv", ["-c", "--hidden"])
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "spent")
    monkeypatch.delenv(language.VARIABLE, raising=False)
    begun = new_start.begin(demo=True, wanted="de")
    assert begun.process.wait(30) == 0
    token, spoken, folder = json.loads(told.read_text())
    assert (token, spoken) == ("-", "de")
    assert Path(folder).is_dir()
    begun.give_up()
    assert not Path(folder).exists()


def test_what_cannot_be_started_says_so(
    monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog, tmp_path: Path
) -> None:
    expect_log("cannot be started anew")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(new_start.NoNewStart) as caught:
        new_start.begin()
    assert "gone cannot be started" in caught.value.message


def test_who_is_in_the_place_of_no_process_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(predecessor.VARIABLE, raising=False)
    assert predecessor.of_environment() is None


def test_where_nothing_can_be_locked_the_word_of_the_other_is_waited_for(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / location.LOCK_NAME).mkdir()  # so it is no file that could be locked
    before = predecessor.Predecessor(tmp_path)
    assert before.await_end(data, 0.1) is None
    predecessor.put(tmp_path, predecessor.YOURS)
    lock = before.await_end(data, 10.0)
    assert lock is not None
    assert not lock.holds()
