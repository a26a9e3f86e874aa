"""The dialog that takes a file in, driven by keys and clicks, on a real desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from tests.console.exchange import archives as made
from tests.console.given import OWN, TinyNetwork
from ui.application import Application
from ui.import_dialog import ImportDialog
from ui.views import View


class Open:
    """A desk of nobody, and files to be taken in."""

    def __init__(self, app: QApplication, folder: Path, qtbot: QtBot) -> None:
        self.qtbot, self.folder = qtbot, folder
        network = TinyNetwork(MemoryConnector(MemoryWorld(OWN)))
        self.desk = Application(
            app, folder / "data", {"memory": network, "x": network}, Credentials(),
            set_up=lambda _desk: None,
        )  # fmt: skip
        self.desk.window.show()
        qtbot.waitUntil(lambda: self.desk.window.is_complete)

    def dialog(self) -> ImportDialog:
        self.desk.window.actions_by_name["import"].trigger()
        (dialog,) = self.desk.window.findChildren(ImportDialog)
        self.qtbot.waitUntil(lambda: "Drop the file here" in said(dialog))
        return dialog

    def archive(self, count: int, *bad: made.Json) -> Path:
        tweets = made.script("tweets", [*made.answers(count), *bad])
        talk = made.conversation("1-100", made.direct_message(5, 100, 1, "Hello"))
        files = {
            "data/tweets.js": tweets,
            "data/direct-messages.js": made.script("direct_messages", [talk]),
        }
        return made.archive(self.folder / "archive.zip", files)

    def count(self) -> int:
        found: list[int] = []
        self.desk.lanes.reader.submit(
            lambda desk: desk.cases.count(), found.append, receiver=self.desk.window
        )
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    (tmp_path / "data").mkdir()
    opened = Open(qapp, tmp_path, qtbot)
    yield opened
    opened.desk.close()


def said(dialog: ImportDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def offered(dialog: ImportDialog) -> list[str]:
    found = (each for each in dialog.findChildren(QPushButton) if each.isVisible())
    return [each.text() for each in found if each.isEnabled()]


def shown(place: Open, dialog: ImportDialog, path: Path) -> None:
    dialog.open_file(path)
    place.qtbot.waitUntil(lambda: "Looking at" not in said(dialog))


def finished(place: Open, dialog: ImportDialog) -> None:
    place.qtbot.waitUntil(lambda: "came in" in said(dialog) and "Close" in offered(dialog))


def test_an_archive_is_looked_at_and_comes_in_at_enter(place: Open) -> None:
    dialog = place.dialog()
    shown(place, dialog, place.archive(3))
    told = said(dialog)
    assert "X's archive of an account" in told
    assert "The Shop  @shop" in told
    assert "About 3 posts" in told
    assert "added without access" in told
    assert place.count() == 0
    QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    finished(place, dialog)
    assert "3 posts came in" in said(dialog)
    assert "3 of them resolved" in said(dialog)
    assert "Nothing was left out" in said(dialog)
    assert place.count() == 3
    QTest.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    window = place.desk.window
    place.qtbot.waitUntil(lambda: window.inbox.view is View.ALL)
    place.qtbot.waitUntil(lambda: window.inbox.model.rowCount() == 3)


def test_what_came_in_is_shown_by_its_newest_case(place: Open) -> None:
    first = place.dialog()
    shown(place, first, place.archive(3))
    QTest.mouseClick(first.import_button, Qt.MouseButton.LeftButton)
    finished(place, first)
    QTest.mouseClick(first.show_button, Qt.MouseButton.LeftButton)
    window = place.desk.window
    place.qtbot.waitUntil(lambda: window.is_complete and window.case.row is not None)
    assert window.case.row is not None
    assert window.case.row.id == window.inbox.model.ids()[0]
    assert window.inbox.current_id() == window.case.row.id


def test_the_dialog_goes_by_enter_from_its_opening_to_its_close(place: Open) -> None:
    dialog = place.dialog()
    window = dialog.focusWidget()
    assert isinstance(window, QPushButton)
    assert window.text() == "Choose a file…"
    shown(place, dialog, place.archive(1))
    QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    finished(place, dialog)
    assert dialog.focusWidget() is dialog.close_button
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    place.qtbot.waitUntil(lambda: not dialog.isVisible())


def test_direct_messages_come_in_where_the_box_is_ticked(place: Open) -> None:
    dialog = place.dialog()
    shown(place, dialog, place.archive(1))
    QTest.keyClick(dialog.page.messages, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    finished(place, dialog)
    assert "1 post and 1 call note came in" in said(dialog)


def test_what_was_left_out_is_listed_and_can_be_copied(place: Open) -> None:
    dialog = place.dialog()
    shown(place, dialog, place.archive(1, {"tweet": {"full_text": "<b>no</b> id"}}))
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    finished(place, dialog)
    assert "1 left out" in said(dialog)
    table = dialog.report.table
    cells = [table.item(0, column) for column in range(3)]
    assert [cell.text() for cell in cells if cell] == [
        "1", "posts without an id", "tweets.js, item 2",
    ]  # fmt: skip
    QTest.mouseClick(dialog.report.copy_button, Qt.MouseButton.LeftButton)
    assert "1\tposts without an id\ttweets.js, item 2" in QGuiApplication.clipboard().text()


def test_a_file_that_was_stopped_is_offered_to_go_on(place: Open) -> None:
    path = place.archive(1300)
    dialog = place.dialog()
    shown(place, dialog, path)
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    finished(place, dialog)
    assert "Stopped:" in said(dialog)
    shown(place, dialog, path)
    assert "It goes on from there." in said(dialog)
    assert "Go on" in offered(dialog)
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    finished(place, dialog)
    assert "1,300 posts came in" in said(dialog)
    assert place.count() == 1300


def test_an_unfinished_import_is_named_when_the_dialog_opens(place: Open) -> None:
    path = place.archive(700)
    dialog = place.dialog()
    shown(place, dialog, path)
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    finished(place, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    place.qtbot.waitUntil(lambda: not place.desk.window.findChildren(ImportDialog))
    again = place.dialog()
    place.qtbot.waitUntil(lambda: "archive.zip was not taken in to its end" in said(again))


def test_a_file_can_be_dropped(place: Open) -> None:
    dialog = place.dialog()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(place.archive(2)))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        dialog, QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    )
    place.qtbot.waitUntil(lambda: "About 2 posts" in said(dialog))


def test_what_cannot_be_taken_in_is_said_and_another_can_be_chosen(place: Open) -> None:
    dialog = place.dialog()
    wrong = place.folder / "letter.zip"
    wrong.write_bytes(b"PK nonsense")
    shown(place, dialog, wrong)
    assert "letter.zip is a damaged zip archive." in said(dialog)
    assert "Choose another file…" in offered(dialog)
    assert "Import" not in offered(dialog)


def test_pages_ask_whose_they_are_where_that_is_not_clear(place: Open) -> None:
    desk = place.desk

    def add(verbs: Desk) -> None:
        verbs.accounts.add_handoff("shop")
        verbs.accounts.add_handoff("ada_fern")

    done: list[None] = []
    desk.lanes.writer.submit(add, done.append, receiver=desk.window)
    place.qtbot.waitUntil(lambda: bool(done))
    path = place.folder / "page.json"
    at = "2026-01-01T10:00:00.000Z"
    path.write_text(json.dumps(made.page(
        made.page_post(made.FIRST_ID, 1, "@ada_fern Hello", at),
        made.page_post(made.FIRST_ID + 1, 2, "@shop Hello", at),
    )))  # fmt: skip
    dialog = place.dialog()
    shown(place, dialog, path)
    assert "Choose which account is yours." in said(dialog)
    assert "Import" not in offered(dialog)
    dialog.page.accounts.setFocus()
    QTest.keyClicks(dialog.page.accounts, "@shop")
    place.qtbot.waitUntil(lambda: "Import" in offered(dialog))
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    finished(place, dialog)
    assert "2 posts came in" in said(dialog)


def test_pages_of_an_account_that_is_not_there_bring_it(place: Open) -> None:
    path = place.folder / "page.json"
    at = "2026-01-01T10:00:00.000Z"
    path.write_text(json.dumps(made.page(made.page_post(made.FIRST_ID, 2, "@shop Hello", at))))
    dialog = place.dialog()
    shown(place, dialog, path)
    assert "write the one that is yours" in said(dialog)
    assert "Import" not in offered(dialog)
    field = dialog.page.accounts.lineEdit()
    assert field is not None
    assert field.hasFocus()
    QTest.keyClicks(field, "@sh op")
    assert "This is no handle of X." in said(dialog)
    field.clear()
    QTest.keyClicks(field, "@shop")
    assert "Add @shop by hand and import" in offered(dialog)
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    finished(place, dialog)
    assert "1 post came in" in said(dialog)


def test_it_fits_a_small_window(place: Open) -> None:
    place.desk.window.resize(900, 600)
    dialog = place.dialog()
    shown(place, dialog, place.archive(2))
    assert dialog.width() <= 900 - 32
    assert dialog.height() <= 600 - 32
