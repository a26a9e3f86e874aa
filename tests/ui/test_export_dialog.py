"""The dialog of exports: what can be written, how much it is, how it ends, and a stop."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from console.domain.exports import ExportForm
from console.exchange import own_file
from tests.ui.conftest import OpenDesk, open_case
from ui.application import Application
from ui.export_dialog import ExportDialog


def opened(qtbot: QtBot, desk: Application, *, case: bool = False) -> ExportDialog:
    (desk.window.archive.export_case if case else desk.window.archive.export)()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    qtbot.waitUntil(dialog.export_button.isEnabled)
    return dialog


def shown(dialog: ExportDialog, text: str) -> QRadioButton:
    return next(
        each
        for each in dialog.findChildren(QRadioButton)
        if text in each.text() and each.isVisibleTo(dialog)
    )


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, dialog: ExportDialog, path: Path) -> None:
    """Name the file, as the system's dialog gives it."""
    click(qtbot, dialog.export_button)
    asked = dialog.findChild(QFileDialog)
    assert asked is not None
    asked.fileSelected.emit(str(path))
    asked.reject()


def test_everything_is_written_and_the_end_is_said(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, open_desk())
    assert dialog.outlook.text().startswith("3 cases, 3 messages")
    path = tmp_path / "all.jsonl.gz"
    choose(qtbot, dialog, path)
    qtbot.waitUntil(lambda: dialog.outlook.text().startswith("Written to all.jsonl.gz: 3 cases"))
    assert own_file.check(path).rows["messages"] == 3
    folders = list[str]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: folders.append(url.toLocalFile()))
    assert dialog.focusWidget() is dialog.folder_button
    qtbot.keyClick(dialog.folder_button, Qt.Key.Key_Space)
    assert folders == [str(tmp_path)]
    assert "Forget does not reach it" in dialog.note.text()
    dialog.reject()


def test_the_open_case_is_offered_as_a_page_under_a_safe_name(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk()
    open_case(qtbot, desk)
    dialog = opened(qtbot, desk, case=True)
    assert dialog.choices.form is ExportForm.HTML
    assert shown(dialog, "The open case: Ada Fern").isChecked()
    assert dialog.outlook.text().startswith("1 case, 1 message")
    assert "ada_fern" in dialog.suggested_name
    assert not dialog.choices.numbers.isChecked()
    choose(qtbot, dialog, tmp_path / "ada.html")
    qtbot.waitUntil(dialog.folder_button.isVisible)
    page = (tmp_path / "ada.html").read_text("utf-8")
    assert "&lt;b&gt;still&lt;/b&gt;" in page
    dialog.reject()


def test_each_form_offers_what_it_can_leave_out(qtbot: QtBot, open_desk: OpenDesk) -> None:
    dialog = opened(qtbot, open_desk())
    fields = dialog.choices
    boxes = (fields.compress, fields.pictures, fields.numbers, fields.notes)
    for words, there in (
        ("spreadsheet", [False, False, True, False]),
        ("read and print", [False, False, True, True]),
        ("imported again", [True, True, False, False]),
    ):
        shown(dialog, words).click()
        assert [box.isVisible() for box in boxes] == there
    qtbot.waitUntil(dialog.export_button.isEnabled)
    dialog.reject()


def test_a_stop_leaves_no_file_and_the_dialog_ready(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk()
    dialog = opened(qtbot, desk)
    held, entered = threading.Event(), threading.Event()

    def hold(_desk: object) -> None:
        entered.set()
        held.wait(10)

    desk.lanes.files.submit(hold)
    assert entered.wait(10)
    dialog.write_file(tmp_path / "all.jsonl")
    assert dialog.close_button.text() == "Stop"
    click(qtbot, dialog.close_button)
    held.set()
    qtbot.waitUntil(lambda: "Nothing was written" in dialog.outlook.text())
    assert dialog.isVisible()
    assert not list(tmp_path.glob("all.jsonl*"))
    assert dialog.export_button.isEnabled()
    dialog.reject()


def test_a_file_that_cannot_be_written_is_said(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    dialog = opened(qtbot, open_desk())
    dialog.write_file(tmp_path / "no such folder" / "all.jsonl")
    qtbot.waitUntil(lambda: "cannot be used" in dialog.outlook.text())
    assert dialog.export_button.isEnabled()
    dialog.reject()


def test_it_fits_the_smallest_window(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.window.resize(900, 600)
    dialog = opened(qtbot, desk)
    for words in ("spreadsheet", "read and print", "imported again"):
        shown(dialog, words).click()
        assert dialog.minimumSizeHint().height() <= 600
        assert dialog.height() <= 600
    qtbot.waitUntil(dialog.export_button.isEnabled)
    dialog.reject()
