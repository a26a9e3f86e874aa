"""What the window says of the keyring, and how a person opens it from there."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from console.desk.context import Network
from tests.prompter import Person, attended
from tests.secret_service import PASSWORD, Service, lock_collection
from tests.ui.conftest import NOW
from ui.app import MemoryNetwork
from ui.application import Application

pytestmark = pytest.mark.timeout(120)

SECRET = {"token": "1"}


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, world: MemoryWorld, service: Service
) -> Iterator[Application]:
    """A window on an account whose keyring is locked; a person sits before it, and waits."""
    networks: dict[str, Network] = {
        "memory": MemoryNetwork(MemoryConnector(world), needs_credentials=True)
    }

    def set_up(made: Desk) -> None:
        account = made.sign_ins.with_keys(SECRET, network="memory").account
        made.accounts.sync(account)

    with attended(service.address, Person(PASSWORD)):
        first = Application(
            qapp, tmp_path / "data", networks, Credentials(), set_up=set_up, now=lambda: NOW
        )
        first.window.show()
        qtbot.waitUntil(lambda: first.window.is_complete and not first.courier.syncing)
        assert first.close()
    lock_collection(service.address)
    made = Application(qapp, tmp_path / "data", networks, Credentials(), now=lambda: NOW)
    yield made
    assert made.close()


def stands(desk: Application) -> str:
    """Returns what the side says of the account."""
    (entry,) = desk.window.side.entries.values()
    return entry.state.text()


def test_while_the_keyring_asks_the_desk_says_so_and_is_read(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    with attended(service.address, Person(idle=True)) as person:
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and person.asked.is_set())
        qtbot.waitUntil(lambda: "waiting for the keyring's password" in stands(desk))
        assert desk.window.inbox.list.model().rowCount() > 0

        person.late(PASSWORD)

        qtbot.waitUntil(lambda: not desk.courier.syncing)
        assert "keyring" not in stands(desk)
        assert not desk.window.notices.isVisible()


def test_a_refused_keyring_is_opened_by_the_bar(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    with attended(service.address, Person()):
        desk.window.show()
        qtbot.waitUntil(lambda: "read-only: keyring locked" in stands(desk))
    bar = desk.window.notices
    qtbot.waitUntil(bar.isVisible)
    assert bar.act.text() == "Unlock"

    with attended(service.address, Person(PASSWORD)):
        qtbot.mouseClick(bar.act, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not bar.isVisible() and not desk.courier.syncing)

    assert "read-only" not in stands(desk)


def test_quitting_does_not_wait_for_the_password(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    with attended(service.address, Person(idle=True)) as person:
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and person.asked.is_set())

        assert desk.close(5)


def test_where_there_is_no_keyring_the_keys_can_be_used_for_this_run(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    service.kill()
    desk.window.show()
    qtbot.waitUntil(lambda: "read-only: no keyring" in stands(desk))

    assert desk.window.notices.act.text() == "Use for this run…"
    service.start()


def test_a_sign_out_elsewhere_is_told(qtbot: QtBot, desk: Application, service: Service) -> None:
    with attended(service.address, Person(PASSWORD)):
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and not desk.courier.syncing)
        (account,) = desk.window.overview.accounts  # type: ignore[union-attr]  # it is complete
        Credentials().delete(f"memory:{account.remote_id}")
        desk.courier.sync_quietly()
        qtbot.waitUntil(lambda: "read-only: signed out elsewhere" in stands(desk))

    assert desk.window.notices.act.text() == "Sign in again…"
    assert desk.courier.blocked[account.id] == (
        f"@{account.handle} was signed out by another program. Sign in again to send and to read."
    )


def test_a_sign_out_at_this_desk_is_called_that_and_not_what_the_keyring_says(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    with attended(service.address, Person(PASSWORD)):
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and not desk.courier.syncing)
        (account,) = desk.window.overview.accounts  # type: ignore[union-attr]  # it is complete
        out: list[object] = []
        desk.window.lanes.sending.submit(
            lambda made: made.sign_ins.sign_out(account), out.append, receiver=desk.window
        )
        qtbot.waitUntil(lambda: bool(out))
        desk.courier.sync_quietly()
        qtbot.waitUntil(lambda: "read-only: signed out at this desk" in stands(desk))

    said = desk.courier.blocked[account.id]
    assert said == (
        f"@{account.handle} was signed out at this desk. Sign in again to send and to read."
    )
    assert "canary-desk" not in said


def test_a_sign_in_that_was_not_stored_is_told_and_stored_by_the_bar(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    credentials = desk._credentials

    with attended(service.address, Person(PASSWORD)):
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and not desk.courier.syncing)
    (account,) = desk.window.overview.accounts  # type: ignore[union-attr]  # it is complete
    key = f"memory:{account.remote_id}"

    def renewed(_: object) -> dict[str, str]:
        lock_collection(service.address)
        return {"token": "2"}

    credentials.renew(key, SECRET, renewed)
    desk.courier.sync_quietly()
    qtbot.waitUntil(lambda: "till the program ends" in stands(desk))
    bar = desk.window.notices
    desk.window.close()
    assert desk.window.isVisible()  # it is asked about first; Enter stays
    box = desk.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "is not stored." in box.text()
    assert "queued answers wait" in box.informativeText()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.findChild(QMessageBox) is None)
    assert desk.window.isVisible()
    with attended(service.address, Person(PASSWORD)):
        qtbot.mouseClick(bar.act, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not bar.isVisible() and not desk.courier.syncing)
    qtbot.waitUntil(lambda: desk.courier.unstored == ())

    assert Credentials().load(key) == {"token": "2"}


def test_who_quits_over_a_sign_in_that_was_not_stored_can(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    with attended(service.address, Person(PASSWORD)):
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and not desk.courier.syncing)
    (account,) = desk.window.overview.accounts  # type: ignore[union-attr]  # it is complete

    def renewed(_: object) -> dict[str, str]:
        lock_collection(service.address)
        return {"token": "2"}

    desk._credentials.renew(f"memory:{account.remote_id}", SECRET, renewed)
    desk.courier.publish()  # what sending renews counts as well
    qtbot.waitUntil(lambda: desk.courier.unstored == (account,))
    desk.window.close()
    box = desk.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    (leave,) = (each for each in box.buttons() if each.text() == "Quit")
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.window.isVisible())


def test_a_new_start_names_the_sign_ins_that_end_with_this_run(
    qtbot: QtBot, desk: Application, service: Service
) -> None:
    with attended(service.address, Person(PASSWORD)):
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and not desk.courier.syncing)
    (account,) = desk.window.overview.accounts  # type: ignore[union-attr]  # it is complete
    wanted: list[str] = []
    desk.window.new_start_wanted.connect(lambda: wanted.append("anew"))
    desk.window.start_anew()
    assert wanted == ["anew"], "what is stored is asked about by nobody"
    desk._credentials.keep_for_this_run(f"memory:{account.remote_id}", SECRET)

    desk.window.start_anew()
    (box,) = desk.window.findChildren(QMessageBox)
    assert box.windowTitle() == "Start anew"
    assert f"@{account.handle}" in box.text().replace("\u2068", "").replace("\u2069", "")
    assert "is for this run only." in box.text()
    assert "another run" in box.informativeText()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.window.findChildren(QMessageBox))
    assert wanted == ["anew"]

    desk.window.start_anew()
    (box,) = desk.window.findChildren(QMessageBox)
    (leave,) = (each for each in box.buttons() if each.text() == "Start anew")
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert wanted == ["anew", "anew"]
    desk.window.quit()
    qtbot.waitUntil(lambda: not desk.window.isVisible())  # to quit ends the run anyway
