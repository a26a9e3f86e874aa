"""What was written earlier is found, compared and brought back."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.ids import CaseId
from console.domain.numbering import Numbering, NumberStyle
from console.domain.outbox import Draft
from console.store import joining, location
from console.store.database import Database
from tests.ui.conftest import open_case
from ui import text_changes
from ui.answer_clipboard import WITH_BREAKS
from ui.application import Application
from ui.text_changes import MOST_PAIRS, Change, changes
from ui.versions_dialog import MOST_SHOWN, VersionsDialog
from ui.versions_list import NOTHING_SEEN

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def replace_text(qtbot: QtBot, desk: Application, text: str) -> None:
    """Write a text in the place of what stands there, and pause."""
    editor = desk.window.case.composer.editor
    qtbot.keyClick(editor, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, text)
    desk.window.case.answer.keep()


def open_dialog(qtbot: QtBot, desk: Application) -> VersionsDialog:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window.case.composer.editor, Qt.Key.Key_H, CTRL | SHIFT)
    dialog = desk.window.findChild(VersionsDialog)
    assert isinstance(dialog, VersionsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def open_list(qtbot: QtBot, desk: Application) -> VersionsDialog:
    dialog = open_dialog(qtbot, desk)
    qtbot.waitUntil(dialog.list.isVisible)
    return dialog


def listed(dialog: VersionsDialog) -> list[str]:
    model = dialog.model
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def words_of(dialog: VersionsDialog) -> list[str]:
    return [label.text() for label in dialog.state.findChildren(QLabel) if label.isVisible()]


def marked(dialog: VersionsDialog) -> tuple[list[str], list[str]]:
    """Returns what is underlined in the preview, and what is struck."""
    under, struck = [], []
    block = dialog.preview.document().begin()
    while block.isValid():
        for found in block.textFormats():
            text = block.text()[found.start : found.start + found.length]
            if found.format.font().underline():
                under.append(text)
            if found.format.font().strikeOut():
                struck.append(text)
        block = block.next()
    return under, struck


def test_a_cleared_text_is_brought_back_by_keys_and_can_be_undone(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.choose_numbering(Numbering(NumberStyle.OF_ALL))
    replace_text(qtbot, desk, "Dear Ada, hello")
    composer.choose_numbering(Numbering())
    replace_text(qtbot, desk, "")
    replace_text(qtbot, desk, "Hi")
    dialog = open_list(qtbot, desk)
    assert listed(dialog) == ["Dear Ada, hello"]
    assert dialog.list.hasFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert composer.text == "Dear Ada, hello"
    qtbot.waitUntil(lambda: desk.window.findChild(VersionsDialog) is None)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    assert composer.text == "Hi"
    again = open_list(qtbot, desk)
    assert listed(again)[0] == "Dear Ada, hello"
    qtbot.keyClick(again.list, Qt.Key.Key_Escape)
    assert composer.text == "Hi"


def test_numbers_come_back_with_a_version(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.choose_numbering(Numbering(NumberStyle.OF_ALL))
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "Hi")
    composer.choose_numbering(Numbering())
    dialog = open_list(qtbot, desk)
    assert "numbered 1/3" in dialog.facts.text()
    qtbot.mouseClick(dialog.bring_button, Qt.MouseButton.LeftButton)
    assert composer.text == "Dear Ada"
    assert composer.numbering.name == "1/3"


def test_numbers_that_come_back_are_not_those_of_the_next_answer(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.choose_numbering(Numbering(NumberStyle.OF_ALL))
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "Hi")
    composer.choose_numbering(Numbering())
    dialog = open_list(qtbot, desk)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert composer.numbering.name == "1/3"
    open_case(qtbot, desk, 1)
    assert composer.numbering.name == "none"


def test_text_without_anything_to_be_seen_is_listed_in_words(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    for text in ("\u200b\u2060", "\u200b" * 200 + "seen", "…", "Hi"):
        desk.window.case.composer.put_text(text)
        desk.window.case.answer.keep()
    dialog = open_list(qtbot, desk)
    assert listed(dialog) == ["…", "\u200b" * 120, NOTHING_SEEN]
    said = dialog.model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith(f": {NOTHING_SEEN}")


def test_mark_of_an_own_break_is_explained_where_there_is_one(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    for text in ("One\ftwo", "One two", "Hi"):
        desk.window.case.composer.put_text(text)
        desk.window.case.answer.keep()
    dialog = open_list(qtbot, desk)
    qtbot.waitUntil(lambda: bool(marked(dialog)[0]))
    assert not dialog.break_mark.isVisible()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.preview.toPlainText().startswith("One ¦ two")
    assert dialog.break_mark.isVisible()
    assert "a break of your own" in dialog.break_mark.text()


def test_what_is_typed_at_that_moment_is_a_version_too(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    editor = desk.window.case.composer.editor
    qtbot.keyClick(editor, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(editor, "not yet stored")
    dialog = open_list(qtbot, desk)
    assert listed(dialog) == ["Dear Ada"]
    with closing(sqlite3.connect(folder / location.FILE_NAME)) as file:
        stored = file.execute("SELECT text FROM draft_versions ORDER BY id").fetchall()
    assert stored == [("Dear Ada",), ("not yet stored",)]


def test_a_sent_answer_is_listed_as_sent(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    replace_text(qtbot, desk, "Dear Ada")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Dear Ada" in _timeline(desk))
    dialog = open_list(qtbot, desk)
    assert dialog.facts.text().startswith("Sent by ")
    said = dialog.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "just now" in said
    assert "sent  ·  8 characters: Dear Ada" in said


def _timeline(desk: Application) -> list[str]:
    model = desk.window.case.model
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def test_what_differs_is_marked_by_lines_and_not_by_colour_alone(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "We look into it now")
    replace_text(qtbot, desk, "We looked into <b>it</b> now")
    dialog = open_list(qtbot, desk)
    qtbot.waitUntil(lambda: marked(dialog)[0] == ["look"])
    assert "looked" in marked(dialog)[1]
    assert "<b>" in dialog.preview.toPlainText()
    assert all(mark.isVisible() for mark in dialog.marks)
    legend = [mark.text() for mark in dialog.marks]
    assert legend == ["only in this version", "only in the composer now"]


def test_the_whole_text_is_copied_without_marks(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "Hello Ben")
    dialog = open_list(qtbot, desk)
    qtbot.waitUntil(lambda: bool(marked(dialog)[0]))
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Dear Ada"
    assert dialog.isVisible()


def test_own_breaks_are_copied_for_an_answer_and_as_blank_lines_for_other_programs(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.put_text("Dear Ada\f hello")
    desk.window.case.answer.keep()
    replace_text(qtbot, desk, "Hi")
    dialog = open_list(qtbot, desk)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Dear Ada\n\nhello"
    assert bytes(data.data(WITH_BREAKS).data()).decode() == "Dear Ada\f hello"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.keyClick(composer.editor, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(composer.editor, Qt.Key.Key_V, CTRL)
    assert composer.text == "Dear Ada\f hello"


def test_what_one_customer_was_written_is_never_brought_into_the_case_of_another(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    case, ada = desk.window.case, _case_id(desk)
    replace_text(qtbot, desk, "Dear Ada, your number is 030 1234")
    replace_text(qtbot, desk, "Hi")
    dialog = open_list(qtbot, desk)
    version = dialog.chosen
    assert version is not None
    other = desk.window.inbox.model.row_at(1)
    assert other is not None
    with qtbot.waitSignals([case.opened, dialog.finished]):
        case.open(other)
    qtbot.waitUntil(lambda: desk.window.findChild(VersionsDialog) is None)
    assert "not open any more" in case.answer.bring_back(version, ada)
    assert case.composer.text == ""
    case.answer.keep()
    stored: list[Draft | None] = []
    desk.lanes.writer.submit(lambda d: d.drafts.get(other.id), stored.append, receiver=desk)
    qtbot.waitUntil(lambda: stored == [None])


def test_a_version_is_brought_back_into_the_case_that_its_own_was_joined_to(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk, 1)
    ben = _case_id(desk)
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "")
    dialog = open_list(qtbot, desk)
    with closing(Database.open(folder / location.FILE_NAME)) as db, db.writing():
        joining.merge(db, _case_id(desk), ben)
    desk.window.case.read()
    qtbot.waitUntil(lambda: _case_id(desk) == ben and desk.window.case.answer.is_restored)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert desk.window.case.composer.text == "Dear Ada"
    replace_text(qtbot, desk, "Hi")
    qtbot.keyClick(open_list(qtbot, desk).list, Qt.Key.Key_Return)
    assert desk.window.case.composer.text == "Dear Ada"


def test_numbers_that_were_chosen_come_back_with_an_answer_of_one_part(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.choose_numbering(Numbering(NumberStyle.OF_ALL))
    replace_text(qtbot, desk, "Dear Ada")
    qtbot.waitUntil(composer.send_button.isEnabled)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    composer.choose_numbering(Numbering())
    qtbot.waitUntil(lambda: "Dear Ada" in _timeline(desk))
    dialog = open_list(qtbot, desk)
    assert "numbered 1/3" in dialog.facts.text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert composer.numbering.name == "1/3"


def test_a_case_without_versions_says_so(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    dialog = open_dialog(qtbot, desk)
    qtbot.waitUntil(lambda: "No earlier versions yet" in words_of(dialog))
    assert not dialog.bring_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_text_that_stands_in_the_composer_is_no_earlier_version(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    dialog = open_dialog(qtbot, desk)
    qtbot.waitUntil(lambda: "No earlier versions yet" in words_of(dialog))


def test_reading_is_said_and_does_not_stop_the_window(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "Hi")
    go = threading.Event()
    desk.lanes.reader.submit(lambda _: go.wait(20))
    dialog = open_dialog(qtbot, desk)
    assert words_of(dialog) == ["Reading the versions…"]
    go.set()
    qtbot.waitUntil(dialog.list.isVisible)
    assert listed(dialog) == ["Dear Ada"]


def test_trouble_is_said_in_words_and_can_be_tried_again(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "Hi")
    qtbot.waitUntil(lambda: not desk.window.case.answer.drafts.earlier(_case_id(desk), 0))
    with closing(sqlite3.connect(folder / location.FILE_NAME)) as file:
        file.execute("ALTER TABLE draft_versions RENAME TO elsewhere")
    dialog = open_dialog(qtbot, desk)
    qtbot.waitUntil(lambda: any("cannot do this" in line for line in words_of(dialog)))
    with closing(sqlite3.connect(folder / location.FILE_NAME)) as file:
        file.execute("ALTER TABLE elsewhere RENAME TO draft_versions")
    again = next(b for b in dialog.state.findChildren(QPushButton) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.list.isVisible)
    assert listed(dialog) == ["Dear Ada"]


def _case_id(desk: Application) -> CaseId:
    assert desk.window.case.row is not None
    return desk.window.case.row.id


def test_of_a_huge_version_the_beginning_is_shown_and_all_is_brought_back(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    huge = "words and more " * (MOST_SHOWN // 12)
    composer = desk.window.case.composer
    composer.put_text(huge)
    desk.window.case.answer.keep()
    replace_text(qtbot, desk, "Hi")
    dialog = open_list(qtbot, desk)
    assert len(dialog.preview.toPlainText()) == MOST_SHOWN
    assert "the first 20,000 characters" in dialog.facts.text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert composer.text == huge


def test_a_version_that_is_too_long_for_an_answer_is_not_brought_back(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.put_text("words " * 5_000)
    desk.window.case.answer.keep()
    replace_text(qtbot, desk, "Hi")
    dialog = open_list(qtbot, desk)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert composer.text == "Hi"
    assert "an answer holds up to 25,000. You can copy the text." in dialog.message.text()
    dialog.reject()


def test_a_version_is_not_put_before_the_draft_is_known(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "Hi")
    dialog = open_list(qtbot, desk)
    desk.window.case.answer.hold_draft(_case_id(desk))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "Try again in a moment" in dialog.message.text()
    desk.window.case.answer.release_draft(_case_id(desk))
    desk.window.case.read()
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hi")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert desk.window.case.composer.text == "Dear Ada"


@given(st.text("ab ,.\n\fé📦", max_size=60), st.text("ab ,.\n\fé📦", max_size=60))
def test_both_texts_can_be_read_from_their_changes(before: str, after: str) -> None:
    pieces = changes(before, after)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == before
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == after


@given(st.text("ab ,.\n\fé📦", max_size=60), st.text("ab ,.\n\fé📦", max_size=60))
def test_so_they_can_where_they_are_compared_by_sentences(before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_changes, "MOST_PAIRS", 30)
        pieces = changes(before, after)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == before
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == after


def test_in_a_long_text_the_words_are_found_that_differ() -> None:
    same = "".join(f"Then sentence number {number} follows, as before. " for number in range(150))
    pieces = changes(f"Dear Ada. {same}We look.", f"Dear Ben. {same}We looked.")
    assert [(p.text, p.change) for p in pieces if p.change is not Change.NONE] == [
        ("Ada.", Change.REMOVED),
        ("Ben.", Change.ADDED),
        ("look", Change.REMOVED),
        ("looked", Change.ADDED),
    ]


def repeated(one: str, count: int) -> str:
    """Returns a text over and over, with a number at each `#`."""
    return "".join(one.replace("#", str(number)) for number in range(count))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b ", "b a "),
        ("a. b. ", "b. a. "),
        ("a.", "b."),
        (f"Same #. {'a b ' * 30}.", f"Same #. {'b a ' * 30}."),
    ],
)
@pytest.mark.parametrize("count", [40, 240, 5_000])
def test_no_more_is_compared_than_is_allowed(
    one: str, other: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def counted(
        junk: Callable[[str], bool], old: list[str], new: list[str], *, autojunk: bool
    ) -> SequenceMatcher[str]:
        compared.append(len(old) * len(new))
        return SequenceMatcher(junk, old, new, autojunk=autojunk)

    monkeypatch.setattr(text_changes, "SequenceMatcher", counted)
    changes(f"A. {repeated(one, count)} a", f"B. {repeated(other, count)} b")
    assert sum(compared) <= 2 * MOST_PAIRS == 80_000


def test_long_texts_that_differ_all_over_are_compared_as_a_whole() -> None:
    most = MOST_PAIRS // 100
    pieces = changes("same " + "a " * most, "same " + "b " * most)
    assert [piece.change for piece in pieces] == [
        Change.NONE,
        Change.REMOVED,
        Change.ADDED,
        Change.NONE,
    ]
