"""Until the inbox is painted nothing is imported that it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import Network
from console.store.database import Database
from ui.app import MemoryNetwork

HEAVY = {
    "sqlite_utils",
    "tweepy",
    "requests",
    "keyring",
    "PySide6.QtNetwork",
    "regex",
    "phonenumbers",
    "pycld2",
    "console.insight",
    "console.text.post_queries",
    "ui.insight_page",
    "ui.chart_sheet",
    "ui.watches_page",
}
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.start import WindowOptions
from ui import app

calls = []

def painted():
    calls.append(sorted(sys.modules))
    QTimer.singleShot(300, QApplication.quit)

code = app.run(WindowOptions(data_dir=Path(sys.argv[1])), painted)
print(json.dumps({"code": code, "calls": calls, "later": sorted(sys.modules)}))
"""


def start(folder: Path) -> tuple[set[str], set[str]]:
    """Returns which modules were there at the paint, and which at the end."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    said = json.loads(ended.stdout)
    assert said["code"] == 0
    assert len(said["calls"]) == 1
    return set(said["calls"][0]), set(said["later"])


def test_nothing_heavy_before_the_first_paint_of_a_fresh_desk(tmp_path: Path) -> None:
    painted, later = start(tmp_path / "fresh")
    assert not painted & HEAVY
    assert "sqlite_utils" in later  # the schema was made after the paint
    assert (tmp_path / "fresh" / "canary-desk.db").exists()


def test_nothing_heavy_before_the_rows_of_an_existing_desk_are_painted(
    tmp_path: Path, world: MemoryWorld
) -> None:
    # An account on X, so that a sync is due: it must wait for the paint as well.
    networks: dict[str, Network] = {"x": MemoryNetwork(MemoryConnector(world))}
    db = Database.open(tmp_path / "canary-desk.db")
    desk = Desk(Context(db, networks, Credentials(), "Tester"))
    desk.accounts.sync(desk.sign_ins.with_keys({}, this_run_only=True).account)
    desk.close()
    painted, later = start(tmp_path)
    assert not painted & HEAVY
    assert "console.store.cases" in painted
    assert "sqlite_utils" not in later
    assert "keyring" in later  # the sync was due, and began after the paint


@pytest.mark.parametrize("module", sorted(HEAVY))
def test_what_is_looked_for_exists(module: str) -> None:
    """A renamed library would make the test above look for nothing."""
    import importlib.util

    assert importlib.util.find_spec(module) is not None
