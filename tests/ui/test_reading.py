"""What was read and where: the unread line, the reading place, and both after a restart."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.domain.ids import CaseId
from tests.ui.conftest import NOW, OpenDesk, open_case, timeline
from ui.application import Application

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def talk(world: MemoryWorld) -> MemoryWorld:
    """Ada and the shop have written 41 more posts to and fro, each of several lines."""
    ada = world.posts()[0]
    last = ada
    for number in range(41):
        author = world.own if number % 2 else ada.author
        last = world.add_post(
            author,
            f"@Shop {number} " + "and so it goes on for a while and on " * 4,
            at=ada.at + timedelta(seconds=number + 1),
            reply_to=last.remote_id,
        )
    return world


def newest_is(desk: Application, text: str) -> bool:
    return bool(timeline(desk)) and text in timeline(desk)[-1]


def write(world: MemoryWorld, text: str, at: datetime = NOW) -> None:
    ada = next(post.author for post in world.posts() if post.author.handle == "ada_fern")
    last = max(
        (post for post in world.posts() if post.author.handle == "ada_fern"),
        key=lambda post: post.at,
    )
    world.add_post(ada, text, at=at, reply_to=last.remote_id)


def row_is_unread(desk: Application, case_id: CaseId) -> bool:
    place = desk.window.inbox.model.position(case_id)
    row = None if place is None else desk.window.inbox.model.row_at(place)
    return row is not None and row.unread


def opened(desk: Application) -> CaseId:
    assert desk.window.case.row is not None
    return desk.window.case.row.id


def test_a_case_counts_as_read_once_its_end_was_in_sight(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    desk.window.activateWindow()
    case_id = opened(desk)
    qtbot.waitUntil(lambda: not row_is_unread(desk, case_id))
    assert row_is_unread(desk, desk.window.inbox.model.row_at(1).id)  # type: ignore[union-attr]  # it is there


def test_the_place_and_the_unread_line_survive_a_restart(
    qtbot: QtBot, talk: MemoryWorld, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    open_case(qtbot, desk)
    case_id = opened(desk)
    view, bar = desk.window.case.timeline, desk.window.case.timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: not row_is_unread(desk, case_id))
    bar.setValue(bar.maximum() // 2)
    place = view.place()
    assert place[0] is not None
    assert desk.close()

    again = open_desk(desk._folder)
    qtbot.waitUntil(lambda: again.window.case.case is not None)
    assert opened(again) == case_id, "the case that was read last is open"
    assert again.window.case.timeline.place() == place
    assert again.window.case.model.unread_row is None
    assert again.close()

    write(talk, "@Shop is anybody there?")
    once_more = open_desk(desk._folder)
    qtbot.waitUntil(lambda: newest_is(once_more, "is anybody there?"))
    model = once_more.window.case.model
    assert model.unread_row == model.rowCount() - 1
    assert once_more.close()


def test_the_unread_line_stays_while_the_case_is_open(
    qtbot: QtBot, talk: MemoryWorld, desk: Application
) -> None:
    open_case(qtbot, desk)
    case_id = opened(desk)
    qtbot.waitUntil(lambda: not row_is_unread(desk, case_id))
    open_case(qtbot, desk, 1)
    write(talk, "@Shop first")
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: row_is_unread(desk, case_id))
    open_case(qtbot, desk, desk.window.inbox.model.position(case_id) or 0)
    model = desk.window.case.model
    line = model.unread_row
    assert line == model.rowCount() - 1
    qtbot.waitUntil(lambda: not row_is_unread(desk, case_id))
    write(talk, "@Shop second", NOW + timedelta(seconds=1))
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: newest_is(desk, "second"))
    assert model.unread_row == line


def test_marked_as_unread_a_case_stands_out_again(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    case_id = opened(desk)
    qtbot.waitUntil(lambda: not row_is_unread(desk, case_id))
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(lambda: row_is_unread(desk, case_id))
    assert desk.window.case.row is None


def test_where_our_word_is_the_last_nothing_is_marked_as_unread(
    qtbot: QtBot, world: MemoryWorld, open_desk: OpenDesk
) -> None:
    newest = world.posts()[0]
    world.add_post(world.own, "@ada_fern soon", at=NOW, reply_to=newest.remote_id)
    desk = open_desk()
    qtbot.keyClick(desk.window, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 1)
    open_case(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U, CTRL)
    assert "nothing is unread" in desk.window.status.message.text()
    assert desk.window.case.row is not None
