"""Muting from the window: at once or by a word, said, left, and taken back."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.domain.cases import CaseState
from tests.ui.conftest import names, open_case
from tests.ui.test_case_acts import CTRL, Key, marked, opened, press, said, view
from ui.application import Application
from ui.mute_dialog import MuteDialog


def bare(text: str) -> str:
    """Return a text without the marks that keep a name's direction to itself."""
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("mute_author", "Muted @ada_fern: 1 open case put aside."),
        ("mute_conversation", "Muted the conversation: 1 open case put aside."),
    ],
)
def test_what_is_muted_leaves_the_list_and_comes_back_by_one_undo(
    qtbot: QtBot, desk: Application, act: str, words: str
) -> None:
    open_case(qtbot, desk)
    action = desk.window.actions_by_name[act]
    action.trigger()
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
    qtbot.waitUntil(lambda: bare(said(desk)) == f"{words} Ctrl+Z takes it back.")
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: view(desk).row.name == "Ada Fern")
    assert view(desk).row.state is CaseState.NEEDS_REPLY


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("mute_author", "Muted @ada_fern, @ben_moss"),
        ("mute_conversation", "Muted the conversations"),
    ],
)
def test_what_many_marked_cases_hold_is_muted_as_one_act(
    qtbot: QtBot, desk: Application, act: str, words: str
) -> None:
    for place in (0, 1):
        open_case(qtbot, desk, place)
        press(qtbot, desk, Key.Key_X)
    open_case(qtbot, desk, 2)  # which is open, and not meant
    desk.window.actions_by_name[act].trigger()
    qtbot.waitUntil(lambda: names(desk) == ["Cleo Wells"])
    took = "2 open cases put aside. Ctrl+Z takes it back."
    qtbot.waitUntil(lambda: bare(said(desk)) == f"{words}: {took}")
    assert marked(desk) == 0
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


def test_the_words_marked_in_the_timeline_are_offered(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_case(qtbot, desk)
    timeline = desk.window.case.timeline
    for text, offered in ((" lost \n parcel ", "lost parcel"), ("x" * 101, "")):
        monkeypatch.setattr(timeline, "marked_text", lambda text=text: text)
        desk.window.actions_by_name["mute_word"].trigger()
        dialog = opened(qtbot, desk, MuteDialog)
        assert (dialog.field.text(), dialog.field.selectedText()) == (offered, offered)
        qtbot.keyClick(dialog.field, Key.Key_Escape)
        qtbot.waitUntil(lambda: not desk.window.findChildren(MuteDialog))


def test_a_word_is_counted_while_it_is_typed_and_muted_by_enter(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    word = max((one for one in view(desk).messages[-1].text.split() if one.isalpha()), key=len)
    desk.window.actions_by_name["mute_word"].trigger()
    dialog = opened(qtbot, desk, MuteDialog)
    assert dialog.field.text() == ""
    assert not dialog.mute_button.isEnabled()
    qtbot.keyClicks(dialog.field, "ab")
    assert not dialog.mute_button.isEnabled()
    qtbot.waitUntil(lambda: "at least 3" in dialog.said.text())
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, word)
    qtbot.waitUntil(lambda: dialog.said.text() == "It would mute 1 open case.")
    qtbot.keyClick(dialog.field, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    qtbot.waitUntil(lambda: not desk.window.findChildren(MuteDialog))
    put_aside = f"Muted “{word}”: 1 open case put aside. Ctrl+Z takes it back."
    qtbot.waitUntil(lambda: bare(said(desk)) == put_aside)


def test_a_word_that_cannot_be_muted_stays_in_the_field_and_esc_mutes_nothing(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    desk.window.actions_by_name["mute_word"].trigger()
    dialog = opened(qtbot, desk, MuteDialog)
    qtbot.keyClicks(dialog.field, "zebra")
    (mute,) = (one for one in dialog.findChildren(QPushButton) if one.text() == "Mute word")
    qtbot.mouseClick(mute, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Muted “zebra”." in bare(said(desk)))
    desk.window.actions_by_name["mute_word"].trigger()
    dialog = opened(qtbot, desk, MuteDialog)
    qtbot.keyClicks(dialog.field, "zebra")
    qtbot.mouseClick(dialog.mute_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is muted already" in dialog.said.text())
    assert dialog.field.text() == "zebra"
    qtbot.keyClick(dialog.field, Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(MuteDialog))
    assert len(names(desk)) == 3
