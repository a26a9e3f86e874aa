"""The pages of the list: never those of another view."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.store import location
from tests.ui.conftest import NOW, OpenDesk, names
from ui.app import Application

CTRL = Qt.KeyboardModifier.ControlModifier


def fill(world: MemoryWorld) -> None:
    for number in range(150):
        at = NOW - timedelta(hours=1, minutes=number)
        world.add_post(world.add_user(f"user{number}"), "@Shop hello", at=at)


def block_reader(desk: Application) -> threading.Event:
    go = threading.Event()
    desk.lanes.reader.submit(lambda _: go.wait(5))
    return go


def test_scrolling_on_while_another_view_is_read_brings_no_page_of_the_old_one(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    fill(world)
    desk = open_desk()
    assert len(names(desk)) == 100
    go = block_reader(desk)
    qtbot.keyClick(desk.window, Qt.Key.Key_2, CTRL)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_End)
    go.set()
    qtbot.waitUntil(lambda: names(desk) == [])


def test_late_next_page_of_another_view_is_not_shown(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    fill(world)
    desk = open_desk()
    go = block_reader(desk)
    desk.window.inbox.list.scrollToBottom()
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_End)
    qtbot.keyClick(desk.window, Qt.Key.Key_2, CTRL)
    go.set()
    qtbot.waitUntil(lambda: names(desk) == [])
    with qtbot.waitSignal(desk.lanes.reader._home):
        desk.lanes.reader.submit(lambda _: None, lambda _: None)
    assert names(desk) == []


def test_next_page_that_could_not_be_read_can_be_asked_for_again(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld, tmp_path: Path
) -> None:
    fill(world)
    desk = open_desk()

    def rename(before: str, after: str) -> None:
        with closing(sqlite3.connect(tmp_path / "data" / location.FILE_NAME)) as file:
            file.execute("PRAGMA legacy_alter_table = ON")
            file.execute(f"ALTER TABLE {before} RENAME TO {after}")
            file.commit()

    rename("contacts", "away")
    desk.window.inbox.list.scrollToBottom()
    qtbot.waitUntil(desk.window.status.dismiss.isVisible)
    rename("away", "contacts")
    qtbot.waitUntil(lambda: desk.window.inbox.model.canFetchMore(QModelIndex()))
    bar = desk.window.inbox.list.verticalScrollBar()
    bar.setValue(0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(names(desk)) == 153, timeout=2000)
