"""Resolving by one line, and what a person may press twice, too soon, or while the desk is slow."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.desk.acts import Acts
from console.desk.triage import Triage
from console.domain.cases import CaseState
from console.errors import DeskError, InputError
from tests.ui.conftest import OpenDesk, connect_and_sync, names, open_case
from tests.ui.test_case_acts import CTRL, Key, count, marked, press, said, view
from ui import same_word
from ui.application import Application
from ui.lanes import Lane
from ui.snooze_dialog import SnoozeDialog
from ui.views import View


@contextmanager
def held_up(lane: Lane) -> Iterator[None]:
    """Let a lane do nothing till the end."""
    end = Event()
    lane.submit(lambda _desk: end.wait(20))
    try:
        yield
    finally:
        end.set()


def mark_the_others(qtbot: QtBot, desk: Application) -> None:
    """Mark Ben and Cleo by keys, while Ada's case is open again at the end."""
    for place in (1, 2):
        open_case(qtbot, desk, place)
        press(qtbot, desk, Key.Key_X)
    open_case(qtbot, desk)
    assert marked(desk) == 2


def test_ctrl_enter_answers_with_what_was_typed(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    qtbot.keyClicks(desk.window.case.resolving.field, "new parcel sent")
    press(qtbot, desk, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: count(desk, View.RESOLVED) == 1)
    press(qtbot, desk, Key.Key_5, CTRL)
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern"])
    open_case(qtbot, desk)
    resolution = view(desk).resolution
    assert resolution is not None
    assert (resolution.skipped, resolution.fix) == (False, "new parcel sent")


def test_second_ctrl_enter_sends_nothing_on_the_next_case(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch, world: MemoryWorld
) -> None:
    monkeypatch.setattr(same_word, "LEAST_S", 3600)
    open_case(qtbot, desk, 1)
    qtbot.waitUntil(lambda: desk.window.case.answer.is_restored)
    qtbot.keyClicks(desk.window.case.composer.editor, "Dear Ben, half of")
    open_case(qtbot, desk)
    posts = len(tuple(world.posts()))
    press(qtbot, desk, Key.Key_E)
    press(qtbot, desk, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Dear Ben, half of")
    qtbot.waitUntil(lambda: desk.window.case.answer.is_restored)
    press(qtbot, desk, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: count(desk, View.RESOLVED) == 1)
    assert desk.window.case.composer.text == "Dear Ben, half of"
    assert len(tuple(world.posts())) == posts


def test_held_enter_answers_nothing(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    none = Qt.KeyboardModifier.NoModifier
    again = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, none, "\r", autorep=True)
    QApplication.sendEvent(line.field, again)
    assert line.isVisible()
    press(qtbot, desk, Key.Key_Return)
    assert not line.isVisible()


def test_letters_on_the_parts_of_the_line_are_no_acts(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    line.channel.setFocus()
    press(qtbot, desk, Key.Key_B)
    assert line.channel.currentText().startswith("By ")
    for part in (line.channel, line.skip):
        part.setFocus()
        press(qtbot, desk, Key.Key_S)
        press(qtbot, desk, Key.Key_X)
        assert not desk.window.findChildren(SnoozeDialog)
    assert marked(desk) == 0


def test_what_was_answered_is_not_lost_where_it_cannot_be_stored(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = desk.window.case.resolving
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    qtbot.keyClicks(line.field, "new parcel sent")
    line.channel.setCurrentIndex(line.channel.findText("By phone"))
    with monkeypatch.context() as failing:
        failing.setattr(Triage, "resolve", no_room)
        press(qtbot, desk, Key.Key_Return)
        qtbot.waitUntil(lambda: line.isVisible() and view(desk).row.name == "Ada Fern")
    assert desk.window.focusWidget() is line.field
    assert (line.field.text(), line.channel.currentText()) == ("new parcel sent", "By phone")
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])


def test_answer_that_could_not_be_stored_waits_for_who_writes_elsewhere(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, line = desk.window, desk.window.case.resolving
    monkeypatch.setattr(Triage, "resolve", no_room)
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_X)
    press(qtbot, desk, Key.Key_E)
    qtbot.keyClicks(line.field, "new parcel sent")
    with held_up(desk.lanes.writer):
        press(qtbot, desk, Key.Key_Return)
        qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
        press(qtbot, desk, Key.Key_R)
    qtbot.waitUntil(lambda: "disk" in window.notices.text.text())
    assert window.focusWidget() is window.case.composer.editor
    assert view(desk).row.name == "Ben Moss"
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    assert line.field.text() == "new parcel sent"


def no_room(*_given: object, **_named: object) -> None:
    raise DeskError("The disk is full.")


def test_line_asks_about_what_is_marked_by_now(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    qtbot.keyClicks(line.field, "refund")
    qtbot.mouseClick(
        desk.window.inbox.list.viewport(),
        Qt.MouseButton.LeftButton,
        CTRL,
        desk.window.inbox.list.visualRect(desk.window.inbox.model.index(1)).center(),
    )
    desk.window.inbox.list.setFocus()
    press(qtbot, desk, Key.Key_E)
    assert line.question.text() == "What fixed it?"
    assert line.field.text() == ""
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern", "Cleo Wells"])
    assert view(desk).row.name == "Ada Fern"


def test_marked_cases_are_asked_about_where_none_is_open(qtbot: QtBot, desk: Application) -> None:
    desk.window.inbox.unchoose()
    desk.window.case.open(None)
    desk.window.inbox.list.setFocus()
    press(qtbot, desk, Key.Key_A, CTRL)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    assert line.isVisible()
    assert line.question.text() == "What fixed these 3 cases?"
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == [])
    assert desk.window.case.row is None
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    qtbot.waitUntil(lambda: view(desk).row.name == "Ada Fern")
    assert not desk.window.inbox.pill.isVisible()


def test_button_of_the_open_case_means_no_marked_one(qtbot: QtBot, desk: Application) -> None:
    mark_the_others(qtbot, desk)
    button = desk.window.case.header.resolve_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.window.case.resolving.question.text() == "What fixed it?"
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    assert marked(desk) == 2


def test_spam_key_that_bounces_puts_one_case_aside(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(same_word, "LEAST_S", 3600)
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_Exclam)
    press(qtbot, desk, Key.Key_Exclam)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
    press(qtbot, desk, Key.Key_J)  # who goes on means the next key anew
    press(qtbot, desk, Key.Key_Exclam)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])


def test_late_undo_leads_nobody_away_who_writes(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_Exclam)
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
    qtbot.waitUntil(lambda: desk.window.case.answer.is_restored)
    with held_up(desk.lanes.writer):
        press(qtbot, desk, Key.Key_Z, CTRL)
        press(qtbot, desk, Key.Key_R)
        qtbot.keyClicks(desk.window.case.composer.editor, "Dear Ben")
    qtbot.waitUntil(lambda: "Undone" in said(desk))
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    assert view(desk).row.name == "Ben Moss"
    assert desk.window.focusWidget() is desk.window.case.composer.editor


def test_undo_that_is_refused_is_told_in_passing(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_acts: Acts) -> None:
        raise InputError("Ada wrote since.")

    monkeypatch.setattr(Acts, "undo", refuse)
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: said(desk) == "Cannot be undone: Ada wrote since.")
    assert not desk.window.notices.isVisible()


def test_undo_of_a_call_note_is_noticed(qtbot: QtBot, open_desk: OpenDesk) -> None:
    def set_up(desk: Desk) -> None:
        connect_and_sync(desk)
        ada = desk.cases.rows()[0]
        desk.triage.set_touchpoint((ada.id,), "app")

    desk = open_desk(set_up=set_up)
    with qtbot.waitSignal(desk.window.right.acts.noticed) as noticed:
        press(qtbot, desk, Key.Key_Z, CTRL)
    assert noticed.args is not None
    assert "done before this start" in noticed.args[0]


def test_open_promises_of_many_cases_are_told(qtbot: QtBot, open_desk: OpenDesk) -> None:
    def set_up(desk: Desk) -> None:
        connect_and_sync(desk)
        for row in desk.cases.rows()[:2]:
            desk.triage.promise(row.id, "ring back", datetime.now(UTC) + timedelta(hours=2))

    desk = open_desk(set_up=set_up)
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_A, CTRL)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    said = "In 2 of them a promise was not kept yet."
    qtbot.waitUntil(lambda: said in [one.text() for one in line.findChildren(QLabel)])


def test_a_promise_is_kept_by_the_act_that_resolves(qtbot: QtBot, open_desk: OpenDesk) -> None:
    def set_up(desk: Desk) -> None:
        connect_and_sync(desk)
        ada = desk.cases.rows()[0]
        for what in ("ring back", "send a parcel"):
            desk.triage.promise(ada.id, what, datetime.now(UTC) + timedelta(hours=2))

    desk = open_desk(set_up=set_up)
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    ring, parcel = line.findChildren(QCheckBox)
    assert ring.text() == "Kept"
    assert ring.accessibleName().startswith("Kept: promised by ")
    assert ring.accessibleName().endswith(": ring back")
    ring.setFocus()
    qtbot.keyClick(ring, Key.Key_Space)
    assert (ring.isChecked(), parcel.isChecked()) == (True, False)
    qtbot.keyClick(ring, Key.Key_Return)
    qtbot.waitUntil(lambda: count(desk, View.RESOLVED) == 1)
    press(qtbot, desk, Key.Key_5, CTRL)
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern"])
    open_case(qtbot, desk)
    header = desk.window.case.header
    assert "Promised by " in header.story.text()
    assert header.story.text().endswith(": send a parcel")
    qtbot.mouseClick(header.kept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not header.kept_button.isVisible())
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(header.kept_button.isVisible)
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: all(one.kept_at is None for one in view(desk).promises))
    assert view(desk).row.state is CaseState.NEEDS_REPLY
