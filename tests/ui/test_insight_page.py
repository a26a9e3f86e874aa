"""The page of the figures: it takes the place of the cases and gives it back as it was."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.insight import Question
from console.errors import StoreLocked
from tests.ui.conftest import OpenDesk, connect_and_sync, names, open_case
from ui.application import Application
from ui.fix_dialog import FixDialog
from ui.insight_page import InsightPage
from ui.insight_questions import FIGURE
from ui.side_view import View

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def fill(desk: Desk) -> None:
    """Ada's and Ben's cases get a touchpoint."""
    connect_and_sync(desk)
    rows = {row.handle: row.id for row in desk.cases.rows()}
    desk.triage.set_touchpoint((rows["ada_fern"],), "delivery")
    desk.triage.set_touchpoint((rows["ben_moss"],), "billing")


@pytest.fixture
def desk(open_desk: OpenDesk) -> Application:
    made = open_desk(set_up=fill)
    made.window.resize(1280, 800)
    return made


def show(qtbot: QtBot, desk: Application) -> InsightPage:
    """Goes to the page by its key, and waits for all figures."""
    qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
    page = desk.window.insight.page
    qtbot.waitUntil(page.isVisible)
    wait(qtbot, desk)
    return page


def wait(qtbot: QtBot, desk: Application) -> None:
    """Waits till all is found, drawn, and nothing is under way any more."""
    insight = desk.window.insight
    qtbot.waitUntil(
        lambda: (
            insight.page.insight is not None
            and not insight.page.runner.is_under_way
            and not insight.readings.is_under_way
        )
    )


@pytest.fixture
def page(qtbot: QtBot, desk: Application) -> InsightPage:
    return show(qtbot, desk)


@pytest.fixture
def held(desk: Application) -> Iterator[Event]:
    """Keeps the lane of the figures busy till it is set."""
    free = Event()
    desk.lanes.pictures.submit(lambda _desk: free.wait(20) or None)
    yield free
    free.set()


def said(page: InsightPage) -> str:
    """Returns what the line beside the title says."""
    return page.progress.words.text()


def headline(page: InsightPage, question: Question) -> str:
    index = page.questions.model.index(tuple(Question).index(question))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def state_words(page: InsightPage) -> list[str]:
    return [label.text() for label in page.state.findChildren(QLabel) if label.isVisible()]


def state_button(page: InsightPage, text: str) -> QPushButton:
    (found,) = [b for b in page.state.findChildren(QPushButton) if b.isVisible()]
    assert found.text() == text
    return found


def test_page_stands_in_the_place_of_the_cases(qtbot: QtBot, desk: Application) -> None:
    page, window = show(qtbot, desk), desk.window
    assert window.side.isVisible()
    assert window.side.views.currentIndex().data() == "Insight"
    assert not window.inbox.isVisible()
    assert not window.case.isVisible()
    assert not window.right.contact.shown
    assert page.width() == window.width() - window.side.width() - 1
    assert page.questions.list.hasFocus()
    assert page.view.isVisible()
    assert page.view.section is page.section is not None
    assert "3 cases, 3 messages" in said(page)


def test_desk_comes_back_as_it_was(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    open_case(qtbot, desk, 1)
    qtbot.waitUntil(lambda: window.case.answer.is_restored)
    editor = window.case.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "We look into")
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    before = (window._splitter.sizes(), editor.textCursor().position())
    listed = names(desk)
    show(qtbot, desk)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.inbox.isVisible()
    assert window.case.isVisible()
    assert window.right.contact.shown
    assert (window._splitter.sizes(), editor.textCursor().position()) == before
    assert window.case.row is not None
    assert window.case.row.name == "Ben Moss"
    assert names(desk) == listed
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "!")
    assert window.case.composer.text == "We look int!o"


def test_search_is_still_there_behind_the_page(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_Slash)
    qtbot.keyClicks(window.inbox.search_field, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    show(qtbot, desk)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.inbox.search_field.text() == "charged"
    assert window.inbox.search_field.hasFocus()
    assert names(desk) == ["Ben Moss"]


def test_another_view_is_shown_at_once(qtbot: QtBot, desk: Application, page: InsightPage) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_7, CTRL)
    qtbot.waitUntil(desk.window.outbox.page.isVisible)
    assert not page.isVisible()
    assert desk.window.inbox.view is View.OUTBOX


def test_page_is_kept_with_its_question(qtbot: QtBot, desk: Application, page: InsightPage) -> None:
    qtbot.keyClick(page.questions.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.questions.list, Qt.Key.Key_J)
    assert page.questions.current is Question.ANSWER_TIMES
    bar = page.view.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 40)
    bar.setValue(40)
    qtbot.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    assert not page.isVisible()
    assert show(qtbot, desk) is page
    assert page.questions.current is Question.ANSWER_TIMES
    assert bar.value() == 40


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_T, Qt.Key.Key_R, Qt.Key.Key_X])
def test_no_key_acts_on_a_case_that_is_hidden(qtbot: QtBot, desk: Application, key: Qt.Key) -> None:
    open_case(qtbot, desk)
    page = show(qtbot, desk)
    qtbot.keyClick(page.questions.list, key)
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None
    assert page.questions.list.hasFocus()
    assert desk.window.inbox.marked == ()
    on_case = [one for one in desk.window.listed.values() if one.on_case or one.act.on_list]
    assert not any(one.action.isEnabled() for one in on_case)
    qtbot.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    assert desk.window.actions_by_name["resolve"].isEnabled()
    assert desk.window.actions_by_name["mark"].isEnabled()


def test_keys_go_from_question_to_question(qtbot: QtBot, page: InsightPage) -> None:
    listed = page.questions.list
    for key, at in (
        (Qt.Key.Key_J, Question.ANSWERING),
        (Qt.Key.Key_Down, Question.ANSWER_TIMES),
        (Qt.Key.Key_K, Question.ANSWERING),
        (Qt.Key.Key_Up, Question.CANARY_BOARD),
        (Qt.Key.Key_K, Question.CANARY_BOARD),
        (Qt.Key.Key_End, Question.PUBLIC_FEED),
    ):
        qtbot.keyClick(listed, key)
        assert page.questions.current is at
        assert page.view.section is not None
        assert page.view.section.question is at


def test_esc_and_f6_move_within_the_page(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.view.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.side.views
    qtbot.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert page.view.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert page.questions.list.hasFocus()


def test_slash_leads_back_to_the_search(qtbot: QtBot, desk: Application, page: InsightPage) -> None:
    qtbot.keyClick(page.questions.list, Qt.Key.Key_Slash)
    assert not page.isVisible()
    assert desk.window.inbox.search_field.hasFocus()
    assert desk.window.side.views.currentIndex().data() == "Needs reply"


def test_case_behind_a_figure_opens_on_the_desk(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    row = next(row for row in rows(desk) if row[1] == "Ben Moss")
    with qtbot.waitSignal(desk.window.case.opened):
        page.view.case_wanted.emit(row[0])
    assert not page.isVisible()
    assert desk.window.case.isVisible()
    assert desk.window.case.row is not None
    assert desk.window.case.row.name == "Ben Moss"
    assert desk.window.side.views.currentIndex().data() == "Needs reply"
    show(qtbot, desk)
    page.view.case_wanted.emit(row[0])  # which is the open one by now
    assert desk.window.case.isVisible()


def rows(desk: Application) -> list[tuple[CaseId, str]]:
    model = desk.window.inbox.model
    found = [model.row_at(place) for place in range(model.rowCount())]
    return [(row.id, row.name) for row in found if row is not None]


def test_headlines_say_value_and_change_in_words(page: InsightPage) -> None:
    assert headline(page, Question.CANARY_BOARD) == (
        "Which touchpoint fails? Cases: 3, 3 more, too few to say"
    )


def test_a_fix_is_recorded_and_taken_back(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    page.view.fix_wanted.emit("delivery")
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(FixDialog)))
    (dialog,) = desk.window.findChildren(FixDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    qtbot.keyClicks(dialog.action, "another carrier")
    dialog.owner.setText("Mika")
    qtbot.keyClick(dialog.action, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(page.insight and page.insight.fixes))
    wait(qtbot, desk)
    assert page.insight is not None
    assert [fix.action for fix in page.insight.fixes] == ["another carrier"]
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(page.questions.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.insight is not None and not page.insight.fixes)
    assert page.isVisible()
    wait(qtbot, desk)


def test_figures_follow_what_changes_while_they_are_seen(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    before = page.section
    case_id = next(number for number, name in rows(desk) if name == "Cleo Wells")
    desk.lanes.writer.submit(
        lambda one: one.triage.set_touchpoint((case_id,), "delivery"), desk.window.take
    )
    qtbot.waitUntil(lambda: page.section is not before)
    assert page.view.isVisible(), "what was shown stays meanwhile"
    wait(qtbot, desk)
    assert page.section is not None
    board = page.section.tables[0]
    assert [row[:2] for row in board.rows] == [("delivery", 2), ("billing", 1)]


def test_figures_that_nobody_sees_wait_till_somebody_does(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    case_id = next(number for number, name in rows(desk) if name == "Cleo Wells")
    with qtbot.waitSignal(desk.window.refresher.due):
        desk.lanes.writer.submit(
            lambda one: one.triage.set_touchpoint((case_id,), "delivery"), desk.window.take
        )
    assert not page.runner.is_under_way
    before = page.section
    qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
    assert page.view.section is before, "the old ones stay till the new ones came"
    qtbot.waitUntil(lambda: page.section is not before)
    wait(qtbot, desk)


def test_what_takes_long_says_so_and_can_be_cancelled(
    qtbot: QtBot, desk: Application, held: Event
) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
    page = desk.window.insight.page
    assert not page.progress.cancel.isVisible()
    qtbot.waitUntil(page.progress.cancel.isVisible)
    assert page.progress.bar.isVisible()
    qtbot.mouseClick(page.progress.cancel, LEFT)
    assert not page.progress.bar.isVisible()
    assert said(page) == "Cancelled: 0 of 13 questions are answered."
    assert state_words(page)[0] == "Not asked yet"
    held.set()
    qtbot.mouseClick(page.progress.again, LEFT)
    wait(qtbot, desk)
    assert page.view.isVisible()
    assert not page.progress.again.isVisible()


def test_no_figure_stands_under_other_filters_than_its_own(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    busy = Event()
    desk.lanes.pictures.submit(lambda _desk: busy.wait(20) or None)
    page.filters.span.setFocus()
    qtbot.keyClick(page.filters.span, Qt.Key.Key_Up)
    qtbot.waitUntil(page.progress.cancel.isVisible)
    assert headline(page, Question.CANARY_BOARD).endswith("Not known yet.")
    assert page.view.waiting.isVisible()
    qtbot.mouseClick(page.progress.cancel, LEFT)
    assert page.section is None
    assert page.insight is None
    busy.set()
    qtbot.mouseClick(page.progress.again, LEFT)
    wait(qtbot, desk)
    assert page.view.isVisible()


def _set_touchpoint(case_id: CaseId, touchpoint: str, desk: Desk) -> Changes:
    return desk.triage.set_touchpoint((case_id,), touchpoint)


def test_changes_do_not_throw_away_a_run_that_is_under_way(
    qtbot: QtBot, desk: Application, page: InsightPage, held: Event
) -> None:
    begun: list[object] = []
    page.runner.begun.connect(begun.append)
    page.ask()
    case_id = next(number for number, name in rows(desk) if name == "Cleo Wells")
    for touchpoint in ("delivery", "app", "billing"):
        set_it = partial(_set_touchpoint, case_id, touchpoint)
        with qtbot.waitSignal(desk.window.refresher.due):
            desk.lanes.writer.submit(set_it, desk.window.take)
    assert not begun
    held.set()
    qtbot.waitUntil(lambda: len(begun) == 2)  # that one to its end, and one for all changes
    wait(qtbot, desk)
    assert len(begun) == 2
    assert page.section is not None
    assert [row[:2] for row in page.section.tables[0].rows][:2] == [("billing", 2), ("delivery", 1)]


def test_what_stands_beside_the_figures_waits_for_no_run(
    qtbot: QtBot, desk: Application, page: InsightPage, held: Event
) -> None:
    page.ask()
    page.view.boxes[0].row_wanted.emit(0)
    qtbot.waitUntil(lambda: page.view.cases.model.rowCount() > 0)
    page.view.fix_wanted.emit("delivery")
    (dialog,) = desk.window.findChildren(FixDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert page.runner.is_under_way
    dialog.reject()
    held.set()
    wait(qtbot, desk)


def test_a_fix_is_asked_for_at_once_and_once(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    free = Event()
    desk.lanes.reader.submit(lambda _desk: free.wait(20) or None)
    for _ in range(3):
        page.view.fix_wanted.emit("delivery")
    (dialog,) = desk.window.findChildren(FixDialog)
    assert dialog.isVisible()
    assert dialog.owner.text() == ""
    free.set()
    qtbot.waitUntil(lambda: bool(dialog.owner.text()))
    dialog.reject()
    page.view.fix_wanted.emit("delivery")
    (again,) = [each for each in desk.window.findChildren(FixDialog) if each.isVisible()]
    assert again is not dialog
    qtbot.keyClicks(again.owner, "Mika")
    qtbot.waitUntil(again.save_button.isEnabled)
    assert again.owner.text() == "Mika"
    again.reject()


def test_one_comes_back_to_the_case_in_the_list_of_those_behind(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    page.view.boxes[0].row_wanted.emit(0)
    listed = page.view.cases.list
    qtbot.waitUntil(lambda: listed.model().rowCount() > 0)
    listed.choose(0)
    assert listed.hasFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert not page.isVisible()
    show(qtbot, desk)
    assert listed.hasFocus()
    assert listed.currentIndex().row() == 0


def test_f6_leads_to_the_first_figure_and_to_the_cases_behind(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    page.view.boxes[0].row_wanted.emit(0)
    qtbot.waitUntil(page.view.cases.list.isVisible)
    page.go_to_list()
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.view.tiles.tiles[0].hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.view.cases.list.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.side.views


def test_keys_on_cancel_go_to_the_questions_when_all_is_found(
    qtbot: QtBot, desk: Application, held: Event
) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
    page = desk.window.insight.page
    qtbot.waitUntil(page.progress.cancel.isVisible)
    page.progress.cancel.setFocus()
    qtbot.keyClick(page.progress.cancel, Qt.Key.Key_Space)
    assert page.progress.again.hasFocus()
    qtbot.keyClick(page.progress.again, Qt.Key.Key_Space)
    assert page.questions.list.hasFocus()
    qtbot.waitUntil(page.progress.cancel.isVisible)
    page.progress.cancel.setFocus()
    held.set()
    wait(qtbot, desk)
    assert page.questions.list.hasFocus()


def test_leaving_the_page_lets_go_of_the_lane(qtbot: QtBot, desk: Application, held: Event) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
    page = desk.window.insight.page
    qtbot.waitUntil(lambda: page.runner.is_under_way)
    qtbot.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    assert not page.runner.is_under_way
    held.set()
    open_case(qtbot, desk)
    assert page.insight is None
    show(qtbot, desk)


def test_an_error_says_what_can_be_done(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise StoreLocked("Another program holds the data file.")

    with monkeypatch.context() as patched:
        patched.setattr("console.store.insight.cases_alone", locked)
        qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
        page = desk.window.insight.page
        qtbot.waitUntil(page.state.isVisible)
        assert state_words(page) == [
            StoreLocked.title, "Another program holds the data file.", StoreLocked.advice,
        ]  # fmt: skip
    qtbot.mouseClick(state_button(page, "Try again"), LEFT)
    wait(qtbot, desk)
    assert page.view.isVisible()
    with monkeypatch.context() as patched:
        patched.setattr("console.store.insight.rows", locked)
        page.ask()
        qtbot.waitUntil(page.progress.again.isVisible)
    assert page.view.isVisible(), "what was found before stays"
    assert said(page).startswith(StoreLocked.title)
    qtbot.mouseClick(page.progress.again, LEFT)
    wait(qtbot, desk)


def test_a_desk_without_cases_says_what_will_stand_here(
    qtbot: QtBot, world: MemoryWorld, open_desk: OpenDesk
) -> None:
    for post in world.posts():
        world.delete_post(post.remote_id)
    desk = open_desk()
    qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
    page = desk.window.insight.page
    qtbot.waitUntil(page.state.isVisible)
    assert state_words(page) == list(View.INSIGHT.empty_words)
    assert page.insight is None
    qtbot.waitUntil(lambda: not desk.window.insight.readings.is_under_way)


def test_narrow_page_has_its_questions_in_a_box(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    desk.window.resize(900, 600)
    qtbot.waitUntil(page.questions.box.isVisible)
    assert not page.questions.list.isVisible()
    assert page.questions.box.hasFocus()
    qtbot.keyClick(page.questions.box, Qt.Key.Key_Down)
    assert page.questions.current is Question.ANSWERING
    assert page.view.section is not None
    assert page.view.section.question is Question.ANSWERING
    desk.window.resize(1280, 800)
    qtbot.waitUntil(page.questions.list.isVisible)
    assert page.questions.list.currentIndex().row() == 1
    assert page.questions.list.hasFocus()


def test_no_headline_is_a_dash_till_it_is_known(
    qtbot: QtBot, desk: Application, held: Event
) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_8, CTRL)
    page = desk.window.insight.page
    model = page.questions.model
    assert [model.index(row).data(FIGURE) for row in range(13)] == [None] * 13
    assert headline(page, Question.REACH) == "How far does it carry? Not known yet."
    held.set()
    wait(qtbot, desk)


def test_palette_leads_to_the_page(qtbot: QtBot, desk: Application) -> None:
    desk.window.actions_by_name["view_insight"].trigger()
    page = desk.window.insight.page
    assert page.isVisible()
    wait(qtbot, desk)


def test_side_shows_no_count_at_the_page(desk: Application) -> None:
    model = desk.window.side.model
    index = model.index(tuple(View).index(View.INSIGHT))
    assert index.row() == model.rowCount() - 2
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Insight"
    assert desk.window.overview is not None
    assert View.INSIGHT not in desk.window.overview.counts
