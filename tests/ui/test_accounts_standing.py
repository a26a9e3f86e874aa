"""How the dialog *Accounts* says that an account stands: keyring, sign-in, sign-out, by keys."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from console.desk.context import Network
from console.desk.sign_ins import SignIns
from console.errors import NoCredentials
from tests.prompter import Person, attended
from tests.secret_service import PASSWORD, Service, lock_collection
from tests.ui.conftest import NOW
from ui.accounts_dialog import AccountsDialog
from ui.app import MemoryNetwork
from ui.application import Application

pytestmark = pytest.mark.timeout(120)
KEY = Qt.Key


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, world: MemoryWorld, service: Service
) -> Iterator[Application]:
    """A window on an account whose secret is in a real keyring, which is open."""
    networks: dict[str, Network] = {
        "memory": MemoryNetwork(MemoryConnector(world), needs_credentials=True)
    }

    def set_up(made: Desk) -> None:
        made.accounts.sync(made.sign_ins.with_keys({"token": "1"}, network="memory").account)

    with attended(service.address, Person(PASSWORD)):
        made = Application(
            qapp, tmp_path / "data", networks, Credentials(), set_up=set_up, now=lambda: NOW
        )
        made.window.show()
        qtbot.waitUntil(lambda: made.window.is_complete and not made.courier.syncing)
    yield made
    assert made.close()


@pytest.fixture
def locked(
    qapp: QApplication, desk: Application, tmp_path: Path, world: MemoryWorld, service: Service
) -> Iterator[Application]:
    """The same, opened again while the keyring is locked; it is not shown yet."""
    assert desk.close()
    lock_collection(service.address)
    networks: dict[str, Network] = {
        "memory": MemoryNetwork(MemoryConnector(world), needs_credentials=True)
    }
    made = Application(qapp, tmp_path / "data", networks, Credentials(), now=lambda: NOW)
    yield made
    assert made.close()


def opened(qtbot: QtBot, desk: Application) -> AccountsDialog:
    desk.window.actions_by_name["accounts"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), AccountsDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AccountsDialog)
    qtbot.waitUntil(lambda: dialog.pane.way.text() != "…")
    return dialog


def tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    """Press Tab till a widget has the keyboard."""
    for _ in range(30):
        focused = QApplication.focusWidget()
        if focused is wanted:
            return
        assert focused is not None
        qtbot.keyClick(focused, KEY.Key_Tab)
    pytest.fail(f"Tab does not come to {wanted}")


def test_it_is_said_since_when_an_account_is_signed_in(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    assert f"since {NOW.astimezone():%H:%M}" in dialog.pane.way.text()
    dialog.reject()


def test_while_the_keyring_asks_the_state_says_so_till_it_is_answered(
    qtbot: QtBot, locked: Application, service: Service
) -> None:
    with attended(service.address, Person(idle=True)) as person:
        locked.window.show()
        qtbot.waitUntil(lambda: locked.window.is_complete and person.asked.is_set())
        dialog = opened(qtbot, locked)
        qtbot.waitUntil(lambda: "keyring asks for its password" in dialog.pane.state.text())
        assert dialog.pane.unlock.isHidden(), "it asks already"

        person.late(PASSWORD)

        qtbot.waitUntil(lambda: not locked.courier.syncing)
        qtbot.waitUntil(lambda: dialog.pane.state.text().startswith("Synced"))
    dialog.reject()


def test_an_account_is_signed_out_by_the_keyboard_alone_and_the_keyring_holds_nothing(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    dialog = opened(qtbot, desk)
    (account,) = desk.courier._accounts
    key = f"memory:{account.remote_id}"
    assert Credentials().load(key) == {"token": "1"}

    tab_to(qtbot, dialog.pane.sign_out)
    qtbot.keyClick(dialog.pane.sign_out, KEY.Key_Space)
    box = dialog.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    qtbot.waitUntil(lambda: box.isAncestorOf(QApplication.focusWidget() or dialog))
    (yes,) = (each for each in box.buttons() if each.text() == "Sign out")
    assert isinstance(yes, QPushButton)
    tab_to(qtbot, yes)
    qtbot.keyClick(yes, KEY.Key_Return)

    qtbot.waitUntil(lambda: dialog.message.text().startswith("Signed out."))
    assert dialog.message.objectName() == "ok"
    qtbot.waitUntil(dialog.pane.sign_out.isHidden)
    assert dialog.pane.way.text().startswith("Signed out at this desk.")
    assert dialog.pane.isVisible()
    # The platform without screens does not give the dialog its focus back by itself.
    assert dialog.focusWidget() is dialog.list
    with pytest.raises(NoCredentials):
        Credentials().load(key)
    qtbot.keyClick(dialog.list, KEY.Key_Escape)
    assert not dialog.isVisible()


def test_a_sign_out_of_which_the_network_did_not_hear_says_what_is_left_to_do(
    qtbot: QtBot, desk: Application, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SignIns, "_revoked", lambda *_: False)  # this network takes nothing back
    dialog = opened(qtbot, desk)
    dialog._sign_out(desk.courier._accounts[0])
    qtbot.waitUntil(lambda: dialog.message.text().endswith("Settings, Connected apps."))
    assert dialog.message.objectName() == "warn"
    dialog.reject()
