"""What a person typed is not lost, whatever happens to the case, the file or the window."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.ids import CaseId, ThreadId
from console.domain.limits import LIMITS_140, LIMITS_280
from console.domain.numbering import Numbering, NumberStyle
from console.store import joining, location
from console.store.database import Database
from console.text.split import split
from tests.ui.conftest import NOW, OWN, OpenDesk, names, open_case, timeline
from ui import composer as composing
from ui import draft_keeper
from ui.application import Application
from ui.call_note import CallNote
from ui.pending_choices import Act

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


@contextmanager
def another_window(folder: Path) -> Iterator[Desk]:
    """A desk on the same file, as another window has it."""
    db = Database.open(folder / location.FILE_NAME)
    desk = Desk(Context(db, {}, Credentials(), "Ben", process="another"))
    yield desk
    desk.close()


def versions(folder: Path) -> list[str]:
    return in_file(folder, "SELECT text FROM draft_versions ORDER BY id")


def block_writer(desk: Application) -> threading.Event:
    go = threading.Event()
    desk.lanes.writer.submit(lambda _: go.wait(20))
    return go


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
    desk.lanes.reader.submit(lambda _: go.wait(20))
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
    dialog = desk.window.findChild(CallNote)
    assert isinstance(dialog, CallNote)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.contact.field, "Edith Marlow")
    qtbot.keyClicks(dialog.form.text, "Wants to be called back")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: timeline(desk) == ["Wants to be called back"])
    qtbot.waitUntil(lambda: names(desk)[0] == "Edith Marlow")
    write(qtbot, desk, "Dear Edith")
    desk.window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: "Edith Marlow" not in names(desk))
    qtbot.waitUntil(lambda: desk.window.case.case is None)
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


def test_a_draft_that_is_too_long_for_an_answer_is_kept_whole(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk, 0)
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    open_case(qtbot, desk, 1)
    long = "words " * 20_000
    with another_window(folder) as other:
        case_id = in_file(folder, "SELECT case_id FROM drafts")[0]
        other.drafts.save(CaseId(int(case_id)), long, "140")
    open_case(qtbot, desk, 0)
    composer = desk.window.case.composer
    qtbot.waitUntil(lambda: bool(composer.text))
    assert len(composer.text) < 25_001
    composer.choose_limits(LIMITS_280)  # stored with the draft, which is not edited by that
    desk.window.case.answer.keep()
    qtbot.waitUntil(lambda: in_file(folder, "SELECT limit_name FROM drafts") == ["280"])
    assert drafts(folder) == [long]
    qtbot.keyClick(composer.editor, Qt.Key.Key_Backspace)
    shown = composer.text
    desk.window.case.answer.keep()
    qtbot.waitUntil(lambda: drafts(folder) == [shown])
    assert versions(folder)[-2:] == [long, shown], "it is brought back as a copy"


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
    dialog = desk.window.findChild(CallNote)
    assert isinstance(dialog, CallNote)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.text, "Rang, calm.")
    qtbot.keyClick(dialog.form.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(dialog.message.isVisible)
    assert "no room" in dialog.message.text()
    assert dialog.form.text.toPlainText() == "Rang, calm."
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


def test_undo_in_another_case_does_not_bring_the_text_of_the_one_before(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk, 0)
    write(qtbot, desk, "for Ada")
    open_case(qtbot, desk, 1)
    editor = desk.window.case.composer.editor
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert desk.window.case.composer.text == ""
    write(qtbot, desk, "for Ben")
    for _ in range(10):
        qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert desk.window.case.composer.text == ""


def test_what_is_typed_before_the_case_is_read_takes_no_letter_of_its_draft(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    case = desk.window.case
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    qtbot.waitUntil(lambda: case.case is not None and case.case.draft is not None)
    late, row = case.case, case.row
    assert late is not None
    case.answer.open(row)
    write(qtbot, desk, "o")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello\n\no"])
    case.answer.show(late)  # as it was read before the last letter was stored
    qtbot.waitUntil(lambda: case.composer.text == "Hello\n\no")
    assert drafts(folder) == ["Hello\n\no"]


def test_a_case_that_was_read_before_the_last_words_were_stored_shows_them(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    case = desk.window.case
    late, row = case.case, case.row
    assert late is not None
    assert late.draft is None
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    case.answer.open(row)
    case.answer.show(late)
    qtbot.waitUntil(lambda: case.composer.text == "Hello")


@pytest.mark.usefixtures("no_pause")
def test_text_typed_before_and_after_an_answer_is_taken_back_stands_with_it(
    qtbot: QtBot, open_desk: OpenDesk, folder: Path
) -> None:
    desk = open_desk()
    open_case(qtbot, desk)
    case = desk.window.case
    assert case.row is not None
    case_id = case.row.id
    desk.courier.stop()
    with another_window(folder) as other:
        thread_id, _ = other.replies.queue(
            case_id, "answer", split("answer", LIMITS_140), LIMITS_140
        )
    case.read()
    qtbot.waitUntil(lambda: case.case is not None and bool(case.case.threads))
    write(qtbot, desk, "before")
    go = block_writer(desk)
    case.pending_acts.do(Act.CANCEL, thread_id, case_id)
    write(qtbot, desk, "after")
    case.answer.keep()
    go.set()
    whole = "before\n\nanswer\n\nafter"
    qtbot.waitUntil(lambda: case.composer.text == whole)
    qtbot.waitUntil(lambda: drafts(folder) == [whole])


def test_text_stays_where_an_answer_cannot_be_taken_back(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    case = desk.window.case
    write(qtbot, desk, "before")
    qtbot.waitUntil(lambda: drafts(folder) == ["before"])
    go = block_writer(desk)
    assert case.row is not None
    case.pending_acts.do(Act.CANCEL, ThreadId(99), case.row.id)  # which is gone
    write(qtbot, desk, "after")
    case.answer.keep()
    go.set()
    qtbot.waitUntil(lambda: case.composer.text == "before\n\nafter")
    qtbot.waitUntil(lambda: drafts(folder) == ["before\n\nafter"])


def test_an_answer_on_its_way_into_the_outbox_is_not_shown_as_a_draft_again(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk, 0)
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    go = block_writer(desk)
    composer = desk.window.case.composer
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    open_case(qtbot, desk, 1)
    open_case(qtbot, desk, 0)
    assert composer.text == ""
    assert not composer.send_button.isEnabled()
    with qtbot.waitSignal(desk.window.case.answer.queued):
        go.set()
    write(qtbot, desk, "More")
    qtbot.waitUntil(composer.send_button.isEnabled)
    assert composer.text == "More"


def test_typing_in_a_case_that_was_joined_does_not_pile_up_in_the_other(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk, 1)
    write(qtbot, desk, "for Ben")
    qtbot.waitUntil(lambda: drafts(folder) == ["for Ben"])
    ben = desk.window.case.row
    open_case(qtbot, desk, 0)
    ada = desk.window.case.row
    assert ada is not None
    assert ben is not None
    with closing(Database.open(folder / location.FILE_NAME)) as db, db.writing():
        joining.merge(db, ada.id, ben.id)
    for letter in "Hi!":
        write(qtbot, desk, letter)
        desk.window.case.answer.keep()
    qtbot.waitUntil(lambda: drafts(folder) == ["for Ben\n\nHi!"])
    desk.window.case.read()
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "for Ben\n\nHi!")


def test_a_draft_that_another_window_changed_is_kept_and_that_is_said(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    case = desk.window.case
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    assert case.row is not None
    with another_window(folder) as other:
        other.drafts.save(case.row.id, "Something else", "140")
    write(qtbot, desk, " Ada")
    qtbot.waitUntil(lambda: "among the earlier versions" in desk.window.notices.text.text())
    assert case.composer.text == "Hello Ada"
    assert drafts(folder) == ["Hello Ada"]
    assert versions(folder) == ["Hello", "Something else", "Hello Ada"]


def test_an_answer_that_another_window_sent_is_not_sent_again_unseen(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    case = desk.window.case
    write(qtbot, desk, "Hello")
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    assert case.row is not None
    desk.courier.stop()
    with another_window(folder) as other:
        other.replies.queue(case.row.id, "Hello", split("Hello", LIMITS_140), LIMITS_140)
    qtbot.keyClick(case.composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "was not queued" in desk.window.notices.text.text())
    assert case.composer.text == "Hello"
    assert in_file(folder, "SELECT count(*) FROM reply_threads") == ["1"]
    qtbot.waitUntil(lambda: drafts(folder) == ["Hello"])
    qtbot.keyClick(case.composer.editor, Qt.Key.Key_Return, CTRL)  # by a person who knows
    qtbot.waitUntil(lambda: in_file(folder, "SELECT count(*) FROM reply_threads") == ["2"])


def test_numbers_and_limit_come_back_with_the_draft(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk, 0)
    composer = desk.window.case.composer
    write(qtbot, desk, "Hello")
    composer.choose_numbering(Numbering(NumberStyle.IN_BRACKETS, at_end=True))
    open_case(qtbot, desk, 1)
    composer.choose_numbering(Numbering(NumberStyle.WITH_DOT))
    qtbot.waitUntil(lambda: in_file(folder, "SELECT numbering FROM drafts") == ["(1/3) end"])
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: composer.text == "Hello")
    assert composer.numbering.name == "(1/3) end"
