"""The page of the watches: what they find, what they cost, and what a person does with them."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import AccountId
from console.domain.watches import NewWatch
from console.errors import Offline
from tests.ui.conftest import NOW, OpenDesk, connect_and_sync, names
from ui.application import Application
from ui.lanes import Lane
from ui.side_view import View
from ui.watch_dialog import WatchDialog
from ui.watches_acts import WatchAct
from ui.watches_details import NO_CASES
from ui.watches_list import WatchesList
from ui.watches_model import SAID
from ui.watches_page import Tab, WatchesPage
from ui.watches_tab import WatchesTab
from ui.watches_words import Said

KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SEARCHES = {"Brand": "northwind", "Late parcels": '"parcel never came"', "Rival": "southwind"}


def new(name: str, query: str, account: AccountId, budget: str = "5") -> NewWatch:
    begin_at = NOW - timedelta(days=2)
    return NewWatch(account, name, query, timedelta(hours=1), Decimal(budget), begin_at)


def with_watches(desk: Desk, *, budget: str = "5") -> None:
    """Connects, syncs, and makes three watches: two find something."""
    connect_and_sync(desk)
    (account,) = desk.accounts.every()
    for name, query in SEARCHES.items():
        desk.watches.add(new(name, query, account.id, budget))


@pytest.fixture
def world(world: MemoryWorld) -> MemoryWorld:
    """The usual three customers, and three who mention nobody."""
    for minutes, handle, text in (
        (5, "dora_k", "northwind lost my parcel"),
        (6, "emil_z", "never again northwind"),
        (7, "finn_o", "my parcel never came and nobody answers"),
    ):
        author = world.add_user(handle)
        world.add_post(author, text, at=NOW - timedelta(minutes=minutes))
    return world


@pytest.fixture
def desk(qtbot: QtBot, open_desk: OpenDesk) -> Application:
    """A desk whose watches have looked once."""
    made = open_desk(set_up=with_watches)
    made.window.resize(1280, 800)
    qtbot.waitUntil(lambda: len(names(made)) == 6)
    return made


def show(qtbot: QtBot, desk: Application) -> WatchesTab:
    """Goes to the page by its key, and waits for its watches."""
    qtbot.keyClick(desk.window, KEYS.Key_9, CTRL)
    tab = desk.window.watches.page.watches
    qtbot.waitUntil(lambda: tab.list.isVisible() and bool(tab.list.rows.watches))
    return tab


@pytest.fixture
def tab(qtbot: QtBot, desk: Application) -> WatchesTab:
    found = show(qtbot, desk)
    qtbot.waitUntil(lambda: stands(found.list)[0].startswith("looks again"))
    return found


def listed(found: WatchesList) -> list[str]:
    return [str(found.rows.index(row).data()) for row in range(found.rows.rowCount())]


def stands(found: WatchesList) -> list[str]:
    """Returns how each watch stands, in words, from the top."""
    every = [found.rows.index(row).data(SAID) for row in range(found.rows.rowCount())]
    return [said.text for said in every if isinstance(said, Said)]


def heard(found: WatchesList, row: int) -> str:
    return str(found.rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def status(desk: Application) -> str:
    return desk.window.status.message.text()


def state_words(tab: WatchesTab) -> list[str]:
    return [label.text() for label in tab.state.findChildren(QLabel) if label.isVisible()]


def press(qtbot: QtBot, tab: WatchesTab, text: str) -> None:
    """Clicks on the button of the page that stands where no watch does."""
    buttons = [one for one in tab.state.findChildren(QPushButton) if one.text() == text]
    qtbot.waitUntil(lambda: bool(buttons) and buttons[-1].isVisible())
    qtbot.mouseClick(buttons[-1], Qt.MouseButton.LeftButton)


def click(qtbot: QtBot, tab: WatchesTab, act: WatchAct) -> None:
    qtbot.mouseClick(tab.acts.buttons[act], Qt.MouseButton.LeftButton)


@contextmanager
def held(lane: Lane) -> Iterator[None]:
    """Lets a lane do nothing else meanwhile."""
    go = threading.Event()
    lane.submit(lambda _: go.wait(20))
    try:
        yield
    finally:
        go.set()


@pytest.fixture
def said(desk: Application) -> list[str]:
    """Returns the passing words of the status line from now on, in the order they came."""
    words: list[str] = []
    desk.window.courier.said.connect(words.append)
    return words


def test_page_stands_in_the_place_of_the_cases_and_they_come_back(
    qtbot: QtBot, desk: Application
) -> None:
    window = desk.window
    window.inbox.list.setFocus()
    tab = show(qtbot, desk)
    assert not window.inbox.isVisible()
    assert not window.case.isVisible()
    assert window.side.views.currentIndex().data() == "Watches"
    assert window.focusWidget() is tab.list
    qtbot.keyClick(window, KEYS.Key_1, CTRL)
    assert window.inbox.isVisible()
    assert window.case.isVisible()
    assert not tab.isVisible()
    assert window.focusWidget() is window.inbox.list


def test_one_page_takes_the_place_of_the_other_and_the_keys_return_to_the_cases(
    qtbot: QtBot, desk: Application
) -> None:
    window = desk.window
    window.inbox.list.setFocus()
    tab = show(qtbot, desk)
    qtbot.keyClick(window, KEYS.Key_8, CTRL)
    assert window.insight.page.isVisible()
    assert not tab.isVisible()
    assert not window.inbox.isVisible()
    assert window.actions_by_name["insight_export"].isEnabled()
    qtbot.waitUntil(lambda: not window.insight.page.runner.is_under_way)
    qtbot.keyClick(window, KEYS.Key_9, CTRL)
    assert tab.isVisible()
    assert not window.insight.page.isVisible()
    assert not window.actions_by_name["insight_export"].isEnabled()
    assert window.focusWidget() is tab.list
    qtbot.keyClick(window, KEYS.Key_1, CTRL)
    assert window.focusWidget() is window.inbox.list


def test_f6_goes_through_the_parts_of_the_page(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    window, page = desk.window, desk.window.watches.page
    qtbot.waitUntil(tab.details.cases.list.isVisible)
    seen = []
    for _ in range(5):
        qtbot.keyClick(window, KEYS.Key_F6)
        seen.append(window.focusWidget())
    facts, cases = tab.details.facts, tab.details.cases.list
    assert seen == [facts, cases, window.side.views, page.tabs.tabBar(), tab.list]


def test_without_a_watch_the_page_says_what_one_is_and_begins_one(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    qtbot.keyClick(desk.window, KEYS.Key_9, CTRL)
    tab = desk.window.watches.page.watches
    qtbot.waitUntil(lambda: state_words(tab) == list(View.WATCHES.empty_words))
    assert "bills" in state_words(tab)[2]
    press(qtbot, tab, "New watch…")
    dialog = desk.window.findChild(WatchDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()


def test_without_access_the_page_leads_to_connecting(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(set_up=lambda made: made.accounts.add_handoff("by_hand"), wait=False)
    qtbot.waitUntil(lambda: desk.window.is_complete and not desk.courier.syncing)
    qtbot.keyClick(desk.window, KEYS.Key_9, CTRL)
    tab = desk.window.watches.page.watches
    qtbot.waitUntil(lambda: "No account can search" in state_words(tab))
    with qtbot.waitSignal(desk.window.connect_wanted):
        press(qtbot, tab, "Connect account…")
    for dialog in QApplication.topLevelWidgets():
        if dialog is not desk.window and dialog.isVisible():
            dialog.close()


def test_after_a_sync_the_due_watches_look_and_what_they_found_is_said(
    qtbot: QtBot, desk: Application, tab: WatchesTab, world: MemoryWorld, said: list[str]
) -> None:
    qtbot.waitUntil(lambda: "2 posts, 2 cases" in heard(tab.list, 0))
    assert "1 post, 1 case" in heard(tab.list, 1)
    assert "0 posts, 0 cases" in heard(tab.list, 2)
    world.add_post(world.add_user("gus"), "northwind again", at=NOW)
    qtbot.keyClick(tab.list, KEYS.Key_L)
    qtbot.waitUntil(lambda: said == ["“Brand” found 1 new post"])
    qtbot.waitUntil(lambda: "3 posts, 3 cases" in heard(tab.list, 0))


def test_first_look_says_what_each_watch_found(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(set_up=with_watches, wait=False)
    words: list[str] = []
    desk.courier.said.connect(words.append)
    wanted = "“Brand” found 2 new posts, “Late parcels” found 1 new post"
    qtbot.waitUntil(lambda: wanted in words)


def test_look_now_shows_how_far_it_is_and_what_came(
    qtbot: QtBot, desk: Application, tab: WatchesTab, world: MemoryWorld, said: list[str]
) -> None:
    world.add_post(world.add_user("gus"), "northwind again", at=NOW)
    with held(desk.lanes.sync):
        qtbot.keyClick(tab.list, KEYS.Key_L)
        qtbot.waitUntil(tab.look_line.isVisible)
        assert tab.look_line.words.text() == "“Brand” is looking…"
        assert stands(tab.list)[0] == "looking…"
        assert not tab.acts.buttons[WatchAct.LOOK].isEnabled()
    qtbot.waitUntil(lambda: not tab.look_line.isVisible())
    assert said == ["“Brand” found 1 new post"]
    assert status(desk) == "“Brand” found 1 new post"
    qtbot.waitUntil(tab.acts.buttons[WatchAct.LOOK].isEnabled)
    qtbot.waitUntil(lambda: len(names(desk)) == 7)


def test_look_that_finds_nothing_says_so(
    qtbot: QtBot, desk: Application, tab: WatchesTab, said: list[str]
) -> None:
    click(qtbot, tab, WatchAct.LOOK)
    qtbot.waitUntil(lambda: said == ["“Brand” found nothing new."])


def test_cancelled_look_reads_nothing_more(
    qtbot: QtBot, desk: Application, tab: WatchesTab, world: MemoryWorld, said: list[str]
) -> None:
    world.add_post(world.add_user("gus"), "northwind again", at=NOW)
    with held(desk.lanes.sync):
        click(qtbot, tab, WatchAct.LOOK)
        qtbot.waitUntil(tab.look_line.isVisible)
        qtbot.mouseClick(tab.look_line.cancel, Qt.MouseButton.LeftButton)
        assert tab.look_line.words.text().startswith("“Brand” stops")
        assert not tab.look_line.cancel.isEnabled()
    qtbot.waitUntil(lambda: said == ["“Brand” stopped looking. What it found stays."])
    assert not tab.look_line.isVisible()
    assert "2 posts, 2 cases" in heard(tab.list, 0)
    assert len(names(desk)) == 6


def test_failure_of_a_watch_stands_in_its_row_and_the_sync_went_well(
    qtbot: QtBot, desk: Application, tab: WatchesTab, connector: MemoryConnector
) -> None:
    connector.fail_next("search", Offline("X was not reached."))
    click(qtbot, tab, WatchAct.LOOK)
    qtbot.waitUntil(lambda: "X was not reached." in stands(tab.list)[0])
    assert desk.courier.problems == ()
    assert stands(tab.list)[1].startswith("looks again")
    assert tab.details.facts.problem.isVisible()
    assert "X was not reached." in tab.details.facts.problem.text()


def test_marked_watches_are_paused_together_and_go_on(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    tab.list.setFocus()
    qtbot.keyClick(tab.list, KEYS.Key_Down, SHIFT)
    button = tab.acts.buttons[WatchAct.PAUSE]
    assert not tab.acts.buttons[WatchAct.EDIT].isEnabled()
    assert button.text() == "Pause"
    qtbot.keyClick(tab.list, KEYS.Key_P)
    qtbot.waitUntil(lambda: stands(tab.list)[:2] == ["paused", "paused"])
    assert stands(tab.list)[2].startswith("looks again")
    assert status(desk) == "2 watches paused. P lets them go on."
    assert len(tab.list.marked) == 2
    assert button.text() == "Go on"
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "paused" not in stands(tab.list))


def test_space_after_look_now_does_not_pause_the_watch(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    with held(desk.lanes.sync):
        button = tab.acts.buttons[WatchAct.LOOK]
        button.setFocus()
        qtbot.keyClick(button, KEYS.Key_Space)
        assert tab.list.hasFocus()
        qtbot.keyClick(tab.list, KEYS.Key_Space)
    qtbot.waitUntil(button.isEnabled)
    assert stands(tab.list)[0] != "paused"


def test_paused_watch_cannot_look(qtbot: QtBot, desk: Application, tab: WatchesTab) -> None:
    click(qtbot, tab, WatchAct.PAUSE)
    qtbot.waitUntil(lambda: stands(tab.list)[0] == "paused")
    assert not tab.acts.buttons[WatchAct.LOOK].isEnabled()
    qtbot.keyClick(tab.list, KEYS.Key_L)
    assert desk.courier.looks.under_way is None


def test_removed_watch_comes_back_by_undo(qtbot: QtBot, desk: Application, tab: WatchesTab) -> None:
    tab.list.setFocus()
    qtbot.keyClick(tab.list, KEYS.Key_Delete)
    qtbot.keyClick(tab.list, KEYS.Key_Delete)  # a double press removes no second one
    qtbot.waitUntil(lambda: listed(tab.list) == ["Late parcels", "Rival"])
    assert status(desk) == "“Brand” removed; its cases stay. Ctrl+Z brings it back."
    assert tab.list.hasFocus()
    assert [watch.new.name for watch in tab.list.marked] == ["Late parcels"]
    qtbot.keyClick(tab.list, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: listed(tab.list) == ["Brand", "Late parcels", "Rival"])
    assert [watch.new.name for watch in tab.list.marked] == ["Late parcels"]


def test_enter_changes_a_watch_and_n_makes_one(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    def opened() -> WatchDialog | None:
        dialogs = desk.window.findChildren(WatchDialog)
        return next((one for one in dialogs if one.isVisible()), None)

    for press in (KEYS.Key_Return, KEYS.Key_E, KEYS.Key_N):
        tab.list.setFocus()
        qtbot.keyClick(tab.list, press)
        dialog = opened()
        assert dialog is not None
        assert (dialog._watch is None) is (press == KEYS.Key_N)
        dialog.close()
        qtbot.waitUntil(lambda: opened() is None)


def test_chosen_watch_shows_its_cases_and_enter_opens_one(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    cases = tab.details.cases
    qtbot.waitUntil(lambda: cases.list.isVisible() and cases.model.rowCount() == 2)
    assert tab.details.facts.query.text() == "northwind"
    qtbot.keyClick(desk.window, KEYS.Key_J)
    qtbot.waitUntil(lambda: cases.model.rowCount() == 1)
    assert tab.details.facts.query.text() == '"parcel never came"'
    cases.list.setFocus()
    cases.list.choose(0)
    qtbot.keyClick(cases.list, KEYS.Key_Return)
    qtbot.waitUntil(lambda: (row := desk.window.case.row) is not None and row.name == "finn_o")
    assert desk.window.inbox.isVisible()


def test_cases_shown_are_those_of_the_watch_chosen_last(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    cases = tab.details.cases
    qtbot.waitUntil(lambda: cases.list.isVisible() and cases.model.rowCount() == 2)
    with held(desk.lanes.reader):
        tab.list.step(2)
        tab.list.step(-1)
    qtbot.waitUntil(lambda: cases.list.isVisible() and cases.model.rowCount() == 1)
    tab.list.step(1)
    nothing = tab.details.nothing
    qtbot.waitUntil(lambda: nothing.isVisible() and nothing.text() == NO_CASES)


def test_proposed_watch_is_said_with_its_reason_and_removed_by_a_person_only(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    clock = [NOW]
    desk = open_desk(set_up=with_watches, now=lambda: clock[0])
    qtbot.waitUntil(lambda: len(names(desk)) == 6)
    tab = show(qtbot, desk)
    qtbot.waitUntil(lambda: stands(tab.list)[0].startswith("looks again"))
    assert not tab.proposal.isVisible()
    clock[0] = NOW + timedelta(days=31)
    tab.renew()
    qtbot.waitUntil(tab.proposal.isVisible)
    assert "“Brand” has found nothing for 30 days." in tab.proposal.words.text()
    qtbot.mouseClick(tab.proposal.keep, Qt.MouseButton.LeftButton)
    assert "“Late parcels” has found nothing" in tab.proposal.words.text()
    assert listed(tab.list) == ["Brand", "Late parcels", "Rival"]
    troubles: list[object] = []
    tab.failed.connect(troubles.append)
    for _ in range(2):  # a double press removes it once
        qtbot.mouseClick(tab.proposal.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed(tab.list) == ["Brand", "Rival"])
    assert troubles == []
    assert "“Rival” has found nothing" in tab.proposal.words.text()


@pytest.mark.parametrize(("of", "warned"), [("20", False), ("8", True)])
def test_budgets_of_all_watches_stand_beside_the_account_s(
    qtbot: QtBot, open_desk: OpenDesk, of: str, *, warned: bool
) -> None:
    def set_up(desk: Desk) -> None:
        with_watches(desk)
        (account,) = desk.accounts.every()
        desk.spending.set_budget(account, Decimal(of))

    tab = show(qtbot, open_desk(set_up=set_up))
    assert tab.over.isVisible() is warned
    if warned:
        assert "may cost $15 a month, more than its budget of $8" in tab.over.text()
    else:
        assert tab.money.text() == "Up to $15 of $20 a month for @Shop"


def test_tabs_are_built_when_they_are_shown(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    page = desk.window.watches.page
    assert "rules" not in page.__dict__
    bar = page.tabs.tabBar()
    bar.setFocus()
    qtbot.keyClick(bar, KEYS.Key_Right)
    assert page.tab is Tab.RULES
    assert page.rules.isVisible()
    assert not tab.isVisible()
    qtbot.keyClick(bar, KEYS.Key_Right)
    assert page.mutes.isVisible()


def test_list_of_a_tab_is_read_anew_when_it_became_another(
    qtbot: QtBot, desk: Application, tab: WatchesTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.window.watches.page
    renewed: list[str] = []
    monkeypatch.setattr(WatchesPage, "renew", lambda one: renewed.append(one.tab.value))
    page.show_tab(Tab.MUTED)
    assert renewed == []
    desk.window.watches.refresh(Changes.of(lists=("triage_rules", "watches")))
    assert renewed == []
    desk.window.take(Changes.of(lists=("mutes",)))
    qtbot.waitUntil(lambda: renewed == ["mutes"])


def test_made_watch_is_chosen(qtbot: QtBot, desk: Application, tab: WatchesTab) -> None:
    (account,) = tab.accounts.values()
    tab.expect_new()  # as the side does when the dialog stored one
    desk.lanes.writer.submit(
        lambda made: made.watches.add(new("Middle", "westwind", account.id))[1], desk.window.take
    )
    qtbot.waitUntil(lambda: len(tab.list.rows.watches) == 4)
    current = tab.list.current
    assert current is not None
    assert current.new.name == "Middle"


def test_keys_and_marks_stay_when_another_watch_comes(
    qtbot: QtBot, desk: Application, tab: WatchesTab
) -> None:
    (account,) = tab.accounts.values()
    tab.list.step(1)
    tab.list.setFocus()
    qtbot.keyClick(tab.list, KEYS.Key_Down, SHIFT)
    desk.lanes.writer.submit(
        lambda made: made.watches.add(new("Another", "westwind", account.id))[1], desk.window.take
    )
    qtbot.waitUntil(lambda: len(tab.list.rows.watches) == 4)
    assert [watch.new.name for watch in tab.list.marked] == ["Late parcels", "Rival"]
    assert tab.list.currentIndex().data() == "Rival"
    assert tab.list.hasFocus()
