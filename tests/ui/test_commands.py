"""Every action by its key and its menu; what is possible only with a case."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from console import settings
from tests.ui.conftest import OpenDesk, open_case
from tests.ui.test_palette import listed, palette
from ui.about_dialog import AboutDialog
from ui.application import Application

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_acts_on_a_case_are_possible_while_one_is_open(qtbot: QtBot, desk: Application) -> None:
    on_case = [one.action for one in desk.window.listed.values() if one.on_case]
    assert len(on_case) > 6
    assert not any(action.isEnabled() for action in on_case)
    open_case(qtbot, desk)
    reopen = desk.window.actions_by_name["reopen"]
    assert [action for action in on_case if not action.isEnabled()] == [reopen]
    desk.window.case.open(None)
    assert not any(action.isEnabled() for action in on_case)


def test_limit_is_chosen_in_the_palette_and_by_key(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "280 char")
    assert listed(found) == ["Actions", "280 characters a part"]
    with qtbot.waitSignal(composer.limit_chosen):
        qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert composer.limits.name == "280"
    menu = desk.window.actions_by_name["limit_280"].associatedObjects()[0]
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert desk.window.actions_by_name["limit_280"].isChecked()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(composer.editor, Qt.Key.Key_M, CTRL | SHIFT)
    assert composer.limits.name == "140"
    menu.aboutToShow.emit()
    assert desk.window.actions_by_name["limit_140"].isChecked()


def test_about_says_version_and_where_the_data_is(desk: Application) -> None:
    desk.window.actions_by_name["about"].trigger()
    about = desk.window.findChild(AboutDialog)
    assert about is not None
    shown = " ".join(label.text() for label in about.findChildren(QLabel))
    assert "Version 0.1.0" in shown
    assert str(desk._folder) in shown


def test_f6_goes_through_the_panes_and_back(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    window.resize(1300, 800)
    open_case(qtbot, desk)
    window.inbox.list.setFocus()
    seen = []
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    case = window.case
    assert seen == [
        case.timeline,
        case.composer.editor,
        window.right.view.pane,
        window.side.views,
        window.inbox.list,
    ]
    qtbot.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert window.focusWidget() is window.side.views


def test_the_chosen_look_is_in_force_at_once_and_kept(
    qtbot: QtBot, qapp: QApplication, desk: Application, open_desk: OpenDesk
) -> None:
    before = desk.theme.colours
    desk.window.actions_by_name["look_dark"].trigger()
    assert desk.theme.colours != before
    assert desk.theme.colours.window in qapp.styleSheet()
    qtbot.waitUntil(lambda: settings.load(desk._folder).appearance == "dark")
    assert desk.close()
    again = open_desk(desk._folder)
    assert again.theme.colours == desk.theme.colours


OUTBOX_ACTS = ("undo_send", "send_now", "send_anyway", "retry", "hand_off", "take_back", "delete")


def test_acts_on_an_answer_are_possible_while_one_is_on_its_way(
    qtbot: QtBot, desk: Application
) -> None:
    def possible() -> list[str]:
        return [name for name in OUTBOX_ACTS if desk.window.actions_by_name[name].isEnabled()]

    open_case(qtbot, desk)
    assert possible() == []
    desk.window.case.answer.undo_s = 60
    composer = desk.window.case.composer
    qtbot.keyClicks(composer.editor, "Hello")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: possible() == ["undo_send", "send_now", "take_back"])
    desk.window.actions_by_name["take_back"].trigger()
    qtbot.waitUntil(lambda: composer.text == "Hello")
    qtbot.waitUntil(lambda: possible() == [])


def test_the_preferences_are_asked_for_by_key(qtbot: QtBot, desk: Application) -> None:
    action = desk.window.actions_by_name["preferences"]
    assert action.menuRole() is QAction.MenuRole.PreferencesRole
    desk.window.preferences_wanted.disconnect()
    with qtbot.waitSignal(desk.window.preferences_wanted):
        qtbot.keyClick(desk.window, Qt.Key.Key_Comma, CTRL)


def test_the_menu_of_the_view_has_room_on_a_small_screen(desk: Application) -> None:
    (menu,) = [
        each for each in desk.window.menuBar().findChildren(QMenu) if each.title() == "&View"
    ]
    lines = [each for each in menu.actions() if not each.isSeparator()]
    assert len(lines) <= 22
    inner = {each.text() for each in lines if each.menu() is not None}
    assert inner == {"Searching", "Text size", "Marking", "Account", "Panes", "Appearance"}
    assert desk.window.actions_by_name["next_hit"].shortcut().toString() == "F3"
    assert desk.window.listed["next_hit"].menu == "View"


def test_what_is_done_with_all_that_is_stored_has_keys(desk: Application) -> None:
    acts = ("export_case", "review", "rechecks", "retention", "forget")
    assert all(desk.window.listed[name].keys for name in acts)
