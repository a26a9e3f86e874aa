"""The list: all cases of a view under the scroll bar, searches, and what stands in its place."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.store import location
from tests.ui.conftest import NOW, OpenDesk, names, open_case
from ui.application import Application
from ui.inbox_page import InboxPage

CTRL = Qt.KeyboardModifier.ControlModifier
MANY = 153


def fill(world: MemoryWorld) -> None:
    for number in range(MANY - 3):
        at = NOW - timedelta(hours=1, minutes=number)
        world.add_post(world.add_user(f"user{number}"), "@Shop hello", at=at)


@pytest.fixture
def full(qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld) -> Application:
    """A desk with more cases than a page."""
    fill(world)
    desk = open_desk()
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == MANY)
    return desk


def block_reader(desk: Application) -> threading.Event:
    go = threading.Event()
    desk.lanes.reader.submit(lambda _: go.wait(20))
    return go


def said(inbox: InboxPage) -> list[str]:
    return [label.text() for label in inbox.state.findChildren(QLabel) if label.isVisible()]


def rename(folder: Path, before: str, after: str) -> None:
    with closing(sqlite3.connect(folder / location.FILE_NAME)) as file:
        file.execute("PRAGMA legacy_alter_table = ON")
        file.execute(f"ALTER TABLE {before} RENAME TO {after}")
        file.commit()


def test_end_home_and_the_keys_between_walk_over_all_cases(qtbot: QtBot, full: Application) -> None:
    inbox = full.window.inbox
    case = full.window.case
    qtbot.keyClick(inbox.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: case.row is not None and case.row.name == "user149")
    assert inbox.list.in_sight()[1] == MANY - 1
    qtbot.keyClick(inbox.list, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: case.row is not None and case.row.name == "user148")
    qtbot.keyClick(inbox.list, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: case.row is not None and case.row.name == "Ada Fern")
    assert inbox.list.verticalScrollBar().value() == 0
    qtbot.keyClick(inbox.list, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: case.row is not None and case.row.name == "Ben Moss")
    qtbot.keyClick(inbox.list, Qt.Key.Key_PageDown)
    assert inbox.list.currentIndex().row() > 5
    assert inbox.list.visualRect(inbox.list.currentIndex()).bottom() <= inbox.list.height()


def test_rows_come_where_the_scroll_bar_is_dragged_to(qtbot: QtBot, full: Application) -> None:
    inbox = full.window.inbox
    inbox.list.verticalScrollBar().setValue(inbox.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: "user149" in names(full))


def test_scrolling_on_while_another_view_is_read_brings_no_row_of_the_old_one(
    qtbot: QtBot, full: Application
) -> None:
    go = block_reader(full)
    full.window.inbox.list.scrollToBottom()
    qtbot.keyClick(full.window.inbox.list, Qt.Key.Key_End)
    qtbot.keyClick(full.window, Qt.Key.Key_2, CTRL)
    go.set()
    qtbot.waitUntil(lambda: full.window.inbox.model.rowCount() == 0)
    with qtbot.waitSignal(full.lanes.reader._home):
        full.lanes.reader.submit(lambda _: None, lambda _: None)
    assert names(full) == []
    assert said(full.window.inbox)[0] == "Nothing to wait for"


def test_slow_view_is_announced_by_placeholders(qtbot: QtBot, full: Application) -> None:
    go = block_reader(full)
    inbox = full.window.inbox
    qtbot.keyClick(full.window, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: inbox.list.is_loading)
    assert inbox.list.isVisible()
    go.set()
    qtbot.waitUntil(inbox.state.isVisible)
    assert not inbox.list.is_loading


def test_rows_that_could_not_be_read_are_asked_for_again(
    qtbot: QtBot, full: Application, tmp_path: Path
) -> None:
    listed = full.window.inbox.list
    rename(tmp_path / "data", "contacts", "away")
    with qtbot.waitSignal(full.lanes.reader.trouble):
        listed.scrollToBottom()
    rename(tmp_path / "data", "away", "contacts")
    listed.viewport().update()
    qtbot.waitUntil(lambda: "user149" in names(full))


def test_view_that_cannot_be_read_says_so_in_its_place_and_can_be_tried_again(
    qtbot: QtBot, full: Application, tmp_path: Path
) -> None:
    inbox = full.window.inbox
    rename(tmp_path / "data", "contacts", "away")
    qtbot.keyClick(full.window, Qt.Key.Key_6, CTRL)
    qtbot.waitUntil(lambda: inbox.state.isVisible() and "problem" in said(inbox)[0])
    rename(tmp_path / "data", "away", "contacts")
    (again,) = (one for one in inbox.state.findChildren(QPushButton) if one.isVisible())
    assert again.text() == "Try again"
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: inbox.model.rowCount() == MANY)
    assert inbox.list.isVisible()


def test_search_says_what_it_found_and_esc_leads_back_to_the_view(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    open_case(qtbot, desk, 1)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Slash)
    qtbot.keyClicks(inbox.search_field, "parcel")
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern"])
    assert inbox.search_line.isVisible()
    assert inbox.search_line.said.text() == "1 case for “parcel”"
    assert not inbox.list.currentIndex().isValid()  # the open case is not among them
    assert desk.window.case.row is not None
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    assert not inbox.search_line.isVisible()
    assert desk.window.focusWidget() is inbox.list
    assert inbox.list.currentIndex().row() == 1  # it is again


def test_return_in_the_search_field_opens_the_first_case_found(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    qtbot.keyClick(inbox.list, Qt.Key.Key_Slash)
    qtbot.keyClicks(inbox.search_field, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: desk.window.case.row is not None and desk.window.case.row.name == "Ben Moss"
    )
    assert desk.window.focusWidget() is inbox.list


def test_letters_in_the_list_choose_nothing(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_C)
    assert not desk.window.inbox.list.currentIndex().isValid()


def test_click_below_the_rows_leaves_the_chosen_case_marked(
    qtbot: QtBot, desk: Application
) -> None:
    listed = desk.window.inbox.list
    open_case(qtbot, desk, 1)
    below = listed.viewport().rect().bottomLeft()
    assert not listed.indexAt(below).isValid()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert listed.currentIndex().row() == 1
