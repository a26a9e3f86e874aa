"""The palette: every act, case and customer by a few letters; what it finds comes late."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.domain.cases import CaseRow
from tests.ui import hearing
from tests.ui.conftest import open_case
from ui.actions import Listed
from ui.application import Application
from ui.palette import ASK, NOTHING, Palette
from ui.palette_model import MOST_ACTS, PaletteModel, Query
from ui.palette_search import Found
from ui.side_view import View

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = Qt.Key


def palette(qtbot: QtBot, desk: Application) -> Palette:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window, KEYS.Key_K, CTRL)
    found = next(one for one in desk.window.findChildren(Palette) if one.isVisible())
    assert found.focusWidget() is found.field
    return found


def listed(found: Palette) -> list[str]:
    """Returns what is to be read, headings too."""
    return [str(found.model.index(n).data()) for n in range(found.model.rowCount())]


def chosen(found: Palette) -> str:
    return str(found.list.currentIndex().data())


def block(desk: Application) -> threading.Event:
    """Let the reader lane stand still till the event is set."""
    go_on = threading.Event()
    desk.lanes.reader.submit(lambda _desk: go_on.wait(20))
    return go_on


def test_every_action_is_in_the_palette(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    seen = [one.text for one in desk.window.listed.values() if one.action.isVisible()]
    hidden = {name for name, one in desk.window.listed.items() if not one.action.isVisible()}
    assert hidden == {f"account_{place}" for place in range(1, 10)}, "there is one account"
    assert listed(found) == ["Actions", *seen]
    assert found.model.rowCount() > 60
    qtbot.keyClicks(found.field, ">")
    assert len(listed(found)) == 1 + len(seen)


def test_an_act_is_found_by_the_beginnings_of_its_words_and_done(
    qtbot: QtBot, desk: Application
) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "resolv vi")
    assert listed(found) == ["Actions", "Resolved"]
    qtbot.keyClick(found.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: desk.window.inbox.view is View.RESOLVED)
    qtbot.waitUntil(lambda: not desk.window.findChildren(Palette))


def test_what_was_run_last_comes_first_in_the_next_palette(qtbot: QtBot, desk: Application) -> None:
    for words in ("> all view", "> waiting", "> all view"):
        found = palette(qtbot, desk)
        qtbot.keyClicks(found.field, words)
        qtbot.keyClick(found.field, KEYS.Key_Return)
        qtbot.waitUntil(lambda: not desk.window.findChildren(Palette))
    found = palette(qtbot, desk)
    assert listed(found)[:4] == ["Recent", "All", "Waiting", "Actions"]
    assert listed(found).count("Waiting") == 1
    assert chosen(found) == "All"


def test_what_is_found_and_chosen_is_told(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = hearing.listen(monkeypatch)
    found = palette(qtbot, desk)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0][0].endswith(f" found: {found.list.currentIndex().data(spoken)}")
    heard.clear()
    qtbot.keyClicks(found.field, "> help")
    qtbot.waitUntil(lambda: bool(heard))
    acts = [row for row in range(found.model.rowCount()) if found.model.entry(row) is not None]
    first = found.model.index(acts[0]).data(spoken)
    assert hearing.texts(heard) == [f"{len(acts)} found: {first}"]
    qtbot.keyClick(found.field, KEYS.Key_Down)
    assert hearing.texts(heard)[1:] == [found.list.currentIndex().data(spoken)]
    qtbot.keyClicks(found.field, "zebra")
    qtbot.waitUntil(lambda: hearing.texts(heard)[-1] == NOTHING)


def test_arrows_pass_over_headings_and_what_is_not_possible(
    qtbot: QtBot, desk: Application
) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "> case")
    texts = listed(found)
    assert "Resolve" in texts, "what is not possible now is shown, and why"
    for _ in texts:
        qtbot.keyClick(found.field, KEYS.Key_Down)
        one = found.model.entry(found.list.currentIndex().row())
        assert isinstance(one, Listed)
        assert one.action.isEnabled()
    qtbot.keyClick(found.field, KEYS.Key_Escape)
    assert not found.isVisible()
    assert desk.window.case.row is None


@pytest.mark.parametrize("words", ["ben", "@ben", "ben_m", "charged twi"])
def test_a_case_is_opened_by_name_handle_or_text(
    qtbot: QtBot, desk: Application, words: str
) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, words)
    qtbot.waitUntil(lambda: "Ben Moss" in listed(found))
    qtbot.keyClick(found.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: (row := desk.window.case.row) is not None and row.name == "Ben Moss")
    assert not found.isVisible()


def test_cases_and_customers_stand_under_headings_of_their_own(
    qtbot: QtBot, desk: Application
) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "ada")
    qtbot.waitUntil(lambda: listed(found) == ["Cases", "Ada Fern", "Customers", "Ada Fern"])
    found.field.setText("@ada")
    qtbot.waitUntil(lambda: listed(found) == ["Customers", "Ada Fern"])
    found.field.setText("@")
    assert found.nothing.isVisible()
    assert found.nothing.text() == ASK


def test_a_customer_without_an_open_case_leads_to_the_newest_one(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    row = desk.window.case.row
    assert row is not None
    with qtbot.waitSignal(desk.window.inbox.filler.changed):
        desk.window.case.write(lambda one: one.triage.resolve((row.id,), skipped=True))
    desk.window.inbox.choose(desk.window.inbox.model.id_at(1))
    qtbot.waitUntil(lambda: desk.window.case.row != row)
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "@ada")
    qtbot.waitUntil(lambda: listed(found) == ["Customers", "Ada Fern"])
    qtbot.keyClick(found.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: (now := desk.window.case.row) is not None and now.id == row.id)


def test_enter_waits_for_what_is_still_being_found(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    go_on = block(desk)
    qtbot.keyClicks(found.field, "ben")
    qtbot.keyClick(found.field, KEYS.Key_Return)
    assert found.isVisible()
    assert desk.window.case.row is None
    go_on.set()
    qtbot.waitUntil(lambda: (row := desk.window.case.row) is not None and row.name == "Ben Moss")


def test_more_letters_take_back_an_enter_that_waits(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    go_on = block(desk)
    qtbot.keyClicks(found.field, "ben")
    qtbot.keyClick(found.field, KEYS.Key_Return)
    qtbot.keyClicks(found.field, " m")
    go_on.set()
    qtbot.waitUntil(lambda: "Ben Moss" in listed(found))
    assert found.isVisible()
    assert desk.window.case.row is None


def test_enter_on_what_was_gone_to_waits_for_nothing(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "ben")
    qtbot.waitUntil(lambda: "Ben Moss" in listed(found))
    go_on = block(desk)
    qtbot.keyClicks(found.field, " m")
    qtbot.keyClick(found.field, KEYS.Key_Down)
    assert chosen(found) == "Ben Moss"
    qtbot.keyClick(found.field, KEYS.Key_Return)
    assert not found.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: (row := desk.window.case.row) is not None and row.name == "Ben Moss")


def test_what_comes_late_moves_no_act_and_no_choice(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    go_on = block(desk)
    qtbot.keyClicks(found.field, "c")
    acts = listed(found)
    assert len(acts) == 1 + MOST_ACTS
    qtbot.keyClick(found.field, KEYS.Key_Down)
    before = chosen(found), found.list.visualRect(found.list.currentIndex())
    go_on.set()
    qtbot.waitUntil(lambda: "Cases" in listed(found))
    assert listed(found)[: len(acts)] == acts
    assert (chosen(found), found.list.visualRect(found.list.currentIndex())) == before


def test_what_was_found_before_stays_till_the_new_is_there(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "ben")
    qtbot.waitUntil(lambda: "Ben Moss" in listed(found))
    go_on = block(desk)
    qtbot.keyClicks(found.field, " mo")
    assert "Ben Moss" in listed(found), "no flicker"
    assert found.list.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not found.search.is_under_way)
    assert "Ben Moss" in listed(found)


def test_a_newer_search_stops_the_older(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    found = palette(qtbot, desk)

    def put_in(one: Desk) -> None:
        before = one.cases.holding

        def holding(query: str, *, limit: int) -> tuple[CaseRow, ...]:
            asked.append(query)
            return before(query, limit=limit)

        monkeypatch.setattr(one.cases, "holding", holding)

    desk.lanes.reader.submit(put_in)
    go_on = block(desk)
    for words in ("ad", "ada", "ada f"):
        found.field.setText(words)
        found.search._pause.timeout.emit()
    go_on.set()
    qtbot.waitUntil(lambda: "Ada Fern" in listed(found))
    assert asked == ["ada f"]


def test_an_empty_palette_runs_nothing(qtbot: QtBot, desk: Application) -> None:
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "zebra")
    qtbot.waitUntil(found.nothing.isVisible)
    assert found.model.rowCount() == 0
    assert found.nothing.text() == NOTHING
    height = found.height()
    qtbot.keyClick(found.field, KEYS.Key_Return)
    assert found.isVisible()
    found.field.clear()
    assert found.list.isVisible()
    assert not found.nothing.isVisible()
    assert found.height() == height


def test_the_key_that_is_shown_is_the_one_that_was_chosen(qtbot: QtBot, desk: Application) -> None:
    desk.window.navigation.keys.give("sync", ["Ctrl+Y"])
    found = palette(qtbot, desk)
    qtbot.keyClicks(found.field, "sync now")
    spoken = found.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Sync now, Desk, Ctrl+Y"


def test_palette_model_is_sound(desk: Application) -> None:
    model = PaletteModel(desk.window.listed.values(), ("sync", "gone"), desk.window.now)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for query in ("", "r", "re case", "> ", "@ada", "zebra", ""):
        model.find(Query.of(query))
        model.put(Found())
    assert tester is not None
    assert str(model.index(1).data()) == "Sync now"


def test_every_action_stands_in_a_menu(desk: Application) -> None:
    for one in desk.window.listed.values():
        assert any(isinstance(menu, QMenu) for menu in one.action.associatedObjects()), one.name
