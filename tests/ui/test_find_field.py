"""Fields that find: what shows in them is heard once, and what empties them has a name."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

import ui
from ui.find_field import find_field


def test_a_hint_that_is_the_name_is_heard_once(qtbot: QtBot) -> None:
    field = find_field("Search the help")
    qtbot.addWidget(field)
    assert field.placeholderText() == field.accessibleName() == "Search the help"
    assert field.accessibleDescription().strip() == ""


def test_a_hint_that_says_more_than_the_name_is_heard_after_it(qtbot: QtBot) -> None:
    field = find_field("Search name and text", "Saved replies")
    qtbot.addWidget(field)
    assert field.accessibleName() == "Saved replies"
    assert field.accessibleDescription() == "Search name and text"


def test_what_empties_it_has_a_name(qtbot: QtBot) -> None:
    field = find_field("Filter")
    qtbot.addWidget(field)
    field.resize(200, 30)
    field.show()
    qtbot.keyClicks(field, "parcel")
    (button,) = field.findChildren(QToolButton)
    assert button.accessibleName() == "Clear the field"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.text() == ""


def test_no_field_has_a_button_without_a_name() -> None:
    made = {
        path.name
        for path in Path(ui.__path__[0]).glob("*.py")
        if "setClearButtonEnabled" in path.read_text("utf-8")
    }
    assert made == {"clear_button.py"}
