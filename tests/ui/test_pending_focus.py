"""Where the focus is while answers under the timeline come, change and go."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector
from console.domain.ids import ThreadId
from console.errors import NotSummoned
from tests.ui.conftest import open_case
from tests.ui.given_threads import (
    HALF_OUT,
    HELD,
    NO,
    NO_ACCESS,
    NOW,
    OPENED,
    QUEUED,
    REFUSED,
    thread,
)
from tests.ui.test_hand_off import LEFT, TEXT, button, form_of, queue, visible
from tests.ui.test_late_answers import Hold, hold
from tests.ui.test_outbox_page import click, show_outbox
from tests.ui.test_pending_acts import addresses_of, refuse, shown_thread, stored
from ui.application import Application
from ui.pending_thread import PendingThread
from ui.pending_view import PendingView
from ui.theme import Theme

__all__ = ["hold"]


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> PendingView:
    theme = Theme(qapp)
    theme.apply()
    made = PendingView(theme)
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show_threads((HALF_OUT, thread(REFUSED, QUEUED, number=2, problem=NO)), NOW)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()
    return made


def blocks(view: QWidget) -> list[PendingThread]:
    return [each for each in view.findChildren(PendingThread) if each.isVisible()]


@pytest.fixture
def opened(qtbot: QtBot, desk: Application, connector: MemoryConnector) -> Application:
    """A desk whose open case asks for the post of a part that was opened in the browser."""
    open_case(qtbot, desk)
    addresses_of(desk)
    refuse(qtbot, desk, connector, TEXT)
    qtbot.mouseClick(button(desk.window.case.pending, "Open in browser"), LEFT)
    qtbot.waitUntil(lambda: visible(desk, "Posted"))
    return desk


def test_link_is_asked_for_where_the_hands_are(qtbot: QtBot, opened: Application) -> None:
    assert form_of(opened.window.case.pending).field.hasFocus()


def test_what_was_typed_for_a_field_that_went_away_acts_on_nothing(
    qtbot: QtBot, opened: Application
) -> None:
    case = opened.window.case
    addresses = addresses_of(opened)
    form, thread_id = form_of(case.pending), shown_thread(opened).id
    qtbot.keyClicks(form.field, "https://x.c")
    case.write(lambda each: each.outbox.not_posted(thread_id))  # by somebody else
    qtbot.waitUntil(lambda: not form.isVisible())
    assert case.timeline.hasFocus()
    qtbot.waitUntil(opened.window.actions_by_name["hand_off"].isEnabled)
    qtbot.keyClicks(case.timeline, "om/")
    assert opened.window.inbox.search_field.text() == ""
    assert not opened.window.inbox.search_field.hasFocus()
    assert case.timeline.hasFocus()
    case.answers.stop()  # as after a pause
    qtbot.keyClick(case.timeline, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: len(addresses) == 1)


def test_after_a_persons_own_word_the_next_key_counts(qtbot: QtBot, opened: Application) -> None:
    case = opened.window.case
    addresses = addresses_of(opened)
    qtbot.mouseClick(button(case.pending, "Not posted"), LEFT)
    qtbot.waitUntil(lambda: visible(opened, "Open in browser"))
    qtbot.waitUntil(opened.window.actions_by_name["hand_off"].isEnabled)
    assert case.timeline.hasFocus()  # and on no button
    qtbot.keyClick(case.timeline, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: len(addresses) == 1)


@pytest.mark.parametrize("by_mouse", [True, False])
def test_after_take_back_one_writes_on(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, *, by_mouse: bool
) -> None:
    open_case(qtbot, desk)
    refuse(qtbot, desk, connector, TEXT)
    take_back = button(desk.window.case.pending, "Take back")
    if by_mouse:
        qtbot.mouseClick(take_back, LEFT)
    else:
        take_back.setFocus()
        qtbot.keyClick(take_back, Qt.Key.Key_Space)
    composer = desk.window.case.composer
    qtbot.waitUntil(lambda: composer.text == TEXT)
    assert composer.editor.hasFocus()


def test_text_that_comes_back_takes_no_focus_in_another_case(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, hold: Hold
) -> None:
    open_case(qtbot, desk)
    refuse(qtbot, desk, connector, TEXT)
    go_on = hold(desk.lanes.writer)
    take_back = button(desk.window.case.pending, "Take back")
    take_back.setFocus()
    qtbot.keyClick(take_back, Qt.Key.Key_Space)
    row = desk.window.inbox.model.row_at(1)
    assert row is not None
    with qtbot.waitSignal(desk.window.case.opened):
        desk.window.open_case(row.id)
    go_on()
    qtbot.waitUntil(lambda: stored(qtbot, desk, ThreadId(1)).next_part is None)
    assert not desk.window.case.composer.editor.hasFocus()


@pytest.mark.parametrize("text", [TEXT, "\f".join([TEXT] * 4)])
def test_what_is_asked_is_in_sight_in_a_small_window(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, text: str
) -> None:
    desk.window.resize(900, 600)
    open_case(qtbot, desk)
    addresses_of(desk)
    refuse(qtbot, desk, connector, text)
    case = desk.window.case
    qtbot.keyClicks(case.composer.editor, "And what was written since stays in sight. " * 8)
    case.timeline.setFocus()
    qtbot.keyClick(case.timeline, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: visible(desk, "Posted"))
    form = form_of(case.pending)
    asked = (form.field, form.posted_button, form.not_posted_button)
    qtbot.waitUntil(
        lambda: all(each.visibleRegion().boundingRect() == each.rect() for each in asked)
    )
    assert form.field.hasFocus()


def test_focus_of_an_answer_that_is_gone_goes_to_no_button_of_another(
    qtbot: QtBot, view: PendingView
) -> None:
    first = next(b for b in blocks(view)[0].findChildren(QPushButton) if b.text() == "Try again")
    first.setFocus()
    other = thread(REFUSED, QUEUED, number=2, problem=NO)
    with qtbot.waitSignal(view.focus.left) as left:
        view.show_threads((other,), NOW)
    assert left.args == [False]


def test_focus_elsewhere_stays_where_it_is(qtbot: QtBot, view: PendingView) -> None:
    view.fold_line.setFocus()
    with qtbot.assertNotEmitted(view.focus.left):
        view.show_threads((thread(HELD, QUEUED, cautions=(NO_ACCESS, OPENED)),), NOW)
    assert view.fold_line.hasFocus()


def test_chosen_answer_is_marked_and_comes_to_the_top(qtbot: QtBot, view: PendingView) -> None:
    second = blocks(view)[1]
    plain = second.grab().toImage()
    view.choose(ThreadId(2))
    bar, page = view.verticalScrollBar(), view.widget()
    assert page is not None
    wanted = second.mapTo(page, QPoint()).y()
    qtbot.waitUntil(lambda: bar.value() == min(wanted, bar.maximum()) > 0)
    assert second.grab().toImage() != plain
    top = bar.value()
    bar.setValue(0)
    view.show_threads((HALF_OUT, thread(REFUSED, QUEUED, number=2, problem=NO)), NOW)
    QApplication.processEvents()
    assert bar.value() == 0 < top  # it was scrolled away by hand, and nothing brings it back


def test_tab_goes_from_the_header_through_the_answer_to_the_composer(
    qtbot: QtBot, opened: Application
) -> None:
    case = opened.window.case
    form = form_of(case.pending)
    case.header.contact_button.setFocus()
    seen: list[QWidget] = []
    while not seen or seen[-1] is not case.composer.editor:
        focus = opened.window.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        focus = opened.window.focusWidget()
        assert focus is not None
        assert len(seen) < 40
        seen.append(focus)
    wanted: list[QWidget] = [
        case.timeline,
        case.pending.fold_line,
        button(case.pending, "More"),
        form.field,
        form.posted_button,
        form.not_posted_button,
    ]
    assert [each for each in seen if each in wanted] == wanted


def two_refused(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> tuple[ThreadId, ThreadId]:
    """Leaves two refused answers in the open case."""
    first = refuse(qtbot, desk, connector, "First answer")
    connector.fail_next("publish", NotSummoned("It mentions nobody of us."))
    queue(qtbot, desk, "Second answer")
    qtbot.waitUntil(lambda: len(blocks(desk.window.case.pending)) == 2)
    desk.courier.publish()  # now that it is stored for certain
    case = desk.window.case
    qtbot.waitUntil(
        lambda: case.case is not None and all(thread.asks for thread in case.case.threads)
    )
    assert case.case is not None
    (second,) = (each.id for each in case.case.threads if each.id != first.id)
    return first.id, second


def test_keys_of_the_outbox_are_for_the_answer_that_is_chosen_there(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    ids = two_refused(qtbot, desk, connector)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    for place in (1, 0):
        click(qtbot, page, place)
        entry = page.entry
        assert entry is not None
        qtbot.waitUntil(lambda: len(blocks(desk.window.case.pending)) == 2)
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
        assert desk.window.case.pending.holder == entry.thread.id
        assert desk.window.case.pending.chosen == entry.thread.id
        page.list.setFocus()
    opened = addresses_of(desk)
    click(qtbot, page, 1)
    entry = page.entry
    assert entry is not None
    qtbot.waitUntil(lambda: len(blocks(desk.window.case.pending)) == 2)
    qtbot.waitUntil(desk.window.actions_by_name["hand_off"].isEnabled)
    qtbot.keyClick(page.list, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert entry.text.split()[0] in opened[0].toString()
    assert entry.thread.id in ids


def test_key_is_for_the_answer_that_holds_the_focus(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    two_refused(qtbot, desk, connector)
    opened = addresses_of(desk)
    qtbot.waitUntil(desk.window.actions_by_name["hand_off"].isEnabled)
    for block in blocks(desk.window.case.pending):
        asked = block.thread_shown
        assert asked is not None
        more = button(block, "Take back")
        more.setFocus()
        qtbot.keyClick(more, Qt.Key.Key_O)
        qtbot.waitUntil(lambda: bool(opened))
        assert asked.parts[0].text.split()[0] in opened.pop().toString()
        qtbot.waitUntil(form_of(block).isVisible)
