"""The window as a person uses it: keys, clicks, and what can then be seen."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console import settings
from console.connectors.memory import MemoryConnector, MemoryWorld
from console.errors import NotSummoned, Offline, RateLimited
from tests.ui.conftest import OWN, OpenDesk, names, open_case, timeline
from tests.ui.given_acts import resolve
from ui.application import Application
from ui.call_note import CallNote
from ui.side_view import View

LONG_ANSWER = (
    "Hello Ada, nine days are too long. Your parcel was booked onto the wrong van on Thursday "
    "and stood there since. A new one leaves us by express today and is with you on Friday "
    "before noon. You pay nothing more, and I write to you on Friday to hear that it came. "
    "Thank you for your patience. Yours, Mika"
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def see_case(qtbot: QtBot, desk: Application) -> None:
    """Click on the first row of a desk that may have opened that case by itself."""
    inbox = desk.window.inbox
    place = inbox.list.visualRect(inbox.model.index(0)).center()
    qtbot.mouseClick(inbox.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: desk.window.case.case is not None)


def test_shows_cases_counts_and_the_account(desk: Application) -> None:
    assert names(desk) == ["Ada Fern", "Ben Moss", "Cleo Wells"]
    assert desk.window.side.model.count(View.NEEDS_REPLY) == 3
    shown = [label.text() for label in desk.window.side.findChildren(QLabel)]
    assert "@Shop" in shown
    assert "synced just now" in shown


def test_customers_words_are_shown_as_plain_text(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    assert timeline(desk) == ["@Shop my parcel is <b>still</b> not here"]
    for label in desk.window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_long_answer_typed_by_keyboard_arrives_as_a_chain_of_parts(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    window = desk.window
    qtbot.keyClick(window.inbox.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.case.case is not None)
    qtbot.keyClicks(window.case.composer.editor, LONG_ANSWER)
    shown = [part.text for part in window.case.composer.model.parts]
    assert len(LONG_ANSWER) > 300
    assert len(shown) > 2
    assert window.case.composer.send_button.text() == f"Send {len(shown)} parts"
    qtbot.keyClick(window.case.composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: timeline(desk)[1:] == shown)
    published = [post for post in reversed(world.posts()) if post.author == OWN]
    assert [post.text for post in published] == shown
    assert all(len(post.text) <= 140 for post in published)
    chain = [published[0].parent_id, *(post.remote_id for post in published)]
    assert [post.parent_id for post in published] == chain[:-1]
    assert " ".join(shown).split() == LONG_ANSWER.split()
    assert window.case.composer.text == ""
    qtbot.waitUntil(lambda: window.side.model.count(View.WAITING) == 1)


def test_limit_is_switched_and_remembered(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk, tmp_path: Path
) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    qtbot.keyClicks(composer.editor, "word " * 50)
    assert composer.model.rowCount() == 2
    button = composer.findChild(QPushButton, "segmentRight")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert composer.model.rowCount() == 1
    qtbot.waitUntil(lambda: settings.load(tmp_path / "data").limit == "280")
    open_case(qtbot, desk, 1)
    assert composer.limits.name == "280"


def test_numbers_are_remembered_for_the_next_start(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk, tmp_path: Path
) -> None:
    open_case(qtbot, desk)
    desk.window.actions_by_name["numbers_(1/3) end"].trigger()
    qtbot.waitUntil(lambda: settings.load(tmp_path / "data").numbering == "(1/3) end")
    assert desk.close()
    again = open_desk(tmp_path / "data")
    see_case(qtbot, again)
    assert again.window.case.composer.numbering.name == "(1/3) end"


def test_draft_survives_the_change_of_case_and_a_restart(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    first = open_desk()
    open_case(qtbot, first)
    qtbot.keyClicks(first.window.case.composer.editor, "Hello Ada, ")
    open_case(qtbot, first, 1)
    assert first.window.case.composer.text == ""
    open_case(qtbot, first, 0)
    assert first.window.case.composer.text == "Hello Ada, "
    qtbot.keyClicks(first.window.case.composer.editor, "I look into it")
    first.close()  # at once: the pause after typing has not passed
    second = open_desk(tmp_path / "data")
    see_case(qtbot, second)
    assert second.window.case.composer.text == "Hello Ada, I look into it"
    row = second.window.inbox.model.row_at(0)
    assert row is not None
    assert row.has_draft


def test_new_posts_move_neither_the_chosen_case_nor_what_is_typed(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    for number in range(30):
        old = datetime.now(UTC) - timedelta(hours=1 + number)
        world.add_post(world.add_user(f"old{number}"), "@Shop hello", at=old)
    desk = open_desk()
    window = desk.window
    open_case(qtbot, desk, 1)
    chosen = window.inbox.current_id()
    window.case.composer.editor.setFocus()
    qtbot.keyClicks(window.case.composer.editor, "Hello Ben")
    before = window.inbox.list.visualRect(window.inbox.list.currentIndex()).top()
    author = world.add_user("dora", "Dora")
    for number in range(10):
        world.add_post(world.add_user(f"new{number}"), "@Shop hello", at=datetime.now(UTC))
    world.add_post(author, "@Shop newest", at=datetime.now(UTC))
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "Dora" in names(desk))
    assert window.inbox.current_id() == chosen
    assert window.inbox.list.visualRect(window.inbox.list.currentIndex()).top() == before
    assert window.case.composer.text == "Hello Ben"
    assert window.focusWidget() is window.case.composer.editor


def test_new_post_of_the_open_case_appears_and_leaves_the_text_alone(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    qtbot.keyClicks(desk.window.case.composer.editor, "Half a sentence")
    ada = next(post for post in world.posts() if post.author.handle == "ada_fern")
    world.add_post(ada.author, "@Shop hello?", at=datetime.now(UTC), reply_to=ada.remote_id)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: timeline(desk)[1:] == ["@Shop hello?"])
    assert desk.window.case.composer.text == "Half a sentence"


def test_resolve_goes_on_to_the_next_case_and_undo_brings_it_back(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    resolve(qtbot, desk)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    assert desk.window.case.row is not None
    assert desk.window.case.row.name == "Ben Moss"
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern", "Ben Moss", "Cleo Wells"])
    assert desk.window.status.message.text().startswith("Undone: Resolve case")


def test_resolved_case_is_reopened(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    qtbot.mouseClick(desk.window.case.header.resolve_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(desk.window.case.resolving.skip, Qt.MouseButton.LeftButton)
    qtbot.keyClick(desk.window, Qt.Key.Key_5, CTRL)
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern"])
    open_case(qtbot, desk)
    assert desk.window.case.header.resolve_button.text() == "Reopen"
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_E, SHIFT)
    qtbot.waitUntil(lambda: desk.window.side.model.count(View.NEEDS_REPLY) == 3)


def test_letters_typed_into_an_answer_are_letters(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    desk.window.case.composer.editor.setFocus()
    qtbot.keyClicks(desk.window.case.composer.editor, "Enjoy / Kerne Ruhe")
    assert desk.window.case.composer.text == "Enjoy / Kerne Ruhe"
    assert len(names(desk)) == 3


def test_search_finds_by_words_and_an_empty_result_says_so(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_Slash)
    assert desk.window.focusWidget() is desk.window.inbox.search_field
    qtbot.keyClicks(desk.window.inbox.search_field, "charged")
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss"])
    qtbot.keyClicks(desk.window.inbox.search_field, " zebra")
    qtbot.waitUntil(desk.window.inbox.state.isVisible)
    desk.window.inbox.search_field.clear()
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


def test_offline_is_told_quietly_and_the_parts_wait(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    connector.fail_next("publish", Offline("X was not reached."))
    qtbot.keyClicks(desk.window.case.composer.editor, "Hello")
    qtbot.keyClick(desk.window.case.composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Offline" in desk.window.status.message.text())
    qtbot.waitUntil(lambda: desk.window.status.waiting.text() == "1 part to go out")
    qtbot.waitUntil(desk.window.case.pending.isVisible)


def test_rate_limit_is_told_with_its_words(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    reset_at = datetime.now(UTC) + timedelta(minutes=9)
    connector.fail_next("read_page", RateLimited("X asks to wait.", reset_at=reset_at))
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("Rate limited"))


def test_refused_part_is_explained_and_can_be_taken_back(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    window = desk.window
    connector.fail_next("publish", NotSummoned("X accepts no reply here."))
    qtbot.keyClicks(window.case.composer.editor, "Hello")
    qtbot.keyClick(window.case.composer.editor, Qt.Key.Key_Return, CTRL)

    def told() -> list[str]:
        return [label.text() for label in window.case.pending.findChildren(QLabel)]

    qtbot.waitUntil(lambda: any("X accepts no reply here." in text for text in told()))
    assert any("refused" in text for text in told())
    take_back = next(
        button
        for button in window.case.pending.findChildren(QPushButton)
        if button.text() == "Take back"
    )
    qtbot.keyClicks(window.case.composer.editor, "Begun since")
    qtbot.mouseClick(take_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.case.pending.isVisible())
    # What was taken back is in the composer again, behind what was being written.
    qtbot.waitUntil(lambda: window.case.composer.text == "Begun since\n\nHello")
    open_case(qtbot, desk, 1)
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: window.case.composer.text == "Begun since\n\nHello")


def test_call_note_is_added_to_the_open_case(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_N)
    dialog = desk.window.findChild(CallNote)
    assert isinstance(dialog, CallNote)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.text, "Rang, calm.")
    qtbot.keyClick(dialog.form.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: timeline(desk)[-1] == "Rang, calm.")


def test_call_without_a_case_makes_one_and_opens_it(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    dialog = desk.window.findChild(CallNote)
    assert isinstance(dialog, CallNote)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.contact.field, "Edith Marlow")
    qtbot.keyClicks(dialog.form.text, "Wants to be called back")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(desk)[0] == "Edith Marlow")
    qtbot.waitUntil(lambda: timeline(desk) == ["Wants to be called back"])
    qtbot.keyClicks(desk.window.case.composer.editor, "Hello")
    assert not desk.window.case.composer.send_button.isEnabled()
    assert "no post to answer" in desk.window.case.composer.hint.text()


def test_message_is_copied_by_keyboard(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    view = desk.window.case.timeline
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.setCurrentIndex(desk.window.case.model.index(0))
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "@Shop my parcel is <b>still</b> not here"


def test_part_of_a_message_is_marked_with_the_mouse(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    view = desk.window.case.timeline
    rect = view.visualRect(desk.window.case.model.index(0))
    spot = rect.bottomLeft() + _inside(100, -21)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() in ("Shop", "my", "parcel")


def test_two_windows_show_what_the_other_did_after_a_sync(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    one = open_desk()
    two = open_desk(tmp_path / "data")
    one.window.activateWindow()
    qtbot.waitUntil(one.window.isActiveWindow)
    open_case(qtbot, one)
    resolve(qtbot, one)
    qtbot.waitUntil(lambda: len(names(one)) == 2)
    two.window.activateWindow()
    qtbot.waitUntil(two.window.isActiveWindow)
    qtbot.keyClick(two.window, Qt.Key.Key_2, CTRL)
    qtbot.keyClick(two.window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: names(two) == ["Ben Moss", "Cleo Wells"])


def test_late_result_for_a_closed_window_is_dropped(
    qtbot: QtBot, desk: Application, qapp: QApplication
) -> None:
    desk.window.inbox.read()
    desk.window.inbox.step(1)
    desk.window.case.read()
    assert desk.close()
    qapp.processEvents()


def test_case_list_empties_into_words(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_5, CTRL)
    qtbot.waitUntil(desk.window.inbox.state.isVisible)
    said = [label.text() for label in desk.window.inbox.state.findChildren(QLabel)]
    assert "Nothing resolved yet" in said


def _inside(x: int = 24, y: int = -14) -> QPoint:
    return QPoint(x, y)
