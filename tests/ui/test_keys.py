"""Which keys start which act: no two alike, all on the sheet, and others by a person's choice."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from console import settings
from tests.ui.conftest import OpenDesk, open_case
from ui import key_names, key_rules
from ui.application import Application
from ui.drawn_text import DrawnText
from ui.key_recorder import KeyRecorder
from ui.key_row import NO_KEY, KeyRow
from ui.key_sheet import WITHIN_LISTS
from ui.keys_dialog import RESET, RESTORE, KeysDialog
from ui.theme import UNIT

KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def sheet_of(qtbot: QtBot, desk: Application) -> KeysDialog:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window, KEYS.Key_Question)
    sheet = next(one for one in desk.window.findChildren(KeysDialog) if one.isVisible())
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def row_of(sheet: KeysDialog, name: str) -> KeyRow:
    return next(row for row in sheet.rows if row.one.name == name)


def record(
    qtbot: QtBot, row: KeyRow, key: Qt.Key, held: Qt.KeyboardModifier = NONE, first: str = "\r"
) -> None:
    """Press Enter (or +) on a row, and then the key that it is to have."""
    row.setFocus()
    qtbot.keyClicks(row, first)
    qtbot.keyClick(recorder_of(row), key, held)


def recorder_of(row: KeyRow) -> KeyRecorder:
    return next(one for one in row.findChildren(KeyRecorder) if not one.isHidden())


def press(qtbot: QtBot, row: KeyRow, text: str) -> None:
    button = next(one for one in row.findChildren(QPushButton) if one.text() == text)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def clipped(sheet: KeysDialog) -> list[str]:
    """Returns the lines that are cut off at the right."""
    lines: list[QLabel | DrawnText] = [*sheet.findChildren(QLabel), *sheet.findChildren(DrawnText)]
    return [
        label.text()
        for label in lines
        if not label.isHidden()
        and not (isinstance(label, QLabel) and label.wordWrap())
        and (
            label.mapTo(sheet, QPoint(0, 0)).x() + label.sizeHint().width()
            > sheet.width() - 2 * UNIT
            or label.sizeHint().width() > label.width()
        )
    ]


def test_every_act_has_a_name_words_and_a_place_in_a_menu(desk: Application) -> None:
    assert len(desk.window.listed) > 60
    for name, one in desk.window.listed.items():
        assert name == one.name == one.action.objectName() != ""
        assert one.text
        assert one.menu
        assert any(isinstance(menu, QMenu) for menu in one.action.associatedObjects()), name


def test_no_two_acts_share_a_key(desk: Application) -> None:
    keys = Counter(key_names.normal(k) for one in desk.window.listed.values() for k in one.keys)
    twice = {key for key, count in keys.items() if count > 1}
    twins = {"Alt+Return", "Ctrl+Return", "Ctrl+Shift+Return"}
    assert twice <= twins, "which are one key to a hand"
    assert len(keys) > 60
    assert "" not in keys


def test_every_key_that_comes_with_the_program_could_be_chosen_too(desk: Application) -> None:
    titles = [action.text() for action in desk.window.menuBar().actions()]
    for one in desk.window.listed.values():
        for key in one.keys:
            assert key_rules.refusal(key, titles) == "", key
            assert key_names.normal(key) in map(key_names.normal, one.defaults)


def test_letters_do_nothing_while_a_text_has_the_focus(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    window, editor = desk.window, desk.window.case.composer.editor
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    letters = [
        key
        for one in window.listed.values()
        for key in one.keys
        if not key_names.is_chord(key) and key_names.types_text(key)
    ]
    assert {"N", "R", "E", "S", "T", "X", "Shift+P", "!", "/", "G"} <= set(letters)
    done: list[str] = []
    for name, one in window.listed.items():
        one.action.triggered.connect(lambda _=False, name=name: done.append(name))
    for field in (editor, window.inbox.search_field):
        field.setFocus()
        for key in letters:
            letter = key.rpartition("+")[2] or "+"
            qtbot.keyClicks(field, letter if key.startswith("Shift+") else letter.lower())
        assert done == []
        assert window.focusWidget() is field
    assert len(editor.toPlainText()) == len(letters)


def test_a_held_shift_is_no_part_of_a_sign() -> None:
    shift = SHIFT
    assert key_names.pressed(Qt.KeyboardModifier.ShiftModifier | KEYS.Key_Question, "?") == "?"
    assert key_names.pressed(shift | KEYS.Key_Exclam, "!") == "!"
    assert key_names.pressed(shift | KEYS.Key_E, "E") == "Shift+E"
    assert key_names.pressed(CTRL | shift | KEYS.Key_E, "\x05") == "Ctrl+Shift+E"


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("Ctrl+Enter", "Ctrl+Return"),
        ("ctrl+k", "Ctrl+K"),
        ("G, N", "G, N"),
        ("A, B", ""),
        ("G, A, B", ""),
        ("Nonsense", ""),
        ("", ""),
        ("Ctrl+,", "Ctrl+,"),
    ],
)
def test_keys_are_compared_in_one_form(key: str, found: str) -> None:
    assert key_names.normal(key) == found


@pytest.mark.parametrize(
    "key", ["Ctrl+C", "Ctrl+V", "Ctrl+X", "Tab", "Return", "Up", "Alt+D", "Shift+Up"]
)
def test_keys_of_texts_lists_and_menus_are_refused_with_a_reason(key: str) -> None:
    assert key_rules.refusal(key, ("&Desk", "&Case")).endswith(".")
    assert key_rules.refusal("Alt+S", ("&Desk", "&Case")) == ""


def test_the_sheet_names_every_act_with_its_keys(qtbot: QtBot, desk: Application) -> None:
    sheet = sheet_of(qtbot, desk)
    lines = [(row.words.text(), row.keys.text()) for row in sheet.rows]
    assert lines == [(one.text, one.shown_keys or NO_KEY) for one in desk.window.listed.values()]
    assert ("Send", "Ctrl+Enter") in lines
    assert ("Needs reply", "Ctrl+1 or G then N") in lines
    shown = {part.text() for part in sheet.findChildren(DrawnText)}
    assert {text for pair in WITHIN_LISTS for text in pair} <= shown
    assert not clipped(sheet)
    qtbot.keyClick(sheet, KEYS.Key_Escape)
    assert not sheet.isVisible()


def test_the_sheet_grows_with_its_longest_line(qtbot: QtBot, desk: Application) -> None:
    desk.window.actions_by_name["versions"].setText(
        "An act that has a great many words, so many that they fill a line by themselves"
    )
    assert not clipped(sheet_of(qtbot, desk))


def test_acts_are_found_by_words_and_by_keys(qtbot: QtBot, desk: Application) -> None:
    sheet = sheet_of(qtbot, desk)

    def found() -> list[str]:
        return [row.one.name for row in sheet.rows if not row.isHidden()]

    assert sheet.focusWidget() is sheet.field
    qtbot.keyClicks(sheet.field, "mark all")
    assert found() == ["mark_all", "unmark"][: len(found())]
    sheet.field.setText("ctrl+k")
    assert found() == ["palette"]
    sheet.field.setText("zebra")
    assert found() == []
    assert not sheet.nothing.isHidden()
    qtbot.keyClick(sheet.field, KEYS.Key_Escape)
    assert sheet.field.text() == ""
    assert sheet.isVisible()
    assert len(found()) == len(sheet.rows)


def test_the_sheet_is_walked_by_arrows(qtbot: QtBot, desk: Application) -> None:
    sheet = sheet_of(qtbot, desk)
    qtbot.keyClick(sheet.field, KEYS.Key_Down)
    assert sheet.focusWidget() is sheet.rows[0]
    qtbot.keyClick(sheet.rows[0], KEYS.Key_Down)
    assert sheet.focusWidget() is sheet.rows[1]
    qtbot.keyClick(sheet.rows[1], KEYS.Key_Up)
    qtbot.keyClick(sheet.rows[0], KEYS.Key_Up)
    assert sheet.focusWidget() is sheet.field


def test_tab_stops_once_in_the_rows_where_one_was_last(qtbot: QtBot, desk: Application) -> None:
    sheet = sheet_of(qtbot, desk)

    def stops() -> list[KeyRow]:
        return [row for row in sheet.rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == [sheet.rows[0]]
    for row in sheet.rows[:3]:
        qtbot.keyClick(sheet.focusWidget(), KEYS.Key_Down)
        assert stops() == [row]
    qtbot.keyClick(sheet.rows[2], KEYS.Key_Tab)
    assert sheet.focusWidget() is sheet.export.copy_button
    qtbot.keyClick(sheet.focusWidget(), KEYS.Key_Backtab)
    assert sheet.focusWidget() is sheet.rows[2]
    sheet.field.setText("ctrl+k")
    assert [row.one.name for row in stops()] == ["palette"]


def test_a_row_is_one_button_by_ear(qtbot: QtBot, desk: Application) -> None:
    row = row_of(sheet_of(qtbot, desk), "sync")
    told = QAccessible.queryAccessibleInterface(row)
    assert told.role() == QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == "Sync now, F5"
    inner = [told.child(number) for number in range(told.childCount())]
    assert [one.text(QAccessible.Text.Name) for one in inner if not one.state().invisible] == [
        "" for one in inner if not one.state().invisible
    ]
    row.click()  # as a screen reader does
    assert recorder_of(row).isVisible()


def test_a_click_goes_to_a_row_and_two_change_it(qtbot: QtBot, desk: Application) -> None:
    row = row_of(sheet_of(qtbot, desk), "sync")
    qtbot.mouseClick(row.words, Qt.MouseButton.LeftButton)
    assert row.hasFocus()
    assert not row.findChildren(KeyRecorder)
    qtbot.mouseDClick(row.words, Qt.MouseButton.LeftButton)
    assert recorder_of(row).isVisible()


def test_another_key_holds_at_once_and_after_a_restart(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    sheet = sheet_of(qtbot, desk)
    row = row_of(sheet, "sync")
    record(qtbot, row, KEYS.Key_F9)
    assert row.keys.text() == "F9"
    assert desk.window.actions_by_name["sync"].shortcut().toString() == "F9"
    assert desk.window.navigation.keys.key_of("sync") == "F9"
    sheet.reject()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    with qtbot.waitSignal(desk.courier.changed):
        qtbot.keyClick(desk.window, KEYS.Key_F9)
    qtbot.waitUntil(lambda: settings.load(desk._folder).keys == {"sync": ["F9"]})
    assert desk.close()
    again = open_desk(desk._folder)
    assert again.window.actions_by_name["sync"].shortcut().toString() == "F9"


def test_one_more_key_is_added(qtbot: QtBot, desk: Application) -> None:
    row = row_of(sheet_of(qtbot, desk), "resolve")
    record(qtbot, row, KEYS.Key_D, CTRL, first="+")
    assert row.keys.text() == "E or Ctrl+D"


def test_escape_leaves_the_keys_and_backspace_removes_them(qtbot: QtBot, desk: Application) -> None:
    sheet = sheet_of(qtbot, desk)
    row = row_of(sheet, "resolve")
    record(qtbot, row, KEYS.Key_Escape)
    assert row.keys.text() == "E"
    assert sheet.isVisible()
    assert sheet.focusWidget() is row
    record(qtbot, row, KEYS.Key_Backspace)
    assert row.keys.text() == NO_KEY
    assert desk.window.actions_by_name["resolve"].shortcuts() == []


def test_a_key_of_another_act_is_taken_over_only_by_a_word(qtbot: QtBot, desk: Application) -> None:
    sheet = sheet_of(qtbot, desk)
    row, other = row_of(sheet, "touchpoint"), row_of(sheet, "resolve")
    record(qtbot, row, KEYS.Key_E)
    assert row.note == "E is the key of “Resolve”."
    assert (row.keys.text(), other.keys.text()) == ("T", "E")
    press(qtbot, row, "Leave it")
    assert row.note == ""
    assert row.keys.text() == "T"
    record(qtbot, row, KEYS.Key_E)
    press(qtbot, row, "Take it over")
    assert (row.keys.text(), other.keys.text()) == ("E", NO_KEY)
    press(qtbot, row, "Reset")
    assert (row.keys.text(), other.keys.text()) == ("T", "E"), "whose key it was has it again"


def test_to_reset_an_act_whose_key_another_has_is_asked_about(
    qtbot: QtBot, desk: Application
) -> None:
    sheet = sheet_of(qtbot, desk)
    row, other = row_of(sheet, "touchpoint"), row_of(sheet, "resolve")
    record(qtbot, row, KEYS.Key_F9)
    record(qtbot, other, KEYS.Key_T)
    assert (row.keys.text(), other.keys.text()) == ("F9", "T"), "nobody has it any more"
    row.setFocus()
    press(qtbot, row, "Reset")
    assert row.note == "T is the key of “Resolve”."
    press(qtbot, row, "Take it over")
    assert (row.keys.text(), other.keys.text()) == ("T", NO_KEY)


def test_a_refused_key_is_explained_and_another_may_be_pressed(
    qtbot: QtBot, desk: Application
) -> None:
    row = row_of(sheet_of(qtbot, desk), "sync")
    record(qtbot, row, KEYS.Key_C, CTRL)
    assert row.note.startswith("Ctrl+C copies text")
    recorder = recorder_of(row)
    qtbot.keyClick(recorder, KEYS.Key_Tab)
    assert "dialogs" in row.note
    qtbot.keyClick(recorder, KEYS.Key_F9)
    assert row.keys.text() == "F9"


def test_a_chord_can_be_chosen(qtbot: QtBot, desk: Application) -> None:
    row = row_of(sheet_of(qtbot, desk), "sync")
    row.setFocus()
    qtbot.keyClick(row, KEYS.Key_Return)
    recorder = recorder_of(row)
    qtbot.keyClick(recorder, KEYS.Key_G)
    assert recorder.text() == "G then…"
    qtbot.keyClick(recorder, KEYS.Key_Y)
    assert row.keys.text() == "G then Y"
    assert desk.window.actions_by_name["sync"].shortcuts() == [], "a text keeps its letters"


def test_all_keys_are_reset_and_that_is_taken_back(qtbot: QtBot, desk: Application) -> None:
    sheet = sheet_of(qtbot, desk)
    row = row_of(sheet, "sync")
    assert not sheet.reset_button.isEnabled()
    record(qtbot, row, KEYS.Key_F9)
    assert sheet.reset_button.text() == RESET
    qtbot.mouseClick(sheet.reset_button, Qt.MouseButton.LeftButton)
    assert row.keys.text() == "F5"
    assert sheet.reset_button.text() == RESTORE
    qtbot.mouseClick(sheet.reset_button, Qt.MouseButton.LeftButton)
    assert row.keys.text() == "F9"
    qtbot.waitUntil(lambda: settings.load(desk._folder).keys == {"sync": ["F9"]})


def test_a_damaged_list_of_keys_keeps_no_desk_from_opening(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    assert desk.close()
    path = desk._folder / settings.FILE_NAME
    path.write_text(
        '{"keys": {"sync": ["F9", 7, "Nonsense"], "gone": ["E"], "resolve": "X", "go": ["Z"],'
        ' "snooze": ["R"], "note": ["R"]}}'
    )
    keys = open_desk(desk._folder).window.navigation.keys
    found = {name: one.keys for name, one in keys.listed.items()}
    assert found["sync"] == ("F9",)
    assert found["resolve"] == ("E",)
    assert found["go"] == ("G",)
    assert found["note"] == ("R",)
    assert found["snooze"] == found["reply"] == ()
