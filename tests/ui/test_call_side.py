"""Call notes beside the desk: begun with a key, kept as typed, stored, corrected, offered again."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.calls import CallDraft
from console.domain.erasure import Receipt
from console.domain.messages import CallNote as StoredNote
from console.store.vocabulary import WordList
from tests.ui.conftest import OpenDesk, open_case, timeline
from ui.application import Application
from ui.call_note import CallNote
from ui.word_list_dialog import WordListDialog

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
TITLE = "An unfinished call note"


def notes(desk: Application) -> list[CallNote]:
    return list(desk.window.calls.notes.values())


def begin(qtbot: QtBot, desk: Application, place: int = 0) -> CallNote:
    """Open a case and press the key."""
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    row, there = desk.window.inbox.model.row_at(place), desk.window.case.row
    if there is None or row is None or row.id != there.id:
        open_case(qtbot, desk, place)
    before = notes(desk)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(notes(desk)) > len(before))
    note = notes(desk)[-1]
    qtbot.waitUntil(note.isActiveWindow)
    qtbot.waitUntil(lambda: note.form.outcome.count() > 3)
    return note


def kept(qtbot: QtBot, desk: Application) -> tuple[CallDraft, ...]:
    """Return what the data file holds of notes that are not finished."""
    found: list[tuple[CallDraft, ...]] = []
    desk.lanes.writer.submit(lambda one: one.calls.kept(), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def save(qtbot: QtBot, desk: Application, note: CallNote) -> None:
    with qtbot.waitSignal(note.finished):
        qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: note not in notes(desk))


def press(qtbot: QtBot, note: CallNote, text: str) -> None:
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(note.findChildren(QMessageBox)))
    buttons = note.findChildren(QMessageBox)[0].findChildren(QPushButton)
    with qtbot.waitSignal(note.finished):
        qtbot.mouseClick(next(each for each in buttons if each.text() == text), LEFT)


def test_note_is_written_beside_the_desk_and_stands_in_the_timeline(
    qtbot: QtBot, desk: Application
) -> None:
    note = begin(qtbot, desk)
    assert note.title.text() == "Call with Ada Fern"
    assert not note.isModal()
    assert note.form.clock.clock.runs
    qtbot.keyClicks(note.focusWidget(), "Rang, calm.")
    with qtbot.waitSignal(note.form.changed):
        qtbot.keyClicks(note.form.number.field, "+442079460018")
    qtbot.waitUntil(note.form.number.dial.isEnabled)
    assert note.form.number.help.text() == "+44 20 7946 0018"
    qtbot.waitUntil(lambda: note.state.text() == "Kept as you type")
    (draft,) = kept(qtbot, desk)
    assert draft.whose == "Ada Fern"
    save(qtbot, desk, note)
    qtbot.waitUntil(lambda: "Rang, calm." in timeline(desk))
    assert not kept(qtbot, desk)


def test_key_on_the_same_case_goes_back_to_its_note_and_other_cases_have_their_own(
    qtbot: QtBot, desk: Application
) -> None:
    first = begin(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.window.note_call()
    qtbot.waitUntil(first.isActiveWindow)
    assert notes(desk) == [first]
    second = begin(qtbot, desk, 1)
    assert second.title.text() == "Call with Ben Moss"
    qtbot.keyClick(second, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(desk.window.isActiveWindow)
    assert len(notes(desk)) == 2


def test_call_of_a_contact_who_was_found_goes_to_their_open_case(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk, 1)
    qtbot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    (note,) = notes(desk)
    contact = note.form.contact
    qtbot.waitUntil(contact.field.hasFocus)
    qtbot.keyClicks(contact.field, "ada")
    qtbot.waitUntil(contact.hits.isVisible)
    qtbot.keyClick(contact.field, Qt.Key.Key_Down)
    qtbot.keyClick(contact.field, Qt.Key.Key_Return)
    qtbot.keyClicks(note.form.text, "She rang")
    note.form.text.setFocus()
    save(qtbot, desk, note)
    qtbot.waitUntil(lambda: "She rang" in timeline(desk))
    assert desk.window.case.header.name.text() == "Ada Fern"


def test_call_of_somebody_new_opens_their_case(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    (note,) = notes(desk)
    qtbot.keyClicks(note.form.contact.field, "Edith <b>Marlow")
    qtbot.waitUntil(lambda: note.form.contact.help.text().startswith("Not known yet"))
    qtbot.keyClicks(note.form.text, "Where is it?")
    note.form.text.setFocus()
    save(qtbot, desk, note)
    qtbot.waitUntil(lambda: timeline(desk) == ["Where is it?"])


def test_note_that_was_put_off_is_offered_and_found_by_the_key(
    qtbot: QtBot, desk: Application
) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "half a sentence")
    press(qtbot, note, "Keep for later")
    qtbot.waitUntil(lambda: desk.window.notices.title.text() == TITLE)
    assert "Ada Fern" in desk.window.notices.text.text()
    assert len(kept(qtbot, desk)) == 1
    again = begin(qtbot, desk)
    assert again.form.text.toPlainText() == "half a sentence"
    assert again.form.clock.clock.ended
    assert not desk.window.notices.isVisible()
    press(qtbot, again, "Discard")
    qtbot.waitUntil(lambda: not kept(qtbot, desk))


def test_window_that_is_closed_keeps_the_note_and_the_next_start_offers_it(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk()
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "half")
    qtbot.keyClicks(note.form.text, " a sentence")
    assert desk.close()
    again = open_desk(tmp_path / "data")
    notices = again.window.notices
    qtbot.waitUntil(lambda: notices.isVisible() and notices.title.text() == TITLE)
    assert not notes(again)
    qtbot.mouseClick(notices.act, LEFT)
    (going_on,) = notes(again)
    assert going_on.form.text.toPlainText() == "half a sentence"
    qtbot.waitUntil(lambda: not notices.isVisible())


def test_note_on_a_contact_who_is_forgotten_meanwhile_closes_and_is_not_kept(
    qtbot: QtBot, desk: Application
) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.focusWidget(), "snorklewimple")
    qtbot.waitUntil(lambda: note.state.text() == "Kept as you type")
    row = desk.window.case.row
    assert row is not None
    contact_id, done = row.contact_id, list[Receipt]()
    desk.lanes.files.submit(lambda one: one.erasure.forget(contact_id), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    with qtbot.waitSignal(note.finished):
        qtbot.keyClicks(note.focusWidget(), " and more")
    qtbot.waitUntil(lambda: note not in notes(desk))
    assert not kept(qtbot, desk)


def test_notice_that_was_let_go_of_comes_back_at_the_next_start_only(
    qtbot: QtBot, desk: Application
) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "half")
    press(qtbot, note, "Keep for later")
    notices = desk.window.notices
    qtbot.waitUntil(lambda: notices.title.text() == TITLE)
    qtbot.mouseClick(notices.dismiss, LEFT)
    assert not notices.isVisible()
    assert len(kept(qtbot, desk)) == 1


def test_stored_note_is_corrected_where_it_stands(qtbot: QtBot, desk: Application) -> None:
    note = begin(qtbot, desk)
    qtbot.keyClicks(note.form.text, "Rnag")
    qtbot.keyClicks(note.form.promise.what, "ring back")
    qtbot.keyClicks(note.form.promise.due, "in 2 days")
    save(qtbot, desk, note)
    qtbot.waitUntil(lambda: "Rnag" in timeline(desk))
    view, model = desk.window.case.timeline, desk.window.case.model
    row = timeline(desk).index("Rnag")
    stored = model.messages[row]
    assert isinstance(stored, StoredNote)
    view.scroll_to_end()
    place = view.row_rect(row).center()
    QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: bool(notes(desk)))
    (again,) = notes(desk)
    qtbot.waitUntil(again.isActiveWindow)
    assert again.form.text.toPlainText() == "Rnag"
    assert again.form.promise.due_at is not None
    again.form.text.selectAll()
    qtbot.keyClicks(again.form.text, "Rang")
    save(qtbot, desk, again)
    qtbot.waitUntil(lambda: "Rang" in timeline(desk))
    assert "Rnag" not in timeline(desk)
    assert model.messages[timeline(desk).index("Rang")].at == stored.at
    qtbot.waitUntil(lambda: bool(model.entry(timeline(desk).index("Rang")).outcome))


def test_list_is_edited_from_a_note_and_holds_in_all(qtbot: QtBot, desk: Application) -> None:
    note, other = begin(qtbot, desk), begin(qtbot, desk, 1)
    note.form.touchpoint.edit_wanted.emit()
    qtbot.waitUntil(lambda: note.findChild(WordListDialog) is not None)
    dialog = note.findChild(WordListDialog)
    assert isinstance(dialog, WordListDialog)
    dialog.words.setPlainText("kettles\nKettles")
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(dialog.message.isVisible)
    assert "twice" in dialog.message.text()
    dialog.words.setPlainText("kettles\n\nlids")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.save_button, LEFT)
    for each in (note, other):
        box = each.form.touchpoint
        assert [box.itemText(place) for place in range(3)] == ["Not said", "kettles", "lids"]
    stored: list[tuple[str, ...]] = []
    desk.lanes.reader.submit(lambda one: one.vocabulary.words(WordList.TOUCHPOINTS), stored.append)
    qtbot.waitUntil(lambda: stored == [("kettles", "lids")])


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.start import WindowOptions
from ui import app

def write():
    window = next(w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Canary Desk")
    if not window.is_complete:
        QTimer.singleShot(20, write)
        return
    window.call_wanted.emit(None)
    (note,) = window.calls.notes.values()
    QTest.keyClicks(note.form.contact.field, "Edith Marlow")
    QTest.keyClicks(note.form.text, "What she said last")
    # A second later, with nothing told to the program, what was typed is in the file.
    QTimer.singleShot(1000, lambda: print("typed", flush=True))

app.run(WindowOptions(data_dir=Path(sys.argv[1])), lambda: QTimer.singleShot(0, write))
"""


def test_program_that_is_killed_in_a_call_loses_at_most_a_second(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    desk = open_desk(folder)
    focused = QApplication.focusWidget()
    assert desk.close()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "typed\n"
        program.send_signal(signal.SIGKILL)
    desk = open_desk(folder)
    notices = desk.window.notices
    qtbot.waitUntil(lambda: notices.isVisible() and notices.title.text() == TITLE)
    assert "Edith Marlow" in notices.text.text()
    assert not notes(desk)
    assert type(QApplication.focusWidget()) is type(focused)  # nothing came to the front
    qtbot.mouseClick(notices.act, LEFT)
    (note,) = notes(desk)
    assert note.form.text.toPlainText() == "What she said last"
    assert note.form.clock.clock.runs  # the call may still go on
