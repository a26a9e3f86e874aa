"""The table of an insight: said by unit, sorted by raw values, copied, walked through by keys."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.domain.insight import Chart, ChartKind, Column, Table, Unit
from tests.ui import given_insight
from ui.insight_table import MOST_ROWS, ROW, InsightTable
from ui.insight_table_model import InsightTableModel, in_order, shown_columns
from ui.theme import Theme

Key = Qt.Key
ROWS = (
    ("delivery", 48, 0.48, 1.5, 1.1, 2.0),
    ("billing", 7, 0.07, None, None, None),
    ("app", 48, 0.48, 0.75, 0.5, math.inf),
)


def shown(model: InsightTableModel) -> list[list[str]]:
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def model(qapp: QApplication) -> InsightTableModel:
    made = InsightTableModel()
    made.show_table(given_insight.board(ROWS), "UTC")
    return made


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[InsightTable]:
    window = QWidget()
    qtbot.addWidget(window)
    made = InsightTable(Theme(qapp))
    made.show_table(given_insight.board(ROWS), "UTC")
    before = QPushButton("Before it")
    column = QVBoxLayout(window)
    for widget in (before, made):
        column.addWidget(widget)
    window.resize(700, 300)
    window.show()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    yield made
    window.close()


def tab_into(qtbot: QtBot, view: InsightTable) -> None:
    """Press Tab where the keys are before the table."""
    qtbot.keyClick(view.window().focusWidget(), Key.Key_Tab)
    assert view.hasFocus()


def test_cells_are_said_by_their_unit_and_the_ends_of_an_interval_as_one(
    model: InsightTableModel,
) -> None:
    assert [column.title for column in model.columns] == [
        "Touchpoint",
        "Cases",
        "Share",
        "Change",
        "95 % interval",
    ]
    assert shown(model) == [
        ["delivery", "48", "48 %", "+50 %", "+10 % to +100 %"],
        ["billing", "7", "7 %", "–", "–"],
        ["app", "48", "48 %", "\u221225 %", "\u221250 % to any"],
    ]


def test_the_ends_that_a_chart_names_are_one_column_as_well() -> None:
    columns = tuple(Column(key, key, Unit.SHARE) for key in ("share", "from", "to"))
    chart = Chart(ChartKind.DOTS, "share", ("share",), "from", "to")
    told = shown_columns(Table("t", "T", columns, (), chart=chart))
    assert [(each.title, each.place, each.high) for each in told] == [
        ("share", 0, None),
        ("95 % interval", 1, 2),
    ]


def test_numbers_stand_at_the_right_and_words_at_the_left(model: InsightTableModel) -> None:
    sides = [
        Qt.AlignmentFlag(model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole))
        & Qt.AlignmentFlag.AlignHorizontal_Mask
        for column in range(3)
    ]
    right = Qt.AlignmentFlag.AlignRight
    assert sides == [Qt.AlignmentFlag.AlignLeft, right, right]


def test_equal_values_stay_in_place_and_those_without_one_are_last_either_way() -> None:
    cells = [2, None, 1, math.nan, 2, "b", "A"]
    assert in_order(cells, range(7), turned=False) == [2, 0, 4, 6, 5, 1, 3]
    assert in_order(cells, range(7), turned=True) == [0, 4, 2, 5, 6, 1, 3]


def test_it_is_sorted_by_raw_values_and_still_knows_which_row_is_which(
    model: InsightTableModel,
) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in shown(model)] == ["billing", "delivery", "app"]
    assert [model.place(row) for row in range(3)] == [1, 0, 2]
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in shown(model)] == ["delivery", "app", "billing"]
    model.sort(-1)
    assert [row[0] for row in shown(model)] == ["delivery", "billing", "app"]


def test_the_order_stays_when_the_same_columns_are_shown_anew(model: InsightTableModel) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    model.show_table(given_insight.board((*ROWS, ("store", 1, 0.01, None, None, None))), "UTC")
    assert [row[0] for row in shown(model)] == ["store", "billing", "delivery", "app"]
    model.show_table(given_insight.fixes([("delivery", "b", "c", 0)]), "UTC")
    assert shown(model) == [["delivery", "b", "c", "1 Jan 1970"]]


def test_what_others_wrote_is_plain_and_bounded_text(model: InsightTableModel) -> None:
    hostile = "<b>\u202edelivery</b>\n" + "x" * 10_000
    model.show_table(given_insight.board([(hostile, 1, 0.5, None, None, None)]), "UTC")
    index = model.index(0, 0)
    drawn = str(index.data())
    assert len(drawn) < 310
    assert "\u202e" not in drawn
    assert "\n" not in drawn
    tip = str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "&lt;b&gt;delivery" in tip
    assert "<b>" not in tip
    assert len(tip) < 2_100


def test_a_copy_is_text_with_tabs_and_holds_no_formula(model: InsightTableModel) -> None:
    model.show_table(
        given_insight.board(
            [("=1+1\tx", 1200, 0.5, 0.5, None, None), ("a\x00b", 1, None, None, None, None)]
        ),
        "UTC",
    )
    assert model.as_text([0, 1]) == (
        "Touchpoint\tCases\tShare\tChange\t95 % interval\n"
        "'=1+1 x\t1,200\t50 %\t\u221250 %\t–\n"
        "a b\t1\t–\t–\t–"
    )


def test_a_click_on_a_header_sorts_and_a_third_one_gives_the_order_back(
    qtbot: QtBot, view: InsightTable
) -> None:
    header = view.horizontalHeader()
    seen = []
    for _ in range(3):
        at = QPoint(header.sectionViewportPosition(1) + 12, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        seen.append([row[0] for row in shown(view.rows)])
    assert sorted(seen) == sorted((
        ["billing", "delivery", "app"],
        ["delivery", "app", "billing"],
        ["delivery", "billing", "app"],
    ))  # fmt: skip
    assert seen[2] == ["delivery", "billing", "app"]


def test_enter_and_a_click_want_the_row_of_the_table_however_it_is_sorted(
    qtbot: QtBot, view: InsightTable
) -> None:
    wanted: list[int] = []
    opened: list[int] = []
    view.row_wanted.connect(wanted.append)
    view.row_opened.connect(opened.append)
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    tab_into(qtbot, view)
    assert view.place() == 1  # billing has the fewest
    qtbot.keyClick(view, Key.Key_Down)
    qtbot.keyClick(view, Key.Key_Return)
    assert (wanted, opened) == ([0], [0])
    place = view.visualRect(view.rows.index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (wanted, opened) == ([0, 1], [0])


def test_rows_are_copied_by_the_key_all_where_none_is_chosen(
    qtbot: QtBot, view: InsightTable
) -> None:
    qtbot.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4
    tab_into(qtbot, view)
    qtbot.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in copied] == ["Touchpoint", "delivery", "billing"]


def test_a_long_table_scrolls_in_itself_and_a_narrow_one_sideways(
    qtbot: QtBot, view: InsightTable
) -> None:
    rows = [(f"touchpoint {n}", n, n / 40, 1.0, 0.9, 1.1) for n in range(40)]
    view.show_table(given_insight.board(rows), "UTC")
    head = view.horizontalHeader().height()
    assert view.sizeHint().height() < head + (MOST_ROWS + 1) * ROW
    view.window().resize(300, 500)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)
    view.window().resize(1200, 500)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    # What is left of the room is the words'.
    assert sum(view.columnWidth(n) for n in range(5)) == view.viewport().width()


def test_the_chosen_row_stays_when_the_table_is_shown_anew(
    qtbot: QtBot, view: InsightTable
) -> None:
    tab_into(qtbot, view)
    view.selectRow(2)
    view.show_table(given_insight.board([*ROWS[:2], ("app", 50, 0.5, None, None, None)]), "UTC")
    assert view.place() == 2


def weeks(count: int = 3) -> Table:
    columns = (
        Column("begins", "Week", Unit.DAY),
        *(Column(f"line_{n}", f"P{n}", Unit.COUNT) for n in range(count)),
    )
    return Table("over_time", "Cases by week", columns, ((0, *range(count)),))


def test_days_stand_at_the_left(model: InsightTableModel) -> None:
    model.show_table(weeks(), "UTC")
    side = Qt.AlignmentFlag(model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole))
    assert side & Qt.AlignmentFlag.AlignLeft


def test_columns_of_numbers_share_the_width_out(qtbot: QtBot, view: InsightTable) -> None:
    view.show_table(weeks(), "UTC")
    room = view.viewport().width()
    widths = [view.columnWidth(n) for n in range(4)]
    assert sum(widths) == room
    assert max(widths) < room / 2
    view.window().resize(900, 300)
    qtbot.waitUntil(lambda: view.viewport().width() > room)
    assert sum(view.columnWidth(n) for n in range(4)) == view.viewport().width()


def test_a_long_title_of_a_column_has_two_lines_and_is_copied_in_one(view: InsightTable) -> None:
    table = weeks(2)
    columns = (*table.columns[:2], Column("reached", "With those above", Unit.SHARE))
    view.show_table(Table("t", "T", columns, ((0, 1, 0.28),)), "UTC")
    across = Qt.Orientation.Horizontal
    assert view.rows.headerData(2, across) == "With those\nabove"
    header = view.horizontalHeader()
    assert header.height() > 2 * header.fontMetrics().height()
    assert view.rows.as_text([0]).startswith("Week\tP0\tWith those above\n")


def test_a_long_name_leaves_the_numbers_in_sight(view: InsightTable) -> None:
    view.window().resize(560, 300)
    view.show_table(given_insight.board([("W" * 60, 5, 0.1, 1.2, 0.8, 9.3)]), "UTC")
    last = view.rows.columnCount() - 1
    right = view.columnViewportPosition(last) + view.columnWidth(last)
    assert right <= view.viewport().width()
    assert view.columnWidth(last) >= view.sizeHintForColumn(last)


def test_a_table_is_measured_once_it_is_to_be_seen(
    view: InsightTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []
    monkeypatch.setattr(view, "resizeColumnsToContents", lambda: measured.append(1))
    view.hide()
    view.show_table(weeks(24), "UTC")
    assert not measured
    view.show()
    assert measured == [1]
    assert view.rows.rowCount() == 1
