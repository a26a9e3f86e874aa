"""The tab of the rules: what each says and did, and what a person does with them."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effects, NewRule
from console.domain.watches import NewWatch
from tests.ui.conftest import NOW, OpenDesk, connect_and_sync
from tests.ui.test_case_acts import press
from tests.ui.test_mutes import bare
from tests.ui.test_watches_page import held
from ui import rule_words
from ui.application import Application
from ui.rule_acts import RuleAct
from ui.rule_apply_dialog import RuleApplyDialog
from ui.rule_dialog import RuleDialog
from ui.rules_tab import RulesTab
from ui.watches_page import Tab

KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
PARCELS = NewRule(
    "Parcels",
    Conditions(words=("parcel", "package")),
    Effects(("late",), "Delivery", Priority.HIGH),
)
THANKS = NewRule("Thanks", Conditions(words=("thank you",)), Effects(resolve=True))
MONEY = NewRule("Money", Conditions(handle="ben_moss"), Effects(("money",)))


def with_rules(desk: Desk) -> None:
    """Connects and syncs; the rules come after the posts, so they have done nothing yet."""
    connect_and_sync(desk)
    for rule in (PARCELS, THANKS, MONEY):
        desk.rules.add(rule)


@pytest.fixture
def desk(open_desk: OpenDesk) -> Application:
    return open_desk(set_up=with_rules)


@pytest.fixture
def tab(qtbot: QtBot, desk: Application) -> RulesTab:
    return show(qtbot, desk)


def show(qtbot: QtBot, desk: Application, count: int = 3) -> RulesTab:
    """Goes to the tab, and waits till its rules are there."""
    window = desk.window
    qtbot.keyClick(window, KEYS.Key_9, CTRL)
    window.watches.page.show_tab(Tab.RULES)
    tab = window.watches.page.rules
    qtbot.waitUntil(lambda: len(tab.rules) == count)
    window.watches.page.go_to_list()
    return tab


def row(tab: RulesTab, place: int) -> list[str]:
    """Returns what stands in a row, from the top and the left."""
    lines = tab.list.rows.entries[place].lines
    return [bare(cell.text) for cells in lines for cell in cells]


def listed(tab: RulesTab) -> list[str]:
    return [row(tab, place)[0] for place in range(len(tab.list.rows.entries))]


def switched(tab: RulesTab) -> list[str]:
    return [row(tab, place)[1] for place in range(len(tab.list.rows.entries))]


def status(desk: Application) -> str:
    return bare(desk.window.status.message.text())


def dialog_of(desk: Application, kind: type[QDialog]) -> QDialog:
    (found,) = [one for one in desk.window.findChildren(kind) if one.isVisible()]
    return found


def apply_dialog(qtbot: QtBot, desk: Application, tab: RulesTab) -> RuleApplyDialog:
    """Asks to apply the chosen rule, and waits for what it would do."""
    qtbot.keyClick(tab.list, KEYS.Key_A)
    found = dialog_of(desk, RuleApplyDialog)
    assert isinstance(found, RuleApplyDialog)
    qtbot.waitUntil(lambda: found.preview.words.text().startswith("Would fit"))
    return found


def test_each_rule_says_when_then_and_what_it_did(tab: RulesTab) -> None:
    assert row(tab, 0) == [
        "Parcels",
        "on",
        "nothing yet",
        "When the text has “parcel” or “package”",
        "→ tag late, touchpoint Delivery, priority high",
    ]
    assert row(tab, 2)[3:] == ["When @ben_moss wrote it", "→ tag money"]
    heard = tab.list.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == ("“Thanks”, on.  When the text has “thank you” then resolve. nothing yet")
    assert tab.list.hasFocus()
    assert [rule.new.name for rule in tab.marked] == ["Parcels"]


def test_sentence_of_every_condition() -> None:
    when = Conditions(
        words=("a", "b", "c"), without=("d",), kind=MessageKind.COMPLAINT, lang="de", summoned=False
    )
    assert bare(rule_words.when(when, {}, {})) == (
        "When the text has “a”, “b” or “c”, it does not have “d”, it is a complaint, it is in"
        " German and it neither mentions nor quotes us"
    )
    assert rule_words.then(Effects(("x", "y"), resolve=True)) == "tags x and y, resolve"


def test_without_a_rule_the_tab_says_what_one_is_for_and_begins_one(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    tab = show(qtbot, desk, 0)

    def said() -> list[str]:
        return [label.text() for label in tab.state.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: said() == list(rule_words.NO_RULES))
    (button,) = tab.state.findChildren(QPushButton)
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, LEFT)
    found = dialog_of(desk, RuleDialog)
    assert isinstance(found, RuleDialog)
    qtbot.keyClicks(found.fields.words, "parcel")
    qtbot.keyClicks(found.fields.tags, "late")
    qtbot.mouseClick(found.save_button, LEFT)
    qtbot.waitUntil(lambda: [rule.new.name for rule in tab.rules] == ["parcel → tag late"])
    assert tab.list.isVisible()
    assert len(tab.marked) == 1


def test_space_switches_off_and_on_and_undo_takes_it_back(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    qtbot.keyClick(tab.list, KEYS.Key_Down, SHIFT)
    qtbot.keyClick(tab.list, KEYS.Key_Space)
    qtbot.waitUntil(lambda: switched(tab) == ["off", "off", "on"])
    assert status(desk) == "2 rules switched off. Ctrl+Z takes it back."
    assert tab.acts.buttons[RuleAct.SWITCH].text() == "Switch on"
    assert len(tab.marked) == 2
    press(qtbot, desk, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: switched(tab) == ["on", "on", "on"])
    qtbot.keyClick(tab.list, KEYS.Key_Space)
    qtbot.waitUntil(lambda: switched(tab) == ["off", "off", "on"])
    qtbot.keyClick(tab.list, KEYS.Key_Space)
    qtbot.waitUntil(lambda: switched(tab) == ["on", "on", "on"])


def test_removed_rule_comes_back_and_a_double_press_removes_one(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    qtbot.keyClick(tab.list, KEYS.Key_Delete)
    qtbot.keyClick(tab.list, KEYS.Key_Delete)
    qtbot.waitUntil(lambda: listed(tab) == ["Thanks", "Money"])
    assert status(desk) == "“Parcels” removed; what it did stays. Ctrl+Z brings it back."
    assert [rule.new.name for rule in tab.marked] == ["Thanks"]
    assert tab.list.hasFocus()
    press(qtbot, desk, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: listed(tab) == ["Parcels", "Thanks", "Money"])


def test_rule_is_applied_to_what_is_shown_taken_back_and_both_can_be_undone(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    assert not tab.acts.buttons[RuleAct.TAKE_BACK].isEnabled()
    found = apply_dialog(qtbot, desk, tab)
    assert found.preview.words.text() == "Would fit 1 of the last 3 posts and change 1 case."
    (entry,) = found.preview.list.rows.entries
    assert [bare(cell.text) for cell in entry.lines[0]][:3] == [
        "@ada_fern",
        "@Shop my parcel is <b>still</b> not here",
        "tag late, touchpoint Delivery, priority high",
    ]
    assert found.apply_button.text() == "Apply to 1 case"
    qtbot.keyClick(found.apply_button, KEYS.Key_Return)
    qtbot.waitUntil(lambda: row(tab, 0)[2] == "3 changes, last just now")
    assert status(desk) == "“Parcels” applied to 1 case. Ctrl+Z takes it back."
    qtbot.mouseClick(tab.acts.buttons[RuleAct.TAKE_BACK], LEFT)
    qtbot.waitUntil(lambda: row(tab, 0)[2] == "taken back")
    assert status(desk) == "What “Parcels” did to 1 case taken back. Ctrl+Z does it again."
    press(qtbot, desk, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: status(desk) == "Undone: Take back rule Parcels")
    show(qtbot, desk)  # for the case that became another was shown
    qtbot.waitUntil(lambda: row(tab, 0)[2] == "3 changes, last just now")
    press(qtbot, desk, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: status(desk) == "Undone: Apply rule Parcels")
    show(qtbot, desk)
    qtbot.waitUntil(lambda: row(tab, 0)[2] == "nothing yet")


def test_rule_that_would_change_nothing_cannot_be_applied(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    qtbot.keyClick(apply_dialog(qtbot, desk, tab).apply_button, KEYS.Key_Return)
    qtbot.waitUntil(lambda: row(tab, 0)[2].startswith("3 changes"))
    found = apply_dialog(qtbot, desk, tab)
    assert found.preview.words.text() == "Would fit 1 of the last 3 posts and change no case."
    assert not found.apply_button.isEnabled()
    assert "stays as it is" in found.preview.list.rows.entries[0].spoken
    found.close()


def test_enter_on_a_post_opens_its_case(qtbot: QtBot, desk: Application, tab: RulesTab) -> None:
    found = apply_dialog(qtbot, desk, tab)
    found.preview.list.setFocus()
    qtbot.keyClick(found.preview.list, KEYS.Key_Down)
    qtbot.keyClick(found.preview.list, KEYS.Key_Return)
    qtbot.waitUntil(lambda: desk.window.case.row is not None)
    assert desk.window.case.row is not None
    assert desk.window.case.row.name == "Ada Fern"
    assert not found.isVisible()
    assert row(tab, 0)[2] == "nothing yet"


def test_resolving_rule_leaves_a_case_that_somebody_answered_meanwhile(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    tab.list.choose(tab.rules[1].id)
    found = apply_dialog(qtbot, desk, tab)
    assert found.apply_button.text() == "Apply to 1 case"
    case_id = next(iter(found.preview.preview.cases)) if found.preview.preview else None
    assert case_id is not None
    done = threading.Event()

    def resolve(made: Desk) -> None:
        made.triage.mark_spam((case_id,))
        done.set()

    desk.lanes.writer.submit(resolve)
    qtbot.waitUntil(done.is_set)
    qtbot.keyClick(found.apply_button, KEYS.Key_Return)
    qtbot.waitUntil(lambda: "changed nothing" in status(desk))
    assert row(tab, 1)[2] == "nothing yet"


def test_taking_back_what_is_taken_back_already_is_said(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    qtbot.keyClick(apply_dialog(qtbot, desk, tab).apply_button, KEYS.Key_Return)
    qtbot.waitUntil(lambda: row(tab, 0)[2].startswith("3 changes"))
    rule_id = tab.rules[0].id
    desk.lanes.writer.submit(lambda made: made.rules.take_back(rule_id))
    with qtbot.waitSignal(tab.failed) as failed:
        qtbot.keyClick(tab.list, KEYS.Key_T)
    assert failed.args is not None
    assert "Nothing is left" in failed.args[0].message
    qtbot.waitUntil(lambda: row(tab, 0)[2] == "taken back")


def test_rule_whose_watch_was_removed_and_one_that_is_damaged_say_so(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    def set_up(made: Desk) -> None:
        connect_and_sync(made)
        (account,) = made.accounts.every()
        watch, _ = made.watches.add(
            NewWatch(account.id, "Brand", "brand", timedelta(hours=1), Decimal(5), NOW)
        )
        made.rules.add(NewRule("Hits", Conditions(watch_id=watch), Effects(("hit",))))
        broken, _ = made.rules.add(MONEY)
        made.watches.remove((watch,))
        context = made.rules._context
        with context.db.writing():
            context.db.execute("UPDATE triage_rules SET conditions = '[]' WHERE id = ?", (broken,))

    desk = open_desk(set_up=set_up)
    tab = show(qtbot, desk, 2)
    assert row(tab, 0)[3:] == [
        "The watch that it asks for was removed. Choose another, or none.",
        "When a watch that was removed found it → tag hit",
    ]
    assert row(tab, 1)[3] == "What this rule says cannot be read. Enter it anew, or remove it."
    for place in (0, 1):
        tab.list.choose(tab.rules[place].id)
        assert not tab.acts.buttons[RuleAct.APPLY].isEnabled()
    qtbot.keyClick(tab.list, KEYS.Key_Return)
    found = dialog_of(desk, RuleDialog)
    assert isinstance(found, RuleDialog)
    assert "cannot be read" in found.message.text()
    found.close()


def test_enter_changes_the_rule_and_it_stays_chosen(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    qtbot.keyClick(tab.list, KEYS.Key_Down)
    qtbot.keyClick(tab.list, KEYS.Key_Return)
    found = dialog_of(desk, RuleDialog)
    assert isinstance(found, RuleDialog)
    assert found.name.text() == "Thanks"
    found.name.selectAll()
    qtbot.keyClicks(found.name, "Praise")
    qtbot.keyClick(found.name, KEYS.Key_Return)
    qtbot.waitUntil(lambda: listed(tab) == ["Parcels", "Praise", "Money"])
    assert [rule.new.name for rule in tab.marked] == ["Praise"]
    assert status(desk).startswith("“Praise” saved")
    press(qtbot, desk, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: listed(tab) == ["Parcels", "Thanks", "Money"])


def test_acts_wait_till_what_was_written_is_read(
    qtbot: QtBot, desk: Application, tab: RulesTab
) -> None:
    with held(desk.lanes.writer):
        qtbot.keyClick(tab.list, KEYS.Key_Space)
        assert not any(
            tab.acts.buttons[act].isEnabled() for act in RuleAct if act is not RuleAct.NEW
        )
        qtbot.keyClick(tab.list, KEYS.Key_Delete)
    qtbot.waitUntil(lambda: switched(tab) == ["off", "on", "on"])
    assert listed(tab) == ["Parcels", "Thanks", "Money"]


def test_menu_offers_the_acts_in_full(qtbot: QtBot, desk: Application, tab: RulesTab) -> None:
    tab.acts.open_menu(tab.list.mapToGlobal(tab.list.rect().center()))
    (menu,) = [one for one in tab.acts.findChildren(QMenu) if one.isVisible()]
    assert [action.text().split("\t")[0] for action in menu.actions()] == [
        "New rule…",
        "Edit…",
        "Switch off",
        "Apply to the last 500 posts…",
        "Take back what it did",
        "Remove",
    ]
    assert not menu.actions()[4].isEnabled()
    menu.close()
