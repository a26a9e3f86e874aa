"""Preferences, Notifications: quiet hours, and the start at login as the system has it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication, QTimeEdit
from pytestqt.qtbot import QtBot

from console.settings import Settings
from ui.attention_page import AttentionPage
from ui.login_start import Autostart
from ui.theme import Theme

STARTS_US = ("canary-desk", "--hidden")


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> AttentionPage:
    theme = Theme(qapp)
    theme.apply()
    made = AttentionPage(theme, Settings())
    qtbot.addWidget(made)
    made.show()
    return made


def test_two_times_are_asked_for_where_they_count(qtbot: QtBot, page: AttentionPage) -> None:
    quiet = page.quiet
    assert not quiet.times.isVisible()
    quiet.mode.setFocus()
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(quiet.mode, Qt.Key.Key_Down)
    assert quiet.times.isVisible()
    assert page.quiet_help.text().startswith("Nothing is shown meanwhile")
    with qtbot.waitSignal(page.changed):
        quiet.start.setTime(QTime(21, 30))
    entered = page.entered(Settings())
    assert (entered.quiet, entered.quiet_from_min) == ("times", 21 * 60 + 30)


def test_what_is_set_is_shown_and_not_told(qtbot: QtBot, page: AttentionPage) -> None:
    held = Settings(quiet="times", quiet_from_min=75, quiet_to_min=80, notify_sound=True)
    with qtbot.assertNotEmitted(page.changed):
        page.show_settings(held)
    assert page.entered(Settings()) == held
    assert page.quiet.times.isVisible()


def test_what_is_being_typed_stays_while_something_else_is_set(
    qtbot: QtBot, page: AttentionPage
) -> None:
    quiet = page.quiet
    page.show_settings(Settings(quiet="times"))
    quiet.start.setFocus()
    quiet.start.setSelectedSection(QTimeEdit.Section.HourSection)
    qtbot.keyClick(quiet.start, Qt.Key.Key_7)
    typed = quiet.start.text()
    assert typed.startswith("07")
    page.show_settings(Settings(quiet="times", notify_sound=True))
    assert quiet.start.text() == typed
    quiet.finish()
    assert page.entered(Settings()).quiet_from_min // 60 == 7


def test_the_start_at_login_is_switched_where_the_system_keeps_it(
    qtbot: QtBot, page: AttentionPage, tmp_path: Path
) -> None:
    assert not page.login.isEnabled(), "nothing is known of the system yet"
    system = Autostart(STARTS_US, tmp_path)
    page.take_login(system)
    assert page.login.isEnabled()
    assert page.login.currentText() == "Not started"
    page.login.setFocus()
    qtbot.keyClick(page.login, Qt.Key.Key_Down)
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".desktop"]
    assert page.login.currentText() == "Start in the tray"
    assert page.login_help.text().startswith("Without its window")
    assert not page.login_trouble.isVisible()


def test_what_could_not_be_switched_is_said(
    qtbot: QtBot, page: AttentionPage, tmp_path: Path
) -> None:
    Autostart(("another-program", "--quick"), tmp_path).switch(on=True)
    page.take_login(Autostart(STARTS_US, tmp_path))
    assert page.login_help.text().startswith("Another command stands there")
    page.login.setFocus()
    qtbot.keyClick(page.login, Qt.Key.Key_Up)
    assert page.login_trouble.isVisible()
    assert page.login.currentText() == "Start in the tray"
    qtbot.waitUntil(lambda: page.login_trouble.text() in page.login.accessibleDescription())
