"""Acts that tests of other things need done: by the keys that a person would press."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.application import Application


def resolve(qtbot: QtBot, desk: Application, at: QWidget | None = None) -> None:
    """Resolve the open case without a word on how."""
    qtbot.keyClick(at or desk.window.inbox.list, Qt.Key.Key_E)
    line = desk.window.case.resolving
    assert line.isVisible()
    qtbot.keyClick(line.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
