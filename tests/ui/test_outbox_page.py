"""The Outbox page as a person uses it, and the notice that something there needs them."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.desk.outbox import Outbox
from console.domain.cautions import Caution, CautionKind
from console.domain.ids import CaseId
from console.domain.outbox import OutboxEntry, PartState
from console.errors import NotSummoned, StoreError
from tests.ui.conftest import OpenDesk, names, open_case
from tests.ui.given_acts import resolve
from tests.ui.given_entries import entry, held, sent, waiting
from tests.ui.given_threads import HELD, NOW, REFUSED, WROTE, thread
from ui.application import Application
from ui.outbox_model import ENTRY
from ui.outbox_notice import OutboxNotice
from ui.outbox_page import OutboxPage
from ui.side_view import View

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
Take = Callable[..., OutboxPage]


def send(qtbot: QtBot, desk: Application, text: str = "Hello Ada", pause_s: int = 0) -> None:
    """Answer the open case."""
    case = desk.window.case
    case.answer.undo_s = pause_s
    qtbot.keyClicks(case.composer.editor, text)
    qtbot.keyClick(case.composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: case.composer.text == "")


def show_outbox(qtbot: QtBot, desk: Application) -> OutboxPage:
    qtbot.keyClick(desk.window, Qt.Key.Key_7, CTRL)
    page = desk.window.outbox.page
    qtbot.waitUntil(page.isVisible)
    page.list.setFocus()
    return page


def listed(page: OutboxPage) -> list[tuple[str, str, PartState]]:
    """Returns heading, name and the state of the first part, row by row."""
    found = []
    for place in range(page.model.rowCount()):
        shown = page.model.entry_at(place)
        assert shown is not None
        found.append((page.model.heading(place), shown.name, shown.thread.parts[0].state))
    return found


def click(qtbot: QtBot, page: OutboxPage, place: int) -> None:
    pos = page.list.row_rect(place).bottomLeft() + QPoint(40, -16)
    qtbot.mouseClick(page.list.viewport(), LEFT, pos=pos)


def shows(desk: Application, case_id: CaseId) -> bool:
    """Whether this case is open and has been read."""
    page = desk.window.case
    return page.row is not None and page.row.id == case_id and page.case is not None


def refuse(qtbot: QtBot, desk: Application, connector: MemoryConnector) -> None:
    """Let Ada's answer be refused while another case is open."""
    open_case(qtbot, desk)
    connector.fail_next("publish", NotSummoned("X accepts no reply here."))
    send(qtbot, desk)
    open_case(qtbot, desk, 1)


def notice(desk: Application) -> str:
    bar = desk.window.notices
    return bar.text.text() if bar.isVisible() else ""


@pytest.fixture
def take(qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch) -> Take:
    """Returns a function that lets the outbox hold these answers, as it is read from now on."""

    def show(*entries: OutboxEntry) -> OutboxPage:
        monkeypatch.setattr(Outbox, "entries", lambda _: entries)
        reading = desk.window.outbox.reading
        reading.read()
        qtbot.waitUntil(lambda: reading.entries == entries)
        return desk.window.outbox.page

    return show


def test_an_answer_goes_through_the_page_from_its_pause_till_it_is_sent(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    send(qtbot, desk, pause_s=60)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: listed(page) == [("On their way", "Ada Fern", PartState.QUEUED)])
    qtbot.waitUntil(desk.window.actions_by_name["send_now"].isEnabled)
    qtbot.keyClick(page.list, Qt.Key.Key_S, ALT)
    qtbot.waitUntil(lambda: listed(page) == [("Done lately", "Ada Fern", PartState.SENT)])
    assert not desk.window.actions_by_name["send_now"].isEnabled()


def test_what_is_taken_back_by_key_is_in_the_composer_again(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    send(qtbot, desk, pause_s=60)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    qtbot.keyClick(page.list, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")
    # It was the chosen one: it stays where it stands, and says what became of it.
    qtbot.waitUntil(lambda: listed(page)[0][2] is PartState.CANCELLED)


def test_a_refused_answer_is_told_once_and_the_notice_leads_to_it(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    refuse(qtbot, desk, connector)
    qtbot.waitUntil(lambda: notice(desk).startswith("The answer to Ada Fern was refused"))
    bar = desk.window.notices
    assert bar.title.text() == "An answer needs you"
    assert bar.act.text() == "Show"
    qtbot.mouseClick(bar.act, LEFT)
    page = desk.window.outbox.page
    qtbot.waitUntil(page.isVisible)
    qtbot.waitUntil(lambda: page.entry is not None)
    assert page.entry is not None
    qtbot.waitUntil(partial(shows, desk, page.entry.thread.case_id))
    assert desk.window.case.row is not None
    assert desk.window.case.row.name == "Ada Fern"
    assert not bar.isVisible()
    desk.window.outbox.reading.read()
    with qtbot.waitSignal(desk.window.outbox.reading.came):
        desk.window.outbox.reading.read()
    assert not bar.isVisible(), "it was seen"


def test_the_notice_leads_out_of_a_search(qtbot: QtBot, desk: Application, take: Take) -> None:
    page = show_outbox(qtbot, desk)
    field = desk.window.inbox.search_field
    qtbot.keyClick(desk.window, Qt.Key.Key_Slash)
    qtbot.keyClicks(field, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    take(held(1))
    qtbot.waitUntil(lambda: notice(desk) != "")
    qtbot.mouseClick(desk.window.notices.act, LEFT)
    qtbot.waitUntil(page.isVisible)
    assert field.text() == ""
    assert page.entry == held(1)


def test_a_refused_answer_is_tried_again_by_key(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    refuse(qtbot, desk, connector)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: listed(page) == [("Needs you", "Ada Fern", PartState.REFUSED)])
    click(qtbot, page, 0)
    qtbot.waitUntil(desk.window.actions_by_name["retry"].isEnabled)
    qtbot.keyClick(page.list, Qt.Key.Key_T, ALT)
    qtbot.waitUntil(lambda: listed(page)[0][2] is PartState.SENT)


def test_a_held_answer_goes_out_by_a_persons_word(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    ada = next(post for post in world.posts() if post.author.handle == "ada_fern")
    world.add_post(ada.author, "@Shop wait", at=datetime.now(UTC), reply_to=ada.remote_id)
    send(qtbot, desk)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: listed(page) == [("Needs you", "Ada Fern", PartState.HELD)])
    assert "Held: the customer wrote again" in str(page.model.index(0).data())
    click(qtbot, page, 0)
    qtbot.waitUntil(desk.window.actions_by_name["send_anyway"].isEnabled)
    qtbot.keyClick(page.list, Qt.Key.Key_S, ALT)
    assert listed(page)[0][2] is PartState.HELD, "the key that waits no longer does not publish it"
    qtbot.keyClick(page.list, Qt.Key.Key_S, ALT | SHIFT)
    qtbot.waitUntil(lambda: listed(page)[0][2] is PartState.SENT)


def test_what_asked_while_the_desk_was_closed_is_told_at_the_next_start(
    qtbot: QtBot, open_desk: OpenDesk, connector: MemoryConnector, tmp_path: Path
) -> None:
    first = open_desk()
    refuse(qtbot, first, connector)
    qtbot.waitUntil(lambda: notice(first) != "")
    assert first.close()
    second = open_desk(tmp_path / "data")
    qtbot.waitUntil(lambda: notice(second).startswith("The answer to Ada Fern was refused"))


def test_deleting_what_is_public_asks_first(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    send(qtbot, desk)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: listed(page) == [("Done lately", "Ada Fern", PartState.SENT)])
    click(qtbot, page, 0)
    qtbot.waitUntil(desk.window.actions_by_name["delete"].isEnabled)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    yes = next(b for b in box.buttons() if box.buttonRole(b) is _destructive())
    qtbot.mouseClick(yes, LEFT)
    qtbot.waitUntil(lambda: not any(post.text == "Hello Ada" for post in world.posts()))
    qtbot.waitUntil(lambda: listed(page)[0][2] is PartState.DELETED)


def _destructive() -> QMessageBox.ButtonRole:
    return QMessageBox.ButtonRole.DestructiveRole


def test_what_was_sent_lately_is_deleted_from_its_case_too(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    send(qtbot, desk)
    qtbot.waitUntil(desk.window.actions_by_name["delete"].isEnabled)
    desk.window.inbox.list.setFocus()
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_Delete)
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    box.reject()
    open_case(qtbot, desk, 1)
    assert not desk.window.actions_by_name["delete"].isEnabled()


def test_an_answer_that_went_on_is_in_its_group_when_one_comes_back(
    qtbot: QtBot, desk: Application, take: Take
) -> None:
    page = show_outbox(qtbot, desk)
    take(held(1), waiting(2))
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    take(waiting(1), waiting(2))
    assert page.model.heading(0) == "Changed meanwhile", "it is under the hand"
    qtbot.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(desk.window.inbox.list.isVisible)
    qtbot.keyClick(desk.window, Qt.Key.Key_7, CTRL)
    qtbot.waitUntil(lambda: page.model.heading(0) == "On their way")


def test_rows_are_gone_through_by_keys_and_enter_goes_to_the_case(
    qtbot: QtBot, desk: Application
) -> None:
    for place in (0, 1):
        open_case(qtbot, desk, place)
        send(qtbot, desk, pause_s=60)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.keyClick(page.list, Qt.Key.Key_K)
    seen = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Down):
        qtbot.keyClick(page.list, key)
        assert page.entry is not None
        seen.append(page.entry.name)
        wanted = page.entry.thread.case_id
        qtbot.waitUntil(partial(shows, desk, wanted))
    assert seen == ["Ada Fern", "Ben Moss", "Ada Fern", "Ben Moss"]
    assert desk.window.focusWidget() is page.list, "what is read takes no focus"
    qtbot.waitUntil(desk.window.case.pending.isVisible)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert isinstance(desk.window.focusWidget(), QAbstractButton)


def test_the_menu_of_a_row_offers_what_makes_sense(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    send(qtbot, desk, pause_s=60)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.keyClick(page.list, Qt.Key.Key_J)
    page.list.menu_wanted.emit(QPoint(20, 20))
    menu = desk.window.findChild(QMenu, "outboxMenu")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Send now", "Take back"]
    menu.close()


def test_an_empty_outbox_says_so(qtbot: QtBot, desk: Application) -> None:
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(page.state.isVisible)
    assert "All sent" in [label.text() for label in page.state.findChildren(QLabel)]
    assert not desk.window.inbox.list.isVisible()


def test_an_outbox_that_cannot_be_read_says_why_and_is_read_again(
    qtbot: QtBot, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_outbox: Outbox) -> tuple[OutboxEntry, ...]:
        raise StoreError("The disk is full.", advice="Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "entries", fail)
        desk = open_desk()
        page = show_outbox(qtbot, desk)
        qtbot.waitUntil(page.state.isVisible)
        assert "The disk is full." in [label.text() for label in page.state.findChildren(QLabel)]
    again = next(b for b in page.state.findChildren(QPushButton) if b.text() == "Try again")
    qtbot.mouseClick(again, LEFT)
    qtbot.waitUntil(
        lambda: "All sent" in [label.text() for label in page.state.findChildren(QLabel)]
    )


def test_a_search_begun_in_the_outbox_comes_back_to_it(qtbot: QtBot, desk: Application) -> None:
    page = show_outbox(qtbot, desk)
    qtbot.keyClick(desk.window, Qt.Key.Key_Slash)
    field = desk.window.inbox.search_field
    assert desk.window.focusWidget() is field
    qtbot.keyClicks(field, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    assert desk.window.inbox.list.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.isVisible)
    assert not desk.window.inbox.list.isVisible()


def test_the_inbox_comes_back_when_another_view_is_chosen(qtbot: QtBot, desk: Application) -> None:
    page = show_outbox(qtbot, desk)
    qtbot.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(desk.window.inbox.list.isVisible)
    assert not page.isVisible()
    assert names(desk) == ["Ada Fern", "Ben Moss", "Cleo Wells"]
    desk.window.side.choose(View.OUTBOX)
    assert page.isVisible()


def test_the_answer_to_the_open_case_stays_the_marked_one_wherever_it_goes(
    qtbot: QtBot, desk: Application, take: Take
) -> None:
    page = show_outbox(qtbot, desk)
    take(held(1), held(2), waiting(3))
    page.follow_case(CaseId(101))
    assert page.entry is not None
    assert page.entry.thread.id == 1
    with qtbot.assertNotEmitted(page.chosen):
        take(waiting(1), held(2), waiting(3))
    assert [page.model.entry_at(n) for n in range(3)] == [held(2), waiting(1), waiting(3)]
    assert page.entry == waiting(1)


def test_the_row_under_the_pointer_stays_there(qtbot: QtBot, desk: Application, take: Take) -> None:
    page = show_outbox(qtbot, desk)
    take(*(waiting(number) for number in range(1, 40)))
    page.list.verticalScrollBar().setValue(300)
    spot = page.list.viewport().rect().center()
    pointed = page.list.indexAt(spot).data(ENTRY)
    before = page.list.row_rect(page.list.indexAt(spot).row()).bottom()
    qtbot.mouseMove(page.list.viewport(), spot)
    asking = [held(number) for number in (1, 2, 39)]
    take(*asking, *(waiting(number) for number in range(3, 39)), waiting(41), held(40))
    at = page.list.indexAt(spot)
    assert at.data(ENTRY) == pointed
    assert page.list.row_rect(at.row()).bottom() == before
    assert page.model.entry_at(0) == held(1), "renewed, in the place that it had"
    assert page.model.heading(0) == "On their way  ·  3 changed meanwhile"
    QApplication.sendEvent(page.list.viewport(), QEvent(QEvent.Type.Leave))
    assert [page.model.entry_at(n) for n in range(4)] == [*asking, held(40)]
    place = page.model.position(pointed.thread.id)
    assert place is not None
    assert page.list.row_rect(place).bottom() == before, "where it was looked at, it stays"


def test_f6_goes_to_the_answers(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    send(qtbot, desk, pause_s=60)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(page.list.isVisible)
    desk.window.side.views.setFocus()
    qtbot.keyClick(desk.window, Qt.Key.Key_F6)
    assert desk.window.focusWidget() is page.list


def test_a_resolved_case_leads_to_no_other_while_the_outbox_is_shown(
    qtbot: QtBot, desk: Application
) -> None:
    for place in (0, 1):
        open_case(qtbot, desk, place)
        send(qtbot, desk, pause_s=60)
    page = show_outbox(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    assert page.entry is not None
    qtbot.waitUntil(partial(shows, desk, page.entry.thread.case_id))
    resolve(qtbot, desk, page.list)
    qtbot.waitUntil(lambda: desk.window.case.header.resolve_button.text() == "Reopen")
    assert page.entry is not None
    assert page.entry.name == "Ada Fern"


def told(notice: OutboxNotice) -> list[str]:
    return [f"{one.title}: {one.text}" for one in notice.notices]


def test_a_notice_is_given_once_for_each_reason(qtbot: QtBot) -> None:
    notice = OutboxNotice(lambda: NOW)
    notice.take((held(1), waiting(2), sent(3)), None)
    said = "An answer needs you: The answer to Customer 1 is held: the customer wrote again."
    assert told(notice) == [said]
    notice.take((held(1),), None)
    assert told(notice) == [said]
    let_go = notice.notices[0].let_go
    assert let_go is not None
    with qtbot.waitSignal(notice.changed):
        let_go()
    notice.take((held(1),), None)
    assert told(notice) == []
    other = entry(1, thread(HELD, cautions=(WROTE, Caution(CautionKind.PARENT_GONE))))
    notice.take((other,), None)
    assert len(told(notice)) == 1
    notice.take((waiting(1),), None)
    assert told(notice) == []
    notice.take((held(1),), None)
    assert told(notice) == [said], "it was sent on, and is held anew"


def test_several_answers_are_told_of_together(qtbot: QtBot) -> None:
    notice = OutboxNotice(lambda: NOW)
    asking = tuple(replace(held(n), name=name) for n, name in enumerate("ABCDE", 1))
    notice.take(asking[:2], None)
    assert told(notice) == ["2 answers need you: To A and B."]
    notice.take(asking, None)
    assert told(notice) == ["5 answers need you: To A, B, C and 2 more."]
    run = notice.notices[0].run
    assert run is not None
    with qtbot.waitSignal(notice.show_wanted) as shown:
        run()
    assert shown.args == [asking[0].thread.id]
    assert told(notice) == []


def test_what_stands_in_the_open_case_is_seen_there(qtbot: QtBot) -> None:
    notice = OutboxNotice(lambda: NOW)
    refused = entry(2, thread(REFUSED, problem="No."))
    notice.take((held(1), refused), CaseId(101))
    assert told(notice) == ["An answer needs you: The answer to Customer 2 was refused: No."]
    with qtbot.waitSignal(notice.changed):
        notice.see(CaseId(102))
    assert told(notice) == []
