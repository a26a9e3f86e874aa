"""A field with a list below: the keys that choose there, and what is told of it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import hearing
from ui.list_finder import ListFinder

DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up
PAGE_DOWN, PAGE_UP = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp


class Stage(QWidget):
    """A field and a list; rows that begin with `#` are headings."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self.field, self.list = QLineEdit(), QListWidget()
        for row in rows:
            item = QListWidgetItem(row, self.list)
            if row.startswith("#"):
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.finder = ListFinder(self.field, self.list)

    @property
    def chosen(self) -> str:
        return self.list.currentItem().text() if self.list.currentRow() >= 0 else ""


def shown(qtbot: QtBot, rows: Sequence[str]) -> Stage:
    stage = Stage(rows)
    qtbot.addWidget(stage)
    stage.show()
    return stage


@pytest.mark.parametrize(
    ("rows", "begins", "keys", "ends"),
    [
        ("#A a b #B c", "a", [DOWN], "b"),
        ("#A a b #B c", "b", [DOWN], "c"),
        ("#A a b #B c", "c", [DOWN], "c"),
        ("#A a b #B c", "c", [UP], "b"),
        ("#A a b #B c", "a", [UP], "a"),
        ("#A a b #B c", "a", [PAGE_DOWN], "c"),
        ("#A a b #B c", "c", [PAGE_UP], "a"),
        ("a b c d e f g #B", "a", [PAGE_DOWN], "g"),
        ("a b c d e f g #B", "b", [PAGE_DOWN], "g"),
        ("a b c d e f #B g h", "a", [PAGE_DOWN], "g"),
        ("#A", "", [DOWN, UP, PAGE_DOWN], ""),
    ],
)
def test_keys_choose_and_pass_over_headings(
    qtbot: QtBot, rows: str, begins: str, keys: list[Qt.Key], ends: str
) -> None:
    stage = shown(qtbot, rows.split())
    for item in stage.list.findItems(begins, Qt.MatchFlag.MatchExactly):
        stage.list.setCurrentItem(item)
    for key in keys:
        qtbot.keyClick(stage.field, key)
    assert stage.chosen == ends


def test_enter_takes_what_is_chosen(qtbot: QtBot) -> None:
    stage = shown(qtbot, ["a", "b"])
    with qtbot.waitSignal(stage.finder.taken):
        qtbot.keyClick(stage.field, Qt.Key.Key_Return)


def test_keys_are_the_fields_own_while_there_is_no_list(qtbot: QtBot) -> None:
    stage = shown(qtbot, ["a", "b"])
    stage.list.setCurrentRow(0)
    stage.list.hide()
    with qtbot.assertNotEmitted(stage.finder.taken):
        qtbot.keyClick(stage.field, DOWN)
        qtbot.keyClick(stage.field, Qt.Key.Key_Return)
    assert stage.chosen == "a"


def test_what_is_read_out_goes_before_what_is_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = hearing.listen(monkeypatch)
    stage = shown(qtbot, ["a", "b"])
    said = Qt.ItemDataRole.AccessibleTextRole
    stage.list.item(0).setData(said, "A, of the first page")
    stage.list.setCurrentRow(0)
    stage.finder.tell("2 places")
    stage.finder.tell("1 place")
    qtbot.waitUntil(lambda: hearing.texts(heard) == ["1 place: A, of the first page"])
    stage.finder.tell("3 places")
    qtbot.keyClick(stage.field, DOWN)
    assert hearing.texts(heard)[1:] == ["b"], "what was found is no news after the step"


def test_at_the_end_of_the_list_nothing_is_told(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = hearing.listen(monkeypatch)
    stage = shown(qtbot, ["a"])
    stage.list.setCurrentRow(0)
    qtbot.keyClick(stage.field, DOWN)
    assert heard == []
