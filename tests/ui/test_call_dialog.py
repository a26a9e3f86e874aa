"""Noting a call in the time that a call leaves for it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console.desk.calls import NewCall
from console.domain.messages import Channel, Direction
from console.errors import StoreFull
from ui import duration
from ui.call_dialog import CallDialog

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CTRL = Qt.KeyboardModifier.ControlModifier
OpenDialog = Callable[..., CallDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot) -> OpenDialog:
    def open_one(about: str = "Ada Fern") -> CallDialog:
        dialog = CallDialog(NOW, about)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_one


def press(qtbot: QtBot, box: QMessageBox, text: str) -> None:
    button = next(b for b in box.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def question(qtbot: QtBot, dialog: CallDialog) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    return dialog.findChildren(QMessageBox)[0]


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("", None),
        ("  ", None),
        ("6", 360),
        ("6 min", 360),
        ("6m", 360),
        ("6:30", 390),
        ("1:05:00", 3900),
        ("1 h 5 min", 3900),
        ("1h5m", 3900),
        ("45 s", 45),
        ("0", 0),
    ],
)
def test_length_is_understood(typed: str, seconds: int | None) -> None:
    assert duration.seconds(typed) == seconds


@pytest.mark.parametrize("typed", ["long", "6,5", "-6", "6:99", "5 days", "1 h 5", ":30"])
def test_length_that_says_nothing_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        duration.seconds(typed)


def test_call_is_noted_by_keyboard_alone(qtbot: QtBot, open_dialog: OpenDialog) -> None:
    dialog = open_dialog("")
    focused = dialog.focusWidget
    for typed in ("Edith Marlow", "0163 2960"):
        qtbot.keyClicks(focused(), typed)
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), Qt.Key.Key_Right)  # to the other direction
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    while focused() is not dialog.length:
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "6:30")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "Rang, calm.")
    with qtbot.waitSignal(dialog.save_wanted) as saved:
        qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert saved.args == [
        NewCall(
            text="Rang, calm.",
            at=NOW,
            direction=Direction.OUT,
            channel=Channel.PHONE,
            number="0163 2960",
            name="Edith Marlow",
            duration_s=390,
        )
    ]
    assert dialog.save_button.text() == "Saving…"
    dialog.stored()
    assert not dialog.isVisible()


def test_direction_is_one_of_two_buttons(qtbot: QtBot, open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    buttons = dialog.direction.buttons()
    assert [button.text() for button in buttons] == ["They called us", "We called them"]
    assert dialog.call().direction is Direction.IN
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert [button.isChecked() for button in buttons] == [False, True]
    assert dialog.call().direction is Direction.OUT


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("text", "", "Write what was said."), ("length", "long", "Write the length like 6")],
)
def test_what_is_lacking_is_said_where_one_writes(
    qtbot: QtBot, open_dialog: OpenDialog, field: str, typed: str, said: str
) -> None:
    dialog = open_dialog()
    if field != "text":
        qtbot.keyClicks(dialog.text, "Rang.")
    qtbot.keyClicks(getattr(dialog, field), typed)
    with qtbot.assertNotEmitted(dialog.save_wanted):
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return, CTRL)
    assert dialog.message.isVisible()
    assert dialog.message.text().startswith(said)
    assert dialog.focusWidget() is getattr(dialog, field)
    qtbot.keyClicks(dialog.text, "x")
    assert not dialog.message.isVisible()


def test_call_without_a_case_needs_a_name_or_a_number(
    qtbot: QtBot, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog("")
    qtbot.keyClicks(dialog.text, "Rang.")
    assert not dialog.save_button.isEnabled()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, CTRL)
    assert dialog.message.text().startswith("Say whose call it was")
    assert dialog.focusWidget() is dialog.name


def test_escape_closes_at_once_where_nothing_was_typed(
    qtbot: QtBot, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_asks_before_it_throws_a_text_away(qtbot: QtBot, open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.text, "Rang")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    press(qtbot, question(qtbot, dialog), "Go on writing")
    qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox))
    assert dialog.isVisible()
    assert dialog.text.toPlainText() == "Rang"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    press(qtbot, question(qtbot, dialog), "Discard")
    assert not dialog.isVisible()


def test_closed_window_can_still_be_saved(qtbot: QtBot, open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.text, "Rang")
    dialog.close()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.save_wanted):
        press(qtbot, question(qtbot, dialog), "Save")


def test_what_cannot_be_saved_yet_is_not_offered_to_be(
    qtbot: QtBot, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog("")
    qtbot.keyClicks(dialog.name, "Edith")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    box = question(qtbot, dialog)
    save = next(button for button in box.findChildren(QPushButton) if button.text() == "Save")
    assert not save.isEnabled()
    press(qtbot, box, "Discard")


def test_refusal_keeps_the_text_and_the_dialog(qtbot: QtBot, open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.text, "Rang")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()  # on its way into the file
    dialog.refuse(StoreFull("No room."))
    assert "No room." in dialog.message.text()
    assert dialog.text.toPlainText() == "Rang"
    assert dialog.save_button.isEnabled()


def test_dialog_fits_into_the_smallest_window(open_dialog: OpenDialog) -> None:
    dialog = open_dialog("")
    dialog.refuse(StoreFull("The disk that holds the desk's data file has no room left."))
    assert dialog.minimumSizeHint().width() <= 820
    assert dialog.minimumSizeHint().height() <= 520
