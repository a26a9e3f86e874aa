"""Every action by its key, its menu and the palette; what is possible only with a case."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from console import settings
from tests.ui.conftest import OpenDesk, open_case
from ui.about_dialog import AboutDialog
from ui.application import Application
from ui.keys_dialog import KeysDialog
from ui.palette import Palette, PaletteModel
from ui.side_view import View
from ui.theme import UNIT

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def palette(qtbot: QtBot, desk: Application) -> Palette:
    qtbot.keyClick(desk.window, Qt.Key.Key_K, CTRL)
    found = desk.window.findChild(Palette)
    assert found is not None
    assert found.isVisible()
    return found


def listed(found: Palette) -> list[str]:
    return [str(found.model.index(n).data()) for n in range(found.model.rowCount())]


def test_no_key_starts_two_actions(desk: Application) -> None:
    keys = Counter(
        key.toString() for action in desk.window.actions_by_name.values()
        for key in action.shortcuts()
    )  # fmt: skip
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(keys) > 25


def test_every_action_is_in_a_menu_and_in_the_palette(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    assert found.model.rowCount() == len(desk.window.listed) > 25
    for one in desk.window.listed.values():
        assert one.text in listed(found)
        assert one.action.associatedObjects(), one.text


def test_the_palette_finds_by_words_and_runs_what_is_chosen(
    qtbot: QtBot, desk: Application
) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "resolv vi")
    assert listed(found) == ["Resolved"]
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.inbox.view is View.RESOLVED)
    qtbot.waitUntil(lambda: desk.window.findChild(Palette) is None)


def test_the_palette_is_steered_by_arrows_and_passes_over_what_is_not_possible(
    qtbot: QtBot, desk: Application
) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "case")
    texts = listed(found)
    assert "Resolve" in texts, "what is not possible now is shown, and why"
    for _ in texts:
        qtbot.keyClick(found.field, Qt.Key.Key_Down)
        one = found.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        assert one.action.isEnabled()
    qtbot.keyClick(found.field, Qt.Key.Key_Escape)
    assert not found.isVisible()
    assert desk.window.case.row is None


def test_an_empty_palette_runs_nothing(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "zebra")
    assert found.model.rowCount() == 0
    assert found.nothing.isVisible()
    assert found.nothing.text() == "Nothing is called that."
    height = found.height()
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert found.isVisible()
    found.field.clear()
    assert found.list.isVisible()
    assert not found.nothing.isVisible()
    assert found.height() == height


def test_palette_model_is_sound(desk: Application) -> None:
    model = PaletteModel(desk.window.listed.values())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for query in ("", "r", "re case", "zebra", ""):
        model.find(query)
    assert tester is not None


def test_acts_on_a_case_are_possible_while_one_is_open(qtbot: QtBot, desk: Application) -> None:
    on_case = [one.action for one in desk.window.listed.values() if one.on_case]
    assert len(on_case) > 6
    assert not any(action.isEnabled() for action in on_case)
    open_case(qtbot, desk)
    reopen = desk.window.actions_by_name["reopen"]
    assert [action for action in on_case if not action.isEnabled()] == [reopen]
    desk.window.case.open(None)
    assert not any(action.isEnabled() for action in on_case)


def clipped(sheet: KeysDialog) -> list[str]:
    """Returns the lines that are cut off at the right."""
    return [
        label.text()
        for label in sheet.findChildren(QLabel)
        if label.mapTo(sheet, QPoint(0, 0)).x() + label.sizeHint().width()
        > sheet.width() - 2 * UNIT
        or label.sizeHint().width() > label.width()
    ]


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_the_sheet_of_keys_names_every_key(qtbot: QtBot, desk: Application, key: Qt.Key) -> None:
    qtbot.keyClick(desk.window, key)
    sheet = desk.window.findChild(KeysDialog)
    assert sheet is not None
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for one in desk.window.listed.values():
        # Return and Enter are one key to a hand.
        keys = [each for each in one.keys.split(" or ") if each and "Return" not in each]
        assert not keys or {one.text, " or ".join(keys)} <= shown
    assert "Ctrl+Shift+Enter" in shown
    assert not clipped(sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_sheet_of_keys_grows_with_its_longest_line(qtbot: QtBot, desk: Application) -> None:
    action = desk.window.actions_by_name["versions"]
    action.setText(
        "An act that has a great many words, so many that they fill a line by themselves"
    )
    qtbot.keyClick(desk.window, Qt.Key.Key_F1)
    sheet = desk.window.findChild(KeysDialog)
    assert sheet is not None
    assert not clipped(sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_limit_is_chosen_in_the_palette_and_by_key(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "280 char")
    assert listed(found) == ["280 characters a part"]
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
