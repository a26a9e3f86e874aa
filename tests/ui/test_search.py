"""The search in the window: hits, where a query is wrong, what helps while one types."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from tests.ui.conftest import NOW, OpenDesk, names, open_case
from ui import search_history
from ui.application import Application
from ui.inbox_model import HIT
from ui.search_dialog import SearchDialog

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MANY = 120


def look_for(qtbot: QtBot, desk: Application, query: str) -> None:
    """Press / and type, as a person does."""
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_Slash)
    qtbot.keyClicks(desk.window.inbox.search_field, query)


def current(desk: Application) -> str:
    """Returns the piece of the timeline at which one is."""
    view, model = desk.window.case.timeline, desk.window.case.model
    for message in model.messages:
        first, end = view.found.current(message.id)
        if first != end:
            return message.text[first:end]
    return ""


@pytest.fixture
def full(open_desk: OpenDesk, world: MemoryWorld) -> Application:
    """A desk on which one word is found in more cases than a page of hits has."""
    for number in range(MANY):
        at = NOW - timedelta(hours=1, minutes=number)
        world.add_post(world.add_user(f"user{number}"), f"@Shop hello {number}", at=at)
    return open_desk()


def test_a_hit_says_in_what_it_was_found_and_marks_the_words(
    qtbot: QtBot, desk: Application
) -> None:
    look_for(qtbot, desk, "parcel")
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern"])
    index = desk.window.inbox.model.index(0)
    hit = index.data(HIT)
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["parcel"]
    said = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Post, " in said
    assert said.endswith("@Shop my parcel is <b>still</b> not here")


def test_more_hits_come_as_one_scrolls(qtbot: QtBot, full: Application) -> None:
    inbox = full.window.inbox
    look_for(qtbot, full, "hello")
    qtbot.waitUntil(lambda: inbox.search_line.said.text() == "More than 50 cases for “hello”")
    shown = names(full)
    bar = inbox.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: inbox.model.rowCount() == 100)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: inbox.search_line.said.text() == f"{MANY} cases for “hello”")
    assert names(full)[:50] == shown
    assert len(set(inbox.model.ids())) == MANY


def test_a_wrong_query_is_waved_under_and_said_and_the_list_stays(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    top = inbox.list.mapTo(desk.window, QPoint(0, 0))
    qtbot.keyClicks(inbox.search_field, " state:brokn and")
    qtbot.waitUntil(lambda: bool(inbox.search_field.problems))
    (wave,) = inbox.search_field.waves()
    assert inbox.search_field.rect().intersects(wave)
    assert "state:brokn" in inbox.finding.typing.popup.line.text()
    assert "state:brokn" in inbox.search_line.said.text()
    assert names(desk) == ["Ben Moss"]
    assert inbox.list.mapTo(desk.window, QPoint(0, 0)) == top
    for _ in " state:brokn and":
        qtbot.keyClick(inbox.search_field, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: inbox.search_line.said.text() == "1 case for “charged”")
    assert not inbox.search_field.problems
    assert not inbox.finding.typing.is_open


def test_a_query_that_is_wrong_from_the_start_leaves_the_view_as_it_was(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, "state:brokn and")
    qtbot.waitUntil(lambda: bool(inbox.search_field.problems))
    assert len(names(desk)) == 3
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Escape)  # closes what lies below the field
    assert not inbox.finding.typing.is_open
    assert inbox.search_field.text()
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Escape)
    assert not inbox.search_field.text()
    assert not inbox.search_line.isVisible()
    assert len(names(desk)) == 3


def test_tab_takes_an_operator_and_enter_its_value(qtbot: QtBot, desk: Application) -> None:
    inbox, typing = desk.window.inbox, desk.window.inbox.finding.typing
    look_for(qtbot, desk, "fro")
    qtbot.waitUntil(lambda: typing.is_open and typing.popup.texts == ["from:"])
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Tab)
    assert inbox.search_field.text() == "from:"
    assert inbox.search_field.hasFocus()
    qtbot.keyClicks(inbox.search_field, "ben")
    qtbot.waitUntil(lambda: typing.is_open and typing.popup.current == "from:ben_moss")
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    assert inbox.search_field.text() == "from:ben_moss "
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    assert not typing.is_open


def test_enter_leaves_a_word_that_an_operator_begins_with_as_it_was_typed(
    qtbot: QtBot, desk: Application
) -> None:
    inbox, typing = desk.window.inbox, desk.window.inbox.finding.typing
    look_for(qtbot, desk, "ta")
    qtbot.waitUntil(lambda: typing.is_open and typing.popup.texts == ["tag:"])
    assert typing.popup.current is None
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    assert inbox.search_field.text() == "ta"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("(parcel OR", "This parenthesis is not closed."),
        ('"my parcel', "The quotes are not closed."),
    ],
)
def test_enter_calls_wrong_what_is_wrong_as_a_whole(
    qtbot: QtBot, desk: Application, query: str, said: str
) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, query)
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern"])
    assert not inbox.search_field.problems
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(inbox.search_field.problems))
    assert said in inbox.search_line.said.text()
    assert inbox.search_field.hasFocus()
    assert query not in search_history.recent()
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Home)
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not inbox.search_field.problems)


def test_a_wrong_query_leaves_no_word_of_the_one_before(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, "nowhere")
    qtbot.waitUntil(inbox.state.isVisible)
    qtbot.keyClicks(inbox.search_field, " form:lou")
    qtbot.waitUntil(lambda: bool(inbox.search_field.problems))
    assert not inbox.state.isVisible()


def test_a_phrase_is_named_without_quotes_round_its_own(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, '"my parcel"')
    qtbot.waitUntil(lambda: inbox.search_line.said.text() == '1 case for "my parcel"')


def test_an_operator_that_there_is_not_is_told_while_one_types(
    qtbot: QtBot, desk: Application
) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, "form:")
    qtbot.waitUntil(lambda: inbox.filler.shown.query == "form:")
    assert not inbox.search_field.problems
    qtbot.keyClicks(inbox.search_field, "lou")
    qtbot.waitUntil(lambda: bool(inbox.search_field.problems))
    assert "There is no operator “form:”." in inbox.search_line.said.text()


def test_a_question_mark_in_the_empty_field_lists_the_operators(
    qtbot: QtBot, desk: Application
) -> None:
    inbox, typing = desk.window.inbox, desk.window.inbox.finding.typing
    look_for(qtbot, desk, "?")
    assert typing.help.isVisible()
    assert not inbox.search_field.text()
    listed = typing.help.list
    (found,) = listed.findItems("from:handle", Qt.MatchFlag.MatchExactly)
    listed.setCurrentItem(found)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert inbox.search_field.text() == "from:"


def test_searches_that_led_somewhere_come_back_in_the_empty_field(
    qtbot: QtBot, desk: Application
) -> None:
    inbox, typing = desk.window.inbox, desk.window.inbox.finding.typing
    look_for(qtbot, desk, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    qtbot.keyClick(inbox.list, Qt.Key.Key_Slash)
    assert typing.popup.texts == ["charged", "Clear earlier searches"]
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Down)
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])


def test_searches_of_before_are_cleared_where_they_are_shown(
    qtbot: QtBot, desk: Application
) -> None:
    search_history.note("charged")
    inbox, typing = desk.window.inbox, desk.window.inbox.finding.typing
    qtbot.keyClick(inbox.list, Qt.Key.Key_Slash)
    assert typing.popup.texts == ["charged", "Clear earlier searches"]
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Up)
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    assert search_history.recent() == ()
    assert typing.popup.texts == []
    assert inbox.search_field.text() == ""


def test_the_searches_of_a_demo_are_not_kept(qtbot: QtBot, desk: Application) -> None:
    desk.window.inbox.finding.typing.keeps = False
    look_for(qtbot, desk, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    qtbot.keyClick(desk.window.inbox.search_field, Qt.Key.Key_Return)
    assert search_history.recent() == ()


def test_nothing_found_says_what_could_be_left_out(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, "parcel zebra")
    qtbot.waitUntil(inbox.state.isVisible)
    said = [one.text() for one in inbox.state.findChildren(QLabel) if one.isVisible()]
    assert said[0] == "Nothing found"
    assert "Leave out a word" in said[2]


def test_a_case_opens_at_what_was_found_and_f3_goes_on_to_the_next(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    ada = world.add_user("ada_fern", "Ada Fern")
    first = world.add_post(ada, "@Shop my kettle drips", at=NOW - timedelta(minutes=9))
    for minutes in range(8, 3, -1):
        world.add_post(
            ada, "@Shop hello? " * 15, at=NOW - timedelta(minutes=minutes), reply_to=first.remote_id
        )
    world.add_post(
        ada, "@Shop is my kettle gone", at=NOW - timedelta(minutes=3), reply_to=first.remote_id
    )
    dot = world.add_user("dot", "Dot")
    world.add_post(dot, "@Shop KETTLE!", at=NOW - timedelta(minutes=30))
    desk = open_desk()
    inbox, case = desk.window.inbox, desk.window.case
    look_for(qtbot, desk, "kettle")
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern", "Dot"])
    with qtbot.waitSignal(case.opened):
        qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    newest = case.model.messages[-1]
    assert case.timeline.found.current(newest.id) != (0, 0)
    qtbot.keyClick(inbox.list, Qt.Key.Key_F3)
    oldest = next(one for one in case.model.messages if "drips" in one.text)
    assert case.timeline.found.current(oldest.id) != (0, 0)
    row = case.timeline.row_rect(case.model.messages.index(oldest))
    assert 0 <= row.top() < case.timeline.viewport().height()
    with qtbot.waitSignal(case.opened):
        qtbot.keyClick(inbox.list, Qt.Key.Key_F3)
    assert case.row is not None
    assert case.row.name == "Dot"
    assert current(desk) == "KETTLE"
    qtbot.keyClick(inbox.list, Qt.Key.Key_F3)
    assert desk.window.status.message.text() == "That was the last hit."
    with qtbot.waitSignal(case.opened):
        qtbot.keyClick(inbox.list, Qt.Key.Key_F3, SHIFT)
    assert case.row.name == "Ada Fern"
    qtbot.keyClick(inbox.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(desk)) == len(inbox.model.ids()) and not inbox.query)
    qtbot.waitUntil(lambda: not case.timeline.found.places("my kettle"))


def test_a_case_of_which_the_name_was_found_holds_no_one_up(
    qtbot: QtBot, desk: Application
) -> None:
    inbox, case = desk.window.inbox, desk.window.case
    look_for(qtbot, desk, "moss")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    with qtbot.waitSignal(case.opened):
        qtbot.keyClick(inbox.search_field, Qt.Key.Key_Return)
    qtbot.keyClick(inbox.list, Qt.Key.Key_F3)
    assert desk.window.status.message.text() == "That was the last hit."


def test_esc_leads_back_to_the_place_in_the_list_and_to_what_had_the_focus(
    qtbot: QtBot, full: Application
) -> None:
    inbox = full.window.inbox
    qtbot.waitUntil(lambda: inbox.filler.is_whole)
    open_case(qtbot, full, 2)
    inbox.list.verticalScrollBar().setValue(inbox.list.verticalScrollBar().maximum() - 33)
    before = inbox.list.verticalScrollBar().value()
    full.window.case.timeline.setFocus()
    qtbot.keyClick(full.window.case.timeline, Qt.Key.Key_Slash)
    qtbot.keyClicks(inbox.search_field, "parcel")
    qtbot.waitUntil(lambda: names(full) == ["Ada Fern"])
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: inbox.list.verticalScrollBar().value() == before)
    assert full.window.focusWidget() is full.window.case.timeline


def test_the_order_of_hits_is_turned_by_key_and_kept(qtbot: QtBot, desk: Application) -> None:
    inbox = desk.window.inbox
    look_for(qtbot, desk, "shop")
    qtbot.waitUntil(lambda: inbox.search_line.said.text() == "3 cases for “shop”")
    assert inbox.top.order.text() == "Newest"
    with qtbot.waitSignal(inbox.loaded):
        qtbot.keyClick(inbox.search_field, Qt.Key.Key_O, CTRL_SHIFT)
    assert inbox.top.order.text() == "Best"
    with qtbot.waitSignal(inbox.loaded):
        qtbot.mouseClick(inbox.top.order, Qt.MouseButton.LeftButton)
    assert inbox.top.order.text() == "Newest"


def marked(desk: Application) -> str:
    """Returns the name of the search that is chosen at the side; nothing for none."""
    current = desk.window.searches.views.current
    return "" if current is None else current.name


def keep(qtbot: QtBot, desk: Application, query: str, name: str) -> None:
    """Keep a search as a person does."""
    searches = desk.window.searches
    count = len(searches.views.model.searches)
    look_for(qtbot, desk, query)
    qtbot.waitUntil(lambda: desk.window.inbox.filler.shown.query == query)
    qtbot.keyClick(desk.window.inbox.search_field, Qt.Key.Key_K, CTRL_SHIFT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SearchDialog)
    assert dialog.name.text() == query
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(searches.views.model.searches) == count + 1)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)


def test_a_kept_search_is_listed_at_the_side_and_shows_what_it_finds(
    qtbot: QtBot, desk: Application
) -> None:
    window = desk.window
    views, inbox = window.searches.views, window.inbox
    assert not views.isVisible()
    keep(qtbot, desk, "charged", "Money")
    assert views.isVisible()
    assert str(views.model.index(0).data()) == "Money"
    assert marked(desk) == "Money"
    qtbot.keyClick(inbox.search_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    assert marked(desk) == ""
    qtbot.mouseClick(
        views.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=views.list.visualRect(views.model.index(0)).center(),
    )
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    assert marked(desk) == "Money"
    qtbot.keyClicks(inbox.search_field, "x")  # another search by now
    assert marked(desk) == ""


def test_the_arrow_keys_lead_from_the_views_to_the_kept_searches_and_back(
    qtbot: QtBot, desk: Application
) -> None:
    window = desk.window
    keep(qtbot, desk, "charged", "Money")
    qtbot.keyClick(window.inbox.search_field, Qt.Key.Key_Escape)
    window.side.views.setFocus()
    qtbot.keyClick(window.side.views, Qt.Key.Key_End)
    qtbot.keyClick(window.side.views, Qt.Key.Key_Down)
    assert window.searches.views.list.hasFocus()
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    assert window.inbox.isVisible()
    qtbot.keyClick(window.searches.views.list, Qt.Key.Key_Up)
    assert window.side.views.hasFocus()


def test_a_kept_search_is_renamed_removed_and_brought_back(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    views = window.searches.views
    keep(qtbot, desk, "charged", "Money")
    qtbot.keyClick(window.inbox.search_field, Qt.Key.Key_Escape)
    views.list.setFocus()
    views.list.setCurrentIndex(views.model.index(0))
    qtbot.keyClick(views.list, Qt.Key.Key_F2)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SearchDialog)
    qtbot.keyClicks(dialog.name, "Billing")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.name for one in views.model.searches] == ["Billing"])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    views.list.setFocus()
    qtbot.keyClick(views.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not views.isVisible())
    assert window.status.message.text().startswith("“Billing” was removed.")
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: [one.name for one in views.model.searches] == ["Billing"])
    assert views.isVisible()


def test_a_name_that_is_taken_is_refused_in_the_dialog(qtbot: QtBot, desk: Application) -> None:
    keep(qtbot, desk, "charged", "Money")
    qtbot.keyClick(desk.window.inbox.search_field, Qt.Key.Key_K, CTRL_SHIFT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SearchDialog)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Money")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.said.objectName() == "danger")
    assert dialog.isVisible()
    assert dialog.name.text() == "Money"
    dialog.reject()
