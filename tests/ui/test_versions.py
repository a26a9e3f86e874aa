"""What was written earlier is found, compared and brought back."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
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
from console.store import location
from tests.ui.conftest import open_case
from ui.application import Application
from ui.text_changes import MOST_PAIRS, Change, changes
from ui.versions_dialog import MOST_SHOWN, VersionsDialog

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


def test_the_whole_text_is_copied_without_marks(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    replace_text(qtbot, desk, "Dear Ada")
    replace_text(qtbot, desk, "Hello Ben")
    dialog = open_list(qtbot, desk)
    qtbot.waitUntil(lambda: bool(marked(dialog)[0]))
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Dear Ada"
    assert dialog.isVisible()


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
    desk.lanes.reader.submit(lambda _: go.wait(5))
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
    huge = "words and more " * (MOST_SHOWN // 10)
    composer = desk.window.case.composer
    composer.put_text(huge)
    desk.window.case.answer.keep()
    replace_text(qtbot, desk, "Hi")
    dialog = open_list(qtbot, desk)
    assert len(dialog.preview.toPlainText()) == MOST_SHOWN
    assert "the first 20,000 characters" in dialog.facts.text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert composer.text == huge


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


def test_long_texts_that_differ_all_over_are_compared_as_a_whole() -> None:
    most = MOST_PAIRS // 500
    pieces = changes("same " + "a " * most, "same " + "b " * most)
    assert [piece.change for piece in pieces] == [
        Change.NONE,
        Change.REMOVED,
        Change.ADDED,
        Change.NONE,
    ]
