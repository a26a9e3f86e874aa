"""Draw the window in each of its states into `resources/screenshots`, and a sheet of all.

`make screenshots`, or one: `python packaging/screenshots.py --scene dark --out /tmp/dark.png`;
with `--variants`, a sheet of the main places in all the ways they can look.
Each scene runs in a process of its own, on the demo's data, without a display; its theme,
scale and language are those that a system would ask for.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "screenshots"
SHEET = "contact-sheet.png"
PATIENCE_S = 30.0
SCREEN = Path(__file__).with_name("screenshot_screen.json")
"""The screen on which the window stands; Qt's own without a display is 800 pixels wide."""
AT_ONCE = 2
"""So many scenes are played side by side."""
sys.path.insert(0, str(ROOT))

from console import language

language.begin("en")  # before anything that has words; CANARY_DESK_LANGUAGE goes before it

import screenshot_archive
import screenshot_variants
from screenshot_scenes import SCENES, Scene
from screenshot_variants import VARIANTS


class Stage:
    """An open desk, and the hands of a person at it."""

    def __init__(self, folder: Path, scene: Scene) -> None:
        from PySide6.QtCore import QCoreApplication, QSettings
        from PySide6.QtWidgets import QApplication

        from console import settings as preferences
        from console.connectors.memory import MemoryConnector, MemoryWorld
        from console.credentials import Credentials
        from console.store import location
        from ui import demo, locality
        from ui.app import MemoryNetwork
        from ui.application import Application

        self.app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(self.app, QApplication)
        locality.settle(self.app)
        QCoreApplication.setOrganizationName("canary-desk-screenshots")
        QSettings.setPath(
            QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings")
        )
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

        Of the help, which is a window of its own, that one.
        """
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QColor, QPainter

        self.settle()
        helped = self.window.help.opened
        picture = self.window.grab() if helped is None else helped.grab()
        self._draw_notes(picture)
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


def draw(scene: Scene, path: Path) -> None:
    """Draw one scene, in this process."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stage = Stage(Path(folder), scene)
        try:
            scene.play(stage)
            stage.grab(path)
        finally:
            stage.close()


def scene_of(name: str, variant: str = "") -> Scene:
    """Return a scene, as one of `VARIANTS` looks where that is named."""
    return replace(SCENES[name], **VARIANTS[variant].changes) if variant else SCENES[name]


def draw_all(folder: Path) -> None:
    """Draw every scene, and the sheet."""
    _play([(name, "", folder / f"{name}.png") for name in SCENES])
    sheet(folder)
    print(SHEET)


def draw_variants(path: Path) -> None:
    """Draw the sheet of variants."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = Path(folder)
        cells = screenshot_variants.cells()
        _play([(name, variant, pictures / f"{name}.{variant}.png") for name, variant in cells])
        _draw_without_display(lambda: screenshot_variants.sheet(pictures, path))
    print(path.name)


def _play(wanted: Iterable[tuple[str, str, Path]]) -> None:
    """Draw scenes and variants, each in a process of its own, some at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for out in pool.map(lambda one: _play_one(*one), wanted):
            print(out.name, flush=True)


def _play_one(name: str, variant: str, out: Path) -> Path:
    scene = scene_of(name, variant)
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}",
        "CANARY_DESK_THEME": scene.theme,
        "QT_SCALE_FACTOR": scene.scale,
        language.VARIABLE: scene.language or "en",
    }
    command = [sys.executable, __file__, "--scene", name, "--out", str(out)]
    if variant:
        command += ["--variant", variant]
    subprocess.run(command, env=env, check=True)
    return out


def _draw_without_display(make: Callable[[], None]) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    make()
    del app


def sheet(folder: Path) -> None:
    """Put all pictures on one sheet, three in a row, each under its name."""
    _draw_without_display(lambda: _put_on_sheet(folder))


def _put_on_sheet(folder: Path) -> None:
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

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


def main() -> int:
    """Draw what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scene", choices=SCENES)
    parser.add_argument("--variant", choices=VARIANTS, default="", help="how the scene looks")
    parser.add_argument("--variants", action="store_true", help="draw the sheet of variants alone")
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    if given.variants:
        given.out.mkdir(parents=True, exist_ok=True)
        draw_variants(given.out.resolve() / screenshot_variants.SHEET)
    elif given.scene is None:
        given.out.mkdir(parents=True, exist_ok=True)
        draw_all(given.out.resolve())
    elif given.variant and language.VARIABLE not in os.environ:
        _play_one(given.scene, given.variant, given.out.resolve())
    else:
        draw(scene_of(given.scene, given.variant), given.out.resolve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
