"""Acts on cases by keyboard: one or many at once, each said in the status line, each undone."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.domain.cases import CaseState, CaseView
from console.domain.kinds import KindBasis, MessageKind
from console.domain.priority import Priority
from tests.ui.conftest import NOW, OpenDesk, connect_and_sync, names, open_case, timeline
from ui.application import Application
from ui.kind_words import THANKED
from ui.quick_chooser import QuickChooser
from ui.snooze_dialog import SnoozeDialog
from ui.split_dialog import SplitDialog
from ui.views import View
from ui.word_list_dialog import WordListDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
W = TypeVar("W", bound=QWidget)
Key = Qt.Key


def press(
    qtbot: QtBot,
    desk: Application,
    key: Qt.Key,
    mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the focus is; the platform of tests activates no window by itself."""
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window.focusWidget(), key, mods)


def opened(qtbot: QtBot, desk: Application, kind: type[W]) -> W:
    """Return the dialog of a kind that is open."""

    def find() -> W | None:
        return next((one for one in desk.window.findChildren(kind) if one.isVisible()), None)

    qtbot.waitUntil(lambda: find() is not None)
    found = find()
    assert found is not None
    return found


def choose(qtbot: QtBot, desk: Application, typed: str, key: Qt.Key = Key.Key_Return) -> None:
    """Type into the chooser that is open, and press a key."""
    chooser = opened(qtbot, desk, QuickChooser)
    qtbot.keyClicks(chooser.field, typed)
    qtbot.keyClick(chooser.field, key)


def offered(chooser: QuickChooser) -> list[str]:
    return [str(chooser.model.index(n).data()) for n in range(chooser.model.rowCount())]


def view(desk: Application) -> CaseView:
    case = desk.window.case.case
    assert case is not None
    return case


def said(desk: Application) -> str:
    return desk.window.status.message.text()


def marked(desk: Application) -> int:
    return len(desk.window.inbox.marked)


def count(desk: Application, state: View) -> int:
    return desk.window.side.model.count(state)


def test_resolving_asks_in_one_line_and_goes_on_to_the_next_case(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    line = desk.window.case.resolving
    assert not line.isVisible()
    press(qtbot, desk, Key.Key_E)
    assert line.isVisible()
    assert desk.window.focusWidget() is line.field
    qtbot.keyClicks(line.field, "new parcel sent")
    line.channel.setCurrentIndex(line.channel.findText("By phone"))
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    assert not line.isVisible()
    assert said(desk) == "Resolved. Ctrl+Z takes it back."
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
    assert desk.window.focusWidget() is desk.window.inbox.list
    press(qtbot, desk, Key.Key_5, CTRL)
    qtbot.waitUntil(lambda: "Ada Fern" in names(desk))
    open_case(qtbot, desk, names(desk).index("Ada Fern"))
    header = desk.window.case.header
    assert header.story.text().startswith("Solved by phone: new parcel sent. ")


def test_esc_leaves_the_case_as_it_is(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    qtbot.keyClicks(desk.window.case.resolving.field, "half")
    press(qtbot, desk, Key.Key_Escape)
    assert not desk.window.case.resolving.isVisible()
    assert desk.window.focusWidget() is desk.window.inbox.list
    assert count(desk, View.NEEDS_REPLY) == 3
    press(qtbot, desk, Key.Key_E)
    assert desk.window.case.resolving.field.text() == ""


@pytest.mark.parametrize("mods", [CTRL, Qt.KeyboardModifier(0)])
def test_empty_answer_is_recorded_as_skipped(
    qtbot: QtBot, desk: Application, mods: Qt.KeyboardModifier
) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    press(qtbot, desk, Key.Key_Return, mods)
    qtbot.waitUntil(lambda: count(desk, View.RESOLVED) == 1)
    press(qtbot, desk, Key.Key_5, CTRL)
    qtbot.waitUntil(lambda: "Ada Fern" in names(desk))
    open_case(qtbot, desk, names(desk).index("Ada Fern"))
    resolution = view(desk).resolution
    assert resolution is not None
    assert (resolution.skipped, resolution.fix) == (True, "")


def test_a_second_e_resolves_nothing(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    press(qtbot, desk, Key.Key_E)
    assert desk.window.case.resolving.isVisible()
    press(qtbot, desk, Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.case.resolving.isVisible())
    assert count(desk, View.NEEDS_REPLY) == 3


def test_the_line_closes_with_its_case(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_E)
    open_case(qtbot, desk, 1)
    assert not desk.window.case.resolving.isVisible()


def test_what_fixed_a_case_before_is_offered_and_the_touchpoint_set_along(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    line = desk.window.case.resolving
    press(qtbot, desk, Key.Key_E)
    qtbot.waitUntil(lambda: line.touchpoint.findText("delivery") > 0)
    line.touchpoint.setCurrentText("delivery")
    qtbot.keyClicks(line.field, "refunded by hand")
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
    qtbot.waitUntil(lambda: said(desk).startswith("Resolved."))  # the next case opens before that
    press(qtbot, desk, Key.Key_E)
    qtbot.waitUntil(lambda: "refunded by hand" in line.field.placeholderText())
    qtbot.keyClicks(line.field, "ref")
    assert line.field.text() == "refunded by hand"
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: count(desk, View.RESOLVED) == 2)
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: said(desk) == "Undone: Resolve case of Ben Moss")
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")  # who goes on is not led away
    press(qtbot, desk, Key.Key_Z, CTRL)  # touchpoint and solution are one act
    qtbot.waitUntil(lambda: count(desk, View.RESOLVED) == 0)
    qtbot.waitUntil(lambda: view(desk).row.name == "Ada Fern")
    assert view(desk).row.touchpoint == ""


def test_a_touchpoint_is_chosen_by_a_few_letters(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_T)
    choose(qtbot, desk, "deliv")
    qtbot.waitUntil(lambda: view(desk).row.touchpoint == "delivery")
    assert "delivery" in desk.window.case.header.chips.words
    assert said(desk) == "Touchpoint delivery. Ctrl+Z takes it back."
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: view(desk).row.touchpoint == "")
    press(qtbot, desk, Key.Key_T)
    choose(qtbot, desk, "lost property office")
    qtbot.waitUntil(lambda: view(desk).row.touchpoint == "lost property office")


def test_the_list_of_touchpoints_is_edited(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_T)
    chooser = opened(qtbot, desk, QuickChooser)
    qtbot.waitUntil(lambda: "Edit list…" in offered(chooser))
    qtbot.keyClick(chooser.field, Key.Key_Up)
    qtbot.keyClick(chooser.field, Key.Key_PageDown)
    qtbot.keyClick(chooser.field, Key.Key_PageDown)
    qtbot.keyClick(chooser.field, Key.Key_Return)
    dialog = opened(qtbot, desk, WordListDialog)
    dialog.words.setPlainText("till\ntill")
    qtbot.keyClick(dialog.words, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "twice" in dialog.message.text())
    dialog.words.setPlainText("till\n\nshelf")
    qtbot.keyClick(dialog.words, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not desk.window.findChildren(WordListDialog))
    press(qtbot, desk, Key.Key_T)
    chooser = opened(qtbot, desk, QuickChooser)
    qtbot.waitUntil(lambda: offered(chooser) == ["till", "shelf", "Edit list…"])
    qtbot.keyClick(chooser.field, Key.Key_Escape)


def test_tags_are_put_on_and_taken_off(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_T, SHIFT)
    choose(qtbot, desk, "VIP", Key.Key_Tab)
    choose(qtbot, desk, "gift")
    qtbot.waitUntil(lambda: view(desk).row.tags == ("gift", "vip"))
    assert desk.window.case.header.chips.words == ("gift", "vip")
    press(qtbot, desk, Key.Key_T, SHIFT)
    choose(qtbot, desk, "vip")
    qtbot.waitUntil(lambda: view(desk).row.tags == ("gift",))
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: view(desk).row.tags == ("gift", "vip"))


def test_esc_in_the_tags_changes_nothing(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_T, SHIFT)
    choose(qtbot, desk, "vip", Key.Key_Tab)
    qtbot.keyClick(opened(qtbot, desk, QuickChooser).field, Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(QuickChooser))
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: said(desk) == "There is nothing to undo.")


def test_priority_is_said_by_hand_and_left_to_the_rule_again(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_P)
    choose(qtbot, desk, "urg")
    qtbot.waitUntil(lambda: view(desk).row.priority is Priority.URGENT)
    assert "Urgent: set by hand" in desk.window.case.header.facts.text()
    press(qtbot, desk, Key.Key_P)
    choose(qtbot, desk, "by rule")
    qtbot.waitUntil(lambda: view(desk).row.priority is None)
    assert "Urgent" not in desk.window.case.header.facts.text()


def test_kind_of_the_customers_post_is_said_and_marked_in_the_timeline(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_Y)
    choose(qtbot, desk, "thanks")
    qtbot.waitUntil(lambda: view(desk).row.kind is MessageKind.THANKS)
    qtbot.waitUntil(lambda: desk.window.case.model.entry(0).below == "Marked as thanks")
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: desk.window.case.model.entry(0).below == "")
    (post,) = view(desk).messages
    assert getattr(post, "kind_basis", None) is KindBasis.RULE


def test_spam_is_put_aside_and_brought_back(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_Exclam)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: view(desk).row.name == "Ada Fern")
    assert view(desk).row.state is CaseState.NEEDS_REPLY


def test_a_case_sleeps_till_a_moment_that_is_typed(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_S)
    dialog = opened(qtbot, desk, SnoozeDialog)
    qtbot.keyClicks(dialog.field, "in 3 h")
    qtbot.keyClick(dialog.field, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    assert said(desk).startswith("Snoozed till ")
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss")
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


def test_many_marked_cases_are_resolved_by_one_line_and_come_back_by_one_undo(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_X)
    open_case(qtbot, desk, 1)
    press(qtbot, desk, Key.Key_X)
    assert marked(desk) == 2
    press(qtbot, desk, Key.Key_E)
    line = desk.window.case.resolving
    assert line.question.text() == "What fixed these 2 cases?"
    qtbot.keyClicks(line.field, "all parcels found")
    press(qtbot, desk, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["Cleo Wells"])
    assert said(desk) == "Resolved: 2 cases. Ctrl+Z takes it back."
    assert marked(desk) == 0
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    assert said(desk) == "Undone: Resolve 2 cases"


def test_tags_of_many_tell_which_some_bear(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_T, SHIFT)
    choose(qtbot, desk, "vip")
    qtbot.waitUntil(lambda: view(desk).row.tags == ("vip",))
    press(qtbot, desk, Key.Key_X)
    open_case(qtbot, desk, 1)
    press(qtbot, desk, Key.Key_X)
    press(qtbot, desk, Key.Key_T, SHIFT)
    chooser = opened(qtbot, desk, QuickChooser)
    qtbot.waitUntil(lambda: offered(chooser) == ["vip"])
    one = chooser.model.at(0)
    assert one is not None
    assert (one.ticked, one.note) == (None, "on 1 of 2")
    qtbot.keyClick(chooser.field, Key.Key_Return)
    qtbot.waitUntil(lambda: view(desk).row.name == "Ben Moss" and view(desk).row.tags == ("vip",))


def test_what_was_undone_is_done_again(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_T)
    choose(qtbot, desk, "app")
    qtbot.waitUntil(lambda: view(desk).row.touchpoint == "app")
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: view(desk).row.touchpoint == "")
    press(qtbot, desk, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: view(desk).row.touchpoint == "app")
    assert said(desk) == "Done again: Set touchpoint case of Ada Fern"


def test_undo_of_an_act_from_before_the_start_says_when_it_was_done(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    first = open_desk()
    open_case(qtbot, first)
    press(qtbot, first, Key.Key_T)
    choose(qtbot, first, "app")
    qtbot.waitUntil(lambda: view(first).row.touchpoint == "app")
    assert first.close()
    second = open_desk()
    press(qtbot, second, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "done before this start" in said(second))
    qtbot.waitUntil(lambda: second.window.case.case is not None)
    assert view(second).row.name == "Ada Fern"


def two_conversations(qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld) -> Application:
    """Returns a desk with two cases of Ada."""
    ada = next(post.author for post in world.posts() if post.author.handle == "ada_fern")
    world.add_post(ada, "@Shop and the kettle is dented", at=NOW - timedelta(minutes=5))
    desk = open_desk()
    assert names(desk)[:2] == ["Ada Fern", "Ada Fern"]
    return desk


def test_two_cases_of_one_contact_are_merged_and_taken_apart_again(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    desk = two_conversations(qtbot, open_desk, world)
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_M)
    chooser = opened(qtbot, desk, QuickChooser)
    qtbot.waitUntil(lambda: len(offered(chooser)) == 1)
    assert "still" in offered(chooser)[0]
    qtbot.keyClick(chooser.field, Key.Key_Return)
    qtbot.waitUntil(lambda: len(timeline(desk)) == 2)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(desk)) == 4)


def test_merged_cases_are_marked_no_more(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    desk = two_conversations(qtbot, open_desk, world)
    for place in (0, 1):
        open_case(qtbot, desk, place)
        press(qtbot, desk, Key.Key_X)
    press(qtbot, desk, Key.Key_M)
    choose(qtbot, desk, "")
    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    assert marked(desk) == 0
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(desk)) == 4)


def test_a_case_of_another_contact_is_not_merged_but_the_contacts_offered(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_M)
    chooser = opened(qtbot, desk, QuickChooser)
    qtbot.keyClicks(chooser.field, "ben")
    qtbot.waitUntil(lambda: offered(chooser) == ["Ben Moss"])
    qtbot.keyClick(chooser.field, Key.Key_Return)
    box = opened(qtbot, desk, QMessageBox)
    assert box.text() == "Ben Moss is another contact."
    (offer,) = (one for one in box.findChildren(QPushButton) if "Merge" in one.text())
    with qtbot.waitSignal(desk.window.right.acts.contacts_wanted):
        qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)


def test_messages_are_split_off_into_a_case_of_their_own(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    ada = next(post for post in world.posts() if post.author.handle == "ada_fern")
    for minute, text in ((8, "@Shop hello?"), (6, "@Shop also: wrong invoice")):
        at = NOW - timedelta(minutes=minute)
        world.add_post(ada.author, text, at=at, reply_to=ada.remote_id)
    desk = open_desk()
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_D, SHIFT)
    dialog = opened(qtbot, desk, SplitDialog)
    assert dialog.ticked() == [2]  # the customer's last post
    qtbot.keyClick(dialog.list, Key.Key_Up)
    qtbot.mouseClick(dialog.from_here, Qt.MouseButton.LeftButton)
    assert dialog.ticked() == [1, 2]
    qtbot.keyClick(dialog.list, Key.Key_Space)
    assert dialog.ticked() == [2]
    qtbot.keyClick(dialog.list, Key.Key_Return)
    qtbot.waitUntil(lambda: timeline(desk) == ["@Shop also: wrong invoice"])
    qtbot.waitUntil(lambda: len(names(desk)) == 4)
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(desk)) == 3)


def test_all_messages_cannot_be_split_off(qtbot: QtBot, open_desk: OpenDesk,
                                          world: MemoryWorld) -> None:  # fmt: skip
    desk = two_conversations(qtbot, open_desk, world)
    open_case(qtbot, desk)
    press(qtbot, desk, Key.Key_D, SHIFT)
    qtbot.waitUntil(lambda: "nothing to split off" in said(desk))
    press(qtbot, desk, Key.Key_M)
    choose(qtbot, desk, "")
    qtbot.waitUntil(lambda: len(timeline(desk)) == 2)
    press(qtbot, desk, Key.Key_D, SHIFT)
    dialog = opened(qtbot, desk, SplitDialog)
    assert dialog.ticked() == [1]  # the newest conversation
    qtbot.keyClick(dialog.list, Key.Key_Up)
    qtbot.keyClick(dialog.list, Key.Key_Space)
    assert not dialog.split_button.isEnabled()
    assert dialog.said.text() == "One message at least stays in the case."
    qtbot.keyClick(dialog.list, Key.Key_Escape)


def test_a_promise_stands_in_the_head_and_is_kept_by_a_click(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    def set_up(desk: Desk) -> None:
        connect_and_sync(desk)
        ada = desk.cases.rows()[0]
        desk.triage.promise(ada.id, "call back", datetime.now(UTC) + timedelta(hours=2))

    desk = open_desk(set_up=set_up)
    open_case(qtbot, desk)
    header = desk.window.case.header
    assert header.story.text().startswith("Promised by ")
    assert header.story.text().endswith(": call back")
    qtbot.mouseClick(header.kept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not header.kept_button.isVisible())
    assert header.story.text() == ""
    press(qtbot, desk, Key.Key_Z, CTRL)
    qtbot.waitUntil(header.kept_button.isVisible)


def test_thanks_after_the_resolution_are_marked(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld
) -> None:
    def set_up(desk: Desk) -> None:
        connect_and_sync(desk)
        ada = desk.cases.rows()[0]
        desk.triage.resolve((ada.id,), fix="sent anew")

    desk = open_desk(set_up=set_up)
    ada = next(post for post in world.posts() if post.author.handle == "ada_fern")
    at = datetime.now(UTC)
    world.add_post(ada.author, "@Shop thank you so much!", at=at, reply_to=ada.remote_id)
    press(qtbot, desk, Key.Key_F5)
    press(qtbot, desk, Key.Key_5, CTRL)
    qtbot.waitUntil(lambda: "Ada Fern" in names(desk))
    open_case(qtbot, desk, names(desk).index("Ada Fern"))
    qtbot.waitUntil(lambda: len(timeline(desk)) == 2)
    assert desk.window.case.header.story.text().endswith("Ada said thanks")
    assert desk.window.case.model.entry(1).below == THANKED
