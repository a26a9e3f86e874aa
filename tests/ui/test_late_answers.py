"""Answers of a lane that come late: nothing typed is lost, no act meets another case."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.domain.cases import CaseState
from console.domain.ids import CaseId
from console.errors import NotSummoned
from tests.ui.conftest import NOW, OpenDesk, open_case
from tests.ui.given_acts import resolve
from ui.application import Application
from ui.lanes import Lane
from ui.pending_choices import Act

CTRL = Qt.KeyboardModifier.ControlModifier
Hold = Callable[[Lane], Callable[[], None]]


@pytest.fixture
def hold() -> Iterator[Hold]:
    """Returns a function that stops a lane and returns what lets it go on."""
    gates: list[threading.Event] = []

    def stop(lane: Lane) -> Callable[[], None]:
        gate = threading.Event()
        gates.append(gate)
        lane.submit(lambda _: gate.wait(20))
        return gate.set

    yield stop
    for gate in gates:
        gate.set()


def drafts(qtbot: QtBot, desk: Application, case_id: CaseId) -> str:
    found: list[str] = []
    desk.lanes.writer.submit(
        lambda d: getattr(d.cases.view(case_id).draft, "text", ""), found.append, receiver=desk
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def refused(qtbot: QtBot, desk: Application, connector: MemoryConnector, text: str) -> CaseId:
    """Leave a refused answer in the open case."""
    connector.fail_next("publish", NotSummoned("It mentions nobody of us."))
    case = desk.window.case
    qtbot.keyClicks(case.composer.editor, text)
    qtbot.keyClick(case.composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: (
            case.case is not None
            and any(part.problem for thread in case.case.threads for part in thread.parts)
        )
    )
    assert case.row is not None
    return case.row.id


def take_back(desk: Application) -> None:
    case = desk.window.case.case
    assert case is not None
    desk.window.case.answers.act(Act.CANCEL, case.threads[0])


def test_what_is_typed_while_an_answer_is_taken_back_stands_behind_it(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, hold: Hold
) -> None:
    open_case(qtbot, desk)
    case_id = refused(qtbot, desk, connector, "my first answer")
    go_on = hold(desk.lanes.writer)
    take_back(desk)
    editor = desk.window.case.composer.editor
    qtbot.keyClicks(editor, "typed since")
    desk.window.case.read()  # as after any sync
    qtbot.waitUntil(lambda: not desk.window.case.composer.send_button.isEnabled())
    go_on()
    both = "my first answer\n\ntyped since"
    qtbot.waitUntil(lambda: desk.window.case.composer.text == both)
    qtbot.waitUntil(lambda: drafts(qtbot, desk, case_id) == both)
    assert desk.window.case.composer.send_button.isEnabled()


def test_a_late_taking_back_leaves_the_draft_of_another_case_alone(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, hold: Hold
) -> None:
    open_case(qtbot, desk, 1)
    composer = desk.window.case.composer
    qtbot.keyClicks(composer.editor, "for Ben")
    ben = desk.window.case.row
    assert ben is not None
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: drafts(qtbot, desk, ben.id) == "for Ben")
    ada = refused(qtbot, desk, connector, "my first answer")
    go_on = hold(desk.lanes.writer)
    take_back(desk)
    open_case(qtbot, desk, 1)
    assert composer.text == "for Ben"
    go_on()
    qtbot.waitUntil(lambda: drafts(qtbot, desk, ada) == "my first answer")
    assert composer.text == "for Ben"
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: composer.text == "my first answer")


def test_no_act_meets_the_case_that_was_open_before(
    qtbot: QtBot, world: MemoryWorld, open_desk: OpenDesk, hold: Hold
) -> None:
    for number in range(150):
        author = world.add_user(f"customer_{number}", f"Customer {number}")
        world.add_post(author, "@Shop hello", at=NOW - timedelta(hours=2, minutes=number))
    desk = open_desk()
    inbox = desk.window.inbox
    qtbot.waitUntil(lambda: inbox.model.rowCount() == 153)
    open_case(qtbot, desk)
    ada = desk.window.case.row
    assert ada is not None
    go_on = hold(desk.lanes.reader)
    inbox.list.setFocus()
    qtbot.keyClick(inbox.list, Qt.Key.Key_End)
    assert inbox.list.currentIndex().row() == 152
    qtbot.keyClick(inbox.list, Qt.Key.Key_E)
    go_on()
    qtbot.waitUntil(
        lambda: desk.window.case.row is not None and desk.window.case.row.name == "Customer 149"
    )
    states: list[CaseState] = []
    desk.lanes.writer.submit(
        lambda d: d.cases.rows(ids=(ada.id,))[0].state, states.append, receiver=desk
    )
    qtbot.waitUntil(lambda: states == [CaseState.NEEDS_REPLY])


def test_a_case_that_was_asked_for_does_not_open_over_the_one_chosen_since(
    qtbot: QtBot, desk: Application, hold: Hold
) -> None:
    window = desk.window
    open_case(qtbot, desk, 2)
    cleo = window.case.row
    assert cleo is not None
    resolve(qtbot, desk)
    qtbot.waitUntil(lambda: window.inbox.model.rowCount() == 2)
    go_on = hold(desk.lanes.reader)
    window.open_case(cleo.id)  # which is in another view now
    qtbot.mouseClick(
        window.inbox.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=window.inbox.list.visualRect(window.inbox.model.index(0)).center(),
    )
    with qtbot.waitSignal(window.case.opened):
        go_on()
    done: list[bool] = []
    desk.lanes.reader.submit(lambda _: True, done.append, receiver=desk)
    qtbot.waitUntil(lambda: done == [True])
    assert window.case.row is not None
    assert window.case.row.name == "Ada Fern"


def test_a_long_post_is_unread_until_its_end_was_in_sight(
    qtbot: QtBot, world: MemoryWorld, open_desk: OpenDesk
) -> None:
    nan = world.add_user("nan", "Nan")
    world.add_post(nan, "@Shop\n" + "and then this happened\n" * 50, at=NOW)
    desk = open_desk()
    desk.window.resize(900, 600)
    open_case(qtbot, desk)
    view, bar = desk.window.case.timeline, desk.window.case.timeline.verticalScrollBar()
    assert bar.value() < bar.maximum()
    with qtbot.assertNotEmitted(view.seen, wait=900):
        pass
    with qtbot.waitSignal(view.seen):
        bar.setValue(bar.maximum())
