"""G and then a letter: to the views, and never out of a text."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import open_case
from ui import key_chords
from ui.application import Application
from ui.side_view import View

KEYS = Qt.Key


def in_list(qtbot: QtBot, desk: Application) -> Application:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.window.inbox.front.setFocus()
    return desk


def hint(desk: Application) -> str:
    text = desk.window.status.message.text()
    return text if text.startswith("G, then") else ""


@pytest.mark.parametrize("view", View)
def test_g_and_a_letter_lead_to_a_view(qtbot: QtBot, desk: Application, view: View) -> None:
    in_list(qtbot, desk)
    desk.window.side.choose(View.ALL if view is not View.ALL else View.WAITING)
    in_list(qtbot, desk)
    qtbot.keyClicks(desk.window.inbox.front, f"g{view.letter.lower()}")
    qtbot.waitUntil(lambda: desk.window.side.views.currentIndex().data() == view.title)
    assert desk.window.inbox.view is view or not view.lists_cases
    assert desk.window.case.row is None


def test_g_g_leads_to_the_first_case(qtbot: QtBot, desk: Application) -> None:
    in_list(qtbot, desk)
    open_case(qtbot, desk, 2)
    qtbot.keyClicks(desk.window.inbox.list, "gg")
    assert desk.window.inbox.list.currentIndex().row() == 0
    qtbot.waitUntil(lambda: (row := desk.window.case.row) is not None and row.name == "Ada Fern")


def test_the_letters_that_may_follow_are_told_for_a_moment(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert key_chords.WAITS_MS == 2000
    in_list(qtbot, desk)
    chords = desk.window.navigation.chords
    chords._timer.setInterval(50)
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_G)
    for said in ("N needs reply", "W waiting", "O outbox", "G first case"):
        assert said in hint(desk)
    qtbot.waitUntil(lambda: not hint(desk))
    assert not chords.awaits
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_W)
    assert desk.window.inbox.view is View.NEEDS_REPLY, "too late"


def test_a_letter_that_ends_no_chord_does_nothing(qtbot: QtBot, desk: Application) -> None:
    in_list(qtbot, desk)
    open_case(qtbot, desk)
    done: list[str] = []
    desk.window.actions_by_name["unread"].triggered.connect(lambda: done.append("unread"))
    desk.window.navigation.keys.give("unread", ["E"])
    qtbot.keyClicks(desk.window.inbox.list, "ge")
    assert done == []
    assert not hint(desk)
    qtbot.keyClicks(desk.window.inbox.list, "e")
    assert len(done) == 1


def test_escape_ends_the_wait_and_does_nothing_else(qtbot: QtBot, desk: Application) -> None:
    in_list(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_G)
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_Escape)
    assert not hint(desk)
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_W)
    assert desk.window.inbox.view is View.NEEDS_REPLY


def test_other_keys_do_what_they_always_do(qtbot: QtBot, desk: Application) -> None:
    in_list(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_G)
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.inbox.view is View.WAITING
    assert not hint(desk)


def test_a_text_that_gets_the_focus_in_between_keeps_its_letters(
    qtbot: QtBot, desk: Application
) -> None:
    in_list(qtbot, desk)
    open_case(qtbot, desk)
    editor = desk.window.case.composer.editor
    qtbot.keyClick(desk.window.inbox.list, KEYS.Key_G)
    assert desk.window.navigation.chords.awaits
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton)
    assert desk.window.focusWidget() is editor
    qtbot.keyClicks(editor, "gw")
    assert editor.toPlainText() == "gw"
    assert desk.window.inbox.view is View.NEEDS_REPLY
    assert not hint(desk)
