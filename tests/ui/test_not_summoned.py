"""An answer to who did not tag us, typed and sent in a real window on the loopback X: by hand."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from console import settings
from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.settings import Settings
from tests.console import unsummoned_ground
from tests.console.unsummoned_ground import WATCH, Found
from tests.ui.conftest import open_case
from tests.ui.given_messages import post
from ui.application import Application
from ui.timeline_entries import MUTED, Entries

CTRL = Qt.KeyboardModifier.ControlModifier
ANSWER = "We are sorry, Ada. It comes today."


@pytest.fixture
def found() -> Iterator[Found]:
    with unsummoned_ground.serving() as x:
        yield Found(x)


@pytest.fixture
def desk(
    qapp: QApplication, qtbot: QtBot, found: Found, secret_service: str, tmp_path: Path
) -> Iterator[Application]:
    folder = tmp_path / "desk"
    unsummoned_ground.furnish(folder, found)
    settings.save(folder, Settings(undo_s=0))
    desk = Application(qapp, folder, {"x": XNetwork(found.x.url)}, Credentials())
    desk.window.show()
    qtbot.waitUntil(lambda: desk.window.overview is not None)
    qtbot.waitUntil(lambda: desk.window.is_complete)
    qtbot.waitUntil(lambda: not desk.courier.syncing)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 2)
    yield desk
    assert desk.close()


def open_of(qtbot: QtBot, desk: Application, handle: str) -> None:
    rows = [desk.window.inbox.model.row_at(place) for place in range(2)]
    place = next(n for n, row in enumerate(rows) if row is not None and row.handle == handle)
    open_case(qtbot, desk, place)


def send(qtbot: QtBot, desk: Application, text: str) -> None:
    editor = desk.window.case.composer.editor
    qtbot.keyClicks(editor, text)
    qtbot.waitUntil(desk.window.case.composer.send_button.isEnabled)
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)


def offered(desk: Application) -> list[str]:
    buttons = desk.window.case.pending.findChildren(QPushButton)
    return [each.text() for each in buttons if each.isVisible()]


def test_it_is_handed_over_and_the_desk_posts_nothing(
    qtbot: QtBot, desk: Application, found: Found
) -> None:
    open_of(qtbot, desk, "ada")
    composer, case = desk.window.case.composer, desk.window.case
    qtbot.waitUntil(composer.notes.sole.isVisible)
    said = composer.notes.sole.text.text()
    assert said.startswith(f"Found by the watch “{WATCH}”: this person did not tag @shop")
    assert "summoned" not in case.header.facts.text()
    addresses: list[QUrl] = []
    case.pending_acts.open_address = addresses.append
    send(qtbot, desk, ANSWER)
    qtbot.waitUntil(lambda: "Open in browser" in offered(desk))
    assert not {"Send anyway", "Send now", "Try again"} & set(offered(desk))
    assert composer.text == ""

    desk.window.actions_by_name["sync"].trigger()  # tries the outbox at once, by a person's word
    qtbot.waitUntil(lambda: not desk.courier.syncing)
    open_of(qtbot, desk, "ben")
    send(qtbot, desk, "Sorry, Ben.")
    qtbot.waitUntil(lambda: found.posted == ["Sorry, Ben."])
    assert found.approached == []

    open_of(qtbot, desk, "ada")
    qtbot.waitUntil(lambda: "Open in browser" in offered(desk))
    hand_off = next(
        each
        for each in case.pending.findChildren(QPushButton)
        if each.text() == "Open in browser" and each.isVisible()
    )
    qtbot.mouseClick(hand_off, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(addresses) == 1)
    assert f"in_reply_to={found.ada}" in addresses[0].toString()
    assert found.approached == []


def test_answer_by_hand_has_no_price(qtbot: QtBot, desk: Application) -> None:
    open_of(qtbot, desk, "ada")
    composer = desk.window.case.composer
    qtbot.waitUntil(composer.notes.sole.isVisible)
    qtbot.keyClicks(composer.editor, ANSWER)
    qtbot.waitUntil(composer.send_button.isEnabled)
    assert composer.send_button.text() == "Hand over"
    assert "$" not in composer.counter.text()


def test_a_muted_post_is_marked_and_asks_to_be_read_by_nobody() -> None:
    first, muted = post(1), replace(post(2), muted=True)
    entries = Entries((first, muted), None, first.id)
    entry = entries.entry(1, {})
    assert entry.muted
    assert MUTED in entry.below
    assert MUTED in entry.spoken
    assert entries.unread_row is None
    assert Entries((first, post(2)), None, first.id).unread_row == 1
