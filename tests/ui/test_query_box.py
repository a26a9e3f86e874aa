"""The query in X's words: waves at what is wrong, one line, operators that are put in."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.text.post_queries import problems
from ui.query_box import QueryBox
from ui.query_edit import QueryEdit
from ui.query_operators import OPERATORS, Operator
from ui.theme import Theme

Key = Qt.Key


@pytest.fixture
def box(qtbot: QtBot, qapp: QApplication) -> Iterator[QueryBox]:
    made = QueryBox(Theme(qapp))
    qtbot.addWidget(made)
    made.resize(600, 160)
    made.show()
    qtbot.waitUntil(made.isVisible)
    yield made
    made.help.hide()


def marked(edit: QueryEdit) -> list[str]:
    """Returns the words below which a wave is drawn."""
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    found = edit.extraSelections()
    assert all(one.format.underlineStyle() == wave for one in found)
    return [one.cursor.selectedText() for one in found]


def test_waves_stand_below_what_is_wrong_while_one_types(qtbot: QtBot, box: QueryBox) -> None:
    box.edit.setFocus()
    query = "kettle foo:bar pot"
    qtbot.keyClicks(box.edit, query)
    assert marked(box.edit) == [query[one.start : one.end] for one in problems(query)] != []
    assert "foo:bar" in marked(box.edit)[0]
    for _ in range(len("foo:bar pot")):
        qtbot.keyClick(box.edit, Key.Key_Backspace)
    assert marked(box.edit) == []


def test_waves_stand_at_their_words_behind_an_emoji_and_a_space(box: QueryBox) -> None:
    box.edit.setPlainText("  \U0001fad6 kettle foo:bar")
    assert marked(box.edit) == ["foo:bar"]


def test_where_something_is_missing_a_sign_is_marked(box: QueryBox) -> None:
    box.edit.setPlainText("kettle (hot")
    assert box.problems
    assert all(marked(box.edit))


def test_a_remark_is_said_and_stops_nothing(box: QueryBox) -> None:
    box.edit.setPlainText("kettle or pot")
    assert marked(box.edit) == ["or"]
    assert box.line.objectName() == "warn"
    assert "OR in capitals" in box.line.text()
    assert box.is_sound
    box.edit.setPlainText("kettle or pot (")
    assert box.line.objectName() == "danger"  # what stops is said first
    assert not box.is_sound


def test_what_is_pasted_comes_in_on_one_line(box: QueryBox) -> None:
    data = QMimeData()
    data.setText("kettle\n\tpot\u2028hot\n")
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data)
    box.edit.paste()
    assert box.edit.toPlainText() == "kettle pot hot"
    clipboard.clear()


def test_each_example_is_one_that_x_takes() -> None:
    for operator in OPERATORS:
        assert problems(operator.example) == (), operator
        assert operator.chosen in operator.form
        alone = operator.form if problems(operator.form) == () else f"kettle {operator.form}"
        assert problems(alone) == (), operator


def test_an_operator_is_put_in_at_the_caret_to_be_written_over(qtbot: QtBot, box: QueryBox) -> None:
    box.edit.setFocus()
    qtbot.keyClicks(box.edit, "kettle")
    qtbot.mouseClick(box.help_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.help.isVisible)
    row = next(n for n, one in enumerate(OPERATORS) if one.form == "from:handle")
    for _ in range(row):
        qtbot.keyClick(box.help.list, Key.Key_Down)
    qtbot.keyClick(box.help.list, Key.Key_Return)
    assert not box.help.isVisible()
    assert box.edit.toPlainText() == "kettle from:handle"
    qtbot.keyClicks(box.edit, "acme")
    assert box.query == "kettle from:acme"


def test_a_click_puts_in_the_operator_of_its_row(qtbot: QtBot, box: QueryBox) -> None:
    qtbot.mouseClick(box.help_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.help.isVisible)
    put: list[Operator] = []
    box.help.chosen.connect(put.append)
    listed = box.help.list
    place = listed.visualRect(listed.model().index(4, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert put == [OPERATORS[4]]
    assert box.query == OPERATORS[4].form


def test_escape_closes_the_help_and_puts_in_nothing(qtbot: QtBot, box: QueryBox) -> None:
    qtbot.mouseClick(box.help_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.help.isVisible)
    qtbot.keyClick(box.help.list, Key.Key_Escape)
    assert not box.help.isVisible()
    assert box.query == ""


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [("", 0, "#tag"), ("a b", 1, "a #tag b"), ("(a", 1, "(#tag a"), ("a ", 2, "a #tag")],
)
def test_a_space_stands_around_what_is_put_in(
    box: QueryBox, before: str, at: int, after: str
) -> None:
    box.edit.setPlainText(before)
    cursor = box.edit.textCursor()
    cursor.setPosition(at)
    box.edit.setTextCursor(cursor)
    box.edit.put_in("#tag", "tag")
    assert " ".join(box.edit.toPlainText().split()) == after
    assert box.edit.textCursor().selectedText() == "tag"
