"""The question for a file begins where the last one ended, and keeps to the file's ending."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui import file_folder
from ui.file_question import ask_to_read, ask_to_write, ending


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    QSettings().remove(file_folder.LAST)
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    QSettings().remove(file_folder.LAST)


def asked(window: QWidget) -> QFileDialog:
    (found,) = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    return found


def type_name(qtbot: QtBot, dialog: QFileDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_name_is_offered_and_gets_its_ending(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    taken: list[Path] = []
    ask_to_write(window, "Save", "Tables (*.csv)", "replies.csv", taken.append)
    dialog = asked(window)
    assert dialog.windowTitle() == "Save"
    assert [Path(each).name for each in dialog.selectedFiles()] == ["replies.csv"]
    type_name(qtbot, dialog, str(tmp_path / "mine"))
    assert taken == [tmp_path / "mine.csv"]


def test_next_question_begins_where_the_last_one_ended(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    taken: list[Path] = []
    (tmp_path / "there.txt").write_text("x")
    ask_to_write(window, "Save", "", "a.txt", taken.append)
    type_name(qtbot, asked(window), str(tmp_path / "a.txt"))
    ask_to_read(window, "Open", "", taken.append)
    dialog = asked(window)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    type_name(qtbot, dialog, "there.txt")
    assert taken == [tmp_path / "a.txt", tmp_path / "there.txt"]


def test_nothing_is_taken_where_no_file_was_chosen(qtbot: QtBot, window: QWidget) -> None:
    taken: list[Path] = []
    ask_to_read(window, "Open", "", taken.append)
    dialog = asked(window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChildren(QFileDialog) == [])
    assert taken == []


@pytest.mark.parametrize(
    ("name", "found"),
    [("all.jsonl.gz", "jsonl.gz"), ("of.2026.db-review.csv", "csv"), ("a.png", "png"), ("a", "")],
)
def test_ending_of_a_packed_file_is_both(name: str, found: str) -> None:
    assert ending(name) == found
