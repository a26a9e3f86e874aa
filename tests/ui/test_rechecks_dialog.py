"""The dialog on asking X again: how old what is stored may be, what it costs, ask now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from console.domain.messages import Post
from console.domain.rechecks import RecheckStanding
from tests.console.given import OWN, TinyNetwork
from ui import rechecks_words
from ui.application import Application
from ui.dialog_room import keep_in_room
from ui.rechecks_dialog import RechecksDialog

NOW = datetime.now(UTC)


class Open:
    """A desk with one synced post that its author has deleted since."""

    def __init__(self, app: QApplication, folder: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.world = MemoryWorld(OWN)
        ada = self.world.add_user("ada")
        self.post = self.world.add_post(ada, "@shop zebrafinch", at=NOW - timedelta(hours=2))
        self.kept = self.world.add_post(
            ada, "@shop kakapo", at=NOW - timedelta(hours=1), reply_to=self.post.remote_id
        )
        self.desk = Application(
            app, folder, {"memory": TinyNetwork(MemoryConnector(self.world))}, Credentials(),
            set_up=_connect,
        )  # fmt: skip
        self.desk.window.show()
        qtbot.waitUntil(lambda: self.desk.window.is_complete)
        qtbot.waitUntil(
            lambda: not self.desk.courier.syncing and not self.desk.courier.rechecks.under_way
        )

    def dialog(self) -> RechecksDialog:
        self.desk.window.actions_by_name["rechecks"].trigger()
        (dialog,) = self.desk.window.findChildren(RechecksDialog)
        self.qtbot.waitUntil(lambda: "Posts stored" in said(dialog))
        return dialog

    def posts(self) -> list[Post]:
        found: list[list[Post]] = []

        def read(desk: Desk) -> list[Post]:
            (row,) = desk.cases.rows()
            return [one for one in desk.cases.view(row.id).messages if isinstance(one, Post)]

        self.desk.lanes.reader.submit(read, found.append, receiver=self.desk.window)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    opened = Open(qapp, tmp_path, qtbot)
    yield opened
    opened.desk.close()


def _connect(desk: Desk) -> None:
    desk.sign_ins.with_keys({}, network="memory", this_run_only=True)


def said(dialog: RechecksDialog) -> str:
    labels = dialog.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(dialog))


def test_it_tells_how_it_stands_and_asks_on_a_word(place: Open) -> None:
    dialog = place.dialog()
    assert dialog.close_button.hasFocus()
    place.world.delete_post(place.post.remote_id)
    _make_old(place)
    with place.qtbot.waitSignal(dialog._runs.ended):
        QTest.mouseClick(dialog.ask, Qt.MouseButton.LeftButton)
    place.qtbot.waitUntil(lambda: dialog.ask.text() == "Ask now")
    place.qtbot.waitUntil(lambda: "1 gone" in said(dialog))
    assert [bool(post.text) for post in place.posts()] == [False, True]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_in_a_small_room_it_is_scrolled_and_seen(place: Open) -> None:
    room = QSize(853, 260)
    dialog = place.dialog()
    keep_in_room(dialog, room)
    assert dialog.findChild(QScrollArea) is not None
    dialog.budget.setText("")  # a person did not clear it
    dialog._read()
    place.qtbot.waitUntil(lambda: bool(dialog.budget.text()))
    assert dialog.height() > room.height() // 2


def test_a_budget_that_is_typed_is_kept_and_one_that_is_none_is_refused(place: Open) -> None:
    dialog = place.dialog()
    dialog.budget.setFocus()
    dialog.budget.selectAll()
    QTest.keyClicks(dialog.budget, "nonsense")
    QTest.keyClick(dialog.budget, Qt.Key.Key_Tab)
    assert dialog.note.text()
    dialog.budget.setFocus()
    dialog.budget.selectAll()
    QTest.keyClicks(dialog.budget, "0")
    QTest.keyClick(dialog.budget, Qt.Key.Key_Tab)
    place.qtbot.waitUntil(lambda: not dialog.note.text())
    dialog.reject()


def test_the_window_asks_by_itself_after_a_sync(place: Open) -> None:
    place.world.delete_post(place.kept.remote_id)
    _make_old(place)
    with place.qtbot.waitSignal(place.desk.courier.rechecks.ended):
        place.desk.courier.sync_now()
    assert [bool(post.text) for post in place.posts()] == [True, False]


def _make_old(place: Open) -> None:
    """Let a day pass since the posts were asked for, and since the last run."""
    done: list[object] = []

    def age(desk: Desk) -> None:
        db = desk._context.db
        with db.writing():
            db.execute("UPDATE posts SET checked_at = 1")
            db.execute("DELETE FROM recheck_runs")

    place.desk.lanes.writer.submit(age, done.append, receiver=place.desk.window)
    place.qtbot.waitUntil(lambda: bool(done))


def test_posts_that_no_account_can_ask_for_are_told_apart() -> None:
    standing = RecheckStanding(
        posts=0, unreached=40, daily=0, overdue=0, waiting=0, oldest=None, never=False,
        monthly=Decimal(2), price=Decimal("0.001"), rolling_a_day=66,
    )  # fmt: skip
    assert rechecks_words.facts(standing, NOW) == (
        ("Never asked for", "40: no account has access"),
    )
