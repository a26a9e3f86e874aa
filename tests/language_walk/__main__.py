"""`python -m tests.language_walk LANGUAGE FILE.json [--one-desk] [SCENE ...]`: play scenes.

With `--text PERCENT --size WIDTHxHEIGHT`, with texts so large and in a window of that size.
Writes what was said and what was cut, by scene. A process of its own, for one language
holds for a run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import traceback
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.language_walk.painted import Ear

ROOT = Path(__file__).resolve().parents[2]


def main(
    language: str, out: Path, names: list[str], looks: dict[str, Any], *, one_desk: bool = False
) -> int:
    """Play the scenes named, or all, and write the findings; return the exit code.

    `one_desk`: at one desk, one after the other, which is faster than a desk for each. `looks`
    is what a scene has otherwise than it is told.
    """
    os.environ["CANARY_DESK_LANGUAGE"] = language
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT / "packaging"))
    screenshots: Any = import_module("screenshots")
    scenes = import_module("screenshot_scenes").SCENES

    from tests.language_walk import painted

    ear, found = painted.Ear(), {}
    chosen = names or list(scenes)
    with ear.listening():
        for some in [chosen] if one_desk else [[name] for name in chosen]:
            here = Path.cwd()
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                stage = screenshots.Stage(Path(folder), replace(scenes[some[0]], **looks))
                try:
                    for name in some:
                        found[name] = _played(stage, name, scenes[name], ear)
                    for name in some:
                        found[name]["data"] = _data(Path("data"))
                finally:
                    stage.close()
                    os.chdir(here)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0


def _played(stage: Any, name: str, scene: Any, ear: Ear) -> dict[str, Any]:
    """Return what is seen and heard of one scene, and leave the window alone again."""
    from tests.language_walk import walk

    trouble, said, cut = "", [], []
    clashes: list[str] = []
    try:
        scene.play(stage)
        stage.settle()
        ear.clear()
        for window in walk.windows():
            window.grab()
            said += [[name, where, text] for where, text in walk.said(window) if text]
            clashes += walk.clashes(window)
            cut += _without_room(window)
        # Windows may go while the desk works on, so only now.
        for window in filter(walk.has_pages, walk.windows()):
            for _ in walk.pages(window):
                stage.settle(50)
                cut += _without_room(window)
    except Exception:  # noqa: BLE001 - told, and the next scene is played
        trouble = traceback.format_exc()
    finally:
        for window in walk.windows():
            if window is not stage.window:
                window.close()
        stage.settle(50)
    print(name, len(said), len(cut), trouble.splitlines()[-1:] or "", flush=True)
    return {
        "said": [*said, *([name, "painted", text] for text in dict.fromkeys(ear.drawn))],
        "cut": list(dict.fromkeys(cut)),
        "clashes": clashes,
        "shortened": list(dict.fromkeys(ear.shortened)),
        "trouble": trouble,
    }


def _without_room(window: QWidget) -> list[str]:
    from tests.language_walk import walk

    return [*walk.cut(window), *walk.shortened_lists(window), *walk.beyond(window)]


def _data(folder: Path) -> str:
    """Return every text of the data file: what people wrote is in no catalogue."""
    import sqlite3

    made = []
    path = folder / "canary-desk.db"
    if path.exists() and path.read_bytes()[:6] == b"SQLite":
        with sqlite3.connect(path) as db:
            tables = db.execute(
                "select name from sqlite_master where type = 'table' and name not like '%fts%'"
            )
            for (table,) in tables.fetchall():
                for row in db.execute(f'select * from "{table}"'):
                    made += [value for value in row if isinstance(value, str)]
        db.close()
    return "\n".join(made)


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("language")
    parser.add_argument("out", type=Path)
    parser.add_argument("scenes", nargs="*")
    parser.add_argument("--one-desk", action="store_true")
    parser.add_argument("--text", type=int, dest="text_percent")
    parser.add_argument("--size", type=_size)
    given = parser.parse_intermixed_args()
    looks = {name: getattr(given, name) for name in ("text_percent", "size")}
    looks = {name: value for name, value in looks.items() if value is not None}
    out = given.out.resolve()
    sys.exit(main(given.language, out, given.scenes, looks, one_desk=given.one_desk))
