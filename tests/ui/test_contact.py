"""The contact beside the case: what it says, and where it stands."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.desk.calls import NewCall
from tests.ui.conftest import NOW, OpenDesk, connect_and_sync, open_case
from ui.application import Application
from ui.call_dialog import CallDialog
from ui.two_line_button import TwoLineButton


def said(desk: Application) -> list[str]:
    return [label.text() for label in desk.window.right.view.findChildren(QLabel)]


def others(desk: Application) -> list[TwoLineButton]:
    return desk.window.right.view.findChildren(TwoLineButton)


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
    shown = said(desk)
    assert {"Ada Fern", "@ada_fern", "+44 1632 960118"} <= set(shown)
    assert any(text.startswith("told us on the call, ") for text in shown)
    assert "This is the first." in shown
    copy = next(
        b for b in desk.window.right.view.findChildren(QToolButton)
        if b.accessibleName() == "Copy +44 1632 960118"
    )  # fmt: skip
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "+44 1632 960118"


def test_other_cases_of_the_contact_are_one_click_away(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    desk.window.resize(1300, 800)
    open_case(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 2)
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
    assert others(desk)[0].head.startswith("Needs reply")


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
    dialog = desk.window.findChild(CallDialog)
    assert dialog is not None
    dialog.reject()
