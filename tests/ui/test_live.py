"""While posts come in: nothing moves under the person's hands, and news is told."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk.cases import Cases
from console.domain.ids import CaseId
from console.domain.listing import KeyColumns
from console.errors import DeskError
from tests.ui.conftest import NOW, OpenDesk, names, open_case
from tests.ui.given_acts import resolve
from ui import list_filler
from ui.application import Application
from ui.case_keys import Listed, Relisted, relisted
from ui.side_view import View

OLD = 40


@pytest.fixture
def live(qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld) -> Application:
    """A desk with a list that is longer than the window."""
    for number in range(OLD):
        at = NOW - timedelta(hours=1 + number)
        world.add_post(world.add_user(f"old{number}"), "@Shop hello", at=at)
    desk = open_desk()
    assert desk.window.inbox.model.rowCount() == OLD + 3
    return desk


def point(qtbot: QtBot, desk: Application, place: int) -> None:
    listed = desk.window.inbox.list
    at = listed.visualRect(listed.cases.index(place)).center()
    qtbot.mouseMove(listed.viewport(), at + QPoint(3, 3))
    qtbot.mouseMove(listed.viewport(), at)
    qtbot.waitUntil(lambda: listed.pointer_inside)


def point_away(qtbot: QtBot, desk: Application) -> None:
    listed = desk.window.inbox.list
    qtbot.mouseMove(desk.window.side, QPoint(20, desk.window.side.height() - 20))
    if listed.pointer_inside:  # a platform without a pointer of its own
        QApplication.sendEvent(listed.viewport(), QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not listed.pointer_inside)


def come(world: MemoryWorld, *handles: str) -> None:
    for handle in handles:
        world.add_post(world.add_user(handle), "@Shop hello", at=datetime.now(UTC))


def sync(qtbot: QtBot, desk: Application, listed: int) -> None:
    """Sync, and wait till the side and the list have it."""
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: desk.window.side.model.count(View.NEEDS_REPLY) == listed)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() >= listed)


def tops(desk: Application) -> dict[CaseId, int]:
    """Returns where the rows in sight are."""
    listed = desk.window.inbox.list
    first, last = listed.in_sight()
    found = {}
    for place in range(first, last + 1):
        case_id = listed.cases.id_at(place)
        assert case_id is not None
        found[case_id] = listed.visualRect(listed.cases.index(place)).top()
    return found


@contextmanager
def nothing_moves(desk: Application) -> Iterator[None]:
    before = tops(desk)
    yield
    after = tops(desk)
    assert {one: after.get(one) for one in before} == before


def test_new_cases_are_seen_at_once_at_the_top(
    qtbot: QtBot, live: Application, world: MemoryWorld
) -> None:
    come(world, "newest")
    sync(qtbot, live, OLD + 4)
    assert names(live)[0] == "newest"
    assert live.window.inbox.list.verticalScrollBar().value() == 0
    assert not live.window.inbox.pill.isVisible()


def test_rows_under_the_pointer_stay_and_the_pill_tells_of_those_above(
    qtbot: QtBot, live: Application, world: MemoryWorld
) -> None:
    inbox = live.window.inbox
    point(qtbot, live, 2)
    with nothing_moves(live):
        come(world, "one", "two", "three")
        sync(qtbot, live, OLD + 6)
    assert inbox.pill.isVisible()
    assert inbox.pill.text() == "3 new"
    with nothing_moves(live):
        point_away(qtbot, live)
    qtbot.mouseClick(inbox.pill, Qt.MouseButton.LeftButton)
    assert inbox.list.verticalScrollBar().value() == 0
    assert not inbox.pill.isVisible()
    assert not inbox.list.currentIndex().isValid()  # nothing was chosen by that


def test_case_that_another_post_lifts_waits_till_the_pointer_is_gone(
    qtbot: QtBot, live: Application, world: MemoryWorld
) -> None:
    point(qtbot, live, 0)
    cleo = next(post for post in world.posts() if post.author.handle == "cleo_w")
    with nothing_moves(live):
        world.add_post(cleo.author, "@Shop one more", at=datetime.now(UTC), reply_to=cleo.remote_id)
        qtbot.keyClick(live.window, Qt.Key.Key_F5)
        row_at = live.window.inbox.model.row_at
        qtbot.waitUntil(lambda: (row := row_at(2)) is not None and "one more" in row.snippet)
    point_away(qtbot, live)
    assert names(live)[0] == "Cleo Wells"


def test_resolved_case_under_the_pointer_stays_till_it_is_gone(
    qtbot: QtBot, live: Application
) -> None:
    open_case(qtbot, live, 1)
    point(qtbot, live, 1)
    with nothing_moves(live):
        resolve(qtbot, live)
        qtbot.waitUntil(lambda: live.window.side.model.count(View.RESOLVED) == 1)
        qtbot.waitUntil(lambda: _state(live, 1) == "resolved")
    assert live.window.inbox.list.currentIndex().row() == 2
    point_away(qtbot, live)
    assert "Ben Moss" not in names(live)


def _state(desk: Application, place: int) -> str:
    row = desk.window.inbox.model.row_at(place)
    return "" if row is None else row.state.value


def test_rows_stay_in_a_list_that_does_not_fill_its_room(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    point(qtbot, desk, 1)
    before = tops(desk)
    come(world, "newest")
    sync(qtbot, desk, 4)
    place = desk.window.inbox.model.position
    listed = desk.window.inbox.list
    for one, top in before.items():
        assert listed.visualRect(listed.cases.index(place(one) or 0)).top() == top
    assert desk.window.inbox.pill.text() == "1 new"
    point_away(qtbot, desk)
    assert listed.verticalScrollBar().maximum() == 0
    assert not desk.window.inbox.pill.isVisible()


def test_place_in_the_middle_is_kept_and_the_focus_with_it(
    qtbot: QtBot, live: Application, world: MemoryWorld
) -> None:
    window = live.window
    open_case(qtbot, live, 0)
    window.case.composer.editor.setFocus()
    qtbot.keyClicks(window.case.composer.editor, "Hello")
    window.inbox.list.verticalScrollBar().setValue(777)
    with nothing_moves(live):
        come(world, *(f"new{number}" for number in range(5)))
        sync(qtbot, live, OLD + 8)
    assert window.inbox.pill.text() == "5 new"
    assert window.focusWidget() is window.case.composer.editor
    assert window.case.composer.text == "Hello"
    window.inbox.list.verticalScrollBar().setValue(0)
    assert not window.inbox.pill.isVisible()


def test_a_click_does_not_call_one_back_from_where_one_scrolled_since(
    qtbot: QtBot, live: Application
) -> None:
    listed = live.window.inbox.list
    open_case(qtbot, live, 0)
    listed.verticalScrollBar().setValue(777)
    over: list[bool] = []
    QTimer.singleShot(QApplication.doubleClickInterval() + 300, lambda: over.append(True))
    with nothing_moves(live):
        qtbot.waitUntil(lambda: bool(over))


def test_reading_everything_again_moves_nothing(
    qtbot: QtBot, live: Application, world: MemoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counted(listed: Listed, keys: KeyColumns) -> Relisted:
        read.append(len(keys.ids))
        return relisted(listed, keys)

    monkeypatch.setattr(list_filler, "MOST_STALE", 2)
    monkeypatch.setattr(list_filler, "relisted", counted)
    inbox = live.window.inbox
    open_case(qtbot, live, 5)
    chosen = inbox.current_id()
    inbox.list.verticalScrollBar().setValue(300)
    told: list[object] = []
    inbox.case_chosen.connect(told.append)
    with nothing_moves(live):
        come(world, *(f"new{number}" for number in range(8)))
        sync(qtbot, live, OLD + 11)
    assert inbox.current_id() == chosen
    assert not told
    assert inbox.pill.text() == "8 new"
    assert OLD + 11 in read


@pytest.mark.parametrize(("verb", "most_stale"), [("rows", 4_000), ("key_columns", 0)])
def test_a_renewal_that_failed_is_made_up_for_and_told_once(
    qtbot: QtBot,
    live: Application,
    world: MemoryWorld,
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    most_stale: int,
) -> None:
    monkeypatch.setattr(list_filler, "MOST_STALE", most_stale)
    monkeypatch.setattr(list_filler, "FIRST_PAUSE_MS", 1)
    told: list[DeskError] = []
    live.lanes.reader.trouble.connect(told.append)
    left = fail_in_the_reader_lane(monkeypatch, verb, times=3)
    come(world, "newest")
    sync(qtbot, live, OLD + 4)
    assert not left
    qtbot.waitUntil(lambda: names(live)[0] == "newest")
    assert [error.message for error in told] == ["The disk does not answer."]
    assert live.window.notices.isVisible()
    left += [None]
    come(world, "newer")
    sync(qtbot, live, OLD + 5)
    assert len(told) == 2, "a renewal has succeeded in between"


def fail_in_the_reader_lane(monkeypatch: pytest.MonkeyPatch, verb: str, times: int) -> list[None]:
    """Returns how often what renews the list is still to fail."""
    left: list[None] = [None] * times
    carry_out = getattr(Cases, verb)

    def fail_first(*given: Any, **named: Any) -> Any:
        here = threading.current_thread().name == "lane-reader"
        if here and (verb == "key_columns" or named.get("ids")) and left:
            left.pop()
            raise DeskError("The disk does not answer.")
        return carry_out(*given, **named)

    monkeypatch.setattr(Cases, verb, fail_first)
    return left


def test_search_field_keeps_the_focus_and_its_words_while_the_list_changes(
    qtbot: QtBot, live: Application, world: MemoryWorld
) -> None:
    inbox = live.window.inbox
    qtbot.keyClick(inbox.list, Qt.Key.Key_Slash)
    qtbot.keyClicks(inbox.search_field, "hello")
    qtbot.waitUntil(lambda: inbox.search_line.said.text() == f"{OLD} cases for “hello”")
    inbox.list.verticalScrollBar().setValue(200)
    with nothing_moves(live):
        come(world, "newest")
        qtbot.keyClick(inbox.search_field, Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: inbox.model.rowCount() == OLD + 1)
    assert live.window.focusWidget() is inbox.search_field
    assert inbox.search_field.text() == "hello"
    assert inbox.search_line.said.text() == f"{OLD + 1} cases for “hello”"
