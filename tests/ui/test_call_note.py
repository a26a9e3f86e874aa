"""Noting a call in the time that a call leaves for it: the note's window by itself."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.calls import CallEntry, NewCall, NumberFacts
from console.domain.contacts import Contact, ContactHit, Handle
from console.domain.ids import CaseId, ContactId, PromiseId, RemoteId
from console.domain.messages import Channel, Direction
from console.domain.resolutions import Promise
from console.errors import StoreFull
from console.store.vocabulary import BEGINNING, WordList
from tests.ui import hearing
from ui import duration
from ui.call_clock import CallClock, face
from ui.call_ground import CallGround
from ui.call_note import CallNote
from ui.theme import UNIT, Theme
from ui.word_list_dialog import WordListDialog

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
ADA = ContactHit(
    Contact(
        ContactId(7),
        "Ada <b>Fern</b>",
        (Handle("x", RemoteId("1"), "ada_fern", "Ada", None),),
        (),
    ),
    CaseId(3),
    START - timedelta(hours=3),
)
BEN = ContactHit(Contact(ContactId(8), "Ben", (), ()), None, START)
RING = Promise(PromiseId(4), CaseId(3), None, "ring back", START, START, "Anna", None)
GROUND = CallGround(
    outcomes=BEGINNING[WordList.OUTCOMES],
    touchpoints=BEGINNING[WordList.TOUCHPOINTS],
    promises=(RING,),
)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


Begin = Callable[..., CallNote]


@pytest.fixture
def begin(qtbot: QtBot, qapp: QApplication, clock: Clock) -> Begin:
    """Returns a function that begins a note; its clock runs."""
    theme = Theme(qapp)
    desk = QWidget()
    desk.resize(900, 600)
    qtbot.addWidget(desk)

    def one(
        whose: str = "Ada Fern", *, ground: CallGround = GROUND, stored: bool = False
    ) -> CallNote:
        note = CallNote(clock, theme, desk, whose=whose, asks_whose=not whose, stored=stored)
        note.fill(CallEntry(began_at=clock(), running_since=None if stored else clock()))
        note.take_ground(ground)
        note.show_beside(desk)
        note.begin()
        qtbot.waitUntil(note.isActiveWindow)
        return note

    return one


def press(qtbot: QtBot, note: CallNote, text: str) -> None:
    qtbot.waitUntil(lambda: bool(note.findChildren(QMessageBox)))
    buttons = note.findChildren(QMessageBox)[0].findChildren(QPushButton)
    qtbot.mouseClick(next(each for each in buttons if each.text() == text), LEFT)
    qtbot.waitUntil(lambda: not note.findChildren(QMessageBox))


def choose(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """Go to an entry with the arrow keys."""
    box.setFocus()
    way = Qt.Key.Key_Down if box.findText(text) > box.currentIndex() else Qt.Key.Key_Up
    while box.currentText() != text:
        before = box.currentIndex()
        qtbot.keyClick(box, way)
        assert box.currentIndex() != before


def saved(qtbot: QtBot, note: CallNote) -> NewCall:
    with qtbot.waitSignal(note.save_wanted) as told:
        qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert told.args is not None
    (call,) = told.args
    assert isinstance(call, NewCall)
    return call


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("", None),
        ("  ", None),
        ("6", 360),
        ("6 min", 360),
        ("6m", 360),
        ("6:30", 390),
        ("1:05:00", 3900),
        ("1 h 5 min", 3900),
        ("1h5m", 3900),
        ("45 s", 45),
        ("0", 0),
    ],
)
def test_length_is_understood(typed: str, seconds: int | None) -> None:
    assert duration.seconds(typed) == seconds


@pytest.mark.parametrize("typed", ["long", "6,5", "-6", "6:99", "5 days", "1 h 5", ":30"])
def test_length_that_says_nothing_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        duration.seconds(typed)


def test_clock_counts_only_while_it_runs() -> None:
    at = START + timedelta(seconds=5)
    running = CallClock().started(START)
    assert running.started(at) == running
    paused = running.stopped(at, ended=False)
    assert (paused.seconds(at + timedelta(hours=1)), paused.runs, paused.ended) == (5, False, False)
    again = paused.started(START + timedelta(minutes=1))
    assert again.seconds(START + timedelta(seconds=70)) == 15
    assert again.seconds(START) == 5  # the system's clock was set back
    assert again.corrected(360) == CallClock(360, None, ended=True)
    assert [face(n) for n in (0, 65, 3966)] == ["0:00", "1:05", "1:06:06"]


def test_call_is_noted_by_keyboard_alone(qtbot: QtBot, begin: Begin, clock: Clock) -> None:
    note = begin()
    form = note.form
    assert note.focusWidget() is form.text
    clock.pass_s(95)
    qtbot.keyClicks(note.focusWidget(), "Rang, calm.")
    qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(note.focusWidget(), "reordered")
    qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(note.focusWidget(), "not")  # the outcome
    qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(note.focusWidget(), "a refund")
    qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(note.focusWidget(), "call back")
    qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(note.focusWidget(), "in 2 h")
    qtbot.keyClick(note.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(note.focusWidget(), "deliv")
    call = saved(qtbot, note)
    assert call.promise is not None
    assert (call.promise.what, call.promise.due_at) == ("call back", clock() + timedelta(hours=2))
    assert replace(call, promise=None) == NewCall(
        text="Rang, calm.",
        at=START,
        duration_s=95,
        outcome="not empowered",
        missing="a refund",
        tried="reordered",
        touchpoint="delivery",
        for_case=True,
    )
    assert note.save_button.text() == "Saving…"
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert note.isVisible()  # on its way into the file
    note.stored()
    assert not note.isVisible()


def test_clock_is_paused_goes_on_and_ends(qtbot: QtBot, begin: Begin, clock: Clock) -> None:
    bar = begin().form.clock
    clock.pass_s(61)
    qtbot.waitUntil(lambda: bar.length.text() == "1:01")
    qtbot.mouseClick(bar.pause, LEFT)
    clock.pass_s(60)
    assert (bar.pause.text(), bar.seconds()) == ("Go on", 61)
    qtbot.mouseClick(bar.pause, LEFT)
    clock.pass_s(4)
    qtbot.mouseClick(bar.end, LEFT)
    clock.pass_s(60)
    assert (bar.length.text(), bar.seconds(), bar.end.isEnabled()) == ("1:05", 65, False)


def test_length_is_corrected_by_hand(qtbot: QtBot, begin: Begin, clock: Clock) -> None:
    note = begin()
    bar = note.form.clock
    bar.length.selectAll()
    qtbot.keyClicks(bar.length, "6:30")
    clock.pass_s(60)
    assert bar.seconds() == 390
    bar.length.selectAll()
    qtbot.keyClicks(bar.length, "long")
    qtbot.keyClicks(note.form.text, "Rang")
    qtbot.keyClick(note.form.text, Qt.Key.Key_Return, CTRL)
    assert note.message.text().startswith("Write the length like")
    assert note.focusWidget() is bar.length
    bar.length.selectAll()
    qtbot.keyClick(bar.length, Qt.Key.Key_Delete)
    assert saved(qtbot, note).duration_s is None


def test_letter_takes_no_time(qtbot: QtBot, begin: Begin, clock: Clock) -> None:
    note = begin()
    clock.pass_s(30)
    choose(qtbot, note.form.channel, "Letter")
    assert not note.form.clock.isEnabled()
    note.form.text.setFocus()
    qtbot.keyClicks(note.form.text, "Wrote")
    call = saved(qtbot, note)
    assert (call.channel, call.duration_s) == (Channel.LETTER, None)


def test_number_that_can_be_right_has_a_sign_and_can_be_dialled(
    qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = begin().form.number
    qtbot.keyClicks(number.field, "+442079460018")
    assert not number.dial.isEnabled()
    number.show_facts(
        NumberFacts("020 7946 0018", valid=True, dial="tel:+44-20-7946-0018", whose="<i>Ben"), "Ada"
    )
    assert "A valid number" in number.sign.toolTip()
    assert number.sign.accessibleDescription().strip() == ""  # the name says it
    assert number.help.text() == "020 7946 0018  ·  <i>Ben’s number"
    opened: list[str] = []
    monkeypatch.setattr(
        "ui.browser.QDesktopServices.openUrl", lambda url: opened.append(url.toString())
    )
    qtbot.mouseClick(number.dial, LEFT)
    assert opened == ["tel:+44-20-7946-0018"]
    qtbot.keyClicks(number.field, "1")
    assert not number.sign.toolTip()
    assert not number.dial.isEnabled()


def test_contact_is_found_while_one_types_and_chosen_by_arrow_keys(
    qtbot: QtBot, begin: Begin
) -> None:
    note = begin("")
    contact = note.form.contact
    assert note.focusWidget() is contact.field
    with qtbot.waitSignal(contact.looked_for) as looked:
        qtbot.keyClicks(contact.field, "a")
    assert looked.args == ["a"]
    contact.show_hits((ADA, BEN))
    assert contact.hits.isVisible()
    assert contact.hits.item(0).text() == ("Ada <b>Fern</b>  ·  @ada_fern\nopen case, 3 h ago")
    qtbot.keyClick(contact.field, Qt.Key.Key_Escape)
    assert note.isVisible()
    assert not contact.hits.isVisible()
    contact.show_hits((ADA, BEN))
    qtbot.keyClick(contact.field, Qt.Key.Key_Down)
    qtbot.keyClick(contact.field, Qt.Key.Key_Down)
    qtbot.keyClick(contact.field, Qt.Key.Key_Up)
    qtbot.keyClick(contact.field, Qt.Key.Key_Return)
    assert (contact.text, contact.contact_id) == ("Ada <b>Fern</b>", 7)
    assert contact.help.text() == "open case, 3 h ago"
    qtbot.keyClick(contact.field, Qt.Key.Key_Backspace)  # somebody else after all
    assert contact.contact_id is None
    contact.show_hits(())
    assert contact.help.text().startswith("Not known yet")


def test_who_is_found_and_chosen_is_told(
    qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = begin("").form.contact
    heard = hearing.listen(monkeypatch)
    qtbot.keyClicks(contact.field, "a")
    contact.show_hits((ADA, BEN))
    qtbot.waitUntil(lambda: hearing.texts(heard) == ["2 found"])
    qtbot.keyClick(contact.field, Qt.Key.Key_Down)
    assert hearing.texts(heard)[1:] == ["Ada <b>Fern</b>  ·  @ada_fern, open case, 3 h ago"]
    contact.show_hits(())
    qtbot.waitUntil(lambda: hearing.texts(heard)[-1].startswith("Not known yet"))


def test_clicked_contact_is_taken(qtbot: QtBot, begin: Begin) -> None:
    contact = begin("").form.contact
    qtbot.keyClicks(contact.field, "b")
    contact.show_hits((ADA, BEN))
    place = contact.hits.visualItemRect(contact.hits.item(1)).center()
    qtbot.mouseClick(contact.hits.viewport(), LEFT, pos=place)
    assert (contact.text, contact.contact_id) == ("Ben", 8)


def test_call_without_a_case_needs_a_name_or_a_number(qtbot: QtBot, begin: Begin) -> None:
    note = begin("")
    qtbot.keyClicks(note.form.text, "Rang.")
    qtbot.keyClick(note.form.text, Qt.Key.Key_Return, CTRL)
    assert note.message.text().startswith("Say whose call it was")
    assert note.focusWidget() is note.form.contact.field
    qtbot.keyClicks(note.focusWidget(), "Edith")
    assert not note.message.isVisible()
    assert saved(qtbot, note).name == "Edith"


def test_solved_call_offers_to_resolve_the_case(qtbot: QtBot, begin: Begin) -> None:
    note = begin()
    form = note.form
    assert not form.asks.resolve.isVisible()
    choose(qtbot, form.outcome, "solved")
    assert form.asks.resolve.isVisible()
    assert not form.asks.fix.isVisible()
    qtbot.keyClick(form.asks.resolve, Qt.Key.Key_Space)
    assert note.focusWidget() is form.asks.fix
    qtbot.keyClicks(form.asks.fix, "sent anew")
    call = saved(qtbot, note)
    assert (call.resolves, call.fix, call.outcome) == (True, "sent anew", "solved")
    note.refuse(StoreFull("No room."))
    choose(qtbot, form.outcome, "escalated")
    assert not saved(qtbot, note).resolves


def test_our_call_can_keep_a_promise(qtbot: QtBot, begin: Begin) -> None:
    note = begin()
    promise = note.form.promise
    assert not promise.keeps.isVisible()
    qtbot.mouseClick(note.form.direction.buttons()[1], LEFT)
    assert promise.keeps.text().startswith("Keeps “ring back”, due ")
    qtbot.keyClick(promise.keeps, Qt.Key.Key_Space)
    qtbot.keyClicks(note.form.text, "Rang back")
    call = saved(qtbot, note)
    assert (call.direction, call.keeps_promise) == (Direction.OUT, 4)


@pytest.mark.parametrize(
    ("what", "due", "said"),
    [
        ("ring", "", "Say by when"),
        ("", "tomorrow", "Say what was promised"),
        ("ring", "some day maybe", "Write when it is due"),
    ],
)
def test_half_a_promise_is_none(qtbot: QtBot, begin: Begin, what: str, due: str, said: str) -> None:
    note = begin()
    qtbot.keyClicks(note.form.text, "Rang")
    qtbot.keyClicks(note.form.promise.what, what)
    qtbot.keyClicks(note.form.promise.due, due)
    with qtbot.assertNotEmitted(note.save_wanted):
        qtbot.keyClick(note.form.text, Qt.Key.Key_Return, CTRL)
    assert note.message.text().startswith(said)


def test_due_time_is_told_back_and_stays_what_it_was_when_typed(
    qtbot: QtBot, begin: Begin, clock: Clock
) -> None:
    note = begin()
    promise = note.form.promise
    qtbot.keyClicks(promise.what, "ring")
    qtbot.keyClicks(promise.due, "in 2 h")
    assert promise.help.text().startswith("Due Sun 22 Nov, ")
    clock.pass_s(3600)
    entry = note.form.entry()
    note.form.fill(entry)
    assert note.form.entry() == entry
    assert note.form.promise.due_at == START + timedelta(hours=2)


def test_touchpoint_of_the_case_is_shown_and_is_no_persons_word(qtbot: QtBot, begin: Begin) -> None:
    note = begin(ground=replace(GROUND, touchpoint="billing"))
    assert note.form.touchpoint.currentText() == "billing"
    qtbot.keyClicks(note.form.text, "Rang")
    assert not note.form.call().for_case
    choose(qtbot, note.form.touchpoint, "returns")
    call = saved(qtbot, note)
    assert (call.touchpoint, call.for_case) == ("returns", True)


def test_word_that_left_the_list_stays_where_it_is_noted(begin: Begin) -> None:
    form = begin().form
    form.outcome.show_word("teapot <b>")
    form.outcome.show_words(("solved",))
    assert form.outcome.word == form.outcome.currentText() == "teapot <b>"


def test_list_entry_at_the_end_chooses_nothing(qtbot: QtBot, begin: Begin) -> None:
    box = begin().form.outcome
    with qtbot.waitSignal(box.edit_wanted):
        box.showPopup()
        listed = box.view()
        listed.setCurrentIndex(box.model().index(box.count() - 1, 0))
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert (box.word, box.currentText()) == ("", "Not said")
    with qtbot.assertNotEmitted(box.edit_wanted):
        qtbot.keyClick(box, Qt.Key.Key_End)
        qtbot.keyClicks(box, "edit")


def test_words_of_a_list_are_one_a_line(qtbot: QtBot, begin: Begin) -> None:
    dialog = WordListDialog(WordList.OUTCOMES, ("solved", "gone"), begin())
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.words.selectAll()
    qtbot.keyClicks(dialog.words, "one")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.words, "two three")
    with qtbot.waitSignal(dialog.save_wanted) as told:
        qtbot.keyClick(dialog.words, Qt.Key.Key_Return, CTRL)
    assert told.args == [("one", "two three")]
    dialog.refuse(StoreFull("No room."))
    assert "No room." in dialog.message.text()
    dialog.reject()


def test_escape_closes_at_once_where_nothing_was_typed(qtbot: QtBot, begin: Begin) -> None:
    note = begin()
    with qtbot.waitSignal(note.discarded):
        qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert not note.isVisible()


def test_escape_asks_before_it_throws_a_text_away(qtbot: QtBot, begin: Begin) -> None:
    note = begin()
    qtbot.keyClicks(note.form.text, "Rang")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    press(qtbot, note, "Go on writing")
    assert note.form.text.toPlainText() == "Rang"
    note.close()
    with qtbot.waitSignal(note.keep_wanted):
        press(qtbot, note, "Keep for later")
    assert not note.isVisible()


def test_text_can_be_thrown_away(qtbot: QtBot, begin: Begin) -> None:
    note = begin()
    qtbot.keyClicks(note.form.text, "Rang")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    with qtbot.waitSignal(note.discarded):
        press(qtbot, note, "Discard")
    assert not note.isVisible()


def test_stored_note_is_not_kept_for_later(qtbot: QtBot, begin: Begin) -> None:
    note = begin(stored=True)
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert not note.isVisible()  # nothing was changed
    note = begin(stored=True)
    qtbot.keyClicks(note.form.text, "Rang")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(note.findChildren(QMessageBox)))
    texts = [b.text() for b in note.findChildren(QMessageBox)[0].findChildren(QPushButton)]
    assert "Keep for later" not in texts
    press(qtbot, note, "Discard")


def test_refusal_keeps_the_text_and_the_note(qtbot: QtBot, begin: Begin) -> None:
    note = begin()
    qtbot.keyClicks(note.form.text, "Rang")
    saved(qtbot, note)
    note.refuse(StoreFull("No room."))
    assert "No room." in note.message.text()
    assert note.form.text.toPlainText() == "Rang"
    assert note.save_button.isEnabled()


def test_note_fits_beside_the_case_in_the_smallest_window(begin: Begin) -> None:
    note = begin("")
    assert note.width() <= 450
    assert note.height() <= 600
    assert note.form.minimumSizeHint().width() <= note.width() - 4 * 8


def test_long_call_without_a_word_is_asked_about(qtbot: QtBot, begin: Begin, clock: Clock) -> None:
    note = begin()
    clock.pass_s(15 * 60)
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    press(qtbot, note, "Go on writing")
    assert note.isVisible()


def test_resumed_note_keeps_the_promise_that_it_kept_before(begin: Begin, clock: Clock) -> None:
    sooner = replace(RING, id=PromiseId(9), what="send the parcel")
    for meant, kept in ((4, 4), (5, None)):
        note = begin()
        note.fill(
            CallEntry(began_at=clock(), direction=Direction.OUT, keeps_promise=PromiseId(meant))
        )
        note.take_ground(replace(GROUND, promises=(sooner, RING)))
        assert note.form.call().keeps_promise == kept


def wheel(widget: QWidget) -> None:
    place = widget.rect().center()
    turn = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by its place
    )
    QApplication.sendEvent(widget, turn)


def test_wheel_chooses_only_in_the_box_that_has_the_focus(begin: Begin) -> None:
    note = begin()
    form = note.form
    before = form.entry()
    for box in (form.outcome, form.touchpoint, form.channel, form.clock.began):
        wheel(box)
        assert note.focusWidget() is form.text
    assert form.entry() == before
    form.outcome.setFocus()
    wheel(form.outcome)
    assert form.outcome.word


def test_fields_stand_still_while_they_ask_for_more(qtbot: QtBot, begin: Begin) -> None:
    form = begin().form

    def places() -> list[int]:
        qtbot.waitUntil(lambda: not form.grab().isNull())  # laid out anew
        return [one.y() for one in (form.tried, form.outcome, form.promise, form.touchpoint)]

    before = places()
    choose(qtbot, form.outcome, "not empowered")
    assert form.asks.missing.isVisible()
    assert places() == before
    qtbot.keyClicks(form.promise.due, "in 2 h")
    assert places() == before


def test_due_time_that_is_not_understood_is_warned_of(qtbot: QtBot, begin: Begin) -> None:
    promise = begin().form.promise
    qtbot.keyClicks(promise.due, "gibberish")
    assert promise.help.text().startswith("Not understood")
    assert promise.help.objectName() == "warn"
    promise.due.selectAll()
    qtbot.keyClicks(promise.due, "in 2 h")
    assert promise.help.objectName() == "quiet"


def test_longer_words_make_a_note_wider_and_nothing_is_cut(qtbot: QtBot, begin: Begin) -> None:
    note = begin()
    dial, before, desk = note.form.number.dial, note.width(), note.parentWidget()
    assert desk is not None
    dial.setText("Mit dem Telefonprogramm dieses Rechners wählen")

    def is_whole() -> bool:
        note.show_beside(desk)
        edge = dial.mapTo(note, dial.rect().topRight()).x()
        return before < note.width() and edge <= note.width() - 2 * UNIT

    qtbot.waitUntil(is_whole)
