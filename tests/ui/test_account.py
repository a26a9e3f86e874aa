"""Connecting an account, with and without a keyring."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector
from console.credentials import Credentials
from console.desk.context import Network
from console.domain.accounts import Access
from console.domain.remote import RemoteUser
from console.errors import SignedOut
from tests.ui.conftest import names, open_case
from ui.account_dialog import AccountDialog
from ui.app import MemoryNetwork
from ui.application import Application

SECRET = {
    "kind": "oauth1",
    "api_key": "made-up-key",
    "api_key_secret": "made-up-key-secret",
    "access_token": "made-up-token",
    "access_token_secret": "made-up-token-secret",
}
CTRL = Qt.KeyboardModifier.ControlModifier
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


def open_dialog(qtbot: QtBot, desk: Application) -> AccountDialog:
    desk.window.actions_by_name["connect"].trigger()
    dialog = desk.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def paste(qtbot: QtBot, dialog: AccountDialog, text: str, name: str = "api_key") -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(dialog.keys.fields[name], Qt.Key.Key_V, CTRL)


def connect_for_this_run(qtbot: QtBot, desk: Application) -> AccountDialog:
    dialog = open_dialog(qtbot, desk)
    paste(qtbot, dialog, json.dumps(SECRET))
    qtbot.waitUntil(dialog.this_run_only.isVisible)
    qtbot.keyClick(dialog.this_run_only, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    return dialog


def entered(dialog: AccountDialog) -> dict[str, str]:
    return {name: field.text() for name, field in dialog.keys.fields.items()}


@pytest.fixture
def slow(connector: MemoryConnector, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Lets the network answer only once the event is set."""
    go, whoami = threading.Event(), connector.whoami

    def slowly() -> RemoteUser:
        assert go.wait(20)
        return whoami()

    monkeypatch.setattr(connector, "whoami", slowly)
    yield go
    go.set()


def test_without_a_keyring_it_says_what_to_install_and_offers_this_run(
    qtbot: QtBot, open_x: OpenX
) -> None:
    desk = open_x()
    dialog = open_dialog(qtbot, desk)
    qtbot.waitUntil(dialog.this_run_only.isVisible)
    assert "GNOME Keyring" in dialog.keyring_note.text()
    paste(qtbot, dialog, json.dumps(SECRET))
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.message.isVisible)
    assert "No keyring" in dialog.message.text()  # nothing is kept unless it is chosen
    qtbot.keyClick(dialog.this_run_only, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


@pytest.mark.parametrize("name", ["api_key", "access_token_secret"])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_pasted_into_any_field_fills_all(
    qtbot: QtBot, open_x: OpenX, name: str, indent: int | None
) -> None:
    dialog = open_dialog(qtbot, open_x())
    paste(qtbot, dialog, json.dumps(SECRET, indent=indent), name)
    assert {"kind": "oauth1"} | entered(dialog) == SECRET
    assert dialog.keys.missing() is None
    dialog.reject()


def test_keys_are_masked_till_they_are_shown(qtbot: QtBot, open_x: OpenX) -> None:
    dialog = open_dialog(qtbot, open_x())
    paste(qtbot, dialog, json.dumps(SECRET))
    fields = dialog.keys.fields.values()
    assert all(field.echoMode() is QLineEdit.EchoMode.Password for field in fields)
    assert not any("made-up" in field.displayText() for field in fields)
    assert not any("made-up" in label.text() for label in dialog.findChildren(QLabel))
    qtbot.keyClick(dialog.keys.show_box, Qt.Key.Key_Space)
    assert [field.displayText() for field in fields] == list(SECRET.values())[1:]
    dialog.reject()
    assert not any(entered(dialog).values())


def test_what_is_missing_is_said_and_gone_to(qtbot: QtBot, open_x: OpenX) -> None:
    dialog = open_dialog(qtbot, open_x())
    qtbot.keyClicks(dialog.keys.fields["api_key"], "made-up-key")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.message.text() == "API key secret is missing."
    assert dialog.focusWidget() is dialog.keys.fields["api_key_secret"]
    qtbot.keyClicks(dialog.keys.fields["api_key_secret"], "x")
    assert not dialog.message.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ('{"api_key": secret}', "not valid JSON"),
        ('{"api_key": "secret"}', "lacks: API key secret, Access token, Access token secret"),
        ('{"api_key": ["secret"], "kind": "oauth2"}', "lacks: API key, API key secret"),
    ],
)
def test_json_that_cannot_be_used_is_told_without_being_quoted(
    qtbot: QtBot, open_x: OpenX, pasted: str, said: str
) -> None:
    dialog = open_dialog(qtbot, open_x())
    paste(qtbot, dialog, pasted)
    assert said in dialog.message.text()
    assert "secret}" not in dialog.message.text()
    dialog.reject()


def test_refused_keys_are_told_and_can_be_corrected(
    qtbot: QtBot, open_x: OpenX, connector: MemoryConnector
) -> None:
    connector.fail_next("whoami", SignedOut("X does not know these keys."))
    dialog = connect_for_this_run(qtbot, open_x())
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.message.text().startswith("Signed out. X does not know these keys.")
    assert dialog.message.height() >= dialog.message.heightForWidth(dialog.message.width())
    assert dialog.connect_button.isEnabled()
    assert {"kind": "oauth1"} | entered(dialog) == SECRET
    dialog.reject()


def test_check_says_that_it_is_under_way(
    qtbot: QtBot, open_x: OpenX, slow: threading.Event
) -> None:
    dialog = connect_for_this_run(qtbot, open_x())
    assert dialog.connect_button.text() == "Checking with X…"
    assert not dialog.connect_button.isEnabled()
    assert dialog.cancel_button.isEnabled()
    dialog.reject()
    slow.set()
    dialog.reject()


def test_late_answer_connects_nothing_after_a_cancel(
    qtbot: QtBot, open_x: OpenX, slow: threading.Event
) -> None:
    desk = open_x()
    dialog = connect_for_this_run(qtbot, desk)
    with qtbot.assertNotEmitted(dialog.connected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert dialog.message.text() == "Cancelled. Nothing was connected."
        slow.set()
        with qtbot.waitCallback() as listed:
            desk.lanes.sending.submit(lambda each: each.accounts.every(), listed)
        assert listed.args == [()]
    assert dialog.message.text() == "Cancelled. Nothing was connected."
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)  # the keys stand there still


def test_second_escape_closes(qtbot: QtBot, open_x: OpenX, slow: threading.Event) -> None:
    desk = open_x()
    dialog = connect_for_this_run(qtbot, desk)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    slow.set()
    with qtbot.waitCallback() as listed:
        desk.lanes.sending.submit(lambda each: each.accounts.every(), listed)
    assert listed.args == [()]


def test_desk_without_credentials_is_read_only_and_says_why(qtbot: QtBot, open_x: OpenX) -> None:
    first = open_x()
    connect_for_this_run(qtbot, first)
    qtbot.waitUntil(lambda: len(names(first)) == 3)
    first.close()
    second = open_x()
    qtbot.waitUntil(lambda: bool(second.courier.blocked))
    open_case(qtbot, second)
    qtbot.keyClicks(second.window.case.composer.editor, "Hello Ada")
    assert not second.window.case.composer.send_button.isEnabled()
    assert "@Shop is read-only" in second.window.case.composer.hint.text()


def open_by_hand(qtbot: QtBot, desk: Application) -> AccountDialog:
    dialog = open_dialog(qtbot, desk)
    qtbot.waitUntil(dialog.keyring_note.isVisible)
    dialog.with_keys.setFocus()
    qtbot.keyClick(dialog.with_keys, Qt.Key.Key_Right)
    return dialog


def test_account_without_keys_is_added_by_its_handle(qtbot: QtBot, open_x: OpenX) -> None:
    desk = open_x()
    dialog = open_by_hand(qtbot, desk)
    assert not dialog.keys.isVisible()
    assert not dialog.keyring_note.isVisible()  # no key is kept
    assert "opens X in the browser" in dialog.explanation.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Tab)
    assert dialog.account.handle.hasFocus()
    qtbot.keyClicks(dialog.account.handle, "@the_shop")
    qtbot.keyClicks(dialog.account.name, "The Shop")
    with qtbot.waitSignal(dialog.added) as added:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert added.args is not None
    account = added.args[0]
    assert (account.handle, account.name, account.access) == (
        "the_shop",
        "The Shop",
        Access.HAND_OFF,
    )
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("handle", "told"),
    [("", "The handle is missing."), ("the shop!", "That is no handle of X.")],
)
def test_handle_that_cannot_be_used_is_told(
    qtbot: QtBot, open_x: OpenX, handle: str, told: str
) -> None:
    dialog = open_by_hand(qtbot, open_x())
    qtbot.keyClicks(dialog.account.handle, handle)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.message.isVisible)
    assert told in dialog.message.text()
    assert dialog.account.handle.hasFocus()
    qtbot.keyClicks(dialog.account.handle, "x")
    assert not dialog.message.isVisible()
    dialog.reject()


def test_keys_stay_while_the_other_way_is_looked_at(qtbot: QtBot, open_x: OpenX) -> None:
    dialog = open_dialog(qtbot, open_x())
    paste(qtbot, dialog, json.dumps(SECRET))
    dialog.by_hand.click()
    assert dialog.connect_button.text() == "Add account"
    dialog.with_keys.click()
    assert dialog.connect_button.text() == "Connect"
    assert {"kind": "oauth1"} | entered(dialog) == SECRET
    dialog.reject()
