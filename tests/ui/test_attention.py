"""The desk calls a person who looks elsewhere: a real window, a real bus, a real server."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.domain import lock_phrase
from console.errors import SignedOut
from tests.notification_server import NotificationServer, Shown, serving
from tests.ui.conftest import OpenDesk, names, open_case
from ui import attention_side
from ui.application import Application
from ui.attending import Attending
from ui.notification_events import Show
from ui.side_view import View

TRAY = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
"""Qt says so of a tray on the offscreen platform, which has none."""


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attention_side, "GATHER_MS", 600)


@pytest.fixture
def server(session_bus: str) -> Iterator[NotificationServer]:
    with serving(session_bus) as made:
        yield made


@pytest.fixture
def elsewhere(qtbot: QtBot) -> QWidget:
    """A window of another program, as far as the desk knows."""
    other = QWidget()
    qtbot.addWidget(other)
    return other


def attending(desk: Application) -> Attending:
    assert desk.attending is not None
    return desk.attending


def settle(qtbot: QtBot, desk: Application) -> None:
    """Wait till what the first sync of the run brought was looked at."""
    side = attending(desk).side
    qtbot.waitUntil(lambda: bool(side._settled) and not side._gather.isActive())


def boxes() -> list[QMessageBox]:
    found = QApplication.topLevelWidgets()
    return [each for each in found if isinstance(each, QMessageBox) and each.isVisible()]


def look_elsewhere(qtbot: QtBot, desk: Application, other: QWidget) -> None:
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    assert not attending(desk).side.is_seen


def come(world: MemoryWorld, *handles: str, text: str = "@Shop hello") -> None:
    for handle in handles:
        world.add_post(world.add_user(handle, handle.title()), text, at=datetime.now(UTC))


def prefer(desk: Application, **wanted: Any) -> None:
    desk.dialogs.settings_changed.emit(replace(desk.settings, **wanted))


def brought(qtbot: QtBot, desk: Application, server: NotificationServer, count: int) -> Shown:
    """Sync, and return the notification that comes of it."""
    desk.courier.sync_now()
    qtbot.waitUntil(lambda: len(server.shown) == count)
    return server.shown[-1]


def test_new_post_is_told_by_number_and_a_click_opens_its_case(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    assert server.shown == [], "what was there at the start is no news"
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora")
    told = brought(qtbot, desk, server, 1)
    assert (told.title, told.body) == ("1 new post for @Shop", "")
    server.open(told.number)
    case = desk.window.case
    qtbot.waitUntil(lambda: case.row is not None and case.row.name == "Dora")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    qtbot.waitUntil(lambda: server.closed == [told.number])


def test_many_are_one_notification_and_lead_to_the_list(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    desk.window.side.choose(View.ALL)
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora", "emil", "finn")
    told = brought(qtbot, desk, server, 1)
    assert told.title == "3 new posts for @Shop"
    server.open(told.number)
    qtbot.waitUntil(lambda: desk.window.inbox.view is View.NEEDS_REPLY)
    assert desk.window.case.row is None
    assert len(server.shown) == 1


def test_what_is_on_the_screen_is_not_told(
    qtbot: QtBot, server: NotificationServer, desk: Application, world: MemoryWorld
) -> None:
    settle(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: attending(desk).side.is_seen)
    come(world, "dora")
    desk.courier.sync_now()
    qtbot.waitUntil(lambda: "Dora" in names(desk))
    side = attending(desk).side
    qtbot.waitUntil(lambda: len(side.rounds.known) == 1)
    assert server.shown == []
    desk.window.side.choose(View.RESOLVED)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 0)
    come(world, "emil")
    assert brought(qtbot, desk, server, 1).title == "1 new post for @Shop"


def test_names_and_first_words_only_where_asked_for_and_harmless(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    prefer(desk, notify_words=True)
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora", text="@Shop <b>gone\u202e evil</b> " + "x" * 10_000)
    told = brought(qtbot, desk, server, 1)
    assert told.title == "1 new post for @Shop"
    assert told.body.startswith("Dora: ")
    assert "&lt;b&gt;gone" in told.body
    assert "<" not in told.body
    assert "\u202e" not in told.body
    assert len(told.body) < 200


def test_locked_desk_names_nobody_and_opens_nothing_unseen(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    prefer(desk, notify_words=True, lock_phrase=lock_phrase.sealed("canaries sing"))
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora")
    assert brought(qtbot, desk, server, 1).body == "Dora: @Shop hello"
    guard = desk.window.account_side.guard
    assert guard is not None
    guard.lock()
    qtbot.waitUntil(lambda: server.closed == [server.shown[0].number])
    side = attending(desk).side
    side.rounds.told_at.clear()  # half a minute later
    come(world, "emil")
    told = brought(qtbot, desk, server, 2)
    assert (told.title, told.body) == ("1 new post for @Shop", "")
    before = desk.window.case.row
    server.open(told.number)
    qtbot.waitUntil(lambda: len(server.closed) == 2)
    assert desk.window.case.row is before
    assert guard.screen is not None
    desk.window.activateWindow()
    qtbot.keyClicks(guard.screen.main.field, "canaries sing")
    qtbot.keyClick(guard.screen.main.field, Qt.Key.Key_Return)
    case = desk.window.case
    qtbot.waitUntil(lambda: case.row is not None and case.row.name == "Emil")


def test_quiet_hours_tell_once_after_what_came(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    side = attending(desk).side
    look_elsewhere(qtbot, desk, elsewhere)
    side.pause(datetime.now(UTC) + timedelta(hours=1))
    come(world, "dora", "emil")
    desk.courier.sync_now()
    qtbot.waitUntil(lambda: sum(map(len, side.rounds.missed.values())) == 2)
    assert server.shown == []
    side.pause(None)
    qtbot.waitUntil(lambda: len(server.shown) == 1)
    told = server.shown[0]
    assert (told.title, told.body) == ("While notifications were quiet", "2 new posts")
    server.open(told.number)
    qtbot.waitUntil(lambda: len(server.closed) == 1)


def test_kind_that_is_switched_off_is_not_told(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    prefer(desk, notify_replies=False)
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora")
    desk.courier.sync_now()
    side = attending(desk).side
    qtbot.waitUntil(lambda: len(side.rounds.known) == 1)
    prefer(desk, notify_replies=True)
    side.tell()
    assert side.rounds.standing == side.rounds.fresh == {}
    assert server.shown == []


def test_account_that_is_signed_out_is_told_once_and_leads_to_the_accounts(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    connector: MemoryConnector,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    look_elsewhere(qtbot, desk, elsewhere)
    connector.fail_next("read_page", SignedOut("@Shop was signed out.", ended=True))
    told = brought(qtbot, desk, server, 1)
    assert told.title == "@Shop needs you"
    assert told.body
    attending(desk).side.look()
    server.open(told.number)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert type(dialog).__name__ == "AccountsDialog"
    dialog.close()
    assert len(server.shown) == 1


def test_who_comes_back_finds_no_notification_left(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora")
    told = brought(qtbot, desk, server, 1)
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: server.closed == [told.number])


def test_closing_quits_where_there_is_no_tray(qtbot: QtBot, desk: Application) -> None:
    prefer(desk, close_to_tray=True)
    assert not attending(desk).tray.is_there
    open_case(qtbot, desk)
    desk.window.close()
    assert not desk.window.isVisible()
    assert QApplication.quitOnLastWindowClosed()


@TRAY
def test_closing_leaves_the_desk_in_the_tray_and_says_so_once(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The offscreen platform has no tray: that there is one is all that is played here."""
    monkeypatch.setattr("ui.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: True)
    prefer(desk, close_to_tray=True)
    assert attending(desk).tray.is_there
    desk.window.close()
    assert not desk.window.isVisible()
    assert not QApplication.quitOnLastWindowClosed()
    (box,) = boxes()
    assert "still running" in box.windowTitle()
    qtbot.waitUntil(box.isVisible)
    assert QSettings().value("close-to-tray-told") == "1"
    attending(desk).tray.open.trigger()
    assert desk.window.isVisible()
    assert QApplication.quitOnLastWindowClosed()
    assert boxes() == [], "it is of no use any more, and would keep the program open"
    desk.window.close()
    assert boxes() == []
    attending(desk).tray.open.trigger()
    desk.window.quit()
    assert not desk.window.isVisible()
    assert QApplication.quitOnLastWindowClosed()


@TRAY
def test_tray_that_goes_gives_the_window_back(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = [True]
    monkeypatch.setattr("ui.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: there[0])
    QSettings().setValue("close-to-tray-told", "1")
    prefer(desk, close_to_tray=True)
    desk.window.close()
    assert not desk.window.isVisible()
    there[0] = False
    attending(desk)._look()
    assert desk.window.isVisible()
    assert QApplication.quitOnLastWindowClosed(), "closed from the taskbar, it is the end"


@TRAY
def test_window_that_came_back_unseen_ends_the_desk_where_the_tray_has_gone(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It never had the keys, and nobody looked for the tray since that went."""
    there = [True]
    monkeypatch.setattr("ui.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: there[0])
    QSettings().setValue("close-to-tray-told", "1")
    prefer(desk, close_to_tray=True)
    desk.window.close()
    assert not QApplication.quitOnLastWindowClosed()
    there[0] = False
    desk.window.showMinimized()
    desk.window.close()
    assert not desk.window.isVisible()
    assert QApplication.quitOnLastWindowClosed()


@TRAY
def test_tray_tells_numbers_also_where_names_were_asked_for(
    qtbot: QtBot,
    session_bus: str,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A bus without a server: its message would stand over the lock."""
    said: list[Show] = []

    def show(asked: Show) -> bool:
        said.append(asked)
        return True

    monkeypatch.setattr(attending(desk).centre, "_instead", show)
    settle(qtbot, desk)
    prefer(desk, notify_words=True)
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora")
    desk.courier.sync_now()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert (said[0].title, said[0].body) == ("1 new post for @Shop", "")


def test_names_that_stand_go_at_the_lock_also_once_numbers_are_preferred(
    qtbot: QtBot,
    server: NotificationServer,
    desk: Application,
    world: MemoryWorld,
    elsewhere: QWidget,
) -> None:
    settle(qtbot, desk)
    prefer(desk, notify_words=True, lock_phrase=lock_phrase.sealed("canaries sing"))
    look_elsewhere(qtbot, desk, elsewhere)
    come(world, "dora")
    told = brought(qtbot, desk, server, 1)
    prefer(desk, notify_words=False)
    guard = desk.window.account_side.guard
    assert guard is not None
    guard.lock()
    qtbot.waitUntil(lambda: server.closed == [told.number])


@TRAY
def test_hidden_start_works_without_a_paint(
    qtbot: QtBot, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_desk()
    folder = first._folder
    assert first.close()
    monkeypatch.setattr("ui.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: True)
    desk = Application(first._app, folder, first._networks, first._credentials, now=first._now)
    try:
        assert desk.begin_unseen()
        qtbot.waitUntil(lambda: desk.window.is_complete)
        qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("Last sync"))
        assert not desk.window.isVisible()
        attending(desk).tray.open.trigger()
        assert desk.window.isVisible()
    finally:
        assert desk.close()


def test_tray_says_how_much_there_is(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray = attending(desk).tray
    assert tray.tip == "Canary Desk\n3 cases need a reply"
    tray.hour.trigger()
    assert attending(desk).side.is_paused
    assert tray.tip.endswith("Notifications are paused")
    assert tray.resume.isVisible()
    tray.resume.trigger()
    assert not attending(desk).side.is_paused
    tray.tomorrow.trigger()
    until = attending(desk).side.paused_until
    assert until is not None
    assert until.hour == 6
    assert timedelta() < until - datetime.now(UTC) <= timedelta(hours=25)
