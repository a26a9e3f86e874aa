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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "screenshots"
SHEET = "contact-sheet.png"
SCREEN = Path(__file__).with_name("screenshot_screen.json")
"""The screen on which the window stands; Qt's own without a display is 800 pixels wide."""
AT_ONCE = 2
"""So many scenes are played side by side."""
sys.path.insert(0, str(ROOT))

from console import language

language.begin("en")  # before anything that has words; CANARY_DESK_LANGUAGE goes before it

import screenshot_variants
from screenshot_scenes import SCENES
from screenshot_stage import Scene, Stage
from screenshot_variants import VARIANTS


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
