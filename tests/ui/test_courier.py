"""What the syncs met is told account by account, until that account does better."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from console.desk.context import Network
from console.desk.watches import Watches
from console.domain.accounts import Account
from console.domain.watches import WatchRun
from console.errors import ConnectorError, NoCredentials, Offline, RateLimited, SignedOut
from tests.ui.conftest import NOW, OpenDesk
from ui.app import MemoryNetwork
from ui.application import Application


def said(desk: Application) -> str:
    return desk.window.status.message.text()


def press_f5(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)


def test_trouble_of_one_account_stays_although_another_does_well(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, world: MemoryWorld
) -> None:
    shop = MemoryConnector(world)
    other = MemoryConnector(world, world.add_user("Branch", "The Branch"))
    networks: dict[str, Network] = {"memory": MemoryNetwork(shop), "x": MemoryNetwork(other)}

    def set_up(desk: Desk) -> None:
        for network in networks:
            desk.accounts.sync(
                desk.sign_ins.with_keys({}, network=network, this_run_only=True).account
            )

    desk = Application(qapp, tmp_path / "data", networks, Credentials(), set_up=set_up)
    desk.window.show()
    qtbot.waitUntil(lambda: desk.window.is_complete and not desk.courier.syncing)
    qtbot.waitUntil(lambda: said(desk).startswith("Last sync"))
    shop.fail_next("read_page", Offline("X was not reached."))
    press_f5(qtbot, desk)
    qtbot.waitUntil(lambda: "@Shop: Offline" in said(desk) and not desk.courier.syncing)
    press_f5(qtbot, desk)
    qtbot.waitUntil(lambda: said(desk).startswith("Last sync"))
    assert desk.close()


def test_f5_while_a_sync_is_under_way_says_so(qtbot: QtBot, desk: Application) -> None:
    go = threading.Event()
    desk.lanes.sync.submit(lambda _: go.wait(20))
    press_f5(qtbot, desk)
    press_f5(qtbot, desk)
    qtbot.waitUntil(lambda: "under way already" in said(desk))
    go.set()
    qtbot.waitUntil(lambda: not desk.courier.syncing)


def test_account_connected_while_a_sync_is_under_way_is_synced_after_it(
    qtbot: QtBot, desk: Application
) -> None:
    assert desk.window.overview is not None
    (account,) = desk.window.overview.accounts
    go = threading.Event()
    desk.lanes.sync.submit(lambda _: go.wait(20))
    press_f5(qtbot, desk)
    desk.courier.take_new_keys(account)  # as the dialog does when X took the keys
    desk.courier.sync_account(account)
    synced: list[bool] = []
    desk.courier.told.connect(lambda: synced.append(desk.courier.syncing))
    go.set()
    qtbot.waitUntil(lambda: True in synced and not desk.courier.syncing)


def test_missing_older_mentions_are_told_quietly_beside_the_account(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    world.rules = replace(world.rules, cap=2, page_size=2)
    desk = open_desk()
    for number in range(5):
        at = NOW - timedelta(seconds=30 - number)
        world.add_post(world.add_user(f"late{number}"), "@Shop hello", at=at)
    press_f5(qtbot, desk)

    def tips() -> list[str]:
        return [
            label.toolTip()
            for label in desk.window.side.findChildren(QLabel)
            if label.text() == "some posts are missing"
        ]

    qtbot.waitUntil(lambda: bool(tips()))
    assert "Older mentions than" in tips()[0]


@pytest.mark.parametrize(
    ("trouble", "looks"), [(Offline("X was not reached."), 1), (RateLimited("Wait."), 2)]
)
def test_watches_look_unless_what_stopped_the_sync_would_stop_them_too(
    qtbot: QtBot,
    desk: Application,
    connector: MemoryConnector,
    monkeypatch: pytest.MonkeyPatch,
    trouble: ConnectorError,
    looks: int,
) -> None:
    looked: list[str] = []

    def run(_: Watches, account: Account, **_others: object) -> tuple[WatchRun, ...]:
        looked.append(account.handle)
        return ()

    monkeypatch.setattr(Watches, "run", run)
    connector.fail_next("read_page", trouble)
    press_f5(qtbot, desk)
    qtbot.waitUntil(lambda: bool(desk.courier.problems) and not desk.courier.syncing)
    press_f5(qtbot, desk)
    qtbot.waitUntil(lambda: said(desk).startswith("Last sync"))
    qtbot.waitUntil(lambda: looked == ["Shop"] * looks)


def test_watches_that_cannot_look_are_no_trouble_of_the_sync(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: Watches, _account: Account, **_others: object) -> tuple[WatchRun, ...]:
        raise NoCredentials("There are no keys.")

    told: list[str] = []
    desk.courier.said.connect(told.append)
    monkeypatch.setattr(Watches, "run", run)
    press_f5(qtbot, desk)
    qtbot.waitUntil(lambda: len(told) == 1)
    press_f5(qtbot, desk)  # the first left nothing behind that would bar the second
    qtbot.waitUntil(lambda: len(told) == 2)
    assert set(told) == {"The watches of @Shop did not look. There are no keys."}
    qtbot.waitUntil(lambda: not desk.courier.syncing)
    assert desk.courier.problems == ()
    assert desk.courier.blocked == {}


def test_a_refused_sign_in_rests_till_a_person_asks_or_a_quarter_of_an_hour_is_over(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(ask: Callable[[], None]) -> None:
        connector.fail_next("read_page", SignedOut("The account was revoked."))
        ask()
        qtbot.waitUntil(lambda: bool(desk.courier.problems) and not desk.courier.syncing)

    tick, now = desk.courier._timer.timeout.emit, desk.courier._now
    refuse(lambda: press_f5(qtbot, desk))
    tick()
    assert not desk.courier.syncing
    press_f5(qtbot, desk)
    qtbot.waitUntil(lambda: not desk.courier.problems and not desk.courier.syncing)
    refuse(lambda: press_f5(qtbot, desk))
    monkeypatch.setattr(desk.courier, "_now", lambda: now() + timedelta(minutes=16))
    tick()
    qtbot.waitUntil(lambda: desk.courier.syncing)
    qtbot.waitUntil(lambda: not desk.courier.problems and not desk.courier.syncing)
