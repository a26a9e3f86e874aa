"""A scene, and the stage it is played on: an open desk on the demo's data, and a person's hands.

Imported once `screenshots` has begun the language.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import screenshot_archive

from console import language

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

PATIENCE_S = 30.0
EDGE = 24
"""What is seen of a window above a dialog, and below one that is higher."""


@dataclass(frozen=True)
class Scene:
    """A picture: how large, in which theme, and what is done before it is taken."""

    play: Callable[[Stage], None]
    size: tuple[int, int] = (1360, 850)
    theme: str = "light"
    scale: str = "1"
    language: str = "en"
    text_percent: int = 100
    demo: bool = True
    """Whether the demo's cases are there."""
    broken: bool = False
    """Whether the data file is damaged."""


def _application(settings: Path) -> QApplication:
    """Return what the process has one of, made as the program makes it."""
    from PySide6.QtCore import QCoreApplication, QSettings
    from PySide6.QtWidgets import QApplication

    from ui import collector, locality

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    collector.Collector(app)  # garbage that is Qt's must not go in the thread of a lane
    locality.settle(app)
    QCoreApplication.setOrganizationName("canary-desk-screenshots")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(settings))
    return app


class Stage:
    """An open desk, and the hands of a person at it."""

    def __init__(self, folder: Path, scene: Scene) -> None:
        from console import settings as preferences
        from console.connectors.memory import MemoryConnector, MemoryWorld
        from console.credentials import Credentials
        from console.store import location
        from ui import demo
        from ui.app import MemoryNetwork
        from ui.application import Application

        self.app = _application(folder / "settings")
        now = datetime.now(UTC)
        os.chdir(folder)  # so that no picture shows where it was taken
        folder = Path()
        data = Path("data")
        data.mkdir()
        chosen = preferences.Settings(
            agent_name=demo.AGENT, undo_s=0, text_percent=scene.text_percent
        )
        preferences.save(data, chosen)
        if scene.broken:
            screenshot_archive.make_before(now)
            (data / location.FILE_NAME).write_bytes(b"no database at all" * 100)
        samples = demo.read_samples()
        self.world = world = MemoryWorld(demo.OWN)
        self.connector = MemoryConnector(world)
        if scene.demo:
            demo.fill(world, samples, now)
            demo.hang_pictures(world, samples)
        self.desk = Application(
            self.app,
            data,
            {"memory": MemoryNetwork(self.connector), "x": MemoryNetwork(self.connector)},
            Credentials(),
            set_up=(lambda desk: demo.set_up(desk, samples, now)) if scene.demo else None,
        )
        self.window = self.desk.window
        if scene.demo:
            self.window.show_as_demo(language.tr("Demo: nothing leaves this computer"))
        self.window.resize(*scene.size)
        self.window.show()
        if scene.broken:
            self.wait(lambda: self.desk.backups.damage is not None)
            return
        self.wait(lambda: self.window.overview is not None)
        self.wait(lambda: self.window.is_complete and not self.desk.courier.syncing)

    def wait(self, ready: Callable[[], bool]) -> None:
        """Let the desk work until `ready`."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop

        left = QDeadlineTimer(int(PATIENCE_S * 1000))
        while not ready():
            if left.hasExpired():
                raise TimeoutError("the desk did not come so far")
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def now(self) -> datetime:
        """Return the time of the stage."""
        return datetime.now(UTC)

    def settle(self, ms: int = 400) -> None:
        """Let what is under way come home."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop

        end = QDeadlineTimer(ms)
        while not end.hasExpired():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def open(self, handle: str) -> None:
        """Open the case of a handle, in the view of all cases."""
        from ui.side_view import View

        if not self._choose(handle):
            self.window.side.choose(View.ALL)
            self.wait(lambda: self._choose(handle))
        self.wait(lambda: self.window.case.case is not None)
        self.settle()

    def _choose(self, handle: str) -> bool:
        model = self.window.inbox.model
        for place in range(model.rowCount()):
            row = model.row_at(place)
            if row is not None and row.handle == handle:
                return self.window.inbox.choose(row.id)
        return False

    def grab(self, path: Path) -> None:
        """Write the window, and the dialog over it if there is one, as a PNG file.

        Of the help, which is a window of its own, that one. A dialog for which the window has no
        room has ground below it, as on a screen.
        """
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QColor, QPainter, QPixmap

        self.settle()
        helped = self.window.help.opened
        picture = self.window.grab() if helped is None else helped.grab()
        self._draw_notes(picture)
        dialog = self.app.activeModalWidget()
        if dialog is not None:
            over, behind = dialog.grab(), picture
            left = (self.window.width() - dialog.width()) // 2
            top = max(EDGE, (self.window.height() - dialog.height()) // 3)
            size, ratio = self.window.size(), behind.devicePixelRatio()
            size.setHeight(max(size.height(), top + dialog.height() + EDGE))
            picture = QPixmap(size * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self.window.palette().window().color())
            painter = QPainter(picture)
            painter.drawPixmap(QPoint(), behind)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
            painter.drawPixmap(QPoint(left, top), over)
            painter.end()
        if not picture.save(str(path), "PNG"):
            raise OSError(f"{path} cannot be written")

    def _draw_notes(self, picture: QPixmap) -> None:
        """Draw call notes over the window, where they stand, or at its edge if beside it."""
        from PySide6.QtGui import QColor, QPainter

        if not self.window.is_complete:
            return
        painter = QPainter(picture)
        for note in self.window.calls.notes.values():
            place = note.geometry().translated(-self.window.geometry().topLeft())
            place.moveLeft(min(place.left(), self.window.width() - place.width() - 1))
            painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(128, 128, 128))
            painter.drawPixmap(place.topLeft(), note.grab())
        painter.end()

    def close(self) -> None:
        """End the desk."""
        dialog = self.app.activeModalWidget()
        if dialog is not None:
            dialog.hide()
        self.desk.close()
