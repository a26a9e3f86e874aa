"""Words of others are shown as they are: no markup, no turned lines."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.errors import DeskError, NotSummoned
from tests.ui.conftest import NOW, OpenDesk, open_case
from ui.call_note import CallNote
from ui.plain import isolated

HOSTILE = "<b>Eve</b>\u2069\u202e<img src=x>"


def test_hostile_name_is_markup_nowhere(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld, connector: MemoryConnector
) -> None:
    author = world.add_user("eve", HOSTILE)
    world.add_post(author, f"@Shop {HOSTILE}", at=NOW - timedelta(minutes=1))
    desk = open_desk()
    open_case(qtbot, desk)
    connector.fail_next("publish", NotSummoned(f"No reply to {HOSTILE}."))
    qtbot.keyClicks(desk.window.case.composer.editor, "<b>Hello</b> Eve")
    qtbot.keyClick(
        desk.window.case.composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(desk.window.case.pending.isVisible)
    desk.window.notices.trouble(DeskError(f"{HOSTILE} is in the way."))
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_N)
    dialog = desk.window.findChild(CallNote)
    assert isinstance(dialog, CallNote)
    labels = desk.window.findChildren(QLabel)
    assert any("Call with" in label.text() and "<b>" in label.text() for label in labels)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    tips = [widget.toolTip() for widget in desk.window.findChildren(QWidget)]
    assert sum("&lt;b&gt;" in tip for tip in tips) >= 2
    assert not any("<b>" in tip or "<img" in tip for tip in tips)
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Fern", "Ada Fern"),
        ("Zoë", "\u2068Zoë\u2069"),
        ("a\u202eb\u2069c\u2066", "abc"),
        ("é\u202eb\u2069", "\u2068éb\u2069"),
        ("two\nlines\u2028three", "two lines three"),
    ],
)
def test_name_turns_nothing_around_it(name: str, shown: str) -> None:
    assert isolated(name) == shown
