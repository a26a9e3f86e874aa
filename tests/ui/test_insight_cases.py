"""The cases behind a figure: their order, read in pages, opened; those that are no more."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.domain.insight import Evidence, Unit
from console.errors import StoreLocked
from console.text.figures import NOTHING
from tests.ui import given_insight
from tests.ui.given_insight import Shop
from ui.insight_cases import EMPTY, GONE, CasesPanel
from ui.insight_cases_model import PAGE, ROW, CasesOrder, listed, order_words
from ui.theme import Theme

Key = Qt.Key
Open = Callable[[int], tuple[Shop, CasesPanel]]


@pytest.fixture
def open_panel(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    """Returns a function that opens a panel on a desk of so many customers."""
    opened = []

    def open_one(customers: int) -> tuple[Shop, CasesPanel]:
        held = given_insight.shop(tmp_path, customers)
        shop = held.__enter__()
        opened.append(held)
        panel = CasesPanel(shop.lanes.reader, Theme(qapp), shop.bench.clock)
        qtbot.addWidget(panel)
        panel.resize(320, 500)
        panel.show()
        return shop, panel

    yield open_one
    for held in opened:
        held.__exit__(None, None, None)


def names(panel: CasesPanel) -> list[str]:
    """Returns who is listed, from the top; `…` where a row is not loaded."""
    rows = (panel.model.index(n).data(ROW) for n in range(panel.model.rowCount()))
    return [row.handle if isinstance(row, CaseRow) else "…" for row in rows]


def choose(panel: CasesPanel, order: CasesOrder) -> None:
    place = panel.order.findData(order)
    panel.order.setCurrentIndex(place)
    panel.order.activated.emit(place)


def test_the_most_stand_first_and_the_order_can_be_turned(qtbot: QtBot, open_panel: Open) -> None:
    shop, panel = open_panel(5)
    evidence = given_insight.waits(shop.cases, [10, 30, None, 20, 30])
    panel.show_cases("Delivery", evidence)
    # Both of 30 minutes: that with the newer message first. Without a value is last.
    qtbot.waitUntil(lambda: names(panel) == ["c4", "c1", "c3", "c0", "c2"])
    assert (panel.title.text(), panel.count.text()) == ("Delivery", "5 cases")
    assert panel.list.accessibleName() == "Delivery: 5 cases"
    assert [panel.model.value(n) for n in range(5)] == [
        "30 min",
        "30 min",
        "20 min",
        "10 min",
        NOTHING,
    ]
    choose(panel, CasesOrder.LEAST)
    qtbot.waitUntil(lambda: names(panel) == ["c0", "c3", "c4", "c1", "c2"])
    choose(panel, CasesOrder.NEWEST)
    qtbot.waitUntil(lambda: names(panel) == ["c4", "c3", "c2", "c1", "c0"])
    choose(panel, CasesOrder.OLDEST)
    qtbot.waitUntil(lambda: names(panel) == ["c0", "c1", "c2", "c3", "c4"])


def test_orders_are_named_by_what_the_values_are() -> None:
    waits = given_insight.waits([CaseId(1)], [1])
    assert order_words(CasesOrder.MOST, waits) == "Time to our first answer, longest first"
    assert order_words(CasesOrder.LEAST, Evidence((), (), Unit.COUNT)) == "Value, least first"
    assert order_words(CasesOrder.NEWEST, waits) == "Last message, newest first"


def test_where_cases_only_count_the_newest_stand_first(qtbot: QtBot, open_panel: Open) -> None:
    shop, panel = open_panel(3)
    panel.show_cases("Cases", Evidence(shop.cases))
    qtbot.waitUntil(lambda: names(panel) == ["c2", "c1", "c0"])
    assert panel.order.count() == 2
    assert panel.model.value(0) == ""


def test_enter_and_a_double_click_open_the_case(qtbot: QtBot, open_panel: Open) -> None:
    shop, panel = open_panel(3)
    wanted: list[object] = []
    panel.case_wanted.connect(wanted.append)
    panel.show_cases("Cases", Evidence(shop.cases))
    qtbot.waitUntil(lambda: names(panel) == ["c2", "c1", "c0"])
    panel.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(panel.list, Key.Key_Down)
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert wanted == [shop.cases[1]]
    place = panel.list.visualRect(panel.model.index(2)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [shop.cases[1], shop.cases[0]]


def test_a_case_that_counts_twice_is_listed_twice_and_said_once(
    qtbot: QtBot, open_panel: Open
) -> None:
    shop, panel = open_panel(2)
    first, second = shop.cases
    panel.show_cases("Answers", given_insight.waits([first, second, first], [1, 2, 3]))
    qtbot.waitUntil(lambda: names(panel) == ["c0", "c1", "c0"])
    assert panel.count.text() == "3 in 2 cases"


def test_cases_that_are_no_more_are_passed_over_and_counted(qtbot: QtBot, open_panel: Open) -> None:
    shop, panel = open_panel(3)
    panel.show_cases("Cases", Evidence([*shop.cases, CaseId(998), CaseId(999)]))
    qtbot.waitUntil(lambda: names(panel) == ["c2", "c1", "c0"])
    assert panel.note.isVisible()
    assert panel.note.text() == "2 cases of them joined to others, or erased."
    panel.show_cases("Cases", Evidence([CaseId(999)]))
    qtbot.waitUntil(lambda: panel.words.isVisible() and panel.words.text() == GONE)


def test_nothing_behind_a_figure_is_said(open_panel: Open) -> None:
    _, panel = open_panel(1)
    panel.show_cases("Cases", Evidence(()))
    assert panel.words.isVisible()
    assert panel.words.text() == EMPTY
    assert not panel.order.isEnabled()


def test_rows_are_read_in_pages_as_one_comes_near(qtbot: QtBot, open_panel: Open) -> None:
    shop, panel = open_panel(3 * PAGE)
    panel.show_cases("Cases", Evidence(shop.cases))
    qtbot.waitUntil(lambda: names(panel)[:1] == [f"c{3 * PAGE - 1}"])
    assert names(panel).count("…") == 2 * PAGE
    panel.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(panel.list, Key.Key_End)
    qtbot.waitUntil(lambda: names(panel)[-1] == "c0")
    middle = 3 * PAGE // 2
    assert names(panel)[middle] == "…"  # what was never near is not read
    panel.list.choose(middle)
    qtbot.waitUntil(lambda: names(panel)[middle] == f"c{3 * PAGE - 1 - middle}")


def test_a_hundred_thousand_cases_are_placed_and_only_a_page_is_read(open_panel: Open) -> None:
    shop, _ = open_panel(2)
    evidence = Evidence([CaseId(n) for n in range(1, 100_001)], range(100_000), Unit.COUNT, "Reach")
    found = listed(shop.bench.desk, evidence, CasesOrder.MOST)
    assert [evidence.cases[place] for place in found.places] == [*reversed(shop.cases)]
    many = given_insight.waits(shop.cases * 50_000, [1] * 100_000)
    found = listed(shop.bench.desk, many, CasesOrder.LEAST)
    assert len(found.places) == 100_000
    assert len(found.rows) <= PAGE


def test_shown_anew_the_chosen_case_and_the_place_stay(qtbot: QtBot, open_panel: Open) -> None:
    shop, panel = open_panel(40)
    panel.show_cases("Cases", Evidence(shop.cases))
    qtbot.waitUntil(lambda: "…" not in names(panel) and len(names(panel)) == 40)
    panel.list.setFocus(Qt.FocusReason.TabFocusReason)
    panel.list.choose(20)
    bar = panel.list.verticalScrollBar()
    place = bar.value()
    assert place > 0
    with qtbot.waitSignal(panel.model.modelReset):
        panel.show_cases("Cases", Evidence(shop.cases))
    assert panel.list.currentIndex().row() == 20
    assert bar.value() == place


def test_the_order_that_was_chosen_stays_for_the_same_kind_of_value(
    qtbot: QtBot, open_panel: Open
) -> None:
    shop, panel = open_panel(2)
    panel.show_cases("One", given_insight.waits(shop.cases, [1, 2]))
    qtbot.waitUntil(lambda: names(panel) == ["c1", "c0"])
    choose(panel, CasesOrder.LEAST)
    panel.show_cases("Two", given_insight.waits(shop.cases, [2, 1]))
    qtbot.waitUntil(lambda: names(panel) == ["c1", "c0"] and panel.model.value(0) == "1 min")
    assert panel.order.currentData() == CasesOrder.LEAST


def test_trouble_with_the_data_is_said_and_can_be_tried_again(
    qtbot: QtBot, open_panel: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, panel = open_panel(1)
    with monkeypatch.context() as patched:

        def locked(*_: object) -> None:
            raise StoreLocked("The data file is in use.")

        patched.setattr("console.desk.cases.Cases.key_columns", locked)
        panel.show_cases("Cases", Evidence(shop.cases))
        qtbot.waitUntil(panel.again_button.isVisible)
        assert "in use" in panel.words.text()
    qtbot.mouseClick(panel.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(panel) == ["c0"] and panel.list.isVisible())


def test_a_screen_reader_hears_the_value_and_the_case(qtbot: QtBot, open_panel: Open) -> None:
    shop, panel = open_panel(1)
    panel.show_cases("Cases", given_insight.waits(shop.cases, [12]))
    qtbot.waitUntil(lambda: names(panel) == ["c0"])
    said = str(panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("Time to our first answer: 12 min; ")
    assert "parcel 0 is lost" in said


def test_title_count_and_order_take_one_line_where_there_is_room(
    qtbot: QtBot, open_panel: Open
) -> None:
    shop, panel = open_panel(2)
    panel.show_cases("Delivery", given_insight.waits(shop.cases, [10, 30]))
    qtbot.waitUntil(lambda: len(names(panel)) == 2)
    assert panel.order.y() > panel.title.geometry().bottom()
    assert panel.count.geometry().center().y() == pytest.approx(
        panel.title.geometry().center().y(), abs=2
    )
    panel.resize(640, 300)
    qtbot.waitUntil(lambda: panel.order.y() < panel.title.geometry().bottom())
    assert panel.list.mapTo(panel, panel.list.rect().topLeft()).y() < 60
    assert panel.order.width() >= panel.order.sizeHint().width()
