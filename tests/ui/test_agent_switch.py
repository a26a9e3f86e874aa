"""Somebody else sits down: what the first was writing stays theirs, and none of it is lost."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console import cli, settings
from console.domain.accounts import Agent
from console.store import location
from tests.ui.conftest import open_case
from ui.app import doorkeeper
from ui.application import Application
from ui.one_desk import Doorkeeper

TEXT = "Half a sentence"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of `desk`."""
    return tmp_path / "data"


@pytest.fixture
def door(desk: Application, folder: Path) -> Iterator[Doorkeeper]:
    """Who hears, at the open window, what commands ring for."""
    lock = location.occupy(folder)
    assert lock is not None
    keeper = doorkeeper(desk, lock)
    keeper.listen()
    yield keeper
    keeper.stop()
    lock.release()


def drafts(folder: Path) -> list[tuple[str, str]]:
    """The drafts in the file: whose, and the text."""
    with closing(sqlite3.connect(folder / location.FILE_NAME)) as raw:
        return raw.execute(
            "SELECT a.name, d.text FROM drafts d JOIN agents a ON a.id = d.agent_id"
        ).fetchall()


def added(qtbot: QtBot, desk: Application, name: str, signature: str) -> Agent:
    found: list[Agent] = []
    desk.lanes.writer.submit(lambda made: made.agents.add(name, signature), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_a_draft_stays_its_writers_and_the_text_stays_in_the_composer(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    first = desk.window.status.agent.text()
    ben = added(qtbot, desk, "Ben Moss", "^BM")
    open_case(qtbot, desk)
    qtbot.keyClicks(desk.window.case.composer.editor, TEXT)

    desk.window.agent_chosen.emit(ben)  # at once: no pause has stored the draft

    assert desk.window.case.composer.text == TEXT
    qtbot.waitUntil(lambda: drafts(folder) == [(first, TEXT)])
    assert desk.window.status.agent.text() == "Ben Moss"
    qtbot.keyClicks(desk.window.case.composer.editor, "!")
    desk.window.case.answer.keep()
    qtbot.waitUntil(lambda: drafts(folder) == [("Ben Moss", f"{TEXT}!")])


def test_a_window_takes_over_whom_a_command_put_at_the_desk(
    qtbot: QtBot, desk: Application, folder: Path, door: Doorkeeper
) -> None:
    first = desk.window.status.agent.text()
    added(qtbot, desk, "Ben Moss", "^BM")
    open_case(qtbot, desk)
    qtbot.keyClicks(desk.window.case.composer.editor, TEXT)

    assert cli.main(["agent", "use", "Ben Moss", "--data-dir", str(folder)]) == 0

    qtbot.waitUntil(lambda: desk.window.status.agent.text() == "Ben Moss")
    assert desk.window.case.composer.text == TEXT
    qtbot.waitUntil(lambda: drafts(folder) == [(first, TEXT)])
    desk.window.limit_chosen.emit("280")  # the window writes its settings: the agent stays
    qtbot.waitUntil(lambda: settings.load(folder).limit == "280")
    kept = settings.load(folder)
    assert (kept.agent_name, kept.signature) == ("Ben Moss", "^BM")


def test_who_was_chosen_in_the_window_meanwhile_stays(
    qtbot: QtBot, desk: Application, folder: Path
) -> None:
    ben = added(qtbot, desk, "Ben Moss", "^BM")
    desk.preferred.look_who_is_here()
    desk.window.agent_chosen.emit(ben)
    heard: list[object] = []
    desk.lanes.writer.submit(lambda _desk: None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert desk.window.status.agent.text() == "Ben Moss"
    assert settings.load(folder).agent_name == "Ben Moss"
