"""Writing an answer: the cards beside the text, the room it takes, and what is said of it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector
from console.domain.accounts import SelfReply
from console.domain.limits import LIMITS_140, LIMITS_280
from console.errors import Offline
from console.text.split import split
from tests.ui.conftest import open_case
from ui.application import Application
from ui.call_dialog import CallDialog
from ui.composer import Composer
from ui.composer_frame import NARROW
from ui.parts_model import META, SCARCE, PartsModel
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


def test_card_says_its_number_and_what_is_left() -> None:
    model = PartsModel()
    model.show_parts(split("Hello", LIMITS_140), LIMITS_140)
    assert model.index(0).data(META) == "135 left"
    assert model.index(0).data(SCARCE) is False
    parts = split("word " * 60, LIMITS_140)
    model.show_parts(parts, LIMITS_140)
    assert model.index(0).data(META) == f"1/{len(parts)}  ·  {140 - parts[0].weight} left"
    assert model.index(0).data(SCARCE) is True


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
    composer.block(REASON)
    composer.resize(width, 100)  # enforced to be no lower than what it needs
    composer.resize(width, composer.minimumSizeHint().height())
    assert composer.hint.height() >= composer.hint.heightForWidth(composer.hint.width())
    assert composer.rect().contains(composer.send_button.geometry())
    assert not composer.send_button.isEnabled()


def test_parts_that_may_be_refused_are_told(composer: Composer) -> None:
    composer.warn_of_parts(SelfReply.UNKNOWN)
    composer.show_draft("Hello", LIMITS_140)
    assert "refuse" not in composer.hint.text()
    composer.show_draft(LONG, LIMITS_140)
    assert "X may refuse parts 2 to" in composer.hint.text()


def test_reading_the_case_is_said(composer: Composer) -> None:
    composer.set_ready(False)
    assert composer.hint.text() == "Reading the case…"
    composer.set_ready(True)
    assert composer.hint.text() == ""


def test_right_to_left_text_stands_at_the_right(composer: Composer) -> None:
    composer.show_draft("مرحبا", LIMITS_140)
    shown = composer.cards.viewport().grab().toImage()
    assert _ink(shown, left=False) > 5 * _ink(shown, left=True)
    composer.show_draft("Hello", LIMITS_140)
    shown = composer.cards.viewport().grab().toImage()
    assert _ink(shown, left=True) > 5 * _ink(shown, left=False)


def _ink(image: QImage, *, left: bool) -> int:
    """Returns how many dark pixels the first line of the first card has on one side."""
    width = image.width() // 2 - 30
    start = 12 if left else image.width() - width - 24
    return sum(
        image.pixelColor(x, y).lightness() < 110
        for x in range(start, start + width)
        for y in range(6, 20)
    )


def test_case_with_calls_only_offers_a_call_note(qtbot: QtBot, composer: Composer) -> None:
    composer.offer_note("Nobody posted.")
    assert not composer.editor.isVisible()
    assert composer.reason.text() == "Nobody posted."
    assert composer.maximumHeight() < 100
    with qtbot.waitSignal(composer.note_wanted):
        qtbot.mouseClick(composer.note_button, Qt.MouseButton.LeftButton)
    composer.block("")
    assert composer.editor.isVisible()
    assert composer.maximumHeight() > 1000


def test_text_is_not_hidden_where_there_is_nothing_to_answer(composer: Composer) -> None:
    composer.show_draft("Half a sentence", LIMITS_140)
    composer.offer_note("Nobody posted.")
    assert composer.editor.isVisible()
    assert composer.hint.text() == "Nobody posted."
    assert not composer.send_button.isEnabled()


def test_sending_by_mouse_goes_back_to_the_text_and_says_where_it_went(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
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


def test_case_of_a_call_shows_a_line_in_place_of_the_composer(
    qtbot: QtBot, desk: Application
) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    dialog = desk.window.findChild(CallDialog)
    assert isinstance(dialog, CallDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.name, "Edith Marlow")
    qtbot.keyClicks(dialog.text, "Wants to be called back")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    composer = desk.window.case.composer
    qtbot.waitUntil(composer.note_button.isVisible)
    assert "no post to answer" in composer.reason.text()
    segment = composer.findChild(QPushButton, "segmentLeft")
    assert segment is not None
    assert not segment.isVisible()
    open_case(qtbot, desk, 1)
    assert composer.editor.isVisible()
