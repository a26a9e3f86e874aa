"""`python -m tests.language_walk LANGUAGE FILE.json [SCENE ...]`: play scenes in a language.

Writes what was said and what was cut, by scene. A process of its own, for one language
holds for a run.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main(language: str, out: Path, names: list[str]) -> int:
    """Play the scenes named, or all, and write the findings; return the exit code."""
    os.environ["CANARY_DESK_LANGUAGE"] = language
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT / "packaging"))
    screenshots: Any = import_module("screenshots")
    scenes = import_module("screenshot_scenes").SCENES

    from tests.language_walk import painted, walk

    ear, found = painted.Ear(), {}
    with ear.listening():
        for name in names or scenes:
            ear.clear()
            scene = scenes[name]
            here = Path.cwd()
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                trouble, said, cut = "", [], []
                stage = screenshots.Stage(Path(folder), scene)
                try:
                    scene.play(stage)
                    stage.settle()
                    ear.clear()
                    for window in walk.windows():
                        window.grab()
                        said += [[name, where, text] for where, text in walk.said(window) if text]
                        cut += [*walk.cut(window), *walk.shortened_lists(window)]
                    data = _data(Path(folder) / "data")
                except Exception:  # noqa: BLE001 - told, and the next scene is played
                    trouble, data = traceback.format_exc(), ""
                finally:
                    stage.close()
                    os.chdir(here)
            found[name] = {
                "said": [*said, *([name, "painted", text] for text in dict.fromkeys(ear.drawn))],
                "cut": cut,
                "shortened": list(dict.fromkeys(ear.shortened)),
                "data": data,
                "trouble": trouble,
            }
            print(name, len(said), len(cut), trouble.splitlines()[-1:] or "", flush=True)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3:]))
