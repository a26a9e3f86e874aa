"""What a person does about an answer is done to what was before them, and once."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import ThreadId
from console.domain.outbox import PartState, ReplyThread
from console.domain.remote import NewPost, Published
from console.errors import NoAnswer, NotSummoned, RateLimited
from console.store import publishing
from tests.ui.conftest import NOW, OWN, open_case, timeline
from tests.ui.test_hand_off import LEFT, TEXT, button, form_of, queue, visible
from tests.ui.test_late_answers import Hold, hold
from ui import words
from ui.application import Application
from ui.pending_acts import STOPPED
from ui.pending_choices import Act
from ui.pending_head import PendingHead

__all__ = ["hold"]

PARTS = "Sorry, Ada. It is on its way.\fWe will call you tomorrow."


def shown_thread(desk: Application) -> ReplyThread:
    case = desk.window.case.case
    assert case is not None
    return case.threads[0]


def stored(qtbot: QtBot, desk: Application, thread_id: ThreadId) -> ReplyThread:
    found: list[ReplyThread] = []
    desk.lanes.writer.submit(lambda each: each.outbox.thread(thread_id), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def elsewhere(qtbot: QtBot, desk: Application, job: Callable[[Desk], Changes]) -> None:
    """Does what another window or the command line may do: this one does not hear of it."""
    done: list[Changes] = []
    desk.lanes.writer.submit(job, done.append)
    qtbot.waitUntil(lambda: bool(done))


def refuse(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, text: str = PARTS
) -> ReplyThread:
    """Leaves an answer in the open case whose first part was refused."""
    connector.fail_next("publish", NotSummoned("It mentions nobody of us."))
    queue(qtbot, desk, text)
    qtbot.waitUntil(lambda: visible(desk, "Open in browser"))
    return shown_thread(desk)


def addresses_of(desk: Application) -> list[QUrl]:
    opened: list[QUrl] = []
    desk.window.case.pending_acts.open_address = opened.append
    return opened


def public(world: MemoryWorld) -> list[str]:
    return [post.text for post in world.posts() if post.author == OWN]


def go_on_elsewhere(
    qtbot: QtBot,
    desk: Application,
    connector: MemoryConnector,
    world: MemoryWorld,
    thread: ReplyThread,
) -> None:
    """Lets part 1 be posted by hand by somebody else, after which part 2 is refused."""
    asked = next(post for post in world.posts() if post.author.handle == "ada_fern")
    made = world.add_post(
        OWN, thread.parts[0].text, at=NOW + timedelta(minutes=1), reply_to=asked.remote_id
    )

    def post_by_hand(each: Desk) -> Changes:
        each.outbox.hand_off(thread.id)
        return each.outbox.posted(thread.id, made.remote_id)

    elsewhere(qtbot, desk, post_by_hand)
    connector.fail_next("publish", NotSummoned("It mentions nobody of us."))
    desk.courier.publish()
    qtbot.waitUntil(lambda: stored(qtbot, desk, thread.id).parts[1].state is PartState.REFUSED)


@pytest.mark.parametrize("act", [Act.RETRY, Act.HAND_OFF])
def test_word_on_a_part_is_not_taken_for_the_next_one(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, world: MemoryWorld, act: Act
) -> None:
    open_case(qtbot, desk)
    opened = addresses_of(desk)
    thread = refuse(qtbot, desk, connector)
    go_on_elsewhere(qtbot, desk, connector, world, thread)
    with qtbot.waitSignal(desk.window.case.troubled):
        desk.window.case.answers.act(act, thread)  # as it was on the screen
    assert opened == []


@pytest.mark.parametrize("word", ["Posted", "Not posted"])
def test_what_is_said_of_a_part_is_not_taken_for_the_next_one(
    qtbot: QtBot,
    desk: Application,
    connector: MemoryConnector,
    world: MemoryWorld,
    hold: Hold,
    word: str,
) -> None:
    open_case(qtbot, desk)
    addresses_of(desk)
    refuse(qtbot, desk, connector)
    pending = desk.window.case.pending
    qtbot.mouseClick(button(pending, "Open in browser"), LEFT)
    qtbot.waitUntil(lambda: visible(desk, word))
    thread = shown_thread(desk)
    go_on = hold(desk.lanes.reader)  # what is shown stays as it is
    go_on_elsewhere(qtbot, desk, connector, world, thread)

    def open_next(each: Desk) -> Changes:
        each.outbox.hand_off(thread.id)
        return Changes()

    elsewhere(qtbot, desk, open_next)
    qtbot.mouseClick(button(pending, word), LEFT)
    assert stored(qtbot, desk, thread.id).parts[1].is_opened
    go_on()
    qtbot.waitUntil(lambda: shown_thread(desk).parts[1].is_opened)  # it is read anew


def test_answer_is_shown_as_it_is_by_now_where_a_link_came_too_late(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    addresses_of(desk)
    thread = refuse(qtbot, desk, connector)
    pending = desk.window.case.pending
    qtbot.mouseClick(button(pending, "Open in browser"), LEFT)
    qtbot.waitUntil(lambda: visible(desk, "Posted"))

    def take_back(each: Desk) -> Changes:
        return each.outbox.not_posted(thread.id) | each.outbox.cancel(thread.id)

    elsewhere(qtbot, desk, take_back)
    qtbot.mouseClick(button(pending, "Posted"), LEFT)
    qtbot.waitUntil(lambda: not pending.isVisible())


def test_send_anyway_knows_only_what_was_on_the_screen(
    qtbot: QtBot, desk: Application, world: MemoryWorld, hold: Hold
) -> None:
    open_case(qtbot, desk)
    ada = next(post for post in world.posts() if post.author.handle == "ada_fern")
    world.add_post(ada.author, "@Shop wait", at=datetime.now(UTC), reply_to=ada.remote_id)
    composer = desk.window.case.composer
    qtbot.keyClicks(composer.editor, TEXT)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: visible(desk, "Send anyway"))
    thread = shown_thread(desk)
    wrote = "@Shop it came, send nothing"
    world.add_post(ada.author, wrote, at=datetime.now(UTC), reply_to=ada.remote_id)
    go_on = hold(desk.lanes.reader)  # it comes in, and is not on the screen yet
    with qtbot.waitSignal(desk.courier.told, check_params_cb=lambda: not desk.courier.syncing):
        qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.mouseClick(button(desk.window.case.pending, "Send anyway"), LEFT)
    qtbot.waitUntil(
        lambda: any(
            caution.text == wrote for caution in stored(qtbot, desk, thread.id).parts[0].cautions
        )
    )
    go_on()
    assert public(world) == []


def test_send_anyway_knows_what_came_in_since_it_was_held(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    ada = next(post for post in world.posts() if post.author.handle == "ada_fern")
    world.add_post(ada.author, "@Shop wait", at=datetime.now(UTC), reply_to=ada.remote_id)
    composer = desk.window.case.composer
    qtbot.keyClicks(composer.editor, TEXT)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: visible(desk, "Send anyway"))
    wrote = "@Shop and thank you"
    world.add_post(ada.author, wrote, at=datetime.now(UTC), reply_to=ada.remote_id)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: wrote in timeline(desk))
    qtbot.mouseClick(button(desk.window.case.pending, "Send anyway"), LEFT)
    qtbot.waitUntil(lambda: public(world) == [TEXT])


def test_key_pressed_twice_opens_once(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    opened = addresses_of(desk)
    refuse(qtbot, desk, connector)
    timeline = desk.window.case.timeline
    timeline.setFocus()
    qtbot.waitUntil(desk.window.actions_by_name["hand_off"].isEnabled)
    for _ in range(2):
        qtbot.keyClick(timeline, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: visible(desk, "Posted"))
    stored(qtbot, desk, shown_thread(desk).id)  # behind whatever else was wanted
    assert len(opened) == 1
    assert form_of(desk.window.case.pending).field.hasFocus()


def test_second_click_is_no_second_word_also_when_the_case_was_read_meanwhile(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, hold: Hold
) -> None:
    open_case(qtbot, desk)
    opened = addresses_of(desk)
    refuse(qtbot, desk, connector)
    go_on = hold(desk.lanes.writer)
    open_button = button(desk.window.case.pending, "Open in browser")
    qtbot.mouseClick(open_button, LEFT)
    with qtbot.waitSignal(desk.window.case.shown):
        desk.window.case.read()  # as after any sync
    qtbot.mouseClick(open_button, LEFT)
    go_on()
    qtbot.waitUntil(lambda: visible(desk, "Posted"))
    stored(qtbot, desk, shown_thread(desk).id)
    assert len(opened) == 1


def test_word_is_taken_again_after_one_that_could_not_be_done(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    addresses_of(desk)
    thread = refuse(qtbot, desk, connector)
    acts = desk.window.case.pending_acts
    with qtbot.waitSignal(desk.window.case.troubled):
        acts.do(Act.RETRY, thread.id, thread.case_id, part_id=thread.parts[1].id)
    desk.window.case.answers.act(Act.HAND_OFF, thread)
    qtbot.waitUntil(lambda: visible(desk, "Posted"))


def test_draft_can_be_written_again_where_nothing_could_be_taken_back(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    case, heard = desk.window.case, list[object]()
    assert case.row is not None
    with qtbot.waitSignal(case.troubled):
        case.pending_acts.take_back(ThreadId(99), case.row.id, heard.append)
    assert heard == [None]
    qtbot.waitUntil(lambda: case.answer.is_restored)
    qtbot.keyClicks(case.composer.editor, TEXT)
    qtbot.waitUntil(case.composer.send_button.isEnabled)


def test_taken_back_too_late_it_is_heard_how_the_answer_stands(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    case, heard = desk.window.case, list[ReplyThread | None]()
    queue(qtbot, desk, TEXT)
    thread = shown_thread(desk)
    qtbot.waitUntil(lambda: not case.pending.isVisible())
    with qtbot.assertNotEmitted(case.troubled):
        case.pending_acts.take_back(thread.id, thread.case_id, heard.append)
        qtbot.waitUntil(lambda: bool(heard))
    assert heard[0] is not None
    assert heard[0].parts[0].state is PartState.SENT


def test_after_stop_it_is_said_where_the_rest_is(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    connector.fail_next("publish", NoAnswer("X gave no answer."))
    queue(qtbot, desk, PARTS)
    qtbot.waitUntil(lambda: visible(desk, "Stop"))
    qtbot.mouseClick(button(desk.window.case.pending, "Stop"), LEFT)
    qtbot.waitUntil(lambda: desk.window.status.message.text() == STOPPED)
    qtbot.waitUntil(lambda: desk.window.case.composer.text == "We will call you tomorrow.")


def boxes(desk: Application) -> list[QMessageBox]:
    return [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]


def question(desk: Application) -> QMessageBox:
    (box,) = boxes(desk)
    return box


def say_yes(qtbot: QtBot, box: QMessageBox) -> None:
    yes = next(each for each in box.buttons() if each.text().startswith("Delete"))
    qtbot.mouseClick(yes, LEFT)


@pytest.fixture
def half_out(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, monkeypatch: pytest.MonkeyPatch
) -> ReplyThread:
    """An answer in the open case of which part 1 of 3 is public, and part 2 was refused."""
    publish = connector.publish

    def publish_once(post: NewPost) -> Published:
        published = publish(post)
        monkeypatch.undo()
        connector.fail_next("publish", NotSummoned("It mentions nobody of us."))
        return published

    monkeypatch.setattr(connector, "publish", publish_once)
    open_case(qtbot, desk)
    queue(qtbot, desk, f"{PARTS}\fThat is all.")
    qtbot.waitUntil(lambda: visible(desk, "Open in browser"))
    return shown_thread(desk)


def ask(desk: Application) -> QMessageBox:
    more = button(desk.window.case.pending, "More")
    next(one for one in more.menu().actions() if one.text() == "Delete…").trigger()
    return question(desk)


def test_deletion_is_asked_about_with_its_price_and_enter_keeps(
    qtbot: QtBot, desk: Application, half_out: ReplyThread, world: MemoryWorld
) -> None:
    assert len(half_out.parts) == 3
    box = ask(desk)
    assert box.text() == "Delete this post from X?"
    assert "Others may have seen it already." in box.informativeText()
    assert "$0.01" in box.informativeText()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not box.isVisible()
    stored(qtbot, desk, half_out.id)
    assert len(public(world)) == 1
    say_yes(qtbot, ask(desk))
    qtbot.waitUntil(lambda: public(world) == [])
    qtbot.waitUntil(lambda: desk.window.case.composer.text.startswith("Sorry, Ada."))


def test_deletion_is_asked_about_anew_where_more_is_public_by_the_yes(
    qtbot: QtBot, desk: Application, half_out: ReplyThread, world: MemoryWorld
) -> None:
    box = ask(desk)
    elsewhere(qtbot, desk, lambda each: each.outbox.retry(half_out.id))
    desk.courier.publish()  # which ends the answer: its block goes
    qtbot.waitUntil(lambda: not desk.window.case.pending.isVisible())
    say_yes(qtbot, box)
    anew = "Delete these 3 posts from X?"
    qtbot.waitUntil(lambda: [each.text() for each in boxes(desk)] == [anew])
    assert len(public(world)) == 3
    say_yes(qtbot, question(desk))
    qtbot.waitUntil(lambda: public(world) == [])


def test_nothing_is_deleted_while_a_part_is_on_its_way(
    qtbot: QtBot, desk: Application, half_out: ReplyThread, world: MemoryWorld
) -> None:
    box = ask(desk)

    def send(each: Desk) -> Changes:
        changes, context = each.outbox.retry(half_out.id), each._context
        assert publishing.claim(context.db, half_out.parts[1].id, "x", context.now(), 60_000)
        return changes

    elsewhere(qtbot, desk, send)
    with qtbot.waitSignal(desk.window.case.troubled):
        say_yes(qtbot, box)
    assert len(public(world)) == 1


def test_words_of_a_pause_are_others_when_it_is_over(
    qtbot: QtBot, desk: Application, hold: Hold
) -> None:
    open_case(qtbot, desk)
    case = desk.window.case
    case.answer.undo_s = 1
    go_on = hold(desk.lanes.sending)  # so that it only waits after that
    qtbot.keyClicks(case.composer.editor, TEXT)
    qtbot.mouseClick(case.composer.send_button, LEFT)
    qtbot.waitUntil(lambda: visible(desk, "Send now"))
    qtbot.waitUntil(lambda: not visible(desk, "Send now"))
    assert visible(desk, "Take back")
    go_on()
    qtbot.waitUntil(lambda: not case.pending.isVisible())


def test_answer_says_till_when_its_account_waits(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    open_case(qtbot, desk)
    reset_at = datetime.now(UTC) + timedelta(minutes=20)
    connector.fail_next("publish", RateLimited("X asks to wait.", reset_at=reset_at))
    queue(qtbot, desk, TEXT)
    says = {f"goes on at {words.clock(reset_at + timedelta(seconds=each))}." for each in (0, 5)}
    head = desk.window.case.pending.findChildren(PendingHead)[0]
    qtbot.waitUntil(lambda: any(head.said.text().endswith(each) for each in says))
    assert any(label.text() == "X asks to wait." for label in head.findChildren(QLabel))
