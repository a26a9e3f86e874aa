"""The watch for the first paint ends for good: what waits for it is done once."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.paint_watch import PaintWatch
from ui.theme import Theme
from ui.welcome_view import WelcomeView


def test_what_is_painted_after_its_end_is_not_told(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp)
    told: list[bool] = []
    watch = PaintWatch((), lambda: True)
    watch.painted.connect(told.append)
    early, late = WelcomeView(theme), WelcomeView(theme)
    for page in (early, late):
        qtbot.addWidget(page)
    watch.add(early)
    early.grab()
    qtbot.waitUntil(lambda: bool(told))
    watch.end()
    watch.add(late)
    told.clear()
    late.grab()
    over: list[bool] = []
    QTimer.singleShot(0, lambda: over.append(True))
    qtbot.waitUntil(lambda: bool(over))
    assert told == []
