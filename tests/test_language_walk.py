"""The window in other languages: each word comes from a catalogue, and has its room.

Each language has a process of its own, for it is begun before anything that has words.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console import language
from console.store.vocabulary import BEGINNING
from tests.language_walk import unmarked, walk

ROOT = Path(__file__).resolve().parent.parent
SCENES = (
    "insight", "watches", "preferences", "call-note", "accounts", "retention", "search",
    "outbox", "diagnostics", "palette", "keys", "search-wrong", "connect-keys", "capture",
)  # fmt: skip
"""Every page of the window, and dialogs of each kind; all can be played at one desk."""
REPORT = "diagnostics"
"""What the report of the diagnostics found stays English: it is handed on to who helps."""
SCREEN = ROOT / "packaging" / "screenshot_screen.json"
"""Larger than the scenes' windows; Qt's own without a display is not."""
PATIENCE_S = 540
MARKED = "qps"


def walked(language: str, folder: Path) -> dict[str, Any]:
    out = folder / f"{language}.json"
    command = [sys.executable, "-m", "tests.language_walk", language, str(out), "--one-desk"]
    platform = f"offscreen:configfile={SCREEN}"
    env = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONFAULTHANDLER": "1"}
    done = subprocess.run(
        [*command, *SCENES], cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        timeout=PATIENCE_S,
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "This plugin does not" not in line]
    assert done.returncode == 0, "\n".join([*done.stdout.splitlines(), *told[-60:]])
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    assert list(found) == list(SCENES)
    assert {name: one["trouble"] for name, one in found.items() if one["trouble"]} == {}
    assert all(len(one["said"]) > 300 for one in found.values())
    return found


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return walked(MARKED, tmp_path_factory.mktemp("walk"))


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return walked("de", tmp_path_factory.mktemp("walk"))


def of_qt_and_of_people() -> Iterator[str]:
    """What no catalogue of ours holds, and no data file either."""
    every = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    yield from {QLocale.territoryToString(one.territory()) for one in every}
    yield from language.own_names().values()  # each is called as its speakers call it
    # The lists that a desk starts with are its own words to change, stored as they stand.
    yield from (word for words in BEGINNING.values() for word in words)


@pytest.mark.timeout(600)
def test_every_word_of_the_window_comes_from_a_catalogue(marked: dict[str, Any]) -> None:
    allowed = "\n".join(of_qt_and_of_people())
    left = [
        f"{name}, {fault}"
        for name, one in marked.items()
        if name != REPORT
        for fault in unmarked.faults(
            [(where, text) for _, where, text in one["said"]], f"{one['data']}\n{allowed}"
        )
    ]
    assert left == []


@pytest.mark.timeout(600)
def test_german_has_its_room(german: dict[str, Any]) -> None:
    assert {name: one["cut"] for name, one in german.items() if one["cut"]} == {}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["marked", "german"])
def test_no_two_words_of_a_window_share_a_key(
    language: str, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue(language)
    assert {name: one["clashes"] for name, one in found.items() if one["clashes"]} == {}


def test_the_walk_finds_a_word_that_no_catalogue_holds(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLabel("⟦Šéñd ⟦ñöw~~⟧ tö ada_fern~⟧ · 12", window)
    QLabel("Ada Fern, 12", window)
    window.show()
    data = "Ada Fern\nada_fern"
    assert list(unmarked.faults(walk.said(window), data)) == []
    for planted in ("Send now", "⟦Šéñd~⟧ 12 cases", "⟦À⟧: Ada Fern waits"):
        label = QLabel(planted, window)
        label.show()
        (fault,) = unmarked.faults(walk.said(window), data)
        assert repr(planted) in fault
        label.setParent(None)
    QLineEdit(window).setPlaceholderText("Filter")
    window.findChildren(QLineEdit)[0].show()
    assert len(list(unmarked.faults(walk.said(window), data))) == 1


def test_the_walk_finds_what_has_no_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 300)
    kinds = (QPushButton("Beobachtung anhalten", window), QLabel("Beobachtung anhalten", window))
    for widget in kinds:
        widget.resize(widget.sizeHint())
    window.show()
    assert list(walk.cut(window)) == []
    for widget in kinds:
        whole = widget.size()
        widget.resize(whole.width() // 2, whole.height())
        (fault,) = walk.cut(window)
        assert "Beobachtung anhalten" in fault
        widget.resize(whole)
    kinds[0].setFixedWidth(40)
    assert len(list(walk.cut(window))) == 1


def test_the_walk_finds_keys_that_are_shared(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    desk, case = window.menuBar().addMenu("&Desk"), window.menuBar().addMenu("&Case")
    desk.addAction("&Sync")
    desk.addAction("&Quit")
    window.show()
    assert list(walk.clashes(window)) == []
    desk.addAction("Save && &send")
    assert len(list(walk.clashes(window))) == 1
    case.setTitle("&Durchsicht")
    assert len(list(walk.clashes(window))) == 2
    act = QAction("Note", window)
    act.setShortcut(QKeySequence("Alt+C"))
    window.addAction(act)
    case.setTitle("&Case")
    assert any("Alt+C" in one for one in walk.clashes(window))
