"""What is copied of fields and labels is plain text, without what could deceive."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui import copied_text, plain
from ui.copied_text import PlainEdit, let_select

CTRL = Qt.KeyboardModifier.ControlModifier
OWN_WAY = {"copied_text.py", "answer_edit.py", "reading_dialog.py"}
"""These say themselves what is copied."""


def test_a_field_gives_plain_text_alone(qtbot: QtBot) -> None:
    field = PlainEdit()
    qtbot.addWidget(field)
    field.setPlainText("<b>pay\u202e\nnow")
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_C, CTRL)
    is_plain("<b>pay\nnow")


def test_a_label_gives_plain_text_alone(qtbot: QtBot) -> None:
    label: QLabel = plain.label("<b>pay\u202e now")
    let_select(label)
    qtbot.addWidget(label)
    label.show()
    label.setSelection(0, len(label.text()))
    qtbot.keyClick(label, Qt.Key.Key_C, CTRL)
    is_plain("<b>pay now")


def test_every_field_and_label_that_is_copied_of_is_one_of_these() -> None:
    for path in Path(copied_text.__file__).parent.glob("*.py"):
        if path.name not in OWN_WAY:
            bare = re.search(
                r"QPlainTextEdit\(|\(QPlainTextEdit\)|TextSelectable", path.read_text()
            )
            assert bare is None, path.name


def is_plain(text: str) -> None:
    data = QGuiApplication.clipboard().mimeData()
    assert data is not None
    assert data.text() == text
    assert data.formats() == ["text/plain"]
