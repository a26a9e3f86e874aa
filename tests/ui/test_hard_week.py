"""What an agent does in a hard week, by keys through the real window, from call to solution."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.domain.cases import CaseRow, CaseState
from console.domain.messages import CallNote, Direction, Post
from tests.ui.conftest import NOW, OWN, OpenDesk, names
from tests.ui.given_time import take_a_moment
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


def wait_for(qtbot: QtBot, desk: Application, view: View, cases: int) -> None:
    qtbot.waitUntil(lambda: desk.window.side.model.count(view) == cases)


def take_call(qtbot: QtBot, desk: Application, clock: Clock) -> CaseRow:
    """Note a call of somebody nobody knows, with a promise; return its case."""
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
    qtbot.waitUntil(lambda: desk.window.case.case is not None)
    qtbot.waitUntil(lambda: view(desk).row.name == "Dora Kell")
    (call,) = view(desk).messages
    assert isinstance(call, CallNote)
    assert call.duration_s == 240
    assert [promise.what for promise in view(desk).promises] == ["ring back"]
    return view(desk).row


def link_handle(qtbot: QtBot, desk: Application) -> None:
    """Link what she said on the call: who she is on the network."""
    press(qtbot, desk, Key.Key_Escape)
    press(qtbot, desk, Key.Key_L)
    dialog = link_dialog(qtbot, desk)
    write(qtbot, dialog, "@dora_kell", "@dora_kell")
    choose_basis(qtbot, dialog)
    link(qtbot, dialog)
    qtbot.waitUntil(lambda: view(desk).row.handle == "dora_kell")


def answer(qtbot: QtBot, desk: Application, world: MemoryWorld) -> None:
    posts = len(world.posts())
    press(qtbot, desk, Key.Key_R)
    editor = desk.window.case.composer.editor
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "Dora, a new parcel leaves us today. I ring you tomorrow at nine.")
    qtbot.keyClick(editor, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(world.posts()) == posts + 1)
    qtbot.waitUntil(lambda: view(desk).row.state is CaseState.WAITING)
    newest = view(desk).messages[-1]
    assert isinstance(newest, Post)
    assert newest.direction is Direction.OUT


def snooze(qtbot: QtBot, desk: Application, till: str) -> None:
    press(qtbot, desk, Key.Key_S)
    dialog = opened(qtbot, desk, SnoozeDialog)
    qtbot.keyClicks(dialog.field, till)
    qtbot.keyClick(dialog.field, Key.Key_Return)


def test_call_then_mention_then_answer_promise_and_snooze_are_one_case(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld, clock: Clock
) -> None:
    desk = open_desk(now=clock)
    called = take_call(qtbot, desk, clock)
    link_handle(qtbot, desk)

    # Nobody rings back; three hours later she complains in public.
    clock.at += timedelta(hours=3)
    dora = world.add_user("dora_kell", "Dora Kell")
    world.add_post(dora, "@Shop nine days and NO call back", at=clock.at - timedelta(seconds=20))
    sync(qtbot, desk)
    qtbot.waitUntil(lambda: len(view(desk).messages) == 2)
    assert view(desk).row.id == called.id, "the call and the mention are one case"
    assert view(desk).row.called_first
    assert "called first" in case_words.spoken(view(desk).row, clock())
    header = desk.window.case.header
    qtbot.waitUntil(lambda: "1 call" in header.story.text())
    for told in ("before the post", "ring back", "not kept"):
        assert told in header.story.text()

    answer(qtbot, desk, world)

    # It sleeps till then, and comes back by itself.
    press(qtbot, desk, Key.Key_Escape)
    desk.window.inbox.list.setFocus()
    snooze(qtbot, desk, "in 2 h")
    wait_for(qtbot, desk, View.SNOOZED, 1)
    go_to(qtbot, desk, Key.Key_S)
    qtbot.waitUntil(lambda: names(desk) == ["Dora Kell"])
    clock.at += timedelta(hours=2, minutes=1)
    sync(qtbot, desk)
    wait_for(qtbot, desk, View.SNOOZED, 0)
    go_to(qtbot, desk, Key.Key_N)
    qtbot.waitUntil(lambda: "Dora Kell" in names(desk))
    assert rows(desk)["Dora Kell"].snoozed_until is not None


def undone(qtbot: QtBot, desk: Application) -> int:
    """Return how many acts were taken back, as the journal says."""
    found: list[int] = []
    desk.lanes.writer.submit(
        lambda core: sum(entry.undone_at is not None for entry in core.acts.newest()),
        found.append,
        receiver=desk.window,
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def solve_one_by_one(qtbot: QtBot, desk: Application, cases: int) -> None:
    """Resolve cases, each with a word on how; the next is open by then."""
    left = desk.window.side.model.count(View.NEEDS_REPLY)
    press(qtbot, desk, Key.Key_J)
    for number in range(1, cases + 1):
        qtbot.waitUntil(lambda: desk.window.case.case is not None)
        press(qtbot, desk, Key.Key_E)
        line = desk.window.case.resolving
        qtbot.waitUntil(line.field.hasFocus)
        qtbot.keyClicks(line.field, "told how")
        qtbot.keyClick(line.field, Key.Key_Return)
        wait_for(qtbot, desk, View.NEEDS_REPLY, left - number)


def mark(qtbot: QtBot, desk: Application, cases: int) -> None:
    press(qtbot, desk, Key.Key_X)
    for _ in range(cases - 1):
        press(qtbot, desk, Key.Key_J, SHIFT)
    assert len(desk.window.inbox.marked) == cases


def test_thirty_cases_are_triaged_by_keyboard_alone_and_all_of_it_is_undone(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        author = world.add_user(f"customer_{number:02}", f"Customer {number:02}")
        world.add_post(author, f"@Shop help {number}", at=NOW - timedelta(minutes=60 + number))
    desk = open_desk()
    press(qtbot, desk, Key.Key_Escape)
    solve_one_by_one(qtbot, desk, 9)
    for number in range(1, 6):
        snooze(qtbot, desk, "fri 9am")
        wait_for(qtbot, desk, View.SNOOZED, number)

    # Ten have the same root: marked, then one key for all of them.
    mark(qtbot, desk, 10)
    press(qtbot, desk, Key.Key_T)
    choose(qtbot, desk, "delivery")
    qtbot.waitUntil(lambda: sum(r.touchpoint == "delivery" for r in rows(desk).values()) == 10)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    qtbot.waitUntil(line.field.hasFocus)
    qtbot.keyClick(line.field, Key.Key_Return)
    wait_for(qtbot, desk, View.RESOLVED, 19)

    # What is left is spam.
    qtbot.waitUntil(lambda: len(names(desk)) == 9)
    press(qtbot, desk, Key.Key_A, CTRL)
    assert len(desk.window.inbox.marked) == 9
    take_a_moment(monkeypatch)
    press(qtbot, desk, Key.Key_Exclam)
    wait_for(qtbot, desk, View.NEEDS_REPLY, 0)

    # And all of it is taken back, one key an act.
    for number in range(1, 9 + 5 + 2 + 1 + 1):
        press(qtbot, desk, Key.Key_Z, CTRL)
        assert undone(qtbot, desk) == number
    wait_for(qtbot, desk, View.NEEDS_REPLY, 33)
    qtbot.waitUntil(lambda: len(names(desk)) == 33)
    qtbot.waitUntil(
        lambda: not any(row.touchpoint or row.snoozed_until for row in rows(desk).values())
    )
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: said(desk) == "There is nothing to undo.")
