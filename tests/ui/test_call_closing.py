"""What becomes of a call note while it is stored, and where the desk is closed over it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.desk.calls import Calls
from console.domain.messages import CallNote as StoredNote
from console.errors import StoreFull
from tests.ui.conftest import OpenDesk, open_case, timeline
from tests.ui.given_time import stop
from tests.ui.test_call_side import TITLE, begin, kept, notes, press, save
from tests.ui.test_case_acts import press as press_on_desk
from ui.application import Application
from ui.call_keeper import CallKeeper
from ui.call_note import CallNote

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Closed:
    """Counts how often the desk was let go."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def full(*_: object) -> None:
    raise StoreFull("No room.")


def keeper(note: CallNote) -> CallKeeper:
    found = note.findChild(CallKeeper)
    assert isinstance(found, CallKeeper)
    return found


def correct(qtbot: QtBot, desk: Application, text: str) -> CallNote:
    """Open the stored note of the open case that says this."""
    qtbot.waitUntil(lambda: text in timeline(desk))
    stored = desk.window.case.model.messages[timeline(desk).index(text)]
    assert isinstance(stored, StoredNote)
    desk.window.case.timeline.edit_wanted.emit(stored)
    qtbot.waitUntil(lambda: bool(notes(desk)))
    (note,) = notes(desk)
    qtbot.waitUntil(lambda: note.form.outcome.count() > 3)
    return note


def test_keys_while_a_note_is_stored_leave_no_second_one(qtbot: QtBot, desk: Application) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "Rang.")
    go = stop(desk.lanes.writer)
    qtbot.keyClick(note.form.text, Key.Key_Return, CTRL)
    assert not note.form.text.isEnabled()  # nobody believes that it takes more
    assert not note.form.clock.isEnabled()
    qtbot.keyClicks(note.form.text, " More.")
    go()
    qtbot.waitUntil(lambda: not notes(desk))
    qtbot.waitUntil(lambda: "Rang." in timeline(desk))
    assert not kept(qtbot, desk)


def test_desk_closed_while_a_note_is_stored_offers_it_to_nobody(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk()
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "Rang.")
    go = stop(desk.lanes.writer)
    qtbot.keyClick(note.form.text, Key.Key_Return, CTRL)
    go()
    assert desk.close()
    again = open_desk(tmp_path / "data")
    open_case(qtbot, again)
    qtbot.waitUntil(lambda: "Rang." in timeline(again))
    assert not kept(qtbot, again)


def test_note_in_which_nobody_wrote_is_not_kept_at_the_end(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk()
    begin(qtbot, desk)
    assert desk.close()
    assert not kept(qtbot, open_desk(tmp_path / "data"))


def test_refused_note_is_written_on_and_kept(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "Rang.")
    monkeypatch.setattr(Calls, "add", full)
    qtbot.keyClick(note.form.text, Key.Key_Return, CTRL)
    qtbot.waitUntil(note.form.text.isEnabled)
    assert "No room." in note.message.text()
    assert note.focusWidget() is note.form.text
    with qtbot.waitSignal(keeper(note).kept):
        qtbot.keyClicks(note.form.text, " More.")
    qtbot.waitUntil(lambda: kept(qtbot, desk)[0].entry.text == "Rang. More.")
    press(qtbot, note, "Discard")


def test_unsaved_correction_keeps_the_desk_open(qtbot: QtBot, desk: Application) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "Rnag.")
    save(qtbot, desk, note)
    again = correct(qtbot, desk, "Rnag.")
    closed = Closed()
    assert desk.window.calls.may_close(closed)
    qtbot.keyClicks(again.form.text, "Well: ")
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    assert not desk.window.calls.may_close(closed)
    qtbot.waitUntil(again.isActiveWindow)
    assert "not saved" in again.message.text()
    press(qtbot, again, "Discard")
    assert desk.window.calls.may_close(closed)
    assert not closed.times  # a person closes it


def test_desk_closes_once_the_last_words_are_kept(qtbot: QtBot, desk: Application) -> None:
    note, closed = begin(qtbot, desk), Closed()
    assert desk.window.calls.may_close(closed)
    qtbot.keyClicks(note.form.text, "Rang.")
    assert not desk.window.calls.may_close(closed)
    qtbot.waitUntil(lambda: closed.times == 1)
    assert desk.window.calls.may_close(closed)
    assert kept(qtbot, desk)[0].entry.text == "Rang."


def test_desk_closes_once_a_note_is_stored(qtbot: QtBot, desk: Application) -> None:
    note, closed = begin(qtbot, desk), Closed()
    qtbot.keyClicks(note.form.text, "Rang.")
    go = stop(desk.lanes.writer)
    qtbot.keyClick(note.form.text, Key.Key_Return, CTRL)
    assert not desk.window.calls.may_close(closed)
    go()
    qtbot.waitUntil(lambda: closed.times == 1)
    assert not notes(desk)


def test_desk_stays_open_over_a_note_that_cannot_be_kept(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, closed = begin(qtbot, desk), Closed()
    qtbot.keyClicks(note.form.text, "R")
    qtbot.waitUntil(lambda: note.state.text() == "Kept as you type")
    with monkeypatch.context() as patch:
        patch.setattr(Calls, "keep", full)
        qtbot.keyClicks(note.form.text, "ang.")
        qtbot.waitUntil(lambda: note.state.text().startswith("Not kept"))
        assert not desk.window.calls.may_close(closed)
        qtbot.waitUntil(lambda: "No room." in note.message.text())
        assert "close the desk again" in note.message.text()
    qtbot.waitUntil(lambda: note.state.text() == "Kept as you type")
    assert not closed.times
    assert desk.window.calls.may_close(closed)


def test_steady_typing_does_not_put_the_keeping_off(qtbot: QtBot, desk: Application) -> None:
    note = begin(qtbot, desk)
    for _ in range(30):
        qtbot.keyClick(note.form.text, Key.Key_A, delay=100)
        if note.state.text():
            break
    assert note.state.text() == "Kept as you type"


def test_running_clock_is_kept_and_a_standing_one_is_not(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.call_keeper.BEAT_MS", 20)
    note = begin(qtbot, desk)
    with qtbot.assertNotEmitted(keeper(note).kept, wait=100):  # nobody would miss it
        pass
    qtbot.keyClicks(note.form.text, "Rang.")
    for _ in range(3):
        with qtbot.waitSignal(keeper(note).kept):
            pass
    qtbot.mouseClick(note.form.clock.end, LEFT)
    qtbot.waitUntil(lambda: keeper(note).is_safe and not kept(qtbot, desk)[0].entry.running_since)
    with qtbot.assertNotEmitted(keeper(note).kept, wait=100):
        pass


def test_note_that_is_put_off_again_is_offered_again(qtbot: QtBot, desk: Application) -> None:
    notices = desk.window.notices
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "half")
    press(qtbot, note, "Keep for later")
    qtbot.waitUntil(lambda: notices.isVisible() and notices.title.text() == TITLE)
    qtbot.mouseClick(notices.dismiss, LEFT)
    press(qtbot, begin(qtbot, desk), "Keep for later")
    qtbot.waitUntil(lambda: notices.isVisible() and notices.title.text() == TITLE)


def test_second_press_in_a_note_sends_no_answer(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: desk.window.case.answer.is_restored)
    desk.window.case.composer.editor.setFocus()
    qtbot.keyClicks(desk.window.case.composer.editor, "Half a thou")
    note = begin(qtbot, desk)
    desk.window.case.composer.editor.setFocus()
    note.activateWindow()
    qtbot.keyClicks(note.form.text, "Rang.")
    save(qtbot, desk, note)
    with qtbot.assertNotEmitted(desk.window.case.answer.queued):
        press_on_desk(qtbot, desk, Key.Key_Return, CTRL)
    assert desk.window.case.composer.text == "Half a thou"


def begin_new(qtbot: QtBot, desk: Application, name: str) -> CallNote:
    before = notes(desk)
    qtbot.keyClick(QApplication.activeWindow(), Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: len(notes(desk)) > len(before))
    note = notes(desk)[-1]
    qtbot.waitUntil(note.isActiveWindow)
    qtbot.keyClicks(note.form.contact.field, name)
    note.form.text.setFocus()
    qtbot.keyClicks(note.form.text, "Rang.")
    return note


def test_stored_call_turns_no_page_under_typing_hands(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk, 1)
    note = begin_new(qtbot, desk, "Dora")
    go: Callable[[], None] = stop(desk.lanes.writer)
    qtbot.keyClick(note.form.text, Key.Key_Return, CTRL)
    press_on_desk(qtbot, desk, Key.Key_R)
    go()
    qtbot.waitUntil(lambda: not notes(desk))
    assert desk.window.status.message.text() == "Call of Dora noted."
    with qtbot.assertNotEmitted(desk.window.case.opened, wait=100):
        pass


def test_second_call_is_begun_from_a_note_and_turns_no_page(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk, 1)
    first = begin_new(qtbot, desk, "Dora")
    second = begin_new(qtbot, desk, "Edith")
    assert second.geometry().top() - first.geometry().top() >= 24
    with qtbot.assertNotEmitted(desk.window.case.opened, wait=100):
        save(qtbot, desk, second)
    assert desk.window.status.message.text() == "Call of Edith noted."
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)
    qtbot.keyClick(first, Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(notes(desk)) == 2)
    assert notes(desk)[-1].title.text() == "Call with Ben Moss"


def test_note_that_was_looked_at_only_closes_without_a_question(
    qtbot: QtBot, desk: Application
) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "Rang.")
    qtbot.keyClicks(note.form.promise.what, "ring back")
    qtbot.keyClicks(note.form.promise.due, "in 30 h")
    save(qtbot, desk, note)
    again = correct(qtbot, desk, "Rang.")
    assert again.title.text() == "Correct the call with Ada Fern"
    assert not again.form.clock.pause.isVisible()
    due = again.form.promise.due
    assert again.form.promise.help.text() == f"Due {due.text()}"
    assert due.cursorPosition() == 0  # where it is too narrow, the end is cut
    qtbot.keyClick(again, Key.Key_Escape)
    assert not again.isVisible()


def test_closed_note_leaves_nothing_with_the_theme(qtbot: QtBot, desk: Application) -> None:
    theme = desk.window.theme
    begin(qtbot, desk)
    before = len(theme.children())
    note = begin(qtbot, desk, 1)
    gone: list[bool] = []
    note.destroyed.connect(lambda: gone.append(True))
    qtbot.keyClick(note, Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))
    assert len(theme.children()) == before
    theme.changed.emit()  # no word to what is gone
