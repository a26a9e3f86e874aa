"""The contact beside the case: what it says, and where it stands."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.desk.calls import NewCall
from tests.ui.conftest import NOW, OpenDesk, connect_and_sync, open_case
from ui.application import Application
from ui.call_note import CallNote
from ui.geometry import CONTACT, INBOX, PANES, WINDOW
from ui.two_line_button import TwoLineButton


def said(desk: Application) -> list[str]:
    """What the pane says, from the top; what was replaced is still there for a moment."""
    labels = desk.window.right.view.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def others(desk: Application) -> list[TwoLineButton]:
    buttons = desk.window.right.view.findChildren(TwoLineButton)
    return [button for button in buttons if button.isVisible()]


def with_history(desk: Desk) -> None:
    """Ada has an older case, which is resolved, and a number."""
    connect_and_sync(desk)
    ada = next(row for row in desk.cases.rows() if row.name == "Ada Fern")
    desk.calls.add(
        NewCall("where is it", NOW - timedelta(hours=3), number="+44 1632 960118"), ada.id
    )


def test_says_handles_numbers_and_why_we_know_them(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(set_up=with_history)
    desk.window.resize(1300, 800)
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: "+44 1632 960118" in said(desk))
    shown = said(desk)
    assert {"Ada Fern", "@ada_fern"} <= set(shown)
    assert any(text.startswith("told us on the call, ") for text in shown)
    assert "No other cases." in shown
    copy = next(
        b for b in desk.window.right.view.findChildren(QToolButton)
        if b.accessibleName() == "Copy +44 1632 960118"
    )  # fmt: skip
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "+44 1632 960118"


def with_a_resolved_case(desk: Desk) -> None:
    connect_and_sync(desk)
    ada = next(row for row in desk.cases.rows() if row.name == "Ada Fern")
    desk.triage.resolve((ada.id,), skipped=True)


def test_other_cases_of_the_contact_are_one_click_away(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    desk = open_desk(set_up=with_a_resolved_case)
    desk.window.resize(1300, 800)
    ada = world.posts()[0].author
    world.add_post(ada, "@Shop and now the lid", at=NOW + timedelta(days=3))
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 3)
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: len(others(desk)) == 1)
    (other,) = others(desk)
    assert other.head.startswith("Resolved")
    with qtbot.waitSignal(desk.window.case.opened):
        qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert desk.window.case.row is not None
    assert desk.window.case.row.snippet == "@Shop my parcel is <b>still</b> not here"
    qtbot.waitUntil(lambda: [o.head.split("  ")[0] for o in others(desk)] == ["Needs reply"])


def test_folds_away_and_stays_so_at_the_next_start(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    desk.window.resize(1300, 800)
    open_case(qtbot, desk)
    view = desk.window.right.view
    assert view.isVisible()
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_I)
    assert not view.isVisible()
    assert desk.close()
    again = open_desk(desk._folder)
    again.window.resize(1300, 800)
    assert not again.window.right.view.isVisible()
    open_case(qtbot, again)
    qtbot.mouseClick(again.window.case.header.contact_button, Qt.MouseButton.LeftButton)
    assert again.window.right.view.isVisible()


def test_in_a_narrow_window_it_lies_over_the_case_until_it_is_folded(
    qtbot: QtBot, desk: Application
) -> None:
    desk.window.resize(900, 600)
    open_case(qtbot, desk)
    view, page = desk.window.right.view, desk.window.case
    assert not view.isVisible()
    width = page.width()
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_I)
    assert view.isVisible()
    assert page.width() == width, "the case keeps its room"
    place = QRect(view.mapTo(desk.window, view.rect().topLeft()), view.size())
    assert desk.window.rect().contains(place)
    qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not view.isVisible()
    desk.window.resize(1300, 800)
    qtbot.waitUntil(view.isVisible)


def test_a_call_is_noted_from_there(qtbot: QtBot, desk: Application) -> None:
    desk.window.resize(1300, 800)
    open_case(qtbot, desk)
    with qtbot.waitSignal(desk.window.call_wanted):
        desk.window.right.view.note_wanted.emit()
    dialog = desk.window.findChild(CallNote)
    assert dialog is not None
    dialog.reject()


def resize(qtbot: QtBot, desk: Application, width: int) -> list[int]:
    """Returns the widths of side, list, case and contact then."""
    desk.window.resize(width, 800)
    splitter = desk.window._splitter
    qtbot.waitUntil(lambda: splitter.width() == width)
    qtbot.waitUntil(lambda: sum(splitter.sizes()) + splitter.count() - 1 == width)
    return splitter.sizes()


def drag_handle(qtbot: QtBot, desk: Application, place: int, by: int) -> None:
    handle = desk.window._splitter.handle(place)
    middle = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handle, middle + QPoint(by, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)


def test_a_window_made_narrow_and_wide_again_is_divided_as_before(
    qtbot: QtBot, desk: Application
) -> None:
    side, inbox, case, contact = before = resize(qtbot, desk, 1280)
    assert (inbox, contact) == (INBOX, CONTACT)
    assert resize(qtbot, desk, 900) == [side, inbox, 900 - side - inbox - 2]
    assert resize(qtbot, desk, 820)[2] == desk.window.case.minimumWidth(), "the list gives way"
    assert resize(qtbot, desk, 1280) == before
    assert resize(qtbot, desk, 1500) == [side, inbox, case + 220, contact]
    assert resize(qtbot, desk, 1280) == before


def test_panes_stay_as_wide_as_a_person_made_them(qtbot: QtBot, desk: Application) -> None:
    before = resize(qtbot, desk, 1280)
    drag_handle(qtbot, desk, 2, 40)
    drag_handle(qtbot, desk, 3, -20)
    dragged = desk.window._splitter.sizes()
    assert dragged[1] > before[1]
    assert dragged[3] > before[3]
    resize(qtbot, desk, 900)
    assert resize(qtbot, desk, 1280) == dragged


def test_folding_the_contact_gives_its_room_to_the_case_and_takes_it_back(
    qtbot: QtBot, desk: Application
) -> None:
    side, inbox, case, contact = before = resize(qtbot, desk, 1280)
    open_case(qtbot, desk)
    sizes = desk.window._splitter.sizes
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: sizes() == [side, inbox, case + contact + 1, 0])
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: sizes() == before)


def test_panes_are_divided_at_the_next_start_as_they_were(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    resize(qtbot, desk, 1280)
    drag_handle(qtbot, desk, 2, 40)
    before = desk.window._splitter.sizes()
    assert desk.close()
    again = open_desk(desk._folder)
    assert resize(qtbot, again, 1280) == before


def test_a_list_that_gave_way_in_a_narrow_window_has_its_width_at_the_next_start(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    assert resize(qtbot, desk, 820)[1] < INBOX
    assert desk.close()
    assert resize(qtbot, open_desk(desk._folder), 1280)[1] == INBOX


@pytest.mark.parametrize(
    "damaged",
    [
        ["wide", "", "x", "y"],
        [None, None, None, None],
        [["1"], ["2"], ["3"], ["4"]],
        ["9" * 30, "300", "500", "200"],
        ["-187", "304", "554", "232"],
        ["187", "500"],
        "187",
    ],
    ids=["words", "nothing", "lists", "too large", "negative", "two", "one"],
)
def test_damaged_sizes_are_as_good_as_none(
    qtbot: QtBot, open_desk: OpenDesk, damaged: object
) -> None:
    QSettings().setValue(PANES, damaged)
    QSettings().setValue(WINDOW, "no place of a window")
    assert resize(qtbot, open_desk(), 1280)[1::2] == [INBOX, CONTACT]
