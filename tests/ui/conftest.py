"""A desk on a network in memory, opened in a real window, for tests that act as a person."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import settings
from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from console.desk.context import utc_now
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.settings import Settings
from ui.app import MemoryNetwork
from ui.application import Application
from ui.theme import Theme

OWN = RemoteUser(RemoteId("900"), "Shop", "The Shop")
NOW = datetime.now(UTC)
OpenDesk = Callable[..., Application]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            # The offscreen platform says so of every window with a smallest size.
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def _undivided(qapp: object) -> Iterator[None]:
    """No window's place and panes, and no pointer over one, last from one test to the next."""
    QSettings().clear()
    QCursor.setPos(5000, 5000)
    yield
    QSettings().clear()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme that is in force, for a part of the window without the rest."""
    made = Theme(qapp)
    made.apply()
    return made


@pytest.fixture
def world() -> MemoryWorld:
    """Three customers: Ada's post is the newest, then Ben's, then Cleo's."""
    world = MemoryWorld(OWN)
    for minutes, handle, name, text in (
        (10, "ada_fern", "Ada Fern", "@Shop my parcel is <b>still</b> not here"),
        (20, "ben_moss", "Ben Moss", "@Shop charged twice"),
        (30, "cleo_w", "Cleo Wells", "@Shop thank you"),
    ):
        author = world.add_user(handle, name)
        world.add_post(author, text, at=NOW - timedelta(minutes=minutes))
    return world


@pytest.fixture
def connector(world: MemoryWorld) -> MemoryConnector:
    return MemoryConnector(world)


def connect_and_sync(desk: Desk) -> None:
    desk.accounts.sync(desk.sign_ins.with_keys({}, network="memory", this_run_only=True).account)


@pytest.fixture
def open_desk(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, connector: MemoryConnector
) -> Iterator[OpenDesk]:
    """Returns a function that opens a desk; the rows are shown and a first sync is over."""
    opened: list[Application] = []

    def open_one(
        folder: Path | None = None,
        set_up: Callable[[Desk], None] | None = connect_and_sync,
        *,
        wait: bool = True,
        now: Callable[[], datetime] = utc_now,
    ) -> Application:
        folder = folder or tmp_path / "data"
        try:
            fresh = not folder.exists()
        except OSError:  # a test of a folder that cannot be
            fresh = False
        if fresh:
            folder.mkdir(parents=True, mode=0o700)
            settings.save(folder, Settings(undo_s=0))  # what is sent goes out at once
        desk = Application(
            qapp,
            folder,
            {"memory": MemoryNetwork(connector)},
            Credentials(),
            set_up=set_up if fresh else None,
            now=now,
        )
        opened.append(desk)
        desk.window.show()
        if wait:
            qtbot.waitUntil(lambda: desk.window.overview is not None)
            qtbot.waitUntil(lambda: desk.window.is_complete)  # the first sync begins with it
            qtbot.waitUntil(lambda: not desk.courier.syncing)
            qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("Last sync"))
        return desk

    yield open_one
    for desk in opened:
        assert desk.close()


@pytest.fixture
def desk(open_desk: OpenDesk) -> Application:
    return open_desk()


def names(desk: Application) -> list[str]:
    """Returns the names in the list, from the top."""
    model = desk.window.inbox.model
    return [row.name for n in range(model.rowCount()) if (row := model.row_at(n)) is not None]


def open_case(qtbot: QtBot, desk: Application, place: int = 0) -> None:
    """Click on a row and wait until its case is on the screen."""
    listed = desk.window.inbox.list
    row = desk.window.inbox.model.row_at(place)
    assert row is not None
    with qtbot.waitSignal(desk.window.case.opened):
        qtbot.mouseClick(
            listed.viewport(),
            Qt.MouseButton.LeftButton,
            pos=listed.visualRect(desk.window.inbox.model.index(place)).center(),
        )


def timeline(desk: Application) -> list[str]:
    """Returns the texts of the timeline, from the top."""
    model = desk.window.case.model
    return [str(model.index(n).data()) for n in range(model.rowCount())]
