"""Marks: set by keys and clicks, kept as rows move, acted on as one; the order of the list."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.domain.cases import CaseState, Order
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.priority import Priority
from tests.ui.conftest import NOW, OpenDesk, names, open_case
from tests.ui.test_models import case, ids, renew
from ui import list_order
from ui.application import Application
from ui.inbox_model import MARKED, InboxModel
from ui.inbox_page import InboxPage
from ui.marks_bar import MarksBar, acts_of, fitting
from ui.marks_keeper import Marks
from ui.marks_sign import GUTTER
from ui.theme import Theme
from ui.views import View

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MANY = 150


@pytest.fixture
def listed(qapp: object) -> InboxModel:
    model = InboxModel(lambda: NOW)
    model.show_rows([case(n) for n in range(1, 9)])
    return model


@pytest.fixture
def marks(listed: InboxModel) -> Marks:
    return Marks(listed)


def every(marks: Marks) -> tuple[int, ...]:
    return marks.ids(only_listed=True)


def test_marks_are_told_in_the_order_of_the_list(marks: Marks, listed: InboxModel) -> None:
    for number in (5, 2, 7):
        marks.toggle(CaseId(number))
    assert every(marks) == (2, 5, 7)
    renew(listed, case(7, 0))
    assert every(marks) == (7, 2, 5)
    marks.toggle(CaseId(2))
    assert every(marks) == (7, 5)
    assert [listed.index(n).data(MARKED) for n in range(3)] == [True, False, False]


def test_marks_are_spoken_and_painted(marks: Marks, listed: InboxModel) -> None:
    told: list[None] = []
    listed.dataChanged.connect(lambda: told.append(None))
    marks.toggle(CaseId(1))
    assert told
    said = listed.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("marked, Customer 1")
    assert not listed.index(1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("marked")


def test_extending_back_takes_the_marks_back_that_were_set_on_the_way(marks: Marks) -> None:
    marks.toggle(CaseId(7))
    marks.extend(CaseId(2), CaseId(3))
    marks.extend(CaseId(3), CaseId(4))
    assert every(marks) == (2, 3, 4, 7)
    marks.extend(CaseId(4), CaseId(3))
    assert every(marks) == (2, 3, 7)
    marks.extend(CaseId(3), CaseId(2))
    marks.extend(CaseId(2), CaseId(1))
    assert every(marks) == (1, 2, 7)


def test_extending_goes_on_elsewhere_after_the_person_moved(marks: Marks) -> None:
    marks.extend(CaseId(1), CaseId(2))
    marks.extend(CaseId(5), CaseId(6))
    assert every(marks) == (1, 2, 5, 6)


def test_range_reaches_from_the_case_marked_last(marks: Marks) -> None:
    marks.toggle(CaseId(6))
    marks.extend_to(CaseId(4), otherwise=CaseId(1))
    assert every(marks) == (4, 5, 6)
    marks.extend_to(CaseId(7), otherwise=CaseId(1))
    assert every(marks) == (6, 7)


def test_range_begins_at_the_open_case_where_none_was_marked(marks: Marks) -> None:
    marks.extend_to(CaseId(3), otherwise=CaseId(2))
    assert every(marks) == (2, 3)


def test_mark_of_a_case_that_left_the_list_ends_and_is_told(
    marks: Marks, listed: InboxModel
) -> None:
    marks.put_all(listed.ids())
    renew(listed, gone=(3, 4))
    marks.look()
    assert every(marks) == (1, 2, 5, 6, 7, 8)
    assert marks.left == 2
    marks.toggle(CaseId(1))
    assert marks.left == 0  # the person has seen it


def test_mark_goes_with_a_case_into_the_one_that_it_was_joined_into(
    marks: Marks, listed: InboxModel
) -> None:
    marks.toggle(CaseId(3))
    listed.follow(CaseId(3), replace(case(30), state=CaseState.WAITING))
    marks.follow(CaseId(3), CaseId(30))
    listed.remove(CaseId(3))
    marks.look()
    assert every(marks) == (30,)
    assert marks.left == 0


def test_marks_survive_a_list_of_which_only_the_first_page_is_there(
    marks: Marks, listed: InboxModel
) -> None:
    marks.put_all(listed.ids())
    listed.show_rows([case(n) for n in (1, 2)])
    assert marks.ids(only_listed=False) == tuple(range(1, 9))


def test_order_of_urgency_is_kept_by_the_model(listed: InboxModel) -> None:
    rows = [replace(case(n), urgency_ms=urgency) for n, urgency in ((4, 1), (2, 5), (1, 9))]
    listed.show_rows(rows, lambda row: -row.urgency_ms)
    assert ids(listed) == [4, 2, 1]
    assert renew(listed, replace(case(2), urgency_ms=5, has_draft=True)) == []  # in its place
    listed.hold(CaseId(1))
    renew(listed, replace(case(1), urgency_ms=0), replace(case(4), urgency_ms=7))
    assert ids(listed) == [2, 4, 1]  # the open one stays
    listed.hold(None)
    assert ids(listed) == [1, 2, 4]


def test_bar_shows_as_many_acts_as_have_room() -> None:
    assert fitting([50, 50, 50], 150, 40) == 3
    assert fitting([50, 50, 50], 149, 40) == 2
    assert fitting([50, 50, 50], 100, 40) == 1
    assert fitting([50], 30, 40) == 0


def test_acts_suit_the_view() -> None:
    assert acts_of(View.NEEDS_REPLY)[0] == "resolve"
    assert acts_of(View.SNOOZED)[:2] == ("reopen", "resolve")
    assert acts_of(View.RESOLVED)[0] == "reopen"
    assert "resolve" not in acts_of(View.RESOLVED)
    assert set(acts_of(None)) == set(acts_of(View.ALL))


# In the window, as a person


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


def marked(desk: Application) -> list[str]:
    """Returns the names of the marked cases, as they are listed."""
    model = desk.window.inbox.model
    places = [n for n in range(model.rowCount()) if model.index(n).data(MARKED)]
    return [row.name for n in places if (row := model.row_at(n)) is not None]


def click(
    qtbot: QtBot,
    inbox: InboxPage,
    place: int,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    x: int | None = None,
) -> None:
    area = inbox.list.visualRect(inbox.model.index(place))
    pos = area.center() if x is None else QPoint(x, area.center().y())
    button = Qt.MouseButton.LeftButton
    qtbot.mouseClick(inbox.list.viewport(), button, modifiers, pos=pos)


def bar_of(inbox: InboxPage) -> MarksBar:
    assert inbox.top.bar.isVisible()
    return inbox.top.bar


def act(qtbot: QtBot, desk: Application, do: Callable[[Desk], Changes]) -> None:
    """Does what a person's act does: writes, and lets the window show it."""
    with qtbot.waitSignal(desk.lanes.writer._home):
        desk.lanes.writer.submit(do, desk.window.take)


def resolve_marked(qtbot: QtBot, desk: Application) -> Sequence[CaseId]:
    inbox = desk.window.inbox
    wanted = inbox.marked
    desk.lanes.writer.submit(
        lambda desk: desk.triage.resolve(wanted, skipped=True), desk.window.take
    )
    inbox.leave(*wanted)
    return wanted


def test_shift_and_arrows_mark_and_the_bar_stands_in_the_place_of_the_field(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    open_case(qtbot, desk, 0)
    top = inbox.list.mapTo(desk.window, QPoint(0, 0))
    assert not inbox.marked
    qtbot.keyClick(inbox.list, Qt.Key.Key_Down, SHIFT)
    assert marked(desk) == ["Ada Fern", "Ben Moss"]
    assert inbox.list.currentIndex().row() == 1
    assert bar_of(inbox).said.text() == "2 marked"
    assert not inbox.search_field.isVisible()
    desk.window.grab()  # lays out
    assert inbox.list.mapTo(desk.window, QPoint(0, 0)) == top  # no row moved under the pointer
    qtbot.keyClick(inbox.list, Qt.Key.Key_Up, SHIFT)
    assert marked(desk) == ["Ada Fern"]
    qtbot.keyClick(inbox.list, Qt.Key.Key_Escape)
    assert inbox.marked == ()
    assert inbox.search_field.isVisible()
    assert not inbox.top.bar.isVisible()


def test_x_and_shift_j_mark(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    open_case(qtbot, desk, 0)
    qtbot.keyClick(desk.window, Qt.Key.Key_X)
    qtbot.keyClick(desk.window, Qt.Key.Key_J)
    assert marked(desk) == ["Ada Fern"]  # to go on keeps what is marked
    qtbot.keyClick(desk.window, Qt.Key.Key_J, SHIFT)
    assert marked(desk) == ["Ada Fern", "Ben Moss", "Cleo Wells"]
    qtbot.keyClick(desk.window, Qt.Key.Key_X)
    assert marked(desk) == ["Ada Fern", "Ben Moss"]
    assert inbox.marked == tuple(inbox.model.ids(0, 1))


def test_clicks_mark_and_open_nothing(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    open_case(qtbot, desk, 0)
    click(qtbot, inbox, 2, CTRL)
    assert marked(desk) == ["Cleo Wells"]
    click(qtbot, inbox, 1, SHIFT)
    assert marked(desk) == ["Ben Moss", "Cleo Wells"]
    click(qtbot, inbox, 1, CTRL)
    assert marked(desk) == ["Cleo Wells"]
    click(qtbot, inbox, 0, x=GUTTER // 2)
    assert marked(desk) == ["Ada Fern", "Cleo Wells"]
    assert desk.window.case.row is not None
    assert desk.window.case.row.name == "Ada Fern"
    with qtbot.waitSignal(desk.window.case.opened):
        click(qtbot, inbox, 1)  # a plain click opens, and unmarks nothing
    assert marked(desk) == ["Ada Fern", "Cleo Wells"]


def test_hand_that_shakes_at_a_click_that_marks_opens_nothing(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    view, button = inbox.list.viewport(), Qt.MouseButton.LeftButton
    first, second = (inbox.list.visualRect(inbox.model.index(n)).center() for n in (0, 1))
    qtbot.mousePress(view, button, CTRL, pos=first)
    for place in (first + QPoint(3, 3), second):
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(view.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            button,
            CTRL,
        )
        QApplication.sendEvent(view, moved)
    qtbot.mouseRelease(view, button, CTRL, pos=second)
    assert marked(desk) == ["Ada Fern"]
    assert not inbox.list.currentIndex().isValid()
    open_case(qtbot, desk, 1)


def test_gutter_shows_under_the_pointer_that_it_can_be_clicked(
    qtbot: QtBot, desk: Application
) -> None:
    view = desk.window.inbox.list.viewport()
    before = view.grab().toImage()
    qtbot.mouseMove(view, QPoint(GUTTER // 2, 20))
    ring = view.grab().toImage()
    qtbot.mouseMove(view, QPoint(5 * GUTTER, 20))
    hovered = view.grab().toImage()
    box = (1, 1, GUTTER - 2, 60)
    assert ring.copy(*box) != hovered.copy(*box)
    assert before != hovered


def test_marked_row_is_drawn_with_a_tick(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    view = inbox.list.viewport()
    click(qtbot, inbox, 1, CTRL)
    area = inbox.list.visualRect(inbox.model.index(1))
    image = view.grab().toImage()
    accent = QColor(desk.window.theme.colour("accent"))
    gutter = [
        image.pixelColor(x, y) for x in range(GUTTER) for y in range(area.top(), area.bottom())
    ]
    assert gutter.count(accent) > 20


def test_all_are_marked_also_those_that_are_not_loaded(qtbot: QtBot, full: Application) -> None:
    inbox = full.window.inbox
    inbox.list.setFocus()
    qtbot.keyClick(inbox.list, Qt.Key.Key_A, CTRL)
    assert len(inbox.marked) == MANY
    assert inbox.marked == tuple(inbox.model.ids())
    assert bar_of(inbox).said.text() == f"{MANY} marked"


def test_all_are_marked_also_where_only_the_first_page_is_there_yet(
    qtbot: QtBot, full: Application
) -> None:
    inbox = full.window.inbox
    with qtbot.waitSignal(inbox.loaded):
        inbox.read()
    assert inbox.model.rowCount() < MANY
    inbox.mark_all()
    assert len(inbox.marked) < MANY
    qtbot.waitUntil(lambda: len(inbox.marked) == MANY)


def test_acting_on_marked_cases_opens_the_next_one_that_is_not_among_them(
    qtbot: QtBot, full: Application
) -> None:
    inbox, window = full.window.inbox, full.window
    open_case(qtbot, full, 3)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Up, SHIFT)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Up, SHIFT)
    following = inbox.model.row_at(4)
    assert following is not None
    with qtbot.waitSignal(window.case.opened):
        done = resolve_marked(qtbot, full)
    assert len(done) == 3
    qtbot.waitUntil(lambda: inbox.model.rowCount() == MANY - 3)
    assert inbox.marked == ()
    assert window.case.row is not None
    assert window.case.row.id == following.id
    assert inbox.current_id() == following.id
    assert inbox.search_field.isVisible()


def test_open_case_stays_where_others_were_acted_on(qtbot: QtBot, full: Application) -> None:
    inbox = full.window.inbox
    open_case(qtbot, full, 0)
    click(qtbot, inbox, 2, CTRL)
    click(qtbot, inbox, 4, SHIFT)
    here = inbox.current_id()
    resolve_marked(qtbot, full)
    qtbot.waitUntil(lambda: inbox.model.rowCount() == MANY - 3)
    assert inbox.current_id() == here


def test_one_undo_brings_all_back_that_were_resolved_at_once(
    qtbot: QtBot, full: Application
) -> None:
    inbox = full.window.inbox
    before = inbox.has_marks
    inbox.mark_all()
    assert (before, inbox.has_marks) == (False, True)
    assert len(resolve_marked(qtbot, full)) == MANY
    qtbot.waitUntil(lambda: inbox.model.rowCount() == 0)
    qtbot.keyClick(full.window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: inbox.model.rowCount() == MANY)
    assert inbox.marked == ()


def test_marks_stay_as_rows_are_renewed_and_move(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    inbox = desk.window.inbox
    click(qtbot, inbox, 2, CTRL)
    cleo = world.add_user("cleo_w", "Cleo Wells")
    world.add_post(cleo, "@Shop and another thing", at=NOW)
    ids = inbox.marked
    act(qtbot, desk, lambda desk: desk.triage.set_touchpoint(ids, "delivery"))
    qtbot.waitUntil(lambda: (row := inbox.model.row_at(2)) is not None and row.touchpoint != "")
    assert marked(desk) == ["Cleo Wells"]
    assert inbox.marked == ids


def test_marked_case_that_is_resolved_elsewhere_is_told_not_acted_on(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    inbox.list.setFocus()
    inbox.mark_all()
    ben = inbox.marked[1]
    act(qtbot, desk, lambda desk: desk.triage.resolve((ben,), skipped=True))
    qtbot.waitUntil(lambda: bar_of(inbox).said.text() == "2 marked, 1 gone")
    assert ben not in inbox.marked
    qtbot.keyClick(inbox.list, Qt.Key.Key_Escape)
    assert not inbox.top.bar.isVisible()


def test_another_view_and_a_search_begin_without_marks(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    inbox.mark_all()
    desk.window.side.choose(View.ALL)
    assert inbox.marked == ()
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    inbox.list.setFocus()
    inbox.mark_all()
    qtbot.keyClick(desk.window, Qt.Key.Key_Slash)
    assert inbox.search_field.isVisible()  # marks do not stand in the way of a search
    assert inbox.search_field.hasFocus()
    qtbot.keyClicks(inbox.search_field, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    assert inbox.marked == ()
    inbox.mark_all()
    assert marked(desk) == ["Ben Moss"]


def test_esc_unmarks_before_it_leaves_a_search(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    inbox.search()
    qtbot.keyClicks(inbox.search_field, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    qtbot.keyClick(inbox.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Escape)
    assert inbox.marked == ()
    assert inbox.query == "charged"
    qtbot.keyClick(inbox.list, Qt.Key.Key_Escape)
    assert inbox.query == ""
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> MarksBar:
    made = MarksBar(Theme(qapp), lambda name: {"resolve": "E", "spam": "!"}.get(name, ""))
    qtbot.addWidget(made)
    made.resize(300, 30)
    made.tell(12, 0, View.NEEDS_REPLY)
    made.show()
    return made


def test_bar_says_acts_with_their_keys_as_far_as_there_is_room(qtbot: QtBot, bar: MarksBar) -> None:
    assert bar.said.text() == "12 marked"
    assert bar.buttons["resolve"].text() == "Resolve  E"
    narrow = [one for one in bar.buttons.values() if one.isVisible()]
    assert bar.more.isVisible()
    bar.resize(1000, 30)
    wide = [one for one in bar.buttons.values() if one.isVisible()]
    assert 0 < len(narrow) < len(wide) == len(acts_of(View.NEEDS_REPLY))
    assert not bar.more.isVisible()
    bar.tell(0, 3, View.NEEDS_REPLY)
    assert bar.said.text() == "3 gone"
    assert not any(one.isVisible() for one in bar.buttons.values())


def test_click_on_the_bar_wants_an_act_by_its_name(qtbot: QtBot, bar: MarksBar) -> None:
    with qtbot.waitSignal(bar.act_wanted) as wanted:
        qtbot.mouseClick(bar.buttons["resolve"], Qt.MouseButton.LeftButton)
    assert wanted.args == ["resolve"]
    with qtbot.waitSignal(bar.unmark_wanted):
        qtbot.mouseClick(bar.leave, Qt.MouseButton.LeftButton)


def test_acts_without_room_stand_in_a_menu(qtbot: QtBot, bar: MarksBar) -> None:
    qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    (menu,) = bar.findChildren(QMenu)
    (spam,) = (one for one in menu.actions() if one.text() == "Spam\t!")
    with qtbot.waitSignal(bar.act_wanted) as wanted:
        spam.trigger()
    assert wanted.args == ["spam"]
    menu.close()


# Order


def test_view_is_listed_by_urgency_and_that_is_kept(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    inbox = desk.window.inbox
    assert inbox.top.order.text() == "Newest"
    cleo = inbox.model.id_at(2)
    assert cleo is not None
    act(qtbot, desk, lambda desk: desk.triage.set_priority((cleo,), Priority.URGENT))
    qtbot.mouseClick(inbox.top.order, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(desk) == ["Cleo Wells", "Ben Moss", "Ada Fern"])
    assert inbox.top.order.text() == "Urgent"
    desk.window.side.choose(View.WAITING)
    assert inbox.top.order.text() == "Newest"  # each view has its own
    desk.window.side.choose(View.NEEDS_REPLY)
    assert inbox.top.order.text() == "Urgent"
    qtbot.waitUntil(lambda: names(desk)[:1] == ["Cleo Wells"])
    inbox.toggle_order()
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern", "Ben Moss", "Cleo Wells"])


def test_first_page_comes_in_the_order_that_was_chosen_before(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    list_order.turned(View.NEEDS_REPLY)
    desk = open_desk()
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    assert desk.window.inbox.top.order.text() == "Urgent"
    assert names(desk) == ["Cleo Wells", "Ben Moss", "Ada Fern"]  # who waits longest


def test_open_case_keeps_its_place_as_it_becomes_urgent(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    inbox.toggle_order()
    qtbot.waitUntil(lambda: names(desk) == ["Cleo Wells", "Ben Moss", "Ada Fern"])
    open_case(qtbot, desk, 2)
    ada = inbox.current_id()
    assert ada is not None
    act(qtbot, desk, lambda desk: desk.triage.set_priority((ada,), Priority.URGENT))
    qtbot.waitUntil(lambda: (row := inbox.model.row_at(2)) is not None and row.priority is not None)
    assert names(desk)[2] == "Ada Fern"
    qtbot.keyClick(desk.window, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: names(desk)[0] == "Ada Fern")


def test_marks_survive_another_order(qtbot: QtBot, full: Application) -> None:
    inbox = full.window.inbox
    last = inbox.model.id_at(MANY - 1)
    first = inbox.model.id_at(0)
    assert last is not None
    assert first is not None
    inbox.list.mark_wanted.emit(last)
    inbox.list.mark_wanted.emit(first)
    inbox.toggle_order()
    assert set(inbox.marked) == {first, last}
    qtbot.waitUntil(lambda: inbox.filler.is_whole)
    assert inbox.model.rowCount() == MANY
    assert inbox.marked == (last, first)


@pytest.mark.parametrize("view", [View.SNOOZED, View.RESOLVED, View.ALL])
def test_view_without_two_orders_offers_none(qtbot: QtBot, desk: Application, view: View) -> None:
    inbox = desk.window.inbox
    with qtbot.waitSignal(inbox.loaded):
        desk.window.side.choose(view)
    assert not inbox.top.order.isVisible()
    inbox.toggle_order()
    assert inbox.order is Order.NEWEST


def test_sleeping_cases_are_listed_by_when_they_wake(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    hours = dict(zip(inbox.model.ids(), (50, 2, 20), strict=True))

    def snooze(desk: Desk) -> Changes:
        for case_id, hour in hours.items():
            desk.triage.snooze((case_id,), NOW + timedelta(hours=hour))
        return Changes.of(cases=hours)

    act(qtbot, desk, snooze)
    qtbot.keyClick(desk.window, Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells", "Ada Fern"])
    qtbot.waitUntil(lambda: desk.window.side.model.count(View.SNOOZED) == 3)
    ada = inbox.model.id_at(2)
    assert ada is not None
    act(qtbot, desk, lambda desk: desk.triage.snooze((ada,), NOW + timedelta(hours=1)))
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern", "Ben Moss", "Cleo Wells"])
