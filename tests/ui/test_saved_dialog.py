"""The dialog of saved replies: found, edited, deleted and brought back, taken from a file."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console.desk import Desk
from tests.ui.conftest import OpenDesk, connect_and_sync, open_case
from ui.application import Application
from ui.hours_week import USUAL
from ui.saved_dialog import SavedDialog
from ui.saved_import import SavedImport

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def fill(desk: Desk) -> None:
    connect_and_sync(desk)
    for name, text in (("Late", "Sorry, {name}."), ("Refund", "Refund {order}."), ("Thanks", "T")):
        desk.saved_replies.add(name, text)


@pytest.fixture
def desk(qtbot: QtBot, open_desk: OpenDesk) -> Application:
    desk = open_desk(set_up=fill)
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: desk.window.case.answer.is_restored)
    return desk


@pytest.fixture
def dialog(qtbot: QtBot, desk: Application) -> SavedDialog:
    desk.window.actions_by_name["saved_replies"].trigger()
    found = opened(desk)
    qtbot.waitUntil(lambda: found.model.rowCount() == 3)
    return found


def opened(desk: Application) -> SavedDialog:
    (found,) = desk.window.findChildren(SavedDialog)
    assert found.isVisible()
    return found


def stored(qtbot: QtBot, desk: Application) -> dict[str, str]:
    found: list[dict[str, str]] = []
    desk.lanes.writer.submit(
        lambda one: {each.name: each.text for each in one.saved_replies.every()}, found.append
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def listed(dialog: SavedDialog) -> list[str]:
    return [str(dialog.model.index(row).data()) for row in range(dialog.model.rowCount())]


def retype(qtbot: QtBot, dialog: SavedDialog, text: str) -> None:
    qtbot.keyClick(dialog.editor.text, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(dialog.editor.text, text)


def test_first_is_shown_filled_for_the_open_case(dialog: SavedDialog) -> None:
    assert dialog.editor.name.text() == "Late"
    assert dialog.editor.cards.model().index(0, 0).data() == "Sorry, Ada Fern."
    assert "Ada Fern" in dialog.editor.title.text()
    assert dialog.editor.sizes.text() == "by 140: 16 · 1 part      by 280: 16 · 1 part"
    assert dialog.frame.count.text() == "3 saved replies"


def test_search_finds_in_names_and_texts(qtbot: QtBot, dialog: SavedDialog) -> None:
    qtbot.keyClicks(dialog.search, "order")
    assert listed(dialog) == ["Refund"]
    assert dialog.editor.name.text() == "Refund"
    assert dialog.frame.count.text() == "1 of 3 saved replies"


def test_unknown_variables_are_told(qtbot: QtBot, dialog: SavedDialog) -> None:
    retype(qtbot, dialog, "See {tracking} of {order}")
    assert "{tracking}" in dialog.editor.note.text()
    assert "{order}" not in dialog.editor.note.text()


def test_a_new_one_is_written_and_stored(
    qtbot: QtBot, desk: Application, dialog: SavedDialog
) -> None:
    click(qtbot, dialog.frame.new_button)
    assert dialog.editor.name.hasFocus()
    assert not dialog.frame.save_button.isEnabled()
    qtbot.keyClicks(dialog.editor.name, "Bye")
    qtbot.keyClicks(dialog.editor.text, "Bye, {first_name}!")
    click(qtbot, dialog.frame.save_button)
    qtbot.waitUntil(lambda: "Saved" in dialog.message.text())
    assert stored(qtbot, desk)["Bye"] == "Bye, {first_name}!"
    assert listed(dialog) == ["Bye", "Late", "Refund", "Thanks"]
    assert not dialog.editor.is_changed


def test_going_on_stores_what_was_changed(
    qtbot: QtBot, desk: Application, dialog: SavedDialog
) -> None:
    retype(qtbot, dialog, "Sorry!")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.editor.name.text() == "Refund")
    assert stored(qtbot, desk)["Late"] == "Sorry!"


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(
    qtbot: QtBot, desk: Application, dialog: SavedDialog
) -> None:
    dialog.editor.name.clear()
    qtbot.keyClicks(dialog.editor.name, "thanks")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Another saved reply" in dialog.message.text())
    assert dialog.editor.name.text() == "thanks"
    assert dialog.list.currentIndex().row() == 0
    assert set(stored(qtbot, desk)) == {"Late", "Refund", "Thanks"}


def test_a_deleted_one_comes_back(qtbot: QtBot, desk: Application, dialog: SavedDialog) -> None:
    click(qtbot, dialog.frame.delete_button)
    qtbot.waitUntil(lambda: listed(dialog) == ["Refund", "Thanks"])
    assert dialog.message.text() == "Late is deleted."
    assert dialog.editor.name.text() == "Refund"
    click(qtbot, dialog.frame.undo_button)
    qtbot.waitUntil(lambda: listed(dialog) == ["Late", "Refund", "Thanks"])
    assert dialog.editor.name.text() == "Late"
    assert stored(qtbot, desk)["Late"] == "Sorry, {name}."


def test_a_duplicate_has_the_text_and_a_name_to_change(qtbot: QtBot, dialog: SavedDialog) -> None:
    click(qtbot, dialog.frame.copy_button)
    assert dialog.editor.name.text() == "Late copy"
    assert dialog.editor.name.selectedText() == "Late copy"
    click(qtbot, dialog.frame.save_button)
    qtbot.waitUntil(lambda: listed(dialog) == ["Late", "Late copy", "Refund", "Thanks"])


def test_what_is_typed_while_it_is_stored_stays_and_is_still_to_be_stored(
    qtbot: QtBot, desk: Application, dialog: SavedDialog
) -> None:
    retype(qtbot, dialog, "Sorry!")
    go_on = Event()
    desk.lanes.writer.submit(lambda _desk: go_on.wait(20))
    click(qtbot, dialog.frame.save_button)
    qtbot.keyClicks(dialog.editor.text, " Truly.")
    go_on.set()
    qtbot.waitUntil(dialog.frame.save_button.isEnabled)
    assert dialog.editor.text.text == "Sorry! Truly."
    assert stored(qtbot, desk)["Late"] == "Sorry!"
    click(qtbot, dialog.frame.save_button)
    qtbot.waitUntil(lambda: dialog.message.text() == "Saved.")
    assert stored(qtbot, desk)["Late"] == "Sorry! Truly."


def test_a_new_one_that_is_left_while_it_is_stored_is_stored_once(
    qtbot: QtBot, desk: Application, dialog: SavedDialog
) -> None:
    click(qtbot, dialog.frame.new_button)
    qtbot.keyClicks(dialog.editor.name, "Bye")
    qtbot.keyClicks(dialog.editor.text, "Bye")
    go_on = Event()
    desk.lanes.writer.submit(lambda _desk: go_on.wait(20))
    click(qtbot, dialog.frame.save_button)
    qtbot.keyClicks(dialog.editor.text, "!")
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    go_on.set()
    qtbot.waitUntil(lambda: dialog.editor.name.text() == "Late")
    assert stored(qtbot, desk)["Bye"] == "Bye!"
    assert listed(dialog) == ["Bye", "Late", "Refund", "Thanks"]
    assert dialog.message.text() == ""


def test_hours_are_those_that_hold_when_it_is_opened(qtbot: QtBot, desk: Application) -> None:
    def set_hours(one: Desk) -> None:
        targets = one.targets.get()
        one.targets.put(replace(targets, hours=replace(targets.hours, week=USUAL)))
        one.saved_replies.add("Hours", "We are here {hours}.")

    desk.lanes.writer.submit(set_hours)
    desk.window.actions_by_name["saved_replies"].trigger()
    dialog = opened(desk)
    qtbot.waitUntil(lambda: dialog.editor.name.text() == "Hours")
    cards = dialog.editor.cards.model()
    qtbot.waitUntil(lambda: "09:00-17:00" in str(cards.index(0, 0).data()))


def test_closing_asks_where_something_is_not_stored(
    qtbot: QtBot, desk: Application, dialog: SavedDialog
) -> None:
    retype(qtbot, dialog, "Sorry!")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    (box,) = dialog.findChildren(QMessageBox)
    assert dialog.isVisible()
    (save,) = (one for one in box.buttons() if one.text() == "Save")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(save, LEFT)
    assert stored(qtbot, desk)["Late"] == "Sorry!"


def test_the_present_text_becomes_a_saved_reply(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    window.saved.read_sender()
    window.case.composer.put_text("We { look } into {order}.")
    (act,) = (one for one in window.case.composer.filling.acts() if one.words == "Save as reply…")
    act.done()
    dialog = opened(desk)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    assert dialog.editor.text.text == "We {{ look } into {order}."
    assert dialog.editor.cards.model().index(0, 0).data() == "We { look } into {order}."
    qtbot.keyClicks(dialog.editor.name, "Look")
    click(qtbot, dialog.frame.save_button)
    qtbot.waitUntil(lambda: "Saved" in dialog.message.text())
    assert stored(qtbot, desk)["Look"] == "We {{ look } into {order}."


def test_menu_of_the_text_offers_it(qtbot: QtBot, desk: Application) -> None:
    composer = desk.window.case.composer
    composer.put_text("Hi {order}")
    at = composer.editor.viewport().rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, at)
    QApplication.sendEvent(composer.editor.viewport(), asked)
    (menu,) = composer.editor.findChildren(QMenu)
    assert [one.text() for one in menu.actions()][-2:] == ["Fill in…", "Save as reply…"]
    menu.close()


@pytest.mark.parametrize(("way", "text"), [(0, "T"), (1, "Theirs"), (2, "T")])
def test_a_file_is_taken_in_as_the_person_says(
    qtbot: QtBot, desk: Application, dialog: SavedDialog, tmp_path: Path, way: int, text: str
) -> None:
    file = tmp_path / "team.csv"
    file.write_text("name,text\nThanks,Theirs\nNew,n\nalone\n", "utf-8")
    dialog.files.read(file)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(SavedImport)))
    (asked,) = dialog.findChildren(SavedImport)
    assert asked.summary.text() == "1 new reply, 1 with another text than here."
    assert "Line 4: alone" in asked.bad.toPlainText()
    qtbot.mouseClick(asked.ways.button(way), LEFT, pos=asked.ways.button(way).rect().center())
    asked.ways.button(way).setChecked(True)
    click(qtbot, asked.import_button)
    qtbot.waitUntil(lambda: "added" in dialog.message.text())
    found = stored(qtbot, desk)
    assert found["Thanks"] == text
    assert found["New"] == "n"
    assert ("Thanks (2)" in found) is (way == 2)


def test_all_are_written_to_a_file(qtbot: QtBot, dialog: SavedDialog, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    dialog.files.write(file)
    qtbot.waitUntil(lambda: "3 saved replies written" in dialog.message.text())
    assert '"Refund","Refund {order}."' in file.read_text("utf-8-sig")
    dialog.files.write(tmp_path / "no" / "out.csv")
    qtbot.waitUntil(lambda: "3 saved" not in dialog.message.text())


def test_without_any_it_says_what_they_are(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.window.saved.manage()
    dialog = opened(desk)
    qtbot.waitUntil(lambda: dialog.frame.count.text() == "0 saved replies")
    assert not dialog.editor.isVisible()
    click(qtbot, dialog.frame.new_button)
    assert dialog.editor.isVisible()
