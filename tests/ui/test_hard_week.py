"""What an agent does in a hard week, by keys through the real window, from call to solution."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.domain.cases import CaseRow, CaseState
from console.domain.messages import CallNote, Direction, Post
from tests.ui.conftest import NOW, OWN, OpenDesk, connect_and_sync, names
from tests.ui.test_case_acts import choose, opened, press, said, view
from tests.ui.test_people import choose_basis, link, link_dialog, write
from ui import case_words
from ui.application import Application
from ui.snooze_dialog import SnoozeDialog
from ui.views import View

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Clock:
    """A clock that stands till it is set."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> MemoryWorld:
    """Three customers, on a network whose time is the desk's."""
    world = MemoryWorld(OWN, clock=clock)
    for minutes, handle, name in (
        (10, "ada_fern", "Ada"),
        (20, "ben", "Ben"),
        (30, "cleo", "Cleo"),
    ):
        at = NOW - timedelta(minutes=minutes)
        world.add_post(world.add_user(handle, name), "@Shop where is it", at=at)
    return world


def rows(desk: Application) -> dict[str, CaseRow]:
    model = desk.window.inbox.model
    found = (model.row_at(place) for place in range(model.rowCount()))
    return {row.name: row for row in found if row is not None}


def sync(qtbot: QtBot, desk: Application) -> None:
    press(qtbot, desk, Key.Key_F5)
    qtbot.waitUntil(lambda: not desk.courier.syncing)


def go_to(qtbot: QtBot, desk: Application, letter: Qt.Key) -> None:
    """Go to a view by G and its letter."""
    press(qtbot, desk, Key.Key_Escape)
    press(qtbot, desk, Key.Key_G)
    press(qtbot, desk, letter)


def test_call_then_mention_then_answer_promise_and_snooze_are_one_case(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld, clock: Clock
) -> None:
    desk = open_desk(now=clock)
    # The phone rings: nobody we know. One key, and the clock runs.
    press(qtbot, desk, Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: len(desk.window.calls.notes) == 1)
    (note,) = desk.window.calls.notes.values()
    qtbot.waitUntil(note.isActiveWindow)
    qtbot.keyClicks(note.form.contact.field, "Dora Kell")
    qtbot.keyClicks(note.form.number.field, "+44 20 7946 0018")
    qtbot.keyClicks(note.form.text, "Parcel lost, nine days.")
    clock.at += timedelta(minutes=4)
    note.form.promise.what.setFocus()
    qtbot.keyClicks(note.form.promise.what, "ring back")
    note.form.promise.due.setFocus()
    qtbot.keyClicks(note.form.promise.due, "in 2 h")
    qtbot.keyClick(note.form.promise.due, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not desk.window.calls.notes)
    qtbot.waitUntil(
        lambda: desk.window.case.case is not None and view(desk).row.name == "Dora Kell"
    )
    called = view(desk)
    (call,) = called.messages
    assert isinstance(call, CallNote)
    assert call.duration_s == 240
    assert [promise.what for promise in called.promises] == ["ring back"]

    # She said that she is @dora_kell: L links it, on that ground.
    press(qtbot, desk, Key.Key_Escape)
    press(qtbot, desk, Key.Key_L)
    dialog = link_dialog(qtbot, desk)
    write(qtbot, dialog, "@dora_kell", "@dora_kell")
    choose_basis(qtbot, dialog)
    link(qtbot, dialog)
    qtbot.waitUntil(lambda: view(desk).row.handle == "dora_kell")

    # Nobody rings back; three hours later she complains in public.
    clock.at += timedelta(hours=3)
    dora = world.add_user("dora_kell", "Dora Kell")
    world.add_post(dora, "@Shop nine days and NO call back", at=clock.at - timedelta(seconds=20))
    sync(qtbot, desk)
    qtbot.waitUntil(lambda: len(view(desk).messages) == 2)
    assert view(desk).row.id == called.row.id, "the call and the mention are one case"
    row = view(desk).row
    assert row.called_first
    assert [text for text, _ in case_words.chips(row, CaseState.NEEDS_REPLY)][-1] != ""
    qtbot.waitUntil(lambda: "1 call" in desk.window.case.header.story.text())
    story = desk.window.case.header.story.text()
    assert "before the post" in story
    assert "ring back" in story
    assert "not kept" in story

    # R answers, in words that say when.
    press(qtbot, desk, Key.Key_R)
    editor = desk.window.case.composer.editor
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "Dora, a new parcel leaves us today. I ring you tomorrow at nine.")
    qtbot.keyClick(editor, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(world.posts()) == 5)
    qtbot.waitUntil(lambda: view(desk).row.state is CaseState.WAITING)
    answer = view(desk).messages[-1]
    assert isinstance(answer, Post)
    assert answer.direction is Direction.OUT

    # S lets it sleep till then, and it comes back by itself.
    press(qtbot, desk, Key.Key_Escape)
    desk.window.inbox.list.setFocus()
    press(qtbot, desk, Key.Key_S)
    snooze = opened(qtbot, desk, SnoozeDialog)
    qtbot.keyClicks(snooze.field, "in 2 h")
    qtbot.keyClick(snooze.field, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.side.model.count(View.SNOOZED) == 1)
    go_to(qtbot, desk, Key.Key_S)
    qtbot.waitUntil(lambda: names(desk) == ["Dora Kell"])
    clock.at += timedelta(hours=2, minutes=1)
    sync(qtbot, desk)
    qtbot.waitUntil(lambda: desk.window.side.model.count(View.SNOOZED) == 0)
    go_to(qtbot, desk, Key.Key_N)
    qtbot.waitUntil(lambda: "Dora Kell" in names(desk))
    assert rows(desk)["Dora Kell"].snoozed_until is not None


def undone(desk: Application) -> int:
    """Return how many acts were taken back, as the journal says."""
    found: list[int] = []
    desk.lanes.writer.submit(
        lambda core: sum(entry.undone_at is not None for entry in core.acts.newest()),
        found.append,
        receiver=desk.window,
    )
    QTest.qWait(1)
    return found[0] if found else -1


def with_thirty(world: MemoryWorld) -> None:
    for number in range(30):
        author = world.add_user(f"customer_{number:02}", f"Customer {number:02}")
        world.add_post(author, f"@Shop help {number}", at=NOW - timedelta(minutes=60 + number))


def test_thirty_cases_are_triaged_by_keyboard_alone_and_all_of_it_is_undone(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    with_thirty(world)
    desk = open_desk(set_up=connect_and_sync)
    counts = desk.window.side.model
    assert counts.count(View.NEEDS_REPLY) == 33
    press(qtbot, desk, Key.Key_Escape)
    acts = 0
    # Nine are solved one by one, each with a word on how; the next is open by then.
    press(qtbot, desk, Key.Key_J)
    for number in range(9):
        qtbot.waitUntil(lambda: desk.window.case.case is not None)
        press(qtbot, desk, Key.Key_E)
        line = desk.window.case.resolving
        qtbot.waitUntil(line.field.hasFocus)
        qtbot.keyClicks(line.field, "told how")
        qtbot.keyClick(line.field, Key.Key_Return)
        qtbot.waitUntil(lambda n=number: counts.count(View.NEEDS_REPLY) == 32 - n)
        acts += 1
    # Five sleep till Friday.
    for number in range(5):
        press(qtbot, desk, Key.Key_S)
        snooze = opened(qtbot, desk, SnoozeDialog)
        qtbot.keyClicks(snooze.field, "fri 9am")
        qtbot.keyClick(snooze.field, Key.Key_Return)
        qtbot.waitUntil(lambda n=number: counts.count(View.SNOOZED) == n + 1)
        acts += 1
    # Ten have the same root: marked, then one key for all of them.
    press(qtbot, desk, Key.Key_X)
    for _ in range(9):
        press(qtbot, desk, Key.Key_J, SHIFT)
    assert len(desk.window.inbox.marked) == 10
    press(qtbot, desk, Key.Key_T)
    choose(qtbot, desk, "delivery")
    qtbot.waitUntil(lambda: sum(r.touchpoint == "delivery" for r in rows(desk).values()) == 10)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    qtbot.waitUntil(line.field.hasFocus)
    qtbot.keyClick(line.field, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: counts.count(View.RESOLVED) == 19)
    acts += 2
    # What is left is spam.
    press(qtbot, desk, Key.Key_A, CTRL)
    left = len(desk.window.inbox.marked)
    assert left == counts.count(View.NEEDS_REPLY) == 33 - 9 - 5 - 10
    press(qtbot, desk, Key.Key_Exclam, SHIFT)
    qtbot.waitUntil(lambda: counts.count(View.NEEDS_REPLY) == 0)
    acts += 1
    # And all of it is taken back, one key an act.
    for number in range(acts):
        press(qtbot, desk, Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda n=number: undone(desk) == n + 1)
    qtbot.waitUntil(lambda: counts.count(View.NEEDS_REPLY) == 33)
    assert not any(row.touchpoint or row.snoozed_until for row in rows(desk).values())
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: said(desk) == "There is nothing to undo.")
