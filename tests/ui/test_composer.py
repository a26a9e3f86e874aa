"""Writing an answer: the cards beside the text, the room it takes, and what is said of it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.domain.accounts import SelfReply
from console.domain.limits import LIMITS_140, LIMITS_280
from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.errors import Offline
from console.pacing import x_prices
from console.text.breaks import Break
from console.text.split import Layout, Part
from console.text.templates import Filled
from tests.ui.conftest import OWN, open_case, timeline
from ui import passing_remark, send_question
from ui.answer_clipboard import FULL, MOST_CHARACTERS
from ui.application import Application
from ui.call_note import CallNote
from ui.composer import LONG_TEXT, Composer
from ui.composer_facts import Standing
from ui.composer_frame import NARROW
from ui.composer_words import NOTHING_SEEN, cut
from ui.number_button import NumberButton
from ui.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SENTENCE = "Your parcel was booked onto the wrong van on Thursday and stood there since then. "
LONG = SENTENCE * 5
REASON = "@Shop is read-only: no keyring was found on this machine. " * 4


@pytest.fixture
def composer(qtbot: QtBot, qapp: QApplication) -> Iterator[Composer]:
    theme = Theme(qapp)
    theme.apply()
    made = Composer(theme)
    qtbot.addWidget(made)
    made.resize(760, 360)
    made.show()
    made.editor.setFocus()
    yield made
    made.flush()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def click_card(qtbot: QtBot, composer: Composer, row: int) -> None:
    area = composer.cards.visualRect(composer.model.index(row))
    at = area.topLeft() + QPoint(30, 10)
    qtbot.mouseClick(composer.cards.viewport(), Qt.MouseButton.LeftButton, pos=at)


def said(composer: Composer) -> str:
    """Return what stands in the line above Send, as far as it is seen."""
    return composer.notes.sole.text.text() if composer.notes.isVisible() else composer.hint.text()


def ground_of(composer: Composer) -> QColor:
    """Return the colour on which it stands."""
    notes = composer.notes.grab().toImage()
    return notes.pixelColor(notes.width() // 2, 2)


def test_halves_stand_still_when_the_first_letter_is_typed(
    qtbot: QtBot, composer: Composer
) -> None:
    before = composer.editor.geometry(), composer.cards.geometry()
    assert abs(before[0].width() - before[1].width()) <= 1
    qtbot.keyClicks(composer.editor, "H")
    assert (composer.editor.geometry(), composer.cards.geometry()) == before
    assert composer.cards.isVisible()


def test_empty_cards_say_what_will_stand_there(composer: Composer) -> None:
    assert "140 characters" in composer.cards.empty_words()
    composer.set_limits(LIMITS_280)
    assert "280 characters" in composer.cards.empty_words()


def test_whole_is_counted(qtbot: QtBot, composer: Composer) -> None:
    assert composer.counter.text() == ""
    qtbot.keyClicks(composer.editor, "Hello")
    assert composer.counter.text() == "5 characters"
    composer.show_draft(LONG, LIMITS_140)
    weight = sum(part.weight for part in composer.model.parts)
    count = composer.model.rowCount()
    assert composer.counter.text() == f"{count} parts, {weight} characters"


def test_cost_is_told_quietly_and_made_up_in_the_tip(composer: Composer) -> None:
    composer.show_standing(Standing(prices=x_prices()))
    assert composer.counter.text() == ""
    composer.show_draft("Hello Ada, see shop.com.", LIMITS_140)
    assert composer.counter.text().endswith(" characters, about $0.20")
    assert "1 part with a link: $0.20" in composer.counter.toolTip()
    assert "Links make most of it: a link costs $0.20 a part." in composer.counter.toolTip()
    assert "August 2026" in composer.counter.toolTip()
    composer.show_draft(LONG, LIMITS_140)
    count = composer.model.rowCount()
    dollars = f"${0.010 + 0.015 * (count - 1):.2f}"
    assert composer.counter.text().endswith(f"characters, about {dollars}")
    assert "1 answer to a post that mentions you: $0.01" in composer.counter.toolTip()
    assert f"{count - 1} further parts: $0.015 each" in composer.counter.toolTip()
    composer.show_standing(Standing(prices=x_prices(), summoned=False))
    assert composer.counter.text().endswith("characters")
    assert composer.counter.toolTip() == ""


def test_numbers_are_chosen_in_their_menu_and_counted(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft(LONG, LIMITS_140)
    plain = [part.text for part in composer.shown]
    assert composer.numbering == NO_NUMBERS
    button = composer.findChild(NumberButton)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = button.findChild(QMenu)
    assert menu is not None
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    told: list[str] = []
    composer.numbering_chosen.connect(told.append)
    with qtbot.waitSignal(composer.edited):
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert told == ["1/3"]
    assert composer.numbering == Numbering(NumberStyle.OF_ALL)
    count = composer.model.rowCount()
    texts = [part.text for part in composer.shown]
    assert [text.split()[0] for text in texts] == [f"{n}/{count}" for n in range(1, count + 1)]
    assert texts != plain
    assert all(part.weight <= 140 for part in composer.shown)
    assert button.text() == "1/3"


def test_place_of_numbers_can_be_chosen_once_there_are_some(
    qtbot: QtBot, composer: Composer
) -> None:
    composer.show_draft(LONG, LIMITS_140)
    button = composer.findChild(NumberButton)
    assert button is not None
    at_end = next(each for each in button.findChildren(QAction) if "end" in each.text())
    assert not at_end.isEnabled()
    composer.choose_numbering(Numbering(NumberStyle.IN_BRACKETS))
    at_end.trigger()
    assert composer.numbering == Numbering(NumberStyle.IN_BRACKETS, at_end=True)
    assert composer.shown[0].text.endswith(f"(1/{len(composer.shown)})")


def test_draft_is_shown_with_its_own_numbers(composer: Composer) -> None:
    told: list[str] = []
    composer.numbering_chosen.connect(told.append)
    composer.show_draft(LONG, LIMITS_140, Numbering(NumberStyle.WITH_DOT))
    assert composer.shown[1].text.startswith("2. ")
    composer.show_draft(LONG, LIMITS_140)
    assert not composer.shown[1].text.startswith("2. ")
    assert not told
    assert not composer.flush()


def test_word_longer_than_a_part_is_told(composer: Composer) -> None:
    composer.show_draft("x" * 200, LIMITS_140)
    assert said(composer) == "A word is longer than a part and is cut in part 1."
    composer.show_draft("字" * 200, LIMITS_140)
    assert "word" not in said(composer)


def test_trouble_with_the_parts_stands_out(composer: Composer, qapp: QApplication) -> None:
    composer.show_draft("Hello", LIMITS_140)
    assert not composer.notes.isVisible()
    composer.show_draft("http://localhost/" + "x" * 300, LIMITS_140)
    assert "A link is longer than a part" in said(composer)
    assert ground_of(composer) == Theme(qapp).colour("warn_ground")
    composer.say("Said in passing.")
    assert said(composer) == "Said in passing."
    assert not composer.notes.isVisible()
    composer.show_draft("Hello", LIMITS_140)
    assert not composer.notes.isVisible()


@pytest.mark.parametrize("text", ["\u200b\u2060", " ", "\f"])
def test_text_without_anything_to_be_seen_says_why_it_cannot_go_out(
    composer: Composer, text: str
) -> None:
    composer.put_text(text)
    assert not composer.send_button.isEnabled()
    assert composer.hint.text() == NOTHING_SEEN
    composer.put_text("")
    assert composer.hint.text() == ""
    composer.put_text(text)
    composer.show_standing(Standing(blocked=REASON))
    assert composer.hint.text() == REASON


@pytest.mark.parametrize("width", [NARROW - 60, 760])
def test_what_is_said_in_passing_moves_nothing(
    qtbot: QtBot, composer: Composer, width: int
) -> None:
    composer.show_draft(LONG, LIMITS_140)
    composer.resize(width, 500)
    qtbot.waitUntil(lambda: composer.editor.width() > width // 3)
    told: list[int] = []
    composer.height_wanted.connect(told.append)
    widgets = (composer.editor, composer.cards, composer.send_button, composer.hint)

    def places() -> list[QRect]:
        QApplication.sendPostedEvents()
        return [widget.geometry() for widget in widgets]

    for text in ("", "Hello", LONG):
        composer.show_draft(text, LIMITS_140)
        before = places()
        told.clear()
        composer.say("A part begins with “parcel”.")
        assert places() == before
        composer.say("")
        assert places() == before
        assert not told


def test_what_is_said_in_passing_goes_by_itself(
    qtbot: QtBot, composer: Composer, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(passing_remark, "STAYS_MS", 30)
    brief = Composer(Theme(qapp))
    qtbot.addWidget(brief)
    brief.show_draft("Hello", LIMITS_140)
    before = brief.hint.text()
    brief.say("All 3 parts are copied.")
    assert brief.hint.text() == "All 3 parts are copied."
    qtbot.waitUntil(lambda: brief.hint.text() == before)
    composer.say("All 3 parts are copied.")
    assert composer.hint.text() == "All 3 parts are copied."


def test_nothing_is_typed_beyond_what_an_answer_holds(qtbot: QtBot, composer: Composer) -> None:
    full = "word " * (MOST_CHARACTERS // 5)
    composer.show_draft(full, LIMITS_140)
    assert composer.hint.text() != FULL
    qtbot.keyClicks(composer.editor, "xyz")
    assert (composer.text, composer.hint.text()) == (full, FULL)
    composer.say("")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return)
    assert (composer.text, composer.hint.text()) == (full, FULL)
    composer.say("")
    QApplication.sendEvent(composer.editor, committed("かな"))
    assert (composer.text, composer.hint.text()) == (full, FULL)
    composer.say("")
    assert not composer.filling.insert(composer.editor.textCursor(), Filled("a", ()))
    assert (composer.text, composer.hint.text()) == (full, FULL)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    composer.make_parts()
    assert composer.hint.text() != FULL
    qtbot.keyClicks(composer.editor, "yz")
    composer.make_parts()
    assert (composer.text, composer.hint.text() == FULL) == (full[:-2] + "yz", False), (
        "what is marked gives way, and a key has room"
    )
    qtbot.keyClicks(composer.editor, "!")
    assert (composer.text, composer.hint.text()) == (full[:-2] + "yz", FULL)


def committed(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event


def test_a_hole_is_not_filled_in_with_what_has_no_room(composer: Composer) -> None:
    full = "{name}" + "word " * (MOST_CHARACTERS // 5 - 2)
    composer.show_draft(full, LIMITS_140)
    composer.filling.holes.fill({"name": "x" * 20}, joined=False)
    assert (composer.text, composer.hint.text()) == (full, FULL)
    composer.filling.holes.fill({"name": "Ada"}, joined=False)
    assert composer.text.startswith("Adaword")


@pytest.mark.parametrize(
    "text", ["<b>" * 33_333, "x" * 100_000, "word " * 20_000, "\U0001f600" * 99_999]
)
def test_a_draft_too_long_is_shown_by_its_beginning_and_kept_whole(
    qtbot: QtBot, composer: Composer, text: str
) -> None:
    began = time.thread_time()
    composer.show_draft(text, LIMITS_140)
    QApplication.processEvents()
    assert time.thread_time() - began < 1.5, "whole it takes twice and up to ten times that"
    assert text.startswith(composer.text)
    assert MOST_CHARACTERS - 100 <= len(composer.text) <= MOST_CHARACTERS
    assert composer.to_keep == text
    assert not composer.send_button.isEnabled()
    assert composer.notes.facts[0].text == cut(len(text))
    qtbot.keyClick(composer.editor, Qt.Key.Key_Backspace)
    assert composer.to_keep == composer.text
    composer.make_parts()
    assert cut(len(text)) not in [fact.text for fact in composer.notes.facts]
    assert composer.send_button.isEnabled()
    composer.show_draft("Hello", LIMITS_140)
    assert composer.to_keep == "Hello"
    assert composer.send_button.isEnabled()


def test_what_is_longer_than_a_post_cannot_be_sent(composer: Composer) -> None:
    composer.show_draft("Hello", LIMITS_140)
    over = Part("x" * 152, 152, 0, 152, Break.END)
    composer.model.show_layout(Layout(over.text, LIMITS_140, NO_NUMBERS, (over,)))
    composer.say("")
    assert said(composer) == "Nothing can be sent: part 1 is longer than a post may be."
    assert not composer.send_button.isEnabled()


def test_breaks_stay_while_they_may_and_are_made_anew_on_wish(
    qtbot: QtBot, composer: Composer
) -> None:
    composer.show_draft("word " * 40, LIMITS_140)
    first = composer.shown[0].text
    cursor = composer.editor.textCursor()
    cursor.setPosition(len("word " * 20) - 1)
    composer.editor.setTextCursor(cursor)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Period)
    assert len(composer.shown[0].text) == len(first) + 1
    composer.split_anew()
    assert composer.shown[0].text.endswith("word.")


def test_text_put_in_is_one_edit_that_can_be_undone(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.editor, "Hello Ada")
    with qtbot.waitSignal(composer.edited):
        composer.put_text("An earlier text\fof two parts")
    assert composer.text == "An earlier text\fof two parts"
    assert composer.model.rowCount() == 2
    qtbot.keyClicks(composer.editor, "!")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    assert composer.text == "An earlier text\fof two parts"
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    assert composer.text == "Hello Ada"
    assert composer.model.rowCount() == 1


def test_draft_of_another_case_cannot_be_undone_to(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.editor, "For Ada only")
    composer.flush()
    composer.show_draft("For Ben", LIMITS_140)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    assert composer.text == "For Ben"


def test_text_is_kept_as_it_was_typed(composer: Composer) -> None:
    typed = "12\u00a0km,\tnot 13\n\n\u2009x\fend "
    composer.show_draft(typed, LIMITS_140)
    assert composer.text == typed


def test_very_long_text_is_split_in_a_pause_and_before_it_is_sent(
    qtbot: QtBot, composer: Composer
) -> None:
    composer.show_draft("word " * (LONG_TEXT // 5), LIMITS_140)
    before = composer.shown
    qtbot.keyClick(composer.editor, Qt.Key.Key_X)
    assert composer.cards.model().rowCount() == len(before)
    assert composer.shown.text == composer.text != before.text


def test_breaks_and_numbers_are_set_by_key(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.editor.setFocus()
    qtbot.keyClicks(composer.editor, "One two")
    for _ in "two":
        qtbot.keyClick(composer.editor, Qt.Key.Key_Left)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL | SHIFT)
    assert [part.text for part in composer.shown] == ["One", "two"]
    assert "own break" in composer.model.card(0).note
    qtbot.keyClick(composer.editor, Qt.Key.Key_L, CTRL | SHIFT)
    assert [part.text for part in composer.shown] == ["1/2 One", "2/2 two"]
    assert composer.hint.text() == "Numbers like 1/3 in front of each part."
    for _ in range(3):
        qtbot.keyClick(composer.editor, Qt.Key.Key_L, CTRL | SHIFT)
    assert composer.numbering == NO_NUMBERS
    desk.window.actions_by_name["numbers_(1/3) end"].trigger()
    assert [part.text for part in composer.shown] == ["One (1/2)", "two (2/2)"]
    desk.window.actions_by_name["clear_breaks"].trigger()
    assert [part.text for part in composer.shown] == ["One two"]
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    assert composer.model.rowCount() == 2


def test_card_of_the_part_with_the_cursor_is_marked(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft(LONG, LIMITS_140)
    assert composer.cards.currentIndex().row() == composer.model.rowCount() - 1
    qtbot.keyClick(composer.editor, Qt.Key.Key_Home, CTRL)
    assert composer.cards.currentIndex().row() == 0


def test_click_on_a_card_goes_to_its_text(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft(f"🙂 {LONG}", LIMITS_140)
    click_card(qtbot, composer, 1)
    assert composer.editor.hasFocus()
    qtbot.keyClick(composer.editor, Qt.Key.Key_Right, SHIFT)
    assert composer.editor.textCursor().selectedText() == composer.model.parts[1].text[0]


def test_cards_are_walked_by_keyboard(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft(LONG, LIMITS_140)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Tab)
    assert composer.cards.hasFocus()
    qtbot.keyClick(composer.cards, Qt.Key.Key_Home)
    assert composer.editor.textCursor().position() == 0
    qtbot.keyClick(composer.cards, Qt.Key.Key_Down)
    qtbot.keyClick(composer.cards, Qt.Key.Key_C, CTRL)
    assert clipboard() == composer.model.parts[1].text
    assert composer.hint.text() == "Part 2 is copied."


def test_typing_never_moves_the_cursor_though_cards_go(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft(LONG, LIMITS_140)
    for _ in range(300):
        qtbot.keyClick(composer.editor, Qt.Key.Key_Backspace)
    assert composer.text == LONG[:-300]
    qtbot.keyClicks(composer.editor, "!")
    assert composer.text == LONG[:-300] + "!"


def test_all_parts_are_copied_by_a_key(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.editor.setFocus()
    qtbot.keyClicks(composer.editor, LONG)
    qtbot.keyClick(composer.editor, Qt.Key.Key_C, CTRL | SHIFT)
    assert clipboard() == "\n\n".join(part.text for part in composer.model.parts)
    assert composer.hint.text() == f"All {composer.model.rowCount()} parts are copied."
    qtbot.keyClicks(composer.editor, "x")
    assert "copied" not in composer.hint.text()


def test_one_part_is_copied_from_its_menu(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft(LONG, LIMITS_140)
    composer.cards.verticalScrollBar().setValue(0)
    at = composer.cards.visualRect(composer.model.index(0)).center()
    composer.cards.customContextMenuRequested.emit(at)
    menu = composer.cards.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Copy part 1",
        f"Copy all {composer.model.rowCount()} parts",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert clipboard() == composer.model.parts[0].text


def test_taller_text_asks_for_more_room(qtbot: QtBot, composer: Composer) -> None:
    told: list[int] = []
    composer.height_wanted.connect(told.append)
    composer.show_draft(LONG, LIMITS_140)
    grown = told[-1]
    composer.show_draft("", LIMITS_140)
    assert grown > told[-1] >= composer.minimumSizeHint().height()


def test_narrow_composer_stands_in_one_column(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft(LONG, LIMITS_140)
    composer.resize(NARROW - 100, 400)
    qtbot.waitUntil(lambda: composer.cards.y() > composer.editor.geometry().bottom())
    last = composer.cards.visualRect(composer.model.index(composer.model.rowCount() - 1))
    assert composer.cards.viewport().rect().contains(last.center())


@pytest.mark.parametrize("width", [360, 500, 760, 1200])
def test_reason_is_wrapped_and_not_clipped(composer: Composer, width: int) -> None:
    composer.show_draft(LONG, LIMITS_140)
    composer.show_standing(Standing(blocked=REASON))
    composer.resize(width, 100)  # enforced to be no lower than what it needs
    composer.resize(width, composer.minimumSizeHint().height())
    assert composer.hint.height() >= composer.hint.heightForWidth(composer.hint.width())
    assert composer.rect().contains(composer.send_button.geometry())
    assert not composer.send_button.isEnabled()


def test_reading_the_case_is_said(composer: Composer) -> None:
    composer.show_standing(Standing(ready=False))
    assert composer.hint.text() == "Reading the case…"
    composer.show_standing(Standing())
    assert composer.hint.text() == ""


def test_right_to_left_text_stands_at_the_right(composer: Composer) -> None:
    composer.show_draft("مرحبا\nمرحبا", LIMITS_140)
    shown = composer.cards.viewport().grab().toImage()
    assert _ink(shown, left=False) > 5 * _ink(shown, left=True)
    composer.show_draft("Hello\nHello", LIMITS_140)
    shown = composer.cards.viewport().grab().toImage()
    assert _ink(shown, left=True) > 5 * _ink(shown, left=False)


def _ink(image: QImage, *, left: bool) -> int:
    """Returns how many dark pixels the first line of the first card has on one side."""
    width = image.width() // 2 - 30
    start = 12 if left else image.width() - width - 24
    return sum(
        image.pixelColor(x, y).lightness() < 110
        for x in range(start, start + width)
        for y in range(8, 22)
    )


def test_case_with_calls_only_offers_a_call_note(qtbot: QtBot, composer: Composer) -> None:
    composer.show_standing(Standing(blocked="Nobody posted.", nothing_to_answer=True))
    assert not composer.editor.isVisible()
    assert composer.reason.text() == "Nobody posted."
    assert composer.maximumHeight() < 100
    with qtbot.waitSignal(composer.note_wanted):
        qtbot.mouseClick(composer.note_button, Qt.MouseButton.LeftButton)
    composer.show_standing(Standing())
    assert composer.editor.isVisible()
    assert composer.maximumHeight() > 1000


def test_text_is_not_hidden_where_there_is_nothing_to_answer(composer: Composer) -> None:
    composer.show_draft("Half a sentence", LIMITS_140)
    composer.show_standing(Standing(blocked="Nobody posted.", nothing_to_answer=True))
    assert composer.editor.isVisible()
    assert composer.hint.text() == "Nobody posted."
    assert not composer.send_button.isEnabled()


def test_sending_by_mouse_goes_back_to_the_text_and_says_where_it_went(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    desk.window.case.answer.undo_s = 0
    composer = desk.window.case.composer
    connector.fail_next("publish", Offline("X was not reached."))
    composer.editor.setFocus()
    qtbot.keyClicks(composer.editor, LONG)
    count = composer.model.rowCount()
    composer.send_button.setFocus()
    qtbot.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    assert composer.text == ""
    assert composer.editor.hasFocus()
    qtbot.waitUntil(lambda: composer.hint.text() == f"Queued: {count} parts, see above.")
    qtbot.waitUntil(desk.window.case.pending.isVisible)
    open_case(qtbot, desk, 1)
    assert "Queued" not in composer.hint.text()


def asked(qtbot: QtBot, desk: Application) -> QMessageBox:
    """Press the key that sends; returns the question that comes of it."""
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window.case.composer.editor, Qt.Key.Key_Return, CTRL)
    box = desk.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    qtbot.waitUntil(box.isActiveWindow)
    return box


def test_answer_of_many_parts_is_sent_only_after_a_question(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    desk.window.case.answer.undo_s = 0
    composer = desk.window.case.composer
    count = send_question.MOST_UNASKED + 1
    text = "\f".join(f"Part {number}." for number in range(count))
    composer.put_text(text)
    composer.editor.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        box = asked(qtbot, desk)
        assert box.text() == f"Send {count} parts?"
        assert box.informativeText() == f"It goes out as {count} posts, one after the other."
        qtbot.keyClick(box.focusWidget(), key)
        qtbot.waitUntil(lambda: desk.window.findChild(QMessageBox) is None)
        assert composer.text == text
    box = asked(qtbot, desk)
    qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Space)
    assert composer.text == ""
    qtbot.waitUntil(lambda: len(timeline(desk)) == 1 + count)
    assert len([post for post in world.posts() if post.author == OWN]) == count


def test_answer_of_some_parts_is_sent_at_once(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    desk.window.case.answer.undo_s = 0
    composer = desk.window.case.composer
    composer.put_text("\f".join(f"Part {n}." for n in range(send_question.MOST_UNASKED)))
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    assert desk.window.findChild(QMessageBox) is None
    assert composer.text == ""
    qtbot.waitUntil(lambda: len(timeline(desk)) == 1 + send_question.MOST_UNASKED)


def test_question_says_what_many_parts_cost(qtbot: QtBot, composer: Composer) -> None:
    standing = Standing(prices=x_prices())
    composer.show_draft("\f".join("abcdefghijkl"), LIMITS_140)
    sent: list[bool] = []
    send_question.ask(composer, composer.shown, standing, lambda: sent.append(True))
    box = composer.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    said = "It goes out as 12 posts, one after the other. That costs about $0.175."
    assert box.informativeText() == said
    box.reject()
    assert not sent


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (
            Standing(self_reply=SelfReply.NO, prices=x_prices()),
            (
                "Part 1 goes out by itself. Parts 2 to 12 go by hand: X does not let this app"
                " answer its own posts. That costs about $0.01."
            ),
        ),
        (
            Standing(self_reply=SelfReply.UNKNOWN),
            (
                "It goes out as 12 posts, one after the other. X may refuse parts 2 to 12; you"
                " would post them by hand."
            ),
        ),
        (
            Standing(no_access=True, handle="shop"),
            "You post each part in the browser: @shop has no access to X's API.",
        ),
    ],
)
def test_question_says_what_becomes_of_many_parts(
    composer: Composer, standing: Standing, said: str
) -> None:
    composer.show_draft("\f".join("abcdefghijkl"), LIMITS_140)
    assert standing.outcome(composer.shown) == said


def test_what_changed_during_the_question_is_not_sent(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.put_text("\f".join("abcdefghijkl"))
    box = asked(qtbot, desk)
    other = desk.window.inbox.model.row_at(1)
    assert other is not None
    with qtbot.waitSignal(desk.window.case.opened):
        desk.window.open_case(other.id)
    composer.put_text("Hello Ben")
    next(button for button in box.buttons() if "Send" in button.text()).click()
    assert composer.text == "Hello Ben"


def test_chosen_numbers_hold_for_the_next_answer(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    qtbot.keyClicks(composer.editor, "Hello")
    qtbot.keyClick(composer.editor, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    assert composer.text == ""
    assert composer.numbering == Numbering(NumberStyle.OF_ALL)
    open_case(qtbot, desk, 1)
    assert composer.numbering == Numbering(NumberStyle.OF_ALL)


def test_case_of_a_call_shows_a_line_in_place_of_the_composer(
    qtbot: QtBot, desk: Application
) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    dialog = desk.window.findChild(CallNote)
    assert isinstance(dialog, CallNote)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.contact.field, "Edith Marlow")
    qtbot.keyClicks(dialog.form.text, "Wants to be called back")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    composer = desk.window.case.composer
    qtbot.waitUntil(composer.note_button.isVisible)
    assert "no post to answer" in composer.reason.text()
    segment = composer.findChild(QPushButton, "segmentLeft")
    assert segment is not None
    assert not segment.isVisible()
    open_case(qtbot, desk, 1)
    assert composer.editor.isVisible()
