"""What nobody caught is told once, calmly, and the desk goes on; a crash is seen next time."""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console import language
from console.diagnostics.crashes import FILE_NAME, LAST_NAME, CrashFile, read_last
from console.diagnostics.report import Check, Health
from console.errors import InputError
from ui import doctor_words
from ui.application import Application
from ui.fault_side import AGAIN_S, ENDED_BADLY, FaultSide
from ui.qt_messages import place

SECRET = "hunter2-of-zoe-winter"
PROGRAM = """
import faulthandler, os, sys, threading
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QObject, QTimer, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from ui import app
from ui.start import WindowOptions

secret, how = sys.argv[2], sys.argv[3]

def fail(*_):
    raise ValueError(secret)

class Bad(QWidget):
    def paintEvent(self, event):
        raise ValueError(secret)

def windows(name):
    return [each for each in QApplication.topLevelWidgets() if type(each).__name__ == name]

kept = []

def begin():
    if how == "slot":
        button = QPushButton()
        button.clicked.connect(fail)
        button.click()
    elif how == "thread":
        threading.Thread(target=fail).start()
    elif how == "timer":
        for _ in range(5):
            QTimer.singleShot(0, fail)
    elif how == "paint":
        kept.append(Bad())
        kept[0].show()
    elif how == "lane":
        windows("MainWindow")[0].lanes.reader.submit(fail)
    elif how == "segv":
        os.kill(os.getpid(), 11)
    elif how in ("notice", "diagnose"):
        print("NOTICE", windows("MainWindow")[0].status.message.text())
        return diagnose() if how == "diagnose" else windows("MainWindow")[0].close()
    elif how == "restart":
        fail_later()
        return restart()
    look()

def diagnose():
    side = windows("MainWindow")[0].account_side
    side.means = replace(side.means, api_url="http://127.0.0.1:9")
    side.doctor()
    until(lambda: windows("DoctorDialog")[0].report is not None, diagnosed)

def diagnosed():
    dialog = windows("DoctorDialog")[0]
    print("REPORTED", "an earlier run" in dialog.report.text)
    dialog.close_button.click()
    windows("MainWindow")[0].close()

def restart():
    first = windows("MainWindow")[0]
    until(lambda: windows("FaultDialog"), lambda: (
        windows("FaultDialog")[0].restart_button.click(),
        until(lambda: again(first), lambda: (print("AGAIN"), again(first)[0].close())),
    ))

def again(first):
    others = [each for each in windows("MainWindow") if each is not first and each.isVisible()]
    return [each for each in others if each.is_complete]

def fail_later():
    QTimer.singleShot(0, fail)

def until(stands, act, tries=600):
    if stands() or not tries:
        act()
    else:
        QTimer.singleShot(50, lambda: until(stands, act, tries - 1))

def look(tries=100):
    shown = windows("FaultDialog")
    if shown or not tries:
        print("SHOWN", len(shown), "ValueError" in shown[0].details.toPlainText() if shown else "")
        print("BAR", windows("MainWindow")[0].notices.isVisible())
        for each in (*kept, *shown, windows("MainWindow")[0]):
            each.close()
    else:
        QTimer.singleShot(50, lambda: look(tries - 1))

code = app.run(WindowOptions(data_dir=Path(sys.argv[1])), lambda: QTimer.singleShot(400, begin))
print("CODE", code)
"""


def run(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), SECRET, how],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("how", ["slot", "thread", "timer", "paint", "lane"])
def test_one_dialog_tells_of_it_and_the_desk_goes_on(tmp_path: Path, how: str) -> None:
    ended = run(tmp_path, how)
    assert ended.stdout.splitlines() == ["SHOWN 1 True", "BAR False", "CODE 0"], ended.stderr
    log = (tmp_path / "canary-desk.log").read_text()
    assert "ValueError" in log
    assert SECRET not in log + ended.stderr
    assert not (tmp_path / FILE_NAME).exists()


def test_a_crash_is_seen_at_the_next_start(tmp_path: Path) -> None:
    assert run(tmp_path, "segv").returncode == -signal.SIGSEGV
    raw = (tmp_path / FILE_NAME).read_text()
    assert SECRET not in raw
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600
    crashes = CrashFile(tmp_path)
    crashes.close()
    assert crashes.last.startswith("Fatal Python error: Segmentation fault")
    assert "ui/app.py:" in crashes.last
    assert str(Path.cwd()) not in crashes.last
    assert (tmp_path / LAST_NAME).exists()


def test_the_thread_that_crashed_is_told_first(tmp_path: Path) -> None:
    frame = '  File "/desk/console/store/upgrade.py", line 46 in bring_up_to_date'
    others = f"Thread 0x00007f86 (most recent call first):\n{frame}\n" * 20
    ours = '  File "/desk/ui/app.py", line 9 in run'
    culprit = f"Current thread 0x00007f87 (most recent call first):\n{ours}"
    raw = f"Fatal Python error: Segmentation fault\n\n{others}\n{culprit}\n"
    (tmp_path / LAST_NAME).write_text(raw)
    told = read_last(tmp_path).splitlines()
    assert told[1].startswith("Current thread")
    assert "app.py:9 run" in told[2]
    assert told[3].startswith("Thread")


def test_a_crash_is_told_at_each_start_till_its_report_was_looked_at(tmp_path: Path) -> None:
    assert run(tmp_path, "segv").returncode == -signal.SIGSEGV
    assert run(tmp_path, "notice").stdout.splitlines()[0] == f"NOTICE {ENDED_BADLY}"
    looked = run(tmp_path, "diagnose")
    assert looked.stdout.splitlines() == [f"NOTICE {ENDED_BADLY}", "REPORTED True", "CODE 0"]
    after = run(tmp_path, "diagnose")
    assert ENDED_BADLY not in after.stdout
    assert "REPORTED False" in after.stdout
    assert not list(tmp_path.glob("canary-desk.crash*"))


def test_the_desk_is_restarted_from_the_dialog_of_a_fault(tmp_path: Path) -> None:
    ended = run(tmp_path, "restart")
    assert ended.stdout.splitlines() == ["AGAIN", "CODE 0"], ended.stderr
    assert "Traceback" not in ended.stderr


def test_words_in_a_crash_file_are_not_told(tmp_path: Path) -> None:
    (tmp_path / LAST_NAME).write_text(f'{SECRET}\n  File "/a/{SECRET}", line 1 in {SECRET} x\n')
    crashes = CrashFile(tmp_path)
    crashes.close()
    from console.diagnostics.crashes import read_last

    assert SECRET not in read_last(tmp_path).replace(f"{SECRET}:1", "")


def fault(number: int = 0) -> ValueError:
    try:
        if number:
            raise ValueError(SECRET)  # noqa: TRY301
        raise LookupError(SECRET)  # noqa: TRY301
    except (ValueError, LookupError) as error:
        return error  # type: ignore[return-value]  # either will do


def test_the_same_again_is_counted_and_copied_without_words(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    clock = [0.0]
    side = FaultSide(tmp_path, lambda: clock[0])
    side.watch(desk)
    for _ in range(4):
        side.take(fault())
    qtbot.waitUntil(lambda: side.dialog is not None and "Seen 4 times" in side.dialog.told.text())
    dialog = side.dialog
    assert dialog is not None
    assert not dialog.isModal()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "LookupError" in copied
    assert "fault, 4x" in copied
    assert SECRET not in copied
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    side.take(fault())
    qtbot.wait(50)
    assert not [each for each in desk.window.findChildren(type(dialog)) if each.isVisible()]
    clock[0] += 2 * AGAIN_S
    side.take(fault())
    qtbot.waitUntil(lambda: side.dialog is not None and side.dialog is not dialog)


def test_expected_trouble_is_no_fault(qtbot: QtBot, desk: Application, tmp_path: Path) -> None:
    side = FaultSide(tmp_path)
    side.watch(desk)
    side.take(InputError("No."))
    qtbot.wait(50)
    assert side.dialog is None


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("QPainter::begin: odd of zoe", "QPainter::begin"),
        ("QPainter::zoe: odd", "…"),
        ("zoe", "…"),
        ("This plugin does not support zoe", "This plugin does not support"),
    ],
)
def test_of_qt_only_places_are_told(message: str, told: str) -> None:
    assert place(message) == told


def test_diagnostics_count_in_whole_words() -> None:
    fine, bad = Check("log", Health.OK, ""), Check("clock", Health.FAIL, "")
    assert doctor_words.ended((fine,)) == "1 check: all is well."
    assert doctor_words.ended((fine, bad)) == "2 checks: 1 fails."
    assert doctor_words.ended((bad, bad, Check("keyring", Health.WARN, ""))) == (
        "3 checks: 2 fail, 1 to look at."
    )


def test_diagnostics_say_why_what_was_found_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor_words.about() == doctor_words.ABOUT
    monkeypatch.setenv(language.VARIABLE, "de")
    language.begin()
    try:
        assert doctor_words.about() == f"{doctor_words.ABOUT} {doctor_words.IN_ENGLISH}"
        locked = Check("keyring", Health.WARN, "locked", "Unlock it.")
        assert doctor_words.advice(locked) == "Entsperren Sie ihn."
    finally:
        monkeypatch.delenv(language.VARIABLE)
        language.begin("en")


def test_only_what_is_not_in_order_has_advice() -> None:
    wrong = Check("keyring", Health.WARN, "locked", "Unlock it.")
    assert doctor_words.advice(wrong) == "Unlock it."
    assert doctor_words.advice(Check("keyring", Health.OK, "in use", "Unlock it.")) == ""
    assert doctor_words.advice(Check("display", Health.WARN, "odd")) == ""


def test_diagnostics_are_looked_at_shown_and_copied(qtbot: QtBot, desk: Application) -> None:
    from dataclasses import replace

    from ui.doctor_dialog import DoctorDialog

    side = desk.window.account_side
    side.means = replace(side.means, api_url="http://127.0.0.1:9")
    dialog = DoctorDialog(desk.window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=30_000)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog.report.text if dialog.report else False
    assert "display: Qt" in copied
    assert "1 screen:" in copied
    handle = desk.window.overview.accounts[0].handle  # type: ignore[union-attr]  # it is read
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert f"Account 1\n@{handle}" in shown
    assert f"@{handle}" not in copied, "on the screen alone"
    assert {each.said for each in dialog.report.checks} <= set(shown) if dialog.report else False
    assert "ada_fern" not in copied
    assert "Shop" not in copied
    json.dumps(dialog.report.as_json() if dialog.report else None)
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
