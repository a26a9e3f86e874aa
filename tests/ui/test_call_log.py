"""A person takes a call log in: chooses the file, looks at the columns, imports, mends rows."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.desk import call_logs
from console.domain.call_logs import DateOrder, Field
from tests.ui.conftest import NOW
from ui.application import Application
from ui.call_log_aside import CallLogAside
from ui.call_log_dialog import CallLogDialog
from ui.views import View

Import = Callable[[str], CallLogDialog]
BEGAN = (NOW - timedelta(days=1)).isoformat()
LOG = f"""Caller;Start;Duration;Name
+442079460001;{BEGAN};60;Dora <b>Finch</b>
+442079460002;{BEGAN};90;
;{BEGAN};10;
"""


def shown(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return " | ".join(label.text() for label in labels if label.isVisible() and label.text())


def click(qtbot: QtBot, widget: QWidget, text: str) -> None:
    def found() -> list[QPushButton]:
        buttons = widget.findChildren(QPushButton)
        return [each for each in buttons if each.isVisible() and each.text() == text]

    qtbot.waitUntil(lambda: len(found()) == 1)
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def drop(dialog: CallLogDialog, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    dialog.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


@pytest.fixture
def begin(qtbot: QtBot, desk: Application, tmp_path: Path) -> Import:
    """Returns a function that opens the dialog and drops a file of this text on it."""

    def drop_text(text: str) -> CallLogDialog:
        window = desk.window
        window.actions_by_name["call_log"].trigger()
        (dialog,) = window.findChildren(CallLogDialog)
        assert "Drop the call log here" in shown(dialog)
        path = tmp_path / "november.csv"
        path.write_text(text, "utf-8")
        drop(dialog, path)
        return dialog

    return drop_text


def names(desk: Application) -> set[str]:
    model = desk.window.inbox.model
    return {row.name for n in range(model.rowCount()) if (row := model.row_at(n)) is not None}


def closed(qtbot: QtBot, desk: Application, dialog: CallLogDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(CallLogDialog))


def test_a_log_is_looked_at_imported_and_taken_back(
    qtbot: QtBot, desk: Application, begin: Import
) -> None:
    dialog = begin(LOG)
    qtbot.waitUntil(lambda: dialog.import_button.text() == "Import 2 calls")
    assert "2 new calls, 1 row kept aside." in shown(dialog)
    assert "november.csv" in dialog.facts.text()
    assert dialog.columns.fields[Field.NUMBER].currentText() == "Caller"
    assert dialog.columns.fields[Field.NOTE].currentText() == "Not in the file"
    rows = [[dialog.model.index(row, column).data() for column in (3, 5)] for row in range(3)]
    assert rows[0] == ["Dora <b>Finch</b>", "Incoming call, 1 min"]
    assert rows[2][1] == "Kept aside: It has neither a number nor a name."
    desk.window.side.choose(View.ALL)  # what somebody took waits, and needs no reply
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    before = names(desk)
    with qtbot.waitSignal(dialog.imported):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "2 calls came in" in shown(dialog)
    closed(qtbot, desk, dialog)
    qtbot.waitUntil(lambda: len(names(desk)) == len(before) + 2)
    assert "Dora <b>Finch</b>" in names(desk)
    desk.window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: names(desk) == before)


def test_columns_are_mapped_anew_by_a_person(
    qtbot: QtBot, desk: Application, begin: Import
) -> None:
    dialog = begin(LOG)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    combo = dialog.columns.fields[Field.BEGAN]
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    assert "Say which column holds date and time." in shown(dialog)
    assert not dialog.import_button.isEnabled()
    qtbot.keyClicks(combo, "Start")
    qtbot.waitUntil(lambda: dialog.import_button.text() == "Import 2 calls")
    closed(qtbot, desk, dialog)


def test_it_is_asked_whether_the_day_or_the_month_comes_first(
    qtbot: QtBot, desk: Application, begin: Import
) -> None:
    dialog = begin("Caller,Start\n+442079460001,3/4/2026 10:00\n")
    qtbot.waitUntil(lambda: "Say whether the day or the month comes first." in shown(dialog))
    assert not dialog.import_button.isEnabled()
    assert dialog.columns.order.isVisible()
    dialog.columns.order.setFocus()
    qtbot.keyClicks(dialog.columns.order, "M")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert dialog.columns.columns.order is DateOrder.MONTH_FIRST
    assert dialog.model.index(0, 0).data() == "4 Mar 2026, 10:00"
    closed(qtbot, desk, dialog)


def test_a_wrong_file_is_refused_in_words_and_another_can_be_chosen(
    qtbot: QtBot, desk: Application, begin: Import, tmp_path: Path
) -> None:
    dialog = begin("")
    qtbot.waitUntil(lambda: "november.csv is empty." in shown(dialog))
    assert not dialog.import_button.isVisible()
    picture = tmp_path / "<b>picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    drop(dialog, picture)
    qtbot.waitUntil(lambda: "<b>picture.csv holds no text" in shown(dialog))
    closed(qtbot, desk, dialog)


def test_rows_kept_aside_are_mended_and_discarded(
    qtbot: QtBot, desk: Application, begin: Import
) -> None:
    dialog = begin(LOG + f"+442079460003;{BEGAN};soon;\n")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.imported):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    click(qtbot, dialog, "Show rows kept aside…")
    (aside,) = dialog.findChildren(CallLogAside)
    qtbot.waitUntil(lambda: aside.list.count() == 2)
    assert "It has neither a number nor a name." in shown(aside)
    qtbot.keyClick(aside.list, Qt.Key.Key_Down)
    length = aside.fields[Field.DURATION]
    click(qtbot, aside, "Take in")
    qtbot.waitUntil(lambda: "is no duration. Correct it" in shown(aside))
    assert length.text() == "soon", "what was typed stays"
    length.selectAll()
    qtbot.keyClicks(length, "45")
    qtbot.keyClick(length, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: aside.list.count() == 1)
    click(qtbot, aside, "Discard row")
    qtbot.waitUntil(lambda: "No row is kept aside" in shown(aside))
    qtbot.keyClick(aside, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.aside_button.isVisible())
    closed(qtbot, desk, dialog)
    desk.window.side.choose(View.ALL)
    qtbot.waitUntil(lambda: len(names(desk)) == 6)


def test_an_import_is_stopped_by_escape_and_keeps_what_came_in(
    qtbot: QtBot, desk: Application, begin: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_logs, "MOST_A_STEP", 2)
    rows = "".join(f"+442079460001;{BEGAN};{n};\n" for n in range(3000))
    dialog = begin(f"Caller;Start;Duration;Name\n{rows}")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.bar.value() > 0)
    with qtbot.waitSignal(dialog.imported) as imported:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it says what came in"
    assert imported.args is not None
    assert 0 < imported.args[0].calls < 3000
    assert "Stopped: " in shown(dialog)
    closed(qtbot, desk, dialog)
