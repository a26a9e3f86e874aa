"""The desk locks by itself when nobody is there, and only then."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.settings import Settings
from tests.ui.conftest import open_case
from ui.application import Application
from ui.lock_guard import LockGuard

MINUTE = 60.0


class Clocks:
    """Two clocks: one stands while the machine sleeps, the other may be set."""

    def __init__(self) -> None:
        self.awake = self.wall = 1000.0

    def __call__(self) -> tuple[float, float]:
        return self.awake, self.wall

    def pass_by(self, seconds: float) -> None:
        self.awake += seconds
        self.wall += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def guard(desk: Application, clocks: Clocks) -> LockGuard:
    desk.preferred.keep(Settings(undo_s=0, lock_after_min=5))
    guard = LockGuard(desk._app, desk.window, lambda: desk.settings, clocks)
    desk.window.account_side.guard = guard
    guard.watch()
    return guard


def end(guard: LockGuard) -> None:
    assert guard.screen is not None
    QTest.keyClick(guard.screen.main, Qt.Key.Key_Return)
    assert guard.screen is None


def test_it_locks_after_the_minutes_that_are_set(guard: LockGuard, clocks: Clocks) -> None:
    clocks.pass_by(5 * MINUTE - 1)
    guard.look()
    assert guard.screen is None
    clocks.pass_by(1)
    guard.look()
    end(guard)
    guard.look()
    assert guard.screen is None, "the minutes begin anew"


@pytest.mark.parametrize(
    "act",
    [
        lambda window: QTest.keyClick(window, Qt.Key.Key_Shift),
        lambda window: QTest.mouseMove(window, QPoint(20, 30)),
        lambda window: QTest.mouseClick(
            window, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5)
        ),
    ],
)
def test_a_key_a_move_and_a_click_put_it_off(
    desk: Application, guard: LockGuard, clocks: Clocks, act: Callable[[object], None]
) -> None:
    clocks.pass_by(4 * MINUTE)
    act(desk.window.windowHandle())
    clocks.pass_by(4 * MINUTE)
    guard.look()
    assert guard.screen is None
    clocks.pass_by(MINUTE)
    guard.look()
    end(guard)


def test_off_means_never(desk: Application, guard: LockGuard, clocks: Clocks) -> None:
    desk.preferred.keep(Settings(undo_s=0, lock_after_min=0))
    clocks.pass_by(1000 * MINUTE)
    guard.look()
    assert guard.screen is None


def test_it_is_locked_after_the_machine_slept_longer(guard: LockGuard, clocks: Clocks) -> None:
    clocks.wall += 6 * MINUTE  # the other clock stood meanwhile
    guard.look()
    end(guard)


def test_the_first_key_after_a_sleep_does_nothing_but_lock(
    qtbot: QtBot, desk: Application, guard: LockGuard, clocks: Clocks
) -> None:
    open_case(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Dear Ada")
    clocks.wall += 6 * MINUTE
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_X)
    assert editor.toPlainText() == "Dear Ada"
    end(guard)


def test_a_clock_that_was_set_back_hides_no_minute(guard: LockGuard, clocks: Clocks) -> None:
    clocks.wall -= 1000 * MINUTE
    clocks.awake += 5 * MINUTE
    guard.look()
    end(guard)


def test_who_is_on_the_phone_is_there(
    qtbot: QtBot, desk: Application, guard: LockGuard, clocks: Clocks
) -> None:
    desk.window.calls.begin(None)
    (note,) = desk.window.calls.notes.values()
    assert note.form.clock.clock.runs
    for _ in range(40):
        clocks.pass_by(30)
        guard.look()
    assert guard.screen is None
    note.form.clock.finish()
    clocks.pass_by(5 * MINUTE)
    guard.look()
    end(guard)


def test_no_call_goes_on_while_the_machine_sleeps(
    desk: Application, guard: LockGuard, clocks: Clocks
) -> None:
    desk.window.calls.begin(None)
    clocks.wall += 6 * MINUTE
    guard.look()
    end(guard)
