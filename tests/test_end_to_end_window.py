"""The whole desk in its window: real Qt, HTTP, tweepy, SQLite file and Secret Service."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.domain.messages import Post
from console.domain.sign_in import Way
from tests import care
from tests.test_end_to_end_command_line import ANSWER
from tests.ui.conftest import open_case, timeline
from tests.x_server import Fault, XServer
from ui.account_dialog import AccountDialog
from ui.application import Application
from ui.connect_stages import Stage
from ui.side_view import View

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def x(test_data: Path) -> Iterator[XServer]:
    with care.serving(test_data) as server:
        yield server


@pytest.fixture
def desk(
    qapp: QApplication, qtbot: QtBot, x: XServer, secret_service: str, tmp_path: Path
) -> Iterator[Application]:
    desk = Application(qapp, tmp_path / "desk", {"x": XNetwork(x.url)}, Credentials())
    desk.window.show()
    qtbot.waitUntil(lambda: desk.window.overview is not None)
    yield desk
    assert desk.close()


def connect(qtbot: QtBot, desk: Application, x: XServer) -> None:
    """Paste the keys into the dialog, as a person does, and wait for the first sync."""
    desk.window.actions_by_name["connect"].trigger()
    dialog = desk.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    dialog.ways.choose(Way.KEYS)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    dialog.form.keys.fields["api_key"].insert(json.dumps(x.credentials))
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("Last sync"))
    desk.window.activateWindow()  # no window manager does it here once the dialog is gone
    qtbot.waitUntil(desk.window.isActiveWindow)


def stored(qtbot: QtBot, desk: Application) -> dict[tuple[str, ...], str]:
    """Returns each case's state by the remote ids of its posts, read on the reader lane."""
    found: dict[tuple[str, ...], str] = {}
    with qtbot.waitCallback() as done:
        desk.lanes.reader.submit(
            lambda each: {
                tuple(m.remote_id for m in view.messages if isinstance(m, Post)): view.row.state
                for view in (each.cases.view(row.id) for row in each.cases.rows(limit=1000))
            },
            done,
        )
    assert done.args is not None
    found |= done.args[0]
    return found


def test_a_company_connects_syncs_and_answers_in_a_thread(
    qtbot: QtBot, desk: Application, x: XServer, test_data: Path
) -> None:
    expected = care.expected(test_data)
    connect(qtbot, desk, x)
    cases = stored(qtbot, desk)
    assert set(cases) == expected.cases
    assert sum(len(ids) for ids in cases) == 202
    assert {ids for ids, state in cases.items() if state == "waiting"} == expected.waiting

    desk.window.inbox.show_view(View.WAITING)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() > 0)
    open_case(qtbot, desk)
    before = timeline(desk)
    qtbot.keyClicks(desk.window.case.composer.editor, ANSWER)
    shown = [part.text for part in desk.window.case.composer.model.parts]
    assert len(shown) >= 3
    qtbot.keyClick(
        desk.window.case.composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(lambda: timeline(desk) == [*before, *shown])

    chain = [post for post in x.world.posts if post.via_api]
    assert [post.typed_text for post in chain] == shown
    assert all(len(post.typed_text) <= 140 for post in chain)
    assert [post.references[0].id for post in chain[1:]] == [post.id for post in chain[:-1]]
    assert " ".join(post.typed_text for post in chain) == ANSWER

    read = x.billing.counts
    desk.window.actions_by_name["sync"].trigger()
    qtbot.waitUntil(lambda: not desk.courier.syncing)
    assert timeline(desk) == [*before, *shown]
    assert sum(x.billing.counts.values()) - sum(read.values()) <= len(shown) + 1


def test_the_window_stays_live_while_the_network_is_slow(
    qtbot: QtBot, desk: Application, x: XServer
) -> None:
    connect(qtbot, desk, x)
    with x.world.lock:  # no request is answered till it is let go
        desk.window.actions_by_name["sync"].trigger()
        qtbot.waitUntil(lambda: desk.courier.syncing)
        desk.window.inbox.show_view(View.WAITING)
        qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() > 0)
        open_case(qtbot, desk)
        qtbot.keyClicks(desk.window.case.composer.editor, "Typed while it waits")
        assert desk.window.case.composer.text == "Typed while it waits"
        assert desk.courier.syncing
    qtbot.waitUntil(lambda: not desk.courier.syncing)


def test_network_trouble_is_said_and_what_was_stored_stays(
    qtbot: QtBot, desk: Application, x: XServer
) -> None:
    connect(qtbot, desk, x)
    before = stored(qtbot, desk)
    x.faults.add(Fault.truncated(), path="/2/users/:id/mentions", method="GET")
    desk.window.actions_by_name["sync"].trigger()
    qtbot.waitUntil(lambda: "makes no sense" in desk.window.status.message.text())
    assert stored(qtbot, desk) == before
    desk.window.actions_by_name["sync"].trigger()
    qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("Last sync"))
