"""What this program is: its dialog leaves nothing behind."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenDesk
from ui.about_dialog import MARK, AboutDialog


def test_the_sheet_shows_the_mark_and_is_gone_when_it_is_closed(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    before = len(desk.theme.findChildren(QObject))
    desk.window.actions_by_name["about"].trigger()
    about = desk.window.findChild(AboutDialog)
    assert about is not None
    marks = [label.pixmap().deviceIndependentSize() for label in about.findChildren(QLabel)]
    assert QSizeF(MARK, MARK) in marks
    with qtbot.waitSignal(about.destroyed):
        qtbot.keyClick(about, Qt.Key.Key_Escape)
    assert len(desk.theme.findChildren(QObject)) == before
