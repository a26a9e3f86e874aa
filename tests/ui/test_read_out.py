"""What is heard of a widget besides its name: nothing that the name has said."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import plain, read_out
from ui.elided_label import ElidedLabel
from ui.key_tip import KeyTip


def heard(widget: QWidget) -> str:
    """What a screen reader is told after the name."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description).strip()


@pytest.mark.parametrize(
    ("name", "told", "more"),
    [
        ("Fold the contact away", "Fold the contact away (I)", "I"),
        ("Send", "Send", ""),
        ("Send…", "send.", ""),
        ("Tags: vip; Touchpoint: delivery", "Tags: vip\nTouchpoint: delivery", ""),
        ("Mika is here", "Mika is here; no signature. Click.", "no signature. Click."),
        ("@shop", "@shop (The Shop)", "The Shop"),
        ("Copy", "Copy the texts of all parts", "Copy the texts of all parts"),
        ("Copy", "Copying takes long", "Copying takes long"),
        ("Search all cases", "Search all cases  (/)", "/"),
        ("", "Sends it", "Sends it"),
        ("Send", "", ""),
        ("2 calls", "2 calls\nthe depot rings back (Ada)", "the depot rings back (Ada)"),
    ],
)
def test_what_is_told_begins_where_the_name_ends(name: str, told: str, more: str) -> None:
    assert read_out.beyond(name, told) == more


def test_a_tip_that_repeats_the_name_is_seen_and_not_heard(qtbot: QtBot) -> None:
    button, label = QPushButton("Co&py"), ElidedLabel("A <b>long</b> line")
    for widget in (button, label):
        qtbot.addWidget(widget)
    plain.set_tip(button, "Copy (Ctrl+C)")
    assert heard(button) == "Ctrl+C"
    plain.set_tip(button, "Copy")
    assert heard(button) == ""
    assert "Copy" in button.toolTip()
    assert heard(label) == ""
    assert "&lt;b&gt;" in label.toolTip()
    label.show_text("A line", "A line\nand why")
    assert heard(label) == "and why"
    plain.set_tip(button, "")
    assert (heard(button), button.toolTip()) == ("", "")


def test_what_else_was_said_of_a_widget_stays(qtbot: QtBot) -> None:
    label = QLabel("12 of 30")
    qtbot.addWidget(label)
    label.setAccessibleDescription("Posts this month")
    plain.set_tip(label, "12 of 30 (until Friday)")
    assert heard(label) == "Posts this month"


def test_a_field_says_once_what_it_is_for_and_then_what_is_wrong(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText("Search all cases  (/)")
    field.setAccessibleName("Search all cases")
    assert "Search" in heard(field), "which is Qt's way, and why this is told here"
    read_out.describe_field(field)
    assert heard(field) == "/"
    read_out.describe_field(field, "from: wants a handle.")
    assert heard(field) == "from: wants a handle."
    field.setPlaceholderText("Search all cases")
    read_out.describe_field(field)
    assert heard(field) == ""


def test_the_key_of_a_button_is_heard_as_it_is_now(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    action = QAction("Contact", window)
    action.setObjectName("contact")
    action.setShortcut("I")
    button = QPushButton(window)
    button.setAccessibleName("Show the contact")
    KeyTip(button, "Show the contact", "contact")
    assert heard(button) == "I"
    action.setShortcut("F9")
    window.show()
    qtbot.mouseMove(button)
    button.hide()
    button.show()
    assert heard(button) == "F9"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
