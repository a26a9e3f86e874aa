"""What a person sees where the data file cannot be opened, and how they get on."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.store import location
from tests.ui.conftest import OpenDesk, names
from ui.application import Application
from ui.call_note import CallNote
from ui.import_dialog import ImportDialog


def shown(desk: Application) -> QWidget:
    """The page that fills the window."""
    page = desk.window.pages.currentWidget()
    assert page is not None
    return page


def texts(desk: Application) -> list[str]:
    return [label.text() for label in shown(desk).findChildren(QLabel)]


def press(qtbot: QtBot, desk: Application, text: str) -> None:
    page = shown(desk)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def damage(folder: Path) -> None:
    (folder / location.FILE_NAME).write_bytes(b"no database at all" * 100)


def make_newer(folder: Path) -> None:
    connection = sqlite3.connect(folder / location.FILE_NAME)
    connection.execute("PRAGMA user_version = 999")
    connection.execute(f"PRAGMA application_id = {0x43616E79}")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "title"),
    [
        (damage, "The data file is damaged"),
        (make_newer, "The data file is from a newer Canary Desk"),
    ],
)
def test_file_that_cannot_be_opened_is_explained_over_the_whole_window(
    qtbot: QtBot,
    open_desk: OpenDesk,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    title: str,
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    spoil(folder)
    before = (folder / location.FILE_NAME).read_bytes()
    desk = open_desk(folder, wait=False)
    qtbot.waitUntil(lambda: title in texts(desk))
    assert shown(desk).isVisible()
    assert not any("Traceback" in text for text in texts(desk))
    assert (folder / location.FILE_NAME).read_bytes() == before
    press(qtbot, desk, "Quit")
    assert not desk.window.isVisible()


def test_try_again_goes_on_when_the_trouble_is_over(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    open_desk().close()
    folder = tmp_path / "data"
    good = (folder / location.FILE_NAME).read_bytes()
    damage(folder)
    desk = open_desk(folder, wait=False)
    qtbot.waitUntil(lambda: "The data file is damaged" in texts(desk))
    (folder / location.FILE_NAME).write_bytes(good)
    page = shown(desk)
    qtbot.waitUntil(lambda: any(b.text() == "Try again" for b in page.findChildren(QPushButton)))
    press(qtbot, desk, "Try again")
    qtbot.waitUntil(lambda: len(names(desk)) == 3, timeout=30_000)  # a busy machine is slow
    assert not desk.window.state.isVisible()


def test_network_share_is_refused(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "filesystem_type", lambda _: "nfs4")
    (tmp_path / "share").mkdir()
    desk = open_desk(tmp_path / "share", wait=False)
    qtbot.waitUntil(lambda: "The data folder is on a network share" in texts(desk))


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_folder_that_is_a_file_is_explained(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    desk = open_desk(tmp_path / "file", wait=False)
    qtbot.waitUntil(lambda: "The data folder cannot be written" in texts(desk))


def test_first_start_offers_what_can_be_done(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk(tmp_path / "fresh", set_up=None, wait=False)
    qtbot.waitUntil(lambda: desk.window.overview is not None)
    welcome = desk.window.welcome
    assert welcome.isVisible()
    assert "Welcome to Canary Desk" in [label.text() for label in welcome.findChildren(QLabel)]
    assert [way.head for way in welcome.ways if way.isVisible()] == [
        "Connect an account on X",
        "Look around in the demo",
        "Note a call",
        "Capture a post by hand",
        "Bring an archive or an export",
        "Read the first steps",
    ]
    welcome.ways[4].setFocus()
    qtbot.keyClick(welcome.ways[4], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is not None)


def test_first_start_a_call_can_be_noted_by_keys_alone(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk(tmp_path / "fresh", set_up=None, wait=False)
    qtbot.waitUntil(lambda: desk.window.overview is not None)
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.window.welcome.ways[2].setFocus()
    qtbot.keyClick(desk.window.welcome.ways[2], Qt.Key.Key_Space)
    dialog = desk.window.findChild(CallNote)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.contact.field, "Edith Marlow")
    qtbot.keyClicks(dialog.form.text, "wants the box stopped")
    qtbot.keyClick(dialog.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(desk) == ["Edith Marlow"])
    assert not desk.window.welcome.isVisible()


def test_folder_that_cannot_be_looked_into_is_explained(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    """As with a folder above it that may not be entered, which root always may."""
    desk = open_desk(tmp_path / ("x" * 300), set_up=None, wait=False)
    qtbot.waitUntil(lambda: "The data folder cannot be written" in texts(desk))
