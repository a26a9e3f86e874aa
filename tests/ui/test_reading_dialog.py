"""A huge text in a window of its own."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.reading_dialog import LONGEST_PARAGRAPH, Reader, ReadingDialog
from ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
OpenDialog = Callable[[str], ReadingDialog]


@pytest.fixture
def read(qtbot: QtBot, qapp: QApplication) -> OpenDialog:
    def read_one(text: str) -> ReadingDialog:
        dialog = ReadingDialog("Ada Fern", text, Theme(qapp))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # qtbot deletes it
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return read_one


def test_text_is_found_across_where_its_paragraph_was_parted(
    qtbot: QtBot, read: OpenDialog
) -> None:
    text = "x" * (LONGEST_PARAGRAPH - 3) + "Needle" + "x" * 90_000 + "needle 📦"
    dialog = read(text)
    qtbot.keyClick(dialog.reader, Qt.Key.Key_F, CTRL)
    assert dialog.field.hasFocus()
    qtbot.keyClicks(dialog.field, "needle")
    assert dialog.found.text() == "1 of 2"
    assert dialog.reader.createMimeDataFromSelection().text() == "Needle"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.found.text() == "2 of 2"
    assert dialog.reader.createMimeDataFromSelection().text() == "needle"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.found.text() == "1 of 2"
    qtbot.keyClicks(dialog.field, "!")
    assert dialog.found.text() == "Not found"


def test_all_is_copied_as_it_was_written(qtbot: QtBot, read: OpenDialog) -> None:
    text = "one\n\ntwo 📦 " + "y" * 9000 + "\nend"
    dialog = read(text)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    qtbot.keyClick(dialog.reader, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(dialog.reader, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == text


def test_escape_leaves_the_search_then_the_window(qtbot: QtBot, read: OpenDialog) -> None:
    dialog = read("text")
    qtbot.keyClick(dialog.reader, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(dialog.field, "te")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.field.text()
    qtbot.keyClick(dialog.reader, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_markup_is_shown_as_it_is(read: OpenDialog) -> None:
    assert read("<b>bold</b>").reader.toPlainText() == "<b>bold</b>"


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b ", "\n", "📦", "é"]), st.integers(1, 3000)), max_size=6
    )
)
def test_any_piece_is_copied_as_it_was_written(pieces: list[tuple[str, int]]) -> None:
    text = "".join(sign * count for sign, count in pieces)
    reader = Reader(text)
    reader.selectAll()
    assert reader.createMimeDataFromSelection().text() == text


@pytest.mark.usefixtures("qapp")
def test_a_name_that_a_customer_typed_is_copied_and_ours_is_not() -> None:
    begin = "📦" * LONGEST_PARAGRAPH + "\n⟨U+202E⟩ and "
    reader = Reader(f"{begin}\u202ethis")
    reader.selectAll()
    assert reader.createMimeDataFromSelection().text() == f"{begin}this"
    assert reader.copied == f"{begin}this"
    reader.find_text("⟨U+202E⟩", start=0)
    assert reader.createMimeDataFromSelection().text() == "⟨U+202E⟩"
    reader.find_text("⟨U+202E⟩", step=1)
    assert reader.createMimeDataFromSelection().text() == ""
