"""What a person typed is not lost, whatever happens to the case, the file or the window."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.store import location
from tests.ui.conftest import NOW, OWN, OpenDesk, names, open_case, timeline
from ui import composer as composing
from ui import draft_keeper
from ui.application import Application
from ui.call_dialog import CallDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def in_file(folder: Path, statement: str) -> list[str]:
    """Runs one statement on the data file as another program would."""
    with closing(sqlite3.connect(folder / location.FILE_NAME, isolation_level=None)) as file:
        return [str(row[0]) for row in file.execute(statement)]


def drafts(folder: Path) -> list[str]:
    return in_file(folder, "SELECT text FROM drafts ORDER BY case_id")


def forbid(folder: Path, table: str) -> None:
    """Makes every write into a table fail, as a full disk does."""
    in_file(
        folder,
        f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'no room'); END",
    )


def allow(folder: Path, table: str) -> None:
    in_file(folder, f"DROP TRIGGER no_{table}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing is never told to have paused."""
    monkeypatch.setattr(composing, "DRAFT_PAUSE_MS", 600_000)
    monkeypatch.setattr(composing, "DRAFT_LATEST_MS", 600_000)


def write(qtbot: QtBot, desk: Application, text: str) -> None:
    qtbot.keyClicks(desk.window.case.composer.editor, text)


def block_reader(desk: Application) -> threading.Event:
    go = threading.Event()
    desk.lanes.reader.submit(lambda _: go.wait(5))
    return go


def click(qtbot: QtBot, desk: Application, place: int) -> None:
    listed = desk.window.inbox.list
    at = listed.visualRect(desk.window.inbox.model.index(place)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.mark.usefixtures("no_pause")
def test_text_goes_along_into_the_case_that_the_open_one_was_joined_into(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld, folder: Path
) -> None:
    first = next(post for post in world.posts() if post.author.handle == "ada_fern")
    world.add_post(first.author, "@Shop and another thing", at=NOW - timedelta(minutes=4))
    desk = open_desk()
    assert names(desk) == ["Ada Fern", "Ada Fern", "Ben Moss", "Cleo Wells"]
    open_case(qtbot, desk, 0)
    assert desk.window.case.row is not None
    gone = desk.window.case.row.id
    write(qtbot, desk, "Half a sentence")
    in_file(folder, f"UPDATE cases SET settled = 0 WHERE id = {gone}")
    world.add_post(OWN, "We look", at=NOW - timedelta(minutes=8), reply_to=first.remote_id)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern", "Ben Moss", "Cleo Wells"])
    qtbot.waitUntil(lambda: "@Shop and another thing" in timeline(desk) and len(timeline(desk)) > 2)
    assert desk.window.case.composer.text == "Half a sentence"
    assert desk.window.case.row.id != gone
    assert desk.window.inbox.current_id() == desk.window.case.row.id
    qtbot.waitUntil(lambda: drafts(folder) == ["Half a sentence"])


@pytest.mark.usefixtures("no_pause")
def test_text_stays_on_the_screen_when_its_case_is_gone(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    dialog = desk.window.findChild(CallDialog)
    assert isinstance(dialog, CallDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.name, "Edith Marlow")
    qtbot.keyClicks(dialog.text, "Wants to be called back")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: timeline(desk) == ["Wants to be called back"])
    write(qtbot, desk, "Dear Edith")
    desk.window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: "Edith Marlow" not in names(desk))
    qtbot.waitUntil(desk.window.notices.isVisible)
    assert desk.window.case.composer.text == "Dear Edith"
    assert desk.window.case.composer.isVisible()
    assert not desk.window.case.composer.send_button.isEnabled()
    open_case(qtbot, desk, 0)
    assert desk.window.case.composer.text == ""
    desk.window.close()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(QMessageBox)))
    assert "Dear Edith" in desk.window.findChildren(QMessageBox)[0].detailedText()


def test_text_typed_before_the_case_is_read_is_stored_behind_its_draft(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk, 0)
    write(qtbot, desk, "Hello Ada,")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello Ada,"])
    open_case(qtbot, desk, 1)
    go = block_reader(desk)
    click(qtbot, desk, 0)
    write(qtbot, desk, "more")
    assert not desk.window.case.composer.send_button.isEnabled()
    click(qtbot, desk, 1)  # left before it was read
    go.set()
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello Ada,\n\nmore"])
    open_case(qtbot, desk, 0)
    assert desk.window.case.composer.text == "Hello Ada,\n\nmore"


def test_text_typed_before_the_case_is_read_stays_and_is_stored(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    desk.window.case.setVisible(True)
    go = block_reader(desk)
    click(qtbot, desk, 0)
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])  # without waiting for the reader
    write(qtbot, desk, " Ada")
    with qtbot.waitSignal(desk.window.case.opened):
        go.set()
    assert desk.window.case.composer.text == "Hello Ada"
    assert desk.window.case.composer.send_button.isEnabled()
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello Ada"])


def test_draft_that_could_not_be_stored_is_tried_again_by_the_clock(
    qtbot: QtBot, desk: Application, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_keeper, "RETRY_MS", 50)
    open_case(qtbot, desk)
    desk.window.case.answer.drafts.findChildren(QTimer)[0].setInterval(50)
    forbid(folder, "drafts")
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: "no room" in desk.window.notices.text.text())
    assert desk.window.case.composer.text == "Hello"
    allow(folder, "drafts")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])


def test_draft_of_another_case_that_could_not_be_stored_is_tried_at_the_next_edit(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk, 0)
    forbid(folder, "drafts")
    write(qtbot, desk, "Hello Ada")
    qtbot.waitUntil(lambda: "no room" in desk.window.notices.text.text())
    open_case(qtbot, desk, 1)
    allow(folder, "drafts")
    write(qtbot, desk, "Hello Ben")
    qtbot.waitUntil(lambda: sorted(drafts(folder)) == ["Hello Ada", "Hello Ben"])


def test_window_asks_before_it_closes_over_a_text_that_cannot_be_stored(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    forbid(folder, "drafts")
    write(qtbot, desk, "Hello")
    for answer in ("Cancel", "Close anyway"):
        desk.window.close()
        qtbot.waitUntil(lambda: bool(desk.window.findChildren(QMessageBox)))
        box = desk.window.findChildren(QMessageBox)[0]
        assert desk.window.isVisible()
        assert "no room" in box.text()
        assert box.detailedText() == "Hello"
        button = next(b for b in box.findChildren(QPushButton) if b.text() == answer)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not desk.window.findChildren(QMessageBox))
        assert desk.window.isVisible() is (answer == "Cancel")


def test_window_closes_by_itself_once_the_text_is_stored(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    write(qtbot, desk, "Hello")
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert drafts(folder) == ["Hello"]


def test_answer_that_cannot_be_queued_while_the_desk_closes_is_kept_as_a_draft(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    forbid(folder, "reply_threads")
    write(qtbot, desk, "Hello")
    qtbot.keyClick(desk.window.case.composer.editor, Qt.Key.Key_Return, CTRL)
    desk.close()
    assert drafts(folder) == ["Hello"]


def test_answer_that_cannot_be_queued_comes_back_before_what_was_typed_since(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    forbid(folder, "reply_threads")
    write(qtbot, desk, "Hello")
    qtbot.keyClick(desk.window.case.composer.editor, Qt.Key.Key_Return, CTRL)
    write(qtbot, desk, "Another")
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello\n\nAnother")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello\n\nAnother"])


def test_steady_typing_is_stored_without_a_pause(
    qtbot: QtBot, open_desk: OpenDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert composing.DRAFT_LATEST_MS <= 2_000
    monkeypatch.setattr(composing, "DRAFT_PAUSE_MS", 600_000)
    monkeypatch.setattr(composing, "DRAFT_LATEST_MS", 100)
    desk = open_desk()
    open_case(qtbot, desk)
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])


def test_cleared_text_is_forgotten_though_the_limit_is_chosen_at_once(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    qtbot.keyClick(desk.window.case.composer.editor, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(desk.window.case.composer.editor, Qt.Key.Key_Delete)
    button = desk.window.case.composer.findChild(QPushButton, "segmentRight")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drafts(folder) == [])


def test_call_note_that_cannot_be_stored_stays_in_its_dialog(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    forbid(folder, "call_notes")
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_N)
    dialog = desk.window.findChild(CallDialog)
    assert isinstance(dialog, CallDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.text, "Rang, calm.")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(dialog.message.isVisible)
    assert "no room" in dialog.message.text()
    assert dialog.text.toPlainText() == "Rang, calm."
    allow(folder, "call_notes")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: timeline(desk)[-1] == "Rang, calm.")


def test_the_line_above_an_answer_says_which_post_it_goes_to(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    said = desk.window.case.composer.to_line.text()
    assert said.startswith("Answer to @ada_fern's post of ")
    assert said.endswith(" as @Shop")
