"""The demo and the screenshot, as a person starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import Network
from console.domain.cases import CaseState
from console.store.database import Database
from ui import demo
from ui.app import MemoryNetwork


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui.start", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_screenshot_of_the_demo_is_written(tmp_path: Path) -> None:
    file = tmp_path / "desk.png"
    ended = start("--demo", "--screenshot", str(file))
    assert ended.returncode == 0, ended.stderr
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1280, 800)
    colours = {image.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}
    assert len(colours) > 20


def test_screenshot_without_cases_shows_the_first_start(tmp_path: Path) -> None:
    file = tmp_path / "desk.png"
    ended = start("--data-dir", str(tmp_path / "data"), "--screenshot", str(file))
    assert ended.returncode == 0, ended.stderr
    assert file.exists()


def test_screenshot_that_cannot_be_written_ends_with_one_line(tmp_path: Path) -> None:
    ended = start("--demo", "--screenshot", str(tmp_path / "missing" / "desk.png"))
    assert ended.returncode == 1
    lines = [line for line in ended.stderr.splitlines() if "propagateSizeHints" not in line]
    assert len(lines) == 1
    assert "cannot be written" in lines[0]


def test_screenshot_of_a_damaged_file_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "canary-desk.db").write_bytes(b"no database" * 100)
    ended = start("--data-dir", str(tmp_path), "--screenshot", str(tmp_path / "desk.png"))
    assert ended.returncode == 1
    lines = [line for line in ended.stderr.splitlines() if "propagateSizeHints" not in line]
    assert len(lines) == 1
    assert "damaged" in lines[0]


@pytest.fixture
def demo_desk(tmp_path: Path) -> Desk:
    now = datetime.now(UTC)
    world = MemoryWorld(demo.OWN)
    samples = demo.read_samples()
    demo.fill(world, samples, now)
    networks: dict[str, Network] = {"memory": MemoryNetwork(MemoryConnector(world))}
    desk = Desk(Context(Database.open(tmp_path / "demo.db"), networks, Credentials(), "Mika"))
    demo.set_up(desk, samples, now)
    return desk


def test_samples_become_the_cases_that_they_tell_of(demo_desk: Desk) -> None:
    rows = {row.name: row for row in demo_desk.cases.rows()}
    assert len(rows) == len(demo.read_samples()) >= 14
    assert rows["Ada Fern"].called_first
    assert rows["Ada Fern"].calls == 2
    assert rows["Tilda Rowan"].has_draft
    assert rows["Jo Harris"].state is CaseState.RESOLVED
    assert rows["Pip Calder"].state is CaseState.WAITING
    assert rows["Edith Marlow"].account_id is None
    lou = demo_desk.cases.view(rows["Lou Penrose"].id)
    assert len(lou.messages) == 4
    assert len(lou.contact.handles) == 1
    demo_desk.close()
