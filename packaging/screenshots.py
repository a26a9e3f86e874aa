"""Draw the window in each of its states into `resources/screenshots`, and a sheet of all.

`make screenshots`, or one: `python packaging/screenshots.py --scene dark --out /tmp/dark.png`.
Each scene runs in a process of its own, on the demo's data, without a display; its theme
and scale are those that a system would ask for.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "screenshots"
SHEET = "contact-sheet.png"
PATIENCE_S = 30.0
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True)
class Scene:
    """A picture: how large, in which theme, and what is done before it is taken."""

    play: Callable[[Stage], None]
    size: tuple[int, int] = (1360, 850)
    theme: str = "light"
    scale: str = "1"
    demo: bool = True
    """Whether the demo's cases are there."""
    broken: bool = False
    """Whether the data file is damaged."""


class Stage:
    """An open desk, and the hands of a person at it."""

    def __init__(self, folder: Path, scene: Scene) -> None:
        from PySide6.QtCore import QCoreApplication, QSettings
        from PySide6.QtWidgets import QApplication

        from console import settings as preferences
        from console.connectors.memory import MemoryConnector, MemoryWorld
        from console.credentials import Credentials
        from console.store import location
        from ui import demo
        from ui.app import MemoryNetwork
        from ui.application import Application

        self.app = QApplication(sys.argv[:1])
        QCoreApplication.setOrganizationName("canary-desk-screenshots")
        QSettings.setPath(
            QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings")
        )
        now = datetime.now(UTC)
        os.chdir(folder)  # so that no picture shows where it was taken
        folder = Path()
        data = Path("data")
        data.mkdir()
        preferences.save(data, preferences.Settings(agent_name=demo.AGENT))
        if scene.broken:
            (data / location.FILE_NAME).write_bytes(b"no database at all" * 100)
        samples = demo.read_samples()
        world = MemoryWorld(demo.OWN)
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
            self.window.show_as_demo("Demo: nothing leaves this computer")
        self.window.resize(*scene.size)
        self.window.show()
        if scene.broken:
            self.wait(self.window.state.isVisible)
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
        """Write the window, and the dialog over it if there is one, as a PNG file."""
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QColor, QPainter

        self.settle()
        picture = self.window.grab()
        dialog = self.app.activeModalWidget()
        if dialog is not None:
            over = dialog.grab()
            painter = QPainter(picture)
            painter.fillRect(self.window.rect(), QColor(0, 0, 0, 70))
            left = (self.window.width() - dialog.width()) // 2
            top = max(24, (self.window.height() - dialog.height()) // 3)
            painter.drawPixmap(QPoint(left, top), over)
            painter.end()
        if not picture.save(str(path), "PNG"):
            raise OSError(f"{path} cannot be written")

    def close(self) -> None:
        """End the desk."""
        dialog = self.app.activeModalWidget()
        if dialog is not None:
            dialog.hide()
        self.desk.close()


def _first(stage: Stage) -> None:
    stage.open("ada_fern")


def _nothing(_stage: Stage) -> None:
    pass


def _empty(stage: Stage) -> None:
    from ui.side_view import View

    stage.window.side.choose(View.OUTBOX)


def _offline(stage: Stage) -> None:
    from console.errors import Offline

    stage.open("ada_fern")
    stage.connector.fail_next("read_page", Offline("The network was not reached."))
    stage.desk.courier.sync_now()
    stage.wait(lambda: bool(stage.desk.courier.problems))


def _error(stage: Stage) -> None:
    from console.errors import SignedOut

    stage.open("ada_fern")
    stage.connector.fail_next("read_page", SignedOut("X no longer accepts the account's keys."))
    stage.desk.courier.sync_now()
    stage.wait(lambda: bool(stage.desk.courier.problems))


def _call(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.note_call()
    dialog = stage.app.activeModalWidget()
    dialog.text.setPlainText("Rang her back. New kettle goes out by express today, no charge.")


def _pictures(stage: Stage) -> None:
    stage.open("ben_moss_77")
    page = stage.window.case
    for message in page.model.messages:
        for position in range(len(getattr(message, "media", ()))):
            page.pictures.load(message.id, position)
    stage.settle(800)


def _thread(stage: Stage) -> None:
    stage.open("orla_finn_x")


def _leftwards(stage: Stage) -> None:
    stage.open("yaela_rimon")


def _long(stage: Stage) -> None:
    stage.open("third_floor_nan")


def _refused(stage: Stage) -> None:
    """Part 2 of an answer was refused: part 1 is public."""
    from console.errors import NotSummoned

    stage.open("ada_fern")
    stage.connector.fail_next("publish", NotSummoned("The customer's post does not mention us."))
    stage.window.case.answer.send()
    stage.wait(stage.window.case.pending.isVisible)
    stage.settle(800)


def _capture(stage: Stage) -> None:
    stage.window.capture_wanted.emit()


def _connect(stage: Stage) -> None:
    stage.window.connect_wanted.emit()
    stage.settle()


def _search(stage: Stage) -> None:
    stage.window.search()
    stage.window.inbox.search_field.setText("lid")
    stage.settle(600)


def _palette(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.palette_wanted.emit()


def _keys(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.keys_wanted.emit()


SCENES = {
    "main-window": Scene(_first),
    "dark": Scene(_first, theme="dark"),
    "high-contrast": Scene(_first, theme="high-contrast"),
    "high-contrast-dark": Scene(_first, theme="high-contrast-dark"),
    "narrow": Scene(_first, size=(900, 600)),
    "twice-as-large": Scene(_first, size=(1100, 700), scale="2"),
    "first-start": Scene(_nothing, demo=False, size=(1100, 700)),
    "empty": Scene(_empty),
    "offline": Scene(_offline),
    "error": Scene(_error),
    "broken-file": Scene(_nothing, demo=False, broken=True, size=(1100, 700)),
    "pictures": Scene(_pictures),
    "thread": Scene(_thread),
    "right-to-left": Scene(_leftwards),
    "long-post": Scene(_long),
    "refused-part": Scene(_refused),
    "search": Scene(_search),
    "capture": Scene(_capture, size=(1100, 760)),
    "connect": Scene(_connect, size=(1100, 760)),
    "call-note": Scene(_call, size=(1100, 760)),
    "palette": Scene(_palette, size=(1100, 760)),
    "keys": Scene(_keys, size=(1100, 760)),
}


def draw(name: str, path: Path) -> None:
    """Draw one scene, in this process."""
    scene = SCENES[name]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stage = Stage(Path(folder), scene)
        try:
            scene.play(stage)
            stage.grab(path)
        finally:
            stage.close()


def draw_all(folder: Path) -> None:
    """Draw every scene, each in a process of its own, and the sheet."""
    for name, scene in SCENES.items():
        env = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "CANARY_DESK_THEME": scene.theme,
            "QT_SCALE_FACTOR": scene.scale,
        }
        out = folder / f"{name}.png"
        command = [sys.executable, __file__, "--scene", name, "--out", str(out)]
        subprocess.run(command, env=env, check=True)
        print(out.name)
    sheet(folder)
    print(SHEET)


def sheet(folder: Path) -> None:
    """Put all pictures on one sheet, three in a row, each under its name."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    width, height, gap, line, columns = 560, 380, 24, 22, 3
    rows = -(-len(SCENES) // columns)
    canvas = QImage(
        columns * (width + gap) + gap,
        rows * (height + line + gap) + gap,
        QImage.Format.Format_RGB32,
    )
    canvas.fill(QColor("#DDDAD2"))
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, name in enumerate(SCENES):
        left = gap + (number % columns) * (width + gap)
        top = gap + (number // columns) * (height + line + gap)
        picture = QImage(str(folder / f"{name}.png")).scaled(
            width, height, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        painter.setPen(QColor("#1D1C1A"))
        painter.drawText(QRect(left, top, width, line), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawImage(left, top + line, picture)
    painter.end()
    canvas.save(str(folder / SHEET), "PNG")
    del app


def main() -> int:
    """Draw what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scene", choices=SCENES)
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    if given.scene is None:
        given.out.mkdir(parents=True, exist_ok=True)
        draw_all(given.out.resolve())
    else:
        draw(given.scene, given.out.resolve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
