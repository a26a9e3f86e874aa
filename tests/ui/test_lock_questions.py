"""A question that is open while the desk is locked: nothing of it is told, nobody answers it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenuBar, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenDesk
from tests.ui.test_lock_screen import LOCK_WORDS, is_locked, lock, told, unlock
from ui.application import Application
from ui.lock_screen import NAME

SAID = ("Delete the post?", "Ada Fern does not see it any more.", "her number is 0171")


@pytest.fixture
def question(desk: Application) -> Iterator[QMessageBox]:
    """One with all that a message box can say."""
    box = QMessageBox(desk.window)
    box.setWindowTitle("Delete")
    box.setText(SAID[0])
    box.setInformativeText(SAID[1])
    box.setDetailedText(SAID[2])
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    box.setEscapeButton(QMessageBox.StandardButton.No)
    yield box
    box.done(0)


def said(box: QMessageBox) -> tuple[str, str, str]:
    return box.text(), box.informativeText(), box.detailedText()


def is_told(box: QMessageBox) -> bool:
    return all(any(part in each for each in told(box)) for part in SAID[:2])


@pytest.mark.parametrize("late", [False, True])
def test_a_screen_reader_is_told_nothing_of_a_question(
    qtbot: QtBot, desk: Application, question: QMessageBox, *, late: bool
) -> None:
    if late:
        lock(qtbot, desk)
        question.open()
    else:
        question.open()
        assert is_told(question), "the walk sees what is there"
        size = question.size()
        desk.window.account_side.lock()
        assert question.size() == size
    assert told(question) <= LOCK_WORDS
    assert question.windowTitle() == NAME
    unlock(qtbot, desk)
    assert said(question) == SAID
    qtbot.waitUntil(lambda: is_told(question))
    assert question.isVisible()


def test_a_covered_question_is_not_answered_by_closing_its_window(
    qtbot: QtBot, desk: Application, question: QMessageBox
) -> None:
    question.open()
    desk.window.account_side.lock()
    close_as_a_person(question)
    assert question.isVisible()
    assert is_locked(desk)
    unlock(qtbot, desk)
    close_as_a_person(question)
    assert not question.isVisible()


def test_the_menus_stand_in_the_window_which_the_lock_hides(
    qtbot: QtBot, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bool] = []
    monkeypatch.setattr(QMenuBar, "setNativeMenuBar", lambda _bar, native: heard.append(native))
    desk = open_desk()
    assert heard == [False]
    lock(qtbot, desk)
    assert not desk.window.menuBar().isVisible()
    unlock(qtbot, desk)


def close_as_a_person(box: QMessageBox) -> None:
    """Close it as its frame does: the event of the platform's window is spontaneous."""
    handle = box.windowHandle()
    assert handle is not None
    handle.close()
