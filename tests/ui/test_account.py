"""Connecting an account, with and without a keyring."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector
from console.credentials import Credentials
from console.desk.context import Network
from tests.ui.conftest import names, open_case
from ui.account_dialog import AccountDialog
from ui.app import Application, MemoryNetwork

SECRET = {"kind": "oauth1", "api_key": "made-up-key"}
OpenX = Callable[[], Application]


@pytest.fixture
def open_x(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, connector: MemoryConnector
) -> Iterator[OpenX]:
    """Returns a function that opens a desk whose network x asks for credentials."""
    opened: list[Application] = []

    def open_one() -> Application:
        networks: dict[str, Network] = {"x": MemoryNetwork(connector, needs_credentials=True)}
        desk = Application(qapp, tmp_path / "data", networks, Credentials())
        opened.append(desk)
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.overview is not None)
        return desk

    yield open_one
    for desk in opened:
        assert desk.close()


def connect(qtbot: QtBot, desk: Application, text: str) -> AccountDialog:
    desk.window.actions_by_name["connect"].trigger()
    dialog = desk.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    dialog.field.insertPlainText(text)
    return dialog


def test_without_a_keyring_it_says_what_to_install_and_offers_this_run(
    qtbot: QtBot, open_x: OpenX
) -> None:
    desk = open_x()
    dialog = connect(qtbot, desk, json.dumps(SECRET))
    qtbot.waitUntil(dialog.this_run_only.isVisible)
    assert "GNOME Keyring" in dialog.message.text()
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.connect_button.isEnabled)
    assert "No keyring" in dialog.message.text()  # nothing is kept unless it is chosen
    dialog.this_run_only.setChecked(True)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


def test_text_that_is_no_json_is_refused_without_being_quoted(qtbot: QtBot, open_x: OpenX) -> None:
    desk = open_x()
    dialog = connect(qtbot, desk, "my secret key")
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    assert "JSON" in dialog.message.text()
    assert "secret" not in dialog.message.text()
    dialog.reject()


def test_desk_without_credentials_is_read_only_and_says_why(qtbot: QtBot, open_x: OpenX) -> None:
    first = open_x()
    dialog = connect(qtbot, first, json.dumps(SECRET))
    dialog.this_run_only.setChecked(True)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(first)) == 3)
    first.close()
    second = open_x()
    qtbot.waitUntil(lambda: bool(second.courier.blocked))
    open_case(qtbot, second)
    qtbot.keyClicks(second.window.case.composer.editor, "Hello Ada")
    assert not second.window.case.composer.send_button.isEnabled()
    assert "@Shop is read-only" in second.window.case.composer.hint.text()
