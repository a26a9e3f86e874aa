"""An answer waits a while before it goes out: the count-down, the way back, and its end."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console import settings
from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from console.desk.context import Network
from console.domain.ids import CaseId, ThreadId
from console.domain.limits import LIMITS_140
from console.domain.outbox import OutboxEntry, PartState
from console.errors import Offline
from console.text.split import split
from tests.ui import given_threads
from tests.ui.conftest import OWN, connect_and_sync, open_case
from tests.ui.given_time import hold_time, stop, take_a_moment
from ui import announcing
from ui.app import MemoryNetwork
from ui.application import Application
from ui.lanes import Lane
from ui.pending_choices import Act
from ui.undo_bar import UndoBar
from ui.undo_line import STAYS, Phase, late, line
from ui.undo_pause import LISTENS, WORD_STAYS

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
CANCELLED, QUEUED, SENDING, SENT = (
    PartState.CANCELLED,
    PartState.QUEUED,
    PartState.SENDING,
    PartState.SENT,
)
OpenAt = Callable[[], Application]


class Clock:
    """Stands still till it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def _held_time(monkeypatch: pytest.MonkeyPatch) -> None:
    hold_time(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_paused(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, connector: MemoryConnector, clock: Clock
) -> Iterator[OpenAt]:
    """Returns what opens the desk by the clock; at each call the same folder."""
    folder, opened = tmp_path / "data", list[Application]()

    def open_one() -> Application:
        first = not folder.exists()
        network: dict[str, Network] = {"memory": MemoryNetwork(connector)}
        set_up = connect_and_sync if first else None
        desk = Application(qapp, folder, network, Credentials(), set_up=set_up, now=clock)
        opened.append(desk)
        desk.window.resize(900, 600)
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.is_complete and desk.undo is not None)
        qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("Last sync"))
        return desk

    yield open_one
    for desk in opened:
        assert desk.close()


@pytest.fixture
def desk(open_paused: OpenAt) -> Application:
    return open_paused()


def bar(desk: Application) -> UndoBar:
    assert desk.undo is not None
    return desk.undo.bar


def said(desk: Application) -> str:
    """Returns what the bar says, with its buttons; empty where it is not there."""
    shown = bar(desk)
    if not shown.isVisible():
        return ""
    texts = [label.text() for label in (shown.text, shown.time, shown.more) if label.isVisible()]
    buttons = [b.text() for b in shown.findChildren(QPushButton) if b.isVisible()]
    return " ".join(texts) + "".join(f" [{text}]" for text in buttons)


def saying(desk: Application, text: str) -> bool:
    return text in said(desk)


def send(qtbot: QtBot, desk: Application, text: str, place: int = 0) -> None:
    """Answer the case at a place of the list, as typed; the bar tells of it."""
    open_case(qtbot, desk, place)
    row = desk.window.case.row
    assert row is not None
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: row.name in said(desk))


def published(world: MemoryWorld) -> list[str]:
    return [post.text for post in reversed(world.posts()) if post.author == OWN]


def go_out(desk: Application, clock: Clock, seconds: float = 16) -> None:
    """Let time pass, and the courier look at the outbox as it does when something is due."""
    clock.go_on(seconds)
    desk.courier.publish()


def drain(qtbot: QtBot, lane: Lane) -> None:
    """Wait till a lane did all that was asked of it, and that came home."""
    ended = list[bool]()
    lane.submit(lambda _: True, ended.append)
    qtbot.waitUntil(lambda: bool(ended))


def focus_list(qtbot: QtBot, desk: Application) -> None:
    desk.window.inbox.list.setFocus()
    qtbot.waitUntil(desk.window.inbox.list.hasFocus)


def test_an_answer_is_counted_down_and_goes_out(
    qtbot: QtBot, desk: Application, world: MemoryWorld, clock: Clock
) -> None:
    assert said(desk) == ""
    send(qtbot, desk, "On its way to you.")
    assert said(desk).startswith("Sending to Ada Fern in 15 s [Undo")
    clock.go_on(4.2)
    qtbot.waitUntil(lambda: "in 11 s" in said(desk))
    assert published(world) == []
    go_out(desk, clock)
    qtbot.waitUntil(lambda: said(desk) == "Sent to Ada Fern [Delete…]")
    assert published(world) == ["On its way to you."]
    clock.go_on(STAYS.total_seconds() + 1)
    qtbot.waitUntil(lambda: said(desk) == "")
    clock.go_on(LISTENS.total_seconds() + 1)
    qtbot.waitUntil(lambda: not desk.window.actions_by_name["undo_send"].isEnabled())
    assert desk.undo is not None
    assert not desk.undo._timer.isActive(), "there is nothing to count"


def test_u_takes_it_back_from_another_case(
    qtbot: QtBot, desk: Application, world: MemoryWorld, clock: Clock
) -> None:
    send(qtbot, desk, "Too hasty")
    open_case(qtbot, desk, 1)
    focus_list(qtbot, desk)
    qtbot.waitUntil(lambda: "[Undo  U]" in said(desk))
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
    case = desk.window.case
    qtbot.waitUntil(lambda: case.composer.text == "Too hasty")
    assert case.row is not None
    assert case.row.name == "Ada Fern"
    assert said(desk) == ""
    qtbot.waitUntil(case.composer.editor.hasFocus)
    qtbot.keyClicks(case.composer.editor, "!")
    assert case.composer.text == "Too hasty!"
    go_out(desk, clock, 60)
    qtbot.waitUntil(lambda: desk.window.status.waiting.text() == "")
    assert published(world) == []


def test_u_in_a_text_is_a_letter(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "u")
    assert desk.window.case.composer.text == "u"
    qtbot.waitUntil(lambda: "[Undo  Alt+U]" in said(desk))
    assert "Ada Fern" in said(desk)


def test_ctrl_z_in_the_empty_composer_takes_it_back(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    editor = desk.window.case.composer.editor
    assert editor.hasFocus()
    qtbot.waitUntil(lambda: "[Undo  Ctrl+Z]" in said(desk))
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")
    assert said(desk) == ""
    assert editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_U, ALT)
    drain(qtbot, desk.lanes.writer)
    assert desk.window.case.composer.text == "Hello Ada", "it is back already"


def test_ctrl_z_undoes_typing_first(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    editor = desk.window.case.composer.editor
    qtbot.keyClicks(editor, "And")
    qtbot.waitUntil(lambda: "[Undo  Alt+U]" in said(desk))
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert desk.window.case.composer.text == ""
    assert "Ada Fern" in said(desk)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, CTRL, "\x1a", autorep=True)
    QApplication.sendEvent(editor, held)
    drain(qtbot, desk.lanes.writer)
    assert "Ada Fern" in said(desk), "a key that is held down takes back no answer"
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")


def test_what_was_typed_since_stands_beside_what_is_taken_back(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "First")
    qtbot.keyClicks(desk.window.case.composer.editor, "Second")
    focus_list(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: "First" in desk.window.case.composer.text)
    assert "Second" in desk.window.case.composer.text


def test_the_newest_of_several_is_shown_and_taken_back(
    qtbot: QtBot, desk: Application, world: MemoryWorld, clock: Clock
) -> None:
    send(qtbot, desk, "Hello Ada")
    clock.go_on(2)
    send(qtbot, desk, "Hello Ben", 1)
    assert said(desk).startswith("Sending to Ben Moss in 15 s and 1 more [Undo")
    focus_list(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: said(desk).startswith("Sending to Ada Fern in 13 s [Undo"))
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ben")
    go_out(desk, clock)
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])


def test_the_count_goes_on_after_a_restart(
    qtbot: QtBot, open_paused: OpenAt, world: MemoryWorld, clock: Clock
) -> None:
    first = open_paused()
    send(qtbot, first, "Hello Ada")
    assert first.undo is not None
    timer = first.undo._timer
    assert timer.isActive()
    assert first.close()
    assert not timer.isActive()
    clock.go_on(5)
    second = open_paused()
    qtbot.waitUntil(lambda: said(second).startswith("Sending to Ada Fern in 10 s"))
    focus_list(qtbot, second)
    qtbot.keyClick(second.window.inbox.list, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: second.window.case.composer.text == "Hello Ada")
    assert published(world) == []


def test_send_now_waits_no_longer(qtbot: QtBot, desk: Application, world: MemoryWorld) -> None:
    send(qtbot, desk, "Hello Ada")
    focus = desk.window.focusWidget()
    qtbot.mouseClick(bar(desk).send_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])
    qtbot.waitUntil(lambda: said(desk) == "Sent to Ada Fern [Delete…]")
    assert desk.window.focusWidget() is focus


def test_what_was_sent_is_deleted_after_a_question(
    qtbot: QtBot,
    desk: Application,
    world: MemoryWorld,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(qtbot, desk, "Hello Ada")
    go_out(desk, clock)
    qtbot.waitUntil(lambda: "[Delete…]" in said(desk))
    press_in_question(qtbot, desk, "Keep")
    assert published(world) == ["Hello Ada"]
    take_a_moment(monkeypatch)
    press_in_question(qtbot, desk, "Delete")
    qtbot.waitUntil(lambda: published(world) == [])
    qtbot.waitUntil(lambda: said(desk) == "")
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")


def press_in_question(qtbot: QtBot, desk: Application, text: str) -> None:
    qtbot.mouseClick(bar(desk).delete_button, Qt.MouseButton.LeftButton)
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    button = next(one for one in box.buttons() if one.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.findChild(QMessageBox) is None)


def test_a_word_that_came_too_late_is_said_with_the_way_on(
    qtbot: QtBot, desk: Application, world: MemoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    focus_list(qtbot, desk)
    send_elsewhere(qtbot, desk)
    assert published(world) == ["Hello Ada"]
    assert "Sending to Ada Fern" in said(desk), "the window has not heard of it"
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: said(desk) == "Too late: it is out [Delete…]")
    row = desk.window.case.row
    assert row is not None
    assert row.name == "Ben Moss", "nothing was taken back, so nothing is opened"
    take_a_moment(monkeypatch)
    press_in_question(qtbot, desk, "Delete")
    qtbot.waitUntil(lambda: published(world) == [])


def test_an_open_case_can_be_written_in_after_a_word_that_came_too_late(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "Hello Ada")
    send_elsewhere(qtbot, desk)
    editor = desk.window.case.composer.editor
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(partial(saying, desk, "Too late"))
    qtbot.waitUntil(lambda: desk.window.case.answer.is_restored)
    qtbot.keyClicks(editor, "One more thing")
    assert desk.window.case.composer.send_button.isEnabled()
    assert desk.window.case.composer.text == "One more thing"


def send_elsewhere(qtbot: QtBot, desk: Application) -> None:
    """Send all that waits at once, as another program beside the window would."""
    ended = list[None]()

    def job(desk: Desk) -> None:
        for thread in desk.outbox.threads():
            desk.outbox.send_now(thread.id)
        desk.replies.publish(desk.accounts.every()[0])

    desk.lanes.sending.submit(job, ended.append)
    qtbot.waitUntil(lambda: bool(ended))


def test_the_bar_covers_neither_send_nor_the_line_at_the_bottom(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "Hello Ada")
    window = desk.window
    assert window.width() == 900
    assert window.height() == 600
    area = place(bar(desk), window)
    for other in (window.case, window.status, window.case.composer.send_button):
        assert not area.intersects(place(other, window))
    # Nothing on it is cut off: it is no narrower than what it says.
    assert bar(desk).text.width() >= bar(desk).text.sizeHint().width()
    window.resize(1200, 700)
    qtbot.waitUntil(lambda: place(bar(desk), window).bottom() > 600)
    assert not place(bar(desk), window).intersects(place(window.status, window))
    assert not place(bar(desk), window).intersects(place(window.case, window))


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def test_its_buttons_are_reached_by_tab_and_give_the_focus_on(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "Hello Ada")
    button = bar(desk).undo_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")
    qtbot.waitUntil(desk.window.case.composer.editor.hasFocus)


def test_a_person_who_went_elsewhere_meanwhile_is_not_called_back(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    focus_list(qtbot, desk)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
    desk.window.inbox.search_field.setFocus()
    qtbot.waitUntil(lambda: said(desk) == "Back in Ada Fern's draft [Open]")
    assert desk.window.inbox.search_field.hasFocus()
    assert case_name(desk) == "Ben Moss"


def case_name(desk: Application) -> str:
    row = desk.window.case.row
    return "" if row is None else row.name


def test_a_late_undo_turns_nothing_under_hands_that_type(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    composer = desk.window.case.composer
    composer.editor.setFocus()
    qtbot.keyClicks(composer.editor, "Dear Ben, ")
    go_on = stop(desk.lanes.writer)
    qtbot.mouseClick(bar(desk).undo_button, LEFT)
    qtbot.keyClicks(composer.editor, "your refund")
    go_on()
    qtbot.waitUntil(lambda: said(desk) == "Back in Ada Fern's draft [Open]")
    assert composer.editor.hasFocus()
    assert (case_name(desk), composer.text) == ("Ben Moss", "Dear Ben, your refund")
    take_a_moment(monkeypatch)
    qtbot.mouseClick(bar(desk).open_button, LEFT)
    qtbot.waitUntil(lambda: composer.text == "Hello Ada")
    qtbot.waitUntil(composer.editor.hasFocus)
    assert said(desk) == ""
    open_case(qtbot, desk, 1)
    qtbot.waitUntil(lambda: composer.text == "Dear Ben, your refund")


def test_an_undo_leaves_who_writes_to_another_customer(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.mouseClick(bar(desk).undo_button, LEFT)
    qtbot.waitUntil(lambda: said(desk) == "Back in Ada Fern's draft [Open]")
    assert case_name(desk) == "Ben Moss"
    assert editor.hasFocus()


def test_a_late_undo_leaves_the_case_that_was_chosen_since(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    focus_list(qtbot, desk)
    go_on = stop(desk.lanes.writer)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
    open_case(qtbot, desk, 2)
    focus_list(qtbot, desk)
    go_on()
    qtbot.waitUntil(lambda: said(desk) == "Back in Ada Fern's draft [Open]")
    assert case_name(desk) == "Cleo Wells"
    assert desk.window.inbox.list.hasFocus()


def test_a_late_undo_by_its_button_takes_no_focus_from_who_went_on(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "Hello Ada")
    button = bar(desk).undo_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    go_on = stop(desk.lanes.writer)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    field = desk.window.inbox.search_field
    field.setFocus()
    go_on()
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")
    assert field.hasFocus()


def test_a_case_that_was_left_before_it_was_shown_takes_no_focus_later(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    focus_list(qtbot, desk)
    qtbot.waitUntil(lambda: "[Undo  U]" in said(desk))
    go_on = stop(desk.lanes.reader)
    qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: case_name(desk) == "Ada Fern")
    desk.window.inbox.choose(shown_id(desk, 2))
    assert case_name(desk) == "Cleo Wells"
    go_on()
    qtbot.waitUntil(lambda: desk.window.case.case is not None)
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")
    assert not desk.window.case.composer.editor.hasFocus()


def shown_id(desk: Application, place: int) -> CaseId:
    row = desk.window.inbox.model.row_at(place)
    assert row is not None
    return row.id


def test_two_presses_while_one_answer_is_taken_back_leave_the_other(
    qtbot: QtBot,
    desk: Application,
    world: MemoryWorld,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(qtbot, desk, "Hello Ada")
    clock.go_on(2)
    send(qtbot, desk, "Hello Ben", 1)
    focus_list(qtbot, desk)
    go_on = stop(desk.lanes.writer)
    for _ in range(3):
        qtbot.keyClick(desk.window.inbox.list, Qt.Key.Key_U)
        take_a_moment(monkeypatch)
    go_on()
    qtbot.waitUntil(lambda: said(desk).startswith("Sending to Ada Fern"))
    go_out(desk, clock)
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])


def test_a_double_click_means_the_answer_that_was_shown(
    qtbot: QtBot,
    desk: Application,
    world: MemoryWorld,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(qtbot, desk, "Hello Ada")
    clock.go_on(1)
    send(qtbot, desk, "Hello Ben", 1)
    button = bar(desk).send_button
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: said(desk).startswith("Sending to Ada Fern"))
    qtbot.mouseClick(button, LEFT)
    qtbot.mouseClick(bar(desk).undo_button, LEFT)
    qtbot.waitUntil(lambda: published(world) == ["Hello Ben"])
    drain(qtbot, desk.lanes.writer)
    drain(qtbot, desk.lanes.sending)
    assert published(world) == ["Hello Ben"]
    assert said(desk).startswith("Sending to Ada Fern")
    take_a_moment(monkeypatch)
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: published(world) == ["Hello Ben", "Hello Ada"])


def test_a_button_means_what_it_showed_when_it_went_down(
    qtbot: QtBot, desk: Application, world: MemoryWorld, clock: Clock
) -> None:
    send(qtbot, desk, "Hello Ada")
    clock.go_on(1)
    button = bar(desk).send_button
    qtbot.mousePress(button, LEFT)
    queue_for_ben(qtbot, desk)
    qtbot.waitUntil(lambda: said(desk).startswith("Sending to Ben Moss"))
    qtbot.mouseRelease(button, LEFT)
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])


def queue_for_ben(qtbot: QtBot, desk: Application) -> None:
    """Queue an answer to another case, as the command line does beside the window."""
    case_id, text, ended = shown_id(desk, 1), "Hello Ben", list[None]()
    pause = timedelta(seconds=30)

    def job(desk: Desk) -> None:
        layout = split(text, LIMITS_140)
        desk.replies.queue(case_id, text, layout, LIMITS_140, pause=pause)

    desk.lanes.writer.submit(job, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    desk.window.outbox.reading.read()


def test_the_empty_composer_of_another_case_takes_nothing_back(
    qtbot: QtBot, desk: Application
) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.waitUntil(lambda: "[Undo  Alt+U]" in said(desk))
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert said(desk).startswith("Sending to Ada Fern")
    assert case_name(desk) == "Ben Moss"


def test_an_emptied_composer_is_as_good_as_an_empty_one(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    editor = desk.window.case.composer.editor
    qtbot.keyClicks(editor, "No")
    for _ in range(2):
        qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: "[Undo  Ctrl+Z]" in said(desk))
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "Hello Ada")


def test_a_key_that_comes_too_late_types_no_letter(
    qtbot: QtBot, desk: Application, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(qtbot, desk, "Hello Ada")
    go_out(desk, clock)
    qtbot.waitUntil(lambda: said(desk).startswith("Sent to Ada Fern"))
    editor = desk.window.case.composer.editor
    qtbot.keyClick(editor, Qt.Key.Key_U, ALT)
    assert said(desk) == "Too late: it is out [Delete…]"
    clock.go_on(WORD_STAYS.total_seconds() + 1)
    qtbot.waitUntil(lambda: said(desk) == "")
    take_a_moment(monkeypatch)
    qtbot.keyClick(editor, Qt.Key.Key_U, ALT)
    assert said(desk) == "Too late: it is out [Delete…]"
    assert desk.window.case.composer.text == ""


def test_its_key_may_change_and_its_buttons_stay(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    places = set[int]()
    for focus, key in (
        (desk.window.case.composer.editor, "Ctrl+Z"),
        (desk.window.inbox.list, "U"),
        (desk.window.inbox.search_field, "Alt+U"),
    ):
        focus.setFocus()
        qtbot.waitUntil(partial(saying, desk, f"[Undo  {key}]"))
        QApplication.sendPostedEvents()
        places |= {bar(desk).undo_button.x(), bar(desk).undo_button.width()}
    assert len(places) == 2


def test_a_screen_reader_hears_it_once(
    qtbot: QtBot, desk: Application, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = list[str]()

    class Accessible:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            if "Ada Fern" in event.message():
                heard.append(event.message())

    monkeypatch.setattr(announcing, "QAccessible", Accessible)
    send(qtbot, desk, "Hello Ada")
    for left in ("in 14 s", "in 13 s", "in 12 s"):
        clock.go_on(1)
        qtbot.waitUntil(partial(saying, desk, left))
    assert heard == ["Sending to Ada Fern in 15 s"]
    go_out(desk, clock)
    qtbot.waitUntil(lambda: said(desk).startswith("Sent"))
    assert heard[-1] == "Sent to Ada Fern"
    assert len(heard) == len(set(heard))


def test_without_a_pause_nothing_is_counted(
    qtbot: QtBot, open_paused: OpenAt, tmp_path: Path, world: MemoryWorld
) -> None:
    desk = open_paused()
    desk.window.case.answer.undo_s = 0
    open_case(qtbot, desk)
    editor = desk.window.case.composer.editor
    qtbot.keyClicks(editor, "At once")
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: published(world) == ["At once"])
    assert said(desk) == ""
    assert settings.load(tmp_path / "data").undo_s == 15


def ask_to_quit(desk: Application, closed: list[str]) -> QMessageBox:
    assert desk.undo is not None
    assert not desk.undo.closing.may_close(lambda: closed.append("closed"))
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    return box


def press(qtbot: QtBot, box: QMessageBox, text: str) -> None:
    button = next(one for one in box.buttons() if one.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_closing_over_a_pause_asks_and_sends_first(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    send(qtbot, desk, "Hello Ada")
    send(qtbot, desk, "Hello Ben", 1)
    closed = list[str]()
    box = ask_to_quit(desk, closed)
    assert box.text() == "2 answers have not gone out yet."
    press(qtbot, box, "Send and quit")
    qtbot.waitUntil(lambda: closed == ["closed"])
    assert sorted(published(world)) == ["Hello Ada", "Hello Ben"]


def test_a_new_start_over_a_pause_is_not_called_quit(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    send(qtbot, desk, "Hello Ada")
    wanted: list[str] = []
    desk.window.new_start_wanted.connect(lambda: wanted.append("anew"))
    desk.window.start_anew()
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    assert box.windowTitle() == "Start anew"
    assert {one.text() for one in box.buttons()} == {
        "Send and start anew", "Take back", "Start anew", "Stay",
    }  # fmt: skip
    assert "opened next" not in box.informativeText()
    press(qtbot, box, "Send and start anew")
    qtbot.waitUntil(lambda: wanted == ["anew"])
    assert published(world) == ["Hello Ada"]
    assert desk.window.isVisible()


def test_closing_over_a_pause_may_stay_or_leave_it_to_the_next_start(
    qtbot: QtBot, open_paused: OpenAt, world: MemoryWorld, clock: Clock
) -> None:
    desk = open_paused()
    assert desk.undo is not None
    assert desk.undo.closing.may_close(lambda: None)
    send(qtbot, desk, "Hello Ada")
    closed = list[str]()
    box = ask_to_quit(desk, closed)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert closed == []
    assert "Sending to Ada Fern" in said(desk)
    qtbot.waitUntil(lambda: desk.window.findChild(QMessageBox) is None)
    press(qtbot, ask_to_quit(desk, closed), "Quit")
    assert closed == ["closed"]
    assert published(world) == []
    assert desk.close()
    clock.go_on(60)
    open_paused()
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])


def test_the_window_stays_where_what_it_waits_for_cannot_go_out(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, clock: Clock, world: MemoryWorld
) -> None:
    send(qtbot, desk, "Hello Ada")
    connector.fail_next("read_page", Offline("No network."))
    closed = list[str]()
    press(qtbot, ask_to_quit(desk, closed), "Send and quit")
    qtbot.waitUntil(lambda: said(desk) == "Sending to Ada Fern…")
    clock.go_on(STAYS.total_seconds() + 1)
    qtbot.waitUntil(lambda: said(desk) == "")
    assert closed == []
    (waiting,) = desk.window.outbox.reading.entries or ()
    thread = waiting.thread
    desk.window.case.pending_acts.do(Act.SEND_NOW, thread.id, thread.case_id)
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])
    qtbot.waitUntil(lambda: said(desk).startswith("Sent to Ada Fern"))
    QApplication.processEvents()
    assert closed == [], "the person went on long ago"


def test_enter_stays(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    box = ask_to_quit(desk, [])
    qtbot.waitUntil(box.isActiveWindow)
    assert box.focusWidget() is box.defaultButton()
    qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.findChild(QMessageBox) is None)
    assert "Sending to Ada Fern" in said(desk)


def test_the_question_counts_what_goes_out_meanwhile_and_closes_after_the_last(
    qtbot: QtBot, desk: Application, clock: Clock, world: MemoryWorld
) -> None:
    send(qtbot, desk, "Hello Ada")
    clock.go_on(5)
    send(qtbot, desk, "Hello Ben", 1)
    closed = list[str]()
    box = ask_to_quit(desk, closed)
    assert box.text() == "2 answers have not gone out yet."
    go_out(desk, clock, 11)
    qtbot.waitUntil(lambda: box.text() == "1 answer has not gone out yet.")
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])
    go_out(desk, clock)
    qtbot.waitUntil(lambda: desk.window.findChild(QMessageBox) is None)
    assert closed == []
    qtbot.waitUntil(lambda: said(desk).startswith("Sent to Ben Moss"))


def test_what_waits_can_be_taken_back_from_the_question(
    qtbot: QtBot, desk: Application, clock: Clock, world: MemoryWorld
) -> None:
    send(qtbot, desk, "Hello Ada")
    clock.go_on(1)
    send(qtbot, desk, "Hello Ben", 1)
    closed = list[str]()
    press(qtbot, ask_to_quit(desk, closed), "Take all back")
    qtbot.waitUntil(lambda: "Sending" not in said(desk))
    composer = desk.window.case.composer
    qtbot.waitUntil(lambda: composer.text == "Hello Ben")
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: composer.text == "Hello Ada")
    go_out(desk, clock, 60)
    qtbot.waitUntil(lambda: desk.window.status.waiting.text() == "")
    assert (published(world), closed) == ([], [])


def test_who_writes_on_after_send_and_quit_stays(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    send(qtbot, desk, "Hello Ada")
    open_case(qtbot, desk, 1)
    closed = list[str]()
    go_on = stop(desk.lanes.sending)
    press(qtbot, ask_to_quit(desk, closed), "Send and quit")
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "One more")
    go_on()
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])
    qtbot.waitUntil(lambda: said(desk).startswith("Sent to Ada Fern"))
    QApplication.processEvents()
    assert closed == []


def test_an_answer_that_is_queued_after_send_and_quit_is_waited_for_no_less(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    send(qtbot, desk, "Hello Ada")
    closed = list[str]()
    go_on = stop(desk.lanes.sending)
    press(qtbot, ask_to_quit(desk, closed), "Send and quit")
    queue_for_ben(qtbot, desk)
    qtbot.waitUntil(lambda: said(desk).startswith("Sending to Ben Moss"))
    go_on()
    qtbot.waitUntil(lambda: published(world) == ["Hello Ada"])
    assert desk.undo is not None
    undo = desk.undo
    qtbot.waitUntil(lambda: (ada := undo.answer(ThreadId(1))) is None or ada.next_part is None)
    drain(qtbot, desk.lanes.reader)
    assert closed == []


def test_who_could_not_quit_is_asked_again(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    closed = list[str]()
    press(qtbot, ask_to_quit(desk, closed), "Quit")
    assert closed == ["closed"], "yet something else kept the window open"
    qtbot.waitUntil(lambda: desk.window.findChild(QMessageBox) is None)
    ask_to_quit(desk, closed)


def test_the_window_itself_closes_after_quit(qtbot: QtBot, desk: Application) -> None:
    send(qtbot, desk, "Hello Ada")
    desk.window.close()
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    desk.window.close()
    assert desk.window.findChildren(QMessageBox) == [box]
    press(qtbot, box, "Quit")
    qtbot.waitUntil(lambda: not desk.window.isVisible())


def entry(*states: PartState, number: int = 1, pause_s: int | None = None) -> OutboxEntry:
    thread = given_threads.thread(*states, number=number, pause_s=pause_s)
    return OutboxEntry(thread, "Ada Fern", "ada_fern", "Shop", "Hello", None)


@pytest.mark.parametrize(
    ("states", "says", "may_delete"),
    [
        ((SENT,), "Too late: it is out", True),
        ((SENDING,), "Too late: it is on its way", False),
        ((PartState.HELD,), "It cannot be taken back just now", False),
        ((SENT, SENT), "Too late: all 2 parts are out", True),
        (
            (SENT, CANCELLED, CANCELLED),
            "Too late: 1 of 3 parts is out; the rest is your draft again",
            True,
        ),
        (
            (SENDING, CANCELLED),
            "Too late: 1 of 2 parts is on its way; the rest is your draft again",
            False,
        ),
    ],
)
def test_what_came_too_late_in_words(
    states: tuple[PartState, ...], says: str, *, may_delete: bool
) -> None:
    found = late(entry(*states))
    assert found.begins == says
    assert found.can_delete == may_delete


def test_the_share_of_the_time_runs_out() -> None:
    waiting = entry(QUEUED, pause_s=20)
    shares = []
    for second in (0, 5, 19, 20):
        found = line([waiting], {}, given_threads.NOW + timedelta(seconds=second))
        shares.append(None if found is None else found.share)
    assert shares == [1.0, 0.75, 0.05, None]


def test_what_waits_goes_before_what_is_out() -> None:
    now = given_threads.NOW
    out, waiting = entry(SENT, number=2), entry(QUEUED, number=1, pause_s=5)
    found = line([waiting, out], {ThreadId(2): now}, now)
    assert found is not None
    assert (found.thread_id, found.more) == (ThreadId(1), 0)


def test_what_is_held_or_waits_for_the_network_is_left_to_others() -> None:
    now = given_threads.NOW
    over = {ThreadId(1): now}
    held = entry(PartState.HELD)
    assert line([held], over, now) is None
    going = entry(QUEUED)
    found = line([going], over, now)
    assert found is not None
    assert (found.phase, found.begins) == (Phase.GOING, "Sending to Ada Fern…")
    assert line([going], over, now + STAYS) is None
    part = replace(going.thread.parts[0], problem="Offline")
    offline = replace(going, thread=replace(going.thread, parts=(part,)))
    assert line([offline], over, now) is None


def test_how_far_a_thread_is_while_it_goes_out() -> None:
    found = line(
        [entry(SENT, SENDING, QUEUED)], {ThreadId(1): given_threads.NOW}, given_threads.NOW
    )
    assert found is not None
    assert (found.begins, found.ends) == ("Sending to Ada Fern…", "1 of 3 parts out")
