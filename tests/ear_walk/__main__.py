"""`python -m tests.ear_walk FILE.json SCENE ...`: play scenes at one desk, and listen.

A process of its own: the scenes' desk is nobody else's.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.language_walk.painted import Ear

ROOT = Path(__file__).resolve().parents[2]


def _tab(name: str) -> Callable[[Any], None]:
    """Return what shows another tab of the watches, which a scene before showed."""

    def play(stage: Any) -> None:
        from ui.side_view import View
        from ui.watches_page import Tab

        stage.window.side.choose(View.WATCHES)
        stage.window.watches.page.show_tab(Tab[name])
        stage.settle(800)

    return play


def _act(name: str) -> Callable[[Any], None]:
    """Return what does an act of the window's menus."""

    def play(stage: Any) -> None:
        stage.window.actions_by_name[name].trigger()
        stage.settle(500)

    return play


BESIDES = {
    "rules tab": _tab("RULES"),
    "muted tab": _tab("MUTED"),
    "saved replies": _act("saved_replies"),
}
"""What no scene shows, or only at a desk of its own."""


def main(out: Path, names: list[str]) -> int:
    """Play the scenes, and write what is nameless and what rows lack; return the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT / "packaging"))
    screenshots: Any = import_module("screenshots")
    scenes = import_module("screenshot_scenes").SCENES
    plays = {**{name: scene.play for name, scene in scenes.items()}, **BESIDES}

    from tests.language_walk.painted import Ear

    ear, found, here = Ear(), {}, Path.cwd()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ear.listening():
        stage = screenshots.Stage(Path(folder), scenes[names[0]])
        try:
            for name in names:
                found[name] = _heard(stage, plays[name], ear)
        finally:
            stage.close()
            os.chdir(here)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0


def _heard(stage: Any, play: Callable[[Any], None], ear: Ear) -> dict[str, Any]:
    """Return what is wrong in a scene, and leave the window alone again."""
    from tests.ear_walk import names, rows
    from tests.language_walk import walk

    play(stage)
    stage.settle(50)
    stage.settle(50)
    nameless: list[str] = []
    twice: list[str] = []
    kinds: dict[str, int] = {}
    wrong: list[str] = []
    stage.window.grab()
    for window in walk.windows():
        nameless += names.nameless(window)
        twice += names.twice(window)
        for kind, fault in rows.faults(window, ear):
            kinds[kind] = kinds.get(kind, 0) + (not fault)
            wrong += [f"{kind}: {fault}"] if fault else []
    for window in walk.windows():
        if window is not stage.window:
            window.close()
    stage.settle(50)
    heard = {"nameless": nameless, "twice": twice, "kinds": kinds}
    return {**heard, "wrong": list(dict.fromkeys(wrong))}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
