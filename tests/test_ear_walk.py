"""The window by ear: nothing nameless, and each row says all that it shows, once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QSpinBox, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.ear_walk import names, rows

ROOT = Path(__file__).resolve().parent.parent
SCENES = (
    "main-window", "earlier-versions", "outbox", "watches", "rules tab", "muted tab",
    "insight-cases", "accounts", "backups", "saved replies", "palette", "preferences", "keys",
    "diagnostics", "forget", "search-wrong",
)  # fmt: skip
KINDS = (
    "ViewsModel", "InboxModel", "TimelineModel", "PartsModel", "OutboxModel", "WatchesModel",
    "QuestionsModel", "InsightCasesModel", "BackupsModel", "PaletteModel",
    "VersionsModel", "EntriesModel",
)  # fmt: skip
"""The lists whose rows are painted by hand, and of which the scenes have some."""
PATIENCE_S = 540


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("ear") / "heard.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.ear_walk", str(out), *SCENES],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    assert list(found) == list(SCENES)
    return found


@pytest.mark.timeout(600)
def test_no_control_of_pages_and_dialogs_is_nameless(heard: dict[str, Any]) -> None:
    assert {name: one["nameless"] for name, one in heard.items() if one["nameless"]} == {}


@pytest.mark.timeout(600)
def test_no_description_repeats_a_name_or_is_markup(heard: dict[str, Any]) -> None:
    assert {name: one["twice"] for name, one in heard.items() if one["twice"]} == {}


@pytest.mark.timeout(600)
def test_a_row_says_every_word_that_it_shows_and_nothing_twice(heard: dict[str, Any]) -> None:
    assert {name: one["wrong"] for name, one in heard.items() if one["wrong"]} == {}
    seen = {kind for one in heard.values() for kind, count in one["kinds"].items() if count}
    assert set(KINDS) <= seen


def test_the_walk_finds_what_has_no_name(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button, field, number = QPushButton("Send", window), QLineEdit(window), QSpinBox(window)
    field.setAccessibleName("Name")
    number.setAccessibleName("Days")
    tabs = QTabWidget(window)
    tabs.setAccessibleName("Pages")
    tabs.addTab(QWidget(), "One")
    window.show()
    assert list(names.nameless(window)) == []
    for widget in (field, number):
        widget.setAccessibleName("")
    button.setText("")
    tabs.setTabText(0, "")
    found = list(names.nameless(window))
    assert [one.split()[0] for one in found] == [
        "QPushButton", "QLineEdit", "QSpinBox", "QTabBar", "tab",
    ]  # fmt: skip
    button.hide()
    assert len(list(names.nameless(window))) == 4


def test_the_walk_finds_what_is_told_twice(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button, field = QPushButton("Copy", window), QLineEdit(window)
    field.setAccessibleName("Find")
    button.setToolTip("Copy the texts of all parts")
    field.setPlaceholderText("Find a word")
    window.show()
    assert list(names.twice(window)) == []
    button.setToolTip("Copy (Ctrl+C)")
    field.setPlaceholderText("Find")
    found = list(names.twice(window))
    assert [one.split()[0] for one in found] == ["QPushButton", "QLineEdit"]
    field.setAccessibleDescription(" ")
    button.setToolTip("<p>Once more</p>")
    (fault,) = names.twice(window)
    assert "<p>" in fault


def test_the_walk_finds_what_is_seen_and_not_heard_and_what_is_heard_twice() -> None:
    heard_of = "unread, Ada Fern, needs reply, may have reached 6,500 people: My parcel"
    assert list(rows.unheard(["Ada Fern", "My par…", "reach 6.5k", "AF"], heard_of)) == []
    (fault,) = rows.unheard(["called first"], heard_of)
    assert "called first" in fault
    assert list(rows.twice(heard_of)) == []
    (fault,) = rows.twice(f"{heard_of}, Needs reply")
    assert "needs reply" in fault
