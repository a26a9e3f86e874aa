"""With large texts in the smallest window no word is cut, and no dialog leaves the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.language_walk import walk

ROOT = Path(__file__).resolve().parent.parent
SCENES = (
    "main-window", "thread", "preferences", "connect", "export", "help", "keys", "palette",
    "retention", "ask-again", "backups", "earlier-versions", "insight", "watches",
)  # fmt: skip
"""Each page of the window and of the preferences, and dialogs of each kind, at one desk."""
SCREEN = (1024, 640)
"""Smaller than any that is sold: what fits here fits."""
PATIENCE_S = 540


def walked(language: str, percent: int, folder: Path) -> dict[str, Any]:
    out, screen = folder / "found.json", folder / "screen.json"
    width, height = SCREEN
    one = {"name": "desk", "x": 0, "y": 0, "width": width, "height": height,
           "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
    screen.write_text(json.dumps({"screens": [one]}), "utf-8")
    command = [
        sys.executable, "-m", "tests.language_walk", language, str(out), "--one-desk",
        "--text", str(percent), "--size", "900x600", *SCENES,
    ]  # fmt: skip
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "PYTHONFAULTHANDLER": "1",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    assert list(found) == list(SCENES)
    assert {name: one["trouble"] for name, one in found.items() if one["trouble"]} == {}
    return found


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("language", "percent"), [("en", 150), ("de", 200)])
def test_no_word_is_cut_and_nothing_leaves_the_screen(
    language: str, percent: int, tmp_path: Path
) -> None:
    found = walked(language, percent, tmp_path)
    assert {name: one["cut"] for name, one in found.items() if one["cut"]} == {}


def test_the_walk_finds_a_window_that_is_larger_than_its_screen(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    room = dialog.screen().availableSize()
    dialog.resize(room)
    assert list(walk.beyond(dialog)) == []
    dialog.resize(room.width() + 1, room.height())
    assert len(list(walk.beyond(dialog))) == 1
