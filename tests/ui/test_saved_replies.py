"""Saved replies in the composer: found by `::`, filled in, asked for, counted, signed."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.desk.replies import Replies
from console.domain.saved_replies import SavedReply
from console.errors import StoreFull
from tests.ui.conftest import OWN, OpenDesk, connect_and_sync, open_case
from ui import same_word
from ui.application import Application
from ui.composer import Composer
from ui.saved_popup import SavedPopup

CTRL = Qt.KeyboardModifier.ControlModifier
REFUND = "Hi {first_name}, your refund for {order} is on its way."
FILLED = "Hi Ada, your refund for {order} is on its way."
TEXTS = {
    "Refund": REFUND,
    "Late": "Sorry, {name}: we are late with the refund. {agent} looks into it.",
    "Thanks": "Thank you, {handle}!",
}


def fill(desk: Desk) -> None:
    connect_and_sync(desk)
    for name, text in TEXTS.items():
        desk.saved_replies.add(name, text)
    late = desk.saved_replies.find("Late")
    desk.saved_replies.count_uses([late.id])


@pytest.fixture
def desk(qtbot: QtBot, open_desk: OpenDesk) -> Application:
    desk = open_desk(set_up=fill)
    desk.window.saved.read_sender()
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: desk.window.case.answer.is_restored)
    desk.window.case.composer.editor.setFocus()
    return desk


@pytest.fixture
def composer(desk: Application) -> Composer:
    return desk.window.case.composer


@pytest.fixture
def popup(desk: Application) -> SavedPopup:
    return desk.window.saved.finder.popup


def type_in(qtbot: QtBot, composer: Composer, text: str) -> None:
    qtbot.keyClicks(composer.editor, text)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def find(qtbot: QtBot, composer: Composer, popup: SavedPopup, text: str) -> list[str]:
    """Type a text and return the names that are found by it."""
    type_in(qtbot, composer, text)
    qtbot.waitUntil(popup.isVisible)
    model = popup.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def saved(qtbot: QtBot, desk: Application) -> dict[str, SavedReply]:
    """Return what is stored, once all that was written before is."""
    found: list[tuple[SavedReply, ...]] = []
    desk.lanes.writer.submit(lambda one: one.saved_replies.every(), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return {each.name: each for each in found[0]}


def type_in_focus(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def field() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def test_a_name_comes_before_a_text_and_enter_inserts(
    qtbot: QtBot, composer: Composer, popup: SavedPopup
) -> None:
    assert find(qtbot, composer, popup, "::") == ["Late", "Refund", "Thanks"]  # by use
    type_in(qtbot, composer, "ref")
    assert [reply.name for reply in popup.model.replies] == ["Refund", "Late"]
    assert composer.editor.hasFocus()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert composer.text.startswith("Sorry, Ada Fern: we are late")
    assert "{" not in composer.text
    assert not popup.isVisible()
    assert composer.editor.hasFocus()


def test_tab_inserts_and_a_click_as_well(
    qtbot: QtBot, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "Dear Ada. ::tha")
    press(qtbot, Qt.Key.Key_Tab)
    assert composer.text == "Dear Ada. Thank you, @ada_fern!"
    find(qtbot, composer, popup, " ::tha")
    at = popup.list.visualRect(popup.model.index(0)).center()
    qtbot.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert composer.text == "Dear Ada. Thank you, @ada_fern! Thank you, @ada_fern!"
    assert composer.editor.hasFocus()


def test_esc_leaves_the_text_and_stays_closed(
    qtbot: QtBot, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "::re")
    press(qtbot, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert composer.editor.hasFocus()
    type_in(qtbot, composer, "f")
    assert not popup.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert composer.text == "::ref\n"
    find(qtbot, composer, popup, "::re")


@pytest.mark.parametrize("text", ["std::re", "https://x.com/::re", "a::", "12:30", "::x y"])
def test_colons_within_a_word_or_link_open_nothing(
    qtbot: QtBot, composer: Composer, popup: SavedPopup, text: str
) -> None:
    find(qtbot, composer, popup, "::")
    press(qtbot, Qt.Key.Key_Backspace)
    press(qtbot, Qt.Key.Key_Backspace)
    type_in(qtbot, composer, text)
    assert not popup.isVisible()


def test_caret_that_leaves_the_colons_closes(
    qtbot: QtBot, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "Hi ::re")
    press(qtbot, Qt.Key.Key_Home)
    assert not popup.isVisible()


def test_where_nothing_is_found_enter_is_a_new_line(
    qtbot: QtBot, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "::re")
    type_in(qtbot, composer, "zzz")
    assert "No saved reply" in popup.line.text()
    press(qtbot, Qt.Key.Key_Return)
    assert composer.text == "::rezzz\n"


def test_length_is_the_composers_own(
    qtbot: QtBot, desk: Application, composer: Composer, popup: SavedPopup
) -> None:
    composer.set_signature("^AB")
    find(qtbot, composer, popup, "::late")
    told = str(popup.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    press(qtbot, Qt.Key.Key_Return)
    weight = sum(part.weight for part in composer.model.parts)
    assert f"{weight} · {len(composer.model.parts)} part" in told
    assert composer.counter.text().startswith(f"{weight} characters")


def test_what_is_missing_is_asked_for_and_filled_in(
    qtbot: QtBot, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "::refund")
    press(qtbot, Qt.Key.Key_Return)
    assert composer.text == FILLED
    assert field().accessibleName() == "For order"
    qtbot.keyClicks(field(), "4711")
    press(qtbot, Qt.Key.Key_Return)
    assert composer.text == FILLED.replace("{order}", "4711")
    assert composer.editor.hasFocus()
    assert not composer.editor.extraSelections()


def test_undo_takes_the_insertion_back_in_one_step(
    qtbot: QtBot, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "Hello. ::refund")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(field(), "4711")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, composer, " Bye.")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    assert composer.text == f"Hello. {FILLED.replace('{order}', '4711')}"
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    assert composer.text == "Hello. ::refund"
    assert not popup.isVisible()


def test_what_is_left_open_is_marked_and_asked_before_it_goes_out(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    desk: Application,
    composer: Composer,
    popup: SavedPopup,
) -> None:
    now = [0.0]
    monkeypatch.setattr(same_word, "now_s", lambda: now[0])
    find(qtbot, composer, popup, "::refund")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Escape)
    assert composer.text == FILLED
    assert len(composer.editor.extraSelections()) == 1
    assert composer.notes.sole.text.text() == "{order} is not filled in."
    desk.window.case.answer.send()
    assert composer.send_button.text() == "Send anyway"
    assert field().accessibleName() == "For order"  # it can be entered at once
    desk.window.case.answer.send()  # the same press, or a double click
    assert composer.text == FILLED
    now[0] += 60
    with qtbot.waitSignal(desk.window.case.queued):
        desk.window.case.answer.send()
    assert composer.text == ""


def test_it_counts_when_the_answer_is_queued(
    qtbot: QtBot, desk: Application, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "::tha")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, composer, " We look into it.")
    assert saved(qtbot, desk)["Thanks"].uses == 0
    open_case(qtbot, desk, 1)  # another case in between
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: composer.text.endswith("into it."))
    with qtbot.waitSignal(desk.window.case.queued):
        desk.window.case.answer.send()
    thanks = saved(qtbot, desk)["Thanks"]
    assert thanks.uses == 1
    assert thanks.used_at is not None


def test_it_counts_once_when_the_answer_is_queued_at_the_second_try(
    qtbot: QtBot,
    desk: Application,
    composer: Composer,
    popup: SavedPopup,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find(qtbot, composer, popup, "::tha")
    press(qtbot, Qt.Key.Key_Return)
    with monkeypatch.context() as broken:
        broken.setattr(Replies, "queue", full)
        with qtbot.waitSignal(desk.window.case.troubled):
            desk.window.case.answer.send()
    assert composer.text == "Thank you, @ada_fern!"
    assert saved(qtbot, desk)["Thanks"].uses == 0
    with qtbot.waitSignal(desk.window.case.queued):
        desk.window.case.answer.send()
    assert saved(qtbot, desk)["Thanks"].uses == 1


def full(*_args: object, **_named: object) -> None:
    """Fail as a full disk does."""
    raise StoreFull("The disk is full.")


def test_what_was_deleted_again_does_not_count(
    qtbot: QtBot, desk: Application, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "::tha")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClick(composer.editor, Qt.Key.Key_A, CTRL)
    type_in(qtbot, composer, "Please call us.")
    with qtbot.waitSignal(desk.window.case.queued):
        desk.window.case.answer.send()
    assert saved(qtbot, desk)["Thanks"].uses == 0


def test_without_saved_replies_it_says_how_to_make_one(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk()
    popup = desk.window.saved.finder.popup
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    composer.editor.setFocus()
    find(qtbot, composer, popup, "::")
    assert "Ctrl+Shift+R" in popup.line.text()


def sign(qtbot: QtBot, desk: Application, signature: str) -> None:
    context = desk.preferred.contexts["writer"]
    desk.lanes.writer.submit(lambda _: setattr(context, "signature", signature))
    desk.window.saved.read_sender()
    qtbot.waitUntil(lambda: desk.window.case.composer.signature == signature)


def test_signature_is_counted_shown_and_queued_but_not_in_the_text(
    qtbot: QtBot, desk: Application, composer: Composer, world: MemoryWorld
) -> None:
    type_in(qtbot, composer, "We look into it.")
    sign(qtbot, desk, "^AB")
    assert composer.text == "We look into it."
    assert [part.text for part in composer.model.parts] == ["We look into it.\u00a0^AB"]
    assert composer.counter.text() == "20 characters"
    with qtbot.waitSignal(desk.window.case.queued):
        desk.window.case.answer.send()
    qtbot.waitUntil(lambda: any(one.author == OWN for one in world.posts()))
    own = next(one for one in world.posts() if one.author == OWN)
    assert own.text.endswith("We look into it.\u00a0^AB")


def test_a_text_that_is_signed_by_hand_is_not_signed_again(
    qtbot: QtBot, desk: Application, composer: Composer
) -> None:
    sign(qtbot, desk, "^AB")
    type_in(qtbot, composer, "We look into it. ^AB")
    assert [part.text for part in composer.model.parts] == ["We look into it. ^AB"]
    assert composer.counter.text() == "20 characters"


def test_breaks_stand_in_the_text_where_the_cards_end(
    qtbot: QtBot, desk: Application, composer: Composer
) -> None:
    sign(qtbot, desk, "^AB")
    text = "Your parcel was booked onto the wrong van. " * 4
    composer.put_text(f"{text}\n\n")
    parts = composer.model.parts
    assert len(parts) == 2
    starts = [start for start, _ in composer.editor.places]
    assert starts == [part.start for part in parts]
    assert composer.editor.places[-1][1] == len(text.rstrip())
    assert parts[-1].text.endswith("van.\u00a0^AB")
    assert "^AB" not in parts[0].text


def test_an_answer_that_was_taken_back_is_signed_once(
    qtbot: QtBot, desk: Application, composer: Composer
) -> None:
    sign(qtbot, desk, "^AB")
    desk.window.case.answer.undo_s = 60
    type_in(qtbot, composer, "We look into it.")
    with qtbot.waitSignal(desk.window.case.queued):
        desk.window.case.answer.send()
    qtbot.waitUntil(lambda: bool(desk.window.case.case and desk.window.case.case.threads))
    take_back = desk.window.actions_by_name["undo_send"]
    qtbot.waitUntil(take_back.isEnabled)
    take_back.trigger()
    qtbot.waitUntil(lambda: composer.text == "We look into it.")
    assert [part.text for part in composer.model.parts] == ["We look into it.\u00a0^AB"]


def test_the_key_of_send_fills_in_what_is_asked_for_and_sends_nothing(
    qtbot: QtBot, desk: Application, composer: Composer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(same_word, "now_s", lambda: now[0])
    sent: list[object] = []
    desk.window.case.queued.connect(sent.append)
    type_in(qtbot, composer, "Your order {order} is on its way")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    type_in_focus(qtbot, "4711")
    now[0] += 60
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert composer.text == "Your order 4711 is on its way"
    assert composer.editor.hasFocus()
    assert not sent


def test_tab_goes_from_the_fields_to_their_buttons(qtbot: QtBot, composer: Composer) -> None:
    type_in(qtbot, composer, "Order {order} of {day} is on its way")
    composer.filling.ask()
    names = []
    for _ in range(4):
        focus = QApplication.focusWidget()
        names.append(focus.text() if isinstance(focus, QPushButton) else field().accessibleName())
        press(qtbot, Qt.Key.Key_Tab)
    assert names == ["For order", "For day", "Fill in", "Later"]


def test_it_closes_when_another_case_is_opened(
    qtbot: QtBot, desk: Application, composer: Composer, popup: SavedPopup
) -> None:
    find(qtbot, composer, popup, "::ref")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    row = desk.window.case.row
    assert row is not None
    assert row.name == "Ben Moss"
    assert not popup.isVisible()


def test_what_ends_something_else_by_the_key_of_send_does_not_send_by_its_second_press(
    qtbot: QtBot, desk: Application, composer: Composer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(same_word, "now_s", lambda: now[0])
    answer = desk.window.case.answer
    type_in(qtbot, composer, "Half a thou")
    answer.other_word.begin()
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    assert composer.text == "Half a thou"
    now[0] += 60
    with qtbot.waitSignal(desk.window.case.queued):
        qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
