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
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector
from console.credentials import Credentials
from console.desk.context import Network
from console.domain.accounts import Access
from console.domain.remote import RemoteUser
from console.domain.sign_in import Way
from console.errors import SignedOut
from tests.ui.conftest import names, open_case
from ui.account_dialog import AccountDialog
from ui.app import MemoryNetwork
from ui.application import Application
from ui.connect_stages import Stage

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


def open_keys(qtbot: QtBot, desk: Application) -> AccountDialog:
    """By the keyboard alone: down to the keys, and on."""
    dialog = open_dialog(qtbot, desk)
    for _ in range(2):
        qtbot.keyClick(focused(dialog), Qt.Key.Key_Down)
    assert dialog.ways.way is Way.KEYS
    qtbot.keyClick(focused(dialog), Qt.Key.Key_Return)
    assert dialog.form.keys.isVisible()
    return dialog


def focused(dialog: AccountDialog) -> QWidget:
    widget = dialog.focusWidget()
    assert widget is not None
    return widget


def paste(qtbot: QtBot, dialog: AccountDialog, text: str, name: str = "api_key") -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(dialog.form.keys.fields[name], Qt.Key.Key_V, CTRL)


def connect_for_this_run(qtbot: QtBot, desk: Application) -> AccountDialog:
    dialog = open_keys(qtbot, desk)
    paste(qtbot, dialog, json.dumps(SECRET))
    choose_this_run(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    return dialog


def choose_this_run(qtbot: QtBot, dialog: AccountDialog) -> None:
    keyring = dialog.frame.keyring
    qtbot.waitUntil(keyring.this_run_only.isVisible)
    qtbot.keyClick(keyring.this_run_only, Qt.Key.Key_Space)


def entered(dialog: AccountDialog) -> dict[str, str]:
    return {name: field.text() for name, field in dialog.form.keys.fields.items()}


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
    dialog = open_keys(qtbot, desk)
    keyring = dialog.frame.keyring
    qtbot.waitUntil(keyring.this_run_only.isVisible)
    assert "GNOME Keyring" in keyring.note.text()
    paste(qtbot, dialog, json.dumps(SECRET))
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.stage is Stage.FORM)
    assert "No keyring" in keyring.note.text()  # nothing is kept unless it is chosen
    assert dialog.message.isVisible()
    assert dialog.message.text().startswith("Not connected: ")
    assert dialog.focusWidget() is keyring.this_run_only
    assert names(desk) == []
    qtbot.keyClick(keyring.this_run_only, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


@pytest.mark.parametrize("name", ["api_key", "access_token_secret"])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_pasted_into_any_field_fills_all(
    qtbot: QtBot, open_x: OpenX, name: str, indent: int | None
) -> None:
    dialog = open_keys(qtbot, open_x())
    paste(qtbot, dialog, json.dumps(SECRET, indent=indent), name)
    assert {"kind": "oauth1"} | entered(dialog) == SECRET
    assert dialog.form.keys.missing() is None
    dialog.reject()


def test_keys_are_masked_till_they_are_shown(qtbot: QtBot, open_x: OpenX) -> None:
    dialog = open_keys(qtbot, open_x())
    paste(qtbot, dialog, json.dumps(SECRET))
    fields = dialog.form.keys.fields.values()
    assert all(field.echoMode() is QLineEdit.EchoMode.Password for field in fields)
    assert not any("made-up" in field.displayText() for field in fields)
    assert not any("made-up" in label.text() for label in dialog.findChildren(QLabel))
    qtbot.keyClick(dialog.form.keys.show_box, Qt.Key.Key_Space)
    assert [field.displayText() for field in fields] == list(SECRET.values())[1:]
    dialog.reject()
    assert not any(entered(dialog).values())


def test_what_is_missing_is_said_and_gone_to(qtbot: QtBot, open_x: OpenX) -> None:
    dialog = open_keys(qtbot, open_x())
    qtbot.keyClicks(dialog.form.keys.fields["api_key"], "made-up-key")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    complaint = dialog.form.keys.complaints["api_key_secret"]
    assert complaint.text() == "API key secret is missing."
    assert complaint.isVisible()
    assert dialog.focusWidget() is dialog.form.keys.fields["api_key_secret"]
    qtbot.keyClicks(dialog.form.keys.fields["api_key_secret"], "x")
    assert not complaint.isVisible()
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
    dialog = open_keys(qtbot, open_x())
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
    assert dialog.message.text().startswith("Not connected. X does not know these keys.")
    assert dialog.message.height() >= dialog.message.heightForWidth(dialog.message.width())
    assert dialog.connect_button.isEnabled()
    assert {"kind": "oauth1"} | entered(dialog) == SECRET
    dialog.reject()


def test_check_says_that_it_is_under_way(
    qtbot: QtBot, open_x: OpenX, slow: threading.Event
) -> None:
    dialog = connect_for_this_run(qtbot, open_x())
    assert dialog.frame.title.text() == "Checking with X…"
    assert not dialog.connect_button.isVisible()
    assert dialog.cancel_button.hasFocus()
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
            desk.lanes.signing_in.submit(lambda each: each.accounts.every(), listed)
        assert listed.args == [()]
    assert dialog.message.text() == "Cancelled. Nothing was connected."
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)  # the keys stood there still
    assert not any(entered(dialog).values())


def test_second_escape_closes(qtbot: QtBot, open_x: OpenX, slow: threading.Event) -> None:
    desk = open_x()
    dialog = connect_for_this_run(qtbot, desk)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    slow.set()
    with qtbot.waitCallback() as listed:
        desk.lanes.signing_in.submit(lambda each: each.accounts.every(), listed)
    assert listed.args == [()]


def test_desk_without_credentials_is_read_only_and_says_why(qtbot: QtBot, open_x: OpenX) -> None:
    first = open_x()
    dialog = connect_for_this_run(qtbot, first)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)
    qtbot.keyClick(focused(dialog), Qt.Key.Key_Return)
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
    for _ in range(3):
        qtbot.keyClick(focused(dialog), Qt.Key.Key_Down)
    assert dialog.ways.way is None
    qtbot.keyClick(focused(dialog), Qt.Key.Key_Return)
    return dialog


def test_account_without_keys_is_added_by_its_handle(qtbot: QtBot, open_x: OpenX) -> None:
    desk = open_x()
    dialog = open_by_hand(qtbot, desk)
    assert not dialog.form.keys.isVisible()
    assert not dialog.frame.keyring.isVisible()  # no key is kept
    assert dialog.form.account.handle.hasFocus()
    qtbot.keyClicks(dialog.form.account.handle, "@the_shop")
    qtbot.keyClicks(dialog.form.account.name, "The Shop")
    with qtbot.waitSignal(dialog.added) as added:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert added.args is not None
    account = added.args[0]
    assert (account.handle, account.name, account.access) == (
        "the_shop",
        "The Shop",
        Access.HAND_OFF,
    )
    assert dialog.frame.title.text() == "Added @the_shop"
    assert not dialog.connect_button.isVisible()  # there is nothing to sync
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(focused(dialog), Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("handle", "told"),
    [("", "The handle is missing."), ("the shop!", "That is no handle of X.")],
)
def test_handle_that_cannot_be_used_is_told(
    qtbot: QtBot, open_x: OpenX, handle: str, told: str
) -> None:
    dialog = open_by_hand(qtbot, open_x())
    account = dialog.form.account
    qtbot.keyClicks(account.handle, handle)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(account.complaint.isVisible)
    assert told in account.complaint.text()
    assert account.handle.hasFocus()
    qtbot.keyClicks(account.handle, "x")
    assert not account.complaint.isVisible()
    dialog.reject()


def test_keys_stay_while_the_other_way_is_looked_at(qtbot: QtBot, open_x: OpenX) -> None:
    dialog = open_keys(qtbot, open_x())
    paste(qtbot, dialog, json.dumps(SECRET))
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    dialog.ways.choose(None)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    assert dialog.connect_button.text() == "Add account"
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    dialog.ways.choose(Way.KEYS)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    assert dialog.connect_button.text() == "Connect"
    assert {"kind": "oauth1"} | entered(dialog) == SECRET
    dialog.reject()
